import { describe, expect, test } from 'vitest';
import { PlaybookError } from '../../src/domain/playbook-file.ts';
import {
  contentFingerprint,
  decideRelease,
  NOT_RELEASED,
  releaseState,
  type ReleaseDecision,
  type ReleaseNotes,
} from '../../src/domain/playbook-release.ts';
import {
  withYamlEntry,
  withYamlValue,
  yamlContent,
  type SourceFile,
} from '../../src/domain/yaml-file.ts';

const FRAME = `# A small one.
id: small
version: 1 # raised by releases
title: Small
modules: [one]
roles:
  v.pm: partner manager
  p.lead: partner lead
gates:
  1: { title: First, proves: it, deciders: [v.pm], opens: more }
  2: { title: Second, proves: it, deciders: [v.pm], opens: all }
reviewTarget: 2
`;

const item = (id: string, gate: number) => `
  - id: ${id}
    title: Do it
    owner: p.lead
    reviewer: v.pm
    kind: evidence
    target: 2
    gate: ${gate}
    stage: 1
    hint: Just do it
    evidence: A copy
    criteria: [It is there, It is signed, It is dated]
`;

const MODULE = `key: ONE
title: One
problem: a
insight: b
solution: c
impact: d
raci: { responsible: [p.lead], accountable: v.pm, consulted: [], informed: [] }
items:${item('ONE-1', 1)}${item('ONE-2', 2)}`;

const TEMPLATE = `---
id: T01
title: Profile
owner: v.pm
audience: partner
module: ONE
version: 1
---
# Profile of {partner}: [fill: name]
`;

const FILES: readonly SourceFile[] = [
  { path: 'playbook.yml', text: FRAME },
  { path: 'modules/one.yml', text: MODULE },
  { path: 'templates/T01-profile.md', text: TEMPLATE },
];

/** `FILES` with another text of `path`. */
function having(path: string, change: (text: string) => string, files = FILES) {
  const others = files.filter((file) => file.path !== path);
  const text = files.find((file) => file.path === path)?.text ?? '';
  return [...others, { path, text: change(text) }];
}

const NOTES: ReleaseNotes = { who: 'Mara', what: 'All of it', why: 'A start' };
const decide = (files: readonly SourceFile[], notes = NOTES): ReleaseDecision =>
  decideRelease(files, { notes, today: '2026-03-02' });

/** The files after a release that must come about. */
function released(files: readonly SourceFile[], notes = NOTES): readonly SourceFile[] {
  const decision = decide(files, notes);
  if (decision.kind !== 'released') throw new Error(decision.kind);
  const written = new Map(decision.files.map(({ path, text }) => [path, text]));
  const kept = files.filter(({ path }) => !written.has(path));
  return [...kept, ...[...written].map(([path, text]) => ({ path, text }))];
}

const logOf = (files: readonly SourceFile[]) =>
  files.find(({ path }) => path === 'amendments.yml')?.text ?? '';
const longer = (text: string) => text.replace('target: 2', 'target: 3');

describe('the fingerprint', () => {
  const print = contentFingerprint(FILES);

  test('has 16 hexadecimal digits, and never those of what is not released', () => {
    expect(print).toMatch(/^[0-9a-f]{16}$/);
    expect(print).not.toBe(NOT_RELEASED);
  });

  test.each<[what: string, path: string, change: (text: string) => string]>([
    ['a comment', 'modules/one.yml', (text) => `# New\n${text}`],
    ['quotes', 'playbook.yml', (text) => text.replace('title: Small', "title: 'Small'")],
    ['the form of a list', 'playbook.yml', (text) => text.replace('[one]', '\n  - one')],
    [
      'the order of keys',
      'playbook.yml',
      (text) => text.replace('reviewTarget: 2\n', '').replace('id:', 'reviewTarget: 2\nid:'),
    ],
    ['the version', 'playbook.yml', (text) => text.replace('version: 1', 'version: 7')],
    ['the log', 'amendments.yml', () => '- version: 1\n'],
    ['a file that the playbook does not name', 'modules/draft.yml', () => 'key: DRA\n'],
    ['the end of a template', 'templates/T01-profile.md', (text) => `${text}\n\n`],
  ])('does not change with %s', (_what, path, change) => {
    expect(contentFingerprint(having(path, change))).toBe(print);
  });

  test('does not change with the order of the files', () => {
    expect(contentFingerprint(FILES.toReversed())).toBe(print);
  });

  test.each<[what: string, path: string, change: (text: string) => string]>([
    ['a number', 'modules/one.yml', longer],
    ['a text', 'playbook.yml', (text) => text.replace('Small', 'Tiny')],
    [
      'the order of items',
      'modules/one.yml',
      (text) => text.replace('[It is there, It is signed', '[It is signed, It is there'),
    ],
    ['a template', 'templates/T01-profile.md', (text) => `${text}More.`],
    ['a new template', 'templates/T02-more.md', () => TEMPLATE],
  ])('changes with %s', (_what, path, change) => {
    expect(contentFingerprint(having(path, change))).not.toBe(print);
  });

  test('stays what it was with later versions of the bot', () => {
    expect(print).toBe('10a80b708a964e6f');
  });
});

