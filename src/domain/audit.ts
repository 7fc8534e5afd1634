import { createHash } from 'node:crypto';
import type { ContactId, Instant } from './ids.ts';

/** What an audit entry may hold: ids, states and numbers, never names, addresses or free text. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>;

export type AuditEntry = Readonly<{
  at: Instant;
  /** A contact, or `slack` or `clock` where no person acted. */
  actorId: ContactId | 'slack' | 'clock' | 'unknown';
  action: string;
  /** The id of what changed. */
  subject: string;
  detail: AuditDetail;
}>;

export type ChainedEntry = AuditEntry & Readonly<{ seq: number; prevHash: string; hash: string }>;

/** What the first entry follows. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 over the entry before and this one, in a form that does not depend on key order. */
export function chainHash(prevHash: string, seq: number, entry: AuditEntry): string {
  const { at, actorId, action, subject, detail } = entry;
  const sorted = Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1));
  const canonical = JSON.stringify([seq, at, actorId, action, subject, sorted]);
  return createHash('sha256').update(prevHash).update(canonical).digest('hex');
}

/** The `seq` of the first entry that does not follow from the one before, or null when all do. */
export function firstBroken(entries: readonly ChainedEntry[]): number | null {
  let prevHash = GENESIS;
  let seq = 0;
  for (const entry of entries) {
    seq++;
    const good = entry.seq === seq && entry.prevHash === prevHash;
    if (!good || entry.hash !== chainHash(prevHash, seq, entry)) return entry.seq;
    prevHash = entry.hash;
  }
  return null;
}
