import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { dueAfter } from '../../src/domain/budget.ts';
import {
  addOpenTime,
  alwaysOpen,
  endOfWorkingDay,
  nextOpen,
  openOn,
  openTime,
  workingDaysBetween,
  type Calendar,
} from '../../src/domain/calendar.ts';
import type { Day, Instant, Zone } from '../../src/domain/ids.ts';
import { dayOf, instantOf, shiftDay, timeOfDay } from '../../src/domain/local-time.ts';
import type { WorkingHours } from '../../src/domain/working-hours.ts';
import { BER, CAI, GAP, KOL, LHI, NGT, NYC, RUH, TYO } from '../support/calendars.ts';

/* Where the clock changes, a day has 22 to 26 hours: everything here aims at two days around. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const DAY_MINUTES = 1_440;
const iso = (instant: Instant): string => new Date(instant).toISOString();

const BEGIN = Temporal.Instant.from('2026-01-01T00:00Z');
const END = Temporal.Instant.from('2028-01-01T00:00Z');

/** When the clocks of `zone` change within two years. */
function changesIn(zone: Zone): readonly Temporal.ZonedDateTime[] {
  const found: Temporal.ZonedDateTime[] = [];
  let change = BEGIN.toZonedDateTimeISO(zone).getTimeZoneTransition('next');
  while (change && Temporal.Instant.compare(change.toInstant(), END) < 0) {
    found.push(change);
    change = change.getTimeZoneTransition('next');
  }
  return found;
}

const ZONES: readonly Zone[] = [
  'Europe/Berlin',
  'America/New_York',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  // The midnight itself is skipped, or repeated.
  'Asia/Beirut',
  'America/Havana',
  'America/Santiago',
  // Two hours at once; a quarter of an hour off; back for one month.
  'Antarctica/Troll',
  'Pacific/Chatham',
  'Africa/Casablanca',
];
const SPOTS = [
  ...ZONES.flatMap((zone) =>
    changesIn(zone).map(({ epochMilliseconds }) => ({ zone, change: epochMilliseconds })),
  ),
  // Where clocks never change: the first of a year.
  ...['Asia/Tokyo', 'Asia/Riyadh', 'Asia/Kolkata'].map((zone) => ({
    zone,
    change: instantOf('2027-01-01', 0, zone),
  })),
];
const CALENDARS = [BER, NYC, TYO, RUH, KOL, NGT, GAP, CAI, LHI];

type Windows = readonly (readonly [opens: number, closes: number])[];
/** Hours in numbers: of a week, and of the day of the change where that has its own. */
type Hours = Readonly<{ work: Windows; weekend: Windows; own: Windows | null }>;

const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0')).join(':');
const written = (windows: Windows): string =>
  windows.map((ends) => ends.map(clock).join('-')).join(', ') || 'closed';

function calendarOf(hours: Hours, zone: Zone, day: Day): Calendar {
  const { work, weekend, own } = hours;
  const week = { 'mon-fri': written(work), 'sat-sun': written(weekend) };
  const days: WorkingHours['days'] = own === null ? {} : { [day]: written(own) };
  return { zone, hours: { week, days, changes: {} }, holidays: null };
}

/** One to three windows that may touch; more often than not between one and four at night. */
const windows: fc.Arbitrary<Windows> = fc
  .array(
    fc.oneof(
      fc.integer({ min: 60, max: 240 }),
      fc.integer({ min: 0, max: DAY_MINUTES }),
      fc.constantFrom(0, DAY_MINUTES),
    ),
    { minLength: 2, maxLength: 6 },
  )
  .map((ends) => ends.toSorted((a, b) => a - b))
  .map((ends) =>
    ends.flatMap((end, nth) => (nth % 2 === 1 ? [[ends[nth - 1]!, end] as const] : [])),
  )
  .map((pairs) => pairs.filter(([opens, closes]) => opens < closes))
  .filter((pairs) => pairs.length > 0);
const hours: fc.Arbitrary<Hours> = fc.record({
  work: windows,
  weekend: fc.oneof(windows, fc.constant([])),
  own: fc.option(fc.oneof(windows, fc.constant([]))),
});
const spot = fc.constantFrom(...SPOTS);

/** Any calendar near a change of its clocks. */
const scene = fc
  .tuple(spot, fc.oneof(fc.constantFrom(...CALENDARS), hours))
  .map(([{ zone, change }, some]) => ({
    change,
    calendar: 'zone' in some ? { ...some, zone } : calendarOf(some, zone, dayOf(change, zone)),
  }));
