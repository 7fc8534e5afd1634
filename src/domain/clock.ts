import type { AuditEntry } from './audit.ts';
import { isCalendarTime, type Budget } from './budget.ts';
import { alwaysOpen, type Calendar } from './calendar.ts';
import type { ClockId, Instant, OnboardingId } from './ids.ts';

/*
 * A clock is what happened to it and nothing else: how much has passed, when it is due and whether it
 * was kept follow from its events, a calendar and a moment.
 */

/** Who owes: the partner us, we the partner, or one of our own teams another. */
export type ClockSide = 'partner' | 'vendor' | 'internal';

/** What somebody owes. `work` and `review` follow the ball of an item; at most one of them runs. */
export const CLOCK_KINDS = {
  work: 'item',
  review: 'review',
  respond: 'first answer',
  resolve: 'solution',
  plan: 'plan',
  update: 'next update',
  decide: 'decision',
  pause: 'end of a pause',
} as const;
export type ClockKind = keyof typeof CLOCK_KINDS;

export const PAUSE_REASONS = {
  in_review: 'handed in, being reviewed',
  waiting_other_side: 'waits for the other side',
  waiting_third_party: 'waits for a third party',
  agreed_absence: 'a break that both agreed on',
  legal_hold: 'legal hold',
  dependency: 'something it needs was opened again',
  channel_down: 'the channel is not shared',
} as const;
export type PauseReason = keyof typeof PAUSE_REASONS;

/** Why a clock got another due date: the first one stays on record. */
export type LegReason = 'grace' | 'extension' | 'rebaseline';

/** A step of the ladder: who hears how long after the step before was delivered. */
export type Rung = Readonly<{ after: Budget; tell: readonly string[] }>;

/** The rules of one clock, as they were when it started. */
export type ClockPolicy = Readonly<{
  budget: Budget;
  /** Percent of the budget at which the owner is reminded, before it is due. */
  thresholds: readonly number[];
  /** Working days between one reminder after the due date and the next. */
  repeats: readonly number[];
  ladder: readonly Rung[];
  /** What a returned item leaves its owner at least. */
  grace: Budget;
}>;

type Told = Readonly<{
  /** In order of recording, from 1. */
  seq: number;
  /** When it counts from; before `recordedAt` only for a correction. */
  effectiveAt: Instant;
  recordedAt: Instant;
  actorId: AuditEntry['actorId'];
  note: string | null;
}>;

/** Something that happened to a clock. A pause and its resume have the same key, once in its life. */
export type ClockEvent = Told &
  (
    | Readonly<{ type: 'start'; /** Where days count from an anchor. */ until: Instant | null }>
    | Readonly<{
        type: 'pause';
        reason: PauseReason;
        key: string;
        /** When it is meant to end. */ until: Instant | null;
      }>
    | Readonly<{ type: 'resume'; key: string }>
    | Readonly<{ type: 'stop' | 'cancel' }>
    | Readonly<{ type: 'leg'; reason: Exclude<LegReason, 'grace'>; until: Instant }>
    | Readonly<{ type: 'leg'; reason: 'grace' }>
    /** Somebody takes it on and promises a moment. */
    | Readonly<{ type: 'acknowledge'; until: Instant }>
  );
export type ClockEventType = ClockEvent['type'];

type What<E> = E extends ClockEvent ? Omit<E, keyof Told> : never;
/** What happens to a clock, before it is written down. A pause gets a key of its own then. */
export type ClockDeed = What<ClockEvent>;

export type ClockState = 'pending' | 'running' | 'paused' | 'met' | 'met_late' | 'cancelled';

/** A clock as it stands. Milliseconds are of working time unless they are called wall. */
export type ClockView = Readonly<{
  state: ClockState;
  startedAt: Instant | null;
  closedAt: Instant | null;
  elapsedMs: number;
  wallMs: number;
  /** Of the present leg. */
  budgetMs: number;
  /** Null before the start and while paused. */
  dueAt: Instant | null;
  /** While paused: when it would be due if it went on now. */
  dueIfResumed: Instant | null;
  /** What was first promised. */
  baselineDueAt: Instant | null;
  leg: number;
  legAt: Instant | null;
  legs: Readonly<Record<LegReason, number>>;
  /** The first due date that was missed. Doing it later does not take that back. */
  breachedAt: Instant | null;
  /** A correction showed that nothing was missed. */
  breachVoided: boolean;
  /** Due dates after a return that were missed, too. */
  graceMissed: number;
  overdueMs: number;
  overdueWallMs: number;
  /** Why it stands still. */
  pauses: readonly OpenPause[];
  /** Wall time by reason; of two reasons at once the earlier one counts. */
  pausedMs: Readonly<Partial<Record<PauseReason, number>>>;
  /** When it ran; the last one is open where it still runs. */
  stretches: readonly RunStretch[];
  acknowledgements: readonly Acknowledgement[];
}>;

export type OpenPause = Readonly<{
  key: string;
  reason: PauseReason;
  since: Instant;
  until: Instant | null;
  actorId: ClockEvent['actorId'];
}>;
export type RunStretch = Readonly<{ from: Instant; to: Instant | null }>;
export type Acknowledgement = Readonly<{
  nth: number;
  at: Instant;
  until: Instant;
  byId: ClockEvent['actorId'];
}>;

/** One clock of an onboarding. `subject` is the id of what it is about. */
export type Clock = Readonly<{
  id: ClockId;
  onboardingId: OnboardingId;
  subject: string;
  kind: ClockKind;
  side: ClockSide;
  /** Counts from 1: what is opened again gets a new clock. */
  cycle: number;
  policy: ClockPolicy;
}>;

/** What time of a clock is counted by: its side's calendar, or day and night. */
export function countedBy({ budget }: Pick<ClockPolicy, 'budget'>, calendar: Calendar): Calendar {
  return isCalendarTime(budget) ? alwaysOpen(calendar.zone) : calendar;
}

/** True until it is stopped or cancelled. */
export function isOpenClock({ state }: Pick<ClockView, 'state'>): boolean {
  return state === 'pending' || state === 'running' || state === 'paused';
}
