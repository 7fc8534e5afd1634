import { pruneInbox } from '../db/inbox.ts';
import { beat, findLastRun } from '../db/schedule.ts';
import { auditorHealth, JOBS, STALE_TICK_MS, type Health } from './domain/pulse.ts';
import type { Log } from './log.ts';
import type { Pump } from './slack/pump.ts';
import { auditNudges } from './usecases/audit-nudges.ts';
import { endOverrides } from './usecases/change-facts.ts';
import type { Deps } from './usecases/deps.ts';
import { planDigest } from './usecases/plan-digest.ts';
import { planNudges } from './usecases/plan-nudges.ts';

/** What is done once a minute, and whether it is done. */
export type Ticking = Readonly<{ tick: () => Promise<void>; healthy: () => Health }>;

type Parts = Readonly<{ deps: Deps; pump: Pump; log: Log; wallClock: () => number }>;

/** Plans what has become due, has it sent, and once an hour proves that nothing was forgotten. */
export async function createTicking({ deps, pump, log, wallClock }: Parts): Promise<Ticking> {
  const { store, now } = deps;
  const lastRun = async () => (await findLastRun(store.read, JOBS.auditor)) ?? null;
  const startedAt = now();
  let auditor = await lastRun();
  let tickedAt = wallClock();

  async function tick(): Promise<void> {
    await endOverrides(deps);
    await planNudges(deps);
    await planDigest(deps);
    await store.tx(async (tx) => {
      await pruneInbox(tx, now());
      await beat(tx, { job: JOBS.tick, at: now() });
    });
    tickedAt = wallClock();
    pump.wake();
    // After what was due has been ruled on, and while it is sent.
    const found = await auditNudges(deps);
    if (found && found.gaps > 0)
      log.warn(found, 'the auditor found gaps and had them planned anew');
    auditor = await lastRun();
    await pump.quiet();
  }

  return {
    tick,
    healthy: () =>
      wallClock() - tickedAt > STALE_TICK_MS
        ? { isWell: false, lines: ['The clock has not ticked for three minutes'] }
        : auditorHealth({ startedAt, auditor }, now()),
  };
}
