import { nextOpen, openingOfWorkingDay, reachableHours, type Calendar } from './calendar.ts';
import type { Instant, Zone } from './ids.ts';

/** Working days between a reminder and the next; after the last, only status and digest go on. */
const GAPS_DAYS = [1, 2, 3, 5, 8, 8];

/** When the reminder after `sent` of them is owed, the last one having gone out at `at`; null after the last. */
export function nudgeAfter(sent: number, at: Instant, calendar: Calendar): Instant | null {
  const gap = GAPS_DAYS[sent - 1];
  return gap === undefined ? null : openingOfWorkingDay(at, gap, calendar);
}

/** `at` when a person in `zone` may be reminded then, else when they next may. */
export function reachableAt(at: Instant, zone: Zone): Instant {
  return nextOpen(at, reachableHours(zone));
}
