import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  calendarIn,
  closingOf,
  isWorkingDay,
  workingDayFrom,
  type Calendar,
} from '../../src/domain/calendar.ts';
import { dayOf, shiftDay } from '../../src/domain/local-time.ts';
import { dueBasis, planFor, type PlanSubject } from '../../src/domain/onboarding.ts';
import { planOf, type Plan, type PlannedItem } from '../../src/domain/plan.ts';
import { firstItems, type Item, type Time } from '../../src/domain/item.ts';
import { asId } from '../../src/domain/ids.ts';
import { sideOfRole, type ItemSpec, type Playbook } from '../../src/domain/playbook.ts';
import {
  anOnboarding,
  aPartner,
  aPlaybook,
  aSheet,
  aSpec,
  noon,
  NOW,
} from '../support/builders.ts';

const HOURS = aPlaybook().calendars;
const berlin = calendarIn(HOURS, { zone: 'Europe/Berlin', country: 'DE' });
const lisbon = calendarIn(HOURS, { zone: 'Europe/Lisbon', country: 'PT' });
const time = (now = NOW, partner: Calendar = lisbon): Time => ({
  now,
  calendars: { vendor: berlin, partner },
});

/** A playbook that ends with its last item. */
function endingWithLast(specs: readonly ItemSpec[]): Playbook {
  return { ...aPlaybook(specs), milestones: { kickoff: [], goLive: [specs.at(-1)?.id ?? ''] } };
}

function subject(playbook: Playbook, overrides: Partial<PlanSubject> = {}): PlanSubject {
  const items = firstItems({ playbook, sheet: null }, (key) => ({
    id: asId('item', key),
    onboardingId: asId('onboarding', 'onb_1'),
  }));
  return { onboarding: anOnboarding(), partner: aPartner(), playbook, items, ...overrides };
}

const ticked = { kind: 'attest' } as const;
const day = (at: number | undefined | null) => (at == null ? null : dayOf(at, 'Europe/Berlin'));
const dates = ({ items }: Plan) =>
  Object.fromEntries(items.map(({ spec, dueAt }) => [spec.id, day(dueAt)]));

/** True when the owner will be too late for the go-live that is meant. */
function missesGoLive({ spec, status, dueAt, latest }: PlannedItem, { calendars }: Time): boolean {
  if (latest === null || status === 'accepted') return false;
  return dueAt > closingOf(latest, calendars[sideOfRole(spec.owner)]);
}

