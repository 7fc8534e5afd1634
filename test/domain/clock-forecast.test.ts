import { describe, expect, test } from 'vitest';
import { forecast, hearersOf, type Call } from '../../src/domain/clock-forecast.ts';
import type { Owing } from '../../src/domain/audience.ts';
import type { Nudge } from '../../src/domain/nudge.ts';
import { berlin, inBerlin, pause, promise, type Happened } from '../support/clocks.ts';
import { aNudge, calendars, MONDAY, OWNER, owingAt, PEOPLE } from '../support/owing.ts';

const callsOf = (owing: Owing, rows: readonly Nudge[] = []) => forecast(owing, rows, { calendars });

/** `due 2026-02-05 17:30: Omar 2026-02-05 17:30`, or why nobody hears it. */
function told({ step, hearings, silence }: Call): string {
  const who = hearings.map(({ contact, at }) => `${contact.name} ${inBerlin(at)}`).join(', ');
  return `${step.name} ${inBerlin(step.at)}: ${silence ?? who}`;
}

describe('a clock that is left running', () => {
  const calls = callsOf(owingAt(MONDAY));
  const at = (...names: readonly string[]) =>
    names.map((name) => inBerlin(calls.find(({ step }) => step.name === name)?.step.at ?? null));

  test('calls its owner before, at and after the due date', () => {
    expect(at('p50', 'p75', 'p90', 'due')).toEqual([
      '2026-02-04 09:30',
      '2026-02-05 09:15',
      '2026-02-05 14:36',
      '2026-02-05 17:30',
    ]);
    expect(at('od1', 'od2', 'od3', 'od4', 'od5', 'od6')).toEqual([
      '2026-02-06 09:00',
      '2026-02-10 09:00',
      '2026-02-13 09:00',
      '2026-02-20 09:00',
      '2026-03-04 09:00',
      '2026-03-16 09:00',
    ]);
  });

  test('goes up its ladder from one delivery to the next', () => {
    expect(at('r1', 'r2', 'r3', 'r4')).toEqual([
      '2026-02-06 14:00',
      '2026-02-09 09:00',
      '2026-02-11 09:00',
      '2026-02-18 09:00',
    ]);
  });

  test('names who hears of each, in order, and where nobody does', () => {
    expect(calls.map(told)).toEqual([
      // Half of it is no news that could not wait for the next morning.
      'p50 2026-02-04 09:30: Omar 2026-02-05 08:00',
      'p75 2026-02-05 09:15: Omar 2026-02-05 09:15',
      'p90 2026-02-05 14:36: Omar 2026-02-05 14:36',
      'due 2026-02-05 17:30: Omar 2026-02-05 17:30',
      'od1 2026-02-06 09:00: Omar 2026-02-06 09:00',
      'r1 2026-02-06 14:00: Priya 2026-02-06 14:00',
      'r2 2026-02-09 09:00: Mara 2026-02-09 09:00',
      'od2 2026-02-10 09:00: Omar 2026-02-10 09:00',
      'r3 2026-02-11 09:00: Theo 2026-02-11 09:00, Tina 2026-02-11 09:00',
      'od3 2026-02-13 09:00: Omar 2026-02-13 09:00',
      'r4 2026-02-18 09:00: nobody',
      'od4 2026-02-20 09:00: Omar 2026-02-20 09:00',
      'od5 2026-03-04 09:00: Omar 2026-03-04 09:00',
      'od6 2026-03-16 09:00: Omar 2026-03-16 09:00',
    ]);
  });
});

test('whoever is asleep hears it in the morning, and the ladder waits until then', () => {
  const contacts = [{ ...OWNER, zone: 'Asia/Tokyo' }, ...PEOPLE.contacts.slice(1)];
  const calls = callsOf(owingAt(MONDAY, { people: { ...PEOPLE, contacts } }));
  const lines = calls.map(told);
  // 08:00 in Tokyo; and four hours from the next window in Berlin.
  expect(lines).toContain('due 2026-02-05 17:30: Omar 2026-02-06 00:00');
  expect(lines).toContain('r1 2026-02-06 14:00: Priya 2026-02-06 14:00');
  expect(calls.find(({ step }) => step.name === 'due')?.hearings[0]?.reason).toBe('quiet_hours');
});

