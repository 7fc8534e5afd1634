import { textOf, type Obj } from '../json.ts';

/** Where and when somebody reads. */
export type Clock = Readonly<{
  /** IANA name. */
  zone: string;
  now: number;
}>;

/** A moment that each reader sees in their own zone. */
export type Moment = Readonly<{
  /** Epoch milliseconds; NaN when the token names none. */
  at: number;
  /** Text with tokens like `{date_short}` in it. */
  format: string;
  /** Shown when the moment cannot be. */
  fallback: string;
}>;

const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  date_long_full: { year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

const FULL: Intl.DateTimeFormatOptions = {
  ...STYLES['date_long'],
  ...STYLES['time'],
  timeZoneName: 'short',
};

const DAY_MS = 86_400_000;
/** The farthest moment from 1970 that a date can hold. */
const FARTHEST_MS = 8.64e15;

function write(at: number, zone: string, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { ...style, timeZone: zone }).format(at);
}

function dayOf(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
}

function nearby(at: number, { zone, now }: Clock): string | undefined {
  const day = dayOf(at, zone);
  if (day === dayOf(now, zone)) return 'Today';
  if (day === dayOf(now - DAY_MS, zone)) return 'Yesterday';
  return day === dayOf(now + DAY_MS, zone) ? 'Tomorrow' : undefined;
}

function count(many: number, unit: string): string {
  return `${many} ${unit}${many === 1 ? '' : 's'}`;
}

function ago(at: number, now: number): string {
  const minutes = Math.round(Math.abs(now - at) / 60_000);
  const words =
    minutes < 60
      ? count(minutes, 'minute')
      : minutes < 1440
        ? count(Math.round(minutes / 60), 'hour')
        : count(Math.round(minutes / 1440), 'day');
  return at <= now ? `${words} ago` : `in ${words}`;
}

/** As a divider between days: the year only where it is another one. */
function divider(at: number, { zone, now }: Clock): string {
  const year = (when: number): string => dayOf(when, zone).slice(0, 4);
  const long = STYLES['date_long'] ?? {};
  const { year: _, ...withoutYear } = long;
  return write(at, zone, year(at) === year(now) ? withoutYear : long);
}

function showToken(token: string, at: number, clock: Clock): string {
  if (token === 'ago') return ago(at, clock.now);
  if (token === 'date_num') return dayOf(at, clock.zone);
  const near = token.endsWith('_pretty') ? nearby(at, clock) : undefined;
  if (near !== undefined) return near;
  if (token === 'day_divider_pretty') return divider(at, clock);
  const style = STYLES[token.replace('_pretty', '')];
  return style === undefined ? `{${token}}` : write(at, clock.zone, style);
}

function isShowable(at: number): boolean {
  return Math.abs(at) <= FARTHEST_MS;
}

/** The moment in the reader's zone and words; its fallback when there is no such moment. */
export function showMoment({ at, format, fallback }: Moment, clock: Clock): string {
  if (!isShowable(at)) return fallback;
  return format.replace(/\{(\w+)\}/g, (_, token: string) => showToken(token, at, clock));
}

/** The whole date with its time and zone; '' when there is no such moment. */
export function fullDate(at: number, zone: string): string {
  return isShowable(at) ? write(at, zone, FULL) : '';
}

/** The moment of a `date` element in rich text. */
export function momentOf(element: Readonly<Obj>): Moment {
  const { timestamp, format, fallback } = element;
  const at = typeof timestamp === 'number' ? timestamp * 1000 : NaN;
  return { at, format: textOf(format), fallback: textOf(fallback) };
}
