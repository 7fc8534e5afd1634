import { describe, expect, test } from 'vitest';
import { isWorkingDay, openOn, openTime, type Calendar } from '../../src/domain/calendar.ts';
import {
  fromOldHours,
  hoursOf,
  weekdaysOf,
  windowsOf,
  windowsOn,
  withHours,
  WorkingHoursSchema,
  type WorkingHours,
} from '../../src/domain/working-hours.ts';
import { BER } from '../support/calendars.ts';

const HOUR_MS = 3_600_000;
const OFFICE = hoursOf({ 'mon-fri': '09:00-17:00' });

describe('the hours of a day', () => {
  test.each<[special: string, text: string, windows: readonly (readonly number[])[]]>([
    ['one window', '09:00-17:00', [[540, 1020]]],
    [
      'a break at noon',
      '09:00-12:30, 13:30-17:30',
      [
        [540, 750],
        [810, 1050],
      ],
    ],
    [
      'three, without spaces',
      '06:00-07:00,12:00-13:00,18:00-19:00',
      [
        [360, 420],
        [720, 780],
        [1080, 1140],
      ],
    ],
    [
      'one after the other, without a break',
      '09:00-12:00, 12:00-17:00',
      [
        [540, 720],
        [720, 1020],
      ],
    ],
    ['the whole day', '00:00-24:00', [[0, 1440]]],
    ['the last minute', '23:59-24:00', [[1439, 1440]]],
    ['a minute', '09:00-09:01', [[540, 541]]],
    ['none', 'closed', []],
  ])('%s', (_special, text, windows) => {
    expect(windowsOf(text)).toEqual(windows);
  });

  test.each([
    ['a night in one', '22:00-06:00'],
    ['closing before opening', '17:00-09:00'],
    ['no time at all', '09:00-09:00'],
    ['24:00 as an opening', '24:00-24:00'],
    ['after 24:00', '09:00-24:30'],
    ['an hour that there is not', '09:00-25:00'],
    ['a minute that there is not', '09:60-17:00'],
    ['one over another', '09:00-13:00, 12:30-17:00'],
    ['one within another', '09:00-17:00, 12:00-13:00'],
    ['the same twice', '09:00-17:00, 09:00-17:00'],
    ['out of order', '13:30-17:30, 09:00-12:30'],
    ['one that is wrong among others', '09:00-12:00, 17:00-13:00'],
    ['one digit', '9:00-17:00'],
    ['hours alone', '09-17'],
    ['with am and pm', '09:00am-05:00pm'],
    ['a dash of another kind', '09:00–17:00'],
    ['a semicolon', '09:00-12:30; 13:30-17:30'],
    ['a comma too many', '09:00-17:00,'],
    ['closed among windows', '09:00-12:00, closed'],
    ['closed in capitals', 'Closed'],
    ['nothing', ''],
  ])('%s is none', (_special, text) => {
    expect(windowsOf(text)).toBeNull();
    expect(problemsIn({ week: { 'mon-fri': text } })[0]).toMatch(
      /^week\.mon-fri: Hours look like 09:00-12:30, 13:30-17:30: .* 22:00-24:00, and 00:00-06:00/,
    );
  });
});

describe('the days of a line', () => {
  test.each<[text: string, days: readonly number[]]>([
    ['mon', [1]],
    ['sun', [7]],
    ['mon-fri', [1, 2, 3, 4, 5]],
    ['mon-sun', [1, 2, 3, 4, 5, 6, 7]],
    // A week that begins on Sunday.
    ['sun-thu', [7, 1, 2, 3, 4]],
    ['sat-wed', [6, 7, 1, 2, 3]],
    ['fri-thu', [5, 6, 7, 1, 2, 3, 4]],
    ['tue-tue', [2]],
  ])('%s', (text, days) => {
    expect(weekdaysOf(text)).toEqual(days);
  });

  test.each([
    'Mon',
    'monday',
    'mo-fr',
    'mon-',
    '-fri',
    'mon-fri-sun',
    'mon, tue',
    'mon–fri',
    '1-5',
    '13:30-17:30',
    'holiday',
    '',
  ])('“%s” is none', (text) => {
    expect(weekdaysOf(text)).toBeNull();
    const week = { tue: '09:00-17:00', [text]: '09:00-17:00' };
    expect(problemsIn({ week })).toEqual([`week.${text}: Days look like mon-fri, or sat`]);
  });
});

