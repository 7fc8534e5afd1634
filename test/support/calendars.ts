import type { Calendar } from '../../src/domain/calendar.ts';
import type { Zone } from '../../src/domain/ids.ts';
import type { WorkingHours } from '../../src/domain/working-hours.ts';

/* Calendars whose days off are their own, so that no list of holidays has a say in a result. */

function aCalendar(
  zone: Zone,
  week: WorkingHours['week'],
  days: WorkingHours['days'] = {},
): Calendar {
  return { zone, hours: { week, days, changes: {} }, holidays: null };
}

function all(hours: string, days: readonly string[]): WorkingHours['days'] {
  return Object.fromEntries(days.map((day) => [day, hours]));
}

/** A break at noon, half days at the end of the year. */
export const BER = aCalendar(
  'Europe/Berlin',
  { 'mon-fri': '09:00-12:30, 13:30-17:30' },
  {
    ...all('closed', ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14']),
    ...all('closed', ['2026-05-25', '2026-12-25', '2027-01-01']),
    ...all('09:00-12:30', ['2026-12-24', '2026-12-31']),
  },
);

/** Thanksgiving, and half of the day after it. */
export const NYC = aCalendar(
  'America/New_York',
  { 'mon-fri': '09:00-17:00' },
  {
    ...all('closed', ['2026-11-26', '2026-12-25']),
    ...all('09:00-13:00', ['2026-11-27', '2026-12-24']),
  },
);

/** Golden Week. */
export const TYO = aCalendar(
  'Asia/Tokyo',
  { 'mon-fri': '10:00-18:00' },
  all('closed', ['2026-04-29', '2026-05-04', '2026-05-05', '2026-05-06']),
);

/** A week that begins on Sunday. */
export const RUH = aCalendar(
  'Asia/Riyadh',
  { 'sun-thu': '08:00-16:00' },
  all('closed', ['2026-09-23']),
);

/** Half an hour off the others. */
export const KOL = aCalendar(
  'Asia/Kolkata',
  { 'mon-fri': '09:30-18:30' },
  all('closed', ['2026-01-26']),
);

/** Nights, over the changes of the clock. */
export const NGT = aCalendar('Europe/Berlin', { 'mon-sun': '00:00-06:00, 22:00-24:00' });

/** Opens in the hour that is skipped in March and repeated in October. */
export const GAP = aCalendar('Europe/Berlin', { sun: '02:30-06:00' });

/** Always, where a midnight is skipped. */
export const CAI = aCalendar('Africa/Cairo', { 'mon-sun': '00:00-24:00' });

/** Always, where the clock changes by half an hour. */
export const LHI = aCalendar('Australia/Lord_Howe', { 'mon-sun': '00:00-24:00' });
