import type { Country } from './facts.ts';
import { isHoliday } from './holidays.ts';
import type { Day, Instant, Zone } from './ids.ts';
import { dayOf, instantOf, shiftDay, weekdayOf } from './local-time.ts';
import { OFFICE_HOURS } from './playbook-schema.ts';
import type { WorkingHours } from './playbook.ts';

/** Working time of one side: its hours on each working day, none on public holidays. */
export type Calendar = WorkingHours &
  Readonly<{
    zone: Zone;
    /** Whose public holidays are off; null where no country is known. */
    holidays: Country | null;
  }>;

/** A calendar with a working day finds it within a week; the rest guards against an empty one. */
const FURTHEST_DAYS = 4_000;

/** Monday to Friday, nine to five, in `zone`, public holidays not counted. */
export function officeCalendar(zone: Zone): Calendar {
  return { ...OFFICE_HOURS, zone, holidays: null };
}

/** The working time in `country` as the playbook has it, with that country's public holidays. */
export function calendarIn(
  hours: Readonly<Record<string, WorkingHours>>,
  { zone, country }: Readonly<{ zone: Zone; country: Country | null }>,
): Calendar {
  const local = country === null ? undefined : hours[country.slice(0, 2)];
  return { ...OFFICE_HOURS, ...hours['default'], ...local, zone, holidays: country };
}

/** Hours in which a person may be reminded: Monday to Friday, eight to six, in their own zone. */
export function reachableHours(zone: Zone): Calendar {
  return { ...officeCalendar(zone), opens: '08:00', closes: '18:00' };
}

/**
 * The end of the `count`-th working day after the day of `start`, which never counts itself; of a
 * negative count, before that day.
 * @param count working days, not 0
 */
export function endOfWorkingDay(start: Instant, count: number, calendar: Calendar): Instant {
  return endOfDay(workingDayFrom(dayOf(start, calendar.zone), count, calendar), calendar);
}

/** When `day` ends for those who work by `calendar`. */
export function endOfDay(day: Day, calendar: Calendar): Instant {
  return instantOf(day, calendar.closes, calendar.zone);
}

/** The opening of the `count`-th working day after the day of `start`. */
export function openingOfWorkingDay(start: Instant, count: number, calendar: Calendar): Instant {
  const day = workingDayFrom(dayOf(start, calendar.zone), count, calendar);
  return instantOf(day, calendar.opens, calendar.zone);
}

/** `at` itself when the calendar is open then, else the next opening. */
export function nextOpen(at: Instant, calendar: Calendar): Instant {
  const today = dayOf(at, calendar.zone);
  if (isWorkingDay(today, calendar)) {
    const opens = instantOf(today, calendar.opens, calendar.zone);
    if (at < opens) return opens;
    if (at < instantOf(today, calendar.closes, calendar.zone)) return at;
  }
  return openingOfWorkingDay(at, 1, calendar);
}

/** The `count`-th working day after `day`, or before it where `count` is negative. */
export function workingDayFrom(day: Day, count: number, calendar: Calendar): Day {
  const direction = Math.sign(count);
  let left = Math.abs(count);
  for (let step = 1; step <= FURTHEST_DAYS; step++) {
    const next = shiftDay(day, direction * step);
    if (isWorkingDay(next, calendar)) left--;
    if (left <= 0) return next;
  }
  throw new Error(`No ${count} working days in the calendar of ${calendar.zone}`);
}

/** Working days after `from` up to and with `to`; negative when `to` is earlier. */
export function workingDaysBetween(from: Day, to: Day, calendar: Calendar): number {
  if (to < from) return -workingDaysBetween(to, from, calendar);
  let count = 0;
  for (let day = from; day < to;) {
    day = shiftDay(day, 1);
    if (isWorkingDay(day, calendar)) count++;
  }
  return count;
}

export function isWorkingDay(day: Day, { weekdays, holidays }: Calendar): boolean {
  return weekdays.includes(weekdayOf(day)) && (holidays === null || !isHoliday(day, holidays));
}
