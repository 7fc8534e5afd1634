import { expect, test } from 'vitest';
import { firstValue, type Outcome } from '../../src/domain/outcome.ts';
import { anOutcome } from '../support/builders.ts';

const SIGNED_ON = '2026-01-12';
const deal = anOutcome({ type: 'deal', happenedOn: '2026-03-02' });
const integration = anOutcome({ type: 'integration', happenedOn: '2026-02-20' });
const ownCase = anOutcome({ type: 'case', happenedOn: '2026-02-10', state: 'claimed' });

test.each<
  [special: string, outcomes: readonly Outcome[], days: number | null, type: string | null]
>([
  ['nothing claimed', [], null, null],
  ['claimed is not verified', [ownCase], null, null],
  ['rejected does not count', [{ ...ownCase, state: 'rejected' }, deal], 49, 'deal'],
  ['the earliest verified one', [deal, integration, ownCase], 39, 'integration'],
  ['one verified later, but earlier by itself', [integration, deal], 39, 'integration'],
  ['a corrected day', [deal, { ...integration, happenedOn: '2026-02-27' }], 46, 'integration'],
  ['on the day of the signature', [{ ...deal, happenedOn: '2026-01-12' }], 0, 'deal'],
  ['over the start of summer time', [{ ...deal, happenedOn: '2026-03-30' }], 77, 'deal'],
])('time to first value: %s', (_special, outcomes, days, type) => {
  const value = firstValue(SIGNED_ON, outcomes);
  expect(value?.days ?? null).toBe(days);
  expect(value?.type ?? null).toBe(type);
  expect(value?.early ?? false).toBe(false);
});

test('an outcome from before the signature is day 0, and flagged', () => {
  const early = { ...deal, happenedOn: '2026-01-11' };
  expect(firstValue(SIGNED_ON, [integration, early])).toEqual({
    days: 0,
    type: 'deal',
    happenedOn: '2026-01-11',
    early: true,
  });
});
