import { endOfWorkingDay, workingDayFrom, workingDaysBetween, type Calendar } from './calendar.ts';
import { dayOf, shiftDay } from './local-time.ts';
import { conditionText, factsAsked, type FactSheet } from './condition.ts';
import { dueAtOpening, type DueBasis } from './due.ts';
import { isFulfilled, keysBehind, proofOf } from './gate.ts';
import type { Day, Instant } from './ids.ts';
import { ballDueAt, progressOf, type Item, type ItemStatus, type Time } from './item.ts';
import {
  allSpecs,
  needsProof,
  reviewDays,
  sideOfRole,
  type GateNumber,
  type ItemSpec,
  type Playbook,
} from './playbook.ts';

/*
 * What lies before an onboarding if everybody uses all of their time and none more: when each item
 * opens, is owed and is accepted, and by when it has to be for the go-live that is meant. Nothing
 * of it is stored: it follows from the items as they are.
 */

/** An item that applies, with its dates. */
export type PlannedItem = Readonly<{
  spec: ItemSpec;
  status: ItemStatus;
  opensAt: Instant;
  /** When its owner owes it. */
  dueAt: Instant;
  /** When it is accepted, at the latest. */
  doneAt: Instant;
  /** The last day for the owner if the go-live is to be kept; null where it does not depend on this. */
  latest: Day | null;
  /** On the longest way to the go-live. */
  critical: boolean;
}>;

/** An item that does not apply, and why. */
export type LeftOut = Readonly<{ spec: ItemSpec; asked: string; found: string }>;

export type Plan = Readonly<{
  /** In reading order. */
  items: readonly PlannedItem[];
  leftOut: readonly LeftOut[];
  /** When each gate has all its proof; null when nothing proves it for this partner. */
  gates: Readonly<Record<GateNumber, Instant | null>>;
  /** What the plan ends with; null when the playbook names no item for it. */
  goLive: Readonly<{
    spec: ItemSpec;
    expectedAt: Instant;
    target: Day | null;
    /** Our working days between the target and what is expected; 0 when it fits. */
    shortBy: number;
  }> | null;
  /** The longest way to the go-live, from what can be done now; oldest first. */
  criticalPath: readonly PlannedItem[];
}>;

/** What a plan is made from. */
export type PlanInput = Readonly<{
  items: readonly Item[];
  sheet: FactSheet | null;
  basis: DueBasis;
  time: Time;
}>;

type Dates = Readonly<{
  opensAt: Instant;
  dueAt: Instant;
  doneAt: Instant;
  waitsFor: string | null;
}>;

/** The plan of an onboarding as things stand. The same input gives the same plan. */
export function planOf(input: PlanInput): Plan {
  const { items, sheet, basis, time } = input;
  const { playbook, targetGoLive } = basis;
  const statuses = new Map(items.map(({ key, status }) => [key, status]));
  const specs = allSpecs(playbook).filter(({ id }) => statuses.has(id));
  const applying = specs.filter(({ id }) => statuses.get(id) !== 'left_out');
  const dates = forecast(input, applying);
  const goal = playbook.milestones.goLive
    .map((key) => applying.find(({ id }) => id === key))
    .find((spec) => spec !== undefined);
  const path = goal ? pathTo(goal.id, dates) : [];
  const latest =
    goal && targetGoLive !== null
      ? latestDays({ playbook, specs: applying, time }, { goal, target: targetGoLive })
      : new Map<string, Day>();
  const planned = applying.flatMap((spec): readonly PlannedItem[] => {
    const own = dates.get(spec.id);
    if (!own) return [];
    const { opensAt, dueAt, doneAt } = own;
    const status = statuses.get(spec.id) ?? 'locked';
    const critical = path.includes(spec.id);
    return [
      { spec, status, opensAt, dueAt, doneAt, latest: latest.get(spec.id) ?? null, critical },
    ];
  });
  const byKey = new Map(planned.map((one) => [one.spec.id, one]));
  const expectedAt = goal && byKey.get(goal.id)?.doneAt;
  return {
    items: planned,
    leftOut: specs.flatMap((spec) =>
      statuses.get(spec.id) === 'left_out' ? [leftOut(spec, sheet)] : [],
    ),
    gates: { 1: gateAt(playbook, dates, 1), 2: gateAt(playbook, dates, 2) },
    goLive:
      goal && expectedAt !== undefined
        ? { spec: goal, expectedAt, target: targetGoLive, shortBy: shortBy(expectedAt, input) }
        : null,
    criticalPath: path.flatMap((key) => byKey.get(key) ?? []),
  };
}

