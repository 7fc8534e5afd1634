import { join } from 'node:path';
import { versions } from 'node:process';
import { z } from 'zod';
import type { DatabaseChoice } from '../db/open.ts';
import { isZone } from './domain/local-time.ts';
import type { Country } from './domain/facts.ts';
import { isCountry } from './domain/holidays.ts';
import type { Zone } from './domain/ids.ts';

/** How Slack reaches us. */
export type Inbound =
  | Readonly<{ kind: 'http'; signingSecret: string }>
  | Readonly<{ kind: 'socket'; appToken: string }>;

export type Config = Readonly<{
  botToken: string;
  inbound: Inbound;
  /** Ends in `/`. */
  slackApiUrl: string;
  port: number;
  database: DatabaseChoice;
  /** The usual one first. */
  playbookFolders: readonly [string, ...string[]];
  adminUserIds: readonly string[];
  executiveChannel: string | null;
  opsChannel: string | null;
  zone: Zone;
  country: Country | null;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}>;

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

/** Settings that cannot be used; the message names each variable and how to mend it, never a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const SHIPPED_PLAYBOOK = join(import.meta.dirname, '../playbooks/partner-onboarding');

const channel = z
  .string()
  .regex(
    /^[CG][A-Z0-9]{6,}$/,
    'a channel id such as C0123456789: open the channel’s details in Slack, it stands at the bottom',
  );

const Settings = z.object({
  SLACK_BOT_TOKEN: z
    .string('missing: the bot token (xoxb-…) from “OAuth & Permissions” of your Slack app')
    .startsWith(
      'xoxb-',
      'not a bot token: it starts with xoxb- and stands under “OAuth & Permissions” of your Slack app',
    ),
  SLACK_SIGNING_SECRET: z
    .string()
    .min(16, 'too short: copy the signing secret from “Basic Information” of your Slack app')
    .optional(),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith(
      'xapp-',
      'not an app-level token: it starts with xapp- and stands under “Basic Information” of your Slack app',
    )
    .optional(),
  SLACK_API_URL: z
    .url({ protocol: /^https?$/, error: 'not an address: leave it out for Slack itself' })
    .default('https://slack.com/api/'),
  PORT: z.coerce.number('not a number').int().min(0).max(65_535).default(3000),
  DATABASE_URL: z
    .string()
    .regex(
      /^(file:.+|postgres(ql)?:\/\/.+)$/,
      'give file:path/to/onboard.db or postgres://user:password@host/name',
    )
    .default('file:data/onboard.db'),
  ONBOARD_PLAYBOOK: z.string().default(SHIPPED_PLAYBOOK),
  ONBOARD_ADMINS: z
    .string('missing: at least one Slack user id, such as U0123456789, with commas between several')
    .regex(
      /^\s*[UW][A-Z0-9]{4,}(\s*,\s*[UW][A-Z0-9]{4,})*\s*$/,
      'Slack user ids, such as U0123456789, with commas between several',
    ),
  ONBOARD_EXEC_CHANNEL: channel.optional(),
  ONBOARD_OPS_CHANNEL: channel.optional(),
  ONBOARD_TIMEZONE: z
    .string()
    .refine(isZone, 'not a time zone: give a name such as Europe/Berlin')
    .default('UTC'),
  ONBOARD_COUNTRY: z
    .string()
    .refine(isCountry, 'not a country: two capitals such as DE, or a part of it such as DE-BE')
    .optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'one of debug, info, warn, error, silent')
    .default('info'),
});

const Environment = Settings.refine((env) => wayIn(env) > 0, inOneOf('missing: set one of')).refine(
  (env) => wayIn(env) < 2,
  inOneOf('both are set: choose one of'),
);

function wayIn(
  env: Readonly<{ SLACK_SIGNING_SECRET?: unknown; SLACK_APP_TOKEN?: unknown }>,
): number {
  return [env.SLACK_SIGNING_SECRET, env.SLACK_APP_TOKEN].filter((one) => one !== undefined).length;
}

/** Told together with whatever else is wrong. */
function inOneOf(problem: string) {
  return {
    path: ['SLACK_SIGNING_SECRET or SLACK_APP_TOKEN'],
    error: `${problem} SLACK_SIGNING_SECRET (Slack reaches you over HTTP) and SLACK_APP_TOKEN (Socket Mode, no public address needed)`,
    when: () => true,
  };
}

/**
 * Reads the settings from the environment; an empty variable counts as missing.
 * @throws ConfigError with every problem in one message
 */
export function readConfig(environment: EnvironmentVariables): Config {
  const env = readSettings(Environment, environment);
  return {
    botToken: env.SLACK_BOT_TOKEN,
    inbound: inboundOf(env.SLACK_SIGNING_SECRET, env.SLACK_APP_TOKEN),
    slackApiUrl: env.SLACK_API_URL.endsWith('/') ? env.SLACK_API_URL : `${env.SLACK_API_URL}/`,
    port: env.PORT,
    database: databaseAt(env.DATABASE_URL),
    playbookFolders: foldersIn(env.ONBOARD_PLAYBOOK),
    adminUserIds: env.ONBOARD_ADMINS.split(',').map((id) => id.trim()),
    executiveChannel: env.ONBOARD_EXEC_CHANNEL ?? null,
    opsChannel: env.ONBOARD_OPS_CHANNEL ?? null,
    zone: env.ONBOARD_TIMEZONE,
    country: env.ONBOARD_COUNTRY ?? null,
    logLevel: env.LOG_LEVEL,
  };
}

/** What commands of the operator need that only read what is on record. */
export type RecordConfig = Pick<Config, 'database' | 'zone' | 'country'>;

/** Reads where the data is, and what dates are computed with. @throws ConfigError */
export function readRecordConfig(environment: EnvironmentVariables): RecordConfig {
  const wanted = { DATABASE_URL: true, ONBOARD_TIMEZONE: true, ONBOARD_COUNTRY: true } as const;
  const env = readSettings(Settings.pick(wanted), environment);
  return {
    database: databaseAt(env.DATABASE_URL),
    zone: env.ONBOARD_TIMEZONE,
    country: env.ONBOARD_COUNTRY ?? null,
  };
}

/** What dates are computed with, by name: other dates may come of another one. */
export function zoneDataOf({ zone, country }: Pick<Config, 'zone' | 'country'>): string {
  return [versions.tz, zone, country].join(' ');
}

function readSettings<T>(schema: z.ZodType<T>, environment: EnvironmentVariables): T {
  const set = Object.entries(environment).filter(
    ([, value]) => value !== undefined && value.trim() !== '',
  );
  const result = schema.safeParse(Object.fromEntries(set));
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new ConfigError(`The settings need mending:\n${lines.join('\n')}\nSee .env.example.`);
}

function databaseAt(url: string): DatabaseChoice {
  return url.startsWith('file:')
    ? { kind: 'sqlite', path: url.slice('file:'.length) }
    : { kind: 'postgres', url };
}

/** Folders are listed with commas; there is at least the shipped one. */
function foldersIn(list: string): readonly [string, ...string[]] {
  const [usual = SHIPPED_PLAYBOOK, ...others] = list
    .split(',')
    .map((folder) => folder.trim())
    .filter((folder) => folder !== '');
  return [usual, ...others];
}

function inboundOf(signingSecret: string | undefined, appToken: string | undefined): Inbound {
  if (signingSecret !== undefined) return { kind: 'http', signingSecret };
  return { kind: 'socket', appToken: appToken ?? '' };
}
