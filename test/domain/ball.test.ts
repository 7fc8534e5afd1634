import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ballMoves, type BallContext, type ClockMove } from '../../src/domain/ball.ts';
import type { Blocker, WaitsFor } from '../../src/domain/blocker.ts';
import { replay } from '../../src/domain/clock-replay.ts';
import {
  isOpenClock,
  type Clock,
  type ClockDeed,
  type ClockEvent,
} from '../../src/domain/clock.ts';
import { asId, type Instant } from '../../src/domain/ids.ts';
import type { Item, ItemStatus } from '../../src/domain/item.ts';
import { calendarOf, type ManualPause } from '../../src/domain/onboarding.ts';
import {
  aBlocker,
  anItem,
  aPlaybook,
  aSpec,
  HOUR_MS,
  MARA,
  NOW,
  timeAt,
} from '../support/builders.ts';

/** What is special of an item and of all that holds it, from a moment on. */
type Stage = Readonly<{
  status?: ItemStatus;
  dueAt?: Instant | null;
  blockers?: readonly Blocker[];
  problem?: BallContext['onboarding']['problem'];
  pause?: ManualPause | null;
}>;
type Running = Readonly<{ clock: Clock; events: readonly ClockEvent[] }>;
/** Where a story stands: the item, what holds it, its open clocks, and what happened to them last. */
type Scene = Readonly<{
  at: Instant;
  item: Item | undefined;
  context: BallContext;
  clocks: readonly Running[];
  moves: readonly ClockMove[];
}>;

const viewAt = ({ clock, events }: Running, at: Instant) =>
  replay({ policy: clock.policy, events }, calendarOf(timeAt(at), clock.side), at);

/** Before anything has happened to an item that `owner` owes. */
function opening(owner = 'p.lead'): Scene {
  const spec = aSpec({ owner });
  const onboarding = { problem: null, pause: null };
  const context = { playbook: aPlaybook([spec]), spec, onboarding, blockers: [] };
  return {
    at: NOW,
    item: undefined,
    context: { ...context, time: timeAt(NOW) },
    clocks: [],
    moves: [],
  };
}

/** What follows when `stage` comes `hours` later. */
function next(scene: Scene, stage: Stage, hours = 1): Scene {
  const at = scene.at + hours * HOUR_MS;
  const before = scene.item;
  const { status = before?.status ?? 'open', dueAt = before?.dueAt ?? null } = stage;
  const { problem, pause } = { ...scene.context.onboarding, ...stage };
  const context: BallContext = {
    ...scene.context,
    onboarding: { problem, pause },
    blockers: stage.blockers ?? scene.context.blockers,
    time: timeAt(at),
  };
  const item = anItem({ status, dueAt });
  const open = scene.clocks.map((one) => ({ clock: one.clock, view: viewAt(one, at) }));
  const moves = ballMoves(before, item, { clocks: open, context });
  const untouched = scene.clocks.filter(
    ({ clock }) => !moves.some((move) => move.clock.kind === clock.kind),
  );
  const touched = moves.map((move): Running => {
    const known = scene.clocks.find(({ clock }) => clock.kind === move.clock.kind);
    const begun = { id: asId('clock', 'clk'), onboardingId: item.onboardingId, cycle: 1 };
    const clock = known?.clock ?? { ...begun, ...move.clock };
    const events = known?.events ?? [];
    return { clock, events: [...events, ...recorded(move.deeds, { after: events.length, at })] };
  });
  const clocks = [...untouched, ...touched].filter((one) => isOpenClock(viewAt(one, at)));
  return { at, item, context, clocks, moves };
}

/** As they are written down: a pause gets a key that no other pause of its clock has. */
function recorded(
  deeds: readonly ClockDeed[],
  { after, at }: Readonly<{ after: number; at: Instant }>,
): readonly ClockEvent[] {
  return deeds.map((deed, index) => {
    const seq = after + index + 1;
    const told = { seq, effectiveAt: at, recordedAt: at, actorId: MARA, note: null };
    return deed.type === 'pause'
      ? { ...deed, ...told, key: `${deed.key}#${seq}` }
      : { ...deed, ...told };
  });
}

