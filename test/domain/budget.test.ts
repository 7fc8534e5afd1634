import { describe, expect, test } from 'vitest';
import { BudgetSchema, dueAfter, isCalendarTime, waitFor } from '../../src/domain/budget.ts';
import {
  addOpenTime,
  alwaysOpen,
  endOfWorkingDay,
  openOn,
  openTime,
  workingDayFrom,
  type Calendar,
} from '../../src/domain/calendar.ts';
import { instantOf } from '../../src/domain/local-time.ts';
import { BER, CAI, GAP, KOL, LHI, NGT, NYC, RUH, TYO } from '../support/calendars.ts';

const HOUR_MS = 3_600_000;
/** In 2026 where no year is named. */
const at = (text: string): number => Date.parse(/^\d{4}/.test(text) ? text : `2026-${text}`);
const iso = (instant: number): string => new Date(instant).toISOString();

type Example = readonly [
  special: string,
  start: string,
  budget: string,
  calendar: Calendar,
  due: string,
  /** That count, and that pass. */
  hours: number,
  wall: number,
];

describe('time is used up when the rules say so, worked out by hand:', () => {
  test.each<Example>([
    ['hours of two days', '02-02T10:00+01:00', '8 bh', BER, '02-03T10:30+01:00', 8, 24.5],
    ['days end at closing', '02-02T10:00+01:00', '3 bd', BER, '02-05T16:30Z', 29, 79.5],
    ['a week of days', '02-02T10:00+01:00', '5 bd', BER, '02-09T17:30+01:00', 44, 175.5],
    ['a day before opening', '02-02T07:00+01:00', '1 bd', BER, '02-03T17:30+01:00', 15, 34.5],
    ['hours before opening', '02-02T07:00+01:00', '4 bh', BER, '02-02T14:00+01:00', 4, 7],
    ['from a Saturday', '02-07T11:00+01:00', '2 bd', BER, '02-10T17:30+01:00', 15, 78.5],
    ['from the break at noon', '02-02T13:00+01:00', '4 bh', BER, '02-02T17:30+01:00', 4, 4.5],
    ['the rest of a week', '02-06T13:30+01:00', '4 bh', BER, '02-06T17:30+01:00', 4, 4],
    ['days over Christmas', '12-23T15:00+01:00', '2 bd', BER, '12-28T17:30+01:00', 13.5, 122.5],
    ['hours to a half day', '12-23T15:00+01:00', '6 bh', BER, '12-24T12:30+01:00', 6, 21.5],
    ['over New Year', '12-30T16:00+01:00', '3 bd', BER, '2027-01-05T17:30+01:00', 20, 145.5],
    ['over Easter', '04-02T16:00+02:00', '1 bd', BER, '04-07T17:30+02:00', 9, 121.5],
    ['into summer time', '03-27T16:30+01:00', '4 bh', BER, '03-30T10:00Z', 4, 66.5],
    ['out of summer time', '10-23T16:30+02:00', '4 bh', BER, '10-26T11:00Z', 4, 68.5],
    ['days into summer time', '03-06T16:00-05:00', '5 bd', NYC, '03-13T21:00Z', 41, 168],
    ['days over Thanksgiving', '11-25T14:00-05:00', '2 bd', NYC, '11-30T17:00-05:00', 15, 123],
    ['hours over Thanksgiving', '11-25T14:00-05:00', '10 bh', NYC, '11-30T17:00Z', 10, 118],
    ['hours of any kind', '10-31T20:00-04:00', '24 ch', NYC, '11-01T19:00-05:00', 24, 24],
    ['any day, a long one', '10-31T20:00-04:00', '1 cd', NYC, '11-01T20:00-05:00', 25, 25],
    ['a day to a time skipped', '03-07T02:30-05:00', '1 cd', NYC, '03-08T07:00Z', 23.5, 23.5],
    ['hours over that time', '03-07T02:30-05:00', '24 ch', NYC, '03-08T03:30-04:00', 24, 24],
    ['over Golden Week', '04-28T15:00+09:00', '3 bd', TYO, '05-07T09:00Z', 27, 219],
    ['a week from Sunday', '09-17T15:00+03:00', '4 bd', RUH, '09-24T13:00Z', 33, 169],
    ['half an hour off', '01-23T18:00+05:30', '3 bh', KOL, '01-27T06:30Z', 3, 90],
    ['a short night', '03-28T22:00+01:00', '8 bh', NGT, '03-29T21:00Z', 8, 24],
    ['a long night', '10-24T22:00+02:00', '8 bh', NGT, '10-25T04:00Z', 8, 8],
    ['opening in a gap', '03-28T12:00+01:00', '3 bh', GAP, '03-29T04:00Z', 3, 17],
    ['opening in a gap, then on', '03-28T12:00+01:00', '4 bh', GAP, '04-05T01:30Z', 4, 182.5],
    ['opening twice', '10-24T12:00+02:00', '4 bh', GAP, '10-25T05:30+01:00', 4, 18.5],
    ['to a midnight skipped', '04-22T12:00+02:00', '1 bd', CAI, '04-23T22:00Z', 36, 36],
    ['after a midnight skipped', '04-23T12:00+02:00', '1 bd', CAI, '04-24T21:00Z', 35, 35],
    ['half an hour twice', '04-04T12:00+11:00', '1 bd', LHI, '04-05T13:30Z', 36.5, 36.5],
    ['a review', '02-04T12:00+01:00', '2 bd', BER, '02-06T17:30+01:00', 19.5, 53.5],
    ['handed in last evening', '02-05T19:00-05:00', '2 bd', BER, '02-10T17:30+01:00', 22.5, 112.5],
    ['over a weekend', '02-05T10:00+01:00', '3 bd', BER, '02-10T17:30+01:00', 29, 127.5],
    ['no days', '02-07T11:00+01:00', '0 bd', BER, '02-07T11:00+01:00', 0, 0],
    ['no hours', '02-07T11:00+01:00', '0 bh', BER, '02-07T11:00+01:00', 0, 0],
  ])('%s', (_special, start, budget, calendar, due, hours, wall) => {
    const always = alwaysOpen(calendar.zone);
    const ends = dueAfter(at(start), budget, calendar);
    expect(iso(ends)).toBe(iso(at(due)));
    const counting = isCalendarTime(budget) ? always : calendar;
    expect(openTime(at(start), ends, counting) / HOUR_MS).toBe(hours);
    expect(openTime(at(start), ends, always) / HOUR_MS).toBe(wall);
  });

  test('a window over a skipped hour is shorter, one over a repeated hour longer', () => {
    const windows = (day: string) =>
      openOn(day, GAP).map(({ from, to }) => [iso(from).slice(0, 16), iso(to).slice(0, 16)]);
    expect(windows('2026-03-29')).toEqual([['2026-03-29T01:00', '2026-03-29T04:00']]);
    expect(windows('2026-10-25')).toEqual([['2026-10-25T00:30', '2026-10-25T05:00']]);
    // Three hours on the short Sunday; the half that is left runs a week later.
    const ends = addOpenTime(at('03-28T12:00+01:00'), 3.5 * HOUR_MS, GAP);
    expect(iso(ends)).toBe(iso(at('04-05T03:00+02:00')));
  });
});

