import { recordAudit } from '../../db/audit.ts';
import { clearBlocker as clear, getBlocker } from '../../db/blockers.ts';
import { touchMessages } from '../../db/messages.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { enqueue } from '../../db/outbox.ts';
import { authorize, contactOf } from '../domain/access.ts';
import type { BlockerId } from '../domain/ids.ts';
import { channelLane } from '../domain/notice.ts';
import { moduleKeyOf } from '../domain/playbook.ts';
import { actorFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { followBlocker } from './follow-ball.ts';

/**
 * Ends a blocker and says so in the channel. Ending it twice says it once.
 * @throws RefusedError, NotFoundError
 */
export async function clearBlocker(
  deps: Deps,
  input: Readonly<{ signer: Signer; blockerId: BlockerId }>,
): Promise<Readonly<{ kind: 'cleared' | 'done_before' }>> {
  const { signer, blockerId } = input;
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const blocker = await getBlocker(tx, blockerId);
    const whole = await getOnboarding(tx, blocker.onboardingId);
    const actor = await actorFor(tx, deps, { signer, whole });
    authorize(actor, 'clear_blocker', { partnerId: whole.partner.id });
    const by = contactOf(actor).id;
    if (!(await clear(tx, { id: blockerId, by, at: now }))) return { kind: 'done_before' };
    const onboardingId = whole.onboarding.id;
    const item = whole.items.find(({ id }) => id === blocker.itemId);
    await followBlocker(tx, deps, {
      whole: { ...whole, blockers: whole.blockers.filter(({ id }) => id !== blockerId) },
      blocker: { ...blocker, clearedAt: now },
      actorId: by,
    });
    await recordAudit(tx, {
      at: now,
      actorId: by,
      action: 'blocker_cleared',
      subject: blockerId,
      detail: {},
    });
    await touchMessages(tx, { onboardingId, moduleKeys: item ? [moduleKeyOf(item.key)] : [] });
    await enqueue(tx, {
      dedupeKey: `blocker_cleared:${blockerId}`,
      lane: channelLane(onboardingId),
      intent: { kind: 'blocker_cleared', blockerId },
      now,
    });
    return { kind: 'cleared' };
  });
}
