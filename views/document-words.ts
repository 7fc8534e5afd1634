import type { GateNumber } from '../src/domain/playbook.ts';
import { weekdaysOf, type WorkingHours } from '../src/domain/working-hours.ts';
import { bullets, md } from './document-text.ts';
import { count, dateText } from './words.ts';

/* Days, hours and places in words, as the documents of a playbook say them. */

/** `5 working days`, `5 working days after the kickoff`, `3 working days before the go-live`. */
export function targetText(
  days: number,
  from: string | null,
  nameOf: (key: string) => string,
): string {
  const said = count(Math.abs(days), 'working day');
  if (from === null) return said;
  return `${said} ${days < 0 ? 'before' : 'after'} ${anchorText(from, nameOf)}`;
}

function anchorText(from: string, nameOf: (key: string) => string): string {
  switch (from) {
    case 'signed':
      return 'the signature';
    case 'kickoff':
    case 'go-live':
      return `the ${from}`;
    case 'module':
      return 'the first item of the module opens';
    default:
      return needText(from, nameOf);
  }
}

/** A need in words: the gate, or the item by its name. */
export function needText(need: string, nameOf: (key: string) => string): string {
  const gate = /^gate-(\d)$/.exec(need)?.[1];
  return gate === undefined ? nameOf(need) : `gate ${gate}`;
}

const UNITS: Readonly<Record<string, string>> = {
  bh: 'working hour',
  bd: 'working day',
  ch: 'hour',
  cd: 'day',
};

/** `4 bh` as `4 working hours`; `1 ch` as `1 hour, day and night`. */
export function durationText(duration: string): string {
  const [n = '', unit = ''] = duration.split(' ');
  const said = count(Number(n), UNITS[unit] ?? unit);
  return unit === 'ch' ? `${said}, day and night` : said;
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** `Sunday to Thursday`; days that do not follow each other are listed. */
export function weekdaysText(weekdays: readonly number[]): string {
  const nameOf = (day: number) => DAYS[(day - 1) % 7] ?? String(day);
  const days = [...new Set(weekdays)].toSorted((a, b) => a - b);
  const isOne = (day: number) => days.includes(((day + 5) % 7) + 1);
  const firsts = days.filter((day) => !isOne(day));
  const [first] = firsts;
  if (firsts.length === 1 && first !== undefined && days.length > 2) {
    return `${nameOf(first)} to ${nameOf(first + days.length - 1)}`;
  }
  return days.length === 7 ? 'every day' : days.map(nameOf).join(', ');
}

const COUNTRIES = new Intl.DisplayNames(['en'], { type: 'region' });

/**
 * Rows of a table: where, on which days, from when to when. Further rows of one place leave its
 * name empty; the rest of the world stands last.
 */
export function hoursRows(
  calendars: Readonly<Record<string, WorkingHours>>,
): readonly (readonly string[])[] {
  const countries = Object.entries(calendars).filter(([where]) => where !== 'default');
  const alike = Map.groupBy(countries, ([, hours]) => JSON.stringify(hoursLines(hours)));
  const others = calendars['default'];
  const elsewhere = countries.length === 0 ? 'everywhere' : 'everywhere else';
  return [
    ...[...alike.values()].flatMap((some) => {
      const names = some.map(([where]) => COUNTRIES.of(where) ?? where).toSorted();
      return some.slice(0, 1).flatMap(([, hours]) => rowsOf(names.join(', '), hours));
    }),
    ...(others ? rowsOf(elsewhere, others) : []),
  ];
}

function rowsOf(where: string, hours: WorkingHours): readonly (readonly string[])[] {
  return hoursLines(hours).map((line, nth) => [nth === 0 ? where : '', ...line]);
}

type Line = readonly [days: string, hours: string];

/** Days and their hours: the week, another one from a day on, and the days that differ. */
function hoursLines({ week, days, changes }: WorkingHours): readonly Line[] {
  const later = Object.entries(changes).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const differing = Object.keys(days).toSorted();
  return [
    ...weekLines(week),
    ...later.flatMap(([from, other]) =>
      weekLines(other).map(([on, hours]): Line => [`${on}, from ${dateText(from)}`, hours]),
    ),
    ...alikeLines(
      differing,
      (day) => days[day] ?? '',
      (some) => some.map(dateText).join(', '),
    ),
  ];
}

function weekLines(week: WorkingHours['week']): readonly Line[] {
  const numbers = (names: readonly string[]) => names.flatMap((name) => weekdaysOf(name) ?? []);
  const hoursOn = (name: string) => week[name] ?? '';
  return alikeLines(Object.keys(week), hoursOn, (some) => weekdaysText(numbers(some)));
}

/** A line for each of the hours that occur, with all the days on which they do. */
function alikeLines(
  days: readonly string[],
  hoursOn: (day: string) => string,
  said: (days: readonly string[]) => string,
): readonly Line[] {
  const alike = Map.groupBy(days, hoursOn);
  return [...alike].map(([hours, some]) => [said(some), hours.replaceAll('-', '–')]);
}

/** `gate 1`, `gates 1 and 2`. */
export function gatesText(gates: readonly GateNumber[]): string {
  return gates.length === 1 ? `gate ${gates.join('')}` : `gates ${gates.join(' and ')}`;
}

/** Why a module is there, in four lines. */
export function arcText({
  problem,
  insight,
  solution,
  impact,
}: Readonly<Record<'problem' | 'insight' | 'solution' | 'impact', string>>): string {
  return bullets([
    `**Problem**: ${md(problem)}.`,
    `**Insight**: ${md(insight)}.`,
    `**Solution**: ${md(solution)}.`,
    `**Impact**: ${md(impact)}.`,
  ]);
}
