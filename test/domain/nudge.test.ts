import { expect, test } from 'vitest';
import { nudgeAfter, reachableAt } from '../../src/domain/nudge.ts';
import { OFFICES } from '../support/builders.ts';

test('reminders come further and further apart, at nine, until they end', () => {
  let at: number | null = Date.parse('2026-02-05T16:30:00Z');
  const days: string[] = [];
  for (let sent = 1; at !== null; sent++) {
    at = nudgeAfter(sent, at, OFFICES.vendor);
    if (at !== null) days.push(new Date(at).toISOString());
  }
  expect(days).toEqual([
    '2026-02-06T08:00:00.000Z',
    '2026-02-10T08:00:00.000Z',
    '2026-02-13T08:00:00.000Z',
    '2026-02-20T08:00:00.000Z',
    '2026-03-04T08:00:00.000Z',
    '2026-03-16T08:00:00.000Z',
  ]);
});

test.each<[special: string, at: string, zone: string, reached: string]>([
  ['at eight, now', '2026-02-02T07:00:00.000Z', 'Europe/Berlin', '2026-02-02T07:00:00.000Z'],
  [
    'before eight, at eight',
    '2026-02-02T06:59:59.999Z',
    'Europe/Berlin',
    '2026-02-02T07:00:00.000Z',
  ],
  ['just before six, now', '2026-02-02T16:59:59.999Z', 'Europe/Berlin', '2026-02-02T16:59:59.999Z'],
  ['at six, tomorrow', '2026-02-02T17:00:00.000Z', 'Europe/Berlin', '2026-02-03T07:00:00.000Z'],
  [
    'our evening, their night',
    '2026-02-05T16:30:00.000Z',
    'Asia/Tokyo',
    '2026-02-05T23:00:00.000Z',
  ],
  ['on their Saturday', '2026-02-06T16:30:00.000Z', 'Asia/Tokyo', '2026-02-08T23:00:00.000Z'],
])('people are reminded in their own daytime: %s', (_special, at, zone, reached) => {
  expect(new Date(reachableAt(Date.parse(at), zone)).toISOString()).toBe(reached);
});
