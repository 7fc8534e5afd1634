import { nextOpen, openingOfWorkingDay, reachOf, type Calendar } from './calendar.ts';
import type { ClockView } from './clock.ts';
import type { Fate, Step } from './clock-steps.ts';
import type { Contact } from './contact.ts';
import type { ClockId, ContactId, Instant, NudgeId, OnboardingId } from './ids.ts';
import { dayOf, instantOf, shiftDay } from './local-time.ts';

/* What becomes of the moments at which clocks call for somebody: told, left out, or put off; and why. */

export const FATE_REASONS = {
  later_step: 'a later reminder says more',
  new_date: 'there was another due date by then',
  paused: 'the clock stood still',
  promised: 'somebody had promised a moment',
  nobody: 'there is nobody to tell',
  told_before: 'everybody concerned had been told',
  done: 'it was done by then',
  handed_over: 'somebody else owned it by then',
  no_channel: 'there was no channel to post in',
  refused: 'Slack did not take it',
  gathered: 'goes with the next message, the next morning at the latest',
  quiet_hours: 'outside of their hours',
  daily_cap: 'they had heard enough that day',
  snoozed: 'they asked for peace',
  away: 'in place of somebody who is away',
} as const;
export type FateReason = keyof typeof FATE_REASONS;

/** Reasons that are over when the clock goes on, or when its owner is known: then the step is told. */
export const NOT_FINAL = ['paused', 'handed_over'] as const satisfies readonly FateReason[];

/** True for a step that was dealt with, whatever comes. */
export function isDealtWith({ reason }: Pick<Nudge, 'reason'>): boolean {
  return !NOT_FINAL.some((one) => one === reason);
}

/** One step of a clock and one person, and what became of it. */
export type Nudge = Readonly<{
  id: NudgeId;
  clockId: ClockId;
  onboardingId: OnboardingId;
  leg: number;
  step: string;
  /** Who hears of it; empty when nobody does. */
  contactId: ContactId | '';
  reachedAt: Instant;
  fate: Fate;
  reason: FateReason | null;
  /** Not before this. */
  deliverAt: Instant | null;
  outboxSeq: number | null;
  settledAt: Instant | null;
}>;

/** What is done about a step that was reached. */
export type Ruling = Readonly<{
  step: Step;
  fate: 'planned' | 'superseded' | 'suppressed';
  reason: FateReason | null;
}>;

/**
 * What is done about steps that were reached and not dealt with. Of reminders only the latest is told:
 * after an outage nobody hears what is no longer news.
 * @param reached oldest first
 */
export function rulingsOn(
  reached: readonly Step[],
  view: ClockView,
  now: Instant,
): readonly Ruling[] {
  const latest = reached.findLast(({ name }) => isReminder(name));
  const promise = view.acknowledgements.at(-1);
  const isHeld = promise !== undefined && promise.until > now;
  return reached.map((step): Ruling => {
    if (view.state === 'paused') return { step, fate: 'suppressed', reason: 'paused' };
    if (isReminder(step.name)) {
      const isOfBefore = view.leg > 0 && step.at < (view.legAt ?? 0);
      if (isOfBefore) return { step, fate: 'superseded', reason: 'new_date' };
      if (step !== latest) return { step, fate: 'superseded', reason: 'later_step' };
      if (isHeld && step.name.startsWith('od')) {
        return { step, fate: 'suppressed', reason: 'promised' };
      }
    }
    return { step, fate: 'planned', reason: null };
  });
}

/** True for what the owner hears, before, at and after the due date; rungs and promises are not. */
export function isReminder(step: string): boolean {
  return step === 'due' || step.startsWith('p') || step.startsWith('od');
}

/** True for what may pass the daily cap. */
export function isUrgent(step: string): boolean {
  return step === 'due' || step === 'p90' || step.startsWith('r') || step.startsWith('eta');
}

/** Messages to a person on one of their days: usually, and where something urgent is in it. */
export const DAILY_CAP = { usual: 3, urgent: 6 } as const;

/**
 * When a person hears of a step, and why not at once: in their own hours; what is only on its way to
 * its due date goes with the next message, and with the next morning's at the latest.
 * @param calendar of their side
 */
export function deliveryOf(
  { name }: Step,
  {
    contact,
    calendar,
    dueAt,
    now,
  }: Readonly<{ contact: Contact; calendar: Calendar; dueAt: Instant | null; now: Instant }>,
): Readonly<{ at: Instant; reason: FateReason | null }> {
  const hours = reachOf(calendar, contact);
  const open = nextOpen(now, hours);
  const morning = openingOfWorkingDay(now, 1, hours);
  const waits = name.startsWith('p') && !isUrgent(name) && dueAt !== null && morning < dueAt;
  if (waits) return { at: morning, reason: 'gathered' };
  return { at: open, reason: open > now ? 'quiet_hours' : null };
}

/** A person's day: when it began, when they can be reached today or later, and when on another day. */
export function dayOfPerson(
  person: Pick<Contact, 'zone' | 'hours'>,
  calendar: Calendar,
  now: Instant,
): Readonly<{ begins: Instant; opensAt: Instant; nextOpening: Instant }> {
  const { zone } = person;
  const today = dayOf(now, zone);
  const hours = reachOf(calendar, person);
  return {
    begins: instantOf(today, '00:00', zone),
    opensAt: nextOpen(now, hours),
    nextOpening: nextOpen(instantOf(shiftDay(today, 1), '00:00', zone), hours),
  };
}
