import { describe, expect, test } from 'vitest';
import { FieldSchema, type FieldSpec } from '../../src/domain/field.ts';
import type { Playbook, Template } from '../../src/domain/playbook.ts';
import { diffPlaybooks } from '../../src/domain/playbook-diff.ts';
import {
  EscalationSchema,
  ListFileSchema,
  ModuleFileSchema,
  PlaybookFileSchema,
  TemplateHeadSchema,
} from '../../src/domain/playbook-schema.ts';
import { aModule, aPlaybook, aSpec } from '../support/builders.ts';
import { hoursOf } from '../../src/domain/working-hours.ts';

const template: Template = {
  id: 'T01',
  title: 'Profile',
  owner: 'v.pm',
  audience: 'partner',
  module: 'QUA',
  version: 1,
  text: '# Profile',
};
const before: Playbook = { ...aPlaybook(), templates: [template] };
const withItem = (change: Parameters<typeof aSpec>[0]): Playbook => ({
  ...before,
  modules: [aModule({ items: [aSpec(change)] })],
});
const label: FieldSpec = { id: 'country', label: 'Country', kind: 'text', optional: false };
const topic: Playbook['escalation'][number] = {
  topic: 'Security incident',
  first: { partner: 'p.lead', vendor: 'v.pm' },
  then: [['v.legal']],
  respond: '1 ch',
};
const list: Playbook['lists'][number] = {
  key: 'REV',
  title: 'Reviews',
  purpose: 'To stay together',
  items: [{ ...aSpec({ id: 'REV-1', title: 'Hold the review' }), opens: 'every 3 months' }],
};
const gate = (change: Partial<Playbook['gates']['1']>): Playbook => ({
  ...before,
  gates: { ...before.gates, 2: { ...before.gates[2], ...change } },
});

test.each<[special: string, after: Playbook, said: readonly string[]]>([
  ['nothing', before, []],
  ['a release', { ...before, version: 2 }, ['version: was 1, is 2']],
  [
    'a title',
    withItem({ title: 'Sign all' }),
    ['QUA-1, title: was “Sign the terms”, is “Sign all”'],
  ],
  ['a target', withItem({ target: 5 }), ['QUA-1, working days: was 3, is 5']],
  ['a gate that it now proves', withItem({ gate: 1 }), ['QUA-1, gate: was none, is 1']],
  [
    'what its days count from',
    withItem({ from: 'kickoff' }),
    ['QUA-1, days count from: was the day it opens, is “kickoff”'],
  ],
  [
    'whom it is asked of',
    withItem({ when: { depth: { min: 1 } } }),
    ['QUA-1, asked of: was every partner, is “integration depth 1 or more”'],
  ],
  [
    'a field that comes',
    withItem({ fields: [label] }),
    ['QUA-1, field country is new: “Country”, text'],
  ],
  [
    'a criterion put otherwise',
    withItem({ criteria: ['Both have signed', 'The date is given', 'The hash is named'] }),
    [
      'QUA-1, criterion added: “The hash is named”',
      'QUA-1, criterion gone: “The version is named”',
    ],
  ],
  [
    'criteria in another order',
    withItem({ criteria: ['The date is given', 'Both have signed', 'The version is named'] }),
    [
      'QUA-1, criterion: the order is now “The date is given”, “Both have signed”, “The version is named”',
    ],
  ],
  [
    'an item that comes, and one that goes',
    withItem({ id: 'QUA-2' }),
    [
      'QUA-2 is new: “Sign the terms”, partner lead, 3 working days',
      'QUA-1 is gone: “Sign the terms”',
    ],
  ],
  [
    'a module called otherwise',
    { ...before, modules: [aModule({ title: 'Fit' })] },
    ['Module QUA: was “Qualification”, is “Fit”'],
  ],
  [
    'a text of a module',
    { ...before, modules: [aModule({ problem: 'None' })] },
    ['Module QUA, problem: was “Weak fits get in”, is “None”'],
  ],
  [
    'who is informed',
    { ...before, modules: [aModule({ raci: { ...aModule().raci, informed: ['v.pm'] } })] },
    ['Module QUA, informed added: “v.pm”'],
  ],
  [
    'a module that comes',
    { ...before, modules: [aModule({ key: 'CON', items: [] }), aModule()] },
    ['Module CON is new: “Qualification”'],
  ],
  [
    'a list with its items',
    { ...before, lists: [list] },
    ['List REV is new: “Reviews”', 'REV-1 is new: “Hold the review”, partner lead, 3 working days'],
  ],
  [
    'a role',
    { ...before, roles: { ...before.roles, 'p.lead': 'lead' } },
    ['Role p.lead: was “partner lead”, is “lead”'],
  ],
  ['what a gate opens', gate({ opens: 'all' }), ['Gate 2, opens: was “the next part”, is “all”']],
  [
    'who decides a gate',
    gate({ deciders: ['v.legal'] }),
    ['Gate 2, decider added: “v.legal”', 'Gate 2, decider gone: “v.pm”'],
  ],
  [
    'the go-live',
    { ...before, milestones: { kickoff: [], goLive: ['QUA-1'] } },
    ['Go-live, item added: “QUA-1”'],
  ],
  [
    'a topic',
    { ...before, escalation: [topic] },
    ['Topic “Security incident” is new: first p.lead and v.pm'],
  ],
  [
    'a calendar',
    {
      ...before,
      calendars: {
        ...before.calendars,
        AE: hoursOf({ 'mon-thu': '08:00-16:00', fri: '08:00-11:30' }),
      },
    },
    ['Calendar AE is new: mon-thu 08:00-16:00; fri 08:00-11:30'],
  ],
  [
    'who may set a tier',
    { ...before, tierApprover: 'v.legal' },
    ['who may set a risk tier: was none, is “v.legal”'],
  ],
  ['days to review', { ...before, reviewTarget: 3 }, ['working days to review: was 2, is 3']],
  [
    'a template with its number',
    { ...before, templates: [{ ...template, version: 2, text: '# New' }] },
    ['Template T01: its text changed, version 1 → 2'],
  ],
  [
    'a template without one',
    { ...before, templates: [{ ...template, text: '# New' }] },
    ['Template T01: its text changed, and it still says version 1: give it the next number'],
  ],
  ['a template that goes', { ...before, templates: [] }, ['Template T01 is gone: “Profile”']],
])('%s', (_special, after, said) => {
  expect(diffPlaybooks(before, after)).toEqual(said);
});

