import { describe, expect, test } from 'vitest';
import { effectiveTier, tierOf } from '../../src/domain/tier.ts';
import { someFacts } from '../support/builders.ts';

/** Data, depth, access, substitutability, dependency. */
const levels = (text: string) => {
  const [data, depth, access, substitutability, dependency] = text.split(',').map(Number);
  return someFacts({ data, depth, access, substitutability, dependency } as object);
};

describe('the risk tier', () => {
  test.each([
    ['a referral partner', '0,0,0,0,1', 1, 4, false],
    ['a reseller', '2,1,2,1,2', 16, 3, false],
    ['an integrator with a write API', '3,3,2,2,2', 26, 2, false],
    ['an embedded payment partner', '4,4,3,4,3', 37, 1, false],
    ['a read API with health data', '4,2,1,1,1', 22, 2, false],
    ['a consultant with production access', '1,0,4,1,0', 12, 2, true],
    ['health data without anything else', '4,0,0,0,0', 12, 2, true],
    ['customer data over a write API', '3,3,0,0,0', 18, 2, true],
    ['customer data over a read API', '3,2,0,0,0', 15, 3, false],
    ['the last score of tier 4', '1,2,0,0,0', 9, 4, false],
    ['the first score of tier 3', '1,2,0,0,1', 10, 3, false],
    ['the first score of tier 2', '2,3,2,0,0', 19, 2, false],
    ['the first score of tier 1', '3,3,4,1,1', 28, 1, false],
  ] as const)('%s (%s) has %i points, tier %i', (_special, text, score, tier, lifted) => {
    const sheet = tierOf(levels(text));
    expect(sheet).toMatchObject({ score, tier });
    expect(sheet.floor !== null).toBe(lifted);
    expect(sheet.parts.reduce((sum, { points }) => sum + points, 0)).toBe(score);
  });

  test('a tier set by hand counts while there is one', () => {
    const facts = levels('0,0,0,0,1');
    const override = { tier: 2, reason: 'Audit', byId: 'con_sam', until: '2026-06-01' } as never;
    expect(effectiveTier(facts, override)).toBe(2);
    expect(effectiveTier(facts, null)).toBe(4);
  });
});
