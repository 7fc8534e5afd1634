import { describe, expect, test } from 'vitest';
import {
  countCycles,
  findNextClock,
  getClock,
  insertClock,
  insertClockEvents,
  listClocks,
  listClocksDue,
  listOpenClocks,
  listUnclocked,
  saveClock,
  wakeClocks,
  type ClockRow,
} from '../../db/clocks.ts';
import { saveItem } from '../../db/items.ts';
import {
  countNudgeMessages,
  findNextDelivery,
  insertNudges,
  listNudges,
  listNudgesFor,
  listNudgesOf,
  listNudgesOfClocks,
  listPeopleToNudge,
  saveNudges,
} from '../../db/nudges.ts';
import { getOnboarding, insertOnboarding } from '../../db/onboardings.ts';
import { insertPartner } from '../../db/partners.ts';
import type { Store } from '../../db/store.ts';
import { replay } from '../../src/domain/clock-replay.ts';
import type { ClockEvent, ClockEventType } from '../../src/domain/clock.ts';
import { asId, type ClockId, type OnboardingId } from '../../src/domain/ids.ts';
import type { ItemStatus } from '../../src/domain/item.ts';
import type { FateReason, Nudge } from '../../src/domain/nudge.ts';
import { NotFoundError, StaleError } from '../../src/errors.ts';
import {
  anItem,
  anOnboarding,
  aPartner,
  DAY_MS,
  HOUR_MS,
  MARA,
  NOW,
  OFFICES,
  PRIYA,
} from '../support/builders.ts';
import { aPolicy } from '../support/clocks.ts';
import { storeAcme, STORES } from '../support/stores.ts';

const ONBOARDING = anOnboarding().id;
const clockId = (text: string): ClockId => asId('clock', `clk_${text}`);

/** A running clock of the first item. */
function aClock(overrides: Partial<ClockRow> = {}): ClockRow {
  return {
    id: clockId('1'),
    onboardingId: ONBOARDING,
    subject: anItem().id,
    kind: 'work',
    side: 'partner',
    cycle: 1,
    policy: aPolicy(),
    state: 'running',
    startedAt: NOW,
    closedAt: null,
    dueAt: NOW + 3 * DAY_MS,
    baselineDueAt: NOW + 3 * DAY_MS,
    breachedAt: null,
    elapsedMs: 0,
    wallMs: 0,
    nextAt: NOW,
    zoneData: '2026a',
    rev: 1,
    ...overrides,
  };
}

const told = (seq: number) => {
  const at = NOW + seq * HOUR_MS;
  return { seq, effectiveAt: at, recordedAt: at, actorId: MARA, note: null };
};
/** Every type of event once, in an order in which they may happen. */
const ONE_OF_EACH = {
  start: { ...told(1), type: 'start', until: NOW + 9 * DAY_MS },
  pause: {
    ...told(2),
    type: 'pause',
    reason: 'agreed_absence',
    key: 'pause 1#2',
    until: NOW + DAY_MS,
    actorId: 'slack',
    note: 'August',
  },
  resume: { ...told(3), recordedAt: NOW + 9 * HOUR_MS, type: 'resume', key: 'pause 1#2' },
  acknowledge: { ...told(4), type: 'acknowledge', until: NOW + 2 * DAY_MS },
  leg: { ...told(5), type: 'leg', reason: 'extension', until: NOW + 10 * DAY_MS },
  stop: { ...told(6), type: 'stop', actorId: 'clock' },
  cancel: { ...told(7), type: 'cancel' },
} as const satisfies { [Type in ClockEventType]: ClockEvent & { type: Type } };
const LEGS: readonly ClockEvent[] = [
  { ...told(8), type: 'leg', reason: 'grace' },
  { ...told(9), type: 'leg', reason: 'rebaseline', until: NOW + 11 * DAY_MS },
];
const ALL = [...Object.values(ONE_OF_EACH), ...LEGS];

let count = 0;
function aNudge(overrides: Partial<Nudge> = {}): Nudge {
  count++;
  return {
    id: asId('nudge', `ndg_${count}`),
    clockId: clockId('1'),
    onboardingId: ONBOARDING,
    leg: 0,
    step: `od${count}`,
    contactId: PRIYA,
    reachedAt: NOW,
    fate: 'planned',
    reason: null,
    deliverAt: NOW,
    outboxSeq: null,
    settledAt: null,
    ...overrides,
  };
}