describe('days before a day', () => {
  test.each<[special: string, day: string, days: number, calendar: Calendar, due: string]>([
    ['over Ascension', '2026-05-20', 5, BER, '05-12T17:30+02:00'],
    ['over Thanksgiving', '2026-12-01', 3, NYC, '11-25T17:00-05:00'],
    ['to a half day', '2026-12-28', 1, BER, '12-24T12:30+01:00'],
    ['from a Sunday', '2026-02-08', 1, BER, '02-06T17:30+01:00'],
    ['to a midnight skipped', '2026-04-25', 2, CAI, '04-23T22:00Z'],
  ])('%s', (_special, day, days, calendar, due) => {
    // Whatever the hour: the day itself never counts.
    for (const time of ['00:00', '12:00', '23:59']) {
      const start = instantOf(day, time, calendar.zone);
      expect(iso(endOfWorkingDay(start, -days, calendar)), time).toBe(iso(at(due)));
    }
    expect(iso(at(due) - 1)).toContain(workingDayFrom(day, -days, calendar));
  });
});

describe('a step that waits', () => {
  const due = '02-05T17:30+01:00';
  test.each<[special: string, from: string, delay: string, calendar: Calendar, step: string]>([
    ['hours of the next day', due, '4 bh', BER, '02-06T14:00+01:00'],
    ['a day until it opens', '02-06T14:00+01:00', '1 bd', BER, '02-09T09:00+01:00'],
    ['days until they open', '02-09T09:00+01:00', '2 bd', BER, '02-11T09:00+01:00'],
    ['a week of days', '02-11T09:00+01:00', '5 bd', BER, '02-18T09:00+01:00'],
    ['hours from the middle of the night', '02-05T23:00Z', '4 bh', BER, '02-06T14:00+01:00'],
    ['a day until it opens in a gap', '03-28T12:00+01:00', '1 bd', GAP, '03-29T01:00Z'],
    ['any hours', due, '24 ch', BER, '02-06T17:30+01:00'],
    ['any days', due, '2 cd', BER, '02-07T17:30+01:00'],
    ['no days', due, '0 bd', BER, due],
  ])('%s', (_special, from, delay, calendar, step) => {
    expect(iso(waitFor(at(from), delay, calendar))).toBe(iso(at(step)));
  });
});

describe('a budget as it is written', () => {
  test.each(['4 bh', '3 bd', '24 ch', '1 cd', '999 bd', '0 bh'])('%s is one', (text) => {
    expect(BudgetSchema.safeParse(text).success).toBe(true);
  });

  test.each([
    ['without a unit', '4'],
    ['without a number', 'bh'],
    ['without a space', '4bh'],
    ['with two', '4  bh'],
    ['with a space around', ' 4 bh'],
    ['with a fraction', '1.5 bh'],
    ['below zero', '-1 bd'],
    ['of four digits', '1000 bh'],
    ['in capitals', '4 BH'],
    ['in another unit', '4 h'],
    ['with more after it', '4 bh\n5 bh'],
    ['as a number', 4],
  ])('%s is none', (_special, text) => {
    const { error } = BudgetSchema.safeParse(text);
    expect(error?.issues).toHaveLength(1);
    if (typeof text === 'string') {
      expect(error?.issues[0]?.message).toMatch(/^A time looks like 4 bh or 3 bd/);
    }
  });

  test.each([
    ['4 bh', false],
    ['3 bd', false],
    ['24 ch', true],
    ['1 cd', true],
  ])('%s runs day and night: %s', (budget, is) => {
    expect(isCalendarTime(budget)).toBe(is);
  });
});
