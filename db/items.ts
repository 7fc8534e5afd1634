import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { Instant, OnboardingId } from '../src/domain/ids.ts';
import type { Item } from '../src/domain/item.ts';
import { StaleError } from '../src/errors.ts';
import type { Reader, Tx } from './store.ts';

export async function insertItems(tx: Tx, items: readonly Item[]): Promise<void> {
  await tx.db
    .insert(tx.t.items)
    .values([...items])
    .returning({ id: tx.t.items.id });
}

/** Writes `item` as decided on revision `item.rev`. @throws StaleError when that is not the latest */
export async function saveItem({ db, t }: Tx, { rev, ...item }: Item): Promise<void> {
  const saved = await db
    .update(t.items)
    .set({ ...item, rev: rev + 1 })
    .where(and(eq(t.items.id, item.id), eq(t.items.rev, rev)))
    .returning({ id: t.items.id });
  if (saved.length === 0) throw new StaleError('Somebody just changed this. Look again.');
}

/** Onboardings with an item whose owner or reviewer is to be reminded by now; at most `limit`. */
export async function listNudgeDue(
  { db, t }: Reader,
  { now, limit }: Readonly<{ now: Instant; limit: number }>,
): Promise<readonly OnboardingId[]> {
  const rows = await db
    .select({ onboardingId: t.items.onboardingId, at: sql<number>`min(${t.items.nextNudgeAt})` })
    .from(t.items)
    .where(lte(t.items.nextNudgeAt, now))
    .groupBy(t.items.onboardingId)
    .orderBy(asc(sql`min(${t.items.nextNudgeAt})`))
    .limit(limit);
  return rows.map(({ onboardingId }) => onboardingId);
}
