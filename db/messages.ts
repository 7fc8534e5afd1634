import { and, asc, eq, gt, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import type { Instant, MessageId, OnboardingId } from '../src/domain/ids.ts';
import { NotFoundError } from '../src/errors.ts';
import type { MessageKind } from './kinds.ts';
import type { Reader, Tx } from './store.ts';

/** A message that is edited in place. It is out of date while `desiredRev` is ahead. */
export type Message = Readonly<{
  id: MessageId;
  onboardingId: OnboardingId;
  kind: MessageKind;
  /** The module's key; empty for the headline. */
  moduleKey: string;
  /** Which part of its module; counts from 1. */
  part: number;
  /** Null until it is posted. */
  channelId: string | null;
  ts: string | null;
  desiredRev: number;
  renderedRev: number;
  leaseUntil: Instant;
}>;

/** A message that is wanted and not posted yet. */
export function newMessage(
  what: Pick<Message, 'id' | 'onboardingId' | 'kind' | 'moduleKey'> &
    Partial<Pick<Message, 'part'>>,
): Message {
  const unposted = { channelId: null, ts: null, desiredRev: 1, renderedRev: 0, leaseUntil: 0 };
  return { part: 1, ...what, ...unposted };
}

export async function insertMessage(tx: Tx, message: Message): Promise<void> {
  await tx.db.insert(tx.t.messages).values(message).returning({ id: tx.t.messages.id });
}

/** The messages of an onboarding, in order of module and part; the headline first. */
export async function listMessages(
  { db, t }: Reader,
  onboardingId: OnboardingId,
): Promise<readonly Message[]> {
  return db
    .select()
    .from(t.messages)
    .where(eq(t.messages.onboardingId, onboardingId))
    .orderBy(asc(t.messages.kind), asc(t.messages.moduleKey), asc(t.messages.part));
}

/** @throws NotFoundError */
export async function getMessage({ db, t }: Reader, id: MessageId): Promise<Message> {
  const [row] = await db.select().from(t.messages).where(eq(t.messages.id, id));
  if (!row) throw new NotFoundError('This message no longer exists.');
  return row;
}

/**
 * Says that messages are out of date: the headline, and those of the modules named. Each part of a
 * module tells how far the whole of it is.
 */
export async function touchMessages(
  tx: Tx,
  {
    onboardingId,
    moduleKeys,
  }: Readonly<{ onboardingId: OnboardingId; moduleKeys: Iterable<string> }>,
): Promise<void> {
  const { messages } = tx.t;
  await tx.db
    .update(messages)
    .set({ desiredRev: sql`${messages.desiredRev} + 1` })
    .where(
      and(
        eq(messages.onboardingId, onboardingId),
        inArray(messages.moduleKey, ['', ...moduleKeys]),
      ),
    )
    .returning({ id: messages.id });
}

/** Notes where a message stands, once it is posted, and which state of things it shows. */
export async function notePosted(
  tx: Tx,
  { id, ...place }: Readonly<{ id: MessageId; channelId: string; ts: string; renderedRev: number }>,
): Promise<void> {
  await tx.db
    .update(tx.t.messages)
    .set(place)
    .where(eq(tx.t.messages.id, id))
    .returning({ id: tx.t.messages.id });
}

/**
 * Takes messages that are out of date, for drawing: nobody else draws them before `leaseUntil`.
 * At most `limit`, those first that were drawn longest ago.
 */
export async function claimRenders(
  tx: Tx,
  { now, leaseUntil, limit }: Readonly<{ now: Instant; leaseUntil: Instant; limit: number }>,
): Promise<readonly Message[]> {
  const { messages } = tx.t;
  const stale = await tx.db
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        isNotNull(messages.ts),
        gt(messages.desiredRev, messages.renderedRev),
        lte(messages.leaseUntil, now),
      ),
    )
    .orderBy(asc(messages.leaseUntil), asc(messages.id))
    .limit(limit);
  if (stale.length === 0) return [];
  const ids = stale.map(({ id }) => id);
  return tx.db
    .update(messages)
    .set({ leaseUntil })
    .where(and(inArray(messages.id, ids), lte(messages.leaseUntil, now)))
    .returning();
}

/** Ends a drawing: `renderedRev` is what it showed, and it may be drawn again from `leaseUntil` on. */
export async function noteRendered(
  tx: Tx,
  { id, ...drawn }: Readonly<{ id: MessageId; renderedRev: number; leaseUntil: Instant }>,
): Promise<void> {
  const { messages } = tx.t;
  await tx.db.update(messages).set(drawn).where(eq(messages.id, id)).returning({ id: messages.id });
}
