import { z } from 'zod';
import { addOpenTime, endOfWorkingDay, openingOfWorkingDay, type Calendar } from './calendar.ts';
import type { Instant } from './ids.ts';
import { dayOf, instantOf, shiftDay, timeOfDay } from './local-time.ts';

const HOUR_MS = 3_600_000;

/** `4 bh` or `3 bd`: hours or days, of business or (`ch`, `cd`) of the calendar. */
export const BudgetSchema = z
  .string()
  .regex(
    /^\d{1,3} (bh|bd|ch|cd)$/,
    'A time looks like 4 bh or 3 bd: business or calendar hours or days',
  );
/** How much time somebody has; a text as authors write it. */
export type Budget = z.infer<typeof BudgetSchema>;

type Unit = 'bh' | 'bd' | 'ch' | 'cd';

function parts(budget: Budget): Readonly<{ n: number; unit: Unit }> {
  const [n, unit] = budget.split(' ');
  return { n: Number(n), unit: unit as Unit };
}

/** True for time that runs day and night. */
export function isCalendarTime(budget: Budget): boolean {
  const { unit } = parts(budget);
  return unit === 'ch' || unit === 'cd';
}

/**
 * When a budget that starts at `start` is used up. Business hours run at once; business days end
 * with the last window of the n-th working day after that of the start, which never counts.
 */
export function dueAfter(start: Instant, budget: Budget, calendar: Calendar): Instant {
  const { n, unit } = parts(budget);
  switch (unit) {
    case 'bh':
      return addOpenTime(start, n * HOUR_MS, calendar);
    case 'bd':
      return n === 0 ? start : endOfWorkingDay(start, n, calendar);
    case 'ch':
      return start + n * HOUR_MS;
    case 'cd':
      return sameTimeAfter(start, n, calendar);
  }
}

/** When a step that waits `delay` after `at` happens: days mean the opening of the n-th working day. */
export function waitFor(at: Instant, delay: Budget, calendar: Calendar): Instant {
  const { n, unit } = parts(delay);
  return unit === 'bd' && n > 0
    ? openingOfWorkingDay(at, n, calendar)
    : dueAfter(at, delay, calendar);
}

function sameTimeAfter(start: Instant, days: number, { zone }: Calendar): Instant {
  return instantOf(shiftDay(dayOf(start, zone), days), timeOfDay(start, zone), zone);
}