const play = (stages: readonly Stage[], from = opening()) =>
  stages.reduce((scene, stage) => next(scene, stage), from);

/** `work: resume, leg grace`, a line for each clock that something happens to. */
const told = ({ moves }: Scene) =>
  moves.map(({ clock, deeds }) => {
    const texts = deeds.map((deed) =>
      'reason' in deed ? `${deed.type} ${deed.reason}` : deed.type,
    );
    return `${clock.kind}: ${texts.join(', ')}`;
  });

const running = ({ clocks, at }: Scene) =>
  clocks.filter((one) => viewAt(one, at).state === 'running').map(({ clock }) => clock.kind);

const waiting = (waitsFor: WaitsFor, nth = 1) =>
  aBlocker({ id: asId('blocker', `blk_${nth}`), itemId: anItem().id, waitsFor });

const A_BREAK: ManualPause = {
  reason: 'agreed_absence',
  note: 'August',
  at: NOW,
  byId: MARA,
  until: NOW + 24 * HOUR_MS,
};
const CUT = { kind: 'disconnected' } as const;
const statuses = (...all: readonly ItemStatus[]): Stage[] => all.map((status) => ({ status }));

describe('the clocks of an item follow its ball', () => {
  test.each<[special: string, so: readonly ItemStatus[], last: readonly string[], runs: string[]]>([
    ['it waits for others', ['locked'], [], []],
    ['it opens', ['locked', 'open'], ['work: start'], ['work']],
    ['it is ticked', ['open', 'accepted'], ['work: stop'], []],
    [
      'something is handed in',
      ['open', 'in_review'],
      ['work: pause in_review', 'review: start'],
      ['review'],
    ],
    [
      'that comes back, with grace',
      ['open', 'in_review', 'returned'],
      ['work: resume, leg grace', 'review: stop'],
      ['work'],
    ],
    [
      'is handed in again',
      ['open', 'in_review', 'returned', 'in_review'],
      ['work: pause in_review', 'review: start'],
      ['review'],
    ],
    [
      'and accepted',
      ['open', 'in_review', 'returned', 'in_review', 'accepted'],
      ['work: stop', 'review: stop'],
      [],
    ],
    ['something it needs is opened again', ['open', 'locked'], ['work: pause dependency'], []],
    ['and done again', ['open', 'locked', 'open'], ['work: resume'], ['work']],
    ['it is for this partner no more', ['open', 'left_out'], ['work: cancel'], []],
    ['nor while it waits', ['open', 'locked', 'left_out'], ['work: cancel'], []],
    [
      'nor while it is reviewed',
      ['open', 'in_review', 'left_out'],
      ['work: cancel', 'review: cancel'],
      [],
    ],
    ['it is for them again', ['open', 'left_out', 'locked', 'open'], ['work: start'], ['work']],
    ['it is unticked', ['open', 'accepted', 'open'], ['work: start'], ['work']],
    ['nothing about it has changed', ['open', 'open'], [], ['work']],
    // As an earlier version of the bot left it, which had no clocks.
    [
      'it is in review and has no clock',
      ['in_review'],
      ['work: start, pause in_review', 'review: start'],
      ['review'],
    ],
  ])('%s', (_special, so, last, runs) => {
    const scene = play(statuses(...so));
    expect(told(scene)).toEqual(last);
    expect(running(scene)).toEqual(runs);
  });

  test('whose side they are on, and how long they run', () => {
    const { clocks, at } = play(statuses('open', 'in_review'));
    const seen = clocks.map((one) => {
      const { kind, side, policy } = one.clock;
      return { kind, side, budget: policy.budget, ladder: policy.ladder.length };
    });
    expect(seen).toEqual([
      { kind: 'work', side: 'partner', budget: '3 bd', ladder: 4 },
      { kind: 'review', side: 'vendor', budget: '2 bd', ladder: 4 },
    ]);
    const ours = play(statuses('open'), opening('v.pm'));
    expect(ours.clocks.map(({ clock }) => clock.side)).toEqual(['vendor']);
    // Monday at noon in Berlin: the end of Wednesday there.
    const review = clocks.find(({ clock }) => clock.kind === 'review');
    expect(review && viewAt(review, at).dueAt).toBe(Date.parse('2026-03-04T16:00:00Z'));
  });

  test('a returned item has the time that was left, and two days at least', () => {
    const dueAt = Date.parse('2026-03-05T17:00:00Z');
    const handedIn = play([{ status: 'open', dueAt }, { status: 'in_review' }]);
    const soon = next(handedIn, { status: 'returned' });
    expect(soon.clocks.map((one) => viewAt(one, soon.at).dueAt)).toEqual([
      // An hour on the reviewer's desk is an hour of the next morning.
      Date.parse('2026-03-06T10:00:00Z'),
    ]);
    const late = next(next(handedIn, {}, 3 * 24), { status: 'returned' });
    expect(late.clocks.map((one) => viewAt(one, late.at).legs)).toEqual([
      { grace: 0, extension: 0, rebaseline: 0 },
    ]);
  });
});