const around = fc.integer({ min: -2 * DAY_MS, max: 2 * DAY_MS });
const span = fc.integer({ min: 0, max: 40 * HOUR_MS });
const RUNS = { seed: 1, numRuns: 400 };

test('the changes make days of 22 hours and of 26, and by half an hour and by an hour', () => {
  const lengths = SPOTS.flatMap(({ zone, change }) =>
    [-1, 0, 1].map((by) => {
      const day = shiftDay(dayOf(change, zone), by);
      const sum = openOn(day, alwaysOpen(zone)).reduce((all, { from, to }) => all + to - from, 0);
      return sum / HOUR_MS;
    }),
  );
  expect([...new Set(lengths)].toSorted((a, b) => a - b)).toEqual([22, 23, 23.5, 24, 24.5, 25, 26]);
});

describe('working time around a change of the clock', () => {
  test('adds up, grows, and is never more than the time that passes', () => {
    fc.assert(
      fc.property(scene, fc.tuple(around, around, around), ({ change, calendar }, offsets) => {
        const [t = 0, u = 0, v = 0] = offsets.toSorted((a, b) => a - b).map((by) => change + by);
        const [first, second, whole] = [
          openTime(t, u, calendar),
          openTime(u, v, calendar),
          openTime(t, v, calendar),
        ];
        expect(first + second).toBe(whole);
        for (const [worked, passed] of [
          [first, u - t],
          [second, v - u],
        ] as const) {
          expect(worked).toBeGreaterThanOrEqual(0);
          expect(worked).toBeLessThanOrEqual(passed);
        }
        expect(openTime(v, t, calendar)).toBe(0);
      }),
      RUNS,
    );
  });

  test('is the same, given at once or in two parts', () => {
    fc.assert(
      fc.property(scene, around, span, span, ({ change, calendar }, by, a, b) => {
        const t = change + by;
        const inParts = addOpenTime(addOpenTime(t, a, calendar), b, calendar);
        expect(iso(inParts)).toBe(iso(addOpenTime(t, a + b, calendar)));
      }),
      RUNS,
    );
  });

  test('is used up at the earliest instant at which all of it has passed', () => {
    fc.assert(
      fc.property(scene, around, span, ({ change, calendar }, by, ms) => {
        const t = change + by;
        const ends = addOpenTime(t, ms, calendar);
        expect(openTime(t, ends, calendar)).toBe(ms);
        // Its last millisecond was worked, so none before is as good.
        expect(ends === t || openTime(t, ends - 1, calendar) === ms - 1).toBe(true);
      }),
      RUNS,
    );
  });

  test('runs from the next opening, and not before', () => {
    fc.assert(
      fc.property(scene, around, ({ change, calendar }, by) => {
        const t = change + by;
        const open = nextOpen(t, calendar);
        expect(openTime(t, open, calendar)).toBe(0);
        expect(openTime(open, open + 1, calendar)).toBe(1);
        expect(nextOpen(open, calendar)).toBe(open);
      }),
      RUNS,
    );
  });

  test('lies in stretches that are apart and in order, on their own day', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: -3, max: 3 }), ({ change, calendar }, by) => {
        const day = shiftDay(dayOf(change, calendar.zone), by);
        let last = -Infinity;
        for (const { from, to } of openOn(day, calendar)) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          expect(dayOf(from, calendar.zone)).toBe(day);
          expect(dayOf(to - 1, calendar.zone)).toBe(day);
          last = to;
        }
      }),
      RUNS,
    );
  });
});

