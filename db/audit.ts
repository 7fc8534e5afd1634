import { asc, between, desc, sql } from 'drizzle-orm';
import { chainHash, GENESIS, type AuditEntry, type ChainedEntry } from '../src/domain/audit.ts';
import type { Instant } from '../src/domain/ids.ts';
import type { Reader, Tx } from './store.ts';

/** Any number; what holds it writes the next entry of the chain. */
const CHAIN_LOCK = 724_901_337;

/** Appends to the audit, in the transaction of what it tells. */
export async function recordAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await recordAudits(tx, [entry]);
}

/** Appends several entries, in order. */
export async function recordAudits(tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const { audit } = tx.t;
  await lockChain(tx);
  const [last] = await tx.db
    .select({ seq: audit.seq, hash: audit.hash })
    .from(audit)
    .orderBy(desc(audit.seq))
    .limit(1);
  let seq = last?.seq ?? 0;
  let prevHash = last?.hash ?? GENESIS;
  const rows = entries.map((entry): ChainedEntry => {
    const row = { ...entry, seq: ++seq, prevHash, hash: chainHash(prevHash, seq, entry) };
    prevHash = row.hash;
    return row;
  });
  await tx.db.insert(audit).values(rows).returning({ seq: audit.seq });
}

/** The whole chain in order. */
export async function listAudit({ db, t }: Reader): Promise<readonly ChainedEntry[]> {
  return db.select().from(t.audit).orderBy(asc(t.audit.seq));
}

/** What changed between two moments, both included, in order; at most `limit` entries. */
export async function listAuditBetween(
  { db, t }: Reader,
  { from, to, limit }: Readonly<{ from: Instant; to: Instant; limit: number }>,
): Promise<readonly ChainedEntry[]> {
  return db
    .select()
    .from(t.audit)
    .where(between(t.audit.at, from, to))
    .orderBy(asc(t.audit.seq))
    .limit(limit);
}

/** On PostgreSQL transactions overlap, and two would follow the same entry. SQLite has one writer. */
async function lockChain(tx: Tx): Promise<void> {
  if (tx.dialect === 'sqlite') return;
  await tx.db
    .select({ locked: sql`pg_advisory_xact_lock(${CHAIN_LOCK})` })
    .from(sql`(values (1)) as one`);
}
