import { asc, eq, getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { OnboardingId } from '../src/domain/ids.ts';
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
export function excluded({ name }: { name: string }): SQL {
  return sql`excluded.${sql.identifier(name)}`;
}
