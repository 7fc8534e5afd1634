import { tz } from '@date-fns/tz';
// All of date-fns takes a second and a half to load.
import { format } from 'date-fns/format';
import type { WaitsFor } from '../src/domain/blocker.ts';
import type { Day, Instant, Zone } from '../src/domain/ids.ts';
import type { Median } from '../src/domain/survival.ts';
import { escapeMrkdwn } from './kit.ts';

const HOUR_MS = 3_600_000;

/** `Fri 13 Mar`, in `zone`. */
export function dayText(at: Instant, zone: Zone): string {
  return format(at, 'EEE d MMM', { in: tz(zone) });
}

/** `Fri 13 Mar 10:05`, in `zone`. */
export function minuteText(at: Instant, zone: Zone): string {
  return format(at, 'EEE d MMM HH:mm', { in: tz(zone) });
}

/** `13 Mar 2026`; a day has no zone. */
export function dateText(day: Day): string {
  return format(Date.parse(day), 'd MMM yyyy', { in: tz('UTC') });
}

/** A moment in the zone of whoever reads it, in mrkdwn; the fallback is the day in `zone`. */
export function momentToken(at: Instant, zone: Zone): string {
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty}|${dayText(at, zone)}>`;
}

/** `1 item`, `3 items`. */
export function count(n: number, word: string): string {
  return `${n} ${n === 1 ? word : `${word}s`}`;
}

/** `4 days`, `3 hours`, `under an hour`: how long something has been going on. */
export function ageText(ms: number): string {
  const hours = Math.floor(ms / HOUR_MS);
  if (hours < 1) return 'under an hour';
  return hours < 48 ? count(hours, 'hour') : count(Math.floor(hours / 24), 'day');
}

/** Mentions a person of Slack's, or names them; in mrkdwn. */
export function personText(userId: string | null, name: string | null): string {
  return userId === null ? escapeMrkdwn(name ?? 'somebody') : `<@${userId}>`;
}

export type CompanyNames = Readonly<{ host: string; partner: string }>;

/** Who has to move, by name: “we” means somebody else to every reader of a shared channel. */
export function waitsForText(waitsFor: WaitsFor, { host, partner }: CompanyNames): string {
  switch (waitsFor) {
    case 'vendor':
      return host;
    case 'partner':
      return partner;
    case 'third_party':
      return 'somebody else';
  }
}

/** A median with what it counts; never a number that a handful of cases cannot carry. */
export function medianText(median: Median): string {
  const counted = `${median.events} of ${count(median.n, 'partner')} reached it`;
  switch (median.kind) {
    case 'days':
      return `${count(median.days, 'day')} (median, ${counted})`;
    case 'not_reached':
      return `not reached by half yet (${counted})`;
    case 'too_few':
      return `not enough data for a median (${counted})`;
  }
}
