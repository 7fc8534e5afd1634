import { asc, eq, getTableColumns, isNotNull, lte, sql, type SQL } from 'drizzle-orm';
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

/** Every item of an onboarding, also those that its playbook does not have any more. */
export async function listItems(
  { db, t }: Reader,
  onboardingId: OnboardingId,
): Promise<readonly Item[]> {
  return db
    .select()
    .from(t.items)
    .where(eq(t.items.onboardingId, onboardingId))
    .orderBy(asc(t.items.key));
}

/** Writes `item` as decided on revision `item.rev`. @throws StaleError when that is not the latest */
export async function saveItem(tx: Tx, item: Item): Promise<void> {
  await saveItems(tx, [item]);
}

/**
 * Writes items, each as decided on its own revision, in one statement.
 * @throws StaleError when one of them is not the latest
 */
export async function saveItems({ db, t }: Tx, items: readonly Item[]): Promise<void> {
  if (items.length === 0) return;
  const { id, onboardingId, key, rev, ...decided } = getTableColumns(t.items);
  const written: Record<string, SQL> = {};
  for (const [name, column] of Object.entries(decided)) written[name] = excluded(column);
  const saved = await db
    .insert(t.items)
    .values([...items])
    .onConflictDoUpdate({
      target: t.items.id,
      set: { ...written, rev: sql`${t.items.rev} + 1` },
      setWhere: eq(t.items.rev, excluded(t.items.rev)),
    })
    .returning({ id: t.items.id });
  if (saved.length < items.length) throw new StaleError('Somebody just changed this. Look again.');
}

/** The value that an insert brought, for the row that is there already. */
function excluded({ name }: { name: string }): SQL {
  return sql`excluded.${sql.identifier(name)}`;
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

/** The reminder that is owed next, and of which onboarding; undefined when none is. */
export async function findNextNudge({
  db,
  t,
}: Reader): Promise<Readonly<{ at: Instant; onboardingId: OnboardingId }> | undefined> {
  const [row] = await db
    .select({ at: t.items.nextNudgeAt, onboardingId: t.items.onboardingId })
    .from(t.items)
    .where(isNotNull(t.items.nextNudgeAt))
    .orderBy(asc(t.items.nextNudgeAt))
    .limit(1);
  return row?.at == null ? undefined : { at: row.at, onboardingId: row.onboardingId };
}
