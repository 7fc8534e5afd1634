import Holidays from 'date-holidays';
import type { Country } from './facts.ts';
import type { Day } from './ids.ts';

const DAY_MS = 86_400_000;

/** Public holidays by country and year. They are the library's, and do not change while we run. */
const known = new Map<string, ReadonlySet<Day>>();

/** True on a public holiday of `country`, or of the part of it that is named (`DE-BE`). */
export function isHoliday(day: Day, country: Country): boolean {
  const year = day.slice(0, 4);
  const key = `${country} ${year}`;
  let days = known.get(key);
  if (!days) {
    days = holidaysOf(country, Number(year));
    known.set(key, days);
  }
  return days.has(day);
}

function holidaysOf(country: Country, year: number): ReadonlySet<Day> {
  const [nation = '', ...part] = country.split('-');
  const holidays = part.length > 0 ? new Holidays(nation, part.join('-')) : new Holidays(nation);
  // The library throws nothing for a country that it does not know: it has no holidays for it.
  return new Set(
    holidays
      .getHolidays(year)
      .filter(({ type }) => type === 'public')
      .flatMap(({ date, start, end }) => daysFrom(date.slice(0, 10), start, end)),
  );
}

/** A holiday that lasts several days counts on each; one that begins at sunset on the next day. */
function daysFrom(first: Day, start: Date, end: Date): readonly Day[] {
  const count = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(first) + index * DAY_MS).toISOString().slice(0, 10),
  );
}

/** Codes that name no country: unions, pseudo-locales and the like. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

function listCountries(): ReadonlyMap<Country, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  const found = letters.flatMap((first) =>
    letters.flatMap((second): [string, string][] => {
      const code = first + second;
      const name = NO_COUNTRIES.has(code) ? undefined : names.of(code);
      // An old code is shown under the name of the country that it became part of.
      const current = new Intl.Locale(`und-${code}`).region === code;
      return name === undefined || !current ? [] : [[code, name]];
    }),
  );
  return new Map(found.sort(([, a], [, b]) => a.localeCompare(b, 'en')));
}

/** Every country by its two capitals and English name, in order of name. */
export const COUNTRY_NAMES: ReadonlyMap<Country, string> = listCountries();
