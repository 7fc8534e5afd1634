import { endOfWorkingDay, type Calendar } from './calendar.ts';
import { holds, type FactSheet } from './condition.ts';
import type { Side } from './contact.ts';
import { dueAtOpening, type DueBasis } from './due.ts';
import { needMet, type Progress } from './gate.ts';
import type { ContactId, Instant, ItemId, OnboardingId } from './ids.ts';
import {
  allSpecs,
  itemSpec,
  itemSpecs,
  needsProof,
  reviewDays,
  sideOfRole,
  type ItemSpec,
  type Playbook,
} from './playbook.ts';

/** `left_out`: it does not apply to this partner. */
export type ItemStatus = 'left_out' | 'locked' | 'open' | 'in_review' | 'returned' | 'accepted';

/** A checklist line of one onboarding; what it asks stands in the playbook, under `key`. */
export type Item = Readonly<{
  id: ItemId;
  onboardingId: OnboardingId;
  key: string;
  status: ItemStatus;
  openedAt: Instant | null;
  /** When its owner owes it. Kept when it is locked again, so that unticking buys no time. */
  dueAt: Instant | null;
  /** When the reviewer owes a verdict; only while in review. */
  reviewDueAt: Instant | null;
  /** Since when the clock of whoever has the ball stands still; null while it runs. */
  heldAt: Instant | null;
  acceptedAt: Instant | null;
  acceptedById: ContactId | null;
  rev: number;
}>;

/** How far these items are: what gates and needs are decided by. */
export function progressOf(items: readonly Item[]): Progress {
  const keys = (wanted: ItemStatus) =>
    new Set(items.filter(({ status }) => status === wanted).map(({ key }) => key));
  return { accepted: keys('accepted'), leftOut: keys('left_out') };
}

/** True while somebody must act on it. */
export function isOpen({ status }: Pick<Item, 'status'>): boolean {
  return status === 'open' || status === 'returned' || status === 'in_review';
}

/** Calendars of both sides and the moment: what turns working days into instants. */
export type Time = Readonly<{ now: Instant; calendars: Readonly<Record<Side, Calendar>> }>;

/** The side that must act; null when nobody must. */
export function ballOf(item: Item, spec: ItemSpec): Side | null {
  switch (item.status) {
    case 'open':
    case 'returned':
      return sideOfRole(spec.owner);
    case 'in_review':
      return 'vendor';
    case 'left_out':
    case 'locked':
    case 'accepted':
      return null;
  }
}

/** When the side that has the ball owes its move. */
export function ballDueAt(item: Item): Instant | null {
  return item.status === 'in_review' ? item.reviewDueAt : item.dueAt;
}

/** True when whoever has the ball should have moved by now. A clock that stands still grows no later. */
export function isLate(item: Item, now: Instant): boolean {
  const dueAt = ballDueAt(item);
  return isOpen(item) && dueAt !== null && dueAt < (item.heldAt ?? now);
}

export type TickDecision =
  | Readonly<{ kind: 'accepted'; item: Item }>
  | Readonly<{ kind: 'reopened'; item: Item }>
  | Readonly<{ kind: 'unchanged' }>
  | Readonly<{ kind: 'needs_evidence' }>
  | Readonly<{ kind: 'locked' | 'left_out' }>
  | Readonly<{ kind: 'proves_a_gate'; gate: 1 | 2 }>;

/**
 * What setting the checkbox of `item` to `on` does. It sets and never toggles: the same click
 * delivered twice changes nothing the second time. An attestation that proves a passed gate stays.
 */
export function decideTick(
  item: Item,
  input: Readonly<{
    spec: ItemSpec;
    on: boolean;
    by: ContactId;
    now: Instant;
    gateIsPassed: boolean;
  }>,
): TickDecision {
  const { spec, on, by, now, gateIsPassed } = input;
  if (item.status === 'locked' || item.status === 'left_out') return { kind: item.status };
  if (needsProof(spec))
    return on && item.status !== 'accepted' ? { kind: 'needs_evidence' } : { kind: 'unchanged' };
  if (on === (item.status === 'accepted')) return { kind: 'unchanged' };
  if (on) return { kind: 'accepted', item: accepted(item, by, now) };
  if (spec.gate !== undefined && gateIsPassed) return { kind: 'proves_a_gate', gate: spec.gate };
  const reopened = { ...item, status: 'open', acceptedAt: null, acceptedById: null } as const;
  return { kind: 'reopened', item: reopened };
}

export type SubmissionDecision =
  | Readonly<{ kind: 'sent_to_review'; item: Item }>
  | Readonly<{ kind: 'not_open'; status: ItemStatus }>;

/** What evidence handed in now does to `item`; one that is not open stays as it is. */
export function decideSubmission(
  item: Item,
  input: Readonly<{ playbook: Playbook; time: Time }>,
): SubmissionDecision {
  const { playbook, time } = input;
  const spec = itemSpec(playbook, item.key);
  if (!needsProof(spec) || (item.status !== 'open' && item.status !== 'returned')) {
    return { kind: 'not_open', status: item.status };
  }
  const days = reviewDays(playbook, spec);
  const reviewDueAt = endOfWorkingDay(time.now, days, time.calendars.vendor);
  return { kind: 'sent_to_review', item: { ...item, status: 'in_review', reviewDueAt } };
}

