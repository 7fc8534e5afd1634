import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callFor } from '../../src/domain/clock-forecast.ts';
import { callsOf } from '../../src/domain/clock-steps.ts';
import type { OutboxState } from '../../src/domain/delivery.ts';
import { gapsOf, hasGap, mendOf, PATIENCE_MS } from '../../src/domain/nudge-audit.ts';
import { rulingsOn, type Nudge } from '../../src/domain/nudge.ts';
import { BER } from '../support/calendars.ts';
import {
  aPolicy,
  berlin,
  extension,
  HOUR,
  pause,
  promise,
  resume,
  type Happened,
} from '../support/clocks.ts';
import { aNudge, calendars, MONDAY, OWNER, owingAt, PEOPLE } from '../support/owing.ts';

type Life = Readonly<{
  happened?: readonly Happened[];
  policy?: ReturnType<typeof aPolicy>;
  people?: typeof PEOPLE;
  /** The bot is down from the first moment up to the second. */
  outage?: readonly [number, number];
}>;

/** What is on record at `until` of a clock that was looked at whenever it called. */
function lived(until: number, { happened = [], outage, ...life }: Life): readonly Nudge[] {
  let rows: readonly Nudge[] = [];
  const awake = (at: number) => (outage && at >= outage[0] && at < outage[1] ? outage[1] : at);
  for (let now = MONDAY; now <= until;) {
    const owing = owingAt(now, { ...life, happened: happened.filter(([at]) => at <= now) });
    const { view, clock } = owing;
    const clocked = { view, policy: clock.policy, calendar: BER };
    const deliver = (row: Nudge): Nudge =>
      row.fate === 'planned' && (row.deliverAt ?? now) <= now
        ? { ...row, fate: 'sent', settledAt: now }
        : row;
    rows = rows.map(deliver);
    const before = rows;
    const { reached } = callsOf({ ...clocked, handled: before }, now);
    const fresh = rulingsOn(reached, view, now).flatMap((ruling) => {
      const { step } = ruling;
      const of = { leg: view.leg, step: step.name, reachedAt: step.at };
      const { hearings } = callFor(ruling, owing, { before, calendars });
      if (hearings.length === 0) {
        const fate = ruling.fate === 'planned' ? 'suppressed' : ruling.fate;
        return [aNudge({ ...of, contactId: '', fate, settledAt: now })];
      }
      return hearings.map(({ contact, at, reason }) => {
        const planned = { fate: 'planned', reason, deliverAt: at, settledAt: null } as const;
        return deliver(aNudge({ ...of, ...planned, contactId: contact.id }));
      });
    });
    rows = [...before, ...fresh];
    const { nextAt } = callsOf({ ...clocked, handled: rows }, now);
    const waits = rows.flatMap(({ fate, deliverAt }) =>
      fate === 'planned' && deliverAt !== null ? [deliverAt] : [],
    );
    const comes = [...happened.map(([at]) => at), ...waits, ...(nextAt === null ? [] : [nextAt])];
    now = Math.min(...comes.filter((at) => at > now).map(awake));
  }
  return rows;
}

const audited = (rows: readonly Nudge[]) =>
  rows.map((nudge) => {
    const outboxState: OutboxState | null = nudge.fate === 'sent' ? 'sent' : null;
    return { nudge, outboxState };
  });

/** The steps that are missing at `now`, by name. */
function missingAt(now: number, rows: readonly Nudge[], { outage: _, ...life }: Life) {
  const owing = owingAt(now, life);
  const onRecord = { rows: audited(rows), nextAt: null };
  const gaps = gapsOf(owing, onRecord, { calendars });
  expect(gaps.filter(({ kind }) => kind === 'stuck')).toEqual([]);
  // The first look and the second agree whether there is anything.
  expect(hasGap({ ...owing, ...onRecord }, { now, calendars })).toBe(gaps.length > 0);
  return new Set(gaps.flatMap((gap) => (gap.kind === 'missing' ? [gap.step.name] : [])));
}

/** The steps of the present leg that had a row long enough ago and have none left. */
function forgotten(all: readonly Nudge[], left: readonly Nudge[], leg: number, now: number) {
  const kept = new Set(left.filter((row) => row.leg === leg).map(({ step }) => step));
  const old = all.filter((row) => row.leg === leg && row.reachedAt <= now - PATIENCE_MS);
  return new Set(old.map(({ step }) => step).filter((step) => !kept.has(step)));
}