describe('the date of a clock that begins', () => {
  /** The moment that the newest clock is due, in the time of the partner. */
  const dueOf = ({ clocks, at }: Scene) =>
    clocks.map((one) => new Date(viewAt(one, at).dueAt ?? 0).toISOString());
  const thursday = Date.parse('2026-03-05T17:00:00Z');
  const monday = Date.parse('2026-03-02T17:00:00Z');

  test.each<[special: string, stages: readonly Stage[], due: string]>([
    ['is that of the item', [{ status: 'open', dueAt: thursday }], '2026-03-05T17:00:00.000Z'],
    [
      'is its budget where it has none',
      [{ status: 'open', dueAt: null }],
      '2026-03-05T17:00:00.000Z',
    ],
    [
      'stays when it is unticked',
      [{ status: 'open', dueAt: thursday }, { status: 'accepted' }, { status: 'open' }],
      '2026-03-05T17:00:00.000Z',
    ],
    [
      'leaves a working day to whoever unticks late',
      [{ status: 'open', dueAt: monday }, { status: 'accepted' }, { status: 'open' }],
      '2026-03-03T17:00:00.000Z',
    ],
    [
      'leaves it also where it had to wait in between',
      [
        { status: 'open', dueAt: monday },
        { status: 'accepted' },
        { status: 'locked' },
        { status: 'open' },
      ],
      '2026-03-03T17:00:00.000Z',
    ],
  ])('%s', (_special, stages, due) => {
    expect(dueOf(play(stages))).toEqual([due]);
  });

  test('of an item that was open before there were clocks is what it was', () => {
    const late = anItem({ dueAt: NOW - 24 * HOUR_MS });
    const { context } = opening();
    const [move] = ballMoves(late, late, { clocks: [], context });
    expect(move?.deeds).toEqual([{ type: 'start', until: late.dueAt }]);
  });

  test('moves with the plan, and the first one stays on record', () => {
    const friday = Date.parse('2026-03-06T17:00:00Z');
    const scene = play([{ status: 'open', dueAt: thursday }, { dueAt: friday }]);
    expect(told(scene)).toEqual(['work: leg rebaseline']);
    const [work] = scene.clocks.map((one) => viewAt(one, scene.at));
    expect(work).toMatchObject({ dueAt: friday, baselineDueAt: thursday, leg: 1 });
  });

  test('moves with the plan while it waits, too', () => {
    const friday = Date.parse('2026-03-06T17:00:00Z');
    const scene = play([
      { status: 'open', dueAt: thursday },
      { status: 'locked', dueAt: friday },
    ]);
    expect(told(scene)).toEqual(['work: pause dependency, leg rebaseline']);
  });
});