test('what waits to be delivered comes first, and what was dealt with does not come again', () => {
  const now = berlin('2026-02-05 20:00');
  const rows = [
    aNudge({ step: 'p50', reachedAt: berlin('2026-02-04 09:30') }),
    aNudge({ step: 'p75', fate: 'superseded' }),
    aNudge({ step: 'p90', fate: 'superseded' }),
    aNudge({
      reachedAt: berlin('2026-02-05 17:30'),
      fate: 'planned',
      reason: 'quiet_hours',
      deliverAt: berlin('2026-02-06 08:00'),
      settledAt: null,
    }),
  ];
  expect(callsOf(owingAt(now), rows).slice(0, 3).map(told)).toEqual([
    'due 2026-02-05 17:30: Omar 2026-02-06 08:00',
    'od1 2026-02-06 09:00: Omar 2026-02-06 09:00',
    // Four hours after the window that opens at nine.
    'r1 2026-02-06 14:00: Priya 2026-02-06 14:00',
  ]);
});

test('after an outage only the latest that was reached is told', () => {
  const now = berlin('2026-02-06 08:00');
  expect(callsOf(owingAt(now)).slice(0, 5).map(told)).toEqual([
    'p50 2026-02-04 09:30: later_step',
    'p75 2026-02-05 09:15: later_step',
    'p90 2026-02-05 14:36: later_step',
    'due 2026-02-05 17:30: Omar 2026-02-06 08:00',
    'od1 2026-02-06 09:00: Omar 2026-02-06 09:00',
  ]);
});

test('a promise keeps reminders and the ladder back until its moment', () => {
  const happened: Happened[] = [[berlin('2026-02-06 10:00'), promise(berlin('2026-02-10 12:00'))]];
  const now = berlin('2026-02-06 11:00');
  const rows = ['p50', 'p75', 'p90', 'due', 'od1'].map((step) =>
    aNudge({ step, reachedAt: berlin('2026-02-05 17:30') }),
  );
  const lines = callsOf(owingAt(now, { happened }), rows).map(told);
  expect(lines.slice(0, 2)).toEqual([
    'od2 2026-02-10 09:00: promised',
    // Whoever promised: what happens in these tests is Mara’s doing.
    'eta1 2026-02-10 12:00: Mara 2026-02-10 12:00',
  ]);
  expect(lines[2]).toBe('r1 2026-02-10 14:00: Priya 2026-02-10 14:00');
});

test('whoever is away has a backup, until they are back', () => {
  const away = { from: '2026-02-05', to: '2026-02-06' };
  const contacts = [{ ...OWNER, away }, ...PEOPLE.contacts.slice(1)];
  const lines = callsOf(owingAt(MONDAY, { people: { ...PEOPLE, contacts } })).map(told);
  expect(lines).toContain('due 2026-02-05 17:30: Priya 2026-02-05 17:30');
  expect(lines).toContain('od2 2026-02-10 09:00: Omar 2026-02-10 09:00');
});

test('a clock that stands still calls nobody', () => {
  const now = berlin('2026-02-04 12:00');
  const happened: Happened[] = [[berlin('2026-02-03 11:00'), pause('a')]];
  expect(callsOf(owingAt(now, { happened }))).toEqual([]);
});

describe('whoever heard of it lower on the ladder has nothing new to hear', () => {
  const owing = owingAt(MONDAY);
  const heardBy = (...rows: readonly Nudge[]) => {
    const { people, silence } = hearersOf('r2', owing, rows);
    return silence ?? people.map(({ name }) => name);
  };
  const priya = { contactId: PEOPLE.contacts[1]?.id ?? '' } as const;

  test('and whoever did not does', () => {
    expect(heardBy()).toEqual(['Priya', 'Mara']);
    expect(heardBy(aNudge(priya))).toEqual(['Mara']);
    expect(heardBy(aNudge(priya), aNudge({ contactId: PEOPLE.manager.id }))).toBe('told_before');
  });

  test('but what never reached them does not count, nor another due date', () => {
    expect(heardBy(aNudge({ ...priya, fate: 'failed' }))).toEqual(['Priya', 'Mara']);
    expect(heardBy(aNudge({ ...priya, fate: 'dropped' }))).toEqual(['Priya', 'Mara']);
    expect(heardBy(aNudge({ ...priya, leg: 1 }))).toEqual(['Priya', 'Mara']);
  });
});
