import {
  countCycles,
  insertClock,
  insertClockEvents,
  listOpenClocks,
  saveClock,
  type ClockIndex,
  type ClockRow,
} from '../../db/clocks.ts';
import { saveItems } from '../../db/items.ts';
import { touchMessages } from '../../db/messages.ts';
import type { Reader, Tx } from '../../db/store.ts';
import type { AuditEntry } from '../domain/audit.ts';
import {
  ballMoves,
  blockerClocks,
  matterMoves,
  type BallContext,
  type ClockMove,
  type WantedClock,
} from '../domain/ball.ts';
import type { Blocker } from '../domain/blocker.ts';
import { replay } from '../domain/clock-replay.ts';
import {
  isOpenClock,
  type Clock,
  type ClockDeed,
  type ClockEvent,
  type ClockKind,
  type ClockView,
} from '../domain/clock.ts';
import { idOf, type Instant, type ItemId } from '../domain/ids.ts';
import type { Item, Time } from '../domain/item.ts';
import { calendarOf, timeFor, type WholeOnboarding } from '../domain/onboarding.ts';
import { allSpecs, moduleKeyOf } from '../domain/playbook.ts';
import type { Deps } from './deps.ts';

/** An open clock with its row, all that happened to it, and how it stands. */
export type LiveClock = Readonly<{ row: ClockRow; events: readonly ClockEvent[]; view: ClockView }>;

/** The open clocks of an onboarding as they stand. */
export async function liveClocks(
  reader: Reader,
  { whole, time }: Readonly<{ whole: WholeOnboarding; time: Time }>,
): Promise<readonly LiveClock[]> {
  const clocks = await listOpenClocks(reader, whole.onboarding.id);
  return clocks.map(({ row, events }) => ({
    row,
    events,
    view: replay({ policy: row.policy, events }, calendarOf(time, row.side), time.now),
  }));
}

/** Something that is no item and has clocks of its own, and which of them it is to have. */
type Matter = Readonly<{
  whole: WholeOnboarding;
  subject: string;
  wanted: readonly WantedClock[];
  actorId: AuditEntry['actorId'];
}>;

/** Opens, holds and ends the clocks about a matter, until they are those that are wanted. */
export async function followMatter(tx: Tx, deps: Deps, matter: Matter): Promise<void> {
  const { whole, subject, wanted, actorId } = matter;
  if (whole.onboarding.state !== 'active') return;
  const time = timeFor(deps.settings, whole, deps.now());
  const live = (await liveClocks(tx, { whole, time })).filter(({ row }) => row.subject === subject);
  const cycles = await countCycles(tx, [subject]);
  const clocks = live.map(({ row, view }) => ({ clock: row, view }));
  for (const move of matterMoves(subject, { clocks, wanted })) {
    const known = live.find(({ row }) => row.kind === move.clock.kind);
    await carryOut(tx, deps, { whole, time, actorId, move, known, cycles });
  }
}

/** Brings the clocks of one blocker in line with it; of one that is cleared, ends them. */
export async function followBlocker(
  tx: Tx,
  deps: Deps,
  { whole, blocker, actorId }: Omit<Matter, 'subject' | 'wanted'> & Readonly<{ blocker: Blocker }>,
): Promise<void> {
  const wanted = blocker.clearedAt === null ? blockerClocks(blocker, whole) : [];
  await followMatter(tx, deps, { whole, subject: blocker.id, wanted, actorId });
  await followBlocked(tx, deps, { whole, itemId: blocker.itemId, actorId });
}

type Follow = Readonly<{
  /** As it is now: with the items as they were decided. */
  whole: WholeOnboarding;
  /** The items whose ball may have moved, or may be held. */
  items: readonly Item[];
  /** The items as they were. */
  before: readonly Item[];
  time: Time;
  actorId: AuditEntry['actorId'];
}>;

/**
 * Brings the clocks of `items` in line with them, and returns the items with the dates that their
 * clocks give. Until the partner has joined there are no clocks.
 */
export async function followBall(tx: Tx, deps: Deps, follow: Follow): Promise<readonly Item[]> {
  const { whole, items, before, time } = follow;
  const { onboarding, playbook, blockers } = whole;
  if (onboarding.state !== 'active' || items.length === 0) return items;
  const live = Map.groupBy(await liveClocks(tx, { whole, time }), ({ row }) => row.subject);
  const earlier = new Map(before.map((item) => [item.id, item]));
  const specs = new Map(allSpecs(playbook).map((spec) => [spec.id, spec]));
  const cycles = await countCycles(
    tx,
    items.map(({ id }) => id),
  );
  const dated: Item[] = [];
  for (const item of items) {
    const own = live.get(item.id) ?? [];
    const spec = specs.get(item.key);
    const moves = spec
      ? ballMoves(earlier.get(item.id), item, {
          clocks: own.map(({ row, view }) => ({ clock: row, view })),
          context: { playbook, spec, onboarding, blockers, time } satisfies BallContext,
        })
      : // The playbook has it no more.
        own.map(({ row }): ClockMove => ({ clock: row, deeds: [{ type: 'cancel' }] }));
    const views = new Map(own.map(({ row, view }): [ClockKind, ClockView] => [row.kind, view]));
    for (const move of moves) {
      const known = own.find(({ row }) => row.kind === move.clock.kind);
      const view = await carryOut(tx, deps, { ...follow, move, known, cycles });
      views.set(move.clock.kind, view);
    }
    dated.push(withDates(item, views));
  }
  return dated;
}

