import { describe, expect, test } from 'vitest';
import { endOfWorkingDay } from '../../src/domain/calendar.ts';
import {
  ballDueAt,
  ballOf,
  decideReview,
  isLate,
  decideSubmission,
  decideTick,
  settleItems,
  type Item,
  type ItemStatus,
} from '../../src/domain/item.ts';
import { dueBasis } from '../../src/domain/onboarding.ts';
import type { ItemSpec } from '../../src/domain/playbook.ts';
import {
  aLockedItem,
  anItem,
  aPlaybook,
  aSpec,
  aWhole,
  DANA,
  DAY_MS,
  MARA,
  NOW,
  OFFICES,
  PRIYA,
  timeAt,
} from '../support/builders.ts';

const accepted = { status: 'accepted', acceptedAt: NOW, acceptedById: PRIYA } as const;
const inReview = { status: 'in_review', reviewDueAt: NOW + DAY_MS } as const;

describe('a tick sets, and never toggles', () => {
  const attest: Partial<ItemSpec> = { kind: 'attest' };
  test.each<
    [
      special: string,
      item: Partial<Item>,
      spec: Partial<ItemSpec>,
      on: boolean,
      gateIsPassed: boolean,
      kind: string,
    ]
  >([
    ['an open attestation is accepted', {}, attest, true, false, 'accepted'],
    ['on again changes nothing', accepted, attest, true, false, 'unchanged'],
    ['off reopens it', accepted, attest, false, false, 'reopened'],
    ['off again changes nothing', {}, attest, false, false, 'unchanged'],
    ['locked stays locked', { status: 'locked' }, attest, true, false, 'locked'],
    ['locked, and off', { status: 'locked' }, attest, false, false, 'locked'],
    [
      'proof of a passed gate stays',
      accepted,
      { ...attest, gate: 1 },
      false,
      true,
      'proves_a_gate',
    ],
    ['proof of a gate still closed', accepted, { ...attest, gate: 1 }, false, false, 'reopened'],
    ['no proof, though a gate is passed', accepted, attest, false, true, 'reopened'],
    ['proof of a passed gate may be given', {}, { ...attest, gate: 1 }, true, true, 'accepted'],
    ['what needs evidence is never ticked', {}, {}, true, false, 'needs_evidence'],
    ['nor when it was returned', { status: 'returned' }, {}, true, false, 'needs_evidence'],
    ['nor in review', inReview, {}, true, false, 'needs_evidence'],
    ['nor is it unticked', accepted, {}, false, false, 'unchanged'],
    ['a meeting needs proof too', {}, { kind: 'meeting' }, true, false, 'needs_evidence'],
  ])('%s', (_special, item, spec, on, gateIsPassed, kind) => {
    const decision = decideTick(anItem(item), {
      spec: aSpec(spec),
      on,
      by: PRIYA,
      now: NOW,
      gateIsPassed,
    });
    expect(decision.kind).toBe(kind);
  });

  test('what is ticked is signed', () => {
    const input = { spec: aSpec(attest), on: true, by: PRIYA, now: NOW, gateIsPassed: false };
    expect(decideTick(anItem({ heldAt: NOW }), input)).toMatchObject({
      item: {
        status: 'accepted',
        acceptedAt: NOW,
        acceptedById: PRIYA,
        heldAt: null,
      },
    });
  });

  test('what is unticked is owed as before', () => {
    const item = anItem({ ...accepted, dueAt: NOW - DAY_MS });
    const input = { spec: aSpec(attest), on: false, by: PRIYA, now: NOW, gateIsPassed: false };
    const dueAt = NOW - DAY_MS;
    expect(decideTick(item, input)).toMatchObject({
      item: { status: 'open', acceptedAt: null, acceptedById: null, dueAt },
    });
  });
});

