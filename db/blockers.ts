import { and, eq, isNull } from 'drizzle-orm';
import type { Blocker } from '../src/domain/blocker.ts';
import type { BlockerId, ContactId, Instant } from '../src/domain/ids.ts';
import { NotFoundError } from '../src/errors.ts';
import type { Reader, Tx } from './store.ts';

export async function insertBlocker(tx: Tx, blocker: Blocker): Promise<void> {
  await tx.db.insert(tx.t.blockers).values(blocker).returning({ id: tx.t.blockers.id });
}

/** @throws NotFoundError */
export async function getBlocker({ db, t }: Reader, id: BlockerId): Promise<Blocker> {
  const [row] = await db.select().from(t.blockers).where(eq(t.blockers.id, id));
  if (!row) throw new NotFoundError('This blocker no longer exists.');
  return row;
}

/** Ends an open blocker. False when it had ended before. */
export async function clearBlocker(
  tx: Tx,
  { id, by, at }: Readonly<{ id: BlockerId; by: ContactId; at: Instant }>,
): Promise<boolean> {
  const { blockers } = tx.t;
  const cleared = await tx.db
    .update(blockers)
    .set({ clearedAt: at, clearedById: by })
    .where(and(eq(blockers.id, id), isNull(blockers.clearedAt)))
    .returning({ id: blockers.id });
  return cleared.length > 0;
}

/** Notes that somebody sees to a blocker. False when somebody did before. */
export async function acknowledgeBlocker(
  tx: Tx,
  { id, at }: Readonly<{ id: BlockerId; at: Instant }>,
): Promise<boolean> {
  const { blockers } = tx.t;
  const changed = await tx.db
    .update(blockers)
    .set({ acknowledgedAt: at })
    .where(and(eq(blockers.id, id), isNull(blockers.acknowledgedAt), isNull(blockers.clearedAt)))
    .returning({ id: blockers.id });
  return changed.length > 0;
}

/** Notes that both companies were told how it goes. */
export async function noteUpdate(
  tx: Tx,
  { id, at }: Readonly<{ id: BlockerId; at: Instant }>,
): Promise<void> {
  const { blockers } = tx.t;
  await tx.db
    .update(blockers)
    .set({ updatedAt: at })
    .where(eq(blockers.id, id))
    .returning({ id: blockers.id });
}
