import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { createClock, openSlack, botEnvironment } from '../sandbox/stage.ts';
import { temporaryFolder } from './support/stores.ts';

const ROOT = join(import.meta.dirname, '..');
const run = promisify(execFile);

/** Starts the bot as an operator does; resolves with what it says when it refuses to run. */
async function refusal(
  environment: Record<string, string>,
): Promise<{ code: number; stderr: string }> {
  const env = { PATH: process.env['PATH'] ?? '', ...environment };
  try {
    await run(process.execPath, [join(ROOT, 'src/main.ts')], { env, timeout: 20_000 });
  } catch (error) {
    return error as { code: number; stderr: string };
  }
  throw new Error('It started');
}

test('missing settings end the start with all of them, and the exit code for that', async () => {
  const { code, stderr } = await refusal({});
  expect(code).toBe(78);
  expect(stderr).toContain('The settings need mending:\n  SLACK_BOT_TOKEN: missing');
  expect(stderr).not.toContain('    at ');
});

test('a broken playbook ends the start with file, line and what to do', async () => {
  const folder = join(temporaryFolder(), 'playbook');
  cpSync(join(ROOT, 'playbooks/partner-onboarding'), folder, { recursive: true });
  const module = join(folder, 'modules/1-qualification.yml');
  const text = readFileSync(module, 'utf8').replace(
    'needs: [QUA-1, QUA-3]',
    'needs: [QUA-1, QUA-33]',
  );
  writeFileSync(module, text);
  const line = text.split('\n').findIndex((one) => one.includes('QUA-33')) + 1;
  const { code, stderr } = await refusal({
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: '1234567890123456',
    ONBOARD_ADMINS: 'U12345678',
    ONBOARD_PLAYBOOK: folder,
  });
  expect(code).toBe(78);
  expect(stderr).toBe(
    `The playbook needs mending:\nmodules/1-qualification.yml:${line}: There is no item QUA-33. Correct the id, or take the need out.\n`,
  );
});

test('a token that Slack refuses ends the start, and is not printed', async () => {
  const slack = await openSlack(createClock(Date.now()));
  onTestFinished(() => slack.close());
  const environment = botEnvironment(slack, `file:${join(temporaryFolder(), 'onboard.db')}`);
  const { code, stderr } = await refusal({ ...environment, SLACK_BOT_TOKEN: 'xoxb-wrong' });
  expect(code).toBe(78);
  expect(stderr).toContain('Slack refuses SLACK_BOT_TOKEN (invalid_auth): install the app again');
  expect(stderr).not.toContain('xoxb-wrong');
});
