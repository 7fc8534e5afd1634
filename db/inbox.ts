import { eq, inArray, lt } from 'drizzle-orm';
import type { Instant } from '../src/domain/ids.ts';
import type { Reader, Tx } from './store.ts';

/** Longer than any repetition of Slack's; a key that is gone could take effect a second time. */
const KEPT_MS = 48 * 3_600_000;
const PAGE = 500;

/** Takes note of a delivery. False when it was dealt with before: then nothing may happen. */
export async function isNew(
  tx: Tx,
  { key, at }: Readonly<{ key: string; at: Instant }>,
): Promise<boolean> {
  const rows = await tx.db
    .insert(tx.t.inbox)
    .values({ key, at })
    .onConflictDoNothing()
    .returning({ key: tx.t.inbox.key });
  return rows.length > 0;
}

/** True when a delivery was dealt with: a form whose first sending had an effect. */
export async function wasSeen({ db, t }: Reader, key: string): Promise<boolean> {
  const rows = await db.select({ key: t.inbox.key }).from(t.inbox).where(eq(t.inbox.key, key));
  return rows.length > 0;
}

/** Forgets what Slack can no longer repeat, a page at a time. */
export async function pruneInbox(tx: Tx, now: Instant): Promise<void> {
  const { inbox } = tx.t;
  const old = await tx.db
    .select({ key: inbox.key })
    .from(inbox)
    .where(lt(inbox.at, now - KEPT_MS))
    .limit(PAGE);
  if (old.length === 0) return;
  const keys = old.map(({ key }) => key);
  await tx.db.delete(inbox).where(inArray(inbox.key, keys)).returning({ key: inbox.key });
}
