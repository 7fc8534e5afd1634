import { count, desc, eq } from 'drizzle-orm';
import type { Blocker } from '../src/domain/blocker.ts';
import type { OnboardingId } from '../src/domain/ids.ts';
import type { Called } from '../src/domain/sla-board.ts';
import type { Reader } from './store.ts';

/** What the clocks of an onboarding called for, newest first: at most `limit`, and how many in all. */
export async function listCalled(
  { db, t }: Reader,
  { onboardingId, limit }: Readonly<{ onboardingId: OnboardingId; limit: number }>,
): Promise<Readonly<{ rows: readonly Called[]; total: number }>> {
  const { nudges, clocks } = t;
  const own = eq(nudges.onboardingId, onboardingId);
  const rows = await db
    .select({ nudge: nudges, clock: clocks })
    .from(nudges)
    .innerJoin(clocks, eq(clocks.id, nudges.clockId))
    .where(own)
    .orderBy(desc(nudges.reachedAt), desc(nudges.id))
    .limit(limit);
  const [all] = await db.select({ n: count() }).from(nudges).where(own);
  return { rows, total: all?.n ?? 0 };
}

/** Every blocker of an onboarding, also those that were solved. */
export async function listAllBlockers(
  { db, t }: Reader,
  onboardingId: OnboardingId,
): Promise<readonly Blocker[]> {
  return db.select().from(t.blockers).where(eq(t.blockers.onboardingId, onboardingId));
}