/** A verdict on each criterion, in the order of the playbook. */
export type Verdicts = readonly boolean[];

export type ReviewDecision =
  | Readonly<{ kind: 'accepted'; item: Item }>
  | Readonly<{ kind: 'returned'; item: Item }>
  | Readonly<{ kind: 'not_in_review'; status: ItemStatus }>;

/**
 * What a reviewer's verdicts do: every criterion met accepts the item, any other returns it to its
 * owner, whose clock then goes on.
 */
export function decideReview(
  item: Item,
  input: Readonly<{ spec: ItemSpec; verdicts: Verdicts; by: ContactId; now: Instant }>,
): ReviewDecision {
  const { spec, verdicts, by, now } = input;
  if (item.status !== 'in_review') return { kind: 'not_in_review', status: item.status };
  if (spec.criteria.every((_, index) => verdicts[index] === true)) {
    return { kind: 'accepted', item: accepted(item, by, now) };
  }
  return { kind: 'returned', item: { ...item, status: 'returned', reviewDueAt: null } };
}

/** An item of a plan that nobody has begun with. */
export function newItem(of: Pick<Item, 'id' | 'onboardingId' | 'key'>): Item {
  return { ...of, ...UNTOUCHED, status: 'locked', rev: 1 };
}

/** The items of a plan that begins: locked, or left out where they do not apply. */
export function firstItems(
  { playbook, sheet }: Readonly<{ playbook: Playbook; sheet: FactSheet | null }>,
  idsOf: (key: string) => Pick<Item, 'id' | 'onboardingId'>,
): readonly Item[] {
  const all = itemSpecs(playbook).map(({ id: key }) => newItem({ ...idsOf(key), key }));
  return replaced(all, scopeItems(all, { playbook, sheet }));
}

/** `items` as `playbook` has them, without those that only an earlier version had. */
export function inReadingOrder(playbook: Playbook, items: readonly Item[]): readonly Item[] {
  const byKey = new Map(items.map((item) => [item.key, item]));
  return allSpecs(playbook).flatMap(({ id }) => byKey.get(id) ?? []);
}

/** `items` with those of `changed` in their places. */
export function replaced(items: readonly Item[], changed: readonly Item[]): readonly Item[] {
  const byId = new Map(changed.map((item) => [item.id, item]));
  return items.map((item) => byId.get(item.id) ?? item);
}

/** What an item is before anybody has begun with it. */
export const UNTOUCHED = {
  openedAt: null,
  dueAt: null,
  reviewDueAt: null,
  heldAt: null,
  acceptedAt: null,
  acceptedById: null,
} as const;

/**
 * The items that come and go because of `sheet`; the others are left out. What is accepted or being
 * reviewed stays, whether or not it would be asked for today: nobody's work is lost.
 * @param sheet null when nothing is known of the partner: then every item is for them
 */
export function scopeItems(
  items: readonly Item[],
  { playbook, sheet }: Readonly<{ playbook: Playbook; sheet: FactSheet | null }>,
): readonly Item[] {
  const specs = new Map(allSpecs(playbook).map((spec) => [spec.id, spec]));
  return items.flatMap((item): readonly Item[] => {
    const spec = specs.get(item.key);
    if (!spec) return [];
    const applies = !spec.when || !sheet || holds(spec.when, sheet);
    if (applies) {
      return item.status === 'left_out' ? [{ ...item, ...UNTOUCHED, status: 'locked' }] : [];
    }
    const begun = item.status === 'accepted' || item.status === 'in_review';
    return begun || item.status === 'left_out'
      ? []
      : [{ ...item, ...UNTOUCHED, status: 'left_out' }];
  });
}

/**
 * The items that open or lock because of what is accepted now; the others are left out. An item on
 * which somebody has begun to work is never locked again.
 */
export function settleItems(
  items: readonly Item[],
  { time, basis }: Readonly<{ time: Time; basis: DueBasis }>,
): readonly Item[] {
  const { playbook } = basis;
  const progress = progressOf(items);
  const specs = new Map(allSpecs(playbook).map((spec) => [spec.id, spec]));
  return items.flatMap((item) => {
    const spec = specs.get(item.key);
    if (!spec) return [];
    const free = spec.needs.every((need) => needMet(playbook, progress, need));
    if (free && item.status === 'locked') return [opened(item, spec, time, basis)];
    if (!free && item.status === 'open') return [{ ...item, status: 'locked' }];
    return [];
  });
}

function opened(item: Item, spec: ItemSpec, time: Time, basis: DueBasis): Item {
  const dueAt =
    item.dueAt ??
    dueAtOpening(spec, { basis, at: time.now, calendar: time.calendars[sideOfRole(spec.owner)] });
  const openedAt = item.openedAt ?? time.now;
  return { ...item, status: 'open', openedAt, dueAt };
}

function accepted(item: Item, by: ContactId, now: Instant): Item {
  return {
    ...item,
    status: 'accepted',
    acceptedAt: now,
    acceptedById: by,
    reviewDueAt: null,
    heldAt: null,
  };
}
