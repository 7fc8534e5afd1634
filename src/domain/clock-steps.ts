import { waitFor, type Budget } from './budget.ts';
import { openingOfWorkingDay, openTime, addOpenTime, type Calendar } from './calendar.ts';
import {
  countedBy,
  isOpenClock,
  type ClockPolicy,
  type ClockView,
  type RunStretch,
} from './clock.ts';
import type { Instant } from './ids.ts';

/*
 * When a clock calls for somebody. Everything is chosen by range (at or before now, and not handled
 * yet), never by equality: a missed minute loses nothing.
 */

/**
 * One moment at which a clock calls: `p50` before it is due, `due`, `od1` … after it, `r1` … up the
 * ladder, `eta1` … when a promised moment has come.
 */
export type Step = Readonly<{ name: string; at: Instant }>;

/** Why a clock calls: `half of the time is used`, `due`, `3rd reminder after the due date`. */
export function stepText(step: string): string {
  const nth = Number(step.replace(/^\D+/, ''));
  if (step === 'due') return 'due';
  if (step.startsWith('p')) return `${nth} % of the time is used`;
  if (step.startsWith('od')) return `reminder ${nth} after the due date`;
  if (step.startsWith('eta')) return 'a promised moment has come';
  return `step ${nth} of the ladder`;
}

/** What became of a step. Only what is `sent` was seen by anybody. */
export const FATES = [
  'planned',
  'queued',
  'sent',
  'superseded',
  'suppressed',
  'dropped',
  'failed',
] as const;
export type Fate = (typeof FATES)[number];

/** A step that was dealt with, in the leg in which it was reached. */
export type Handled = Readonly<{
  leg: number;
  step: string;
  fate: Fate;
  /** When it was sent, or decided that it is not; null while it waits. */
  settledAt: Instant | null;
}>;

/** Below this a budget is too short for more than one reminder before it is due. */
const SHORT_MS = 8 * 3_600_000;
const SHORT_THRESHOLD = 75;
/** After a promised moment the ladder goes on this much later. */
const AFTER_PROMISE = '1 bh';

type Clocked = Readonly<{
  view: ClockView;
  policy: ClockPolicy;
  handled: readonly Handled[];
  calendar: Calendar;
}>;

/** What a clock calls for. */
export type Calls = Readonly<{
  /** Reached and not handled, oldest first. */
  reached: readonly Step[];
  /** When the next one is reached; null when nothing more comes by itself. */
  nextAt: Instant | null;
}>;

/** The steps that are reached at `now`, and when the next one will be. */
export function callsOf(clocked: Clocked, now: Instant): Calls {
  const { view, handled } = clocked;
  const done = new Set(handled.filter(({ leg }) => leg === view.leg).map(({ step }) => step));
  const open = stepsOf(clocked)
    .filter(({ name }) => !done.has(name))
    .toSorted((a, b) => a.at - b.at);
  const later = open.filter(({ at }) => at > now);
  return { reached: open.filter(({ at }) => at <= now), nextAt: later[0]?.at ?? null };
}

/** Every step whose moment is known in the present leg, handled or not. */
export function stepsOf(clocked: Clocked): readonly Step[] {
  const { view } = clocked;
  if (!isOpenClock(view) || view.startedAt === null) return [];
  return [
    ...thresholdSteps(clocked),
    ...repeatSteps(clocked),
    ...promiseSteps(clocked),
    ...rungSteps(clocked),
  ];
}

/** Reminders and the due date: where the elapsed time reaches a share of the budget. */
function thresholdSteps({ view, policy, calendar }: Clocked): readonly Step[] {
  const counted = countedBy(policy, calendar);
  const { budgetMs, stretches } = view;
  const percents =
    budgetMs < SHORT_MS
      ? policy.thresholds.filter((percent) => percent === SHORT_THRESHOLD)
      : policy.thresholds;
  const reminders = percents.flatMap((percent): readonly Step[] => {
    const at = momentOf((budgetMs * percent) / 100, stretches, counted);
    return at === null ? [] : [{ name: `p${percent}`, at }];
  });
  const due = dueStep(view);
  return due === null ? reminders : [...reminders, { name: 'due', at: due }];
}

