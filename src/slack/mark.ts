import { createHmac, timingSafeEqual } from 'node:crypto';
import type { OutboxRow } from '../../db/outbox.ts';

/** Metadata of every message from the outbox: how its row is found again in a channel's history. */
export const MARK_EVENT = 'onb_outbox';

export type Mark = Readonly<{ id: number; mac: string }>;

/**
 * The mark of `row`. Members of the channel can read it and could copy it, so it is signed with a
 * key that is not in the database, and holds no secret.
 */
export function markOf(row: Pick<OutboxRow, 'seq' | 'dedupeKey'>, key: string): Mark {
  const mac = createHmac('sha256', key).update(`${row.seq}|${row.dedupeKey}`).digest('hex');
  return { id: row.seq, mac };
}

/** True when `metadata` of a message is the mark of `row`. */
export function bearsMark(
  metadata: { event_type?: string; event_payload?: unknown } | undefined,
  row: Pick<OutboxRow, 'seq' | 'dedupeKey'>,
  key: string,
): boolean {
  if (metadata?.event_type !== MARK_EVENT) return false;
  const found = metadata.event_payload as Partial<Mark> | undefined;
  const { id, mac } = markOf(row, key);
  if (found?.id !== id || typeof found.mac !== 'string' || found.mac.length !== mac.length)
    return false;
  return timingSafeEqual(Buffer.from(found.mac), Buffer.from(mac));
}
