import { describe, expect, test } from 'vitest';
import type { Template } from '../../src/domain/playbook.ts';
import { searchPlaybook } from '../../src/domain/playbook-search.ts';
import { aPlaybook, aSpec } from '../support/builders.ts';

const template: Template = {
  id: 'T07',
  title: 'Agreement pack',
  owner: 'v.legal',
  audience: 'partner',
  module: 'QUA',
  version: 1,
  text: '# Agreement pack: {partner}\n\nThe résumé of all deviations',
};
const playbook = {
  ...aPlaybook([
    aSpec({ id: 'QUA-1', title: 'Sign the terms', hint: 'Use our text for speed.' }),
    aSpec({
      id: 'QUA-2',
      title: 'Name the incident contacts',
      criteria: ['Phone works at night', 'The terms name a deputy', 'Tested once'],
    }),
  ]),
  templates: [template],
};

/** `QUA-1: the line that is shown` */
const found = (words: string, limit = 10) =>
  searchPlaybook(playbook, words, limit).map((hit) =>
    hit.kind === 'item' ? `${hit.spec.id}: ${hit.line}` : `${hit.template.id}: ${hit.line}`,
  );

describe('what is found', () => {
  test.each<[special: string, words: string, hits: readonly string[]]>([
    [
      'a title before a criterion',
      'terms',
      ['QUA-1: QUA-1 Sign the terms', 'QUA-2: The terms name a deputy'],
    ],
    ['the beginning of a word', 'depu', ['QUA-2: The terms name a deputy']],
    ['not its middle', 'erms', []],
    [
      'all words, wherever they stand',
      'night contact',
      ['QUA-2: QUA-2 Name the incident contacts'],
    ],
    ['not some of them', 'night speed', []],
    ['an id', 'qua-2', ['QUA-2: QUA-2 Name the incident contacts']],
    ['a template by a line of its text', 'deviations', ['T07: The résumé of all deviations']],
    ['whatever the accents and capitals', 'RESUME', ['T07: The résumé of all deviations']],
    ['nothing for nothing', ' – ', []],
  ])('%s', (_special, words, hits) => {
    expect(found(words)).toEqual(hits);
  });

  test('no more than asked for', () => {
    expect(found('terms', 1)).toHaveLength(1);
  });
});