/** Has the clocks of an item held or let go, after a blocker came or went. */
async function followBlocked(
  tx: Tx,
  deps: Deps,
  {
    whole,
    itemId,
    actorId,
  }: Pick<Follow, 'whole' | 'actorId'> & Readonly<{ itemId: ItemId | null }>,
): Promise<void> {
  const items = whole.items.filter(({ id }) => id === itemId);
  const time = timeFor(deps.settings, whole, deps.now());
  const dated = await followBall(tx, deps, { whole, items, before: items, time, actorId });
  await saveItems(tx, dated);
}

/** Has every clock of a partner held or let go, after what holds them all has changed. */
export async function followAll(
  tx: Tx,
  deps: Deps,
  { whole, actorId }: Pick<Follow, 'whole' | 'actorId'>,
): Promise<void> {
  const { items } = whole;
  const time = timeFor(deps.settings, whole, deps.now());
  const dated = await followBall(tx, deps, { whole, items, before: items, time, actorId });
  const byId = new Map(items.map((item) => [item.id, item]));
  const isOther = (item: Item) => {
    const was = byId.get(item.id);
    return (
      was?.dueAt !== item.dueAt ||
      was.reviewDueAt !== item.reviewDueAt ||
      was.heldAt !== item.heldAt
    );
  };
  const changed = dated.filter(isOther);
  await saveItems(tx, changed);
  for (const blocker of whole.blockers) {
    const wanted = blockerClocks(blocker, whole);
    await followMatter(tx, deps, { whole, subject: blocker.id, wanted, actorId });
  }
  const moduleKeys = new Set(changed.map(({ key }) => moduleKeyOf(key)));
  await touchMessages(tx, { onboardingId: whole.onboarding.id, moduleKeys });
}

/** Has something happen to a clock that is open; returns it as it is then. */
export async function tellClock(
  tx: Tx,
  deps: Deps,
  {
    live,
    deeds,
    ...about
  }: Pick<Follow, 'whole' | 'time' | 'actorId'> &
    Readonly<{ live: LiveClock; deeds: readonly ClockDeed[] }>,
): Promise<ClockView> {
  const move = { clock: live.row, deeds };
  return carryOut(tx, deps, { ...about, move, known: live, cycles: new Map() });
}

/** Writes down what happens to one clock; returns it as it is then. */
async function carryOut(
  tx: Tx,
  deps: Deps,
  {
    whole,
    time,
    actorId,
    move: { clock, deeds },
    known,
    cycles,
  }: Pick<Follow, 'whole' | 'time' | 'actorId'> &
    Readonly<{
      move: ClockMove;
      known: LiveClock | undefined;
      cycles: ReadonlyMap<string, number>;
    }>,
): Promise<ClockView> {
  const { now } = time;
  const already = known?.events ?? [];
  const fresh = recorded(deeds, { after: already.length, at: now, actorId });
  const events = [...already, ...fresh];
  const view = replay({ policy: clock.policy, events }, calendarOf(time, clock.side), now);
  if (known) {
    await saveClock(tx, known.row, indexOf(deps, view));
    await insertClockEvents(tx, known.row.id, fresh);
    return view;
  }
  const { subject, kind, side, policy } = clock;
  const id = idOf('clock', deps.newId());
  const cycle = (cycles.get(`${kind} ${subject}`) ?? 0) + 1;
  const begun: Clock = {
    id,
    onboardingId: whole.onboarding.id,
    subject,
    kind,
    side,
    cycle,
    policy,
  };
  await insertClock(tx, { ...begun, ...indexOf(deps, view), rev: 1 });
  await insertClockEvents(tx, id, fresh);
  return view;
}

/** Deeds as events, all at one moment. A pause gets a key that no other pause of the clock has. */
export function recorded(
  deeds: readonly ClockDeed[],
  { after, at, actorId }: Readonly<{ after: number; at: Instant; actorId: AuditEntry['actorId'] }>,
): readonly ClockEvent[] {
  return deeds.map((deed, index): ClockEvent => {
    const seq = after + index + 1;
    const told = { seq, effectiveAt: at, recordedAt: at, actorId, note: null };
    return deed.type === 'pause'
      ? { ...deed, ...told, key: `${deed.key}#${seq}` }
      : { ...deed, ...told };
  });
}

/** What is kept of a clock to find it by. One that something happened to is looked at at the next tick. */
export function indexOf({ now, zoneData }: Deps, view: ClockView): ClockIndex {
  const { state, startedAt, closedAt, baselineDueAt, breachedAt, elapsedMs, wallMs } = view;
  return {
    state,
    startedAt,
    closedAt,
    dueAt: view.dueAt,
    baselineDueAt,
    breachedAt,
    elapsedMs,
    wallMs,
    nextAt: isOpenClock(view) ? now() : null,
    zoneData,
  };
}

/** The dates that an item's clocks give it, and since when the one with the ball stands still. */
function withDates(item: Item, views: ReadonlyMap<ClockKind, ClockView>): Item {
  const work = views.get('work');
  const review = views.get('review');
  const dueOf = (view: ClockView) => view.dueAt ?? view.dueIfResumed;
  const isInReview = item.status === 'in_review';
  const ball = isInReview ? review : work;
  const since = ball?.state === 'paused' ? ball.pauses.map(({ since: at }) => at) : [];
  return {
    ...item,
    dueAt: work && isOpenClock(work) ? dueOf(work) : item.dueAt,
    reviewDueAt: isInReview && review ? dueOf(review) : item.reviewDueAt,
    heldAt: since.length === 0 ? null : Math.min(...since),
  };
}
