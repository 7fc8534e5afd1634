import { describe, expect, test } from 'vitest';
import type { Owing } from '../../src/domain/audience.ts';
import { asId } from '../../src/domain/ids.ts';
import { slaBoard, slaLine, slaLogLine, slaPreview } from '../../src/domain/sla-board.ts';
import { USUAL_SLA } from '../../src/domain/sla.ts';
import { aBlocker } from '../support/builders.ts';
import {
  aPolicy,
  berlin,
  extension,
  inBerlin,
  pause,
  promise,
  resume,
  type Happened,
} from '../support/clocks.ts';
import { aNudge, calendars, owingAt } from '../support/owing.ts';

const LOOK = { zone: 'Europe/Berlin', calendars };
const lineAt = (now: string, ...happened: readonly Happened[]) =>
  slaLine(owingAt(berlin(now), { happened }), LOOK);

describe('a clock', () => {
  test('that runs says whose it is and when it is due', () => {
    expect(lineAt('2026-02-03 10:00')).toEqual({
      title: 'Sign the terms',
      kind: 'work',
      side: 'partner',
      ownerName: 'Omar',
      isHourly: false,
      dueAt: berlin('2026-02-05 17:30'),
      firstDueAt: null,
      extensions: 0,
      late: null,
      held: null,
      promisedAt: null,
    });
  });

  test('that was extended says what was first promised, and how often', () => {
    const first = extension(berlin('2026-02-10 17:30'));
    const second = extension(berlin('2026-02-12 17:30'));
    const line = lineAt(
      '2026-02-05 12:00',
      [berlin('2026-02-04 10:00'), first],
      [berlin('2026-02-05 11:00'), second],
    );
    expect([inBerlin(line.dueAt), inBerlin(line.firstDueAt)]).toEqual([
      '2026-02-12 17:30',
      '2026-02-05 17:30',
    ]);
    expect(line.extensions).toBe(2);
  });

  test.each([
    ['exactly when it is due, not', '2026-02-05 17:30', null],
    ['overnight by no hour', '2026-02-06 08:00', [0, 'hour']],
    ['after an hour and a half by one', '2026-02-06 10:30', [1, 'hour']],
    ['just before a working day by hours', '2026-02-06 17:29', [7, 'hour']],
    ['after a working day by it', '2026-02-06 17:30', [1, 'day']],
    ['over the weekend by no more', '2026-02-08 12:00', [1, 'day']],
    ['on Monday noon by no more', '2026-02-09 12:00', [1, 'day']],
    ['on Tuesday evening by three', '2026-02-10 18:00', [3, 'day']],
  ])('is late %s', (_when, now, by) => {
    const { late } = lineAt(now);
    expect(late && [late.amount, late.unit]).toEqual(by);
    expect(late?.isWorkingTime ?? true).toBe(true);
  });

  test('of calendar time is late by days and hours of the calendar', () => {
    const policy = aPolicy({ budget: '24 ch' });
    const line = (now: string) => slaLine(owingAt(berlin(now), { policy }), LOOK);
    expect(line('2026-02-03 13:00')).toMatchObject({
      isHourly: true,
      late: { amount: 3, unit: 'hour', isWorkingTime: false },
    });
    expect(line('2026-02-08 12:00').late).toMatchObject({ amount: 5, unit: 'day' });
  });

  test('that stands still says since when, why, and when it would be due', () => {
    const line = lineAt(
      '2026-02-09 09:00',
      [berlin('2026-02-03 11:00'), pause('a')],
      [berlin('2026-02-04 11:00'), pause('b', 'waiting_other_side')],
    );
    expect(line).toMatchObject({
      late: null,
      held: {
        since: berlin('2026-02-03 11:00'),
        reasons: ['in_review', 'waiting_other_side'],
      },
    });
    expect(inBerlin(line.dueAt)).toBe('2026-02-11 15:30');
  });

  test('that somebody promised says until when, until then', () => {
    const promised: Happened = [berlin('2026-02-06 10:00'), promise(berlin('2026-02-09 12:00'))];
    expect(lineAt('2026-02-09 11:59', promised).promisedAt).toBe(berlin('2026-02-09 12:00'));
    expect(lineAt('2026-02-09 12:00', promised).promisedAt).toBeNull();
  });
});

const now = berlin('2026-02-09 09:00');
const named = (owing: Owing, id: string): Owing => ({
  ...owing,
  clock: { ...owing.clock, id: asId('clock', id) },
});

