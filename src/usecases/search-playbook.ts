import { getOnboarding } from '../../db/onboardings.ts';
import { getPlaybook } from '../../db/playbooks.ts';
import { authorize, contactOf } from '../domain/access.ts';
import type { OnboardingId } from '../domain/ids.ts';
import type { Playbook } from '../domain/playbook.ts';
import { searchPlaybook, type Found } from '../domain/playbook-search.ts';
import { actorFor, colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';

/** As many as one answer shows. */
const HITS = 10;

/** What the playbook that new partners usually get says about `words`. @throws RefusedError */
export async function playbookHits(
  deps: Deps,
  { signer, words }: Readonly<{ signer: Signer; words: string }>,
): Promise<Found> {
  const { read } = deps.store;
  authorize(await colleagueFor(read, deps, signer), 'search_playbook');
  const playbook = await getPlaybook(read, deps.settings.playbooks[0]);
  const hits = searchPlaybook(playbook, { wanted: words, side: 'vendor', limit: HITS });
  return { playbook, words, hits };
}

/** The playbook that new partners usually get, with its log. @throws RefusedError */
export async function playbookLog(deps: Deps, signer: Signer): Promise<Playbook> {
  const { read } = deps.store;
  authorize(await colleagueFor(read, deps, signer), 'search_playbook');
  return getPlaybook(read, deps.settings.playbooks[0]);
}

/**
 * What the playbook of an onboarding says about `words`, as far as the signer may see it and it
 * applies to the partner. Without words nothing is found.
 * @throws RefusedError, NotFoundError
 */
export async function onboardingHits(
  deps: Deps,
  input: Readonly<{ signer: Signer; onboardingId: OnboardingId; words: string }>,
): Promise<Found & Readonly<{ onboardingId: OnboardingId }>> {
  const { signer, onboardingId, words } = input;
  return deps.store.tx(async (tx) => {
    const whole = await getOnboarding(tx, onboardingId);
    const { playbook, partner, items } = whole;
    const actor = await actorFor(tx, deps, { signer, whole });
    authorize(actor, 'search_own_playbook', { partnerId: partner.id });
    const leftOut = new Set(
      items.filter(({ status }) => status === 'left_out').map(({ key }) => key),
    );
    const { side } = contactOf(actor);
    const hits = searchPlaybook(playbook, { wanted: words, side, leftOut, limit: HITS });
    return { onboardingId, playbook, words, hits };
  });
}
