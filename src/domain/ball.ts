import type { Blocker } from './blocker.ts';
import type { Budget } from './budget.ts';
import { endOfWorkingDay } from './calendar.ts';
import type {
  Clock,
  ClockDeed,
  ClockKind,
  ClockPolicy,
  ClockSide,
  ClockView,
  OpenPause,
  PauseReason,
} from './clock.ts';
import type { Instant } from './ids.ts';
import { isOpen, type Item, type Time } from './item.ts';
import type { Onboarding } from './onboarding.ts';
import { reviewDays, sideOfRole, type ItemSpec, type Playbook } from './playbook.ts';
import { policyOf } from './sla.ts';

/*
 * The clocks of an item follow its ball: what they should be follows from the item as it is, and what
 * has to happen to them is the difference.
 */

/** What keeps a clock from running. `id` tells two of one reason apart. */
export type Hold = Readonly<{ id: string; reason: PauseReason; until: Instant | null }>;

/** A clock that is open, as it stands. */
export type OpenClock = Readonly<{ clock: Clock; view: ClockView }>;

/** What happens to a clock: one that is there, or one that begins. */
export type ClockMove = Readonly<{
  clock: OpenClock['clock'] | NewClock;
  deeds: readonly ClockDeed[];
}>;
export type NewClock = Pick<Clock, 'subject' | 'kind' | 'side' | 'policy'>;

/** What the clocks of an item depend on besides the item itself. */
export type BallContext = Readonly<{
  playbook: Playbook;
  spec: ItemSpec;
  onboarding: Pick<Onboarding, 'problem' | 'pause'>;
  blockers: readonly Blocker[];
  time: Time;
}>;

/**
 * What has to happen to the clocks of an item that has just become `after`.
 * @param before as its clocks last saw it; undefined for one that is new
 * @param clocks its open ones
 */
export function ballMoves(
  before: Item | undefined,
  after: Item,
  { clocks, context }: Readonly<{ clocks: readonly OpenClock[]; context: BallContext }>,
): readonly ClockMove[] {
  const find = (kind: ClockKind) => clocks.find(({ clock }) => clock.kind === kind);
  const moves = [
    workMove(before, after, { open: find('work'), context }),
    reviewMove(after, { open: find('review'), context }),
  ];
  return moves.flatMap((move) => (move !== null && move.deeds.length > 0 ? [move] : []));
}

type Known = Readonly<{ open: OpenClock | undefined; context: BallContext }>;

function workMove(
  before: Item | undefined,
  after: Item,
  { open, context }: Known,
): ClockMove | null {
  const { playbook, spec } = context;
  const side = sideOfRole(spec.owner);
  const holds = holdsOn(after, { kind: 'work', side }, context);
  if (!open) {
    if (after.status !== 'open' && after.status !== 'returned' && after.status !== 'in_review') {
      return null;
    }
    const policy = policyOf(playbook.sla, { side, budget: `${Math.abs(spec.target)} bd` });
    const start: ClockDeed = { type: 'start', until: firstDue(before, after, context) };
    return {
      clock: { subject: after.id, kind: 'work', side, policy },
      deeds: [start, ...holdDeeds([], holds)],
    };
  }
  const { clock, view } = open;
  if (after.status === 'left_out') return { clock, deeds: [{ type: 'cancel' }] };
  if (after.status === 'accepted') return { clock, deeds: [{ type: 'stop' }] };
  const returned = after.status === 'returned' && before?.status === 'in_review';
  const until = before !== undefined && after.dueAt !== before.dueAt ? after.dueAt : null;
  return {
    clock,
    deeds: [
      ...holdDeeds(view.pauses, holds),
      ...(returned ? [{ type: 'leg', reason: 'grace' } as const] : []),
      ...(until === null ? [] : [{ type: 'leg', reason: 'rebaseline', until } as const]),
    ],
  };
}

/**
 * The date that a clock starts with; null where its budget gives it. What is opened again keeps its
 * date, or has one working day: unticking buys no time. What has been open all the while is due when
 * it was.
 */
function firstDue(
  before: Item | undefined,
  { dueAt, openedAt }: Item,
  { spec, time: { now, calendars } }: BallContext,
): Instant | null {
  if (dueAt === null || before === undefined || isOpen(before)) return dueAt;
  // It opens for the first time: other working hours will move it.
  if (openedAt === now && spec.from === undefined) return null;
  return Math.max(dueAt, endOfWorkingDay(now, 1, calendars[sideOfRole(spec.owner)]));
}

function reviewMove(after: Item, { open, context }: Known): ClockMove | null {
  const { playbook, spec } = context;
  const isWanted = after.status === 'in_review';
  if (open && !isWanted) {
    const type = after.status === 'left_out' ? 'cancel' : 'stop';
    return { clock: open.clock, deeds: [{ type }] };
  }
  if (!isWanted) return null;
  const holds = holdsOn(after, { kind: 'review', side: 'vendor' }, context);
  if (open) return { clock: open.clock, deeds: holdDeeds(open.view.pauses, holds) };
  const budget = `${reviewDays(playbook, spec)} bd`;
  const policy = policyOf(playbook.sla, { side: 'vendor', budget });
  return {
    clock: { subject: after.id, kind: 'review', side: 'vendor', policy },
    deeds: [{ type: 'start', until: null }, ...holdDeeds([], holds)],
  };
}

/** A clock that somebody is to have about something that is no item. */
export type WantedClock = Readonly<{
  kind: ClockKind;
  side: ClockSide;
  policy: ClockPolicy;
  /** Where a day was promised; else the budget counts from now. */
  until: Instant | null;
  holds: readonly Hold[];
}>;

