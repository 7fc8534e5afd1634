import { closingOf, isWorkingDay, type Calendar } from './calendar.ts';
import type { ClockView } from './clock.ts';
import type { ClockId, ContactId, Day, ExtensionId, Instant, ItemId, OnboardingId } from './ids.ts';
import { dayOf } from './local-time.ts';

/** A request for another due date. Asking alone moves nothing. */
export type Extension = Readonly<{
  id: ExtensionId;
  onboardingId: OnboardingId;
  clockId: ClockId;
  itemId: ItemId;
  requestedById: ContactId;
  requestedAt: Instant;
  wanted: Day;
  reason: string;
  state: 'asked' | 'granted' | 'declined';
  decidedById: ContactId | null;
  decidedAt: Instant | null;
  answer: string | null;
}>;

/** Working days ahead that may be promised for something that is late. */
export const PROMISE_DAYS = 3;
/** Promises for one due date; after that only more time helps. */
export const PROMISES = 2;

/** Why nobody can ask for this day; null when they can. */
export function wrongWish(
  wanted: Day,
  { view, now, calendar }: Readonly<{ view: ClockView; now: Instant; calendar: Calendar }>,
): string | null {
  if (wanted <= dayOf(now, calendar.zone)) return 'Choose a day after today.';
  if (!isWorkingDay(wanted, calendar)) return 'Nobody works on that day. Choose a working day.';
  const due = view.dueAt ?? view.dueIfResumed;
  return due !== null && closingOf(wanted, calendar) <= due
    ? 'It is due on that day or later already.'
    : null;
}
