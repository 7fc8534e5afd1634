import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.ts';

const HTTP = {
  SLACK_BOT_TOKEN: 'xoxb-123-abc',
  SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef',
  ONBOARD_ADMINS: 'U0MARA0001',
};

describe('settings that can be used', () => {
  test('leave everything else to its default', () => {
    expect(readConfig(HTTP)).toMatchObject({
      botToken: 'xoxb-123-abc',
      inbound: { kind: 'http', signingSecret: HTTP.SLACK_SIGNING_SECRET },
      slackApiUrl: 'https://slack.com/api/',
      port: 3000,
      database: { kind: 'sqlite', path: 'data/onboard.db' },
      playbookFolders: [expect.stringMatching(/playbooks[/\\]partner-onboarding$/)],
      adminUserIds: ['U0MARA0001'],
      executiveChannel: null,
      opsChannel: null,
      zone: 'UTC',
      country: null,
      logLevel: 'info',
    });
  });

  test.each<[special: string, setting: Record<string, string>, config: object]>([
    [
      'an address without its slash',
      { SLACK_API_URL: 'http://127.0.0.1:4000/api' },
      { slackApiUrl: 'http://127.0.0.1:4000/api/' },
    ],
    [
      'an address with it',
      { SLACK_API_URL: 'http://127.0.0.1:4000/api/' },
      { slackApiUrl: 'http://127.0.0.1:4000/api/' },
    ],
    [
      'several playbooks, the usual one first',
      { ONBOARD_PLAYBOOK: 'one, two,' },
      { playbookFolders: ['one', 'two'] },
    ],
    ['a country', { ONBOARD_COUNTRY: 'DE' }, { country: 'DE' }],
    ['a part of a country', { ONBOARD_COUNTRY: 'DE-BE' }, { country: 'DE-BE' }],
    ['any free port', { PORT: '0' }, { port: 0 }],
    [
      'a file',
      { DATABASE_URL: 'file:/var/lib/onboard.db' },
      { database: { kind: 'sqlite', path: '/var/lib/onboard.db' } },
    ],
    [
      'postgres',
      { DATABASE_URL: 'postgres://a:b@db/x' },
      { database: { kind: 'postgres', url: 'postgres://a:b@db/x' } },
    ],
    [
      'postgresql',
      { DATABASE_URL: 'postgresql://a:b@db/x' },
      { database: { kind: 'postgres', url: 'postgresql://a:b@db/x' } },
    ],
    [
      'several admins, with spaces',
      { ONBOARD_ADMINS: ' U0MARA0001 , W0THEO0001' },
      { adminUserIds: ['U0MARA0001', 'W0THEO0001'] },
    ],
    [
      'both channels',
      { ONBOARD_EXEC_CHANNEL: 'C0EXEC0001', ONBOARD_OPS_CHANNEL: 'G0OPS00001' },
      { executiveChannel: 'C0EXEC0001', opsChannel: 'G0OPS00001' },
    ],
    ['a zone', { ONBOARD_TIMEZONE: 'Europe/Berlin' }, { zone: 'Europe/Berlin' }],
    ['a quiet log', { LOG_LEVEL: 'error' }, { logLevel: 'error' }],
    [
      'empty ones, which count as missing',
      { PORT: '', LOG_LEVEL: ' ', SLACK_APP_TOKEN: '', ONBOARD_OPS_CHANNEL: '' },
      { port: 3000, logLevel: 'info', opsChannel: null },
    ],
    ['settings of others', { PATH: '/usr/bin', HOME: '' }, { port: 3000 }],
  ])('%s', (_special, setting, config) => {
    expect(readConfig({ ...HTTP, ...setting })).toMatchObject(config);
  });

  test('Socket Mode takes its token in the place of the secret', () => {
    const { SLACK_SIGNING_SECRET: _none, ...rest } = HTTP;
    expect(readConfig({ ...rest, SLACK_APP_TOKEN: 'xapp-1-abc' }).inbound).toEqual({
      kind: 'socket',
      appToken: 'xapp-1-abc',
    });
  });
});

