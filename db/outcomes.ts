import { and, asc, eq, inArray } from 'drizzle-orm';
import type { OnboardingId, OutcomeId } from '../src/domain/ids.ts';
import type { Outcome } from '../src/domain/outcome.ts';
import { NotFoundError, StaleError } from '../src/errors.ts';
import type { Reader, Tx } from './store.ts';

/** Records a claim. False when the same result was recorded before. */
export async function insertOutcome(tx: Tx, outcome: Outcome): Promise<boolean> {
  const inserted = await tx.db
    .insert(tx.t.outcomes)
    .values(outcome)
    .onConflictDoNothing()
    .returning({ id: tx.t.outcomes.id });
  return inserted.length > 0;
}

/** @throws NotFoundError */
export async function getOutcome({ db, t }: Reader, id: OutcomeId): Promise<Outcome> {
  const [row] = await db.select().from(t.outcomes).where(eq(t.outcomes.id, id));
  if (!row) throw new NotFoundError('This outcome no longer exists.');
  return row;
}

/** Outcomes of these onboardings (of all when left out), by the day they happened. */
export async function listOutcomes(
  { db, t }: Reader,
  onboardingIds?: readonly OnboardingId[],
): Promise<readonly Outcome[]> {
  return db
    .select()
    .from(t.outcomes)
    .where(onboardingIds && inArray(t.outcomes.onboardingId, [...onboardingIds]))
    .orderBy(asc(t.outcomes.happenedOn), asc(t.outcomes.id));
}

/** Writes the decision on a claim. @throws StaleError when it was decided before */
export async function decideOutcome(
  tx: Tx,
  { id, ...decision }: Pick<Outcome, 'id' | 'state' | 'decidedById' | 'decidedAt' | 'reason'>,
): Promise<void> {
  const { outcomes } = tx.t;
  const saved = await tx.db
    .update(outcomes)
    .set(decision)
    .where(and(eq(outcomes.id, id), eq(outcomes.state, 'claimed')))
    .returning({ id: outcomes.id });
  if (saved.length === 0) throw new StaleError('Somebody has decided on this outcome already.');
}
