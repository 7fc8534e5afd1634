import type { ClockEvent, ClockPolicy } from '../../src/domain/clock.ts';
import type { ContactId } from '../../src/domain/ids.ts';
import { instantOf } from '../../src/domain/local-time.ts';

export const HOUR = 3_600_000;

/** The moment that a wall in Berlin shows as `2026-02-02 10:00`. */
export function berlin(text: string): number {
  const [day = '', time = '00:00'] = text.split(' ');
  const [hours = '0', minutes = '0', seconds = '0'] = time.split(':');
  const ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return instantOf(day, ms, 'Europe/Berlin');
}

/** The other way round, for messages that a person can read. */
export function inBerlin(at: number | null): string | null {
  if (at === null) return null;
  const text = new Date(at).toLocaleString('sv', { timeZone: 'Europe/Berlin' });
  return text.endsWith(':00') ? text.slice(0, -3) : text;
}

export const LADDER: ClockPolicy['ladder'] = [
  { after: '4 bh', tell: ['backup'] },
  { after: '1 bd', tell: ['p.lead', 'v.pm'] },
  { after: '2 bd', tell: ['v.pm', 'v.csl', 'v.ta'] },
  { after: '5 bd', tell: ['v.spon', 'p.spon'] },
];

export function aPolicy(overrides: Partial<ClockPolicy> = {}): ClockPolicy {
  return {
    budget: '3 bd',
    thresholds: [50, 75, 90],
    repeats: [1, 2, 3, 5, 8, 8],
    ladder: LADDER,
    grace: '2 bd',
    ...overrides,
  };
}

type Shape<T> = T extends ClockEvent
  ? Omit<T, 'seq' | 'effectiveAt' | 'recordedAt' | 'actorId' | 'note'>
  : never;
/** What happened, and when; a third part is when it was recorded. */
export type Happened = readonly [at: number, what: Shape<ClockEvent>, recordedAt?: number];

/** Events in the order in which they are told. */
export function eventsOf(...happened: readonly Happened[]): readonly ClockEvent[] {
  return happened.map(([effectiveAt, what, recordedAt = effectiveAt], index) => ({
    ...what,
    seq: index + 1,
    effectiveAt,
    recordedAt,
    actorId: 'con_mara' as ContactId,
    note: null,
  }));
}

export const start = (until: number | null = null) => ({ type: 'start', until }) as const;
export const stop = { type: 'stop' } as const;
export const cancel = { type: 'cancel' } as const;
export const pause = (key: string, reason: 'in_review' | 'waiting_other_side' = 'in_review') =>
  ({ type: 'pause', reason, key, until: null }) as const;
export const resume = (key: string) => ({ type: 'resume', key }) as const;
export const grace = { type: 'leg', reason: 'grace' } as const;
export const extension = (until: number) => ({ type: 'leg', reason: 'extension', until }) as const;
export const promise = (until: number) => ({ type: 'acknowledge', until }) as const;
