import { getOnboardingOfPartner } from '../../db/onboardings.ts';
import { listPartnerNames } from '../../db/partners.ts';
import type { Reader } from '../../db/store.ts';
import { matchByName } from '../domain/match.ts';
import type { WholeOnboarding } from '../domain/onboarding.ts';
import { UserError } from '../errors.ts';

/**
 * The onboarding of the partner that somebody means by `name`.
 * @throws UserError that names the candidates, or the nearest partner
 */
export async function findByName(reader: Reader, name: string): Promise<WholeOnboarding> {
  const match = matchByName(await listPartnerNames(reader), name);
  switch (match.kind) {
    case 'one':
      return getOnboardingOfPartner(reader, match.found.id);
    case 'several':
      throw new UserError(`Several partners fit “${name}”: ${match.names.join(', ')}. Which one?`);
    case 'none':
      throw new UserError(
        match.nearest === null
          ? 'There are no partners yet. Start one with `/onboard start`.'
          : `I know no partner “${name}”. Did you mean ${match.nearest}? \`/onboard status\` lists all.`,
      );
  }
}