/** What is left of a history: where a promise holds the ladder, the rungs before it are. */
function leftOf(all: readonly Nudge[], kept: readonly boolean[], { happened = [] }: Life) {
  const promises = happened.flatMap(([at, { type }]) => (type === 'acknowledge' ? [at] : []));
  const isHeld = ({ step, reachedAt }: Nudge) =>
    step.startsWith('r') && promises.some((at) => reachedAt <= at);
  return all.filter((row, nth) => isHeld(row) || (kept[nth] ?? true));
}

const FRIDAY = berlin('2026-02-06 10:00');

/** What may happen to a clock on its way, each at hours after its start. */
const lives: fc.Arbitrary<Life> = fc
  .record({
    budget: fc.constantFrom('4 bh', '2 bd', '3 bd', '8 bd', '48 ch'),
    owner: fc.constantFrom('Europe/Berlin', 'Asia/Tokyo', 'America/New_York'),
    pauseAt: fc.option(fc.integer({ min: 1, max: 300 })),
    pauseFor: fc.integer({ min: 1, max: 100 }),
    moreAt: fc.option(fc.integer({ min: 1, max: 300 })),
    promiseAt: fc.option(fc.integer({ min: 80, max: 300 })),
  })
  .map(({ budget, owner, pauseAt, pauseFor, moreAt, promiseAt }) => {
    const after = (hours: number) => MONDAY + hours * HOUR;
    const happened: Happened[] = [
      ...(pauseAt === null
        ? []
        : ([
            [after(pauseAt), pause('a')],
            [after(pauseAt + pauseFor), resume('a')],
          ] as Happened[])),
      ...(moreAt === null ? [] : [[after(moreAt), extension(after(moreAt + 60))] as const]),
      ...(promiseAt === null ? [] : [[after(promiseAt), promise(after(promiseAt + 30))] as const]),
    ];
    const contacts = [{ ...OWNER, zone: owner }, ...PEOPLE.contacts.slice(1)];
    return { happened, policy: aPolicy({ budget }), people: { ...PEOPLE, contacts } };
  });
const whens = fc.integer({ min: 1, max: 40 * 24 * 4 }).map((n) => MONDAY + n * PATIENCE_MS);
const keeps = fc.array(fc.boolean(), { minLength: 60, maxLength: 60 });

describe('of a whole history', () => {
  test('nothing is missing', () => {
    fc.assert(
      fc.property(lives, whens, (life, now) => {
        expect(missingAt(now, lived(now, life), life)).toEqual(new Set());
      }),
      { numRuns: 100 },
    );
  });

  test('nor when the bot was down meanwhile', () => {
    fc.assert(
      fc.property(lives, whens, fc.integer({ min: 1, max: 300 }), (life, now, from) => {
        const down = [MONDAY + from * HOUR, MONDAY + (from + 90) * HOUR] as const;
        const so = { ...life, outage: down };
        const seen = now >= down[0] && now < down[1] ? down[1] : now;
        expect(missingAt(seen, lived(seen, so), so)).toEqual(new Set());
      }),
      { numRuns: 100 },
    );
  });
});

