import { blockerOf } from './blocker.ts';
import { lineOf, type ItemLine } from './board.ts';
import { nextOpen, openingOfWorkingDay, reachableHours, type Calendar } from './calendar.ts';
import { holderOf, reviewersFor, type Contact, type Side } from './contact.ts';
import type { ContactId, Instant, ItemId, Zone } from './ids.ts';
import { ballOf, type Item } from './item.ts';
import type { WholeOnboarding } from './onboarding.ts';
import { itemSpec, type ItemSpec } from './playbook.ts';

/** Working days between a reminder and the next; after the last, only status and digest go on. */
const GAPS_DAYS = [1, 2, 3, 5, 8, 8];

/** When the reminder after `sent` of them is owed, the last one having gone out at `at`; null after the last. */
export function nudgeAfter(sent: number, at: Instant, calendar: Calendar): Instant | null {
  const gap = GAPS_DAYS[sent - 1];
  return gap === undefined ? null : openingOfWorkingDay(at, gap, calendar);
}

/** `at` when a person in `zone` may be reminded then, else when they next may. */
export function reachableAt(at: Instant, zone: Zone): Instant {
  return nextOpen(at, reachableHours(zone));
}

/** Who has the ball and can be reached in Slack; nobody while a blocker stops the item. */
export function whoIsReminded(
  { playbook, people, blockers, onboarding }: WholeOnboarding,
  item: Item,
  submitterId: ContactId | undefined,
): Contact | undefined {
  if (blockerOf(blockers, item.id) || onboarding.problem?.kind === 'disconnected') return undefined;
  const spec = itemSpec(playbook, item.key);
  const contact =
    item.status === 'in_review' && submitterId !== undefined
      ? reviewersFor(spec.reviewer, people, submitterId)[0]
      : holderOf(spec.owner, people);
  return contact?.slackUserId ? contact : undefined;
}

/** `item` after one more reminder. */
export function reminded(item: Item, now: Instant, calendar: Calendar): Item {
  const nudges = item.nudges + 1;
  return { ...item, nudges, nextNudgeAt: nudgeAfter(nudges, now, calendar) };
}

/** Of the items that a reminder is about, those that `side` still owes when it is sent. */
export function stillOwed(
  whole: WholeOnboarding,
  itemIds: readonly ItemId[],
  { side, now }: Readonly<{ side: Side; now: Instant }>,
): readonly Readonly<{ line: ItemLine; spec: ItemSpec }>[] {
  return itemIds.flatMap((id) => {
    const item = whole.items.find((candidate) => candidate.id === id);
    if (!item) return [];
    const spec = itemSpec(whole.playbook, item.key);
    const line = lineOf(whole, item, spec, now);
    const owes = ballOf(item, spec) === side && line.blockedBy === null && line.late;
    return owes ? [{ line, spec }] : [];
  });
}
