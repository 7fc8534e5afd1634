import { recordAudits } from '../../db/audit.ts';
import { wakeClocks } from '../../db/clocks.ts';
import { listSubmitters } from '../../db/evidence.ts';
import {
  listAuditedClocks,
  listClocked,
  type AuditedClock,
  type ClockedOnboarding,
} from '../../db/nudge-audit.ts';
import { saveNudges } from '../../db/nudges.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { getPlaybook } from '../../db/playbooks.ts';
import { claimSlot, endSlot } from '../../db/schedule.ts';
import type { Tx } from '../../db/store.ts';
import type { AuditEntry } from '../domain/audit.ts';
import { replay } from '../domain/clock-replay.ts';
import type { ClockView } from '../domain/clock.ts';
import type { ClockId, Instant, OnboardingId } from '../domain/ids.ts';
import type { Time } from '../domain/item.ts';
import { gapsOf, hasGap, type AuditResult, type Gap } from '../domain/nudge-audit.ts';
import { calendarOf, timeFor } from '../domain/onboarding.ts';
import { JOBS } from '../domain/pulse.ts';
import type { Deps } from './deps.ts';

const HOUR_MS = 3_600_000;
/** Onboardings that are read at once. */
const PAGE = 10;

/**
 * Once an hour, however many processes ask: proves that every moment at which a clock called for
 * somebody was dealt with. A gap is written to the audit and planned anew. Returns what it found;
 * null when this hour was looked at before.
 */
export async function auditNudges(deps: Deps): Promise<AuditResult | null> {
  const now = deps.now();
  const slot = { job: JOBS.auditor, slotAt: now - (now % HOUR_MS) };
  const isOurs = await deps.store.tx((tx) => claimSlot(tx, { ...slot, at: now }));
  if (!isOurs) return null;
  const result = await audited(deps, now);
  await deps.store.tx((tx) => endSlot(tx, slot, result));
  return result;
}

/** Looks at every open clock, page by page; others get their turn in between. */
async function audited(deps: Deps, now: Instant): Promise<AuditResult> {
  const { read } = deps.store;
  let after: OnboardingId | '' = '';
  let clocks = 0;
  let gaps = 0;
  for (;;) {
    const page: readonly ClockedOnboarding[] = await listClocked(read, { after, limit: PAGE });
    const all = await listAuditedClocks(
      read,
      page.map(({ id }) => id),
    );
    const clocksOf = Map.groupBy(all, ({ row }) => row.onboardingId);
    for (const onboarding of page) {
      const own = clocksOf.get(onboarding.id) ?? [];
      clocks += own.length;
      if (await isSuspect(deps, onboarding, own, now)) {
        gaps += await deps.store.tx((tx) => mend(tx, deps, { id: onboarding.id, now }));
      }
      await deps.breathe();
    }
    const last = page.at(-1);
    if (page.length < PAGE || !last) return { clocks, gaps };
    after = last.id;
  }
}

/** A first look, at the clocks alone: nearly always nothing is wrong, and the rest is not read. */
async function isSuspect(
  deps: Deps,
  { playbookHash, partner }: ClockedOnboarding,
  clocks: readonly AuditedClock[],
  now: Instant,
): Promise<boolean> {
  const playbook = await getPlaybook(deps.store.read, playbookHash);
  const time = timeFor(deps.settings, { partner, playbook }, now);
  return clocks.some(({ row, events, nudges }) => {
    const view = viewOf({ row, events }, time);
    return hasGap({ clock: row, view, rows: nudges, nextAt: row.nextAt }, time);
  });
}

function viewOf({ row, events }: Pick<AuditedClock, 'row' | 'events'>, time: Time): ClockView {
  return replay({ policy: row.policy, events }, calendarOf(time, row.side), time.now);
}

/** Looks again, inside the transaction, and puts right what it finds. Returns the number of gaps. */
async function mend(
  tx: Tx,
  deps: Deps,
  { id, now }: Readonly<{ id: OnboardingId; now: Instant }>,
): Promise<number> {
  const whole = await getOnboarding(tx, id);
  const time = timeFor(deps.settings, whole, now);
  const submitters = await listSubmitters(tx, whole.items);
  let found = 0;
  for (const { row, events, nudges } of await listAuditedClocks(tx, [id])) {
    const view = viewOf({ row, events }, time);
    const owing = { whole, clock: row, view, submitters, now };
    const gaps = gapsOf(owing, { rows: nudges, nextAt: row.nextAt }, time);
    found += gaps.length;
    await recordAudits(
      tx,
      gaps.map((gap) => entryFor(row.id, gap, now)),
    );
    for (const gap of gaps) {
      if (gap.kind === 'stuck') await saveNudges(tx, [gap.found.nudge.id], gap.mend);
    }
    if (gaps.length > 0) await wakeClocks(tx, { ids: [row.id], now });
  }
  return found;
}

function entryFor(clockId: ClockId, gap: Gap, at: Instant): AuditEntry {
  const entry = { at, actorId: 'clock', action: 'nudge_gap', subject: clockId } as const;
  if (gap.kind === 'missing') {
    const { leg, step } = gap;
    return { ...entry, detail: { leg, step: step.name, reachedAt: step.at, was: 'missing' } };
  }
  const { leg, step, reachedAt, contactId, fate } = gap.found.nudge;
  const outbox = gap.found.outboxState;
  return { ...entry, detail: { leg, step, reachedAt, contactId, was: fate, outbox } };
}
