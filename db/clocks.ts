import { and, asc, eq, inArray, isNull, lte, max, ne, notExists, sql } from 'drizzle-orm';
import type { Clock, ClockEvent, ClockState } from '../src/domain/clock.ts';
import type { ClockId, Instant, OnboardingId } from '../src/domain/ids.ts';
import { NotFoundError, StaleError } from '../src/errors.ts';
import type { Reader, Tx } from './store.ts';

/** What is remembered of a clock beside its events, so that it can be found: it can be made anew. */
export type ClockIndex = Readonly<{
  state: ClockState;
  startedAt: Instant | null;
  closedAt: Instant | null;
  dueAt: Instant | null;
  baselineDueAt: Instant | null;
  breachedAt: Instant | null;
  elapsedMs: number;
  wallMs: number;
  nextAt: Instant | null;
  zoneData: string;
}>;

export type ClockRow = Clock & ClockIndex & Readonly<{ rev: number }>;
export type ClockWithEvents = Readonly<{ row: ClockRow; events: readonly ClockEvent[] }>;

export async function insertClock(tx: Tx, row: ClockRow): Promise<void> {
  await tx.db.insert(tx.t.clocks).values(row).returning({ id: tx.t.clocks.id });
}

/** Writes what a clock is now. @throws StaleError when somebody else wrote meanwhile */
export async function saveClock(
  tx: Tx,
  { id, rev }: Pick<ClockRow, 'id' | 'rev'>,
  index: Partial<ClockIndex>,
): Promise<void> {
  const { clocks } = tx.t;
  const saved = await tx.db
    .update(clocks)
    .set({ ...index, rev: rev + 1 })
    .where(and(eq(clocks.id, id), eq(clocks.rev, rev)))
    .returning({ id: clocks.id });
  if (saved.length === 0) throw new StaleError('Somebody just changed this. Look again.');
}

export async function insertClockEvents(
  tx: Tx,
  clockId: ClockId,
  events: readonly ClockEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const unused = { reason: null, key: null, until: null };
  const rows = events.map((event) => ({ ...unused, ...event, clockId }));
  await tx.db.insert(tx.t.clockEvents).values(rows).returning({ seq: tx.t.clockEvents.seq });
}

/** @throws NotFoundError */
export async function getClock({ db, t }: Reader, id: ClockId): Promise<ClockRow> {
  const [row] = await db.select().from(t.clocks).where(eq(t.clocks.id, id));
  if (!row) throw new NotFoundError('This clock no longer exists.');
  return row;
}

/** The open clocks of an onboarding with all that happened to them. */
export async function listOpenClocks(
  reader: Reader,
  onboardingId: OnboardingId,
): Promise<readonly ClockWithEvents[]> {
  const { db, t } = reader;
  const rows = await db
    .select()
    .from(t.clocks)
    .where(and(eq(t.clocks.onboardingId, onboardingId), isNull(t.clocks.closedAt)));
  return withEvents(reader, rows);
}

/** Every clock of an onboarding, also closed ones, oldest first. */
export async function listClocks(
  reader: Reader,
  onboardingId: OnboardingId,
): Promise<readonly ClockWithEvents[]> {
  const { db, t } = reader;
  const rows = await db
    .select()
    .from(t.clocks)
    .where(eq(t.clocks.onboardingId, onboardingId))
    .orderBy(asc(t.clocks.startedAt), asc(t.clocks.id));
  return withEvents(reader, rows);
}

async function withEvents(
  { db, t }: Reader,
  rows: readonly ClockRow[],
): Promise<readonly ClockWithEvents[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const events = await db
    .select()
    .from(t.clockEvents)
    .where(inArray(t.clockEvents.clockId, ids))
    .orderBy(asc(t.clockEvents.seq));
  const eventsOf = Map.groupBy(events, ({ clockId }) => clockId);
  return rows.map((row) => ({
    row,
    events: (eventsOf.get(row.id) ?? []) as readonly ClockEvent[],
  }));
}

