import { and, eq, sql } from 'drizzle-orm';
import type { Extension } from '../src/domain/extension.ts';
import type { ClockId, ContactId, ExtensionId, Instant, ItemId } from '../src/domain/ids.ts';
import { NotFoundError } from '../src/errors.ts';
import type { Reader, Tx } from './store.ts';

export async function insertExtension(tx: Tx, extension: Extension): Promise<void> {
  await tx.db.insert(tx.t.extensions).values(extension).returning({ id: tx.t.extensions.id });
}

/** @throws NotFoundError */
export async function getExtension({ db, t }: Reader, id: ExtensionId): Promise<Extension> {
  const [row] = await db.select().from(t.extensions).where(eq(t.extensions.id, id));
  if (!row) throw new NotFoundError('This request no longer exists.');
  return row;
}

/** The request for more time on an item that nobody has decided on; undefined when there is none. */
export async function findAsked({ db, t }: Reader, itemId: ItemId): Promise<Extension | undefined> {
  const [row] = await db
    .select()
    .from(t.extensions)
    .where(and(eq(t.extensions.itemId, itemId), sql`${t.extensions.state} = 'asked'`));
  return row;
}

/** Writes down what was decided. False when somebody had decided before. */
export async function decideExtension(
  tx: Tx,
  id: ExtensionId,
  decision: Readonly<{
    state: 'granted' | 'declined';
    decidedById: ContactId;
    decidedAt: Instant;
    answer: string | null;
  }>,
): Promise<boolean> {
  const { extensions } = tx.t;
  const rows = await tx.db
    .update(extensions)
    .set(decision)
    .where(and(eq(extensions.id, id), sql`${extensions.state} = 'asked'`))
    .returning({ id: extensions.id });
  return rows.length > 0;
}

/** Until when a person wants peace about each clock. */
export async function listSnoozes(
  { db, t }: Reader,
  contactId: ContactId,
): Promise<ReadonlyMap<ClockId, Instant>> {
  const rows = await db.select().from(t.snoozes).where(eq(t.snoozes.contactId, contactId));
  return new Map(rows.map(({ clockId, until }) => [clockId, until]));
}

export async function saveSnooze(
  tx: Tx,
  snooze: Readonly<{ contactId: ContactId; clockId: ClockId; until: Instant; at: Instant }>,
): Promise<void> {
  const { until, at } = snooze;
  await tx.db
    .insert(tx.t.snoozes)
    .values(snooze)
    .onConflictDoUpdate({
      target: [tx.t.snoozes.contactId, tx.t.snoozes.clockId],
      set: { until, at },
    })
    .returning({ clockId: tx.t.snoozes.clockId });
}