describe('what holds the clocks of an item', () => {
  test.each<[owner: string, waitsFor: WaitsFor, work: readonly string[]]>([
    ['p.lead', 'vendor', ['work: pause waiting_other_side']],
    ['p.lead', 'third_party', ['work: pause waiting_third_party']],
    // Who waits for a colleague owes it all the same.
    ['p.lead', 'partner', []],
    ['v.pm', 'partner', ['work: pause waiting_other_side']],
    ['v.pm', 'third_party', ['work: pause waiting_third_party']],
    ['v.pm', 'vendor', []],
  ])('work of %s that waits for %s', (owner, waitsFor, work) => {
    const scene = play([{ status: 'open' }, { blockers: [waiting(waitsFor)] }], opening(owner));
    expect(told(scene)).toEqual(work);
    const cleared = next(scene, { blockers: [] });
    expect(told(cleared)).toEqual(work.length === 0 ? [] : ['work: resume']);
    expect(running(cleared)).toEqual(['work']);
  });

  test.each<[waitsFor: WaitsFor, moves: readonly string[], runs: readonly string[]]>([
    ['partner', ['review: pause waiting_other_side'], []],
    ['third_party', ['work: pause waiting_third_party', 'review: pause waiting_third_party'], []],
    // Our own delay is ours.
    ['vendor', ['work: pause waiting_other_side'], ['review']],
  ])('a review that waits for %s', (waitsFor, moves, runs) => {
    const scene = play([...statuses('open', 'in_review'), { blockers: [waiting(waitsFor)] }]);
    expect(told(scene)).toEqual(moves);
    expect(running(scene)).toEqual(runs);
  });

  test('a blocker of another item, or one that is cleared, holds nothing', () => {
    const blockers = [
      aBlocker({ itemId: anItem({ key: 'QUA-2' }).id }),
      { ...waiting('vendor', 2), clearedAt: NOW },
    ];
    expect(told(play([{ status: 'open' }, { blockers }]))).toEqual([]);
  });

  test('of several blockers every one counts, until it is cleared', () => {
    const [own, other] = [waiting('partner', 1), waiting('vendor', 2)];
    const both = play([{ status: 'open' }, { blockers: [own] }, { blockers: [own, other] }]);
    expect(told(both)).toEqual(['work: pause waiting_other_side']);
    expect(told(next(both, { blockers: [other] }))).toEqual([]);
    expect(told(next(both, { blockers: [own] }))).toEqual(['work: resume']);
  });

  test('one that comes back holds it again', () => {
    const blockers = [waiting('vendor')];
    const scene = play([{ status: 'open' }, { blockers }, { blockers: [] }, { blockers }]);
    expect(told(scene)).toEqual(['work: pause waiting_other_side']);
    expect(running(scene)).toEqual([]);
    expect(running(next(scene, { blockers: [] }))).toEqual(['work']);
  });

  test('of two reasons the last one to go lets it run', () => {
    const scene = play([{ status: 'open' }, { blockers: [waiting('vendor')] }, { pause: A_BREAK }]);
    expect(running(next(scene, { blockers: [] }))).toEqual([]);
    expect(running(next(scene, { blockers: [], pause: null }))).toEqual(['work']);
  });

  test.each([
    ['the partner', 'p.lead', ['work: pause channel_down'], []],
    ['us, who can go on', 'v.pm', [], ['work']],
  ])('a channel that is cut off holds what is owed by %s', (_side, owner, moves, runs) => {
    const cut = play([{ status: 'open' }, { problem: CUT }], opening(owner));
    expect(told(cut)).toEqual(moves);
    expect(running(cut)).toEqual(runs);
    expect(running(next(cut, { problem: null }))).toEqual(['work']);
  });

  test('a channel that is cut off holds no review', () => {
    const cut = play([...statuses('open', 'in_review'), { problem: CUT }]);
    expect(told(cut)).toEqual(['work: pause channel_down']);
    expect(running(cut)).toEqual(['review']);
  });

  test('another problem of the channel holds nothing', () => {
    const problem = { kind: 'declined' } as const;
    expect(told(play([{ status: 'open' }, { problem }]))).toEqual([]);
  });

  test.each(['p.lead', 'v.pm'])(
    'a break that both agreed on holds %s, and says till when',
    (owner) => {
      const scene = play([{ status: 'open' }, { pause: A_BREAK }], opening(owner));
      expect(scene.moves[0]?.deeds).toEqual([
        { type: 'pause', reason: 'agreed_absence', key: `pause ${NOW}`, until: A_BREAK.until },
      ]);
      const over = next(scene, { pause: null });
      expect(told(over)).toEqual(['work: resume']);
      // A second one is another.
      expect(told(next(over, { pause: { ...A_BREAK, at: over.at } }))).toEqual([
        'work: pause agreed_absence',
      ]);
    },
  );

  test('a break holds a review, and what opens in it', () => {
    const paused = play([...statuses('open', 'in_review'), { pause: A_BREAK }]);
    expect(told(paused)).toEqual(['work: pause agreed_absence', 'review: pause agreed_absence']);
    const opened = play([{ status: 'locked', pause: A_BREAK }, { status: 'open' }]);
    expect(told(opened)).toEqual(['work: start, pause agreed_absence']);
    expect(running(opened)).toEqual([]);
  });
});

