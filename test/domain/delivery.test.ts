import { expect, test } from 'vitest';
import {
  afterAttempt,
  afterCheck,
  GRACE_MS,
  type Attempt,
  type Found,
} from '../../src/domain/delivery.ts';
import { HOUR_MS, NOW } from '../support/builders.ts';

const SENT: Attempt = { kind: 'sent', channelId: 'C0ACME0001', ts: '1772442000.000100' };
const UNCLEAR: Attempt = { kind: 'unclear', error: 'timeout' };
const postponed = (retryAfterMs: number): Attempt => ({
  kind: 'postponed',
  retryAfterMs,
  error: 'ratelimited',
});

type Case = [
  special: string,
  attempt: Attempt,
  repeatable: boolean,
  attempts: number,
  settled: object,
];

test.each<Case>([
  ['sent', SENT, false, 1, { state: 'sent', channelId: 'C0ACME0001', ts: '1772442000.000100' }],
  [
    'sent at last',
    SENT,
    true,
    12,
    { state: 'sent', channelId: 'C0ACME0001', ts: '1772442000.000100' },
  ],
  [
    'refused',
    { kind: 'refused', error: 'is_archived' },
    false,
    1,
    { state: 'dead', error: 'is_archived' },
  ],
  [
    'refused errand',
    { kind: 'refused', error: 'not_paid' },
    true,
    1,
    { state: 'dead', error: 'not_paid' },
  ],
  [
    'asked to wait',
    postponed(7_000),
    false,
    1,
    { state: 'pending', dueAt: NOW + 7_000, error: 'ratelimited' },
  ],
  [
    'asked to wait for ever so often',
    postponed(7_000),
    true,
    99,
    { state: 'pending', dueAt: NOW + 7_000, error: 'ratelimited' },
  ],
  [
    'unclear message: never again unless proven absent',
    UNCLEAR,
    false,
    1,
    { state: 'sending', leaseUntil: NOW + GRACE_MS, error: 'timeout' },
  ],
  [
    'unclear message after many attempts',
    UNCLEAR,
    false,
    99,
    { state: 'sending', leaseUntil: NOW + GRACE_MS, error: 'timeout' },
  ],
  ['unclear errand', UNCLEAR, true, 1, { state: 'pending', dueAt: NOW + 30_000, error: 'timeout' }],
  [
    'unclear errand again',
    UNCLEAR,
    true,
    2,
    { state: 'pending', dueAt: NOW + 60_000, error: 'timeout' },
  ],
  [
    'unclear errand, before the longest wait',
    UNCLEAR,
    true,
    9,
    { state: 'pending', dueAt: NOW + 7_680_000, error: 'timeout' },
  ],
  [
    'unclear errand, the longest wait',
    UNCLEAR,
    true,
    11,
    { state: 'pending', dueAt: NOW + 4 * HOUR_MS, error: 'timeout' },
  ],
  ['unclear errand, too often', UNCLEAR, true, 12, { state: 'needs_review', error: 'timeout' }],
])('%s', (_special, attempt, repeatable, attempts, settled) => {
  expect(afterAttempt(attempt, { repeatable, attempts, now: NOW })).toEqual(settled);
});

const FOUND: Found = { kind: 'found', channelId: 'C0ACME0001', ts: '1772442000.000100' };
const UNREADABLE: Found = { kind: 'unreadable', error: 'ratelimited' };

test.each<[special: string, found: Found, checks: number, settled: object]>([
  [
    'found: it was sent',
    FOUND,
    1,
    { state: 'sent', channelId: 'C0ACME0001', ts: '1772442000.000100' },
  ],
  [
    'absent: it is sent again, now',
    { kind: 'absent' },
    1,
    { state: 'pending', dueAt: NOW, error: 'proven absent' },
  ],
  [
    'unreadable: it is looked up again',
    UNREADABLE,
    1,
    { state: 'sending', leaseUntil: NOW + 30_000, error: 'ratelimited' },
  ],
  [
    'unreadable again: later',
    UNREADABLE,
    4,
    { state: 'sending', leaseUntil: NOW + 240_000, error: 'ratelimited' },
  ],
  [
    'unreadable too often: a person looks',
    UNREADABLE,
    5,
    { state: 'needs_review', error: 'ratelimited' },
  ],
  [
    'found at the last look',
    FOUND,
    5,
    { state: 'sent', channelId: 'C0ACME0001', ts: '1772442000.000100' },
  ],
])('the history says %s', (_special, found, checks, settled) => {
  expect(afterCheck(found, { checks, attempts: 1, now: NOW })).toEqual(settled);
});

test('what never arrives, however often it is sent, is for a person to look at', () => {
  const after = (attempts: number) =>
    afterCheck({ kind: 'absent' }, { checks: 1, attempts, now: NOW }).state;
  expect([1, 11, 12].map(after)).toEqual(['pending', 'pending', 'needs_review']);
});
