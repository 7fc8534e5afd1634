import { recordAudit } from '../../db/audit.ts';
import { acknowledgeBlocker as acknowledge, getBlocker, noteUpdate } from '../../db/blockers.ts';
import { isNew } from '../../db/inbox.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { enqueue } from '../../db/outbox.ts';
import type { Tx } from '../../db/store.ts';
import { insertUpdate } from '../../db/updates.ts';
import { authorize, contactOf } from '../domain/access.ts';
import { blockerClocks } from '../domain/ball.ts';
import type { Blocker } from '../domain/blocker.ts';
import type { Contact } from '../domain/contact.ts';
import { idOf, type BlockerId } from '../domain/ids.ts';
import { channelLane } from '../domain/notice.ts';
import type { WholeOnboarding } from '../domain/onboarding.ts';
import { actorFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { followBlocker, followMatter } from './follow-ball.ts';

type About = Readonly<{ signer: Signer; blockerId: BlockerId }>;
type Found = Readonly<{ whole: WholeOnboarding; blocker: Blocker; by: Contact }>;

/**
 * Says that somebody sees to a blocker: the first answer is given. Saying it twice says it once.
 * @throws RefusedError, NotFoundError
 */
export async function acknowledgeBlocker(
  deps: Deps,
  about: About,
): Promise<Readonly<{ kind: 'acknowledged' | 'done_before' }>> {
  return deps.store.tx(async (tx) => {
    const found = await find(tx, deps, about);
    const seen = await seenTo(tx, deps, found);
    return { kind: seen ? 'acknowledged' : 'done_before' };
  });
}

/**
 * Tells both companies how it goes with a blocker. It answers what was promised by now, and promises
 * the next. A form sent twice counts once.
 * @throws RefusedError, NotFoundError
 */
export async function postUpdate(
  deps: Deps,
  { text, viewId, ...about }: About & Readonly<{ text: string; viewId: string }>,
): Promise<Readonly<{ kind: 'posted' | 'cleared_before' | 'done_before' }>> {
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const found = await find(tx, deps, about);
    const { whole, blocker, by } = found;
    if (blocker.clearedAt !== null) return { kind: 'cleared_before' };
    if (!(await isNew(tx, { key: `view:${viewId}`, at: now }))) return { kind: 'done_before' };
    const onboardingId = whole.onboarding.id;
    const updateId = idOf('update', deps.newId());
    await insertUpdate(tx, {
      id: updateId,
      onboardingId,
      subject: blocker.id,
      at: now,
      byId: by.id,
      text,
    });
    await recordAudit(tx, {
      at: now,
      actorId: by.id,
      action: 'update_posted',
      subject: blocker.id,
      detail: { updateId },
    });
    await seenTo(tx, deps, found);
    await noteUpdate(tx, { id: blocker.id, at: now });
    const updated = { ...blocker, acknowledgedAt: now, updatedAt: now };
    await renewPromise(tx, deps, { ...found, blocker: updated });
    await enqueue(tx, {
      dedupeKey: `update:${updateId}`,
      lane: channelLane(onboardingId),
      intent: { kind: 'update_posted', updateId, blockerId: blocker.id },
      now,
    });
    return { kind: 'posted' };
  });
}

async function find(tx: Tx, deps: Deps, { signer, blockerId }: About): Promise<Found> {
  const blocker = await getBlocker(tx, blockerId);
  const whole = await getOnboarding(tx, blocker.onboardingId);
  const actor = await actorFor(tx, deps, { signer, whole });
  authorize(actor, 'update_blocker', { partnerId: whole.partner.id });
  return { whole, blocker, by: contactOf(actor) };
}

/** Stops the clock of the first answer. False when it had been given. */
async function seenTo(tx: Tx, deps: Deps, { whole, blocker, by }: Found): Promise<boolean> {
  const now = deps.now();
  if (!(await acknowledge(tx, { id: blocker.id, at: now }))) return false;
  const actorId = by.id;
  await recordAudit(tx, {
    at: now,
    actorId,
    action: 'blocker_acknowledged',
    subject: blocker.id,
    detail: { side: by.side },
  });
  await followBlocker(tx, deps, { whole, blocker: { ...blocker, acknowledgedAt: now }, actorId });
  return true;
}

/** Ends the promise of news, kept or late, and makes the next one. */
async function renewPromise(tx: Tx, deps: Deps, { whole, blocker, by }: Found): Promise<void> {
  const wanted = blockerClocks(blocker, whole);
  const matter = { whole, subject: blocker.id, actorId: by.id };
  await followMatter(tx, deps, {
    ...matter,
    wanted: wanted.filter(({ kind }) => kind !== 'update'),
  });
  await followMatter(tx, deps, { ...matter, wanted });
}
