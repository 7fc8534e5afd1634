import { describe, expect, test } from 'vitest';
import { replay } from '../../src/domain/clock-replay.ts';
import { callsOf, stepsOf, type Fate, type Handled } from '../../src/domain/clock-steps.ts';
import type { ClockPolicy } from '../../src/domain/clock.ts';
import { BER } from '../support/calendars.ts';
import {
  aPolicy,
  berlin,
  eventsOf,
  extension,
  inBerlin,
  pause,
  promise,
  resume,
  start,
  stop,
  type Happened,
} from '../support/clocks.ts';

const MONDAY = berlin('2026-02-02 10:00');

type Known = Readonly<{
  happened?: readonly Happened[];
  handled?: readonly Handled[];
  policy?: ClockPolicy;
}>;

/** A clock of three working days in Berlin from Monday 10:00, as it stands at `now`. */
function clocked(now: string, { happened = [], handled = [], policy = aPolicy() }: Known = {}) {
  const events = eventsOf([MONDAY, start()], ...happened);
  const view = replay({ policy, events }, BER, berlin(now));
  return { view, policy, handled, calendar: BER };
}

const steps = (now: string, known?: Known) =>
  Object.fromEntries(stepsOf(clocked(now, known)).map(({ name, at }) => [name, inBerlin(at)]));

function handled(step: string, settled: string, fate: Fate = 'sent', leg = 0): Handled {
  return { leg, step, fate, settledAt: berlin(settled) };
}

describe('reminders before and after the due date', () => {
  test('left running', () => {
    expect(steps('2026-02-02 10:00')).toEqual({
      p50: '2026-02-04 09:30',
      p75: '2026-02-05 09:15',
      p90: '2026-02-05 14:36',
      due: '2026-02-05 17:30',
      od1: '2026-02-06 09:00',
      od2: '2026-02-10 09:00',
      od3: '2026-02-13 09:00',
      od4: '2026-02-20 09:00',
      od5: '2026-03-04 09:00',
      od6: '2026-03-16 09:00',
    });
  });

  test('are the same whenever one looks', () => {
    expect(steps('2026-02-11 10:00')).toEqual(steps('2026-02-02 10:00'));
  });

  test('of a short budget are one before it is due', () => {
    const policy = aPolicy({ budget: '4 bh' });
    const names = stepsOf(clocked('2026-02-02 10:00', { policy })).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('p'))).toEqual(['p75']);
  });

  test('of a new due date count all of the time', () => {
    const happened: Happened[] = [
      [berlin('2026-02-05 10:00'), extension(berlin('2026-02-10 17:30'))],
    ];
    expect(steps('2026-02-05 10:00', { happened })).toMatchObject({
      p50: '2026-02-05 14:15',
      p75: '2026-02-09 11:07:30',
      p90: '2026-02-10 11:21',
      due: '2026-02-10 17:30',
    });
  });

  test('wait while it stands still, and the gap starts anew', () => {
    const paused: Happened[] = [[berlin('2026-02-04 09:00'), pause('a')]];
    expect(steps('2026-02-04 12:00', { happened: paused })).toEqual({});
    const late: Happened[] = [
      [berlin('2026-02-09 09:00'), pause('a')],
      [berlin('2026-02-12 15:00'), resume('a')],
    ];
    expect(steps('2026-02-12 15:00', { happened: late })).toMatchObject({
      due: '2026-02-05 17:30',
      od1: '2026-02-06 09:00',
      // Two working days after it went on, not after the one before.
      od2: '2026-02-16 09:00',
    });
  });

  test('end with the clock', () => {
    expect(steps('2026-02-05 10:00', { happened: [[berlin('2026-02-04 10:00'), stop]] })).toEqual(
      {},
    );
  });
});