describe('whatever is due', () => {
  const count = fc.integer({ min: 1, max: 12 });

  test('is due in open time, when all of it has passed', () => {
    fc.assert(
      fc.property(scene, around, count, fc.constantFrom('bh', 'bd'), (some, by, n, unit) => {
        const { change, calendar } = some;
        const start = change + by;
        const due = dueAfter(start, `${n} ${unit}`, calendar);
        // An instant that ends a day belongs to it: the millisecond before tells the day.
        const day = dayOf(due - 1, calendar.zone);
        const stretches = openOn(day, calendar);
        expect(stretches.some(({ from, to }) => from < due && due <= to)).toBe(true);
        expect(addOpenTime(start, openTime(start, due, calendar), calendar)).toBe(due);
        if (unit === 'bh') {
          expect(openTime(start, due, calendar)).toBe(n * HOUR_MS);
        } else {
          expect(due).toBe(stretches.at(-1)?.to);
          expect(workingDaysBetween(dayOf(start, calendar.zone), day, calendar)).toBe(n);
        }
      }),
      RUNS,
    );
  });

  test('counts back to the end of a day as many days before', () => {
    fc.assert(
      fc.property(scene, around, count, ({ change, calendar }, by, n) => {
        const start = change + by;
        const due = endOfWorkingDay(start, -n, calendar);
        const day = dayOf(due - 1, calendar.zone);
        expect(due).toBe(openOn(day, calendar).at(-1)?.to);
        const before = shiftDay(dayOf(start, calendar.zone), -1);
        expect(workingDaysBetween(shiftDay(day, -1), before, calendar)).toBe(n);
      }),
      RUNS,
    );
  });

  test('in days and nights has the same time on the clock, or that of the change', () => {
    fc.assert(
      fc.property(spot, around, fc.integer({ min: 0, max: 4 }), ({ zone, change }, by, n) => {
        const start = change + by;
        const due = dueAfter(start, `${n} cd`, alwaysOpen(zone));
        const wanted = Temporal.Instant.fromEpochMilliseconds(start)
          .toZonedDateTimeISO(zone)
          .toPlainDateTime()
          .add({ days: n });
        expect(iso(due)).toBe(iso(instantByRule(wanted, zone)));
      }),
      RUNS,
    );
  });
});

/**
 * As Temporal has it, but for a time that is skipped: by our rule that is the moment of the change,
 * and by Temporal's as much later as the time is past the change.
 */
function instantByRule(local: Temporal.PlainDateTime, zone: Zone): Instant {
  const found = local.toZonedDateTime(zone, { disambiguation: 'compatible' });
  if (found.toPlainDateTime().equals(local)) return found.epochMilliseconds;
  const before = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return before.getTimeZoneTransition('next')?.epochMilliseconds ?? NaN;
}

describe('Temporal agrees', () => {
  const everywhere = Intl.supportedValuesOf('timeZone');

  test('on the instant of a local time, around every change in every zone', () => {
    const kinds = { gap: 0, once: 0, twice: 0 };
    const differing: string[] = [];
    for (const zone of everywhere) {
      for (const change of changesIn(zone)) {
        const first = change.subtract({ minutes: 1 }).toPlainDateTime();
        for (let minutes = -135; minutes <= 135; minutes += 15) {
          const local = first.add({ minutes: minutes + 1 });
          const [day = '', time = ''] = local.toString().split('T');
          const ours = instantOf(day, time.slice(0, 5), zone);
          if (ours !== instantByRule(local, zone)) differing.push(`${zone} ${local.toString()}`);
          const [early, late] = (['earlier', 'later'] as const).map((disambiguation) =>
            local.toZonedDateTime(zone, { disambiguation }),
          );
          const shown = early?.toPlainDateTime().equals(local) === true;
          kinds[!shown ? 'gap' : early.equals(late!) ? 'once' : 'twice']++;
        }
      }
    }
    expect(differing).toEqual([]);
    for (const [kind, times] of Object.entries(kinds)) expect(times, kind).toBeGreaterThan(100);
  });

  test('on the day and the time that a clock shows', () => {
    const anywhere = fc.constantFrom(...everywhere);
    const instant = fc.integer({ min: BEGIN.epochMilliseconds, max: END.epochMilliseconds });
    const near = fc
      .tuple(spot, around)
      .map(([{ zone, change }, by]) => [zone, change + by] as const);
    fc.assert(
      fc.property(fc.oneof(fc.tuple(anywhere, instant), near), ([zone, at]) => {
        const shown = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        expect(dayOf(at, zone)).toBe(shown.toPlainDate().toString());
        const midnight = Temporal.PlainTime.from('00:00');
        const since = shown.toPlainTime().since(midnight).total('milliseconds');
        expect(timeOfDay(at, zone)).toBe(since);
      }),
      RUNS,
    );
  });

  test('on how long a day is', () => {
    for (const zone of everywhere) {
      for (const change of changesIn(zone)) {
        const day = change.toPlainDate();
        const open = openOn(day.toString(), alwaysOpen(zone));
        const start = day.toZonedDateTime(zone).epochMilliseconds;
        const end = day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
        expect(open, `${zone} ${day.toString()}`).toEqual([{ from: start, to: end }]);
      }
    }
  });
});

