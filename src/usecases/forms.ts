import { getBlocker } from '../../db/blockers.ts';
import { listTeam } from '../../db/contacts.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { getPlaybooks } from '../../db/playbooks.ts';
import { authorize, contactOf } from '../domain/access.ts';
import { openLines } from '../domain/board.ts';
import { dayOf } from '../domain/local-time.ts';
import type { BlockerId, ContactId, Day, ItemId, OnboardingId, Zone } from '../domain/ids.ts';
import { RefusedError, UserError } from '../errors.ts';
import { actorFor, colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { findByName } from './find-partner.ts';

/** What the form for a new partner offers. */
export type StartChoices = Readonly<{
  managers: readonly Readonly<{ id: ContactId; name: string }>[];
  /** The usual one first. */
  playbooks: readonly Readonly<{ hash: string; title: string; version: number }>[];
  me: ContactId;
  today: Day;
  zone: Zone;
}>;

/** @throws RefusedError when the signer may not start partners */
export async function startChoices(deps: Deps, signer: Signer): Promise<StartChoices> {
  const { read } = deps.store;
  const actor = await colleagueFor(read, deps, signer);
  authorize(actor, 'start_partner');
  const managers = (await listTeam(read))
    .filter(
      ({ standing, roles }) =>
        standing === 'member' && (roles.includes('manager') || roles.includes('admin')),
    )
    .map(({ id, name, slackUserId }) => ({ id, name: name ?? slackUserId ?? id }));
  const { zone, playbooks: hashes } = deps.settings;
  const playbooks = (await getPlaybooks(read, hashes)).map(({ title, version }, index) => ({
    hash: hashes[index] ?? hashes[0],
    title,
    version,
  }));
  const today = dayOf(deps.now(), zone);
  return { managers, playbooks, me: contactOf(actor).id, today, zone };
}

/** What the form for a blocker offers: the partner's and our open items. */
export type BlockerChoices = Readonly<{
  onboardingId: OnboardingId;
  partnerName: string;
  items: readonly Readonly<{ id: ItemId; title: string }>[];
}>;

/** @throws RefusedError, NotFoundError */
export async function blockerChoices(
  deps: Deps,
  { signer, onboardingId }: Readonly<{ signer: Signer; onboardingId: OnboardingId }>,
): Promise<BlockerChoices> {
  return deps.store.tx(async (tx) => {
    const whole = await getOnboarding(tx, onboardingId);
    authorize(await actorFor(tx, deps, { signer, whole }), 'raise_blocker', {
      partnerId: whole.partner.id,
    });
    const now = deps.now();
    const lines = [...openLines(whole, 'partner', now), ...openLines(whole, 'vendor', now)];
    const items = lines.map(({ itemId: id, title }) => ({ id, title }));
    return { onboardingId, partnerName: whole.partner.name, items };
  });
}

/** What the form for an update shows. @throws RefusedError, NotFoundError; UserError when it is solved */
export async function updateChoices(
  deps: Deps,
  { signer, blockerId }: Readonly<{ signer: Signer; blockerId: BlockerId }>,
): Promise<Readonly<{ blockerId: BlockerId; description: string }>> {
  return deps.store.tx(async (tx) => {
    const { onboardingId, description, clearedAt } = await getBlocker(tx, blockerId);
    const whole = await getOnboarding(tx, onboardingId);
    const actor = await actorFor(tx, deps, { signer, whole });
    authorize(actor, 'update_blocker', { partnerId: whole.partner.id });
    if (clearedAt !== null) throw new UserError('This is solved already.');
    return { blockerId, description };
  });
}

/** Lets somebody open the form that escalates. @throws RefusedError, NotFoundError */
export async function escalationChoices(
  deps: Deps,
  { signer, onboardingId }: Readonly<{ signer: Signer; onboardingId: OnboardingId }>,
): Promise<void> {
  await deps.store.tx(async (tx) => {
    const whole = await getOnboarding(tx, onboardingId);
    const actor = await actorFor(tx, deps, { signer, whole });
    authorize(actor, 'escalate', { partnerId: whole.partner.id });
  });
}

/** What the form for an outcome offers. @throws RefusedError, UserError for an unknown partner */
export async function outcomeChoices(
  deps: Deps,
  { signer, name }: Readonly<{ signer: Signer; name: string }>,
): Promise<
  Readonly<{ onboardingId: OnboardingId; partnerName: string; signedOn: Day; today: Day }>
> {
  const { read } = deps.store;
  authorize(await colleagueFor(read, deps, signer), 'claim_outcome');
  const { onboarding, partner } = await findByName(read, name);
  const today = dayOf(deps.now(), deps.settings.zone);
  return {
    onboardingId: onboarding.id,
    partnerName: partner.name,
    signedOn: partner.signedOn,
    today,
  };
}

/** True for whoever may fill in the form that asks for a time zone and a country. */
export async function mayLookUp(deps: Deps, signer: Signer): Promise<boolean> {
  try {
    authorize(await colleagueFor(deps.store.read, deps, signer), 'start_partner');
    return true;
  } catch (error) {
    if (error instanceof RefusedError) return false;
    throw error;
  }
}
