import type { Instant } from './ids.ts';

/**
 * How an attempt to send ended. `unclear` is what is left when nothing is proven: Slack may have
 * the message or not.
 */
export type Attempt =
  | Readonly<{ kind: 'sent'; channelId: string | null; ts: string | null }>
  | Readonly<{ kind: 'postponed'; retryAfterMs: number; error: string }>
  | Readonly<{ kind: 'refused'; error: string }>
  | Readonly<{ kind: 'unclear'; error: string }>;

export type OutboxState = 'pending' | 'sending' | 'sent' | 'dropped' | 'dead' | 'needs_review';

/** How long after an unclear attempt Slack's history is believed to show a message that arrived. */
export const GRACE_MS = 60_000;
/** How long a sender owns a row: its calls (10 s at most) and the grace after them. */
export const LEASE_MS = 90_000;
/** History readings that prove nothing before a person has to look. */
const MAX_CHECKS = 5;
/** Attempts before a person has to look; of an errand that is repeated, about a day. */
const MAX_ATTEMPTS = 12;
const FIRST_BACKOFF_MS = 30_000;
const LONGEST_BACKOFF_MS = 3_600_000 * 4;

export type Settled =
  | Readonly<{ state: 'sent'; channelId: string | null; ts: string | null }>
  | Readonly<{ state: 'pending'; dueAt: Instant; error: string }>
  | Readonly<{ state: 'dead'; error: string }>
  /** Stays with us until Slack's history can tell. */
  | Readonly<{ state: 'sending'; leaseUntil: Instant; error: string }>
  | Readonly<{ state: 'needs_review'; error: string }>;

/** What becomes of an outbox row after `attempt`. A repeatable errand is simply tried again. */
export function afterAttempt(
  attempt: Attempt,
  input: Readonly<{ repeatable: boolean; attempts: number; now: Instant }>,
): Settled {
  const { repeatable, attempts, now } = input;
  switch (attempt.kind) {
    case 'sent':
      return { state: 'sent', channelId: attempt.channelId, ts: attempt.ts };
    case 'refused':
      return { state: 'dead', error: attempt.error };
    case 'postponed':
      return { state: 'pending', dueAt: now + attempt.retryAfterMs, error: attempt.error };
    case 'unclear':
      if (!repeatable)
        return { state: 'sending', leaseUntil: now + GRACE_MS, error: attempt.error };
      if (attempts >= MAX_ATTEMPTS) return { state: 'needs_review', error: attempt.error };
      return { state: 'pending', dueAt: now + backoffMs(attempts), error: attempt.error };
  }
}

/** What Slack's history says about an unclear row. */
export type Found =
  | Readonly<{ kind: 'found'; channelId: string; ts: string }>
  | Readonly<{ kind: 'absent' }>
  | Readonly<{ kind: 'unreadable'; error: string }>;

/**
 * What becomes of an unclear row after reading the history for the `checks`-th time. What never
 * arrives, however often it is tried, is for a person to look at.
 */
export function afterCheck(
  found: Found,
  { checks, attempts, now }: Readonly<{ checks: number; attempts: number; now: Instant }>,
): Settled {
  switch (found.kind) {
    case 'found':
      return { state: 'sent', channelId: found.channelId, ts: found.ts };
    case 'absent':
      if (attempts >= MAX_ATTEMPTS) return { state: 'needs_review', error: 'it never arrives' };
      return { state: 'pending', dueAt: now, error: 'proven absent' };
    case 'unreadable':
      if (checks >= MAX_CHECKS) return { state: 'needs_review', error: found.error };
      return { state: 'sending', leaseUntil: now + backoffMs(checks), error: found.error };
  }
}

function backoffMs(attempts: number): number {
  return Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.max(0, attempts - 1));
}