/** A second partner, so that one can be told from the other. Returns the id of its onboarding. */
async function storeOther(store: Store, nth = 2): Promise<OnboardingId> {
  const partner = aPartner({ id: asId('partner', `par_${nth}`), name: `Other ${nth}` });
  const { playbookHash } = (await getOnboarding(store.read, ONBOARDING)).onboarding;
  const id = asId('onboarding', `onb_${nth}`);
  const channel = { channelName: `onboard-${nth}`, channelId: `C0OTHER00${nth}` };
  await store.tx(async (tx) => {
    await insertPartner(tx, partner);
    const own = { id, partnerId: partner.id, playbookHash, ...channel };
    await insertOnboarding(tx, anOnboarding(own));
  });
  return id;
}

describe.each(STORES)('on %s', (_dialect, open) => {
  const acme = async (...clocks: readonly ClockRow[]) => {
    const { store } = await open();
    await storeAcme(store);
    await store.tx(async (tx) => {
      for (const clock of clocks) await insertClock(tx, clock);
    });
    return store;
  };

  describe('a clock', () => {
    test('comes back with all that happened to it, in the order of recording', async () => {
      const store = await acme(aClock());
      await store.tx((tx) => insertClockEvents(tx, clockId('1'), ALL.toReversed()));
      const [found] = await listOpenClocks(store.read, ONBOARDING);
      expect(found?.row).toEqual(aClock());
      expect(found?.events).toMatchObject(ALL.toSorted((a, b) => a.seq - b.seq));
      const view = (events: readonly ClockEvent[]) =>
        replay({ policy: aPolicy(), events }, OFFICES.partner, NOW + 30 * DAY_MS);
      expect(view(found?.events ?? [])).toEqual(view(ALL));
      expect(await getClock(store.read, clockId('1'))).toEqual(aClock());
    });

    test('that is not there is not found', async () => {
      const store = await acme();
      await expect(getClock(store.read, clockId('gone'))).rejects.toThrow(NotFoundError);
    });

    test('keeps its rules, whatever they are', async () => {
      const policy = aPolicy({ budget: '4 bh', thresholds: [], repeats: [], ladder: [] });
      const bare = { startedAt: null, dueAt: null, baselineDueAt: null, nextAt: null };
      const pending = aClock({ policy, state: 'pending', ...bare });
      const store = await acme(pending);
      expect(await listOpenClocks(store.read, ONBOARDING)).toEqual([{ row: pending, events: [] }]);
    });

    test('is told apart from those of other partners, and open ones from closed ones', async () => {
      const store = await acme(
        aClock({ id: clockId('late'), kind: 'review', startedAt: NOW + 1 }),
        aClock({ id: clockId('done'), state: 'met', closedAt: NOW + 2 }),
      );
      const onboardingId = await storeOther(store);
      const other = aClock({ id: clockId('other'), onboardingId, subject: 'another' });
      await store.tx(async (tx) => {
        await insertClock(tx, other);
        await insertClockEvents(tx, other.id, [ONE_OF_EACH.start]);
        await insertClockEvents(tx, other.id, []);
      });
      const ids = (found: Awaited<ReturnType<typeof listClocks>>) => found.map(({ row }) => row.id);
      expect(ids(await listClocks(store.read, ONBOARDING))).toEqual(['clk_done', 'clk_late']);
      expect(ids(await listOpenClocks(store.read, ONBOARDING))).toEqual(['clk_late']);
      const [own] = await listOpenClocks(store.read, onboardingId);
      expect(own?.events).toMatchObject([ONE_OF_EACH.start]);
    });

    test.each<[what: string, second: Partial<ClockRow>, refused: boolean]>([
      ['the same cycle of one kind', {}, true],
      ['the next cycle', { cycle: 2 }, false],
      ['the same cycle of another kind', { kind: 'review' }, false],
      ['the same of another subject', { subject: 'another' }, false],
      ['an onboarding that there is not', { cycle: 2, onboardingId: anOther() }, true],
    ])('is there once: %s', async (_what, second, refused) => {
      const store = await acme(aClock());
      const adding = store.tx((tx) => insertClock(tx, aClock({ id: clockId('2'), ...second })));
      if (refused) await expect(adding).rejects.toThrow();
      else await adding;
      expect(await listClocks(store.read, ONBOARDING)).toHaveLength(refused ? 1 : 2);
    });

    test('is told the same event once', async () => {
      const store = await acme(aClock());
      const tell = (event: ClockEvent) =>
        store.tx((tx) => insertClockEvents(tx, clockId('1'), [event]));
      await tell(ONE_OF_EACH.start);
      await expect(tell({ ...ONE_OF_EACH.stop, seq: 1 })).rejects.toThrow();
      const [found] = await listOpenClocks(store.read, ONBOARDING);
      expect(found?.events).toMatchObject([ONE_OF_EACH.start]);
    });

    test('of those who save one revision of it, one wins', async () => {
      const store = await acme(aClock());
      const saved = Array.from({ length: 5 }, (_, elapsedMs) =>
        store.tx((tx) => saveClock(tx, aClock(), { elapsedMs })),
      );
      const ended = await Promise.allSettled(saved);
      const lost = ended.filter((one) => one.status === 'rejected');
      expect(lost).toHaveLength(4);
      expect(lost.every(({ reason }) => reason instanceof StaleError)).toBe(true);
      const elapsedMs = ended.findIndex(({ status }) => status === 'fulfilled');
      expect(await getClock(store.read, clockId('1'))).toEqual(aClock({ rev: 2, elapsedMs }));
    });
  });

  test('cycles are counted by kind and subject', async () => {
    const store = await acme(
      aClock(),
      aClock({ id: clockId('2'), cycle: 2 }),
      aClock({ id: clockId('3'), kind: 'review' }),
      aClock({ id: clockId('4'), subject: 'another' }),
    );
    const own = anItem().id;
    const counted = await countCycles(store.read, [own, 'third']);
    expect(Object.fromEntries(counted)).toEqual({ [`work ${own}`]: 2, [`review ${own}`]: 1 });
    expect((await countCycles(store.read, [])).size).toBe(0);
  });

  describe('what has to be looked at', () => {
    test('is every partner with a clock that calls by now, once, and no more than asked for', async () => {
      const store = await acme(
        aClock(),
        aClock({ id: clockId('2'), kind: 'review' }),
        aClock({ id: clockId('3'), kind: 'respond', nextAt: NOW + 2 }),
      );
      const later = await storeOther(store, 2);
      const never = await storeOther(store, 3);
      await store.tx(async (tx) => {
        await insertClock(
          tx,
          aClock({ id: clockId('l'), onboardingId: later, cycle: 2, nextAt: NOW + 1 }),
        );
        await insertClock(
          tx,
          aClock({ id: clockId('n'), onboardingId: never, cycle: 3, nextAt: null }),
        );
      });
      const due = (now: number, limit = 10) => listClocksDue(store.read, { now, limit });
      expect(await due(NOW - 1)).toEqual([]);
      expect(await due(NOW)).toEqual([ONBOARDING]);
      expect((await due(NOW + 2)).toSorted()).toEqual([later, ONBOARDING].toSorted());
      expect(await due(NOW + 2, 1)).toHaveLength(1);
    });

    test('next is what calls first', async () => {
      const store = await acme(aClock({ nextAt: NOW + 2 }));
      const onboardingId = await storeOther(store);
      const first = aClock({ id: clockId('2'), onboardingId, cycle: 2, nextAt: NOW + 1 });
      await store.tx((tx) => insertClock(tx, first));
      expect(await findNextClock(store.read)).toEqual({ at: NOW + 1, onboardingId });
      await store.tx((tx) => saveClock(tx, first, { nextAt: null }));
      expect(await findNextClock(store.read)).toEqual({ at: NOW + 2, onboardingId: ONBOARDING });
      await store.tx((tx) => saveClock(tx, aClock(), { nextAt: null }));
      expect(await findNextClock(store.read)).toBeUndefined();
    });

    test('are clocks that were woken, unless they have ended', async () => {
      const quiet = { nextAt: null };
      const store = await acme(
        aClock(quiet),
        aClock({ ...quiet, id: clockId('2'), kind: 'review', state: 'met', closedAt: NOW }),
        aClock({ ...quiet, id: clockId('3'), kind: 'respond' }),
      );
      await store.tx(async (tx) => {
        await wakeClocks(tx, { ids: [clockId('1'), clockId('2')], now: NOW });
        await wakeClocks(tx, { ids: [], now: NOW });
      });
      const rows = (await listClocks(store.read, ONBOARDING)).map(({ row }) => row);
      expect(rows.map(({ id, nextAt, rev }) => [id, nextAt, rev])).toEqual([
        // Whoever decided on what it was before has to look again.
        ['clk_1', NOW, 2],
        ['clk_2', null, 1],
        ['clk_3', null, 1],
      ]);
    });
  });

  test.each<[special: string, status: ItemStatus, clock: Partial<ClockRow> | null, is: boolean]>([
    ['open and without a clock', 'open', null, true],
    ['returned and without a clock', 'returned', null, true],
    ['in review and without a clock', 'in_review', null, true],
    ['locked', 'locked', null, false],
    ['accepted', 'accepted', null, false],
    ['left out', 'left_out', null, false],
    ['open and with a clock', 'open', {}, false],
    ['open and with a clock that has ended', 'open', { state: 'met', closedAt: NOW }, true],
    ['open and with a clock of another item', 'open', { subject: 'another' }, true],
  ])('what an earlier version left without clocks: an item that is %s', async (...row) => {
    const [, status, clock, isUnclocked] = row;
    const store = await acme(...(clock === null ? [] : [aClock(clock)]));
    await store.tx(async (tx) => {
      await saveItem(tx, anItem({ key: 'QUA-1', status }));
      await saveItem(tx, anItem({ key: 'QUA-2', status: 'locked' }));
    });
    expect(await listUnclocked(store.read)).toEqual(isUnclocked ? [ONBOARDING] : []);
  });

  describe('what became of a step', () => {
    test('is written down once for each clock, leg, step and person', async () => {
      const store = await acme(aClock(), aClock({ id: clockId('2'), kind: 'review' }));
      const [first, nobody] = [aNudge({ step: 'due' }), aNudge({ step: 'due', contactId: '' })];
      const again = [first, nobody].map((one): Nudge => ({
        ...one,
        id: asId('nudge', `${one.id}_again`),
        fate: 'sent',
      }));
      const others = [
        aNudge({ step: 'due', leg: 1 }),
        aNudge({ step: 'due', contactId: MARA }),
        aNudge({ step: 'due', clockId: clockId('2') }),
      ];
      const insert = (some: readonly Nudge[]) => store.tx((tx) => insertNudges(tx, some));
      await insert([first, nobody]);
      await insert([...again, ...others]);
      await insert([]);
      const all = [first, nobody, ...others];
      expect(
        await listNudges(
          store.read,
          all.map(({ id }) => id),
        ),
      ).toHaveLength(5);
      expect(
        await listNudges(
          store.read,
          again.map(({ id }) => id),
        ),
      ).toEqual([]);
      expect(await listNudges(store.read, [first.id])).toEqual([first]);
      expect(await listNudges(store.read, [])).toEqual([]);
    });

    test.each<[special: string, reason: FateReason, isPlanned: boolean]>([
      ['dropped because the clock stood still', 'paused', true],
      ['dropped because somebody else owned it', 'handed_over', true],
      ['dropped because it was done', 'done', false],
    ])('is planned again where it was %s: %s', async (_special, reason, isPlanned) => {
      const store = await acme(aClock());
      const one = aNudge({ step: 'due' });
      const dropped: Nudge = { ...one, fate: 'dropped', reason, outboxSeq: 7, settledAt: NOW };
      const again: Nudge = { ...one, id: asId('nudge', 'ndg_again'), deliverAt: NOW + 1 };
      await store.tx((tx) => insertNudges(tx, [dropped]));
      await store.tx((tx) => insertNudges(tx, [{ ...again, fate: 'suppressed' }]));
      await store.tx((tx) => insertNudges(tx, [again]));
      const planned = { ...again, id: one.id, outboxSeq: null, settledAt: null };
      expect(await listNudges(store.read, [one.id])).toEqual([isPlanned ? planned : dropped]);
    });

    test('is changed for those that are named', async () => {
      const store = await acme(aClock());
      const [one, two] = [aNudge(), aNudge()];
      const change = {
        fate: 'dropped',
        reason: 'done',
        deliverAt: NOW + 1,
        outboxSeq: 7,
        settledAt: NOW + 2,
      } as const;
      await store.tx(async (tx) => {
        await insertNudges(tx, [one, two]);
        await saveNudges(tx, [one.id], change);
        await saveNudges(tx, [], change);
      });
      expect(await listNudges(store.read, [one.id])).toEqual([{ ...one, ...change }]);
      expect(await listNudges(store.read, [two.id])).toEqual([two]);
    });

    test('is found by its clock and by its onboarding, oldest first', async () => {
      const store = await acme(aClock(), aClock({ id: clockId('2'), kind: 'review' }));
      const [late, early] = [aNudge({ reachedAt: NOW + 1 }), aNudge()];
      const other = aNudge({ clockId: clockId('2'), reachedAt: NOW + 2 });
      await store.tx((tx) => insertNudges(tx, [other, late, early]));
      const { read } = store;
      expect(await listNudgesOfClocks(read, [clockId('1')])).toEqual([early, late]);
      expect(await listNudgesOfClocks(read, [])).toEqual([]);
      expect(await listNudgesOf(read, ONBOARDING)).toEqual([early, late, other]);
      expect(await listNudgesOf(read, anOther())).toEqual([]);
    });
  });

  describe('who is to be told', () => {
    const waiting = async (...nudges: readonly Nudge[]) => {
      const store = await acme(aClock());
      await store.tx((tx) => insertNudges(tx, nudges));
      return store.read;
    };

    test('are people for whom something waits that may be delivered by now, once each', async () => {
      const read = await waiting(
        aNudge(),
        aNudge(),
        aNudge({ contactId: MARA, deliverAt: NOW + 1 }),
        aNudge({ contactId: asId('contact', 'con_sent'), fate: 'sent' }),
        aNudge({ contactId: asId('contact', 'con_queued'), fate: 'queued' }),
        aNudge({ contactId: '', fate: 'suppressed' }),
      );
      const people = (now: number, limit = 10) => listPeopleToNudge(read, { now, limit });
      expect(await people(NOW - 1)).toEqual([]);
      expect(await people(NOW)).toEqual([PRIYA]);
      expect((await people(NOW + 1)).toSorted()).toEqual([MARA, PRIYA].toSorted());
      expect(await people(NOW + 1, 1)).toHaveLength(1);
    });

    test('hear of all that waits by now, and of what goes with any message', async () => {
      const [old, fresh] = [aNudge({ reachedAt: NOW - 1 }), aNudge()];
      const later = { deliverAt: NOW + DAY_MS };
      const gathered = aNudge({ ...later, reason: 'gathered', reachedAt: NOW - 2 });
      const read = await waiting(
        fresh,
        old,
        gathered,
        aNudge({ ...later, reason: 'quiet_hours' }),
        aNudge({ ...later, reason: 'gathered', contactId: MARA }),
        aNudge({ reason: 'gathered', fate: 'sent' }),
        aNudge({ fate: 'queued' }),
      );
      const heard = await listNudgesFor(read, { contactId: PRIYA, now: NOW });
      expect(heard).toEqual([gathered, old, fresh]);
    });

    test('what comes next is what is delivered first', async () => {
      const read = await waiting(
        aNudge({ deliverAt: NOW + 2 }),
        aNudge({ deliverAt: NOW + 1, contactId: MARA }),
        aNudge({ deliverAt: NOW, fate: 'sent' }),
      );
      expect(await findNextDelivery(read)).toEqual({ at: NOW + 1, contactId: MARA });
    });

    test('nothing comes next where nothing waits', async () => {
      const settled = aNudge({ contactId: '', fate: 'superseded', deliverAt: null });
      expect(await findNextDelivery(await waiting(settled))).toBeUndefined();
    });

    test('messages of a day count, not what stood in them', async () => {
      const read = await waiting(
        aNudge({ fate: 'sent', outboxSeq: 1, settledAt: NOW }),
        aNudge({ fate: 'sent', outboxSeq: 1, settledAt: NOW }),
        aNudge({ fate: 'queued', outboxSeq: 2, settledAt: NOW + 1 }),
        aNudge({ fate: 'sent', outboxSeq: 3, settledAt: NOW - 1 }),
        aNudge({ fate: 'dropped', outboxSeq: 4, settledAt: NOW }),
        aNudge({ fate: 'failed', outboxSeq: 5, settledAt: NOW }),
        aNudge({ fate: 'sent', outboxSeq: 6, settledAt: NOW, contactId: MARA }),
      );
      const count = (since: number) => countNudgeMessages(read, { contactId: PRIYA, since });
      expect(await Promise.all([NOW - 1, NOW, NOW + 1, NOW + 2].map(count))).toEqual([3, 2, 1, 0]);
    });
  });
});

function anOther(): OnboardingId {
  return asId('onboarding', 'onb_no');
}
