import { and, asc, eq, gte, inArray, lte, or, sql } from 'drizzle-orm';
import type { ClockId, ContactId, Instant, NudgeId, OnboardingId } from '../src/domain/ids.ts';
import { NOT_FINAL, type Nudge } from '../src/domain/nudge.ts';
import { excluded } from './items.ts';
import type { Reader, Tx } from './store.ts';

/**
 * Writes down what became of steps. One that was written before stays as it is, unless it was dropped
 * because the clock stood still, or somebody else owned it: then it is planned again.
 */
export async function insertNudges(tx: Tx, nudges: readonly Nudge[]): Promise<void> {
  if (nudges.length === 0) return;
  const { clockId, leg, step, contactId, fate, reason, ...others } = tx.t.nudges;
  await tx.db
    .insert(tx.t.nudges)
    .values([...nudges])
    .onConflictDoUpdate({
      target: [clockId, leg, step, contactId],
      set: {
        fate: excluded(fate),
        reason: excluded(reason),
        deliverAt: excluded(others.deliverAt),
        outboxSeq: null,
        settledAt: null,
      },
      setWhere: sql`${fate} = 'dropped' and ${inArray(reason, [...NOT_FINAL])} and excluded.fate = 'planned'`,
    })
    .returning({ id: others.id });
}

export async function saveNudges(
  tx: Tx,
  ids: readonly NudgeId[],
  change: Partial<Pick<Nudge, 'fate' | 'reason' | 'deliverAt' | 'outboxSeq' | 'settledAt'>>,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .update(tx.t.nudges)
    .set(change)
    .where(inArray(tx.t.nudges.id, [...ids]))
    .returning({ id: tx.t.nudges.id });
}

export async function listNudgesOfClocks(
  { db, t }: Reader,
  clockIds: readonly ClockId[],
): Promise<readonly Nudge[]> {
  if (clockIds.length === 0) return [];
  return db
    .select()
    .from(t.nudges)
    .where(inArray(t.nudges.clockId, [...clockIds]))
    .orderBy(asc(t.nudges.reachedAt));
}

export async function listNudges(
  { db, t }: Reader,
  ids: readonly NudgeId[],
): Promise<readonly Nudge[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(t.nudges)
    .where(inArray(t.nudges.id, [...ids]));
}

/** Everything that was called for at an onboarding, oldest first. */
export async function listNudgesOf(
  { db, t }: Reader,
  onboardingId: OnboardingId,
): Promise<readonly Nudge[]> {
  return db
    .select()
    .from(t.nudges)
    .where(eq(t.nudges.onboardingId, onboardingId))
    .orderBy(asc(t.nudges.reachedAt), asc(t.nudges.id));
}

/** People for whom something waits that may be delivered by now; at most `limit`. */
export async function listPeopleToNudge(
  { db, t }: Reader,
  { now, limit }: Readonly<{ now: Instant; limit: number }>,
): Promise<readonly ContactId[]> {
  const rows = await db
    .selectDistinct({ contactId: t.nudges.contactId })
    .from(t.nudges)
    .where(and(sql`${t.nudges.fate} = 'planned'`, lte(t.nudges.deliverAt, now)))
    .limit(limit);
  return rows.flatMap(({ contactId }) => (contactId === '' ? [] : [contactId]));
}

/** What waits for one person and may be delivered by now, with what goes with any message. */
export async function listNudgesFor(
  { db, t }: Reader,
  { contactId, now }: Readonly<{ contactId: ContactId; now: Instant }>,
): Promise<readonly Nudge[]> {
  return db
    .select()
    .from(t.nudges)
    .where(
      and(
        eq(t.nudges.contactId, contactId),
        sql`${t.nudges.fate} = 'planned'`,
        or(lte(t.nudges.deliverAt, now), eq(t.nudges.reason, 'gathered')),
      ),
    )
    .orderBy(asc(t.nudges.reachedAt), asc(t.nudges.id));
}

/** Messages of this kind that a person got since `since`. */
export async function countNudgeMessages(
  { db, t }: Reader,
  { contactId, since }: Readonly<{ contactId: ContactId; since: Instant }>,
): Promise<number> {
  const [row] = await db
    .select({ n: sql<number>`cast(count(distinct ${t.nudges.outboxSeq}) as integer)` })
    .from(t.nudges)
    .where(
      and(
        eq(t.nudges.contactId, contactId),
        inArray(t.nudges.fate, ['queued', 'sent']),
        gte(t.nudges.settledAt, since),
      ),
    );
  return row?.n ?? 0;
}

/** What waits to be told next, and to whom; undefined when nothing does. */
export async function findNextDelivery({
  db,
  t,
}: Reader): Promise<Readonly<{ at: Instant; contactId: ContactId }> | undefined> {
  const [row] = await db
    .select({ at: t.nudges.deliverAt, contactId: t.nudges.contactId })
    .from(t.nudges)
    .where(sql`${t.nudges.fate} = 'planned'`)
    .orderBy(asc(t.nudges.deliverAt))
    .limit(1);
  if (row?.at == null || row.contactId === '') return undefined;
  return { at: row.at, contactId: row.contactId };
}
