import { ownerOf, audienceOf, type Owing } from './audience.ts';
import { isOpenClock, type ClockKind } from './clock.ts';
import type { Contact } from './contact.ts';
import type { ClockId, Instant, ItemId, BlockerId } from './ids.ts';
import type { FateReason, Nudge } from './nudge.ts';
import { BLOCKER_CATEGORIES } from './blocker.ts';
import { itemSpec, needsProof } from './playbook.ts';

/** What a person can do at once about what they are reminded of. */
export type NudgeAction =
  | Readonly<{ kind: 'tick' | 'evidence' | 'review'; itemId: ItemId }>
  | Readonly<{ kind: 'solve'; blockerId: BlockerId }>;

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
  action: NudgeAction | null;
}>;

/** Why a reminder is not sent after all; null when it is still true. */
export function untrueSince(nudge: Nudge, owing: Owing): FateReason | null {
  const { view } = owing;
  if (!isOpenClock(view)) return 'done';
  if (view.state === 'paused') return 'paused';
  if (view.leg !== nudge.leg) return 'new_date';
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
    title: spec?.title ?? (blocker ? BLOCKER_CATEGORIES[blocker.category] : partner.name),
    partnerName: partner.name,
    dueAt: view.dueAt,
    ownerName: isOwn ? null : (owner?.name ?? null),
    action: actionOf(),
  };

  function actionOf(): NudgeAction | null {
    if (blocker) return { kind: 'solve', blockerId: blocker.id };
    if (!item || !spec) return null;
    if (clock.kind === 'review') return isOwn ? { kind: 'review', itemId: item.id } : null;
    const kind = needsProof(spec) ? 'evidence' : 'tick';
    return { kind, itemId: item.id };
  }
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
