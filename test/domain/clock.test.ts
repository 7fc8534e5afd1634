import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openTime } from '../../src/domain/calendar.ts';
import { replay } from '../../src/domain/clock-replay.ts';
import type { ClockEvent, ClockView } from '../../src/domain/clock.ts';
import { BER, NYC, RUH } from '../support/calendars.ts';
import {
  aPolicy,
  berlin,
  cancel,
  eventsOf,
  extension,
  grace,
  HOUR,
  inBerlin,
  pause,
  promise,
  resume,
  start,
  stop,
  type Happened,
} from '../support/clocks.ts';

const POLICY = aPolicy();
const MONDAY = berlin('2026-02-02 10:00');

/** A clock of three working days in Berlin, from Monday 10:00, due on Thursday 17:30 (29 hours). */
function threeDays(now: string, ...more: readonly Happened[]): ClockView {
  return replay({ policy: POLICY, events: eventsOf([MONDAY, start()], ...more) }, BER, berlin(now));
}

/** Five working days from Monday 10:00, due the Monday after at 17:30 (44 hours). */
function fiveDays(now: string, ...more: readonly Happened[]): ClockView {
  const policy = aPolicy({ budget: '5 bd' });
  return replay({ policy, events: eventsOf([MONDAY, start()], ...more) }, BER, berlin(now));
}

const hours = (ms: number): number => ms / HOUR;

describe('what has passed, and when it is due', () => {
  test('starts with its budget, and shows no date before that', () => {
    expect(replay({ policy: POLICY, events: [] }, BER, MONDAY)).toMatchObject({
      state: 'pending',
      dueAt: null,
      elapsedMs: 0,
    });
    const begun = threeDays('2026-02-02 10:00');
    expect(begun).toMatchObject({ state: 'running', breachedAt: null, elapsedMs: 0 });
    expect(inBerlin(begun.dueAt)).toBe('2026-02-05 17:30');
    expect(hours(begun.budgetMs)).toBe(29);
  });

  test('done before its turn is met at once', () => {
    const view = replay({ policy: POLICY, events: eventsOf([MONDAY, stop]) }, BER, MONDAY);
    expect(view).toMatchObject({ state: 'met', elapsedMs: 0, closedAt: MONDAY });
  });

  test('an item of four hours, stopped on a Saturday, was late and by no working time', () => {
    const policy = aPolicy({ budget: '4 bh' });
    const events = eventsOf(
      [berlin('2026-02-06 13:30'), start()],
      [berlin('2026-02-07 10:00'), stop],
    );
    const view = replay({ policy, events }, BER, berlin('2026-02-09 12:00'));
    expect(view).toMatchObject({ state: 'met_late', overdueMs: 0 });
    expect(inBerlin(view.breachedAt)).toBe('2026-02-06 17:30');
    expect(hours(view.elapsedMs)).toBe(4);
    expect(hours(view.overdueWallMs)).toBe(16.5);
  });

  test.each([
    ['at the moment it is due', 0, 'met'],
    ['a millisecond later', 1, 'met_late'],
  ])('stopped %s', (_special, ms, state) => {
    const due = berlin('2026-02-05 17:30');
    expect(threeDays('2026-03-01', [due + ms, stop]).state).toBe(state);
  });

  test('runs late on a Friday after its Thursday, by two hours of work', () => {
    const view = threeDays('2026-02-06 11:00');
    expect(view.state).toBe('running');
    expect(hours(view.elapsedMs)).toBe(31);
    expect(hours(view.overdueMs)).toBe(2);
    expect(hours(view.overdueWallMs)).toBe(17.5);
  });

  test('counts day and night where that was promised', () => {
    const policy = aPolicy({ budget: '24 ch' });
    const view = replay(
      { policy, events: eventsOf([berlin('2026-02-06 17:00'), start()]) },
      BER,
      berlin('2026-02-07 05:00'),
    );
    expect(hours(view.elapsedMs)).toBe(12);
    expect(inBerlin(view.dueAt)).toBe('2026-02-07 17:00');
  });

  test('a day that is given counts instead of the budget', () => {
    const due = berlin('2026-02-10 17:30');
    const view = replay({ policy: POLICY, events: eventsOf([MONDAY, start(due)]) }, BER, MONDAY);
    expect(view.dueAt).toBe(due);
    expect(view.budgetMs).toBe(openTime(MONDAY, due, BER));
  });
});

