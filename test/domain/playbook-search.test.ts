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
  text: '# Agreement pack: {partner}\n\n| **The résumé** | of all {deviations} |',
};
const playbook = {
  ...aPlaybook([
    aSpec({ id: 'QUA-1', title: 'Sign the terms', hint: 'Use our text for speed.', uses: ['T07'] }),
    aSpec({
      id: 'QUA-2',
      title: 'Name the incident contacts',
      criteria: ['Phone works at night', 'The terms name a deputy', 'Tested once'],
    }),
    aSpec({
      id: 'QUA-3',
      title: 'Check the register of owners',
      owner: 'v.legal',
      hint: 'Watch for zeppelins.',
      evidence: 'A zeppelin screenshot.',
      criteria: ['No zeppelin is found', 'It is dated', 'It is signed'],
      uses: ['T08'],
    }),
  ]),
  templates: [
    template,
    { ...template, id: 'T08', title: 'Zeppelin sheet', audience: 'vendor', text: 'All zeppelins' },
  ] as const,
};

/** `QUA-1: the line that is shown` */
const found = (
  wanted: string,
  how: Readonly<{ side?: 'partner'; leftOut?: ReadonlySet<string>; limit?: number }> = {},
) =>
  searchPlaybook(playbook, { wanted, side: 'vendor', limit: 10, ...how }).map(
    ({ id, line }) => `${id}: ${line}`,
  );

describe('what is found', () => {
  test.each<[special: string, words: string, hits: readonly string[]]>([
    [
      'a title, with its hint, before a criterion',
      'terms',
      ['QUA-1: Use our text for speed.', 'QUA-2: The terms name a deputy'],
    ],
    ['the beginning of a word', 'depu', ['QUA-2: The terms name a deputy']],
    ['not its middle', 'erms', []],
    [
      'all words, wherever they stand: the line has what the title has not',
      'contact night',
      ['QUA-2: Phone works at night'],
    ],
    ['not some of them', 'night speed', []],
    ['an id', 'qua-2', ['QUA-2: A signed copy is enough.']],
    [
      'a template by a line of its text, without marks',
      'deviations',
      ['T07: The résumé · of all …'],
    ],
    ['whatever the accents and capitals', 'RESUME', ['T07: The résumé · of all …']],
    ['nothing for nothing', ' – ', []],
    ['what is ours', 'zeppelin', ['T08: ', 'QUA-3: No zeppelin is found']],
  ])('%s', (_special, words, hits) => {
    expect(found(words)).toEqual(hits);
  });

  test('no more than asked for', () => {
    expect(found('terms', { limit: 1 })).toHaveLength(1);
  });

  test('nothing that is left out', () => {
    const leftOut = new Set(['QUA-1']);
    expect(found('terms', { leftOut })).toEqual(['QUA-2: The terms name a deputy']);
    const [hit] = searchPlaybook(playbook, { wanted: 't07', side: 'vendor', leftOut, limit: 1 });
    expect(hit).toMatchObject({ kind: 'template', usedBy: [] });
  });

  test('a template, with the items that it helps with', () => {
    const [hit] = searchPlaybook(playbook, { wanted: 'agreement', side: 'partner', limit: 1 });
    expect(hit).toMatchObject({ id: 'T07', usedBy: ['Sign the terms'], line: '' });
  });
});

describe('what a partner’s people find', () => {
  test.each<[special: string, words: string, hits: readonly string[]]>([
    [
      'their own items',
      'terms',
      ['QUA-1: Use our text for speed.', 'QUA-2: The terms name a deputy'],
    ],
    ['their templates', 'deviations', ['T07: The résumé · of all …']],
    ['the titles of ours, and no more of them', 'register', ['QUA-3: ']],
    ['no criteria, hints, evidence or templates of ours', 'zeppelin', []],
  ])('%s', (_special, words, hits) => {
    expect(found(words, { side: 'partner' })).toEqual(hits);
  });
});
