import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { Instant } from '../src/domain/ids.ts';
import type { AuditResult } from '../src/domain/nudge-audit.ts';
import type { AuditRun } from '../src/domain/pulse.ts';
import type { Reader, Tx } from './store.ts';

/** Once in which hour, week … a job runs. */
export type Slot = Readonly<{ job: string; slotAt: Instant }>;

/** The one slot of what only shows that it is alive. */
const HEARTBEAT = 0;

/** Claims a slot of a job. False when it has run before, here or in another process. */
export async function claimSlot(tx: Tx, row: Slot & Readonly<{ at: Instant }>): Promise<boolean> {
  const { scheduleRuns } = tx.t;
  const rows = await tx.db
    .insert(scheduleRuns)
    .values(row)
    .onConflictDoNothing()
    .returning({ job: scheduleRuns.job });
  return rows.length > 0;
}

/** Writes down what the run of a slot found: it has ended. */
export async function endSlot(tx: Tx, { job, slotAt }: Slot, result: AuditResult): Promise<void> {
  const { scheduleRuns } = tx.t;
  await tx.db
    .update(scheduleRuns)
    .set({ result })
    .where(and(eq(scheduleRuns.job, job), eq(scheduleRuns.slotAt, slotAt)))
    .returning({ job: scheduleRuns.job });
}

/** The newest run of a job that ended; undefined before the first. */
export async function findLastRun({ db, t }: Reader, job: string): Promise<AuditRun | undefined> {
  const { scheduleRuns } = t;
  const [row] = await db
    .select({ at: scheduleRuns.at, result: scheduleRuns.result })
    .from(scheduleRuns)
    .where(and(eq(scheduleRuns.job, job), isNotNull(scheduleRuns.result)))
    .orderBy(desc(scheduleRuns.slotAt))
    .limit(1);
  return row?.result == null ? undefined : { at: row.at, result: row.result };
}

/** Notes that `job` is alive. */
export async function beat(
  tx: Tx,
  { job, at }: Readonly<{ job: string; at: Instant }>,
): Promise<void> {
  const { scheduleRuns } = tx.t;
  await tx.db
    .insert(scheduleRuns)
    .values({ job, slotAt: HEARTBEAT, at })
    .onConflictDoUpdate({ target: [scheduleRuns.job, scheduleRuns.slotAt], set: { at } })
    .returning({ job: scheduleRuns.job });
}

/** When `job` last showed that it is alive; null when it never did. */
export async function lastBeat({ db, t }: Reader, job: string): Promise<Instant | null> {
  const { scheduleRuns } = t;
  const [row] = await db
    .select({ at: scheduleRuns.at })
    .from(scheduleRuns)
    .where(and(eq(scheduleRuns.job, job), eq(scheduleRuns.slotAt, HEARTBEAT)));
  return row?.at ?? null;
}
