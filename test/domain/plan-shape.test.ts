import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PARTNER_TYPES } from '../../src/domain/facts.ts';
import {
  planShape,
  unusedIn,
  usualShapes,
  type Applies,
  type Chain,
} from '../../src/domain/plan-shape.ts';
import type { ItemSpec, Playbook } from '../../src/domain/playbook.ts';
import { readPlaybook } from '../../src/playbook-folder.ts';
import { aModule, aPlaybook, aSpec } from '../support/builders.ts';

const SHIPPED = join(import.meta.dirname, '../../playbooks/partner-onboarding');

/** The chain to an item when `applies` says who is asked. */
function chainTo(playbook: Playbook, key: string, applies: Applies = () => true): Chain {
  const milestones = { kickoff: playbook.milestones.kickoff, goLive: [key] };
  const found = planShape({ ...playbook, milestones }, applies).find(
    ({ goal }) => goal === 'go-live',
  );
  return found?.chain ?? { day: 0, items: [] };
}

describe('the shipped playbook with everything asked', () => {
  const playbook = readPlaybook(SHIPPED);
  const shape = planShape(playbook, () => true);
  const toGate2 = 'QUA-1 QUA-3 QUA-4 CON-2 CON-8 ENA-1 ENA-2 ENA-4 ENA-7'.split(' ');

  test('passes the gates on days 36 and 61, and ends on day 91', () => {
    expect(shape.filter(({ goal }) => goal.startsWith('gate') || goal === 'end')).toEqual([
      { goal: 'gate-1', chain: { day: 36, items: toGate2.slice(0, 7) } },
      { goal: 'gate-2', chain: { day: 61, items: toGate2 } },
      { goal: 'end', chain: { day: 91, items: [...toGate2, 'SVC-5', 'SVC-8'] } },
    ]);
  });

  test.each([
    ['INT-9', 66],
    ['SVC-5', 81],
    ['SVC-8', 91],
  ])('comes to %s on day %d', (key, day) => {
    expect(chainTo(playbook, key).day).toBe(day);
  });

  test('has a shape for every kind of partner, each in one place', () => {
    const shapes = usualShapes(playbook);
    const types = shapes.flatMap(({ sheets }) => sheets.map(({ type }) => type));
    expect(types.toSorted()).toEqual(Object.keys(PARTNER_TYPES).toSorted());
    for (const { lines } of shapes) {
      expect(lines.map(({ goal }) => goal)).toEqual(expect.arrayContaining(['gate-1', 'go-live']));
    }
  });

  test('uses every stage', () => {
    expect(unusedIn(playbook).stages).toEqual([]);
  });
});

describe('a chain', () => {
  const first = aSpec({ id: 'QUA-1', target: 2 });
  const long = aSpec({ id: 'QUA-2', target: 9, needs: ['QUA-1'] });
  const short = aSpec({ id: 'QUA-3', target: 3, needs: ['QUA-1'] });
  const last = (change: Partial<ItemSpec>) =>
    aSpec({ id: 'QUA-4', target: 4, needs: ['QUA-2', 'QUA-3'], ...change });
  const of = (...specs: readonly ItemSpec[]) => chainTo(aPlaybook(specs), 'QUA-4');

  test('is the longest of several', () => {
    expect(of(first, long, short, last({}))).toEqual({
      day: 15,
      items: ['QUA-1', 'QUA-2', 'QUA-4'],
    });
  });

  test('passes over what does not apply, and over all that only that waited for', () => {
    const playbook = aPlaybook([first, long, short, last({})]);
    expect(chainTo(playbook, 'QUA-4', ({ id }) => id !== 'QUA-2')).toEqual({
      day: 9,
      items: ['QUA-1', 'QUA-3', 'QUA-4'],
    });
    expect(chainTo(playbook, 'QUA-4', ({ id }) => id === 'QUA-4').day).toBe(4);
    expect(planShape(playbook, () => false)).toEqual([]);
  });

  test('goes through a gate, and through the gate before it', () => {
    const proof = { ...long, gate: 1 as const };
    const other = aSpec({ id: 'QUA-5', target: 1, gate: 2 });
    expect(of(first, proof, other, last({ needs: ['gate-2'] }))).toEqual({
      day: 15,
      items: ['QUA-1', 'QUA-2', 'QUA-4'],
    });
  });

  test.each<[what: string, change: Partial<ItemSpec>, day: number, items: string]>([
    ['the item it counts from', { from: 'QUA-3', target: 20 }, 25, 'QUA-1 QUA-3 QUA-4'],
    ['the signature, which is there', { from: 'signed', target: 20 }, 20, 'QUA-4'],
    ['the go-live, which is not', { from: 'go-live', target: -4 }, 15, 'QUA-1 QUA-2 QUA-4'],
    ['the first item of its module', { from: 'module', target: 20 }, 20, 'QUA-4'],
    ['no less than a day', { from: 'QUA-3', target: 4 }, 12, 'QUA-1 QUA-2 QUA-4'],
    ['what comes later', { from: 'QUA-9', target: 4 }, 15, 'QUA-1 QUA-2 QUA-4'],
  ])('counts %s', (_what, change, day, items) => {
    expect(of(first, long, short, last(change))).toEqual({ day, items: items.split(' ') });
  });

  test('counts from the first kickoff that came', () => {
    const playbook: Playbook = {
      ...aPlaybook([first, long, short, last({ from: 'kickoff', target: 20 })]),
      milestones: { kickoff: ['QUA-2', 'QUA-3'], goLive: [] },
    };
    expect(chainTo(playbook, 'QUA-4')).toEqual({ day: 25, items: ['QUA-1', 'QUA-3', 'QUA-4'] });
  });
});

test('of several go-lives the first that applies counts', () => {
  const specs = [aSpec({ id: 'QUA-1', target: 2 }), aSpec({ id: 'QUA-2', target: 5 })];
  const playbook: Playbook = {
    ...aPlaybook(specs),
    milestones: { kickoff: [], goLive: ['QUA-2', 'QUA-1'] },
  };
  const goals = (applies: (spec: ItemSpec) => boolean) =>
    planShape(playbook, applies).map(({ goal, chain }) => `${goal} ${chain.day}`);
  expect(goals(() => true)).toEqual(['go-live 5', 'or-else 2', 'end 5']);
  expect(goals(({ id }) => id === 'QUA-1')).toEqual(['go-live 2', 'end 2']);
});

test('what leads nowhere is found, in lists as well', () => {
  const template = {
    title: 'Profile',
    owner: 'v.pm',
    audience: 'partner' as const,
    module: 'QUA',
    version: 1,
    text: '',
  };
  const playbook: Playbook = {
    ...aPlaybook([aSpec({ stage: 1, uses: ['T01'] })]),
    templates: ['T01', 'T02', 'T03'].map((id) => ({ ...template, id })),
    lists: [
      {
        key: 'REV',
        title: 'Reviews',
        purpose: 'To stay together',
        items: [{ ...aSpec({ id: 'REV-1', stage: 7, uses: ['T02'] }), opens: 'every year' }],
      },
    ],
  };
  expect(unusedIn(playbook)).toEqual({ stages: [2, 3, 4, 5, 6, 8], templates: ['T03'] });
  expect(unusedIn({ ...playbook, modules: [aModule({ items: [] })] }).stages).toContain(1);
});
