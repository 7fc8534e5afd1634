import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asId } from '../../src/domain/ids.ts';
import { firstItems, type Item } from '../../src/domain/item.ts';
import { factSheet } from '../../src/domain/onboarding.ts';
import type { ItemSpec, Playbook } from '../../src/domain/playbook.ts';
import { replan, type Ground, type Replanned } from '../../src/domain/replan.ts';
import {
  anOnboarding,
  aPartner,
  aPlaybook,
  aSpec,
  DAY_MS,
  NOW,
  PRIYA,
  someFacts,
  timeAt,
} from '../support/builders.ts';

const DEEP = { depth: { min: 1 } };
const specs = [
  aSpec({ id: 'QUA-1', kind: 'attest' }),
  aSpec({ id: 'QUA-2', when: DEEP }),
  aSpec({ id: 'QUA-3', when: DEEP, needs: ['QUA-1'] }),
  aSpec({ id: 'QUA-4', target: 3 }),
];

const ground = (depth: 0 | 1, playbook: Playbook = aPlaybook(specs)): Ground => ({
  onboarding: { ...anOnboarding(), facts: someFacts({ depth }) },
  partner: aPartner(),
  playbook,
});

const idsOf = (key: string) => ({
  id: asId('item', `new_${key}`),
  onboardingId: asId('onboarding', 'onb_acme'),
});

function itemsOf(
  from: Ground,
  changes: Readonly<Record<string, Partial<Item>>> = {},
): readonly Item[] {
  const items = firstItems({ playbook: from.playbook, sheet: factSheet(from) }, (key) => ({
    ...idsOf(key),
    id: asId('item', `old_${key}`),
  }));
  return items.map((item) => ({ ...item, ...changes[item.key] }));
}

function replanned(now: Ground, next: Ground, stored: readonly Item[]): Replanned {
  return replan(now, next, { stored, idsOf, time: timeAt(NOW), timeBefore: timeAt(NOW) });
}

const ids = (of: readonly ItemSpec[]) => of.map(({ id }) => id).join(' ');
const statuses = ({ items }: Replanned) =>
  Object.fromEntries(items.map(({ key, status }) => [key, status]));
const accepted = { status: 'accepted', acceptedAt: NOW, acceptedById: PRIYA } as const;
const open = { status: 'open', openedAt: NOW, dueAt: NOW + 3 * DAY_MS } as const;

describe('when a plan rests on other facts', () => {
  test('items come that apply now', () => {
    const result = replanned(ground(0), ground(1), itemsOf(ground(0)));
    expect(ids(result.change.comes)).toBe('QUA-2 QUA-3');
    expect(statuses(result)).toMatchObject({ 'QUA-2': 'locked', 'QUA-3': 'locked' });
    expect(result.added).toEqual([]);
    expect(result.changed.map(({ key }) => key)).toEqual(['QUA-2', 'QUA-3']);
  });

  test('items go that do not apply, open ones too, and are owed by nobody', () => {
    const stored = itemsOf(ground(1), { 'QUA-2': { ...open, heldAt: NOW } });
    const result = replanned(ground(1), ground(0), stored);
    expect(ids(result.change.goes)).toBe('QUA-2 QUA-3');
    expect(result.changed.find(({ key }) => key === 'QUA-2')).toMatchObject({
      status: 'left_out',
      dueAt: null,
      heldAt: null,
    });
  });

  test.each([
    ['accepted', accepted],
    ['being reviewed', { status: 'in_review', openedAt: NOW, reviewDueAt: NOW }],
  ] as const)('what is %s stays as it is', (_what, change) => {
    const stored = itemsOf(ground(1), { 'QUA-2': change });
    const result = replanned(ground(1), ground(0), stored);
    expect(result.items.find(({ key }) => key === 'QUA-2')).toEqual(stored[1]);
    expect(ids(result.change.stays)).toBe('QUA-2');
    expect(ids(result.change.goes)).toBe('QUA-3');
  });

  test('nothing changes when the facts say the same', () => {
    const result = replanned(ground(1), ground(1), itemsOf(ground(1), { 'QUA-1': accepted }));
    expect(result).toMatchObject({ added: [], changed: [] });
    expect(result.change).toMatchObject({ comes: [], goes: [], stays: [], redated: [], kept: 1 });
    expect(result.change.after).toEqual(result.change.before);
  });

  test('what was left out and comes back begins anew', () => {
    const there = itemsOf(ground(1), { 'QUA-2': open });
    const away = replanned(ground(1), ground(0), there).items;
    const back = replanned(ground(0), ground(1), away).items;
    expect(back.find(({ key }) => key === 'QUA-2')).toMatchObject({
      status: 'locked',
      openedAt: null,
      dueAt: null,
    });
  });
});

