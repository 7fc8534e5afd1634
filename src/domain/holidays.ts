import Holidays from 'date-holidays';
import type { Country } from './facts.ts';
import type { Day } from './ids.ts';

const HOUR_MS = 3_600_000;
const HOURS = 24;
const NOON = 12;

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
      .flatMap(daysOf),
  );
}

/**
 * The days whose noon a holiday covers: several of one that lasts, the next of one that begins at
 * sunset, none of one that begins in the afternoon.
 * @param date local, as the library writes it: `2026-03-19 00:00:00 -0600` begins six hours earlier
 */
function daysOf({
  date,
  start,
  end,
}: Readonly<{ date: string; start: Date; end: Date }>): readonly Day[] {
  const [day = '', clock = '', shift = '0'] = date.split(' ');
  const begins = Number(clock.slice(0, 2)) + Number(shift) / 100;
  const ends = begins + (end.getTime() - start.getTime()) / HOUR_MS;
  const noonsBefore = (hour: number) => Math.ceil((hour - NOON) / HOURS);
  const first = noonsBefore(begins);
  return Array.from({ length: noonsBefore(ends) - first }, (_, index) =>
    new Date(Date.parse(day) + (first + index) * HOURS * HOUR_MS).toISOString().slice(0, 10),
  );
}

/** Codes that name no country: unions, pseudo-locales and the like. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

function listCountries(): ReadonlyMap<Country, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const found = codes.flatMap((code): [string, string][] => {
    const name = NO_COUNTRIES.has(code) ? undefined : names.of(code);
    // An old code is shown under the name of the country that it became part of.
    const current = new Intl.Locale(`und-${code}`).region === code;
    return name === undefined || !current ? [] : [[code, name]];
  });
  return new Map(found.sort(([, a], [, b]) => a.localeCompare(b, 'en')));
}

/** Every country by its two capitals and English name, in order of name. */
export const COUNTRY_NAMES: ReadonlyMap<Country, string> = listCountries();

/** True for two capitals that name a country, and for a part of one that the holidays know. */
export function isCountry(text: string): boolean {
  const [nation = '', ...part] = text.split('-');
  if (!COUNTRY_NAMES.has(nation)) return false;
  // The library gives nothing at all for a country without parts.
  const parts = Object.keys({ ...new Holidays().getStates(nation) });
  return part.length === 0 || parts.includes(part.join('-'));
}