describe('what is to be done now', () => {
  const calls = (now: string, known?: Known) => {
    const { reached, nextAt } = callsOf(clocked(now, known), berlin(now));
    return { reached: reached.map(({ name }) => name), next: inBerlin(nextAt) };
  };

  test('is all that was reached, and when the next is', () => {
    expect(calls('2026-02-03 10:00')).toEqual({ reached: [], next: '2026-02-04 09:30' });
    expect(calls('2026-02-04 09:30')).toEqual({ reached: ['p50'], next: '2026-02-05 09:15' });
    // Down from Wednesday nine to Friday eight.
    expect(calls('2026-02-06 08:00')).toEqual({
      reached: ['p50', 'p75', 'p90', 'due'],
      next: '2026-02-06 09:00',
    });
  });

  test('leaves out what was dealt with', () => {
    const known = { handled: [handled('p50', '2026-02-04 09:30')] };
    expect(calls('2026-02-05 09:14', known)).toEqual({ reached: [], next: '2026-02-05 09:15' });
  });

  test('of an earlier due date does not count for a later one', () => {
    const known = {
      happened: [
        [berlin('2026-02-05 10:00'), extension(berlin('2026-02-10 17:30'))],
      ] as const satisfies Happened[],
      handled: [handled('p50', '2026-02-04 09:30')],
    };
    expect(calls('2026-02-05 14:15', known).reached).toEqual(['p50']);
  });
});

describe('the ladder', () => {
  const rung = (now: string, known: Known) => {
    const { r1, r2, r3, r4 } = steps(now, known);
    return [r1, r2, r3, r4].find((at) => at !== undefined);
  };
  const sent = [
    handled('due', '2026-02-05 17:30'),
    handled('r1', '2026-02-06 14:00'),
    handled('r2', '2026-02-09 09:00'),
    handled('r3', '2026-02-11 09:00'),
    handled('r4', '2026-02-18 09:00'),
  ];

  test('goes up from when the step before was delivered', () => {
    expect([1, 2, 3, 4, 5].map((n) => rung('2026-02-20', { handled: sent.slice(0, n) }))).toEqual([
      '2026-02-06 14:00',
      '2026-02-09 09:00',
      '2026-02-11 09:00',
      '2026-02-18 09:00',
      undefined,
    ]);
  });

  test('does not begin before the due date was told', () => {
    expect(rung('2026-02-06 16:00', {})).toBeUndefined();
    const planned: Handled = { leg: 0, step: 'due', fate: 'planned', settledAt: null };
    expect(rung('2026-02-06 16:00', { handled: [planned] })).toBeUndefined();
  });

  test('waits four hours from the next window where the reader sleeps', () => {
    // Due at 01:30 in Tokyo, delivered there at 08:00: midnight in Berlin.
    const known = { handled: [handled('due', '2026-02-06 00:00')] };
    expect(rung('2026-02-06 09:00', known)).toBe('2026-02-06 14:00');
  });

  test('is begun by a later reminder where the due date itself was not told', () => {
    const known = {
      handled: [
        handled('due', '2026-02-10 10:00', 'superseded'),
        handled('od2', '2026-02-10 10:05'),
      ],
    };
    expect(rung('2026-02-10 10:06', known)).toBe('2026-02-10 15:05');
  });

  test('does not stop at a rung that nobody was to hear of', () => {
    const known = {
      handled: [
        handled('due', '2026-02-05 17:30'),
        handled('r1', '2026-02-06 14:00', 'suppressed'),
      ],
    };
    expect(rung('2026-02-06 15:00', known)).toBe('2026-02-09 09:00');
  });

  const promised: Happened[] = [[berlin('2026-02-06 10:00'), promise(berlin('2026-02-09 12:00'))]];

  test('is held by a promise, and goes on an hour after the promised moment was called', () => {
    const due = [handled('due', '2026-02-05 17:30')];
    const known = { happened: promised, handled: due };
    expect(rung('2026-02-06 15:00', known)).toBeUndefined();
    expect(steps('2026-02-06 15:00', known)['eta1']).toBe('2026-02-09 12:00');
    const told = { ...known, handled: [...due, handled('eta1', '2026-02-09 12:00')] };
    expect(rung('2026-02-09 12:00', told)).toBe('2026-02-09 14:00');
  });

  test('rings the second promise, not the first', () => {
    const happened: Happened[] = [
      ...promised,
      [berlin('2026-02-09 10:00'), promise(berlin('2026-02-10 12:00'))],
    ];
    const { eta1, eta2 } = steps('2026-02-09 11:00', { happened });
    expect([eta1, eta2]).toEqual([undefined, '2026-02-10 12:00']);
  });

  test('waits its full delay after a pause', () => {
    const happened: Happened[] = [
      [berlin('2026-02-06 10:00'), pause('a')],
      [berlin('2026-02-10 10:00'), resume('a')],
    ];
    const known = { happened, handled: [handled('due', '2026-02-05 17:30')] };
    expect(rung('2026-02-10 10:00', known)).toBe('2026-02-10 15:00');
  });
});
