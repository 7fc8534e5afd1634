import fc from 'fast-check';
import { expect, test } from 'vitest';
import { medianTime, survivalCurve, type Observation } from '../../src/domain/survival.ts';

const seen = (days: readonly number[], reached: readonly (0 | 1)[]): Observation[] =>
  days.map((day, index) => ({ days: day, reached: reached[index] === 1 }));
const all = (...days: number[]) => days.map((day): Observation => ({ days: day, reached: true }));
const waiting = (...days: number[]) =>
  days.map((day): Observation => ({ days: day, reached: false }));

const ORACLE = seen([3, 5, 6, 7, 8, 10, 12, 12], [1, 0, 1, 1, 0, 1, 1, 0]);

test('the curve agrees with an independent implementation', () => {
  const expected = [
    [3, 8, 1, 0.875],
    [6, 6, 1, 0.729167],
    [7, 5, 1, 0.583333],
    [10, 3, 1, 0.388889],
    [12, 2, 1, 0.194444],
  ] as const;
  const curve = survivalCurve(ORACLE.toReversed());
  expect(curve.map(({ days, atRisk, events }) => [days, atRisk, events])).toEqual(
    expected.map(([days, atRisk, events]) => [days, atRisk, events]),
  );
  curve.forEach(({ share }, step) => {
    expect(Math.abs(share - (expected[step]?.[3] ?? NaN))).toBeLessThan(1e-6);
  });
});

test('several on one day are one step, and nobody is no curve', () => {
  expect(survivalCurve(all(4, 4, 9, 9))).toEqual([
    { days: 4, atRisk: 4, events: 2, share: 0.5 },
    { days: 9, atRisk: 2, events: 2, share: 0 },
  ]);
  expect(survivalCurve(waiting(4, 9))).toEqual([]);
  expect(survivalCurve([])).toEqual([]);
});

test.each<[special: string, observations: Observation[], median: object]>([
  ['the oracle', ORACLE, { kind: 'days', days: 10, n: 8, events: 5 }],
  ['nobody', [], { kind: 'too_few', n: 0, events: 0 }],
  ['four are too few', all(1, 2, 3, 4), { kind: 'too_few', n: 4, events: 4 }],
  [
    'four of many are too few',
    [...all(1, 2, 3, 4), ...waiting(9, 9)],
    { kind: 'too_few', n: 6, events: 4 },
  ],
  ['five are enough', all(1, 2, 3, 4, 5), { kind: 'days', days: 3, n: 5, events: 5 }],
  [
    'exactly half',
    [...all(1, 2, 3, 4, 5), ...waiting(9, 9, 9, 9, 9)],
    { kind: 'days', days: 5, n: 10, events: 5 },
  ],
  [
    'not half yet',
    [...all(1, 2, 3, 4, 5), ...waiting(9, 9, 9, 9, 9, 9)],
    { kind: 'not_reached', n: 11, events: 5 },
  ],
  ['all on day 0', all(0, 0, 0, 0, 0), { kind: 'days', days: 0, n: 5, events: 5 }],
])('the median of %s', (_special, observations, median) => {
  expect(medianTime(observations)).toEqual(median);
});

test('the curve only falls, stays a share, and does not depend on the order', () => {
  const one = fc.record({ days: fc.integer({ min: 0, max: 30 }), reached: fc.boolean() });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 40 }), (observations) => {
      const curve = survivalCurve(observations);
      expect(survivalCurve(observations.toReversed())).toEqual(curve);
      const shares = [1, ...curve.map(({ share }) => share)];
      shares.forEach((share, step) => {
        expect(share).toBeGreaterThanOrEqual(-1e-9);
        expect(share).toBeLessThanOrEqual(shares[step - 1] ?? 1);
      });
    }),
    { seed: 1 },
  );
});