/** What is wrong, as a reader of the file is told it. */
function problemsIn(hours: unknown): readonly string[] {
  const { error } = WorkingHoursSchema.safeParse(hours);
  return (error?.issues ?? []).map((issue) => {
    const said = issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message;
    return `${issue.path.join('.')}: ${said}`;
  });
}

describe('working hours', () => {
  const week = { 'mon-fri': '09:00-17:00' };
  const EMPTY = 'A week needs working time: nothing would ever be due';
  const TWICE = 'A weekday stands in two lines: name each once';

  test('are a week, and what differs from it', () => {
    expect(WorkingHoursSchema.parse({ week })).toEqual({ week, days: {}, changes: {} });
    const whole = {
      week,
      days: { '2026-12-24': '09:00-12:30', '2028-02-29': 'closed' },
      changes: { '2027-01-01': { 'mon-thu': '09:00-17:00', fri: 'closed' } },
    };
    expect(WorkingHoursSchema.parse(whole)).toEqual(whole);
  });

  test.each<[special: string, hours: unknown, problem: string]>([
    ['a week of nothing', { week: {} }, `week: ${EMPTY}`],
    [
      'a week that is closed',
      { week: { 'mon-fri': 'closed', sat: 'closed' }, days: { '2026-12-24': '09:00-12:30' } },
      `week: ${EMPTY}`,
    ],
    ['a weekday twice', { week: { ...week, wed: 'closed' } }, `week: ${TWICE}`],
    [
      'a weekday twice, over the weekend',
      { week: { 'fri-mon': '10:00-12:00', 'sun-thu': '09:00-17:00' } },
      `week: ${TWICE}`,
    ],
    [
      'a later week that is closed',
      { week, changes: { '2027-01-01': { mon: 'closed' } } },
      `changes.2027-01-01: ${EMPTY}`,
    ],
    [
      'a weekday twice in a later week',
      { week, changes: { '2027-01-01': { ...week, mon: '10:00-12:00' } } },
      `changes.2027-01-01: ${TWICE}`,
    ],
    [
      'a day in words',
      { week, days: { christmas: 'closed' } },
      'days.christmas: A day looks like 2026-12-24',
    ],
    [
      'a day that there is not',
      { week, days: { '2026-02-29': 'closed' } },
      'days.2026-02-29: A day looks like 2026-12-24',
    ],
    [
      'a change on no day',
      { week, changes: { '2027': week } },
      'changes.2027: A day looks like 2027-01-01',
    ],
  ])('are not %s', (_special, hours, problem) => {
    expect(problemsIn(hours)).toEqual([problem]);
  });

  test('are not without a week, nor with what nobody reads', () => {
    expect(problemsIn({ days: {} })[0]).toMatch(/^week: /);
    expect(problemsIn({ week, weekdays: [1] })[0]).toMatch(/^: .*weekdays/);
  });
});

