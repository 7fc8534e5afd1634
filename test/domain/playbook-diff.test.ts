import { expect, test } from 'vitest';
import type { Playbook, Template } from '../../src/domain/playbook.ts';
import { diffPlaybooks } from '../../src/domain/playbook-diff.ts';
import { aModule, aPlaybook, aSpec } from '../support/builders.ts';

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
    'a criterion put otherwise',
    withItem({ criteria: ['Both have signed', 'The date is given', 'The hash is named'] }),
    [
      'QUA-1, criterion added: “The hash is named”',
      'QUA-1, criterion gone: “The version is named”',
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
    'a role',
    { ...before, roles: { ...before.roles, 'p.lead': 'lead' } },
    ['Role p.lead: was “partner lead”, is “lead”'],
  ],
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