/** How many cycles of its kind each subject had; what is not named had none. */
export async function countCycles(
  { db, t }: Reader,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (subjects.length === 0) return new Map();
  const rows = await db
    .select({ subject: t.clocks.subject, kind: t.clocks.kind, cycle: max(t.clocks.cycle) })
    .from(t.clocks)
    .where(inArray(t.clocks.subject, [...subjects]))
    .groupBy(t.clocks.subject, t.clocks.kind);
  return new Map(rows.map(({ subject, kind, cycle }) => [`${kind} ${subject}`, cycle ?? 0]));
}

/** Onboardings with a clock that has to be looked at by now; at most `limit`. */
export async function listClocksDue(
  { db, t }: Reader,
  { now, limit }: Readonly<{ now: Instant; limit: number }>,
): Promise<readonly OnboardingId[]> {
  const rows = await db
    .selectDistinct({ onboardingId: t.clocks.onboardingId })
    .from(t.clocks)
    .where(lte(t.clocks.nextAt, now))
    .limit(limit);
  return rows.map(({ onboardingId }) => onboardingId);
}

/** Gives a clock other rules for what is still to come. */
export async function savePolicy(tx: Tx, id: ClockId, policy: Clock['policy']): Promise<void> {
  const { clocks } = tx.t;
  await tx.db
    .update(clocks)
    .set({ policy, rev: sql`${clocks.rev} + 1` })
    .where(eq(clocks.id, id))
    .returning({ id: clocks.id });
}

/** Has every open clock looked at again whose dates were computed with other data than `zoneData`. */
export async function wakeOutdated(
  tx: Tx,
  { zoneData, now }: Readonly<{ zoneData: string; now: Instant }>,
): Promise<void> {
  const { clocks } = tx.t;
  await tx.db
    .update(clocks)
    .set({ nextAt: now, rev: sql`${clocks.rev} + 1` })
    .where(and(isNull(clocks.closedAt), ne(clocks.zoneData, zoneData)))
    .returning({ id: clocks.id });
}

/** Has the open clocks of an onboarding looked at again at the next tick. */
export async function wakeClocks(
  tx: Tx,
  { ids, now }: Readonly<{ ids: readonly ClockId[]; now: Instant }>,
): Promise<void> {
  if (ids.length === 0) return;
  const { clocks } = tx.t;
  await tx.db
    .update(clocks)
    .set({ nextAt: now, rev: sql`${clocks.rev} + 1` })
    .where(and(inArray(clocks.id, [...ids]), isNull(clocks.closedAt)))
    .returning({ id: clocks.id });
}

/** Onboardings with an open item that no open clock is about. */
export async function listUnclocked({ db, t }: Reader): Promise<readonly OnboardingId[]> {
  const own = db
    .select({ one: sql`1` })
    .from(t.clocks)
    .where(and(eq(t.clocks.subject, t.items.id), isNull(t.clocks.closedAt)));
  const rows = await db
    .selectDistinct({ id: t.items.onboardingId })
    .from(t.items)
    .where(and(inArray(t.items.status, ['open', 'returned', 'in_review']), notExists(own)));
  return rows.map(({ id }) => id);
}

/** When the next clock has to be looked at, and of which onboarding; undefined when none has. */
export async function findNextClock({
  db,
  t,
}: Reader): Promise<Readonly<{ at: Instant; onboardingId: OnboardingId }> | undefined> {
  const [row] = await db
    .select({ at: t.clocks.nextAt, onboardingId: t.clocks.onboardingId })
    .from(t.clocks)
    .where(sql`${t.clocks.nextAt} is not null`)
    .orderBy(asc(t.clocks.nextAt))
    .limit(1);
  return row?.at == null ? undefined : { at: row.at, onboardingId: row.onboardingId };
}