test.each<[status: ItemStatus, partners: string | null, ours: string | null]>([
  ['locked', null, null],
  ['open', 'partner', 'vendor'],
  ['returned', 'partner', 'vendor'],
  ['in_review', 'vendor', 'vendor'],
  ['accepted', null, null],
])('%s: the ball is with its owner, or with us for a review', (status, partners, ours) => {
  const item = anItem({ status, reviewDueAt: NOW + DAY_MS });
  expect(ballOf(item, aSpec({ owner: 'p.lead' }))).toBe(partners);
  expect(ballOf(item, aSpec({ owner: 'v.csl' }))).toBe(ours);
  expect(ballDueAt(item)).toBe(status === 'in_review' ? item.reviewDueAt : item.dueAt);
});

describe('evidence', () => {
  const playbook = aPlaybook([
    aSpec(),
    aSpec({ id: 'QUA-2', reviewTarget: 5 }),
    aSpec({ id: 'QUA-3', kind: 'attest' }),
  ]);
  const input = { playbook, time: timeAt(NOW) };

  test.each<[special: string, item: Partial<Item>, reviewDays: number]>([
    ['goes to review', {}, 2],
    ['goes to review again when it was returned', { status: 'returned' }, 2],
    ['leaves the reviewer the time of its item', { key: 'QUA-2' }, 5],
  ])('%s', (_special, item, reviewDays) => {
    const due = endOfWorkingDay(NOW, reviewDays, OFFICES.vendor);
    expect(decideSubmission(anItem(item), input)).toMatchObject({
      kind: 'sent_to_review',
      item: { status: 'in_review', reviewDueAt: due },
    });
  });

  test.each<[special: string, item: Partial<Item>]>([
    ['that is in review', inReview],
    ['that is accepted', accepted],
    ['that is locked', { status: 'locked' }],
    ['that is only ticked', { key: 'QUA-3' }],
  ])('changes nothing for an item %s', (_special, item) => {
    const status = item.status ?? 'open';
    expect(decideSubmission(anItem(item), input)).toEqual({ kind: 'not_open', status });
  });
});

describe('late', () => {
  test.each<[special: string, item: Partial<Item>, late: boolean]>([
    ['at the moment it is due it is not', { dueAt: NOW }, false],
    ['a millisecond later it is', { dueAt: NOW - 1 }, true],
    ['it is not while it is held since before', { dueAt: NOW - 1, heldAt: NOW - 2 }, false],
    ['it stays when it is held afterwards', { dueAt: NOW - 2, heldAt: NOW - 1 }, true],
    ['in review it is by when the review is due', { ...inReview, reviewDueAt: NOW - 1 }, true],
    ['accepted it is no more', { ...accepted, dueAt: NOW - 1 }, false],
    ['without a date it is not', { dueAt: null }, false],
  ])('%s', (_special, item, late) => {
    expect(isLate(anItem(item), NOW)).toBe(late);
  });
});

describe('a review', () => {
  const judge = (item: Partial<Item>, verdicts: readonly boolean[], spec = aSpec()) =>
    decideReview(anItem(item), { spec, verdicts, by: DANA, now: NOW });

  test.each<[special: string, verdicts: readonly boolean[], kind: string]>([
    ['accepts when every criterion is met', [true, true, true], 'accepted'],
    ['returns when one is not met', [true, false, true], 'returned'],
    ['returns when one was not judged', [true, true], 'returned'],
    ['returns when none was judged', [], 'returned'],
    ['takes no notice of more verdicts than criteria', [true, true, true, false], 'accepted'],
  ])('%s', (_special, verdicts, kind) => {
    expect(judge(inReview, verdicts).kind).toBe(kind);
  });

  test('that accepts is signed by the reviewer', () => {
    expect(judge(inReview, [true, true, true])).toMatchObject({
      item: { acceptedById: DANA, acceptedAt: NOW, reviewDueAt: null, heldAt: null },
    });
  });

  test('that returns leaves the date to the clock', () => {
    const dueAt = NOW + DAY_MS;
    expect(judge({ ...inReview, dueAt }, [false, true, true])).toMatchObject({
      item: { status: 'returned', dueAt, reviewDueAt: null },
    });
  });

  test.each<[ItemStatus]>([['open'], ['returned'], ['accepted'], ['locked']])(
    'of an item that is %s comes too late',
    (status) => {
      expect(judge({ status }, [true, true, true])).toEqual({ kind: 'not_in_review', status });
    },
  );
});

