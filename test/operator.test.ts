import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { operate } from '../src/operator.ts';
import { aFolder } from './support/desk.ts';

const ROOT = join(import.meta.dirname, '..');
const SHIPPED = join(ROOT, 'playbooks/partner-onboarding');

function run(...args: string[]): Readonly<{ code: number; said: string }> {
  const lines: string[] = [];
  const code = operate(args, (line) => lines.push(line));
  return { code, said: lines.join('\n') };
}

/** A copy of the shipped playbook in which `file` was changed. */
function changed(file: string, change: (text: string) => string): string {
  const folder = aFolder();
  cpSync(SHIPPED, folder, { recursive: true });
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return folder;
}

test.each(['partner-onboarding', 'referral-light'])('the shipped playbook %s is clean', (name) => {
  const { code, said } = run('playbook', 'lint', join(ROOT, 'playbooks', name));
  expect(said).toMatch(/modules, \d+ items, \d+ templates\. Nothing to mend\.$/);
  expect(code).toBe(0);
});

test('without a folder the shipped one is checked, by the command of the README', () => {
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
])('%s is told with file, line and remedy, and the exit code', (_what, file, from, to, says) => {
  const { code, said } = run(
    'playbook',
    'lint',
    changed(file, (text) => text.replace(from, to)),
  );
  expect(said).toMatch(says);
  expect(said).toMatch(/\d+ problems?\. No partner can be started with it\.$/);
  expect(code).toBe(1);
});

test('a folder that is not there is told', () => {
  const { code, said } = run('playbook', 'lint', '/nowhere');
  expect([code, said]).toEqual([1, expect.stringContaining('There is no folder /nowhere')]);
});

test('an unknown command gets those there are', () => {
  expect(run('playbok', 'lint')).toMatchObject({
    code: 64,
    said: expect.stringMatching(/no command “playbok lint”[^]*playbook lint \[folder\]/),
  });
  expect(run('help').code).toBe(0);
});

test('what changed between two playbooks is told in words', () => {
  const folder = changed('modules/1-qualification.yml', (text) =>
    text.replace('title: Verify company identity and ownership', 'title: Verify the company'),
  );
  expect(run('playbook', 'diff', SHIPPED, folder)).toEqual({
    code: 0,
    said: 'QUA-2, title: was “Verify company identity and ownership”, is “Verify the company”',
  });
  expect(run('playbook', 'diff', SHIPPED, SHIPPED).said).toBe('Nothing changed.');
  expect(run('playbook', 'diff', SHIPPED)).toMatchObject({ code: 64 });
  expect(run('playbook', 'diff', SHIPPED, '/nowhere').code).toBe(1);
});

test('guide and runbook are written where they are wanted, and nowhere when something is wrong', () => {
  const to = join(aFolder(), 'documents');
  expect(run('playbook', 'publish', to)).toEqual({
    code: 0,
    said: `${join(to, 'partner-guide.md')}\n${join(to, 'runbook.md')}`,
  });
  expect(readFileSync(join(to, 'partner-guide.md'), 'utf8')).toMatch(
    /^# Partner onboarding: guide/,
  );
  expect(readFileSync(join(to, 'runbook.md'), 'utf8')).toMatch(/^# Partner onboarding: runbook/);
  const nowhere = join(to, 'more');
  expect(run('playbook', 'publish', nowhere, '/nowhere').code).toBe(1);
  expect(existsSync(nowhere)).toBe(false);
});