describe('the windows of a day', () => {
  const hours: WorkingHours = {
    week: { 'mon-thu': '09:00-17:00', fri: '09:00-12:00' },
    days: { '2026-12-24': '09:00-12:30', '2026-12-28': 'closed', '2027-01-02': '10:00-11:00' },
    changes: {
      // Whatever the order in which they are written.
      '2027-02-01': { 'sun-thu': '08:00-16:00' },
      '2027-01-01': { 'mon-fri': '10:00-18:00' },
    },
  };

  test.each<[special: string, day: string, opens: number | null, closes: number, isOwn: boolean]>([
    ['of its weekday', '2026-12-23', 540, 1020, false],
    ['of another line', '2026-12-18', 540, 720, false],
    ['none where no line names it', '2026-12-19', null, 0, false],
    ['of its own', '2026-12-24', 540, 750, true],
    ['none of its own', '2026-12-28', null, 0, true],
    ['of its own, on a weekend', '2027-01-02', 600, 660, true],
    ['of the old week, on its last day', '2026-12-31', 540, 1020, false],
    ['of the new week, on its first day', '2027-01-01', 600, 1080, false],
    ['of the new week, on its last day', '2027-01-29', 600, 1080, false],
    ['none between two weeks', '2027-01-31', null, 0, false],
    ['of the third week', '2027-02-07', 480, 960, false],
    ['none on its Friday', '2027-02-05', null, 0, false],
    ['of the third week, for good', '2031-02-02', 480, 960, false],
  ])('%s', (_special, day, opens, closes, isOwn) => {
    const windows = opens === null ? [] : [[opens, closes]];
    expect(windowsOn(hours, day)).toEqual({ windows, isOwn });
  });

  test('that is named beats a public holiday, open or closed', () => {
    const days = { '2026-12-25': '10:00-12:00', '2026-12-28': 'closed' };
    const berlin = (own: WorkingHours['days']): Calendar => ({
      zone: 'Europe/Berlin',
      hours: { ...OFFICE, days: own },
      holidays: 'DE',
    });
    expect(isWorkingDay('2026-12-25', berlin({}))).toBe(false);
    expect(openOn('2026-12-25', berlin(days))).toEqual([
      { from: Date.parse('2026-12-25T09:00Z'), to: Date.parse('2026-12-25T11:00Z') },
    ]);
    expect(isWorkingDay('2026-12-28', berlin({}))).toBe(true);
    expect(isWorkingDay('2026-12-28', berlin(days))).toBe(false);
  });

  test('of a later week are no reason to count another way before it', () => {
    const days = (from: string, to: string, some: WorkingHours) => {
      const calendar: Calendar = { zone: 'UTC', hours: some, holidays: null };
      return openTime(Date.parse(from), Date.parse(to), calendar) / HOUR_MS;
    };
    const before = { ...hours, changes: {} };
    expect(days('2026-12-01', '2027-01-01', hours)).toBe(days('2026-12-01', '2027-01-01', before));
    // Monday to Friday, eight hours each; and the Saturday that stands for itself.
    expect(days('2027-01-01', '2027-02-01', hours)).toBe(21 * 8 + 1);
  });
});

test('other hours leave the days as they are', () => {
  const hours: WorkingHours = {
    week: { 'mon-thu': '09:00-12:00, 13:00-17:00', fri: '09:00-12:00', sat: 'closed' },
    days: { '2026-12-24': '09:00-12:30', '2026-12-28': 'closed' },
    changes: { '2027-01-01': { 'sun-thu': '08:00-16:00', fri: 'closed' } },
  };
  const longer = withHours(hours, '08:00-18:00');
  expect(longer).toEqual({
    week: { 'mon-thu': '08:00-18:00', fri: '08:00-18:00', sat: 'closed' },
    days: { '2026-12-24': '08:00-18:00', '2026-12-28': 'closed' },
    changes: { '2027-01-01': { 'sun-thu': '08:00-18:00', fri: 'closed' } },
  });
  expect(WorkingHoursSchema.parse(longer)).toEqual(longer);
  expect(withHours(BER.hours, '08:00-18:00').days).toMatchObject({
    '2026-12-24': '08:00-18:00',
    '2026-12-25': 'closed',
  });
});

describe('hours as they used to be written', () => {
  test.each<[special: string, weekdays: readonly number[], week: Record<string, string>]>([
    ['from Monday on', [1, 2, 3], { mon: '09:00-17:00', tue: '09:00-17:00', wed: '09:00-17:00' }],
    ['from Sunday on', [7, 1], { sun: '09:00-17:00', mon: '09:00-17:00' }],
    ['a day twice', [6, 6], { sat: '09:00-17:00' }],
  ])('%s', (_special, weekdays, week) => {
    const hours = fromOldHours({ weekdays, opens: '09:00', closes: '17:00' });
    expect(hours).toEqual({ week, days: {}, changes: {} });
    expect(problemsIn(hours)).toEqual([]);
  });

  test('open on the same days, at the same times', () => {
    const old = fromOldHours({ weekdays: [1, 2, 3, 4, 5], opens: '09:00', closes: '17:00' });
    for (let day = 1; day <= 14; day++) {
      const date = `2026-06-${String(day).padStart(2, '0')}`;
      expect(windowsOn(old, date), date).toEqual(windowsOn(OFFICE, date));
    }
  });
});