describe('a pause', () => {
  test('moves the date by the working time that it took', () => {
    const paused: Happened = [berlin('2026-02-03 11:00'), pause('a')];
    const during = threeDays('2026-02-04 12:00', paused);
    expect(during).toMatchObject({ state: 'paused', dueAt: null });
    expect(hours(during.elapsedMs)).toBe(8.5);
    // Were it to go on at noon, the 20.5 hours that are left would end on Monday at ten.
    expect(inBerlin(during.dueIfResumed)).toBe('2026-02-09 10:00');
    expect(during.pauses).toMatchObject([{ key: 'a', reason: 'in_review' }]);
    const after = threeDays('2026-02-04 15:00', paused, [berlin('2026-02-04 15:00'), resume('a')]);
    expect(after.state).toBe('running');
    expect(inBerlin(after.dueAt)).toBe('2026-02-09 12:00');
    expect(hours(after.pausedMs.in_review ?? 0)).toBe(28);
  });

  test('over a weekend moves nothing', () => {
    const events = eventsOf(
      [berlin('2026-02-05 10:00'), start()],
      [berlin('2026-02-06 18:00'), pause('a')],
      [berlin('2026-02-09 08:00'), resume('a')],
    );
    const view = replay({ policy: POLICY, events }, BER, berlin('2026-02-09 09:00'));
    expect(inBerlin(view.dueAt)).toBe('2026-02-10 17:30');
  });

  test('of two reasons ends with the later one', () => {
    const view = threeDays(
      '2026-02-05 10:00',
      [berlin('2026-02-03 10:00'), pause('a')],
      [berlin('2026-02-03 15:00'), pause('b', 'waiting_other_side')],
      [berlin('2026-02-04 10:00'), resume('a')],
      [berlin('2026-02-05 10:00'), resume('b')],
    );
    expect(view.state).toBe('running');
    expect(hours(view.elapsedMs)).toBe(7.5);
    expect(inBerlin(view.dueAt)).toBe('2026-02-09 17:30');
    expect(view.pausedMs).toEqual({ in_review: 24 * HOUR, waiting_other_side: 24 * HOUR });
  });

  test('at the moment it is due prevents the breach; a millisecond later it does not', () => {
    const due = berlin('2026-02-05 17:30');
    expect(threeDays('2026-03-01', [due, pause('a')]).breachedAt).toBeNull();
    expect(threeDays('2026-03-01', [due + 1, pause('a')]).breachedAt).toBe(due);
  });

  test('that ends at the moment it began never was', () => {
    const at = berlin('2026-02-03 11:00');
    const view = threeDays('2026-02-03 12:00', [at, pause('a')], [at, resume('a')]);
    expect(view).toMatchObject({ state: 'running', pausedMs: {} });
    expect(view.stretches).toEqual([{ from: MONDAY, to: null }]);
  });

  test('that was there before the start holds it from the start', () => {
    const events = eventsOf(
      [MONDAY - HOUR, pause('a', 'waiting_other_side')],
      [MONDAY, start()],
      [berlin('2026-02-03 10:00'), resume('a')],
    );
    const held = replay({ policy: POLICY, events: events.slice(0, 2) }, BER, MONDAY + HOUR);
    expect(held).toMatchObject({ state: 'paused', elapsedMs: 0, dueAt: null });
    const view = replay({ policy: POLICY, events }, BER, berlin('2026-02-03 10:00'));
    expect(inBerlin(view.dueAt)).toBe('2026-02-06 17:30');
  });
});

describe('what is handed in', () => {
  const submitted = (text: string): Happened => [berlin(text), pause('in_review:1')];
  const returned = (text: string): readonly Happened[] => [
    [berlin(text), resume('in_review:1')],
    [berlin(text), grace],
  ];

  test('and returned at the last hour leaves two days', () => {
    const view = fiveDays(
      '2026-02-11 11:00',
      submitted('2026-02-09 16:30'),
      ...returned('2026-02-11 11:00'),
    );
    expect(inBerlin(view.dueAt)).toBe('2026-02-13 17:30');
    expect(hours(view.elapsedMs)).toBe(43);
    expect(hours(view.budgetMs)).toBe(63.5);
    expect(view).toMatchObject({ breachedAt: null, leg: 1, legs: { grace: 1 } });
    expect(inBerlin(view.baselineDueAt)).toBe('2026-02-09 17:30');
  });

  test('and returned early leaves what was left', () => {
    const view = fiveDays(
      '2026-02-06 10:00',
      submitted('2026-02-04 12:00'),
      ...returned('2026-02-06 10:00'),
    );
    expect(inBerlin(view.dueAt)).toBe('2026-02-11 15:30');
    expect(hours(view.elapsedMs)).toBe(17);
    expect(view).toMatchObject({ leg: 0, legs: { grace: 0 } });
  });

  test('late stays late, and has two days to be mended', () => {
    const late: readonly Happened[] = [
      submitted('2026-02-10 10:00'),
      ...returned('2026-02-12 11:00'),
    ];
    const view = fiveDays('2026-02-12 11:00', ...late);
    expect(inBerlin(view.breachedAt)).toBe('2026-02-09 17:30');
    expect(hours(view.elapsedMs)).toBe(45);
    expect(inBerlin(view.dueAt)).toBe('2026-02-16 17:30');
    expect(view.graceMissed).toBe(0);
    const after = fiveDays('2026-02-17 09:00', ...late);
    expect(after.graceMissed).toBe(1);
    expect(inBerlin(after.breachedAt)).toBe('2026-02-09 17:30');
  });

  test('is judged by when it was handed in, not by when it was accepted', () => {
    const view = fiveDays('2026-02-12', submitted('2026-02-09 17:00'), [
      berlin('2026-02-11 16:00'),
      stop,
    ]);
    expect(view.state).toBe('met');
    expect(hours(view.elapsedMs)).toBe(43.5);
  });

  test('and returned at once, and handed in again, all in one moment', () => {
    const at = berlin('2026-02-03 10:00');
    const view = fiveDays(
      '2026-02-03 10:00',
      [at, pause('in_review:1')],
      [at, resume('in_review:1')],
      [at, grace],
      [at, pause('in_review:2')],
    );
    expect(view).toMatchObject({ state: 'paused', pauses: [{ key: 'in_review:2' }] });
  });
});