describe('a plan', () => {
  const chain = endingWithLast([
    aSpec({ id: 'QUA-1', target: 2, ...ticked }),
    aSpec({ id: 'QUA-2', target: 3, needs: ['QUA-1'], owner: 'v.legal', reviewer: 'v.pm' }),
    aSpec({ id: 'QUA-3', target: 1, needs: ['QUA-1'], ...ticked }),
    aSpec({ id: 'QUA-4', target: 2, needs: ['QUA-2', 'QUA-3'], ...ticked }),
  ]);

  test('gives each item its working days, and our reviewers theirs', () => {
    // Monday 2 March: 2 days, then 3 of ours and 2 of review, then 2.
    const plan = planFor(subject(chain), time());
    expect(dates(plan)).toEqual({
      'QUA-1': '2026-03-04',
      'QUA-2': '2026-03-09',
      'QUA-3': '2026-03-05',
      'QUA-4': '2026-03-13',
    });
    expect(day(plan.goLive?.expectedAt)).toBe('2026-03-13');
    expect(plan.criticalPath.map(({ spec }) => spec.id)).toEqual(['QUA-1', 'QUA-2', 'QUA-4']);
    expect(plan.items.filter(({ critical }) => critical)).toHaveLength(3);
  });

  test('leaves out public holidays of whoever owes the item', () => {
    // Good Friday is a holiday in both; Easter Monday in Berlin only.
    const now = noon('2026-04-01');
    const both = endingWithLast([
      aSpec({ id: 'QUA-1', target: 2, ...ticked }),
      aSpec({ id: 'QUA-2', target: 2, owner: 'v.legal', reviewer: 'v.pm', ...ticked }),
    ]);
    expect(dates(planFor(subject(both), time(now)))).toEqual({
      'QUA-1': '2026-04-06',
      'QUA-2': '2026-04-07',
    });
  });

  test('counts back from a target go-live, and says by how much it is missed', () => {
    const onboarding = { ...anOnboarding(), targetGoLive: '2026-03-11' };
    const plan = planFor(subject(chain, { onboarding }), time());
    expect(plan.goLive).toMatchObject({ target: '2026-03-11', shortBy: 2 });
    expect(Object.fromEntries(plan.items.map(({ spec, latest }) => [spec.id, latest]))).toEqual({
      'QUA-1': '2026-03-02',
      'QUA-2': '2026-03-05',
      'QUA-3': '2026-03-09',
      'QUA-4': '2026-03-11',
    });
    expect(
      plan.items.filter((item) => missesGoLive(item, time())).map(({ spec }) => spec.id),
    ).toEqual(['QUA-1', 'QUA-2', 'QUA-4']);
  });

  test('goes on from where the items are', () => {
    const begun = subject(chain).items.map((item): Item => {
      if (item.key === 'QUA-1')
        return { ...item, status: 'accepted', openedAt: NOW, acceptedAt: NOW };
      if (item.key === 'QUA-2')
        return { ...item, status: 'in_review', openedAt: NOW, reviewDueAt: noon('2026-03-20') };
      return item;
    });
    const plan = planFor(subject(chain, { items: begun }), time());
    expect(day(plan.goLive?.expectedAt)).toBe('2026-03-24');
    expect(plan.criticalPath.map(({ spec }) => spec.id)).toEqual(['QUA-2', 'QUA-4']);
  });

  test('expects what is late by the next working day', () => {
    const late = subject(chain).items.map((item): Item =>
      item.key === 'QUA-1'
        ? { ...item, status: 'open', openedAt: NOW, dueAt: noon('2026-03-04') }
        : item,
    );
    const plan = planFor(subject(chain, { items: late }), time(noon('2026-03-06')));
    expect(dates(plan)['QUA-1']).toBe('2026-03-09');
  });

  test('leaves out what does not apply, says why, and waits for it no more', () => {
    const playbook = endingWithLast([
      aSpec({ id: 'QUA-1', target: 9, when: { depth: { min: 1 } }, gate: 1, ...ticked }),
      aSpec({ id: 'QUA-2', target: 1, needs: ['QUA-1', 'gate-1'], ...ticked }),
    ]);
    const sheet = aSheet();
    const items = firstItems({ playbook, sheet }, (key) => ({
      id: asId('item', key),
      onboardingId: asId('onboarding', 'onb_1'),
    }));
    const basis = dueBasis(subject(playbook, { items }));
    const plan = planOf({ items, sheet, basis, time: time() });
    expect(dates(plan)).toEqual({ 'QUA-2': '2026-03-03' });
    expect(plan.gates[1]).toBeNull();
    expect(plan.leftOut).toMatchObject([
      {
        spec: { id: 'QUA-1' },
        asked: 'integration depth 1 or more',
        found: 'integration depth 0 (none)',
      },
    ]);
  });

  test.each<[from: ItemSpec['from'], target: number, due: string]>([
    ['signed', 40, '2026-03-10'],
    ['go-live', -3, '2026-03-26'],
    ['go-live', 2, '2026-04-02'],
    ['module', 1, '2026-03-10'],
    ['kickoff', 5, '2026-03-11'],
    ['gate-1', 5, '2026-03-11'],
    ['QUA-1', 5, '2026-03-11'],
    [undefined, 5, '2026-03-16'],
  ])('counts days from %s (%i)', (from, target, due) => {
    // QUA-1 is ticked on Wednesday 4 March, QUA-2 on Monday 9 March: there QUA-3 opens.
    const playbook: Playbook = {
      ...aPlaybook([
        aSpec({ id: 'QUA-1', target: 2, gate: 1, ...ticked }),
        aSpec({ id: 'QUA-2', target: 3, needs: ['QUA-1'], ...ticked }),
        aSpec({ id: 'QUA-3', target, from, needs: ['QUA-2'], ...ticked }),
      ]),
      milestones: { kickoff: ['QUA-1'], goLive: [] },
    };
    const onboarding = { ...anOnboarding(), targetGoLive: '2026-03-31' };
    const plan = planFor(subject(playbook, { onboarding }), time());
    // Nobody has less than one working day, whatever the days count from.
    expect(dates(plan)['QUA-3']).toBe(due);
  });
});

