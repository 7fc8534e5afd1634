import { recordAudit } from '../../db/audit.ts';
import { insertBlocker } from '../../db/blockers.ts';
import { isNew } from '../../db/inbox.ts';
import { touchMessages } from '../../db/messages.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { enqueue, PRIORITY } from '../../db/outbox.ts';
import { authorize, contactOf } from '../domain/access.ts';
import {
  blockerOwner,
  type Blocker,
  type BlockerCategory,
  type WaitsFor,
} from '../domain/blocker.ts';
import { idOf, type ItemId, type OnboardingId } from '../domain/ids.ts';
import { channelLane, personLane } from '../domain/notice.ts';
import { moduleKeyOf } from '../domain/playbook.ts';
import { actorFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { followBlocker } from './follow-ball.ts';

export type BlockerInput = Readonly<{
  signer: Signer;
  viewId: string;
  onboardingId: OnboardingId;
  itemId: ItemId | null;
  category: BlockerCategory;
  waitsFor: WaitsFor;
  description: string;
  /** Given where a partner escalates. */
  impact?: string | null;
}>;

/**
 * Notes that somebody cannot go on, says so in the channel, and hands it to an owner: the partner
 * lead when it waits for the partner, else the partner manager.
 * @throws RefusedError, NotFoundError
 */
export async function raiseBlocker(
  deps: Deps,
  input: BlockerInput,
): Promise<Readonly<{ kind: 'raised' | 'done_before' }>> {
  const { signer, viewId, onboardingId, itemId, category, waitsFor, description } = input;
  const { impact = null } = input;
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const whole = await getOnboarding(tx, onboardingId);
    const actor = await actorFor(tx, deps, { signer, whole });
    const action = impact === null ? 'raise_blocker' : 'escalate';
    authorize(actor, action, { partnerId: whole.partner.id });
    if (!(await isNew(tx, { key: `view:${viewId}`, at: now }))) return { kind: 'done_before' };
    const by = contactOf(actor);
    const item = whole.items.find(({ id }) => id === itemId);
    const blocker: Blocker = {
      id: idOf('blocker', deps.newId()),
      onboardingId,
      itemId: item?.id ?? null,
      category,
      waitsFor,
      description,
      impact,
      raisedById: by.id,
      raisedAt: now,
      ownerId: blockerOwner(waitsFor, whole.people).id,
      acknowledgedAt: null,
      updatedAt: null,
      clearedAt: null,
      clearedById: null,
    };
    await insertBlocker(tx, blocker);
    const blocked = { ...whole, blockers: [...whole.blockers, blocker] };
    await followBlocker(tx, deps, { whole: blocked, blocker, actorId: by.id });
    const blockerId = blocker.id;
    await recordAudit(tx, {
      at: now,
      actorId: by.id,
      action: impact === null ? 'blocker_raised' : 'escalated',
      subject: blockerId,
      detail: { onboardingId, itemId: blocker.itemId, category, waitsFor },
    });
    await touchMessages(tx, { onboardingId, moduleKeys: item ? [moduleKeyOf(item.key)] : [] });
    const urgent = { now, priority: PRIORITY.urgent };
    await enqueue(tx, {
      dedupeKey: `blocker_raised:${blockerId}`,
      lane: channelLane(onboardingId),
      intent: { kind: 'blocker_raised', blockerId },
      ...urgent,
    });
    const contactId = whole.people.manager.id;
    await enqueue(tx, {
      dedupeKey: `blocker_assigned:${blockerId}`,
      lane: personLane(contactId),
      intent: { kind: 'blocker_assigned', blockerId, contactId },
      ...urgent,
    });
    return { kind: 'raised' };
  });
}