function leftOut(spec: ItemSpec, sheet: FactSheet | null): LeftOut {
  const { when } = spec;
  if (!when) return { spec, asked: '', found: '' };
  return { spec, asked: conditionText(when), found: sheet ? factsAsked(when, sheet) : '' };
}

function shortBy(expectedAt: Instant, { basis, time }: PlanInput): number {
  const { targetGoLive } = basis;
  if (targetGoLive === null) return 0;
  const office = time.calendars.vendor;
  return Math.max(0, workingDaysBetween(targetGoLive, dayOf(expectedAt, office.zone), office));
}

/** When each of `specs` opens, is owed and is done, what comes first before what waits for it. */
function forecast(
  { items, basis, time }: PlanInput,
  specs: readonly ItemSpec[],
): ReadonlyMap<string, Dates> {
  const { playbook } = basis;
  const progress = progressOf(items);
  const itemsByKey = new Map(items.map((item) => [item.key, item]));
  const specsByKey = new Map(specs.map((spec) => [spec.id, spec]));
  const dates = new Map<string, Dates>();
  const behind = needsBehind(playbook);
  const planned: DueBasis = {
    ...basis,
    openedAt: (key) => dates.get(key)?.opensAt ?? null,
    acceptedAt: (key) => dates.get(key)?.doneAt ?? null,
  };
  const visit = (key: string): Dates | undefined => {
    const known = dates.get(key);
    const spec = specsByKey.get(key);
    const item = itemsByKey.get(key);
    if (known || !spec || !item) return known;
    const needs = spec.needs.flatMap(behind).filter((need) => !isFulfilled(progress, need));
    let waitsFor: string | null = null;
    let free = time.now;
    for (const need of needs) {
      const doneAt = visit(need)?.doneAt ?? free;
      if (doneAt < free || (doneAt === free && waitsFor !== null)) continue;
      free = doneAt;
      waitsFor = need;
    }
    const own = { ...datesOf(item, spec, { free, basis: planned, time }), waitsFor };
    dates.set(key, own);
    return own;
  };
  for (const { id } of specs) visit(id);
  return dates;
}

/** `keysBehind`, with the proof of each gate looked up once. */
function needsBehind(playbook: Playbook): (need: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (need) => {
    const keys = known.get(need) ?? keysBehind(playbook, need);
    known.set(need, keys);
    return keys;
  };
}

function datesOf(
  item: Item,
  spec: ItemSpec,
  { free, basis, time }: Readonly<{ free: Instant; basis: DueBasis; time: Time }>,
): Omit<Dates, 'waitsFor'> {
  const { now, calendars } = time;
  const calendar = calendars[sideOfRole(spec.owner)];
  const reviewed = (at: Instant) =>
    needsProof(spec) ? endOfWorkingDay(at, reviewDays(basis.playbook, spec), calendars.vendor) : at;
  // What is late may come today, and nobody knows better: it is expected by the next working day.
  const coming = (at: Instant | null) =>
    at !== null && at >= now ? at : endOfWorkingDay(now, 1, calendar);
  switch (item.status) {
    case 'accepted': {
      const doneAt = item.acceptedAt ?? now;
      return { opensAt: item.openedAt ?? doneAt, dueAt: item.dueAt ?? doneAt, doneAt };
    }
    case 'in_review': {
      const doneAt = coming(ballDueAt(item));
      return { opensAt: item.openedAt ?? now, dueAt: item.dueAt ?? now, doneAt };
    }
    case 'open':
    case 'returned': {
      const dueAt = coming(item.dueAt);
      return { opensAt: item.openedAt ?? now, dueAt, doneAt: reviewed(dueAt) };
    }
    case 'locked':
    case 'left_out': {
      const dueAt = item.dueAt ?? dueAtOpening(spec, { basis, at: free, calendar });
      const late = Math.max(dueAt, free);
      return { opensAt: free, dueAt: late, doneAt: reviewed(late) };
    }
  }
}