describe('stepping through the minutes agrees', () => {
  type Walls = Readonly<{ shown: readonly number[]; twice: ReadonlySet<number> }>;
  const known = new Map<string, Walls>();

  /** What the clock shows in each minute of two days before and after, in minutes since 1970. */
  function wallsOf(zone: Zone, change: Instant): Walls {
    const key = `${zone} ${change}`;
    const before = known.get(key);
    if (before) return before;
    const format = new Intl.DateTimeFormat('sv', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const shown = Array.from({ length: 4 * DAY_MINUTES }, (_, minute) => {
      const text = format.format(change - 2 * DAY_MS + minute * MINUTE_MS);
      return Date.parse(`${text.replace(' ', 'T')}Z`) / MINUTE_MS;
    });
    const [seen, twice] = [new Set<number>(), new Set<number>()];
    for (const wall of shown) (seen.has(wall) ? twice : seen).add(wall);
    const walls = { shown, twice };
    known.set(key, walls);
    return walls;
  }

  /** The windows of a day, which is counted from 1970: a Thursday. */
  function windowsOn(day: number, { work, weekend, own }: Hours, ownDay: number): Windows {
    if (day === ownDay && own !== null) return own;
    return (day + 3) % 7 < 5 ? work : weekend;
  }

  test('but for windows that end inside an hour which is repeated', () => {
    let compared = 0;
    const minute = fc.integer({ min: -2 * DAY_MINUTES, max: 2 * DAY_MINUTES });
    fc.assert(
      fc.property(spot, hours, minute, minute, ({ zone, change }, some, one, other) => {
        const { shown, twice } = wallsOf(zone, change);
        const named = dayOf(change, zone);
        const ownDay = Date.parse(named) / DAY_MS;
        const days = new Set([...twice].map((wall) => Math.floor(wall / DAY_MINUTES)));
        // By the rule it ends at the first of the two, which a clock on the wall cannot tell.
        const untold = [...days].flatMap((day) =>
          windowsOn(day, some, ownDay)
            .flat()
            .map((end) => day * DAY_MINUTES + end)
            .filter((end) => twice.has(end) && twice.has(end - 1)),
        );
        fc.pre(untold.length === 0);
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        let open = 0;
        for (const wall of shown.slice(from + 2 * DAY_MINUTES, to + 2 * DAY_MINUTES)) {
          const day = Math.floor(wall / DAY_MINUTES);
          const time = wall - day * DAY_MINUTES;
          const isOpen = windowsOn(day, some, ownDay).some(
            ([opens, closes]) => opens <= time && time < closes,
          );
          if (isOpen) open++;
        }
        compared++;
        const calendar = calendarOf(some, zone, named);
        const [t, u] = [change + from * MINUTE_MS, change + to * MINUTE_MS];
        expect(openTime(t, u, calendar) / MINUTE_MS).toBe(open);
      }),
      { ...RUNS, numRuns: 600 },
    );
    expect(compared).toBe(600);
  });
});

describe('the zone of the machine', () => {
  const before = process.env['TZ'];
  afterEach(() => {
    process.env['TZ'] = before;
    vi.resetModules();
  });

  /** Answers of modules that are loaded anew, so that nothing is remembered. */
  async function answersIn(zone: Zone): Promise<readonly string[]> {
    process.env['TZ'] = zone;
    vi.resetModules();
    const [calendar, budget] = await Promise.all([
      import('../../src/domain/calendar.ts'),
      import('../../src/domain/budget.ts'),
    ]);
    const all = [...CALENDARS, { ...BER, holidays: 'DE' }, { ...NYC, holidays: 'US' }];
    return all.flatMap((own) =>
      SPOTS.filter((one) => one.zone === own.zone).flatMap(({ change }) =>
        [-30, -1.5, 0, 7, 41].flatMap((hoursLater) => {
          const start = change + hoursLater * HOUR_MS;
          const dues = ['4 bh', '3 bd', '24 ch', '1 cd'].map((some) =>
            budget.dueAfter(start, some, own),
          );
          const last = calendar.endOfWorkingDay(start, -3, own);
          const worked = calendar.openTime(last, Math.max(...dues), own);
          return [...dues, last, calendar.nextOpen(start, own)].map(iso).concat(String(worked));
        }),
      ),
    );
  }

  test.each([
    ['UTC', 0],
    ['America/New_York', 240],
    ['Asia/Kolkata', -330],
  ])('changes nothing: %s', async (zone, minutes) => {
    const expected = await answersIn('Pacific/Kiritimati');
    const answers = await answersIn(zone);
    // Otherwise the zone would not have been set at all.
    expect(new Date('2026-07-01T12:00Z').getTimezoneOffset()).toBe(minutes);
    expect(answers.length).toBeGreaterThan(500);
    expect(answers).toEqual(expected);
  });
});