describe('a release', () => {
  test('of a playbook without a log begins it with the version that is there', () => {
    const files = released(FILES);
    expect(releaseState(FILES)).toEqual({ kind: 'no_log' });
    expect(releaseState(files)).toEqual({ kind: 'released', version: 1 });
    expect(files.find(({ path }) => path === 'playbook.yml')?.text).toBe(FRAME);
    expect(yamlContent(logOf(files))).toEqual([
      { version: 1, on: '2026-03-02', ...NOTES, content: contentFingerprint(FILES) },
    ]);
  });

  test('of what changed raises the version, and leaves all else as it was written', () => {
    const edited = having('modules/one.yml', longer, [...released(FILES)]);
    expect(releaseState(edited)).toEqual({ kind: 'changed', version: 1, line: 6 });
    const again = released(edited, { ...NOTES, partners: 'You have a day more' });
    expect(releaseState(again)).toEqual({ kind: 'released', version: 2 });
    expect(again.find(({ path }) => path === 'playbook.yml')?.text).toBe(
      FRAME.replace('version: 1', 'version: 2'),
    );
    expect(logOf(again).startsWith(logOf(edited))).toBe(true);
    expect(yamlContent(logOf(again))).toMatchObject([
      { version: 1 },
      { version: 2, partners: 'You have a day more' },
    ]);
  });

  test('of nothing new is none', () => {
    expect(decide(released(FILES))).toEqual({ kind: 'nothing_changed', version: 1 });
  });

  test('takes a version that was raised by hand, whether or not the content changed', () => {
    const raised = having('playbook.yml', (text) => text.replace('version: 1', 'version: 2'), [
      ...released(FILES),
    ]);
    expect(releaseState(released(raised))).toEqual({ kind: 'released', version: 2 });
  });

  test('fills in the fingerprint of an entry that was written beforehand, and nothing else', () => {
    const draft = logOf(released(FILES)).replace(
      /content: .*/,
      `content: "${NOT_RELEASED}" # to do`,
    );
    const files = having('amendments.yml', () => draft);
    expect(releaseState(files)).toEqual({ kind: 'not_released', version: 1 });
    expect(decide(files)).toEqual({ kind: 'entry_is_there', version: 1 });
    const stamped = released(files, {});
    expect(releaseState(stamped)).toEqual({ kind: 'released', version: 1 });
    const line = /content: .*\n$/;
    expect(logOf(stamped).replace(line, '')).toBe(draft.replace(line, ''));
    expect(logOf(stamped)).toMatch(/content: \S+ # to do\n$/);
  });

  test('asks for what was not said', () => {
    expect(decide(FILES, { who: 'Mara', why: '  ' })).toEqual({
      kind: 'notes_wanted',
      version: 1,
      missing: ['what', 'why'],
    });
    expect(decide(FILES, { ...NOTES, who: 'M'.repeat(81) })).toMatchObject({
      kind: 'notes_wrong',
      problems: [{ note: 'who' }],
    });
  });

  test('does not guess when the log is ahead', () => {
    const files = having('amendments.yml', (text) => text.replace('version: 1', 'version: 3'), [
      ...released(FILES),
    ]);
    expect(decide(files)).toEqual({ kind: 'log_is_ahead', version: 1, logged: 3 });
  });

  test.each<[what: string, path: string, change: (text: string) => string]>([
    ['a playbook', 'modules/one.yml', (text) => text.replace('v.pm', 'v.mp')],
    ['a log', 'amendments.yml', () => '- version: first\n'],
    ['the YAML of a log', 'amendments.yml', () => '- version: [\n'],
  ])('of %s with problems names them', (_what, path, change) => {
    expect(() => decide(having(path, change))).toThrow(PlaybookError);
  });
});

describe('YAML that is written into', () => {
  const entry = { version: 2, what: 'It: all', content: '1234567890123456' };

  test.each<[what: string, text: string]>([
    ['nothing', ''],
    ['only a comment', '# The log.\n'],
    ['an empty list', '[]\n'],
    ['entries', '# The log.\n- version: 1 # first\n  what: >-\n    a\n    b\n'],
    ['entries after a line of dashes', '---\n- version: 1\n'],
    ['indented entries', '  - version: 1\n'],
    ['entries in brackets', '[{ version: 1 }]\n'],
    ['no line break at its end', '- version: 1'],
  ])('takes one more entry after %s', (_what, text) => {
    const before = yamlContent(text) as readonly unknown[] | null;
    const after = withYamlEntry(text, entry);
    expect(yamlContent(after)).toEqual([...(before ?? []), entry]);
    for (const comment of text.match(/# .*/g) ?? []) expect(after).toContain(comment);
  });

  test('keeps long texts on their line, and what looks like a number a text', () => {
    const what = 'word '.repeat(80).trim();
    expect(withYamlEntry('', { ...entry, what })).toBe(
      `- version: 2\n  what: ${what}\n  content: '1234567890123456'\n`,
    );
  });

  test('has one value exchanged, in its place', () => {
    expect(withYamlValue('a: 1 # one\nb: "2" # two\n', ['b'], '12e4')).toBe(
      "a: 1 # one\nb: '12e4' # two\n",
    );
    expect(() => withYamlValue('a: [1]\n', ['a'], 2)).toThrow('No single value at a');
  });
});