describe('the clocks of a partner', () => {
  const policy = aPolicy({ budget: '9 bd' });
  const held: Happened[] = [[berlin('2026-02-03 11:00'), pause('a')]];
  const laterHeld: Happened[] = [[berlin('2026-02-03 12:00'), pause('a')]];
  const owings = [
    owingAt(now, { happened: laterHeld }),
    owingAt(now, { policy }),
    owingAt(now),
    owingAt(now, { happened: held }),
    owingAt(now, { policy: aPolicy({ budget: '8 bd' }) }),
    owingAt(now, { policy: aPolicy({ budget: '2 bd' }) }),
  ];
  const [{ whole }] = owings as [Owing];

  test('come late ones first, then by their dates, and those that stand still last', () => {
    const { lines } = slaBoard(whole, owings, LOOK);
    const shown = lines.map(({ late, held: still, dueAt }) => [
      late ? 'late' : still ? 'held' : 'runs',
      inBerlin(still ? still.since : dueAt),
    ]);
    expect(shown).toEqual([
      ['late', '2026-02-04 17:30'],
      ['late', '2026-02-05 17:30'],
      ['runs', '2026-02-12 17:30'],
      ['runs', '2026-02-13 17:30'],
      ['held', '2026-02-03 11:00'],
      ['held', '2026-02-03 12:00'],
    ]);
  });

  test('come with the rules of today, and how many go by others', () => {
    const { sla } = whole.playbook;
    expect(sla).toEqual(USUAL_SLA);
    const other = owingAt(now, { policy: { ...policy, thresholds: [80] } });
    const { rules } = slaBoard(whole, [...owings, other], LOOK);
    expect(rules).toMatchObject({
      thresholds: [50, 75, 90],
      repeats: [1, 2, 3, 5, 8, 8],
      others: 1,
    });
    expect(rules.ladders.partner.slice(0, 2)).toEqual([
      { after: '4 bh', tell: ['backup'] },
      {
        after: '1 bd',
        tell: [
          { side: 'partner', title: 'partner lead' },
          { side: 'vendor', title: 'partner manager' },
        ],
      },
    ]);
  });
});

test('what comes is asked of running clocks only, what calls first comes first', () => {
  const still = owingAt(now, { happened: [[berlin('2026-02-03 11:00'), pause('a')]] });
  const late = named(owingAt(now), 'clk_late');
  const soon = named(owingAt(now, { policy: aPolicy({ budget: '8 bd' }) }), 'clk_soon');
  const told = (...steps: readonly string[]) =>
    steps.map((step) => aNudge({ step, reachedAt: berlin('2026-02-06 09:00') }));
  const { clocks } = slaPreview(
    late.whole,
    [
      { owing: still, rows: [] },
      { owing: soon, rows: told('p50') },
      { owing: late, rows: told('p50', 'p75', 'p90', 'due', 'od1', 'r1') },
    ],
    LOOK,
  );
  const firsts = clocks.map(({ dueAt, calls: [first] }) => [
    inBerlin(dueAt),
    first?.step.name,
    inBerlin(first?.step.at ?? null),
  ]);
  expect(firsts).toEqual([
    ['2026-02-05 17:30', 'r2', '2026-02-09 09:00'],
    ['2026-02-12 17:30', 'p75', '2026-02-10 15:52:30'],
  ]);
});

describe('a line of the log', () => {
  const owing = owingAt(now);
  const line = (nudge: Parameters<typeof aNudge>[0]) =>
    slaLogLine(owing.whole, { nudge: aNudge(nudge), clock: owing.clock });

  test('names the person, and when it was told', () => {
    const settledAt = berlin('2026-02-06 08:00');
    const reachedAt = berlin('2026-02-05 17:30');
    expect(line({ reachedAt, settledAt })).toEqual({
      title: 'Sign the terms',
      kind: 'work',
      step: 'due',
      reachedAt,
      personName: 'Omar',
      fate: 'sent',
      reason: null,
      at: settledAt,
    });
  });

  test('says until when it waits, and that nobody hears it', () => {
    const deliverAt = berlin('2026-02-06 08:00');
    expect(line({ fate: 'planned', deliverAt, settledAt: null }).at).toBe(deliverAt);
    expect(line({ fate: 'suppressed', contactId: '', reason: 'nobody' }).personName).toBeNull();
    expect(line({ contactId: asId('contact', 'con_gone') }).personName).toBe('somebody');
  });

  test('about a blocker has its name, solved or not', () => {
    const blocker = aBlocker({ clearedAt: now });
    const whole = { ...owing.whole, blockers: [blocker] };
    const clock = { ...owing.clock, subject: blocker.id, kind: 'respond' } as const;
    expect(slaLogLine(whole, { nudge: aNudge(), clock })).toMatchObject({
      title: 'Access or credentials',
      kind: 'respond',
    });
  });
});

test('a resume takes a clock off the list of those that stand still', () => {
  const line = lineAt(
    '2026-02-05 10:00',
    [berlin('2026-02-03 11:00'), pause('a')],
    [berlin('2026-02-04 11:00'), resume('a')],
  );
  expect(line).toMatchObject({ held: null, late: null });
  expect(inBerlin(line.firstDueAt)).toBe('2026-02-05 17:30');
});
