import { describe, expect, test } from 'vitest';
import { officeCalendar } from '../../src/domain/calendar.ts';
import { replay } from '../../src/domain/clock-replay.ts';
import { callsOf, type Handled } from '../../src/domain/clock-steps.ts';
import { dayOfPerson, deliveryOf, isUrgent, rulingsOn } from '../../src/domain/nudge.ts';
import { aPartnerContact } from '../support/builders.ts';
import { BER, CAI, NGT, RUH } from '../support/calendars.ts';
import {
  aPolicy,
  berlin,
  eventsOf,
  extension,
  inBerlin,
  pause,
  promise,
  start,
  type Happened,
} from '../support/clocks.ts';

const OFFICE = officeCalendar('Europe/Berlin');
const MONDAY = berlin('2026-02-02 10:00');

/** A clock of three working days in Berlin from Monday 10:00: due on Thursday 02-05 17:30. */
function clocked(now: string, happened: readonly Happened[] = []) {
  const policy = aPolicy();
  const events = eventsOf([MONDAY, start()], ...happened);
  return { policy, calendar: BER, view: replay({ policy, events }, BER, berlin(now)) };
}

const sent = (step: string, at: string): Handled => {
  return { leg: 0, step, fate: 'sent', settledAt: berlin(at) };
};

describe('what is done about what was reached', () => {
  /** By step: what becomes of it, and why. */
  const ruled = (
    now: string,
    happened: readonly Happened[] = [],
    handled: readonly Handled[] = [],
  ) => {
    const clock = clocked(now, happened);
    const { reached } = callsOf({ ...clock, handled }, berlin(now));
    const rulings = rulingsOn(reached, clock.view, berlin(now));
    return rulings.map(({ step, fate, reason }) => [step.name, fate, ...(reason ? [reason] : [])]);
  };
  const LATER = ['superseded', 'later_step'];
  const promised: Happened = [berlin('2026-02-06 10:00'), promise(berlin('2026-02-09 12:00'))];

  test.each([
    ['a reminder is told', '2026-02-04 09:30', [], [['p50', 'planned']]],
    [
      'after an outage only the latest of them',
      '2026-02-06 08:00',
      [],
      [
        ['p50', ...LATER],
        ['p75', ...LATER],
        ['p90', ...LATER],
        ['due', 'planned'],
      ],
    ],
    [
      'after a longer one not even the due date',
      '2026-02-10 10:00',
      [],
      [
        ['p50', ...LATER],
        ['p75', ...LATER],
        ['p90', ...LATER],
        ['due', ...LATER],
        ['od1', ...LATER],
        ['od2', 'planned'],
      ],
    ],
  ] satisfies [string, string, Happened[], string[][]][])(
    '%s',
    (_special, now, happened, expected) => {
      expect(ruled(now, happened)).toEqual(expected);
    },
  );

  test('where it stands still nobody is told of what was reached before', () => {
    const happened: Happened[] = [[berlin('2026-02-05 10:00'), pause('a')]];
    expect(ruled('2026-02-05 11:00', happened)).toEqual([
      ['p50', 'suppressed', 'paused'],
      ['p75', 'suppressed', 'paused'],
    ]);
  });

  test('of a new due date only what lies after the moment it was given', () => {
    const happened: Happened[] = [
      [berlin('2026-02-05 10:00'), extension(berlin('2026-02-06 17:30'))],
    ];
    expect(ruled('2026-02-05 10:00', happened)).toEqual([['p50', 'superseded', 'new_date']]);
    // 75 % of 36.5 hours; 22.5 had passed by Thursday at ten.
    expect(ruled('2026-02-05 15:52', happened)).toEqual([['p50', 'superseded', 'new_date']]);
    expect(ruled('2026-02-05 15:53', happened)).toEqual([
      ['p50', 'superseded', 'new_date'],
      ['p75', 'planned'],
    ]);
  });

  test('a promise holds the reminders after the due date, until the promised moment', () => {
    const told = ['p50', 'p75', 'p90', 'due'].map((step) => sent(step, '2026-02-05 17:30'));
    expect(ruled('2026-02-06 10:00', [promised], told)).toEqual([
      ['od1', 'suppressed', 'promised'],
    ]);
    const more = [...told, sent('od1', '2026-02-06 10:00')];
    expect(ruled('2026-02-10 09:00', [promised], more)).toEqual([
      ['eta1', 'planned'],
      ['od2', 'planned'],
    ]);
  });

  test('a promise holds neither what is due nor what goes up the ladder', () => {
    const now = berlin('2026-02-06 14:00');
    const { view } = clocked('2026-02-06 14:00', [promised]);
    const steps = ['r1', 'due'].map((name) => ({ name, at: now }));
    const fates = rulingsOn(steps, view, now).map(({ fate }) => fate);
    expect(fates).toEqual(['planned', 'planned']);
  });

  test('the ladder goes on beside the reminders', () => {
    const told = ['p50', 'p75', 'p90', 'due', 'od1'].map((step) => sent(step, '2026-02-05 17:30'));
    expect(ruled('2026-02-10 09:00', [], told)).toEqual([
      ['r1', 'planned'],
      ['od2', 'planned'],
    ]);
  });
});