/** Playbooks without circles: an item needs some of those before it, or a gate that they prove. */
const acyclic = fc
  .array(
    fc.record({
      ours: fc.boolean(),
      tick: fc.boolean(),
      target: fc.integer({ min: 1, max: 9 }),
      needs: fc.array(fc.nat(), { maxLength: 3 }),
      proves: fc.boolean(),
      waits: fc.boolean(),
      from: fc.constantFrom(undefined, undefined, 'signed', 'module', 'go-live'),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((drawn) => {
    const half = Math.ceil(drawn.length / 2);
    return endingWithLast(
      drawn.map(({ ours, tick, target, needs, proves, waits, from }, index) => {
        const first = index < half;
        const ids = needs.filter(() => index > 0).map((one) => `QUA-${(one % index) + 1}`);
        return aSpec({
          id: `QUA-${index + 1}`,
          owner: ours ? 'v.pm' : 'p.lead',
          kind: tick ? 'attest' : 'evidence',
          target,
          ...(from !== undefined && { from }),
          ...(first && proves && { gate: 1 as const }),
          needs: [...new Set([...ids, ...(!first && waits ? ['gate-1'] : [])])],
        });
      }),
    );
  });
const moment = fc.integer({ min: noon('2026-01-01'), max: noon('2027-12-31') });
const place = fc.constantFrom(
  { zone: 'Europe/Lisbon', country: 'PT' },
  { zone: 'America/New_York', country: 'US' },
  { zone: 'Asia/Tokyo', country: 'JP' },
  { zone: 'Asia/Riyadh', country: 'SA' },
);

describe('any playbook without a circle', () => {
  test('yields a plan whose dates respect what comes first, and the calendars', () => {
    fc.assert(
      fc.property(acyclic, moment, place, (playbook, now, where) => {
        const at = time(now, calendarIn(HOURS, where));
        const plan = planFor(subject(playbook), at);
        const byId = new Map(plan.items.map((item) => [item.spec.id, item]));
        expect(byId.size).toBe(playbook.modules[0]?.items.length);
        const proof = plan.items.filter(({ spec }) => spec.gate === 1);
        for (const { spec, opensAt, dueAt, doneAt } of plan.items) {
          const calendar = at.calendars[sideOfRole(spec.owner)];
          const due = dayOf(dueAt, calendar.zone);
          expect(isWorkingDay(due, calendar)).toBe(true);
          expect(dueAt).toBe(closingOf(due, calendar));
          expect(dueAt).toBeGreaterThan(opensAt);
          expect(doneAt).toBeGreaterThanOrEqual(dueAt);
          for (const need of spec.needs) {
            const before = need === 'gate-1' ? proof : [byId.get(need)];
            for (const one of before) expect(opensAt).toBeGreaterThanOrEqual(one?.doneAt ?? 0);
          }
        }
        expect(Math.max(0, ...proof.map((one) => one.doneAt))).toBe(plan.gates[1] ?? 0);
      }),
    );
  });

  test('is planned the same twice', () => {
    fc.assert(
      fc.property(acyclic, moment, (playbook, now) => {
        expect(planFor(subject(playbook), time(now))).toEqual(
          planFor(subject(playbook), time(now)),
        );
      }),
    );
  });

  test('has a longest way without a gap, from now to the go-live', () => {
    fc.assert(
      fc.property(acyclic, moment, (playbook, now) => {
        const { criticalPath, goLive } = planFor(subject(playbook), time(now));
        expect(criticalPath[0]?.opensAt).toBe(now);
        expect(criticalPath.at(-1)?.doneAt).toBe(goLive?.expectedAt);
        for (const [index, { opensAt }] of criticalPath.slice(1).entries()) {
          expect(opensAt).toBe(criticalPath[index]?.doneAt);
        }
      }),
    );
  });

  test('fits the go-live that is expected, and misses an earlier one by what is between', () => {
    fc.assert(
      fc.property(acyclic, moment, fc.integer({ min: 1, max: 9 }), (playbook, now, days) => {
        const at = time(now, berlin);
        const dated = { ...playbook, modules: playbook.modules.map(withoutAnchors) };
        const goal = planFor(subject(dated), at).goLive;
        const expected = dayOf(goal?.expectedAt ?? 0, 'Europe/Berlin');
        const meant = (targetGoLive: string) =>
          planFor(subject(dated, { onboarding: { ...anOnboarding(), targetGoLive } }), at);
        const fits = meant(expected);
        expect(fits.goLive?.shortBy).toBe(0);
        expect(fits.items.filter((item) => missesGoLive(item, at))).toEqual([]);
        const earlier = workingDayFrom(shiftDay(expected, 1), -days - 1, berlin);
        const misses = meant(earlier);
        expect(misses.goLive?.shortBy).toBe(days);
        expect(misses.criticalPath.every((item) => missesGoLive(item, at))).toBe(true);
      }),
    );
  });
});

/** What counts from the go-live moves with it. */
function withoutAnchors(module: Playbook['modules'][number]): Playbook['modules'][number] {
  return { ...module, items: module.items.map((spec) => ({ ...spec, from: undefined })) };
}
