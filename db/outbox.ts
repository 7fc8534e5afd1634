import {
  and,
  asc,
  between,
  desc,
  eq,
  gt,
  inArray,
  lt,
  lte,
  notExists,
  sql,
  type SQL,
} from 'drizzle-orm';
import { alias as aliasSqlite } from 'drizzle-orm/sqlite-core';
import type { OutboxState } from '../src/domain/delivery.ts';
import type { Instant } from '../src/domain/ids.ts';
import type { Intent, Lane } from '../src/domain/notice.ts';
import { NotFoundError } from '../src/errors.ts';
import type { Reader, Tx } from './store.ts';

/** Lower goes first, between lanes and never inside one. */
export const PRIORITY = { urgent: 0, normal: 1, digest: 2 } as const;

export type OutboxRow = Readonly<{
  seq: number;
  dedupeKey: string;
  lane: Lane;
  afterSeq: number | null;
  intent: Intent;
  priority: number;
  state: OutboxState;
  createdAt: Instant;
  dueAt: Instant;
  attempt: number;
  checks: number;
  owner: string | null;
  leaseUntil: Instant | null;
  firstTryAt: Instant | null;
  channelId: string | null;
  threadTs: string | null;
  ts: string | null;
  lastError: string | null;
}>;

/** What is to be sent; `afterSeq` names a row that must be sent before. */
export type NewOutboxRow = Readonly<{
  dedupeKey: string;
  lane: Lane;
  intent: Intent;
  now: Instant;
  priority?: number;
  afterSeq?: number | undefined;
}>;

/**
 * Writes down what is to be sent. Saying it twice (same key) says it once.
 * Returns its place, or undefined when it had been said before.
 */
export async function enqueue(tx: Tx, row: NewOutboxRow): Promise<number | undefined> {
  const { dedupeKey, lane, intent, now, priority = PRIORITY.normal, afterSeq = null } = row;
  const when = { createdAt: now, dueAt: now };
  const [added] = await tx.db
    .insert(tx.t.outbox)
    .values({
      dedupeKey,
      lane,
      afterSeq,
      intent,
      priority,
      state: 'pending',
      attempt: 0,
      checks: 0,
      ...when,
    })
    .onConflictDoNothing()
    .returning({ seq: tx.t.outbox.seq });
  return added?.seq;
}

/** Nothing earlier in its lane is waiting or under way, and what it waits for is sent. */
function unhindered({ db, t: { outbox } }: Reader): readonly SQL[] {
  const before = aliasSqlite(outbox, 'before');
  const cause = aliasSqlite(outbox, 'cause');
  const earlier = db
    .select({ one: sql`1` })
    .from(before)
    .where(
      and(
        sql`${before.state} in ('pending', 'sending')`,
        eq(before.lane, outbox.lane),
        lt(before.seq, outbox.seq),
      ),
    );
  const unsentCause = db
    .select({ one: sql`1` })
    .from(cause)
    .where(and(eq(cause.seq, outbox.afterSeq), sql`${cause.state} not in ('sent', 'dropped')`));
  return [notExists(earlier), notExists(unsentCause)];
}

/**
 * Takes the first waiting row of each lane for `owner`, committed as `sending` before anything is
 * sent. A lane is held while one of its rows is under way; dead ones do not hold it.
 */
export async function claimOutbox(
  tx: Tx,
  claim: Readonly<{ owner: string; now: Instant; leaseUntil: Instant; limit: number }>,
): Promise<readonly OutboxRow[]> {
  const { owner, now, leaseUntil, limit } = claim;
  const { outbox } = tx.t;
  const heads = await skipLocked(
    tx,
    tx.db
      .select({ seq: outbox.seq })
      .from(outbox)
      .where(and(sql`${outbox.state} = 'pending'`, lte(outbox.dueAt, now), ...unhindered(tx)))
      .orderBy(asc(outbox.priority), asc(outbox.dueAt), asc(outbox.seq))
      .limit(limit),
  );
  if (heads.length === 0) return [];
  const rows = await tx.db
    .update(outbox)
    .set({
      state: 'sending',
      owner,
      leaseUntil,
      attempt: sql`${outbox.attempt} + 1`,
      firstTryAt: sql`coalesce(${outbox.firstTryAt}, ${now})`,
    })
    .where(
      and(
        inArray(
          outbox.seq,
          heads.map(({ seq }) => seq),
        ),
        sql`${outbox.state} = 'pending'`,
      ),
    )
    .returning();
  return rows.toSorted((a, b) => a.seq - b.seq);
}

/** Takes rows whose sender was never heard of again, or whose answer was unclear. */
export async function claimUnclear(
  tx: Tx,
  claim: Readonly<{ owner: string; now: Instant; leaseUntil: Instant; limit: number }>,
): Promise<readonly OutboxRow[]> {
  const { owner, now, leaseUntil, limit } = claim;
  const { outbox } = tx.t;
  const rows = await skipLocked(
    tx,
    tx.db
      .select({ seq: outbox.seq })
      .from(outbox)
      .where(and(sql`${outbox.state} = 'sending'`, lte(outbox.leaseUntil, now)))
      .orderBy(asc(outbox.seq))
      .limit(limit),
  );
  if (rows.length === 0) return [];
  return tx.db
    .update(outbox)
    .set({ owner, leaseUntil, checks: sql`${outbox.checks} + 1` })
    .where(
      and(
        inArray(
          outbox.seq,
          rows.map(({ seq }) => seq),
        ),
        sql`${outbox.state} = 'sending'`,
      ),
    )
    .returning();
}

