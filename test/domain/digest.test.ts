import { describe, expect, test } from 'vitest';
import { digestOf, nextWeeklySlot, weeklySlot } from '../../src/domain/digest.ts';
import { asId } from '../../src/domain/ids.ts';
import type { Item } from '../../src/domain/item.ts';
import type { WholeOnboarding } from '../../src/domain/onboarding.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import {
  aBlocker,
  aLockedItem,
  aModule,
  anItem,
  anOnboarding,
  anOutcome,
  aPartner,
  aPlaybook,
  aSpec,
  aWhole,
  DAY_MS,
  HOUR_MS,
  NOW,
} from '../support/builders.ts';

describe('the slot is the latest Monday, nine o’clock', () => {
  test.each<[special: string, now: string, zone: string, slot: string]>([
    ['exactly then', '2026-03-02T08:00:00.000Z', 'Europe/Berlin', '2026-03-02T08:00:00.000Z'],
    [
      'a millisecond before',
      '2026-03-02T07:59:59.999Z',
      'Europe/Berlin',
      '2026-02-23T08:00:00.000Z',
    ],
    ['on a Sunday', '2026-03-08T23:00:00.000Z', 'Europe/London', '2026-03-02T09:00:00.000Z'],
    [
      'Monday here, Sunday in UTC',
      '2026-03-01T22:00:00.000Z',
      'Asia/Tokyo',
      '2026-02-23T00:00:00.000Z',
    ],
    ['Monday there only', '2026-03-02T00:30:00.000Z', 'Asia/Tokyo', '2026-03-02T00:00:00.000Z'],
    [
      'after summer time began',
      '2026-03-30T07:00:00.000Z',
      'Europe/Berlin',
      '2026-03-30T07:00:00.000Z',
    ],
    [
      'before the first one in summer',
      '2026-03-30T06:59:00.000Z',
      'Europe/Berlin',
      '2026-03-23T08:00:00.000Z',
    ],
    [
      'after summer time ended',
      '2026-10-26T08:00:00.000Z',
      'Europe/Berlin',
      '2026-10-26T08:00:00.000Z',
    ],
    [
      'before the first one in winter',
      '2026-10-26T07:59:00.000Z',
      'Europe/Berlin',
      '2026-10-19T07:00:00.000Z',
    ],
    [
      'over the end of a year',
      '2027-01-03T12:00:00.000Z',
      'Europe/Berlin',
      '2026-12-28T08:00:00.000Z',
    ],
  ])('%s', (_special, now, zone, slot) => {
    expect(new Date(weeklySlot(Date.parse(now), zone)).toISOString()).toBe(slot);
  });

  test.each([
    ['in mid-week', '2026-03-04T10:00:00.000Z', '2026-03-09T08:00:00.000Z'],
    ['on the slot itself, a week later', '2026-03-09T08:00:00.000Z', '2026-03-16T08:00:00.000Z'],
    ['a moment before it', '2026-03-09T07:59:59.999Z', '2026-03-09T08:00:00.000Z'],
    ['over a clock change', '2026-03-25T12:00:00.000Z', '2026-03-30T07:00:00.000Z'],
  ])('the next one %s', (_special, now, slot) => {
    expect(new Date(nextWeeklySlot(Date.parse(now), 'Europe/Berlin')).toISOString()).toBe(slot);
  });
});

const playbook = {
  ...aPlaybook(),
  modules: [
    aModule({ key: 'QUA', title: 'Qualification', items: [aSpec({ id: 'QUA-1', gate: 1 })] }),
    aModule({
      key: 'CON',
      title: 'Contracting',
      items: [aSpec({ id: 'CON-1', owner: 'v.legal', gate: 2 })],
    }),
  ],
};

function partner(nth: number, overrides: Partial<WholeOnboarding> = {}): WholeOnboarding {
  const id = asId('onboarding', `onb_${nth}`);
  return aWhole({
    onboarding: anOnboarding({ id }),
    partner: aPartner({ name: `Partner ${nth}`, signedOn: '2026-02-01' }),
    playbook,
    items: [anItem({ key: 'QUA-1' }), aLockedItem('CON-1')],
    ...overrides,
  });
}

const value = (nth: number, overrides: Partial<Outcome> = {}) =>
  anOutcome({
    onboardingId: asId('onboarding', `onb_${nth}`),
    decidedAt: NOW - DAY_MS,
    ...overrides,
  });

const SLOT = NOW - HOUR_MS;
const digest = (onboardings: readonly WholeOnboarding[], outcomes: readonly Outcome[] = []) =>
  digestOf({ slotAt: SLOT, now: NOW, zone: 'Europe/Berlin', onboardings, outcomes });

test('a digest of nobody counts nothing', () => {
  expect(digest([])).toMatchObject({
    timeToFirstValue: { kind: 'too_few', n: 0, events: 0 },
    partners: { active: 0, waitingForPartner: 0, withFirstValue: 0 },
    funnel: [],
    late: { ours: 0, theirs: 0 },
    blockersOpen: 0,
    wins: [],
  });
});

