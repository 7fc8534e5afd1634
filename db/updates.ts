import { desc, eq } from 'drizzle-orm';
import type { UpdateId } from '../src/domain/ids.ts';
import type { Update } from '../src/domain/blocker.ts';
import { NotFoundError } from '../src/errors.ts';
import type { Reader, Tx } from './store.ts';

export async function insertUpdate(tx: Tx, update: Update): Promise<void> {
  await tx.db.insert(tx.t.updates).values(update).returning({ id: tx.t.updates.id });
}

/** @throws NotFoundError */
export async function getUpdate({ db, t }: Reader, id: UpdateId): Promise<Update> {
  const [row] = await db.select().from(t.updates).where(eq(t.updates.id, id));
  if (!row) throw new NotFoundError('This update no longer exists.');
  return row;
}

/** What was told about `subject`, newest first. */
export async function listUpdates({ db, t }: Reader, subject: string): Promise<readonly Update[]> {
  return db
    .select()
    .from(t.updates)
    .where(eq(t.updates.subject, subject))
    .orderBy(desc(t.updates.at));
}