test('a list is told by what opens its items and by the next step of a topic', () => {
  const one: Playbook = { ...before, lists: [list], escalation: [topic] };
  const [item] = list.items;
  const other: Playbook = {
    ...one,
    lists: [{ ...list, items: [{ ...item!, opens: 'every 6 months' }] }],
    escalation: [{ ...topic, then: [['v.legal', 'v.pm'], ['v.spon']] }],
  };
  expect(diffPlaybooks(one, other)).toEqual([
    'REV-1, opens: was “every 3 months”, is “every 6 months”',
    'Topic “Security incident”, then: was v.legal, is v.legal and v.pm, then v.spon',
  ]);
});

/** A playbook in which nothing is empty: two of everything that there may be several of. */
const field: FieldSpec = {
  id: 'scope',
  label: 'Scope',
  kind: 'choice',
  choices: ['all', 'some'],
  hint: 'What it covers',
  optional: true,
};
const spec = aSpec({
  reviewTarget: 4,
  from: 'QUA-2',
  needs: ['QUA-2', 'gate-1'],
  gate: 2,
  when: {
    type: ['services', 'msp'],
    region: ['eea', 'uk'],
    tier: { min: 1, max: 2 },
    moneyFlows: true,
    firstLineSupport: false,
    any: [{ data: { min: 2 } }, { depth: { max: 3 }, access: { max: 1 } }],
  },
  revalidate: '12 m',
  refs: ['SR-6', 'A.5.19'],
  uses: ['T01', 'T02'],
  fields: [label, field],
});
const full: Playbook = {
  ...before,
  modules: [
    aModule({
      raci: {
        responsible: ['p.lead', 'v.pm'],
        accountable: 'v.pm',
        consulted: ['v.legal', 'v.sec'],
        informed: ['p.spon', 'v.spon'],
      },
      items: [spec, aSpec({ id: 'QUA-2', gate: 1 })],
    }),
    aModule({ key: 'CON', title: 'Contracting', items: [aSpec({ id: 'CON-1' })] }),
  ],
  lists: [
    { ...list, items: [...list.items, { ...spec, id: 'REV-2', opens: 'every 6 months' }] },
    { ...list, key: 'EXI', items: [{ ...spec, id: 'EXI-1', opens: 'notice given' }] },
  ],
  gates: {
    1: { ...before.gates[1], deciders: ['v.pm', 'v.sec'] },
    2: { ...before.gates[2], deciders: ['v.ta', 'v.csl'] },
  },
  milestones: { kickoff: ['QUA-1', 'QUA-2'], goLive: ['QUA-2', 'CON-1'] },
  calendars: {
    default: {
      week: { 'mon-tue': '09:00-17:00' },
      days: { '2026-12-24': '09:00-12:30' },
      changes: { '2027-01-01': { 'mon-wed': '09:00-17:00' } },
    },
    AE: hoursOf({ sun: '08:00-16:00' }),
  },
  escalation: [
    { ...topic, then: [['v.ta', 'v.csl'], ['v.spon']], resolve: '3 bd', update: '4 ch' },
    { ...topic, topic: 'Price' },
  ],
  tierApprover: 'v.sec',
  templates: [template, { ...template, id: 'T02', title: 'Scorecard', audience: 'vendor' }],
};