describe('another due date', () => {
  test('keeps the first one on record', () => {
    const until = berlin('2026-02-10 17:30');
    const view = threeDays('2026-02-05 10:00', [berlin('2026-02-05 10:00'), extension(until)]);
    expect(hours(view.elapsedMs)).toBe(22.5);
    expect(hours(view.budgetMs)).toBe(51.5);
    expect(view).toMatchObject({ dueAt: until, leg: 1, legs: { extension: 1 } });
    expect(inBerlin(view.baselineDueAt)).toBe('2026-02-05 17:30');
  });

  test('given while it stands still counts when it goes on', () => {
    const until = berlin('2026-02-10 17:30');
    const view = threeDays(
      '2026-02-06 10:00',
      [berlin('2026-02-05 09:00'), pause('a')],
      [berlin('2026-02-05 10:00'), extension(until)],
      [berlin('2026-02-06 10:00'), resume('a')],
    );
    // One working day (7.5 hours) of standing still is one working day more.
    expect(inBerlin(view.dueAt)).toBe('2026-02-11 17:30');
  });
});

describe('a correction', () => {
  const heard: readonly Happened[] = [[berlin('2026-02-06 11:00'), stop]];
  const found: readonly Happened[] = [
    [berlin('2026-02-04 09:00'), pause('c'), berlin('2026-02-09 10:00')],
    [berlin('2026-02-04 12:30'), resume('c'), berlin('2026-02-09 10:00')],
  ];

  test('shows that nothing was missed, and that it was thought so', () => {
    const before = threeDays('2026-02-09', ...heard);
    expect(before.state).toBe('met_late');
    expect(hours(before.elapsedMs)).toBe(31);
    expect(hours(before.overdueMs)).toBe(2);
    const after = threeDays('2026-02-09 11:00', ...heard, ...found);
    expect(after).toMatchObject({ state: 'met', breachedAt: null, breachVoided: true });
    expect(hours(after.elapsedMs)).toBe(27.5);
    expect(inBerlin(after.dueAt)).toBe('2026-02-06 12:30');
  });

  test('of what was kept voids nothing', () => {
    const kept = threeDays('2026-02-09 11:00', [berlin('2026-02-05 11:00'), stop], ...found);
    expect(kept).toMatchObject({ state: 'met', breachVoided: false });
  });
});

test('what is cancelled ends, however late it is', () => {
  const view = threeDays('2026-03-01', [berlin('2026-02-10 10:00'), cancel]);
  expect(view.state).toBe('cancelled');
});

test('each update closes a cycle, and the next starts where it was posted', () => {
  const policy = aPolicy({ budget: '2 bd' });
  const posted = berlin('2026-02-04 09:30');
  const first = eventsOf([berlin('2026-02-02 11:00'), start()], [posted, stop]);
  const kept = replay({ policy, events: first }, BER, posted);
  expect(inBerlin(kept.dueAt)).toBe('2026-02-04 17:30');
  expect(kept.state).toBe('met');
  const next = replay({ policy, events: eventsOf([posted, start()]) }, BER, posted);
  expect(inBerlin(next.dueAt)).toBe('2026-02-06 17:30');
});