test.each([
  ['at eight, now', '2026-02-02T07:00Z', 'Europe/Berlin', OFFICE, '2026-02-02T07:00Z'],
  ['just before, at eight', '2026-02-02T06:59Z', 'Europe/Berlin', OFFICE, '2026-02-02T07:00Z'],
  ['just before six, now', '2026-02-02T16:59Z', 'Europe/Berlin', OFFICE, '2026-02-02T16:59Z'],
  ['at six, tomorrow', '2026-02-02T17:00Z', 'Europe/Berlin', OFFICE, '2026-02-03T07:00Z'],
  ['our evening, their night', '2026-02-05T16:30Z', 'Asia/Tokyo', OFFICE, '2026-02-05T23:00Z'],
  ['on their Saturday', '2026-02-06T16:30Z', 'Asia/Tokyo', OFFICE, '2026-02-08T23:00Z'],
  ['before their Sunday', '2026-02-06T09:00Z', 'Asia/Riyadh', RUH, '2026-02-08T05:00Z'],
  ['on a day off', '2026-12-25T09:00Z', 'Europe/Berlin', BER, '2026-12-28T07:00Z'],
])('people are reminded in their own daytime: %s', (_special, at, zone, calendar, reached) => {
  const now = Date.parse(at);
  const contact = aPartnerContact({ zone });
  const { at: heard, reason } = deliveryOf(
    { name: 'due', at: now },
    { contact, calendar, dueAt: now, now },
  );
  expect(heard).toBe(Date.parse(reached));
  expect(reason).toBe(heard > now ? 'quiet_hours' : null);
});

test('whoever has hours of their own is reminded in those', () => {
  const contact = aPartnerContact({ zone: 'Europe/Berlin', hours: { 'mon-wed': '06:00-12:00' } });
  const heard = (at: string) => {
    const now = berlin(`2026-${at}`);
    const about = { contact, calendar: BER, dueAt: now, now };
    return inBerlin(deliveryOf({ name: 'due', at: now }, about).at);
  };
  expect(heard('02-03 06:00')).toBe('2026-02-03 06:00');
  expect(heard('02-03 12:00')).toBe('2026-02-04 06:00');
  expect(heard('02-04 12:00')).toBe('2026-02-09 06:00');
});

test.each([
  ['half of the time', 'p50', '02-04 09:30', '02-05 17:30', '02-05 08:00', 'gathered'],
  ['three quarters', 'p75', '02-04 11:00', '02-05 17:30', '02-05 08:00', 'gathered'],
  ['over the weekend', 'p50', '02-06 11:00', '02-10 17:30', '02-09 08:00', 'gathered'],
  ['due by then', 'p75', '02-05 09:15', '02-05 17:30', '02-05 09:15', null],
  ['due at that very moment', 'p75', '02-05 09:15', '02-06 08:00', '02-05 09:15', null],
  [
    'due by then, in the evening',
    'p50',
    '02-05 18:30',
    '02-06 08:00',
    '02-06 08:00',
    'quiet_hours',
  ],
  ['nine tenths, which is urgent', 'p90', '02-04 14:36', '02-06 17:30', '02-04 14:36', null],
  ['after the due date', 'od1', '02-06 09:00', '02-05 17:30', '02-06 09:00', null],
  ['without a due date', 'p50', '02-04 09:30', null, '02-04 09:30', null],
])(
  'what is only on its way waits for the next message, till morning at most: %s',
  (_special, name, at, due, heard, reason) => {
    const on = (text: string) => berlin(`2026-${text}`);
    const contact = aPartnerContact({ zone: 'Europe/Berlin' });
    const dueAt = due === null ? null : on(due);
    const delivery = deliveryOf(
      { name, at: on(at) },
      { contact, calendar: BER, dueAt, now: on(at) },
    );
    expect({ ...delivery, at: inBerlin(delivery.at) }).toEqual({ at: `2026-${heard}`, reason });
  },
);