type Step = Readonly<{ path: string; change: (value: unknown) => unknown }>;

/** Every way to change one thing in `value`: each text, number and answer, and what there is of it. */
function steps(value: unknown, path = ''): readonly Step[] {
  const here = (how: string, change: Step['change']): Step => ({ path: `${path} ${how}`, change });
  if (typeof value === 'string') return [here('put otherwise', (text) => `${String(text)} too`)];
  if (typeof value === 'number') return [here('raised', (n) => Number(n) + 1)];
  if (typeof value === 'boolean') return [here('turned round', (yes) => yes !== true)];
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    return [
      here('turned round', (some) => (some as unknown[]).toReversed()),
      here('without its last', (some) => (some as unknown[]).slice(0, -1)),
      here('with its first twice', (some) => [...(some as unknown[]), (some as unknown[])[0]]),
      ...value.flatMap((one: unknown, nth) => within(one, path, nth)),
    ].filter(({ change }) => JSON.stringify(change(value)) !== JSON.stringify(value));
  }
  const entries = Object.entries(value as object).filter(([, one]) => one !== undefined);
  return entries.flatMap(([key, one]) => [
    { path: `${path}.${key} taken out`, change: (all) => without(all as object, key) },
    ...within(one, path, key),
  ]);
}

function within(value: unknown, path: string, key: string | number): readonly Step[] {
  return steps(value, `${path}.${key}`).map((step) => ({
    ...step,
    change: (all) =>
      Array.isArray(all)
        ? all.with(Number(key), step.change(all[Number(key)]))
        : { ...(all as object), [key]: step.change((all as Record<string, unknown>)[key]) },
  }));
}

function without(all: object, key: string): unknown {
  return Object.fromEntries(Object.entries(all).filter(([name]) => name !== key));
}

describe('whatever changes is told', () => {
  /** These cannot be missing: what is left would be no playbook. */
  const MAY_BE_LEFT_OUT =
    /(reviewTarget|from|gate|when|revalidate|choices|hint|resolve|update|tierApprover|p\.lead|v\.legal|AE|type|region|tier|min|max|access|moneyFlows|firstLineSupport|any|data|depth) taken out$/;
  const all = steps({ ...full, amendments: undefined }).filter(
    ({ path }) => !path.endsWith(' taken out') || MAY_BE_LEFT_OUT.test(path),
  );
  // A hint may be left out of a field only, days to review only of an item.
  const possible = all.filter(
    ({ path }) =>
      !/^\.reviewTarget taken out|items\.\d+\.hint taken out|gates\.\d taken/.test(path),
  );

  test('and what is changed here has every field of the format', () => {
    const [module] = full.modules;
    const [item] = full.lists.flatMap(({ items }) => items.slice(1));
    const [escalation] = full.escalation;
    expect(Object.keys(full)).toEqual(
      expect.arrayContaining(Object.keys(PlaybookFileSchema.shape)),
    );
    for (const [schema, example] of [
      [ModuleFileSchema, module],
      [ListFileSchema, full.lists[0]],
      [ListFileSchema.shape.items.element, item],
      [FieldSchema, field],
      [EscalationSchema, escalation],
      [TemplateHeadSchema, full.templates[0]],
    ] as const) {
      expect(Object.keys(example!)).toEqual(expect.arrayContaining(Object.keys(schema.shape)));
    }
  });

  test('each text, number, order and absence by itself, in both directions', () => {
    expect(possible.length).toBeGreaterThan(400);
    const untold = possible.filter(({ change }) => {
      const other = change(full) as Playbook;
      return diffPlaybooks(full, other).length === 0 || diffPlaybooks(other, full).length === 0;
    });
    expect(untold.map(({ path }) => path)).toEqual([]);
  });

  test('roles and countries in another order', () => {
    const turned = <T>(all: Readonly<Record<string, T>>) =>
      Object.fromEntries(Object.entries(all).toReversed());
    expect(diffPlaybooks(full, { ...full, roles: turned(full.roles) })).toEqual([
      'Roles: the order is now p.lead, v.legal, v.pm',
    ]);
    expect(diffPlaybooks(full, { ...full, calendars: turned(full.calendars) })).toEqual([
      'Calendars: the order is now AE, default',
    ]);
  });

  test('but not the log, which tells what changed itself', () => {
    const entry = { version: 1, on: '2026-03-02', who: 'Mara', what: 'First', why: 'Start' };
    const logged = { ...full, amendments: [{ ...entry, content: '0'.repeat(16) }] };
    expect(diffPlaybooks(full, logged)).toEqual([]);
  });
});
