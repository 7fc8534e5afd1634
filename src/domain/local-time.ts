import { tzOffset } from '@date-fns/tz';
import type { Day, Instant, Zone } from './ids.ts';

/* Where a clock on a wall becomes an instant, and back: nowhere else. */

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The day that `at` falls on in `zone`. */
export function dayOf(at: Instant, zone: Zone): Day {
  return new Date(at + offsetMs(at, zone)).toISOString().slice(0, 10);
}

/** What the clock on a wall in `zone` shows at `at`, in milliseconds after midnight. */
export function timeOfDay(at: Instant, zone: Zone): number {
  const shown = at + offsetMs(at, zone);
  return shown - Math.floor(shown / DAY_MS) * DAY_MS;
}

/**
 * The instant at which the clock on a wall in `zone` shows `time`. A time that is skipped becomes
 * the moment of the change; one that is repeated means its first occurrence.
 * @param time `HH:mm`, or milliseconds after midnight; a whole day is the start of the next
 */
export function instantOf(day: Day, time: string | number, zone: Zone): Instant {
  const ofDay = typeof time === 'number' ? time : Date.parse(`1970-01-01T${time}:00Z`);
  const asIfUtc = Date.parse(day) + ofDay;
  const before = offsetMs(asIfUtc - DAY_MS, zone);
  const after = offsetMs(asIfUtc + DAY_MS, zone);
  const candidates = [asIfUtc - before, asIfUtc - after].sort((a, b) => a - b);
  const found = candidates.find((at) => at + offsetMs(at, zone) === asIfUtc);
  return found ?? changeBetween(asIfUtc - DAY_MS - before, asIfUtc + DAY_MS - after, zone);
}

/** Whole days from `from` to `to`, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The day `days` after `day`; plain calendar arithmetic, no zone involved. */
export function shiftDay(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(Date.parse(day)).getUTCDay() || 7;
}

function offsetMs(at: Instant, zone: Zone): number {
  return tzOffset(zone, new Date(at)) * MINUTE_MS;
}

function changeBetween(from: Instant, to: Instant, zone: Zone): Instant {
  const before = offsetMs(from, zone);
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}