/** What `readConfig` says about these settings, one problem on a line. */
function told(settings: Readonly<Record<string, string | undefined>>): string {
  try {
    readConfig(settings);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
}

describe('a setting that cannot be used is named, with a remedy and without its value', () => {
  test.each<[setting: string, value: string | undefined, remedy: string]>([
    ['SLACK_BOT_TOKEN', undefined, 'missing: the bot token (xoxb-…)'],
    ['SLACK_BOT_TOKEN', '  ', 'missing: the bot token (xoxb-…)'],
    ['SLACK_BOT_TOKEN', 'xoxp-hidden', 'not a bot token: it starts with xoxb-'],
    ['SLACK_SIGNING_SECRET', 'hidden', 'too short: copy the signing secret'],
    ['SLACK_API_URL', 'ftp://hidden', 'not an address: leave it out for Slack itself'],
    ['SLACK_API_URL', 'hidden', 'not an address: leave it out for Slack itself'],
    ['PORT', 'hidden', 'not a number'],
    ['PORT', '70000', ''],
    ['PORT', '-1', ''],
    ['PORT', '30.5', ''],
    ['DATABASE_URL', 'mysql://root:hidden@db/x', 'give file:path/to/onboard.db or postgres://'],
    ['DATABASE_URL', 'file:', 'give file:path/to/onboard.db or postgres://'],
    ['ONBOARD_ADMINS', undefined, 'missing: at least one Slack user id'],
    ['ONBOARD_ADMINS', ',', 'Slack user ids, such as U0123456789'],
    ['ONBOARD_ADMINS', 'hidden@northwind.example', 'Slack user ids, such as U0123456789'],
    ['ONBOARD_ADMINS', 'U0MARA0001,', 'Slack user ids, such as U0123456789'],
    ['ONBOARD_EXEC_CHANNEL', '#hidden', 'a channel id such as C0123456789'],
    ['ONBOARD_OPS_CHANNEL', 'D0HIDDEN01', 'a channel id such as C0123456789'],
    ['ONBOARD_TIMEZONE', 'Europe/Hidden', 'not a time zone: give a name such as Europe/Berlin'],
    ['ONBOARD_COUNTRY', 'hidden', 'not a country: two capitals such as DE'],
    ['LOG_LEVEL', 'hidden', 'one of debug, info, warn, error, silent'],
  ])('%s, given as “%s”', (setting, value, remedy) => {
    const message = told({ ...HTTP, [setting]: value });
    expect(message).toContain(`\n  ${setting}: ${remedy}`);
    expect(message.split('\n')).toHaveLength(3);
    expect(message.toLowerCase()).not.toContain('hidden');
    expect(message).toContain('See .env.example.');
  });

  const { SLACK_SIGNING_SECRET: _none, ...without } = HTTP;
  test.each<[special: string, settings: Record<string, string>, problem: string]>([
    ['neither way in', without, 'missing: set one of'],
    ['an empty secret', { ...without, SLACK_SIGNING_SECRET: '' }, 'missing: set one of'],
    ['both ways in', { ...HTTP, SLACK_APP_TOKEN: 'xapp-1-hidden' }, 'both are set: choose one of'],
  ])('%s', (_special, settings, problem) => {
    const message = told(settings);
    expect(message).toContain(`  SLACK_SIGNING_SECRET or SLACK_APP_TOKEN: ${problem}`);
    expect(message).not.toContain('hidden');
  });

  test('a start with no settings at all', () => {
    const message = told({});
    expect(message).toMatch(/SLACK_BOT_TOKEN: missing/);
    expect(message).toMatch(/SLACK_SIGNING_SECRET or SLACK_APP_TOKEN: missing/);
    expect(message).toMatch(/ONBOARD_ADMINS: missing/);
  });

  test('the wrong token of Socket Mode', () => {
    expect(told({ ...without, SLACK_APP_TOKEN: 'xoxb-hidden' })).toMatch(
      /^ {2}SLACK_APP_TOKEN: not an app-level token: it starts with xapp-/m,
    );
  });

  test('every one of them in one message', () => {
    const lines = told({
      SLACK_SIGNING_SECRET: 'hidden',
      SLACK_API_URL: 'hidden',
      PORT: 'hidden',
      DATABASE_URL: 'hidden',
      ONBOARD_EXEC_CHANNEL: 'hidden',
      ONBOARD_OPS_CHANNEL: 'hidden',
      ONBOARD_TIMEZONE: 'hidden',
      LOG_LEVEL: 'hidden',
    }).split('\n');
    expect(lines.map((line) => /^ {2}([A-Z_]+):/.exec(line)?.[1]).filter(Boolean)).toEqual([
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
      'SLACK_API_URL',
      'PORT',
      'DATABASE_URL',
      'ONBOARD_ADMINS',
      'ONBOARD_EXEC_CHANNEL',
      'ONBOARD_OPS_CHANNEL',
      'ONBOARD_TIMEZONE',
      'LOG_LEVEL',
    ]);
  });
});
