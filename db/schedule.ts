import type { Instant } from '../src/domain/ids.ts';
import type { Tx } from './store.ts';

/** Claims a slot of a job. False when it has run before, here or in another process. */
export async function claimSlot(
  tx: Tx,
  row: Readonly<{ job: string; slotAt: Instant; at: Instant }>,
): Promise<boolean> {
  const { scheduleRuns } = tx.t;
  const rows = await tx.db
    .insert(scheduleRuns)
    .values(row)
    .onConflictDoNothing()
    .returning({ job: scheduleRuns.job });
  return rows.length > 0;
}