describe('when a playbook has a new version', () => {
  const next = (changed: readonly ItemSpec[]): Ground =>
    ground(1, { ...aPlaybook(changed), version: 2 });

  test('new items are added with ids of their own', () => {
    const result = replanned(
      ground(1),
      next([...specs, aSpec({ id: 'QUA-5' })]),
      itemsOf(ground(1)),
    );
    expect(ids(result.change.comes)).toBe('QUA-5');
    expect(result.added).toMatchObject([{ id: 'new_QUA-5', status: 'locked', rev: 1 }]);
    expect(result.changed).toEqual([]);
  });

  test('items that are gone are put aside, accepted ones are kept', () => {
    const stored = itemsOf(ground(1), { 'QUA-1': accepted, 'QUA-4': open });
    const result = replanned(ground(1), next(specs.slice(1, 3)), stored);
    expect(ids(result.change.goes)).toBe('QUA-4');
    expect(ids(result.change.stays)).toBe('QUA-1');
    expect(result.items.find(({ key }) => key === 'QUA-1')).toEqual(stored[0]);
    expect(statuses(result)['QUA-4']).toBe('left_out');
  });

  test('accepted work stays accepted, whatever is asked for now', () => {
    const stored = itemsOf(ground(1), { 'QUA-2': accepted });
    const stricter = specs.map((spec) => ({
      ...spec,
      criteria: [...spec.criteria, 'A seal is on it'],
    }));
    const result = replanned(ground(1), next(stricter), stored);
    expect(result.change.kept).toBe(1);
    expect(result.changed).toEqual([]);
  });

  test('an open item is owed on another day when its days differ, and never before tomorrow', () => {
    const stored = itemsOf(ground(1), { 'QUA-4': open });
    const longer = replanned(ground(1), next(withTarget(5)), stored);
    expect(longer.change.redated).toMatchObject([{ spec: { id: 'QUA-4' }, from: open.dueAt }]);
    const [item] = longer.changed;
    expect(new Date(item?.dueAt ?? 0).toISOString()).toBe('2026-03-09T17:00:00.000Z');
    const opened = NOW - 20 * DAY_MS;
    const old = itemsOf(ground(1), { 'QUA-4': { ...open, openedAt: opened, dueAt: opened } });
    const shorter = replanned(ground(1), next(withTarget(1)), old);
    expect(new Date(shorter.changed[0]?.dueAt ?? 0).toISOString()).toBe('2026-03-03T17:00:00.000Z');
  });

  function withTarget(target: number): readonly ItemSpec[] {
    return specs.map((spec) => (spec.id === 'QUA-4' ? { ...spec, target } : spec));
  }
});

describe('whatever changes', () => {
  const keys = ['QUA-1', 'QUA-2', 'QUA-3', 'QUA-4', 'QUA-5'];
  const status = fc.constantFrom('left_out', 'locked', 'open', 'in_review', 'returned', 'accepted');
  /** Some of five items, some of them for deep partners only. */
  const version = fc
    .array(
      fc.record({
        there: fc.boolean(),
        deep: fc.boolean(),
        target: fc.integer({ min: 1, max: 9 }),
      }),
      {
        minLength: keys.length,
        maxLength: keys.length,
      },
    )
    .map((drawn) =>
      drawn.flatMap(({ there, deep, target }, nth) =>
        there ? [aSpec({ id: keys[nth] ?? '', target, ...(deep && { when: DEEP }) })] : [],
      ),
    )
    .filter((some) => some.length > 0);
  const depth = fc.constantFrom<0 | 1>(0, 1);
  const story = fc.record({
    was: version,
    is: version,
    depths: fc.tuple(depth, depth),
    statuses: fc.array(status, { minLength: keys.length, maxLength: keys.length }),
  });

  test('accepted and reviewed work stays, and who applies is asked', () => {
    fc.assert(
      fc.property(story, ({ was, is, depths: [before, after], statuses }) => {
        const now = ground(before, aPlaybook(was));
        const next = ground(after, aPlaybook(is));
        const stored = itemsOf(now).map((item, nth): Item => ({
          ...item,
          ...open,
          status: statuses[nth] ?? 'locked',
        }));
        const result = replanned(now, next, stored);
        const byKey = new Map(result.items.map((item) => [item.key, item]));
        for (const item of stored) {
          const kept = byKey.get(item.key);
          expect(kept?.id).toBe(item.id);
          if (item.status === 'accepted') expect(kept).toEqual(item);
          const known = is.some(({ id }) => id === item.key);
          if (item.status === 'in_review' && known) expect(kept).toEqual(item);
        }
        for (const spec of is) {
          const applies = spec.when === undefined || after === 1;
          const begun = ['accepted', 'in_review'].includes(byKey.get(spec.id)?.status ?? '');
          expect(byKey.get(spec.id)?.status !== 'left_out').toBe(applies || begun);
        }
        // A second time there is nothing left to do.
        const again = replanned(next, next, result.items);
        expect(again).toMatchObject({ added: [], changed: [] });
      }),
    );
  });
});
