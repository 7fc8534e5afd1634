import { describe, expect, test } from 'vitest';
import { REGIONS, regionOf } from '../../src/domain/facts.ts';
import { COUNTRY_NAMES, isCountry, isHoliday } from '../../src/domain/holidays.ts';

describe('public holidays', () => {
  test.each([
    ['Christmas in Germany', '2026-12-25', 'DE', true],
    ['an ordinary Tuesday', '2026-11-17', 'DE', false],
    ['a holiday of Berlin alone, in Berlin', '2026-03-08', 'DE-BE', true],
    ['a holiday of Berlin alone, elsewhere', '2026-03-08', 'DE', false],
    ['a day of memory that is no holiday', '2026-02-14', 'US', false],
    ['Thanksgiving, which moves', '2026-11-26', 'US', true],
    ['the day after one that begins at sunset', '2026-01-16', 'AE', true],
    ['the evening on which it begins', '2026-01-15', 'AE', false],
    ['a country that the list does not know', '2026-12-25', 'QA', false],
  ])('%s', (_special, day, country, is) => {
    expect(isHoliday(day, country)).toBe(is);
  });

  test('a holiday of several days counts on each', () => {
    const inMarch = Array.from(
      { length: 31 },
      (_, n) => `2026-03-${String(n + 1).padStart(2, '0')}`,
    );
    const off = (country: string) => inMarch.filter((day) => isHoliday(day, country));
    expect(off('SA')).toEqual(['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22']);
    // It ends at noon of the fourth.
    expect(off('TR')).toEqual(['2026-03-20', '2026-03-21', '2026-03-22']);
  });
});

describe('countries', () => {
  test('are known by name, each once, without unions and countries that are no more', () => {
    expect(COUNTRY_NAMES.get('PT')).toBe('Portugal');
    expect(COUNTRY_NAMES.get('QA')).toBe('Qatar');
    for (const none of ['EU', 'UN', 'DD', 'SU', 'ZZ', 'UK']) {
      expect(COUNTRY_NAMES.has(none), none).toBe(false);
    }
    const names = [...COUNTRY_NAMES.values()];
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([
    ['DE', true],
    ['DE-BE', true],
    ['DE-ZZ', false],
    ['PT-XX', false],
    ['XX', false],
    ['de', false],
    ['', false],
  ])('“%s” is one: %s', (text, is) => {
    expect(isCountry(text)).toBe(is);
  });

  test.each([
    ['DE', 'eea'],
    ['DE-BE', 'eea'],
    ['NO', 'eea'],
    ['GB', 'uk'],
    ['CH', 'ch'],
    ['US', 'us'],
    ['SA', 'gulf'],
    ['IN', 'india'],
    ['JP', 'other'],
  ])('%s follows the rules of %s', (country, region) => {
    expect(regionOf(country)).toBe(region);
    expect(region in REGIONS).toBe(true);
  });
});
