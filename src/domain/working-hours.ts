import { z } from 'zod';
import type { Day } from './ids.ts';
import { weekdayOf } from './local-time.ts';

/* Working hours as authors write them: `mon-fri: 09:00-12:30, 13:30-17:30`. */

/** Minutes after midnight, half-open; 1440 is the start of the next day. */
export type Window = readonly [opens: number, closes: number];

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const WINDOW = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const DAY_MINUTES = 1_440;
const CLOSED = 'closed';

/** The windows of a day in the order in which they open; null for what is no such text. */
export function windowsOf(text: string): readonly Window[] | null {
  if (text === CLOSED) return [];
  const windows = text.split(',').map((part): Window | null => {
    const found = WINDOW.exec(part.trim());
    if (!found) return null;
    const [, fromHour, fromMinute, toHour, toMinute] = found.map(Number);
    const opens = (fromHour ?? 0) * 60 + (fromMinute ?? 0);
    // 24:00 has no groups of its own.
    const closes = found[3] === undefined ? DAY_MINUTES : (toHour ?? 0) * 60 + (toMinute ?? 0);
    return opens < closes ? [opens, closes] : null;
  });
  const known = windows.flatMap((window) => (window === null ? [] : [window]));
  const apart = known.every(
    ([opens], index) => index === 0 || opens >= (known[index - 1]?.[1] ?? 0),
  );
  return known.length === windows.length && apart ? known : null;
}

/** The weekdays that `mon-fri` or `sat` names, 1 for Monday, in order; null for what is no such text. */
export function weekdaysOf(text: string): readonly number[] | null {
  const [first = '', last = first, ...more] = text.split('-');
  const [from, to] = [WEEKDAYS.indexOf(first), WEEKDAYS.indexOf(last)];
  if (from < 0 || to < 0 || more.length > 0) return null;
  const count = ((to - from + WEEKDAYS.length) % WEEKDAYS.length) + 1;
  return Array.from({ length: count }, (_, nth) => ((from + nth) % WEEKDAYS.length) + 1);
}

const HoursText = z
  .string()
  .refine(
    (text) => windowsOf(text) !== null,
    'Hours look like 09:00-12:30, 13:30-17:30: in order, none over another, or closed. A night is written as two: 22:00-24:00, and 00:00-06:00 on the next day',
  );
const DaysText = z
  .string()
  .refine((text) => weekdaysOf(text) !== null, 'Days look like mon-fri, or sat');
const Week = z
  .record(DaysText, HoursText)
  .refine(
    (week) => Object.values(week).some((hours) => hours !== CLOSED),
    'A week needs working time: nothing would ever be due',
  )
  .refine((week) => {
    const named = Object.keys(week).flatMap((days) => weekdaysOf(days) ?? []);
    return new Set(named).size === named.length;
  }, 'A weekday stands in two lines: name each once');
const Days = z.record(z.iso.date('A day looks like 2026-12-24'), HoursText);

export const WorkingHoursSchema = z.strictObject({
  week: Week,
  /** Days that differ: half days, and days off that are no public holidays. */
  days: Days.default({}),
  /** Another week from a day on; the days before keep theirs. */
  changes: z.record(z.iso.date('A day looks like 2027-01-01'), Week).default({}),
});

/** Hours of work in local time. What is not named is closed; a day that differs beats the week. */
export type WorkingHours = Readonly<z.infer<typeof WorkingHoursSchema>>;

/** Monday to Friday, nine to five: where a playbook says nothing else. */
export const OFFICE_HOURS: WorkingHours = hoursOf({ 'mon-fri': '09:00-17:00' });

/** The same every week. */
export function hoursOf(week: WorkingHours['week']): WorkingHours {
  return { week, days: {}, changes: {} };
}

/** The same working days, with these hours on each. */
export function withHours({ week, days, changes }: WorkingHours, hours: string): WorkingHours {
  const on = (some: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(some).map(([when, own]) => [when, own === CLOSED ? CLOSED : hours]),
    );
  const later = Object.entries(changes).map(([from, other]) => [from, on(other)] as const);
  return { week: on(week), days: on(days), changes: Object.fromEntries(later) };
}

/** The windows of `day`, whatever holiday it may be; `isOwn` when the day itself is named. */
export function windowsOn(
  { week, days, changes }: WorkingHours,
  day: Day,
): Readonly<{ windows: readonly Window[]; isOwn: boolean }> {
  const own = days[day];
  if (own !== undefined) return { windows: windowsOf(own) ?? [], isOwn: true };
  const since = Object.keys(changes)
    .filter((from) => from <= day)
    .toSorted()
    .at(-1);
  const current = since === undefined ? week : (changes[since] ?? week);
  const weekday = weekdayOf(day);
  const line = Object.entries(current).find(([days]) => weekdaysOf(days)?.includes(weekday));
  return { windows: line ? (windowsOf(line[1]) ?? []) : [], isOwn: false };
}

/** Hours as playbooks said them before there could be several windows a day. */
export type OldHours = Readonly<{ weekdays: readonly number[]; opens: string; closes: string }>;

export function fromOldHours({ weekdays, opens, closes }: OldHours): WorkingHours {
  const names = weekdays.flatMap((day) => WEEKDAYS[day - 1] ?? []);
  return hoursOf(Object.fromEntries(names.map((name) => [name, `${opens}-${closes}`])));
}
