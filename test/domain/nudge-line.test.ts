import { describe, expect, test } from 'vitest';
import type { Owing } from '../../src/domain/audience.ts';
import { byUrgency, nudgeLine, untrueSince, type NudgeLine } from '../../src/domain/nudge-line.ts';
import type { Nudge } from '../../src/domain/nudge.ts';
import { asId } from '../../src/domain/ids.ts';
import { aBlocker, anItem, aPlaybook, aSpec } from '../support/builders.ts';
import { berlin, extension, pause, stop, type Happened } from '../support/clocks.ts';
import { aNudge, OWNER, owingAt, PEOPLE } from '../support/owing.ts';

/** Due on Thursday at 17:30; Omar owes it. */
function owing(now: string, ...happened: readonly Happened[]): Owing {
  return { ...owingAt(berlin(`2026-${now}`), { happened }), now: berlin(`2026-${now}`) };
}

describe('what was planned is still true', () => {
  const on = (day: string) => berlin(`2026-${day}`);

  test.each<
    [special: string, nudge: Partial<Nudge>, now: string, what: Happened[], why: string | null]
  >([
    ['as long as nothing has happened', { step: 'p50' }, '02-04 09:30', [], null],
    ['up to the due date', { step: 'p90' }, '02-05 17:29', [], null],
    ['not what says “soon” at the due date', { step: 'p90' }, '02-05 17:30', [], 'later_step'],
    ['nor after it', { step: 'p75' }, '02-06 08:00', [], 'later_step'],
    ['the due date itself', { step: 'due' }, '02-06 08:00', [], null],
    ['what comes after it', { step: 'od1' }, '02-06 09:00', [], null],
    ['not of what is done', { step: 'due' }, '02-06 08:00', [[on('02-06 07:00'), stop]], 'done'],
    [
      'not while it stands still',
      { step: 'due' },
      '02-06 08:00',
      [[on('02-06 07:00'), pause('a')]],
      'paused',
    ],
    [
      'not of an earlier due date',
      { step: 'due' },
      '02-06 08:00',
      [[on('02-06 07:00'), extension(on('02-09 17:30'))]],
      'new_date',
    ],
    [
      'of the present one',
      { step: 'p50', leg: 1 },
      '02-06 11:00',
      [[on('02-06 07:00'), extension(on('02-09 17:30'))]],
      null,
    ],
    [
      'not for somebody who owns it no more',
      { step: 'due', contactId: asId('contact', 'con_gone') },
      '02-06 08:00',
      [],
      'handed_over',
    ],
    [
      'for whoever stands on the ladder',
      { step: 'r2', contactId: PEOPLE.manager.id },
      '02-09 09:00',
      [],
      null,
    ],
  ])('%s', (_special, nudge, now, happened, why) => {
    expect(untrueSince(aNudge(nudge), owing(now, ...happened))).toBe(why);
  });
});

describe('what a reminder says', () => {
  const line = (step: string, contact = OWNER, about: Partial<Owing> = {}) =>
    nudgeLine(aNudge({ step }), { ...owing('02-06 10:00'), ...about }, contact);

  test.each([
    ['p50', 'soon'],
    ['p90', 'soon'],
    ['due', 'late'],
    ['od2', 'late'],
    ['r1', 'escalated'],
    ['eta1', 'promised'],
  ] as const)('why now: %s is %s', (step, cause) => {
    expect(line(step).cause).toBe(cause);
  });

  test('what it is about, and what can be done at once', () => {
    const [, theo] = PEOPLE.team;
    expect(line('due')).toMatchObject({
      title: 'Sign the terms',
      partnerName: 'Acme',
      dueAt: berlin('2026-02-05 17:30'),
      ownerName: null,
      action: { kind: 'evidence', itemId: anItem().id },
    });
    expect(line('r3', theo)).toMatchObject({ ownerName: 'Omar' });
    const { whole } = owing('02-06 10:00');
    const playbook = aPlaybook([aSpec({ owner: 'p.sec', kind: 'attest' })]);
    expect(line('due', OWNER, { whole: { ...whole, playbook } }).action?.kind).toBe('tick');
  });

  test('only a reviewer can review', () => {
    const { clock } = owing('02-06 10:00');
    const about = { clock: { ...clock, kind: 'review', side: 'vendor' } } as const;
    const action = { kind: 'review', itemId: anItem().id };
    expect(line('due', PEOPLE.manager, about).action).toEqual(action);
    expect(line('r3', PEOPLE.team[1], about).action).toBeNull();
  });

  test.each([
    ['resolve', 'solve'],
    ['respond', 'update'],
    ['update', 'update'],
  ] as const)('of a blocker: for its %s, %s', (kind, action) => {
    const { clock, whole } = owing('02-06 10:00');
    const blocker = aBlocker();
    const about = {
      clock: { ...clock, kind, side: 'vendor', subject: blocker.id },
      whole: { ...whole, blockers: [blocker] },
    } as const;
    expect(line('due', PEOPLE.manager, about)).toMatchObject({
      title: 'Access or credentials',
      action: { kind: action, blockerId: blocker.id },
    });
  });
});

test('what is late comes first, the longest first; then what is due soonest, and by title', () => {
  const line = (title: string, cause: NudgeLine['cause'], dueAt: number | null): NudgeLine => ({
    ...nudgeLine(aNudge(), owing('02-06 10:00'), OWNER),
    title,
    cause,
    dueAt,
  });
  const lines = [
    line('later', 'soon', 30),
    line('held', 'late', null),
    line('late', 'late', 20),
    line('b', 'soon', 25),
    line('a', 'soon', 25),
    line('called', 'escalated', 10),
  ];
  const sorted = ['called', 'late', 'held', 'a', 'b', 'later'];
  expect(lines.toSorted(byUrgency).map(({ title }) => title)).toEqual(sorted);
  expect(
    lines
      .toReversed()
      .toSorted(byUrgency)
      .map(({ title }) => title),
  ).toEqual(sorted);
});
