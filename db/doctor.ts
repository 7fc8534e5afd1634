import { and, asc, eq, gt, gte, inArray, isNull, lt, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Findings, OpenClockHead } from '../src/domain/doctor.ts';
import type { Instant } from '../src/domain/ids.ts';
import type { Reader } from './store.ts';

const COUNT = sql<number>`cast(count(*) as integer)`;

/** Every open clock, without what happened to it. */
export async function listOpenClockHeads({ db, t }: Reader): Promise<readonly OpenClockHead[]> {
  const { clocks } = t;
  return db
    .select({
      id: clocks.id,
      onboardingId: clocks.onboardingId,
      subject: clocks.subject,
      kind: clocks.kind,
      side: clocks.side,
      cycle: clocks.cycle,
      policy: clocks.policy,
      zoneData: clocks.zoneData,
    })
    .from(clocks)
    .where(isNull(clocks.closedAt))
    .orderBy(asc(clocks.id));
}

/**
 * Reminders about open clocks that Slack never took and after which nobody has heard anything, and
 * those that should have been told before `before` and wait.
 */
export async function countReminders(
  reader: Reader,
  before: Instant,
): Promise<Findings['reminders']> {
  const waiting = await countPlanned(reader, before);
  const underWay = await countUnderWay(reader, before);
  return { failed: await countFailed(reader), overdue: waiting + underWay };
}

async function countPlanned({ db, t: { nudges } }: Reader, before: Instant): Promise<number> {
  const [row] = await db
    .select({ n: COUNT })
    .from(nudges)
    .where(and(sql`${nudges.fate} = 'planned'`, lt(nudges.deliverAt, before)));
  return row?.n ?? 0;
}

/** Those whose message stands in the outbox since then. */
async function countUnderWay({ db, t }: Reader, before: Instant): Promise<number> {
  const { nudges, outbox } = t;
  const [row] = await db
    .select({ n: COUNT })
    .from(outbox)
    .innerJoin(nudges, eq(nudges.outboxSeq, outbox.seq))
    .where(
      and(
        sql`${outbox.state} in ('pending', 'sending')`,
        eq(nudges.fate, 'queued'),
        lt(nudges.settledAt, before),
      ),
    );
  return row?.n ?? 0;
}

async function countFailed({ db, t }: Reader): Promise<number> {
  const { nudges, clocks } = t;
  const later = alias(nudges, 'later');
  const heard = db
    .select({ one: sql`1` })
    .from(later)
    .where(
      and(
        eq(later.clockId, nudges.clockId),
        eq(later.fate, 'sent'),
        gt(later.settledAt, nudges.settledAt),
      ),
    );
  const [row] = await db
    .select({ n: COUNT })
    .from(clocks)
    .innerJoin(nudges, eq(nudges.clockId, clocks.id))
    .where(and(isNull(clocks.closedAt), eq(nudges.fate, 'failed'), notExists(heard)));
  return row?.n ?? 0;
}

/** Messages written since `since` that were given up: refused by Slack, or nobody knows. */
export async function countGivenUp(
  { db, t: { outbox } }: Reader,
  since: Instant,
): Promise<Findings['messages']> {
  const rows = await db
    .select({ state: outbox.state, n: COUNT })
    .from(outbox)
    .where(and(inArray(outbox.state, ['dead', 'needs_review']), gte(outbox.createdAt, since)))
    .groupBy(outbox.state);
  const countOf = (wanted: string) => rows.find(({ state }) => state === wanted)?.n ?? 0;
  return { refused: countOf('dead'), unclear: countOf('needs_review') };
}