/**
 * What has to happen to the clocks about `subject`, so that those that are wanted are open and no others.
 * @param clocks its open ones
 */
export function matterMoves(
  subject: string,
  { clocks, wanted }: Readonly<{ clocks: readonly OpenClock[]; wanted: readonly WantedClock[] }>,
): readonly ClockMove[] {
  const isWanted = ({ clock }: OpenClock) => wanted.some(({ kind }) => kind === clock.kind);
  const ended = clocks
    .filter((open) => !isWanted(open))
    .map(({ clock }): ClockMove => ({ clock, deeds: [{ type: 'stop' }] }));
  const others = wanted.map(({ kind, side, policy, until, holds }): ClockMove => {
    const open = clocks.find(({ clock }) => clock.kind === kind);
    return open
      ? { clock: open.clock, deeds: holdDeeds(open.view.pauses, holds) }
      : {
          clock: { subject, kind, side, policy },
          deeds: [{ type: 'start', until }, ...holdDeeds([], holds)],
        };
  });
  return [...ended, ...others].filter(({ deeds }) => deeds.length > 0);
}

/** The clocks that an open blocker asks for: of the side it waits for, and of us for news about it. */
export function blockerClocks(
  {
    waitsFor,
    acknowledgedAt,
    updatedAt,
    impact,
  }: Pick<Blocker, 'waitsFor' | 'acknowledgedAt' | 'updatedAt' | 'impact'>,
  { playbook, onboarding }: Pick<BallContext, 'playbook' | 'onboarding'>,
): readonly WantedClock[] {
  const side = waitsFor === 'partner' ? 'partner' : 'vendor';
  const { blockers, escalations } = playbook.sla;
  const isEscalation = impact !== null;
  const { respond, update } = isEscalation ? escalations : blockers;
  const holds = holdsOnAll(onboarding, side);
  const wanted = (kind: ClockKind, budget: string): WantedClock => {
    const policy = policyOf(playbook.sla, { side, budget });
    return { kind, side, policy, until: null, holds };
  };
  return [
    ...(acknowledgedAt === null ? [wanted('respond', respond)] : []),
    ...(isEscalation ? [] : [wanted('resolve', blockers.resolve)]),
    // The first update says what is being done.
    ...(isEscalation && updatedAt === null ? [wanted('plan', escalations.plan)] : []),
    // The partner is kept up to date by us; they do not owe us news.
    ...(side === 'vendor' ? [wanted('update', update)] : []),
  ];
}

/** The clock over a pause: whoever set it is asked when it lasts longer than it was meant to. */
export function pauseClocks(
  { playbook, onboarding }: Pick<BallContext, 'playbook' | 'onboarding'>,
  longest: Budget,
): readonly WantedClock[] {
  const { pause } = onboarding;
  if (pause === null) return [];
  const policy = policyOf(playbook.sla, { side: 'internal', budget: longest });
  return [{ kind: 'pause', side: 'internal', policy, until: pause.until, holds: [] }];
}

/** What keeps a clock of `item` from running, as things stand. */
function holdsOn(
  item: Item,
  { kind, side }: Readonly<{ kind: ClockKind; side: ClockSide }>,
  { onboarding, blockers }: BallContext,
): readonly Hold[] {
  const own: readonly Hold[] = [
    ...(kind === 'work' && item.status === 'in_review' ? [hold('in_review')] : []),
    ...(kind === 'work' && item.status === 'locked' ? [hold('dependency')] : []),
  ];
  const blocked = blockers.flatMap((blocker) => {
    const isIts = blocker.itemId === item.id && blocker.clearedAt === null;
    const reason = isIts ? blockerReason(blocker, side) : null;
    return reason === null ? [] : [hold(reason, blocker.id)];
  });
  return [...own, ...blocked, ...holdsOnAll(onboarding, side)];
}

/** What keeps every clock of a side from running. */
export function holdsOnAll(
  { problem, pause }: BallContext['onboarding'],
  side: ClockSide,
): readonly Hold[] {
  const isDown = problem?.kind === 'disconnected' && side === 'partner';
  return [
    ...(isDown ? [hold('channel_down')] : []),
    ...(pause === null
      ? []
      : [{ id: `pause ${pause.at}`, reason: pause.reason, until: pause.until }]),
  ];
}

/** Whoever waits for the other side, or for a third, owes nothing meanwhile; whoever waits for their own side does. */
function blockerReason({ waitsFor }: Blocker, side: ClockSide): PauseReason | null {
  if (waitsFor === 'third_party') return 'waiting_third_party';
  return waitsFor === side ? null : 'waiting_other_side';
}

function hold(reason: PauseReason, id: string = reason): Hold {
  return { id, reason, until: null };
}

/** The end of every pause that nothing asks for any more, and the beginning of those that are new. */
export function holdDeeds(
  pauses: readonly Pick<OpenPause, 'key'>[],
  holds: readonly Hold[],
): readonly ClockDeed[] {
  const isOf = (key: string, id: string) => key === id || key.startsWith(`${id}#`);
  return [
    ...pauses
      .filter(({ key }) => !holds.some(({ id }) => isOf(key, id)))
      .map(({ key }): ClockDeed => ({ type: 'resume', key })),
    ...holds
      .filter(({ id }) => !pauses.some(({ key }) => isOf(key, id)))
      .map(({ id, reason, until }): ClockDeed => ({ type: 'pause', reason, key: id, until })),
  ];
}
