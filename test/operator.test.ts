import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { operate } from '../src/operator.ts';
import { NOT_RELEASED } from '../src/domain/playbook-release.ts';
import { readPlaybook } from '../src/playbook-folder.ts';
import { NOW } from './support/builders.ts';
import { aFolder } from './support/desk.ts';

const ROOT = join(import.meta.dirname, '..');
const SHIPPED = join(ROOT, 'playbooks/partner-onboarding');

async function run(...args: string[]): Promise<Readonly<{ code: number; said: string }>> {
  const lines: string[] = [];
  const code = await operate(args, {
    print: (line) => lines.push(line),
    today: '2026-03-02',
    now: NOW,
    environment: {},
  });
  return { code, said: lines.join('\n') };
}

function edit(folder: string, file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** A copy of the shipped playbook in which `file` was changed. */
function changed(file: string, change: (text: string) => string): string {
  const folder = aFolder();
  cpSync(SHIPPED, folder, { recursive: true });
  edit(folder, file, change);
  return folder;
}

test.each(['partner-onboarding', 'referral-light'])(
  'the shipped playbook %s is clean',
  async (name) => {
    const { code, said } = await run('playbook', 'lint', join(ROOT, 'playbooks', name));
    expect(said).toMatch(/modules, \d+ items, .*\d+ templates\. Nothing to mend\.$/);
    expect(code).toBe(0);
  },
);

test('lint says how long each kind of partner takes, and what is worth a look', async () => {
  const { code, said } = await run(
    'playbook',
    'lint',
    changed('modules/1-qualification.yml', (text) => text.replace('uses: [T03]', 'uses: []')),
  );
  expect(said).toMatch(
    / {2}Referral \(integration depth 0\)\n {4}gate 1 {5}day {2}36 {2}QUA-1, QUA-3, QUA-4, CON-2, CON-8, ENA-1, ENA-2\n/,
  );
  expect(said).toContain('Embedded, marketplace or OEM (integration depth 4)\n');
  expect(said).toContain('Note: No item uses template T03. Name it under “uses”, or take it out.');
  expect(code).toBe(said.includes('The content changed') ? 1 : 0);
});

test('without a folder the shipped one is checked, by the command of the README', async () => {
  const said = execFileSync(process.execPath, [join(ROOT, 'src/operator.ts'), 'playbook', 'lint']);
  expect(said.toString()).toContain('Partner onboarding, version');
});

test.each<[what: string, file: string, from: string | RegExp, to: string, says: RegExp]>([
  [
    'a need that nothing has',
    'modules/1-qualification.yml',
    'needs: [QUA-1]',
    'needs: [QUA-99]',
    /1-qualification\.yml:\d+: There is no item QUA-99/,
  ],
  [
    'two that wait for each other',
    'modules/1-qualification.yml',
    'stage: 1\n',
    'stage: 1\n    needs: [QUA-2]\n',
    /1-qualification\.yml:\d+: These wait for each other: .*QUA-1.*QUA-2/,
  ],
  [
    'a misspelt role',
    'modules/2-contracting.yml',
    'owner: p.legal',
    'owner: p.leagl',
    /2-contracting\.yml:\d+: The role p\.leagl is not in playbook\.yml/,
  ],
  [
    'a criterion that nobody can verify',
    'modules/1-qualification.yml',
    'All fields filled',
    'All fields filled as needed',
    /1-qualification\.yml:\d+: “as needed” cannot be verified/,
  ],
  [
    'a template that is not there',
    'modules/1-qualification.yml',
    'uses: [T01]',
    'uses: [T99]',
    /1-qualification\.yml:\d+: There is no template T99/,
  ],
])(
  '%s is told with file, line and remedy, and the exit code',
  async (_what, file, from, to, says) => {
    const { code, said } = await run(
      'playbook',
      'lint',
      changed(file, (text) => text.replace(from, to)),
    );
    expect(said).toMatch(says);
    expect(said).toMatch(/\d+ problems?\. No partner can be started with it\.$/);
    expect(code).toBe(1);
  },
);

test('a folder that is not there is told', async () => {
  const { code, said } = await run('playbook', 'lint', '/nowhere');
  expect([code, said]).toEqual([1, expect.stringContaining('There is no folder /nowhere')]);
});

test('an unknown command gets those there are', async () => {
  expect(await run('playbok', 'lint')).toMatchObject({
    code: 64,
    said: expect.stringMatching(/no command “playbok lint”[^]*playbook lint \[folder\]/),
  });
  expect((await run('help')).code).toBe(0);
});

test('what changed between two playbooks is told in words', async () => {
  const folder = changed('modules/1-qualification.yml', (text) =>
    text.replace('title: Verify company identity and ownership', 'title: Verify the company'),
  );
  expect(await run('playbook', 'diff', SHIPPED, folder)).toEqual({
    code: 0,
    said: 'QUA-2, title: was “Verify company identity and ownership”, is “Verify the company”',
  });
  expect((await run('playbook', 'diff', SHIPPED, SHIPPED)).said).toBe('Nothing changed.');
  expect(await run('playbook', 'diff', SHIPPED)).toMatchObject({ code: 64 });
  expect((await run('playbook', 'diff', SHIPPED, '/nowhere')).code).toBe(1);
});

describe('publish', async () => {
  test('writes what is public apart from what is ours alone', async () => {
    const to = join(aFolder(), 'documents');
    const { code, said } = await run('playbook', 'publish', to);
    expect(code).toBe(0);
    expect(said.split('\n')).toEqual([
      ...['public/partner-guide.md', 'public/partner-guide.html'].map((name) => join(to, name)),
      ...['internal/runbook.md', 'internal/runbook.html'].map((name) => join(to, name)),
      expect.stringMatching(/public\/templates: \d+ templates$/),
      expect.stringMatching(/internal\/templates: \d+ templates$/),
    ]);
    const read = (name: string) => readFileSync(join(to, name), 'utf8');
    expect(read('public/partner-guide.md')).toMatch(/^# Partner onboarding: guide/);
    expect(read('public/partner-guide.html')).toMatch(/^<!doctype html>/);
    expect(read('internal/runbook.md')).toMatch(/^# Partner onboarding: runbook/);
    expect(read('internal/runbook.html')).toContain('<title>Partner onboarding: runbook</title>');
    const { templates } = readPlaybook(SHIPPED);
    const ids = (folder: string) =>
      globSync('*', { cwd: join(to, folder) })
        .map((name) => name.slice(0, 3))
        .sort();
    const of = (audience: string) =>
      templates.filter((one) => one.audience === audience).map(({ id }) => id);
    expect(ids('public/templates')).toEqual(of('partner'));
    expect(ids('internal/templates')).toEqual(of('vendor'));
    expect(globSync('*', { cwd: join(to, 'public') }).sort()).toEqual([
      'partner-guide.html',
      'partner-guide.md',
      'templates',
    ]);
  });

  test('twice is like once', async () => {
    const to = aFolder();
    expect(await run('playbook', 'publish', to)).toEqual(await run('playbook', 'publish', to));
  });

  test('does not leave among the public what has become internal', async () => {
    const to = aFolder();
    await run('playbook', 'publish', to);
    const folder = changed('templates/T01-partner-profile.md', (text) =>
      text.replace('audience: partner', 'audience: vendor'),
    );
    expect(await run('playbook', 'publish', to, folder)).toEqual({
      code: 1,
      said: expect.stringMatching(
        /public\/templates\/T01-partner-profile\.md: This is not among the public templates .* Take it away, or publish to another folder\.$/,
      ),
    });
  });

  test('to where nothing can be written is told', async () => {
    const file = join(aFolder(), 'file');
    writeFileSync(file, '');
    expect(await run('playbook', 'publish', file)).toEqual({
      code: 1,
      said: expect.stringMatching(/could not be written: .*Name a folder that you may write to\.$/),
    });
  });

  test('writes nothing when something is wrong', async () => {
    const nowhere = join(aFolder(), 'more');
    expect((await run('playbook', 'publish', nowhere, '/nowhere')).code).toBe(1);
    expect(existsSync(nowhere)).toBe(false);
  });
});

describe('release', async () => {
  const NOTES = ['--who', 'Mara Lindt', '--what', 'Shorter: two items', '--why', 'Partners waited'];

  /** A copy of the small playbook, without a log. */
  function unreleased(): string {
    const folder = aFolder();
    cpSync(join(ROOT, 'playbooks/referral-light'), folder, { recursive: true });
    rmSync(join(folder, 'amendments.yml'), { force: true });
    edit(folder, 'playbook.yml', (text) =>
      text.replace(/^version: \d+.*$/m, 'version: 1 # the first'),
    );
    return folder;
  }
  const log = (folder: string) => readFileSync(join(folder, 'amendments.yml'), 'utf8');
  const shorten = (folder: string) =>
    edit(folder, 'modules/1-welcome.yml', (text) => text.replace(/target: \d+/, 'target: 1'));

  test('the first one writes the entry of the version that is there', async () => {
    const folder = unreleased();
    expect((await run('playbook', 'lint', folder)).said).toContain(
      'Note: There is no amendments.yml yet',
    );
    expect(await run('playbook', 'release', ...NOTES, folder)).toEqual({
      code: 0,
      said: `Version 1 is released: ${join(folder, 'amendments.yml')}`,
    });
    expect(log(folder)).toMatch(
      /^- version: 1\n {2}on: 2026-03-02\n {2}who: Mara Lindt\n {2}what: 'Shorter: two items'\n {2}why: Partners waited\n {2}content: '?[0-9a-f]{16}'?\n$/,
    );
    expect(await run('playbook', 'lint', folder)).toMatchObject({ code: 0 });
  });

  test('content that changes afterwards is told, until it gets the next version', async () => {
    const folder = unreleased();
    await run('playbook', 'release', ...NOTES, folder);
    shorten(folder);
    const { code, said } = await run('playbook', 'lint', folder);
    expect(code).toBe(1);
    expect(said).toContain(
      `${join(folder, 'amendments.yml')}:6: The content changed since version 1 was released. Release it anew: npm run onboard -- playbook release --who … --what … --why … ${folder}`,
    );
    expect(said).toMatch(/templates\. 1 problem\.$/);
    const released = await run('playbook', 'release', ...NOTES, '--partners', 'Less to do', folder);
    expect(released.said).toMatch(/^Version 2 is released/);
    expect(readFileSync(join(folder, 'playbook.yml'), 'utf8')).toContain(
      'version: 2 # the first\n',
    );
    expect((await run('playbook', 'lint', folder)).code).toBe(0);
    expect(await run('playbook', 'log', folder)).toEqual({
      code: 0,
      said: [
        'Version 2, 2 Mar 2026, Mara Lindt',
        '  What: Shorter: two items',
        '  Why: Partners waited',
        '  Told to partners: Less to do',
        'Version 1, 2 Mar 2026, Mara Lindt',
        '  What: Shorter: two items',
        '  Why: Partners waited',
      ].join('\n'),
    });
  });

  test('when nothing changed it says so and writes nothing', async () => {
    const folder = unreleased();
    await run('playbook', 'release', ...NOTES, folder);
    const before = log(folder);
    expect(await run('playbook', 'release', ...NOTES, folder)).toEqual({
      code: 0,
      said: 'Nothing changed since version 1 was released.',
    });
    expect(log(folder)).toBe(before);
  });

  test('an entry that was written beforehand is released without more words', async () => {
    const folder = unreleased();
    await run('playbook', 'release', ...NOTES, folder);
    edit(folder, 'amendments.yml', (text) =>
      text.replace(/content: .*/, `content: '${NOT_RELEASED}' # soon`),
    );
    expect(await run('playbook', 'lint', folder)).toMatchObject({
      code: 0,
      said: expect.stringContaining(
        `Note: Version 1 is not released yet: npm run onboard -- playbook release ${folder}`,
      ),
    });
    expect(await run('playbook', 'release', ...NOTES, folder)).toEqual({
      code: 64,
      said: expect.stringContaining('release it without more words'),
    });
    expect((await run('playbook', 'release', folder)).said).toMatch(/^Version 1 is released/);
    expect(log(folder)).toMatch(/content: '?(?!0{16})[0-9a-f]{16}'? # soon\n$/);
    expect((await run('playbook', 'lint', folder)).code).toBe(0);
  });

  test('an empty log is told how to begin', async () => {
    const folder = unreleased();
    expect(await run('playbook', 'log', folder)).toEqual({
      code: 0,
      said: expect.stringMatching(
        /^Nothing is released yet\. Release it: npm run onboard -- playbook release --who/,
      ),
    });
  });

  test.each<[what: string, args: readonly string[], code: number, said: RegExp]>([
    ['no notes', [], 64, /^Version 1 needs --who … --what … --why …: npm run onboard/],
    [
      'an empty note',
      ['--who', ' ', '--what', 'x', '--why', 'x'],
      64,
      /^Version 1 needs --who …: /,
    ],
    [
      'a note that is too long',
      ['--who', 'x', '--why', 'x', '--what', 'x'.repeat(601)],
      64,
      /^--what: Too long: at most 600 characters\. Shorten it\.$/,
    ],
    ['an option that there is not', ['--whoo', 'x'], 64, /'--whoo'.* The command: npm run onboard/],
    ['two folders', ['elsewhere'], 64, /^There is one folder at most/],
  ])('%s is told', async (_what, args, code, said) => {
    const folder = unreleased();
    expect(await run('playbook', 'release', ...args, folder)).toEqual({
      code,
      said: expect.stringMatching(said),
    });
    expect(existsSync(join(folder, 'amendments.yml'))).toBe(false);
  });

  test('a playbook that has problems is not released', async () => {
    const folder = unreleased();
    edit(folder, 'modules/1-welcome.yml', (text) => text.replace('owner: p.lead', 'owner: p.leda'));
    const { code, said } = await run('playbook', 'release', ...NOTES, folder);
    expect([code, said]).toEqual([1, expect.stringContaining('The role p.leda is not')]);
    expect(existsSync(join(folder, 'amendments.yml'))).toBe(false);
    expect((await run('playbook', 'release', ...NOTES, '/nowhere')).said).toContain(
      'There is no folder /nowhere',
    );
  });

  test('a log that is ahead of its playbook is told', async () => {
    const folder = unreleased();
    await run('playbook', 'release', ...NOTES, folder);
    shorten(folder);
    await run('playbook', 'release', ...NOTES, folder);
    edit(folder, 'playbook.yml', (text) => text.replace('version: 2', 'version: 1'));
    expect(await run('playbook', 'release', ...NOTES, folder)).toEqual({
      code: 1,
      said: `${join(folder, 'playbook.yml')}:1: The log ends with version 2, and this says 1. Write “version: 2”, then release.`,
    });
  });

  test('a file that nobody reads does not count', async () => {
    const folder = unreleased();
    await run('playbook', 'release', ...NOTES, folder);
    mkdirSync(join(folder, 'lists'), { recursive: true });
    writeFileSync(join(folder, 'lists/draft.yml'), 'key: DRA\n');
    expect((await run('playbook', 'lint', folder)).code).toBe(0);
  });
});

test.each([
  ['publish'],
  ['publish', 'a', 'b', 'c'],
  ['diff', 'a'],
  ['log', 'a', 'b'],
  ['lint', '--all'],
])('what is asked wrongly gets the usage: %j', async (...args) => {
  expect(await run('playbook', ...args)).toMatchObject({
    code: 64,
    said: expect.stringMatching(/There is no command “playbook .*playbook release --who/s),
  });
});
