import { dueAfter } from './budget.ts';
import { addOpenTime, openTime, type Calendar } from './calendar.ts';
import {
  countedBy,
  type ClockEvent,
  type ClockEventType,
  type ClockPolicy,
  type ClockView,
} from './clock.ts';
import type { Instant } from './ids.ts';

/** What happens at one moment happens in this order. */
const RANK: Readonly<Record<ClockEventType, number>> = {
  start: 0,
  resume: 1,
  stop: 2,
  pause: 3,
  leg: 4,
  acknowledge: 4,
  cancel: 5,
};

type Told = Readonly<{ policy: ClockPolicy; events: readonly ClockEvent[] }>;

/**
 * The clock that `events` describe, at `now`. The order in which they were recorded does not matter:
 * what counts is when each took effect.
 * @param calendar of the side that owes
 */
export function replay(told: Told, calendar: Calendar, now: Instant): ClockView {
  const view = count(told, calendar, now);
  if (view.breachedAt !== null) return view;
  const asHeard = told.events.filter(({ effectiveAt, recordedAt }) => effectiveAt === recordedAt);
  if (asHeard.length === told.events.length) return view;
  const uncorrected = count({ ...told, events: asHeard }, calendar, now);
  return { ...view, breachVoided: uncorrected.breachedAt !== null };
}

/** The sum of the events so far: the view, and what the next event needs besides. */
type Sum = Omit<
  ClockView,
  'state' | 'dueIfResumed' | 'breachVoided' | 'overdueMs' | 'overdueWallMs'
> &
  Readonly<{
    end: 'met' | 'met_late' | 'cancelled' | null;
    runningFrom: Instant | null;
    pausedFrom: Instant | null;
    inGrace: boolean;
    /** The due date of this leg has passed while it ran. */
    legMissed: boolean;
  }>;

const NOTHING: Sum = {
  end: null,
  startedAt: null,
  closedAt: null,
  runningFrom: null,
  pausedFrom: null,
  elapsedMs: 0,
  wallMs: 0,
  budgetMs: 0,
  dueAt: null,
  baselineDueAt: null,
  leg: 0,
  legAt: null,
  legs: { grace: 0, extension: 0, rebaseline: 0 },
  inGrace: false,
  legMissed: false,
  breachedAt: null,
  graceMissed: 0,
  pauses: [],
  pausedMs: {},
  stretches: [],
  acknowledgements: [],
};

/** What sums are made by. */
type Rules = Readonly<{ policy: ClockPolicy; calendar: Calendar }>;

function count({ policy, events }: Told, calendar: Calendar, now: Instant): ClockView {
  const rules = { policy, calendar: countedBy(policy, calendar) };
  const sum = inOrder(events)
    .filter(({ effectiveAt }) => effectiveAt <= now)
    .reduce((before, event) => taken(before, event, rules), NOTHING);
  return viewOf(moved(sum, now, rules), now, rules);
}

/** By when they took effect; a pause that ended at the moment it began never was. */
function inOrder(events: readonly ClockEvent[]): readonly ClockEvent[] {
  const momentsOf = (type: 'pause' | 'resume') =>
    new Map(
      events.flatMap((event) => (event.type === type ? [[event.key, event.effectiveAt]] : [])),
    );
  const begins = momentsOf('pause');
  const ends = momentsOf('resume');
  const isEmpty = (event: ClockEvent) => {
    if (event.type !== 'pause' && event.type !== 'resume') return false;
    const [from, to] = [begins.get(event.key), ends.get(event.key)];
    return from !== undefined && to !== undefined && to <= from;
  };
  return events
    .filter((event) => !isEmpty(event))
    .toSorted(
      (a, b) => a.effectiveAt - b.effectiveAt || RANK[a.type] - RANK[b.type] || a.seq - b.seq,
    );
}

/** The sum after one more event; after the end nothing counts any more. */
function taken(before: Sum, event: ClockEvent, rules: Rules): Sum {
  if (before.end !== null) return before;
  const at = event.effectiveAt;
  const sum = moved(before, at, rules);
  switch (event.type) {
    case 'start':
      return sum.startedAt === null ? started(sum, event, rules) : sum;
    case 'pause': {
      const { key, reason, until, actorId } = event;
      const pauses = [...sum.pauses, { key, reason, since: at, until, actorId }];
      return halted({ ...sum, pauses }, at);
    }
    case 'resume': {
      const pauses = sum.pauses.filter(({ key }) => key !== event.key);
      const isLast = pauses.length === 0 && sum.pauses.length > 0;
      return isLast ? goneOn({ ...sum, pauses }, at, rules) : { ...sum, pauses };
    }
    case 'leg':
      return sum.startedAt === null ? sum : onNewLeg(sum, event, rules);
    case 'acknowledge': {
      const { until, actorId: byId } = event;
      const nth = sum.acknowledgements.length + 1;
      return { ...sum, acknowledgements: [...sum.acknowledgements, { nth, at, until, byId }] };
    }
    case 'stop':
      return closed(sum, at, sum.breachedAt === null ? 'met' : 'met_late');
    case 'cancel':
      return closed(sum, at, 'cancelled');
  }
}

