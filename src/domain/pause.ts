import type { Budget } from './budget.ts';
import { closingOf, isWorkingDay, workingDayFrom, type Calendar } from './calendar.ts';
import type { Day, Instant } from './ids.ts';
import { dayOf } from './local-time.ts';
import type { ManualPauseReason } from './onboarding.ts';

/** Working days that a break may take. */
const LONGEST_ABSENCE = 15;

/** After how long whoever paused is asked, where no day was given. */
export function pauseLimit(reason: ManualPauseReason): Budget {
  return reason === 'legal_hold' ? '10 bd' : '5 bd';
}

/** Why a pause cannot end on this day; null when it can. */
export function wrongReturn({
  reason,
  returnOn,
  now,
  calendar,
}: Readonly<{
  reason: ManualPauseReason;
  returnOn: Day | null;
  now: Instant;
  calendar: Calendar;
}>): string | null {
  if (returnOn === null) {
    return reason === 'legal_hold'
      ? null
      : 'Say on which day it goes on. Only a legal hold may be open.';
  }
  const today = dayOf(now, calendar.zone);
  if (returnOn <= today) return 'Choose a day after today.';
  const last = workingDayFrom(today, LONGEST_ABSENCE, calendar);
  return reason === 'agreed_absence' && returnOn > last
    ? `A break lasts ${LONGEST_ABSENCE} working days at most, until ${last}. Stop the onboarding for longer, or pause it again then.`
    : null;
}

/** The moment by which a pause is meant to be over: the end of that day, or of the next working day. */
export function plannedReturn(returnOn: Day, calendar: Calendar): Instant {
  const day = isWorkingDay(returnOn, calendar) ? returnOn : workingDayFrom(returnOn, 1, calendar);
  return closingOf(day, calendar);
}
