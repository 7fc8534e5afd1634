import { describe, expect, test } from 'vitest';
import { createLog, slackLogger, type Log } from '../src/log.ts';

const SECRETS = {
  'a bot token': 'xoxb-1234-5678-AbCdEf',
  'a user token': 'xoxp-1234-5678-AbCdEf',
  'a configuration token': 'xoxe.xoxp-1-AbCdEf',
  'an app-level token': 'xapp-1-A012-345-abcdef',
  'a signature': `v0=${'0123456789abcdef'.repeat(4)}`,
  'an address to answer to': 'https://hooks.slack.com/actions/T012/345/secretpath',
  'an address for commands': 'https://hooks.slack.com/commands/T012/345/secretpath',
  'an e-mail address': 'priya.nair+onboarding@mail.acme.example',
} as const;
/** What is left of a secret when it was only cut short. */
const TELLING = /AbCdEf|abcdef|secretpath|priya|acme|nair/i;

function written(work: (log: Log) => void): readonly string[] {
  const lines: string[] = [];
  const log = createLog('debug', { write: (line: string) => void lines.push(line) });
  work(log);
  return lines;
}

describe.each(Object.entries(SECRETS))('%s never reaches the log', (_kind, secret) => {
  const failed = Object.assign(new Error(`Bad answer for ${secret}`), {
    data: { headers: { authorization: `Bearer ${secret}` } },
    cause: new Error(`because of ${secret}`),
  });

  test.each<[where: string, work: (log: Log) => void]>([
    ['in a message', (log) => log.info(`got ${secret}, and more`)],
    ['in a field', (log) => log.warn({ secret, text: 'x' }, 'a field')],
    ['deep in an object', (log) => log.info({ a: { b: [{ secret }] } }, 'deep')],
    ['as a key', (log) => log.info({ [secret]: 1 }, 'a key')],
    ['twice', (log) => log.info({ all: [secret, secret] }, secret)],
    ['in a text of JSON', (log) => log.info({ body: JSON.stringify({ secret }) }, 'quoted')],
    ['in an error and its stack', (log) => log.error({ err: failed }, 'failed')],
    ['in an error alone', (log) => log.error(failed)],
    ['in a child', (log) => log.child({ part: secret }).info('child')],
    [
      'from Slack’s packages',
      (log) => slackLogger(log, 'info').error('failed', failed, { secret }),
    ],
  ])('%s', (_where, work) => {
    const lines = written(work);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('[redacted]');
    expect(lines[0]).not.toContain(secret);
    expect(lines[0]).not.toMatch(TELLING);
    expect(() => void JSON.parse(lines[0] ?? '')).not.toThrow();
  });
});

test('what is no secret stays as it is, one JSON line for each event', () => {
  const lines = written((log) => {
    log.info({ itemId: 'itm_4f1c', channelId: 'C0ACME0001', n: 3 }, 'v0 of @mara at hooks\nnext');
    log.debug('second');
  });
  expect(lines).toHaveLength(2);
  expect(lines.every((line) => line.endsWith('}\n'))).toBe(true);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 30,
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    itemId: 'itm_4f1c',
    channelId: 'C0ACME0001',
    n: 3,
    msg: 'v0 of @mara at hooks\nnext',
  });
});

test('what Slack’s packages call information is for those who look for mistakes', () => {
  const levels = written((log) => {
    const logger = slackLogger(log, 'warn');
    logger.debug('a');
    logger.info('b');
    logger.warn('c');
    logger.error('d');
    expect(logger.getLevel()).toBe('warn');
  }).map((line) => (JSON.parse(line) as { level: number }).level);
  expect(levels).toEqual([20, 20, 40, 50]);
});
