import { recordAudits } from '../../db/audit.ts';
import { saveItems } from '../../db/items.ts';
import { insertMessage, listMessages, newMessage, touchMessages } from '../../db/messages.ts';
import { enqueue } from '../../db/outbox.ts';
import type { Tx } from '../../db/store.ts';
import type { AuditEntry } from '../domain/audit.ts';
import { moduleParts, type Place } from '../domain/board.ts';
import { idOf, type Instant, type OnboardingId } from '../domain/ids.ts';
import { replaced, settleItems, type Item, type Time } from '../domain/item.ts';
import { channelLane } from '../domain/notice.ts';
import { dueBasis, type WholeOnboarding } from '../domain/onboarding.ts';
import { allSpecs, groupsOf, moduleKeyOf, type Playbook } from '../domain/playbook.ts';
import type { Deps } from './deps.ts';
import { followBall } from './follow-ball.ts';

/**
 * Saves items that were decided on, opens and locks what depends on them, and puts the messages
 * that show them out of date. What has begun and is shown nowhere yet gets its message.
 */
export async function settle(
  tx: Tx,
  deps: Deps,
  input: Readonly<{
    whole: WholeOnboarding;
    changed: readonly Item[];
    time: Time;
    actorId: AuditEntry['actorId'];
    /** The items as they were stored, where `whole` has them as they are to be. */
    before?: readonly Item[];
  }>,
): Promise<void> {
  const { whole, changed, time, actorId, before = whole.items } = input;
  const { playbook, onboarding } = whole;
  const items = replaced(whole.items, changed);
  const settled = settleItems(items, { time, basis: dueBasis({ ...whole, items }) });
  // An item that was decided on may be locked or opened by the very decision.
  const moved = new Map([...changed, ...settled].map((item) => [item.id, item]));
  const dated = await followBall(tx, deps, {
    whole: { ...whole, items: replaced(items, settled) },
    items: [...moved.values()],
    before,
    time,
    actorId,
  });
  await saveItems(tx, dated);
  await recordAudits(
    tx,
    settled.map(({ id, status }) => ({
      at: time.now,
      actorId,
      action: status === 'open' ? 'item_opened' : 'item_locked',
      subject: id,
      detail: {},
    })),
  );
  const keys = new Set([...moved.values()].map(({ key }) => key));
  await touchMessages(tx, { onboardingId: onboarding.id, moduleKeys: shownIn(playbook, keys) });
  await postBegunParts(tx, deps, {
    whole: { ...whole, items: replaced(items, settled) },
    now: time.now,
  });
}

/** Modules whose message shows one of these items, itself or as what another waits for. */
function shownIn(playbook: Playbook, keys: ReadonlySet<string>): ReadonlySet<string> {
  const showing = allSpecs(playbook).filter(
    ({ id, needs }) => keys.has(id) || needs.some((need) => keys.has(need)),
  );
  return new Set(showing.map(({ id }) => moduleKeyOf(id)));
}

/** Queues the message of every part of a module that has begun and has none yet. */
async function postBegunParts(
  tx: Tx,
  deps: Deps,
  { whole, now }: Readonly<{ whole: WholeOnboarding; now: Instant }>,
): Promise<void> {
  const { onboarding, playbook, items } = whole;
  const there = await listMessages(tx, onboarding.id);
  const begun = new Set(
    items.flatMap(({ key, status }) => (status === 'locked' || status === 'left_out' ? [] : [key])),
  );
  for (const module of groupsOf(playbook)) {
    for (const [index, specs] of moduleParts(module).entries()) {
      const place = { moduleKey: module.key, part: index + 1 };
      const isThere = there.some((one) => one.moduleKey === module.key && one.part === place.part);
      if (isThere || !specs.some(({ id }) => begun.has(id))) continue;
      await queuePart(tx, deps, { onboardingId: onboarding.id, place, now });
    }
  }
}

/** Queues the first posting of one part of a module. */
async function queuePart(
  tx: Tx,
  deps: Deps,
  input: Readonly<{ onboardingId: OnboardingId; place: Place; now: Instant }>,
): Promise<void> {
  const { onboardingId, place, now } = input;
  const id = idOf('message', deps.newId());
  await insertMessage(tx, newMessage({ id, onboardingId, kind: 'module', ...place }));
  await enqueue(tx, {
    dedupeKey: `post:${id}`,
    lane: channelLane(onboardingId),
    intent: { kind: 'post_message', messageId: id },
    now,
  });
}