describe('what is accepted opens what waits for it', () => {
  const specs = [
    aSpec({ id: 'QUA-1', gate: 1 }),
    aSpec({ id: 'QUA-2', needs: ['QUA-1'], owner: 'v.csl', target: 2 }),
    aSpec({ id: 'QUA-3', needs: ['QUA-1', 'QUA-2'], gate: 2 }),
    aSpec({ id: 'QUA-4', needs: ['gate-1'] }),
    aSpec({ id: 'QUA-5', needs: ['gate-2'] }),
  ];
  const playbook = aPlaybook(specs);
  const keys = specs.map(({ id }) => id);
  const at = (now: number) => ({ time: timeAt(now), basis: dueBasis(aWhole({ playbook })) });
  const settle = (statuses: Readonly<Record<string, ItemStatus>>) => {
    const items = keys.map((key) => ({ ...aLockedItem(key), status: statuses[key] ?? 'locked' }));
    const changed = settleItems(items, at(NOW));
    return Object.fromEntries(changed.map(({ key, status }) => [key, status]));
  };

  test.each<
    [special: string, before: Record<string, ItemStatus>, changed: Record<string, ItemStatus>]
  >([
    ['what needs nothing opens', {}, { 'QUA-1': 'open' }],
    ['nothing changes twice', { 'QUA-1': 'open' }, {}],
    ['in review is not accepted', { 'QUA-1': 'in_review' }, {}],
    ['an item and a gate open', { 'QUA-1': 'accepted' }, { 'QUA-2': 'open', 'QUA-4': 'open' }],
    ['all needs, not one of them', { 'QUA-2': 'accepted', 'QUA-1': 'open' }, {}],
    [
      'the second gate takes the first as well',
      { 'QUA-1': 'open', 'QUA-2': 'accepted', 'QUA-3': 'accepted' },
      {},
    ],
    [
      'unticking locks what nobody has begun',
      { 'QUA-1': 'open', 'QUA-2': 'open', 'QUA-4': 'open' },
      { 'QUA-2': 'locked', 'QUA-4': 'locked' },
    ],
    [
      'unticking leaves what somebody has begun',
      { 'QUA-1': 'open', 'QUA-2': 'in_review', 'QUA-3': 'returned', 'QUA-4': 'accepted' },
      {},
    ],
  ])('%s', (_special, before, changed) => {
    expect(settle(before)).toEqual(changed);
  });

  test('an opened item is owed after its working days, in the calendar of its owner', () => {
    const items = [anItem({ ...accepted }), aLockedItem('QUA-2')];
    const dueAt = endOfWorkingDay(NOW, 2, OFFICES.vendor);
    expect(settleItems(items, at(NOW))).toMatchObject([
      { key: 'QUA-2', status: 'open', openedAt: NOW, dueAt },
    ]);
  });

  test('an item that is locked and opened again is owed when it was owed before', () => {
    const begun = { openedAt: NOW - DAY_MS, dueAt: NOW + DAY_MS, acceptedById: MARA };
    const items = [anItem({ ...accepted }), { ...aLockedItem('QUA-2'), ...begun }];
    expect(settleItems(items, at(NOW + 9 * DAY_MS))).toMatchObject([
      { status: 'open', openedAt: NOW - DAY_MS, dueAt: NOW + DAY_MS },
    ]);
  });

  test('an item that the playbook does not have is left alone', () => {
    expect(settleItems([aLockedItem('OLD-1')], at(NOW))).toEqual([]);
  });
});
