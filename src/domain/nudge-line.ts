import { ownerOf, audienceOf, type Owing } from './audience.ts';
import { isOpenClock, type ClockKind } from './clock.ts';
import { isAway, type Contact } from './contact.ts';
import type { ClockId, Instant, ItemId, BlockerId } from './ids.ts';
import type { FateReason, Nudge } from './nudge.ts';
import { BLOCKER_CATEGORIES } from './blocker.ts';
import { itemSpec, needsProof } from './playbook.ts';

/** What a person can do at once about what they are reminded of. */
export type NudgeAction =
  | Readonly<{ kind: 'tick' | 'evidence' | 'review'; itemId: ItemId }>
  | Readonly<{ kind: 'solve' | 'update'; blockerId: BlockerId }>;

/** One line of a reminder. It carries what both companies may see. */
export type NudgeLine = Readonly<{
  clockId: ClockId;
  kind: ClockKind;
  /** Why now: before it is due, then or after it, up the ladder, or because of a promise. */
  cause: 'soon' | 'late' | 'escalated' | 'promised';
  title: string;
  partnerName: string;
  dueAt: Instant | null;
  /** Whose it is, where it is somebody else's. */
  ownerName: string | null;
  /** The owner is away: that is why the reader hears of it. */
  ownerIsAway: boolean;
  action: NudgeAction | null;
}>;

/** Why a reminder is not sent after all; null when it is still true. */
export function untrueSince(nudge: Nudge, owing: Owing): FateReason | null {
  const { view, now } = owing;
  if (!isOpenClock(view)) return 'done';
  if (view.state === 'paused') return 'paused';
  if (view.leg !== nudge.leg) return 'new_date';
  // Put off until after the due date, which has been told by itself.
  const isOver = causeOf(nudge.step) === 'soon' && view.dueAt !== null && view.dueAt <= now;
  if (isOver) return 'later_step';
  const isTheirs = audienceOf(nudge.step, owing).some(({ id }) => id === nudge.contactId);
  return isTheirs ? null : 'handed_over';
}

/** What a reminder says to `contact`. */
export function nudgeLine(nudge: Nudge, owing: Owing, contact: Contact): NudgeLine {
  const { whole, clock, view } = owing;
  const { items, blockers, playbook, partner } = whole;
  const owner = ownerOf(owing);
  const item = items.find(({ id }) => id === clock.subject);
  const blocker = blockers.find(({ id }) => id === clock.subject);
  const spec = item && itemSpec(playbook, item.key);
  const isOwn = owner?.id === contact.id;
  return {
    clockId: clock.id,
    kind: clock.kind,
    cause: causeOf(nudge.step),
    title: titleOf(owing),
    partnerName: partner.name,
    dueAt: view.dueAt,
    ownerName: isOwn ? null : (owner?.name ?? null),
    ownerIsAway: !isOwn && owner !== undefined && isAway(owner, owing.now),
    action: actionOf(),
  };

  function actionOf(): NudgeAction | null {
    if (blocker) {
      return { kind: clock.kind === 'resolve' ? 'solve' : 'update', blockerId: blocker.id };
    }
    if (!item || !spec) return null;
    if (clock.kind === 'review') return isOwn ? { kind: 'review', itemId: item.id } : null;
    const kind = needsProof(spec) ? 'evidence' : 'tick';
    return { kind, itemId: item.id };
  }
}

/** What a clock is about, in a few words that both companies may read. */
export function titleOf({ whole, clock }: Pick<Owing, 'whole' | 'clock'>): string {
  const { items, blockers, playbook, partner } = whole;
  const item = items.find(({ id }) => id === clock.subject);
  if (item) return itemSpec(playbook, item.key).title;
  const blocker = blockers.find(({ id }) => id === clock.subject);
  return blocker ? BLOCKER_CATEGORIES[blocker.category] : partner.name;
}

function causeOf(step: string): NudgeLine['cause'] {
  if (step.startsWith('r')) return 'escalated';
  if (step.startsWith('eta')) return 'promised';
  return step.startsWith('p') ? 'soon' : 'late';
}

/** What hurts most first: what is late, the longest first, then what is due soonest. */
export function byUrgency(a: NudgeLine, b: NudgeLine): number {
  const isSoon = ({ cause }: NudgeLine) => (cause === 'soon' ? 1 : 0);
  const dueOf = ({ dueAt }: NudgeLine) => dueAt ?? Number.MAX_SAFE_INTEGER;
  return isSoon(a) - isSoon(b) || dueOf(a) - dueOf(b) || a.title.localeCompare(b.title, 'en');
}