/** The due date of this leg, if the clock runs then or ran past it. */
function dueStep({ dueAt, dueIfResumed, stretches, state }: ClockView): Instant | null {
  const at = state === 'paused' ? dueIfResumed : dueAt;
  const [first] = stretches;
  if (at === null || !first) return null;
  // What was late before it had a clock is told when the clock begins.
  if (at < first.from) return first.from;
  return stretches.some((stretch) => runsAt(stretch, at)) ? at : null;
}

function runsAt({ from, to }: RunStretch, at: Instant): boolean {
  return from <= at && (to === null || at < to);
}

/** When `ms` of counted time have passed in all, while it runs; null when that never comes. */
function momentOf(
  ms: number,
  stretches: readonly RunStretch[],
  calendar: Calendar,
): Instant | null {
  let passed = 0;
  for (const { from, to } of stretches) {
    const length = to === null ? Infinity : openTime(from, to, calendar);
    if (passed + length > ms) return addOpenTime(from, ms - passed, calendar);
    passed += length;
  }
  return null;
}

/** Reminders after the due date, at openings, further and further apart. A pause starts its gap anew. */
function repeatSteps({ view, policy, calendar }: Clocked): readonly Step[] {
  const due = dueStep(view);
  if (due === null) return [];
  const steps: Step[] = [];
  let base: Instant = due;
  for (const [index, gap] of policy.repeats.entries()) {
    const at = whileRunning(base, (from) => openingOfWorkingDay(from, gap, calendar), view);
    if (at === null) break;
    steps.push({ name: `od${index + 1}`, at });
    base = at;
  }
  return steps;
}

/**
 * The moment that `after` gives from `base` on, if the clock runs all the while; else from its next
 * resume on. Null while it stands still.
 */
function whileRunning(
  base: Instant,
  after: (from: Instant) => Instant,
  { stretches }: ClockView,
): Instant | null {
  for (const stretch of stretches) {
    if (stretch.to !== null && stretch.to <= base) continue;
    const at = after(Math.max(base, stretch.from));
    if (stretch.to === null || at < stretch.to) return at;
  }
  return null;
}

/** The moment that was promised last: then whoever promised is told that it is still open. */
function promiseSteps({ view }: Clocked): readonly Step[] {
  const promise = view.acknowledgements.at(-1);
  if (!promise) return [];
  const at = whileRunning(promise.until, (from) => from, view);
  return at === null ? [] : [{ name: `eta${promise.nth}`, at }];
}

/**
 * The next rung of the ladder. Its delay counts from when the one before was delivered, so that quiet
 * hours never eat it; a promise holds it, and it goes on an hour after the promised moment was called.
 */
function rungSteps(clocked: Clocked): readonly Step[] {
  let before = deliveredAt(clocked, (step) => step === 'due' || step.startsWith('od'));
  for (const [index, { after }] of clocked.policy.ladder.entries()) {
    if (before === null) return [];
    const name = `r${index + 1}`;
    if (!isHandled(clocked, name)) {
      const at = rungAt(clocked, { before, after });
      return at === null ? [] : [{ name, at }];
    }
    before = deliveredAt(clocked, (step) => step === name);
  }
  return [];
}

function rungAt(
  clocked: Clocked,
  { before, after }: Readonly<{ before: Instant; after: Budget }>,
): Instant | null {
  const { view, calendar } = clocked;
  const promise = view.acknowledgements.at(-1);
  if (promise === undefined || promise.until <= before) {
    return whileRunning(before, (from) => waitFor(from, after, calendar), view);
  }
  const told = deliveredAt(clocked, (step) => step === `eta${promise.nth}`);
  if (told === null) return null;
  return whileRunning(told, (from) => waitFor(from, AFTER_PROMISE, calendar), view);
}

function isHandled({ view, handled }: Clocked, name: string): boolean {
  return handled.some(({ leg, step }) => leg === view.leg && step === name);
}

/**
 * When the first of these steps was delivered in this leg. One that nobody was to hear of counts from
 * when that was decided: a ladder never stops at an empty rung.
 */
function deliveredAt({ view, handled }: Clocked, isOne: (step: string) => boolean): Instant | null {
  const own = handled.filter(({ leg, step }) => leg === view.leg && isOne(step));
  const waits = own.some(({ fate }) => fate === 'planned' || fate === 'queued');
  const sent = own.filter(({ fate }) => fate === 'sent');
  if (sent.length === 0 && waits) return null;
  const settled = (sent.length > 0 ? sent : own).flatMap(({ settledAt }) => settledAt ?? []);
  return settled.length === 0 ? null : Math.min(...settled);
}