describe('whatever happens to an item', () => {
  const stage: fc.Arbitrary<Stage> = fc.record(
    {
      status: fc.constantFrom<ItemStatus[]>(
        'locked',
        'open',
        'in_review',
        'returned',
        'accepted',
        'left_out',
      ),
      dueAt: fc.integer({ min: -5, max: 15 }).map((days) => NOW + days * 24 * HOUR_MS),
      blockers: fc
        .subarray(['vendor', 'partner', 'third_party'] as const)
        .map((sides) => sides.map((side, nth) => waiting(side, nth))),
      problem: fc.constantFrom(null, CUT),
      pause: fc.constantFrom(null, A_BREAK),
    },
    { requiredKeys: [] },
  );
  // Also several things at one moment.
  const story = fc.array(fc.tuple(stage, fc.constantFrom(0, 0, 1, 30)), { maxLength: 12 });
  const owner = fc.constantFrom('p.lead', 'v.pm');

  /** Who owes it now, by what the item itself says. */
  function expected({ item, context }: Scene): readonly string[] {
    const { blockers, onboarding, spec } = context;
    const kind = item?.status === 'in_review' ? 'review' : 'work';
    const isTheirs = kind === 'work' && spec.owner === 'p.lead';
    const hasBall =
      item?.status === 'open' || item?.status === 'returned' || item?.status === 'in_review';
    const isHeld =
      onboarding.pause !== null ||
      (isTheirs && onboarding.problem !== null) ||
      blockers.some(({ waitsFor }) => waitsFor !== (isTheirs ? 'partner' : 'vendor'));
    return hasBall && !isHeld ? [kind] : [];
  }

  test('one clock runs at most: that of whoever has the ball, unless something holds it', () => {
    fc.assert(
      fc.property(owner, story, (who, stages) => {
        let scene = opening(who);
        for (const [what, hours] of stages) {
          scene = next(scene, what, hours);
          expect(running(scene)).toEqual(expected(scene));
          // As it is, nothing more has to happen.
          expect(told(next(scene, {}, 0))).toEqual([]);
        }
      }),
      { seed: 42, numRuns: 500 },
    );
  });
});
