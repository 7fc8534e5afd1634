import type { Owing } from './audience.ts';
import { heardOf, ruledOn, settling, type Heard } from './clock-forecast.ts';
import { callsOf, type Step } from './clock-steps.ts';
import type { OutboxState } from './delivery.ts';
import type { Instant } from './ids.ts';
import type { Time } from './item.ts';
import type { Nudge } from './nudge.ts';
import { calendarOf } from './onboarding.ts';

/*
 * Whether everything that clocks called for was dealt with. A moment that nobody ruled on, and a row
 * that contradicts its message, are gaps: somebody would wait in vain.
 */

/** What a run of the auditor found. */
export type AuditResult = Readonly<{ clocks: number; gaps: number }>;

/** So long the tick, and what it sends, may take. */
export const PATIENCE_MS = 15 * 60_000;

/** A row with the state of its message; null where it has none. */
export type AuditedNudge = Readonly<{ nudge: Nudge; outboxState: OutboxState | null }>;

/** What puts a row right. */
export type Mend = Partial<
  Pick<Nudge, 'fate' | 'reason' | 'deliverAt' | 'outboxSeq' | 'settledAt'>
>;

/** `missing`: nothing on record was ever decided about a step. `stuck`: what is on record is not so. */
export type Gap =
  | Readonly<{ kind: 'missing'; leg: number; step: Step }>
  | Readonly<{ kind: 'stuck'; found: AuditedNudge; mend: Mend }>;

type OnRecord = Readonly<{
  rows: readonly AuditedNudge[];
  /** When the clock is to be looked at next; what the next tick deals with is no gap. */
  nextAt: Instant | null;
}>;

/** Whether an open clock has gaps: what `gapsOf` finds some of, and costs nothing but the clock itself. */
export function hasGap(
  { clock, view, ...onRecord }: Pick<Owing, 'clock' | 'view'> & OnRecord,
  time: Time,
): boolean {
  const { rows } = onRecord;
  if (rows.some((row) => mendOf(row, time.now) !== null)) return true;
  if (isJustWoken(onRecord, time.now)) return false;
  const handled = settling(rows.map(({ nudge }) => nudge));
  const clocked = { view, policy: clock.policy, handled, calendar: calendarOf(time, clock.side) };
  return callsOf(clocked, time.now - PATIENCE_MS).reached.length > 0;
}

/** The gaps of one open clock. */
export function gapsOf(
  owing: Owing,
  onRecord: OnRecord,
  { calendars }: Pick<Time, 'calendars'>,
): readonly Gap[] {
  const { rows } = onRecord;
  const { now, view } = owing;
  const stuck = rows.flatMap((found): readonly Gap[] => {
    const mend = mendOf(found, now);
    return mend ? [{ kind: 'stuck', found, mend }] : [];
  });
  if (isJustWoken(onRecord, now)) return stuck;
  const { leg } = view;
  const handled = settling(rows.map(({ nudge }) => nudge));
  const missing = missingSteps(owing, handled, calendars);
  return [...missing.map((step): Gap => ({ kind: 'missing', leg, step })), ...stuck];
}

function isJustWoken({ nextAt }: OnRecord, now: Instant): boolean {
  return nextAt !== null && nextAt <= now && nextAt > now - PATIENCE_MS;
}

/**
 * The steps of this leg that were reached and that nothing is on record about. The ladder goes up from
 * what was delivered, so each missing step counts as delivered when its reader could first be
 * reached: else the second of two would never be missed. A rung that was reached before somebody
 * promised a moment is not: after that moment it is called for anew.
 */
function missingSteps(
  owing: Owing,
  rows: readonly Heard[],
  calendars: Time['calendars'],
): readonly Step[] {
  const { clock, view, now } = owing;
  const calendar = calendarOf({ calendars }, clock.side);
  const missing: Step[] = [];
  let handled = rows;
  for (;;) {
    const clocked = { view, policy: clock.policy, handled, calendar };
    // One by one, the earliest first: what comes later may follow from it.
    const [step] = callsOf(clocked, now - PATIENCE_MS).reached;
    if (!step) return missing;
    missing.push(step);
    // What was reached before it stood still was reached while it ran.
    const then: Owing = { ...owing, view: { ...view, state: 'running' }, now: step.at };
    const calls = ruledOn([step], then, { before: handled, calendars });
    handled = [...handled, ...heardOf(calls, then)];
  }
}

/** What puts a row right that has waited too long, or says something else than its message; else null. */
export function mendOf({ nudge, outboxState }: AuditedNudge, now: Instant): Mend | null {
  const { fate, deliverAt, settledAt, reachedAt } = nudge;
  if (fate === 'planned') {
    const isLate = deliverAt === null || deliverAt <= now - PATIENCE_MS;
    return isLate ? { deliverAt: now } : null;
  }
  if (fate !== 'queued' && fate !== 'sent') return null;
  if ((settledAt ?? reachedAt) > now - PATIENCE_MS) return null;
  // Its message closed in the same transaction: a message that is gone takes nothing back.
  if (outboxState === null && fate === 'sent') return null;
  const truth = truthOf(outboxState);
  if (truth === fate) return null;
  switch (truth) {
    case 'sent':
      // Nobody is told twice.
      return { fate: 'sent' };
    case 'queued':
      return { fate: 'queued' };
    case 'failed':
      return { fate: 'failed', reason: 'refused', settledAt: now };
    case 'planned':
      return { fate: 'planned', reason: null, deliverAt: now, outboxSeq: null, settledAt: null };
  }
}

/** What a row has to say while its message is in this state. */
function truthOf(state: OutboxState | null): 'sent' | 'queued' | 'failed' | 'planned' {
  switch (state) {
    case 'sent':
      return 'sent';
    case 'pending':
    case 'sending':
      return 'queued';
    // It may have arrived: told again, they might hear it twice.
    case 'needs_review':
      return 'failed';
    case 'dead':
    case 'dropped':
    case null:
      return 'planned';
  }
}