describe('whatever happens', () => {
  const CALENDARS = [BER, NYC, RUH];
  const minute = 60_000;
  /** Some pauses that do not overlap out of order, in minutes after the start, maybe with an end. */
  const history = fc.record({
    calendar: fc.constantFrom(...CALENDARS),
    from: fc.integer({ min: 0, max: 400 * 24 * 60 }),
    budget: fc.constantFrom('3 bd', '1 bd', '5 bh', '30 ch', '2 cd'),
    gaps: fc.array(
      fc.tuple(fc.integer({ min: 1, max: 4_000 }), fc.integer({ min: 0, max: 4_000 })),
      { maxLength: 4 },
    ),
    end: fc.option(fc.integer({ min: 0, max: 9_000 })),
  });
  type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

  function toldBy({ from, gaps, end }: History): readonly ClockEvent[] {
    const begin = berlin('2026-01-01') + from * minute;
    let at = begin;
    const happened: Happened[] = [[begin, start()]];
    gaps.forEach(([run, rest], index) => {
      happened.push([(at += run * minute), pause(`k${index}`)]);
      happened.push([(at += rest * minute), resume(`k${index}`)]);
    });
    if (end !== null) happened.push([at + end * minute, stop]);
    return eventsOf(...happened);
  }

  const runs = { seed: 1, numRuns: 150 };

  test('the budget is used up exactly when it is due', () => {
    fc.assert(
      fc.property(history, (one) => {
        const policy = aPolicy({ budget: one.budget });
        const events = toldBy({ ...one, end: null });
        const last = events.at(-1)?.effectiveAt ?? 0;
        const { dueAt, breachedAt, state } = replay({ policy, events }, one.calendar, last);
        fc.pre(state === 'running' && breachedAt === null && dueAt !== null);
        const then = replay({ policy, events }, one.calendar, dueAt);
        expect(then.elapsedMs).toBe(then.budgetMs);
        expect(then.breachedAt).toBeNull();
        expect(replay({ policy, events }, one.calendar, dueAt + 1).breachedAt).toBe(dueAt);
      }),
      runs,
    );
  });

  test('time passes and never comes back, and what has passed is what it ran', () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat(20_000), { maxLength: 6 }), (one, moments) => {
        const policy = aPolicy({ budget: one.budget });
        const events = toldBy(one);
        const begin = events[0]?.effectiveAt ?? 0;
        const views = moments
          .toSorted((a, b) => a - b)
          .map((after) => replay({ policy, events }, one.calendar, begin + after * minute));
        views.forEach((view, index) => {
          const before = views[index - 1];
          if (before) expect(view.elapsedMs).toBeGreaterThanOrEqual(before.elapsedMs);
          if (before?.breachedAt != null) expect(view.breachedAt).toBe(before.breachedAt);
          const until = begin + (moments.toSorted((a, b) => a - b)[index] ?? 0) * minute;
          const wall = view.stretches.reduce((sum, { from, to }) => sum + (to ?? until) - from, 0);
          expect(view.wallMs).toBe(wall);
        });
      }),
      runs,
    );
  });

  test('the order in which things were recorded does not matter', () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (one, random) => {
        const policy = aPolicy({ budget: one.budget });
        const events = toldBy(one);
        const now = (events.at(-1)?.effectiveAt ?? 0) + 24 * HOUR;
        const shuffled = events
          .map((event) => ({ event, by: random.next().value as number }))
          .toSorted((a, b) => a.by - b.by)
          .map(({ event }, index) => ({ ...event, seq: index + 1 }));
        expect(replay({ policy, events: shuffled }, one.calendar, now)).toEqual(
          replay({ policy, events }, one.calendar, now),
        );
      }),
      runs,
    );
  });

  test('a pause that ends in time moves the date by its own working time', () => {
    fc.assert(
      fc.property(history, (one) => {
        const policy = aPolicy({ budget: '5 bd' });
        const events = toldBy({ ...one, end: null, gaps: one.gaps.slice(0, 1) });
        fc.pre(events.length === 3);
        const [begun, paused, resumed] = events.map(({ effectiveAt }) => effectiveAt);
        const at = resumed ?? 0;
        const without = replay({ policy, events: events.slice(0, 1) }, one.calendar, begun ?? 0);
        fc.pre(at < (without.dueAt ?? 0));
        const { dueAt } = replay({ policy, events }, one.calendar, at);
        const moved = openTime(without.dueAt ?? 0, dueAt ?? 0, one.calendar);
        expect(moved).toBe(openTime(paused ?? 0, at, one.calendar));
      }),
      runs,
    );
  });

  test('a promise changes neither the date nor the count', () => {
    const told = threeDays('2026-02-06 11:00', [
      berlin('2026-02-06 10:00'),
      promise(berlin('2026-02-09 12:00')),
    ]);
    const { acknowledgements, ...rest } = told;
    expect(acknowledgements).toMatchObject([{ nth: 1, until: berlin('2026-02-09 12:00') }]);
    const { acknowledgements: none, ...before } = threeDays('2026-02-06 11:00');
    expect(none).toEqual([]);
    expect(rest).toEqual(before);
  });
});
