import { countGivenUp, countReminders, listOpenClockHeads } from '../../db/doctor.ts';
import { listSubmitters } from '../../db/evidence.ts';
import { listOnboardings } from '../../db/onboardings.ts';
import { findLastRun, lastBeat } from '../../db/schedule.ts';
import type { Reader } from '../../db/store.ts';
import { authorize } from '../domain/access.ts';
import { GIVEN_UP_MS, outdated, OVERDUE_MS, ownerlessOf, type Findings } from '../domain/doctor.ts';
import type { Instant } from '../domain/ids.ts';
import { JOBS } from '../domain/pulse.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';

/** What there is to mend. @throws RefusedError */
export async function seeDoctor(deps: Deps, signer: Signer): Promise<Findings> {
  const { store, zoneData, now } = deps;
  authorize(await colleagueFor(store.read, deps, signer), 'see_doctor');
  return examine(store.read, { now: now(), zoneData });
}

/** Looks at what is on record. @param zoneData what dates are computed with now */
export async function examine(
  reader: Reader,
  { now, zoneData }: Readonly<{ now: Instant; zoneData: string }>,
): Promise<Findings> {
  const clocks = await listOpenClockHeads(reader);
  const wholes = await listOnboardings(reader);
  const items = wholes.flatMap((whole) => whole.items);
  const submitters = await listSubmitters(reader, items);
  return {
    now,
    tickAt: await lastBeat(reader, JOBS.tick),
    auditor: (await findLastRun(reader, JOBS.auditor)) ?? null,
    reminders: await countReminders(reader, now - OVERDUE_MS),
    messages: await countGivenUp(reader, now - GIVEN_UP_MS),
    ownerless: ownerlessOf(wholes, clocks, { submitters, now }),
    zoneData: { running: zoneData, others: outdated(clocks, zoneData) },
  };
}
