import { and, asc, eq, exists, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { ClockEvent } from '../src/domain/clock.ts';
import type { OnboardingId } from '../src/domain/ids.ts';
import type { AuditedNudge } from '../src/domain/nudge-audit.ts';
import type { Partner } from '../src/domain/onboarding.ts';
import type { ClockRow } from './clocks.ts';
import type { Reader } from './store.ts';

/** An onboarding whose clocks are looked at, with what its calendars follow from. */
export type ClockedOnboarding = Readonly<{
  id: OnboardingId;
  playbookHash: string;
  partner: Pick<Partner, 'zone' | 'country'>;
}>;

/** Onboardings that have an open clock, in order of id, after `after`; at most `limit`. */
export async function listClocked(
  { db, t }: Reader,
  { after, limit }: Readonly<{ after: OnboardingId | ''; limit: number }>,
): Promise<readonly ClockedOnboarding[]> {
  const { onboardings, partners, clocks } = t;
  const open = db
    .select({ one: sql`1` })
    .from(clocks)
    .where(and(eq(clocks.onboardingId, onboardings.id), isNull(clocks.closedAt)));
  const rows = await db
    .select({
      id: onboardings.id,
      playbookHash: onboardings.playbookHash,
      zone: partners.zone,
      country: partners.country,
    })
    .from(onboardings)
    .innerJoin(partners, eq(partners.id, onboardings.partnerId))
    .where(and(gt(onboardings.id, after as OnboardingId), exists(open)))
    .orderBy(asc(onboardings.id))
    .limit(limit);
  return rows.map(({ id, playbookHash, zone, country }) => ({
    id,
    playbookHash,
    partner: { zone, country },
  }));
}

/** An open clock with all that happened to it and all that it called for. */
export type AuditedClock = Readonly<{
  row: ClockRow;
  events: readonly ClockEvent[];
  nudges: readonly AuditedNudge[];
}>;

/** The open clocks of these onboardings. */
export async function listAuditedClocks(
  { db, t }: Reader,
  ids: readonly OnboardingId[],
): Promise<readonly AuditedClock[]> {
  if (ids.length === 0) return [];
  const { clocks, clockEvents, nudges, outbox } = t;
  const open = and(inArray(clocks.onboardingId, [...ids]), isNull(clocks.closedAt));
  // Events before clocks before rows: what is written meanwhile can make a step look dealt with, or its
  // clock just woken, but no step forgotten. A row and its message are read at one moment.
  const events = await db
    .select({ event: clockEvents })
    .from(clockEvents)
    .innerJoin(clocks, eq(clocks.id, clockEvents.clockId))
    .where(open)
    .orderBy(asc(clockEvents.seq));
  const rows = await db.select().from(clocks).where(open).orderBy(asc(clocks.id));
  const called = await db
    .select({ nudge: nudges, outboxState: outbox.state })
    .from(nudges)
    .innerJoin(clocks, eq(clocks.id, nudges.clockId))
    .leftJoin(outbox, eq(outbox.seq, nudges.outboxSeq))
    .where(open)
    .orderBy(asc(nudges.reachedAt));
  const eventsOf = Map.groupBy(events, ({ event }) => event.clockId);
  const nudgesOf = Map.groupBy(called, ({ nudge }) => nudge.clockId);
  return rows.map((row) => ({
    row,
    events: (eventsOf.get(row.id) ?? []).map(({ event }) => event) as readonly ClockEvent[],
    nudges: nudgesOf.get(row.id) ?? [],
  }));
}
