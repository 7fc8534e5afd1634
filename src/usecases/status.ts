import { getContact } from '../../db/contacts.ts';
import { listInvitations } from '../../db/invitations.ts';
import { listOnboardings } from '../../db/onboardings.ts';
import { listOutcomes } from '../../db/outcomes.ts';
import { authorize, contactOf } from '../domain/access.ts';
import {
  allPartnersOf,
  blockerLines,
  onePartnerOf,
  type AllPartners,
  type BlockerLine,
  type OnePartner,
} from '../domain/portfolio.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { findByName } from './find-partner.ts';

/** Every partner. @throws RefusedError */
export async function allPartners(deps: Deps, signer: Signer): Promise<AllPartners> {
  const { read } = deps.store;
  authorize(await colleagueFor(read, deps, signer), 'see_partners');
  const look = { now: deps.now(), zone: deps.settings.zone };
  return allPartnersOf(await listOnboardings(read), await listOutcomes(read), look);
}

/** @throws RefusedError; UserError when the name fits no partner, or several */
export async function onePartner(
  deps: Deps,
  { signer, name }: Readonly<{ signer: Signer; name: string }>,
): Promise<OnePartner> {
  const { read } = deps.store;
  const actor = await colleagueFor(read, deps, signer);
  authorize(actor, 'see_partners');
  const whole = await findByName(read, name);
  const { id } = whole.onboarding;
  const [invitation] = await listInvitations(read, id);
  const invited = invitation && (await getContact(read, invitation.contactId));
  return onePartnerOf(whole, {
    outcomes: await listOutcomes(read, [id]),
    invitation: invitation ? { ...invitation, email: invited?.email ?? null } : null,
    roles: contactOf(actor).roles,
    look: { now: deps.now(), zone: deps.settings.zone },
  });
}

/** Open blockers of all partners, or of the one named; oldest first. @throws RefusedError, UserError */
export async function openBlockers(
  deps: Deps,
  { signer, name }: Readonly<{ signer: Signer; name: string }>,
): Promise<readonly BlockerLine[]> {
  const { read } = deps.store;
  authorize(await colleagueFor(read, deps, signer), 'see_partners');
  const wholes = name === '' ? await listOnboardings(read) : [await findByName(read, name)];
  return wholes
    .flatMap((whole) => blockerLines(whole, deps.now()))
    .sort((a, b) => b.ageMs - a.ageMs);
}