describe('of a history from which rows were taken', () => {
  test('exactly the steps of which none is left are named', () => {
    fc.assert(
      fc.property(lives, whens, keeps, (life, now, kept) => {
        const all = lived(now, life);
        const left = leftOf(all, kept, life);
        const { leg } = owingAt(now, life).view;
        expect(missingAt(now, left, life)).toEqual(forgotten(all, left, leg, now));
      }),
      { numRuns: 200 },
    );
  });

  test('and every one of them after an outage, too', () => {
    fc.assert(
      fc.property(lives, whens, keeps, (life, now, kept) => {
        const outage = [FRIDAY, FRIDAY + 90 * HOUR] as const;
        const seen = now >= outage[0] && now < outage[1] ? outage[1] : now;
        const so = { ...life, outage };
        const all = lived(seen, so);
        const left = leftOf(all, kept, life);
        const { leg } = owingAt(seen, life).view;
        const named = missingAt(seen, left, so);
        const wanted = forgotten(all, left, leg, seen);
        expect([...wanted].filter((step) => !named.has(step))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('a rung before a promise is called for anew after it, and missed then', () => {
    const [friday, monday] = [berlin('2026-02-06 15:00'), berlin('2026-02-09 12:00')];
    const life = { happened: [[friday, promise(monday)]] } as const satisfies Life;
    const all = lived(berlin('2026-02-09 13:00'), life);
    const left = all.filter(({ step }) => step !== 'r1');
    expect(left).toHaveLength(all.length - 1);
    expect(missingAt(berlin('2026-02-09 14:00'), left, life)).toEqual(new Set());
    expect(missingAt(berlin('2026-02-09 14:15'), left, life)).toEqual(new Set(['r1']));
  });

  test('what was reached before it stood still counts as told while it ran', () => {
    // Due at 15:00, when Los Angeles sleeps until 17:00: the first rung would have come at 12:30.
    const contacts = [{ ...OWNER, zone: 'America/Los_Angeles' }, ...PEOPLE.contacts.slice(1)];
    const life = {
      happened: [[berlin('2026-02-03 11:30'), pause('a')]],
      policy: aPolicy({ budget: '4 bh' }),
      people: { ...PEOPLE, contacts },
    } as const satisfies Life;
    const missing = missingAt(berlin('2026-02-03 14:00'), [], life);
    expect([...missing]).toEqual(['p75', 'due', 'od1']);
  });

  test('all of them where nothing is left', () => {
    const now = berlin('2026-02-19 10:00');
    const names = ['p50', 'p75', 'p90', 'due', 'od1', 'r1', 'r2', 'od2', 'r3', 'od3', 'r4'];
    expect([...missingAt(now, [], {})]).toEqual(names);
  });
});

describe('a step that was reached', () => {
  const due = berlin('2026-02-05 17:30');
  const rows = ['p50', 'p75', 'p90'].map((step) => aNudge({ step }));

  test('is missing after a quarter of an hour, not before', () => {
    expect(missingAt(due + PATIENCE_MS - 1, rows, {})).toEqual(new Set());
    expect(missingAt(due + PATIENCE_MS, rows, {})).toEqual(new Set(['due']));
  });

  test('is missing where it went to somebody who owned it no more', () => {
    const passed = aNudge({ step: 'due', fate: 'dropped', reason: 'handed_over' });
    const said = missingAt(due + HOUR, [...rows, passed], {});
    expect(said).toEqual(new Set(['due']));
  });

  test('is none while the next tick is going to look at its clock', () => {
    const now = due + HOUR;
    const gapsWith = (nextAt: number) =>
      gapsOf(owingAt(now), { rows: audited(rows), nextAt }, { calendars });
    expect(gapsWith(now - 60_000)).toEqual([]);
    // It did not look for a quarter of an hour, or means to look later.
    expect(gapsWith(now - PATIENCE_MS)).toHaveLength(1);
    expect(gapsWith(now + HOUR)).toHaveLength(1);
  });
});

describe('a row is put right', () => {
  const now = FRIDAY;
  const old = now - PATIENCE_MS;
  const mended = (nudge: Partial<Nudge>, outboxState: OutboxState | null) =>
    mendOf({ nudge: aNudge({ reachedAt: old, ...nudge }), outboxState }, now);
  const again = {
    fate: 'planned',
    reason: null,
    deliverAt: now,
    outboxSeq: null,
    settledAt: null,
  };
  const failed = { fate: 'failed', reason: 'refused', settledAt: now };

  test.each<[fate: Nudge['fate'], state: OutboxState | null, mend: object | null]>([
    ['sent', 'sent', null],
    ['sent', 'pending', { fate: 'queued' }],
    ['sent', 'sending', { fate: 'queued' }],
    ['sent', 'dropped', again],
    ['sent', 'dead', again],
    ['sent', 'needs_review', failed],
    // Old messages may be tidied away; that one was sent is still true.
    ['sent', null, null],
    ['queued', 'pending', null],
    ['queued', 'sending', null],
    ['queued', 'sent', { fate: 'sent' }],
    ['queued', 'dropped', again],
    ['queued', 'dead', again],
    ['queued', 'needs_review', failed],
    ['queued', null, again],
    ['superseded', null, null],
    ['suppressed', null, null],
    ['dropped', 'dropped', null],
    ['failed', 'dead', null],
  ])('that is %s, its message %s', (fate, state, mend) => {
    expect(mended({ fate, settledAt: old }, state)).toEqual(mend);
    // Both are written at one moment, and still it is given time.
    expect(mended({ fate, settledAt: old + 1 }, state)).toBeNull();
  });

  test('that waits past its moment', () => {
    const waits = { fate: 'planned', settledAt: null } as const;
    expect(mended({ ...waits, deliverAt: now + HOUR }, null)).toBeNull();
    expect(mended({ ...waits, deliverAt: old + 1 }, null)).toBeNull();
    expect(mended({ ...waits, deliverAt: old }, null)).toEqual({ deliverAt: now });
    expect(mended({ ...waits, deliverAt: null }, null)).toEqual({ deliverAt: now });
  });
});
