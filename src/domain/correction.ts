import type { Instant } from './ids.ts';

/** What happened to a clock earlier than it was heard of. */
export type Correction =
  | Readonly<{ what: 'stood_still'; from: Instant; to: Instant }>
  | Readonly<{ what: 'done'; from: Instant }>;

/** Why a clock cannot be corrected like this; null when it can. */
export function wrongCorrection(
  correction: Correction,
  { startedAt, now }: Readonly<{ startedAt: Instant | null; now: Instant }>,
): string | null {
  if (startedAt === null) return 'This clock has not started.';
  if (correction.from < startedAt) return 'The clock had not started by then.';
  if (correction.from > now)
    return 'A correction is about what has been. Choose an earlier moment.';
  if (correction.what === 'done') return null;
  if (correction.to <= correction.from) return 'It ends before it begins.';
  return correction.to > now ? 'A correction is about what has been. Choose an earlier end.' : null;
}