/** Writes down where an attempt goes, before it goes there. */
export async function noteAddress(
  tx: Tx,
  row: OutboxRow,
  address: Readonly<{ channelId: string; threadTs: string | null }>,
): Promise<boolean> {
  return fenced(tx, row, address);
}

/** What may be written when an attempt ends. */
export type Close = Partial<
  Pick<OutboxRow, 'state' | 'dueAt' | 'leaseUntil' | 'channelId' | 'ts' | 'lastError'>
>;

/** Ends an attempt. False when somebody else has taken the row over: then its result is void. */
export async function closeOutbox(tx: Tx, row: OutboxRow, close: Close): Promise<boolean> {
  return fenced(tx, row, close);
}

async function fenced(
  tx: Tx,
  { seq, owner, attempt, checks }: OutboxRow,
  change: Close & { threadTs?: string | null },
): Promise<boolean> {
  const { outbox } = tx.t;
  const rows = await tx.db
    .update(outbox)
    .set(change)
    .where(
      and(
        eq(outbox.seq, seq),
        sql`${outbox.state} = 'sending'`,
        eq(outbox.owner, owner ?? ''),
        eq(outbox.attempt, attempt),
        eq(outbox.checks, checks),
      ),
    )
    .returning({ seq: outbox.seq });
  return rows.length > 0;
}

/** Puts a row that was given up back into its lane. False when it was not given up. */
export async function retryOutbox(tx: Tx, seq: number, now: Instant): Promise<boolean> {
  const { outbox } = tx.t;
  const rows = await tx.db
    .update(outbox)
    .set({ state: 'pending', dueAt: now, attempt: 0, checks: 0, lastError: null })
    .where(and(eq(outbox.seq, seq), inArray(outbox.state, ['dead', 'needs_review'])))
    .returning({ seq: outbox.seq });
  return rows.length > 0;
}

/** @throws NotFoundError */
export async function getOutboxRow({ db, t }: Reader, seq: number): Promise<OutboxRow> {
  const [row] = await db.select().from(t.outbox).where(eq(t.outbox.seq, seq));
  if (!row) throw new NotFoundError('This message is no longer in the outbox.');
  return row;
}

/** Rows written after row `after`, oldest first; at most `limit`. */
export async function listOutboxAfter(
  { db, t }: Reader,
  { after, limit }: Readonly<{ after: number; limit: number }>,
): Promise<readonly OutboxRow[]> {
  return db
    .select()
    .from(t.outbox)
    .where(gt(t.outbox.seq, after))
    .orderBy(asc(t.outbox.seq))
    .limit(limit);
}

/** The place of the newest row; 0 when there is none. */
export async function lastOutboxSeq({ db, t }: Reader): Promise<number> {
  const [row] = await db
    .select({ seq: t.outbox.seq })
    .from(t.outbox)
    .orderBy(desc(t.outbox.seq))
    .limit(1);
  return row?.seq ?? 0;
}

/** Rows written between two moments, both included, oldest first; at most `limit`. */
export async function listOutboxWritten(
  { db, t }: Reader,
  { from, to, limit }: Readonly<{ from: Instant; to: Instant; limit: number }>,
): Promise<readonly OutboxRow[]> {
  return db
    .select()
    .from(t.outbox)
    .where(between(t.outbox.createdAt, from, to))
    .orderBy(asc(t.outbox.seq))
    .limit(limit);
}

/** Rows by state, for health and measurements. */
export async function countOutbox({ db, t }: Reader): Promise<Readonly<Record<string, number>>> {
  const rows = await db
    .select({ state: t.outbox.state, n: sql<number>`cast(count(*) as integer)` })
    .from(t.outbox)
    .groupBy(t.outbox.state)
    .orderBy(asc(t.outbox.state));
  return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
}

/** The one statement that differs: PostgreSQL must pass over rows another process is claiming. */
function skipLocked<Q>(tx: Tx, query: Q): Q {
  if (tx.dialect === 'sqlite') return query; // one transaction at a time
  const lockable = query as Q & { for: (lock: 'update', how: { skipLocked: true }) => Q };
  return lockable.for('update', { skipLocked: true });
}

/** When there is something to send, settle or draw next; null when nothing waits. */
export async function nextWorkAt(reader: Reader): Promise<Instant | null> {
  const { db, t } = reader;
  const [row] = await db
    .select({ at: sql<number | string | null>`min(${t.outbox.dueAt})` })
    .from(t.outbox)
    .where(and(sql`${t.outbox.state} = 'pending'`, ...unhindered(reader)));
  const [unclear] = await db
    .select({ at: sql<number | string | null>`min(${t.outbox.leaseUntil})` })
    .from(t.outbox)
    .where(sql`${t.outbox.state} = 'sending'`);
  const [stale] = await db
    .select({ at: sql<number | string | null>`min(${t.messages.leaseUntil})` })
    .from(t.messages)
    .where(
      sql`${t.messages.ts} is not null and ${t.messages.desiredRev} > ${t.messages.renderedRev}`,
    );
  const times = [row?.at, unclear?.at, stale?.at].flatMap((at) => (at == null ? [] : [Number(at)]));
  return times.length === 0 ? null : Math.min(...times);
}
