import type { Country } from './facts.ts';
import { isHoliday } from './holidays.ts';
import type { Day, Instant, Zone } from './ids.ts';
import { dayOf, instantOf, shiftDay } from './local-time.ts';
import { hoursOf, OFFICE_HOURS, windowsOn, withHours, type WorkingHours } from './working-hours.ts';

/* Working time as stretches of instants. @see sla.md §3 and §4 in the project's references */

/** Working time of one side, or of one person. */
export type Calendar = Readonly<{
  zone: Zone;
  hours: WorkingHours;
  /** Whose public holidays are off; null where no country is known. */
  holidays: Country | null;
}>;

/** From the first instant up to and without the second. */
export type Stretch = Readonly<{ from: Instant; to: Instant }>;

const MINUTE_MS = 60_000;
/** A calendar with a working day finds it within a week; the rest guards against an empty one. */
const FURTHEST_DAYS = 4_000;

/** Monday to Friday, nine to five, in `zone`, public holidays not counted. */
export function officeCalendar(zone: Zone): Calendar {
  return { zone, hours: OFFICE_HOURS, holidays: null };
}

/** Day and night, in `zone`: what calendar hours and days are counted by. */
export function alwaysOpen(zone: Zone): Calendar {
  return { zone, hours: DAY_AND_NIGHT, holidays: null };
}
const DAY_AND_NIGHT = hoursOf({ 'mon-sun': '00:00-24:00' });

/** Calendars that were asked for, so that the stretches of a day are computed once. */
const made = new WeakMap<object, Map<string, Calendar>>();

/** The working time in `country` as the playbook has it, with that country's public holidays. */
export function calendarIn(
  hours: Readonly<Record<string, WorkingHours>>,
  { zone, country }: Readonly<{ zone: Zone; country: Country | null }>,
): Calendar {
  const known = made.get(hours) ?? new Map<string, Calendar>();
  made.set(hours, known);
  const key = `${zone} ${country}`;
  const before = known.get(key);
  if (before) return before;
  const local = country === null ? undefined : hours[country.slice(0, 2)];
  const calendar = { zone, hours: local ?? hours['default'] ?? OFFICE_HOURS, holidays: country };
  known.set(key, calendar);
  return calendar;
}

const reach = new WeakMap<Calendar, Map<string, Calendar>>();

/**
 * When a person of a side that works by `calendar` can be reached: on its working days from eight to
 * six in their own zone, or in hours of their own.
 */
export function reachOf(
  calendar: Calendar,
  { zone, hours: own }: Readonly<{ zone: Zone; hours: WorkingHours['week'] | null }>,
): Calendar {
  const known = reach.get(calendar) ?? new Map<string, Calendar>();
  reach.set(calendar, known);
  const key = `${zone} ${JSON.stringify(own)}`;
  const before = known.get(key);
  if (before) return before;
  const hours = own === null ? withHours(calendar.hours, REACHABLE) : hoursOf(own);
  const made = { ...calendar, zone, hours };
  known.set(key, made);
  return made;
}
const REACHABLE = '08:00-18:00';

const stretchesOf = new WeakMap<Calendar, Map<Day, readonly Stretch[]>>();

/**
 * When `calendar` is open on `day`. A window is one stretch of instants: longer where it spans a
 * repeated hour, shorter where it spans a skipped one, gone where nothing of it is left.
 */
export function openOn(day: Day, calendar: Calendar): readonly Stretch[] {
  const known = stretchesOf.get(calendar) ?? new Map<Day, readonly Stretch[]>();
  stretchesOf.set(calendar, known);
  const before = known.get(day);
  if (before) return before;
  const { zone, hours, holidays } = calendar;
  const { windows, isOwn } = windowsOn(hours, day);
  // A day that the calendar names itself beats every public holiday.
  const isOff = !isOwn && holidays !== null && isHoliday(day, holidays);
  const stretches = (isOff ? [] : windows)
    .map(([opens, closes]) => ({
      from: instantOf(day, opens * MINUTE_MS, zone),
      to: instantOf(day, closes * MINUTE_MS, zone),
    }))
    .filter(({ from, to }) => from < to);
  known.set(day, stretches);
  return stretches;
}

/** True where there is any working time on `day`: a half day counts as one. */
export function isWorkingDay(day: Day, calendar: Calendar): boolean {
  return openOn(day, calendar).length > 0;
}

/** The open stretches that end after `at`, in order; there is no end of them. */
function* openFrom(at: Instant, calendar: Calendar): Generator<Stretch> {
  const first = dayOf(at, calendar.zone);
  let empty = 0;
  for (let step = 0; empty <= FURTHEST_DAYS; step++) {
    const stretches = openOn(shiftDay(first, step), calendar);
    empty = stretches.length === 0 ? empty + 1 : 0;
    for (const stretch of stretches) if (stretch.to > at) yield stretch;
  }
  throw new Error(`No working time in the calendar of ${calendar.zone}`);
}

/** Working time within `from` up to and without `to`, in milliseconds. */
export function openTime(from: Instant, to: Instant, calendar: Calendar): number {
  if (to <= from) return 0;
  let sum = 0;
  for (const stretch of openFrom(from, calendar)) {
    if (stretch.from >= to) return sum;
    sum += Math.min(stretch.to, to) - Math.max(stretch.from, from);
  }
  return sum;
}

/** The earliest instant before which `ms` of working time have passed since `from`. */
export function addOpenTime(from: Instant, ms: number, calendar: Calendar): Instant {
  if (ms <= 0) return from;
  let left = ms;
  for (const stretch of openFrom(from, calendar)) {
    const begins = Math.max(stretch.from, from);
    if (left <= stretch.to - begins) return begins + left;
    left -= stretch.to - begins;
  }
  return from;
}

/** `at` itself when the calendar is open then, else the next opening. */
export function nextOpen(at: Instant, calendar: Calendar): Instant {
  for (const { from } of openFrom(at, calendar)) return Math.max(from, at);
  return at;
}

/**
 * The end of the `count`-th working day after the day of `start`, which never counts itself; of a
 * negative count, before that day.
 * @param count working days, not 0
 */
export function endOfWorkingDay(start: Instant, count: number, calendar: Calendar): Instant {
  return closingOf(workingDayFrom(dayOf(start, calendar.zone), count, calendar), calendar);
}

/** The opening of the `count`-th working day after the day of `start`. */
export function openingOfWorkingDay(start: Instant, count: number, calendar: Calendar): Instant {
  const day = workingDayFrom(dayOf(start, calendar.zone), count, calendar);
  return openOn(day, calendar)[0]?.from ?? start;
}

/** When the last window of a working day closes. @throws Error for a day without one */
export function closingOf(day: Day, calendar: Calendar): Instant {
  const last = openOn(day, calendar).at(-1);
  if (!last) throw new Error(`${day} is no working day in ${calendar.zone}`);
  return last.to;
}

/** The `count`-th working day after `day`, or before it where `count` is negative. */
export function workingDayFrom(day: Day, count: number, calendar: Calendar): Day {
  const direction = Math.sign(count);
  let left = Math.abs(count);
  let empty = 0;
  for (let step = 1; empty <= FURTHEST_DAYS; step++) {
    const next = shiftDay(day, direction * step);
    const isWorking = isWorkingDay(next, calendar);
    empty = isWorking ? 0 : empty + 1;
    if (isWorking) left--;
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