function gateAt(
  playbook: Playbook,
  dates: ReadonlyMap<string, Dates>,
  gate: GateNumber,
): Instant | null {
  const done = proofOf(playbook, gate).flatMap(({ id }) => dates.get(id)?.doneAt ?? []);
  return done.length === 0 ? null : Math.max(...done);
}

/** The longest way to `key`: of what each item waits for, that which comes last. */
function pathTo(key: string, dates: ReadonlyMap<string, Dates>): readonly string[] {
  const path: string[] = [];
  for (let at: string | null = key; at !== null; at = dates.get(at)?.waitsFor ?? null) {
    path.unshift(at);
  }
  return path;
}

/** The last day on which the owner of each item may be done, so that `goal` is accepted on `target`. */
function latestDays(
  {
    playbook,
    specs,
    time: { calendars },
  }: Readonly<{ playbook: Playbook; specs: readonly ItemSpec[]; time: Time }>,
  { goal, target }: Readonly<{ goal: ItemSpec; target: Day }>,
): ReadonlyMap<string, Day> {
  const waiting = followersOf(playbook, specs);
  const due = new Map<string, Day | null>();
  const opens = new Map<string, Day | null>();
  /** The last day on which `spec` may be accepted; null when the goal does not wait for it. */
  const lastDone = ({ id }: ItemSpec): Day | null => {
    if (id === goal.id) return target;
    return (waiting.get(id) ?? []).reduce<Day | null>((soonest, follower) => {
      const day = remember(opens, follower, lastOpening);
      return day !== null && (soonest === null || day < soonest) ? day : soonest;
    }, null);
  };
  const lastDue = (spec: ItemSpec): Day | null => {
    const done = lastDone(spec);
    if (done === null || !needsProof(spec)) return done;
    return dayBefore(done, reviewDays(playbook, spec), calendars.vendor);
  };
  const lastOpening = (spec: ItemSpec): Day | null => {
    const day = remember(due, spec, lastDue);
    // Counted from elsewhere, it only has to be open by then.
    const days = spec.from === undefined ? spec.target : 1;
    return day === null ? null : dayBefore(day, days, calendars[sideOfRole(spec.owner)]);
  };
  return new Map(
    specs.flatMap((spec): readonly [string, Day][] => {
      const day = remember(due, spec, lastDue);
      const calendar = calendars[sideOfRole(spec.owner)];
      // Nobody is told a Sunday.
      return day === null ? [] : [[spec.id, workingDayFrom(shiftDay(day, 1), -1, calendar)]];
    }),
  );
}

function remember(
  known: Map<string, Day | null>,
  spec: ItemSpec,
  find: (spec: ItemSpec) => Day | null,
): Day | null {
  const before = known.get(spec.id);
  if (before !== undefined) return before;
  const found = find(spec);
  known.set(spec.id, found);
  return found;
}

/** The last day after which `days` working days are left up to and with `day`. */
function dayBefore(day: Day, days: number, calendar: Calendar): Day {
  return shiftDay(workingDayFrom(shiftDay(day, 1), -days, calendar), -1);
}

/** The items that wait for each item, by its key. */
function followersOf(
  playbook: Playbook,
  specs: readonly ItemSpec[],
): ReadonlyMap<string, readonly ItemSpec[]> {
  const behind = needsBehind(playbook);
  const followers = new Map<string, ItemSpec[]>(specs.map(({ id }) => [id, []]));
  for (const spec of specs) {
    for (const need of new Set(spec.needs.flatMap(behind))) followers.get(need)?.push(spec);
  }
  return followers;
}