test('four first values are too few for a median, five are not', () => {
  const partners = [1, 2, 3, 4, 5, 6].map((nth) => partner(nth));
  const outcomes = [1, 2, 3, 4, 5].map((nth) => value(nth, { happenedOn: `2026-02-${10 + nth}` }));
  expect(digest(partners, outcomes.slice(1)).timeToFirstValue).toEqual({
    kind: 'too_few',
    n: 6,
    events: 4,
  });
  expect(digest(partners, outcomes)).toMatchObject({
    timeToFirstValue: { kind: 'days', days: 12, n: 6, events: 5 },
    partners: { active: 6, withFirstValue: 5 },
  });
});

test('partners who have not joined wait, and stand in no module', () => {
  const invited = anOnboarding({ state: 'inviting' });
  const counted = digest([partner(1), partner(2, { onboarding: invited })]);
  expect(counted.partners).toMatchObject({ active: 1, waitingForPartner: 1 });
  expect(counted.funnel).toEqual([
    { title: 'Qualification', partners: 1 },
    { title: 'Contracting', partners: 0 },
  ]);
});

test('a gate is passed with all that proves it, and the second with the first', () => {
  const done = (key: string): Item => anItem({ key, status: 'accepted' });
  const counted = digest([
    partner(1),
    partner(2, { items: [done('QUA-1'), anItem({ key: 'CON-1' })] }),
    partner(3, { items: [anItem({ key: 'QUA-1' }), done('CON-1')] }),
    partner(4, { items: [done('QUA-1'), done('CON-1')] }),
  ]);
  expect(counted.gates).toEqual([
    { gate: 1, passed: 2 },
    { gate: 2, passed: 1 },
  ]);
});

test.each<[special: string, item: Partial<Item>, ours: number, theirs: number]>([
  ['theirs, a millisecond ago', { dueAt: NOW - 1 }, 0, 1],
  ['due now is not late', { dueAt: NOW }, 0, 0],
  ['a review is ours', { status: 'in_review', dueAt: NOW - 1, reviewDueAt: NOW - 1 }, 1, 0],
  [
    'a review in time, of evidence long due',
    { status: 'in_review', dueAt: 1, reviewDueAt: NOW },
    0,
    0,
  ],
  ['an item that we own', { key: 'CON-1', dueAt: NOW - 1 }, 1, 0],
  ['what is accepted is never late', { status: 'accepted', dueAt: 1 }, 0, 0],
  ['what is locked again is not late', { status: 'locked', dueAt: 1 }, 0, 0],
])('late: %s', (_special, item, ours, theirs) => {
  expect(digest([partner(1, { items: [anItem(item)] })]).late).toEqual({ ours, theirs });
});

test('five blockers are shown, the oldest first, and all are counted', () => {
  const blockers = [1, 2, 3, 4].map((hours) => aBlocker({ raisedAt: NOW - hours * HOUR_MS }));
  const counted = digest([partner(1, { blockers }), partner(2, { blockers })]);
  expect(counted.blockersOpen).toBe(8);
  expect(counted.blockers.map(({ ageMs }) => ageMs / HOUR_MS)).toEqual([4, 4, 3, 3, 2]);
  expect(counted.blockers[1]).toMatchObject({ partnerName: 'Partner 2' });
});

const WEEK_BEFORE = SLOT - 7 * DAY_MS;
test.each<[special: string, outcomes: readonly Outcome[], days: number | null]>([
  ['verified in the week', [value(1)], 19],
  ['verified at the slot', [value(1, { decidedAt: SLOT })], 19],
  ['verified just inside the week', [value(1, { decidedAt: WEEK_BEFORE + 1 })], 19],
  ['at the slot before, which told it', [value(1, { decidedAt: WEEK_BEFORE })], null],
  ['only claimed', [value(1, { state: 'claimed', decidedAt: null })], null],
  ['rejected in the week', [value(1, { state: 'rejected' })], null],
  [
    'a second value of a partner who has one',
    [value(1, { decidedAt: 1 }), value(1, { happenedOn: '2026-02-25' })],
    null,
  ],
])('wins: %s', (_special, outcomes, days) => {
  const { wins } = digest([partner(1), partner(2)], outcomes);
  expect(wins).toEqual(days === null ? [] : [{ partnerName: 'Partner 1', type: 'deal', days }]);
});

test.each<[special: string, decidedAt: string]>([
  ['just after a slot', '2026-03-02T08:00:30Z'],
  ['in the week that summer time shortens', '2026-03-23T07:30:00Z'],
  ['in the week that winter time lengthens', '2026-10-19T07:30:00Z'],
  ['at the slot', '2026-03-02T08:00:00Z'],
])('a first value verified %s is told in one digest', (_special, decidedAt) => {
  const decided = Date.parse(decidedAt);
  const outcomes = [anOutcome({ decidedAt: decided })];
  const days = Array.from({ length: 16 }, (_, day) => decided + day * 86_400_000);
  const slots = new Set(days.map((day) => weeklySlot(day, 'Europe/Berlin')));
  const told = [...slots].filter((slotAt) => {
    const input = { slotAt, now: slotAt + 60_000, zone: 'Europe/Berlin', outcomes };
    return digestOf({ ...input, onboardings: [aWhole({ partner: aPartner() })] }).wins.length > 0;
  });
  expect(told).toHaveLength(1);
});