test('what is delivered in another zone counts from there for the ladder', () => {
  const { view, policy } = clocked('2026-02-05 17:30');
  const contact = aPartnerContact({ zone: 'Asia/Tokyo' });
  const now = berlin('2026-02-05 17:30');
  const { at } = deliveryOf(
    { name: 'due', at: now },
    { contact, calendar: BER, dueAt: view.dueAt, now },
  );
  expect(new Date(at).toISOString()).toBe('2026-02-05T23:00:00.000Z');
  const names = ['p50', 'p75', 'p90', 'due', 'od1'];
  const handled = names.map((step) => ({ ...sent(step, '2026-02-06 00:00'), settledAt: at }));
  const { nextAt } = callsOf({ view, policy, handled, calendar: BER }, at);
  expect(inBerlin(nextAt)).toBe('2026-02-06 14:00');
});

test.each([
  ['p50', false],
  ['p75', false],
  ['p90', true],
  ['due', true],
  ['od1', false],
  ['r1', true],
  ['eta1', true],
])('%s may pass the daily cap: %s', (step, expected) => {
  expect(isUrgent(step)).toBe(expected);
});

test.each([
  [
    'a day like any other',
    ['Europe/Berlin', BER, '2026-02-03T11:00Z'],
    ['2026-02-02T23:00Z', '2026-02-03T11:00Z', '2026-02-04T07:00Z'],
  ],
  [
    'before they open',
    ['Europe/Berlin', BER, '2026-02-03T06:00Z'],
    ['2026-02-02T23:00Z', '2026-02-03T07:00Z', '2026-02-04T07:00Z'],
  ],
  [
    'after they closed, the next opening is one',
    ['Europe/Berlin', BER, '2026-02-03T18:00Z'],
    ['2026-02-02T23:00Z', '2026-02-04T07:00Z', '2026-02-04T07:00Z'],
  ],
  [
    'their evening is our morning',
    ['Asia/Tokyo', BER, '2026-02-03T11:00Z'],
    ['2026-02-02T15:00Z', '2026-02-03T23:00Z', '2026-02-03T23:00Z'],
  ],
  [
    'the eve of a day of 23 hours',
    ['Europe/Berlin', NGT, '2026-03-28T11:00Z'],
    ['2026-03-27T23:00Z', '2026-03-28T11:00Z', '2026-03-29T06:00Z'],
  ],
  [
    'a day of 23 hours',
    ['Europe/Berlin', NGT, '2026-03-29T10:00Z'],
    ['2026-03-28T23:00Z', '2026-03-29T10:00Z', '2026-03-30T06:00Z'],
  ],
  [
    'a day of 25 hours',
    ['Europe/Berlin', NGT, '2026-10-25T22:30Z'],
    ['2026-10-24T22:00Z', '2026-10-26T07:00Z', '2026-10-26T07:00Z'],
  ],
  [
    'a day without a midnight',
    ['Africa/Cairo', CAI, '2026-04-24T10:00Z'],
    ['2026-04-23T22:00Z', '2026-04-24T10:00Z', '2026-04-25T05:00Z'],
  ],
  [
    'the eve of a day without a midnight',
    ['Africa/Cairo', CAI, '2026-04-23T17:00Z'],
    ['2026-04-22T22:00Z', '2026-04-24T05:00Z', '2026-04-24T05:00Z'],
  ],
] as const)('the day of a person: %s', (_special, [zone, calendar, at], expected) => {
  const { begins, opensAt, nextOpening } = dayOfPerson(
    { zone, hours: null },
    calendar,
    Date.parse(at),
  );
  expect([begins, opensAt, nextOpening]).toEqual(expected.map((text) => Date.parse(text)));
});