function started(
  sum: Sum,
  { effectiveAt: at, until }: Extract<ClockEvent, { type: 'start' }>,
  { policy, calendar }: Rules,
): Sum {
  const dueAt = until ?? dueAfter(at, policy.budget, calendar);
  const budgetMs = openTime(at, dueAt, calendar);
  const begun = { ...sum, startedAt: at, legAt: at, dueAt, baselineDueAt: dueAt, budgetMs };
  return sum.pauses.length > 0 ? { ...begun, pausedFrom: at } : running(begun, at);
}

/** Counts what has passed since the last event. */
function moved(sum: Sum, at: Instant, { calendar }: Rules): Sum {
  const { runningFrom, pausedFrom, pausedMs, pauses } = sum;
  if (runningFrom !== null && at > runningFrom) {
    return missed(
      {
        ...sum,
        elapsedMs: sum.elapsedMs + openTime(runningFrom, at, calendar),
        wallMs: sum.wallMs + at - runningFrom,
        runningFrom: at,
      },
      at,
    );
  }
  const [first] = pauses;
  if (pausedFrom === null || at <= pausedFrom || !first) return sum;
  const so = (pausedMs[first.reason] ?? 0) + at - pausedFrom;
  return { ...sum, pausedMs: { ...pausedMs, [first.reason]: so }, pausedFrom: at };
}

/** Notes that it ran past its due date: once in each leg. */
function missed(sum: Sum, at: Instant): Sum {
  const { dueAt, legMissed, breachedAt, inGrace, graceMissed } = sum;
  if (dueAt === null || at <= dueAt || legMissed) return sum;
  if (breachedAt === null) return { ...sum, legMissed: true, breachedAt: dueAt };
  return { ...sum, legMissed: true, graceMissed: graceMissed + (inGrace ? 1 : 0) };
}

function running(sum: Sum, at: Instant): Sum {
  const stretches = [...sum.stretches, { from: at, to: null }];
  return { ...sum, runningFrom: at, pausedFrom: null, stretches };
}

function halted(sum: Sum, at: Instant): Sum {
  if (sum.runningFrom === null) return sum;
  return { ...sum, runningFrom: null, pausedFrom: at, stretches: ended(sum, at) };
}

function goneOn(sum: Sum, at: Instant, rules: Rules): Sum {
  if (sum.startedAt === null || sum.runningFrom !== null) return sum;
  return running({ ...sum, dueAt: dueFrom(sum, at, rules) }, at);
}

/** The stretches with the last one ended; one that has no length never was. */
function ended({ stretches }: Sum, at: Instant): ClockView['stretches'] {
  return stretches.flatMap((stretch) =>
    stretch.to !== null ? [stretch] : stretch.from < at ? [{ ...stretch, to: at }] : [],
  );
}

/** When what is left is used up if it runs from `at` on. A date that was missed stays. */
function dueFrom(
  { budgetMs, elapsedMs, legMissed, dueAt }: Sum,
  at: Instant,
  { calendar }: Rules,
): Instant | null {
  const left = budgetMs - elapsedMs;
  return legMissed || left < 0 ? dueAt : addOpenTime(at, left, calendar);
}

function onNewLeg(sum: Sum, event: Extract<ClockEvent, { type: 'leg' }>, rules: Rules): Sum {
  const { policy, calendar } = rules;
  const { effectiveAt: at, reason } = event;
  const inGrace = reason === 'grace';
  const dueAt = inGrace ? dueAfter(at, policy.grace, calendar) : event.until;
  const plain = sum.legMissed ? null : dueFrom(sum, at, rules);
  // Grace takes nothing away from what is left.
  if (inGrace && plain !== null && plain >= dueAt) return sum;
  return {
    ...sum,
    dueAt,
    budgetMs: sum.elapsedMs + openTime(at, dueAt, calendar),
    leg: sum.leg + 1,
    legAt: at,
    legs: { ...sum.legs, [reason]: sum.legs[reason] + 1 },
    legMissed: false,
    inGrace,
  };
}

function closed(sum: Sum, at: Instant, end: NonNullable<Sum['end']>): Sum {
  return {
    ...sum,
    end,
    closedAt: at,
    stretches: ended(sum, at),
    runningFrom: null,
    pausedFrom: null,
    pauses: [],
  };
}

function viewOf(sum: Sum, now: Instant, rules: Rules): ClockView {
  const { end, runningFrom, pausedFrom, inGrace, legMissed, ...seen } = sum;
  const { startedAt, closedAt, breachedAt, elapsedMs, budgetMs } = seen;
  const isPaused = end === null && startedAt !== null && runningFrom === null;
  const state =
    end ?? (startedAt === null ? 'pending' : runningFrom === null ? 'paused' : 'running');
  return {
    ...seen,
    state,
    dueAt: isPaused ? null : seen.dueAt,
    dueIfResumed: isPaused ? dueFrom(sum, now, rules) : null,
    breachVoided: false,
    overdueMs: breachedAt === null ? 0 : Math.max(0, elapsedMs - budgetMs),
    overdueWallMs: breachedAt === null ? 0 : Math.max(0, (closedAt ?? now) - breachedAt),
  };
}
