import { count, desc, eq } from 'drizzle-orm';
import type { AuditEntry } from '../src/domain/audit.ts';
import type { Instant, OnboardingId } from '../src/domain/ids.ts';
import type { Onboarding } from '../src/domain/onboarding.ts';
import type { Reader, Tx } from './store.ts';

/** What a plan rested on from `at` on, and who said so. */
export type PlanChangeRow = Pick<
  Onboarding,
  'playbookHash' | 'facts' | 'tierOverride' | 'targetGoLive'
> &
  Readonly<{ onboardingId: OnboardingId; at: Instant; byId: AuditEntry['actorId'] }>;

/** Keeps what a plan rests on from now on; nothing kept before is changed. */
export async function insertPlanChange(tx: Tx, row: PlanChangeRow): Promise<void> {
  const { planChanges } = tx.t;
  const [before] = await tx.db
    .select({ rows: count() })
    .from(planChanges)
    .where(eq(planChanges.onboardingId, row.onboardingId));
  await tx.db
    .insert(planChanges)
    .values({ ...row, nth: (before?.rows ?? 0) + 1 })
    .returning({ nth: planChanges.nth });
}

/** Everything that a plan has rested on, newest first. */
export async function listPlanChanges(
  { db, t }: Reader,
  onboardingId: OnboardingId,
): Promise<readonly (PlanChangeRow & Readonly<{ nth: number }>)[]> {
  return db
    .select()
    .from(t.planChanges)
    .where(eq(t.planChanges.onboardingId, onboardingId))
    .orderBy(desc(t.planChanges.nth));
}
