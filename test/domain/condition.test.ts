import { describe, expect, test } from 'vitest';
import {
  conditionText,
  ConditionSchema,
  factsAsked,
  holds,
  type Condition,
} from '../../src/domain/condition.ts';
import { aSheet } from '../support/builders.ts';

const SERVICES: Condition = { type: ['services', 'msp'] };
const SENSITIVE: Condition = { any: [{ data: { min: 2 } }, { tier: { max: 2 } }] };
const PENTEST: Condition = {
  any: [{ tier: { min: 1, max: 1 } }, { tier: { max: 2 }, depth: { min: 3 } }],
};

describe('a condition', () => {
  test.each<[special: string, condition: Condition, sheet: Parameters<typeof aSheet>, is: boolean]>(
    [
      ['one of the types', SERVICES, [{ type: 'msp' }], true],
      ['none of the types', SERVICES, [{ type: 'reseller' }], false],
      ['one of two alternatives', SENSITIVE, [{ tier: 4 }, { data: 2 }], true],
      ['the other one', SENSITIVE, [{ tier: 2 }, { data: 0 }], true],
      ['neither', SENSITIVE, [{ tier: 3 }, { data: 1 }], false],
      ['all of an alternative', PENTEST, [{ tier: 2 }, { depth: 3 }], true],
      ['half of an alternative', PENTEST, [{ tier: 2 }, { depth: 2 }], false],
      ['a region', { region: ['eea', 'uk'] }, [{ region: 'uk' }], true],
      ['another region', { region: ['eea', 'uk'] }, [{ region: 'us' }], false],
      ['a yes', { moneyFlows: true }, [{}, { moneyFlows: true }], true],
      ['a no that is asked for', { moneyFlows: false }, [{}, { moneyFlows: true }], false],
      [
        'both of two terms',
        { depth: { min: 1 }, jointMarketing: true },
        [{}, { depth: 1, jointMarketing: true }],
        true,
      ],
      [
        'one of two terms',
        { depth: { min: 1 }, jointMarketing: true },
        [{}, { depth: 0, jointMarketing: true }],
        false,
      ],
      [
        'a term and an alternative',
        { depth: { min: 1 }, ...SENSITIVE },
        [{ tier: 3 }, { depth: 4, data: 1 }],
        false,
      ],
    ],
  )('%s', (_special, condition, sheet, is) => {
    expect(holds(condition, aSheet(...sheet))).toBe(is);
  });

  test('says what it asks for and what it found', () => {
    expect(conditionText(SENSITIVE)).toBe('data sensitivity 2 or more, or risk tier 1 or 2');
    expect(factsAsked(SENSITIVE, aSheet({ tier: 3 }, { data: 1 }))).toBe(
      'data sensitivity 1 (public business data), risk tier 3 (sustaining)',
    );
    expect(conditionText(SERVICES)).toBe(
      'partners of type Services or consulting / Managed service',
    );
    expect(factsAsked(SERVICES, aSheet({ type: 'reseller' }))).toBe('of type Reseller');
    expect(conditionText({ depth: { min: 1 }, ...SENSITIVE })).toBe(
      'integration depth 1 or more; and either data sensitivity 2 or more, or risk tier 1 or 2',
    );
    expect(conditionText({ moneyFlows: true, depth: { min: 1, max: 2 } })).toBe(
      'integration depth 1 to 2 and “Money flows between us”: yes',
    );
  });

  test.each([
    ['a level that is none', { depth: { min: 5 } }],
    ['a fact that nobody asks', { size: 3 }],
    ['an alternative of one', { any: [{ depth: { min: 1 } }] }],
    ['nothing at all', {}],
    ['a level without a bound', { depth: {} }],
    ['a range that nothing lies in', { depth: { min: 3, max: 1 } }],
    ['alternatives that say nothing', { any: [{}, {}] }],
    ['a type that is none', { type: ['friend'] }],
  ])('%s is refused', (_special, written) => {
    expect(ConditionSchema.safeParse(written).success).toBe(false);
  });
});
