import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { EVENTS } from '../commands/events.ts';
import { COMMAND } from '../commands/index.ts';

const ROOT = join(import.meta.dirname, '..');
const TEXT = readFileSync(join(ROOT, 'manifest.yml'), 'utf8');
const manifest = parse(TEXT) as {
  features: { slash_commands: { command: string }[] };
  oauth_config: { scopes: { bot: string[] } };
  settings: { event_subscriptions: { bot_events: string[] } };
};
const scopes = manifest.oauth_config.scopes.bot;

/** Scopes that no call asks for: what they let us hear, or be given. */
const NOT_BY_CALLS: Readonly<Record<string, string>> = {
  commands: 'slash commands',
  'conversations.connect:read': 'the events of invitations',
};
/** Of a method's scopes, those for kinds of channels that we never use it on. */
const CHANNEL_KINDS: Readonly<Record<string, readonly string[]>> = {
  'conversations.create': ['groups:write'],
  'conversations.invite': ['groups:write'],
  'conversations.list': ['groups:read'],
  'conversations.open': ['im:write'],
  'conversations.history': ['groups:history', 'channels:history', 'im:history'],
  'conversations.replies': ['groups:history', 'channels:history', 'im:history'],
};

function methodsUsed(): readonly string[] {
  const files = ['src', 'src/slack', 'commands'].flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
  );
  const calls = files.flatMap((text) => [
    ...text.matchAll(/client\s*\.\s*([a-z]+)\s*\.\s*([a-zA-Z]+)\(/g),
  ]);
  return [...new Set(calls.map(([, family, method]) => `${family ?? ''}.${method ?? ''}`))].sort();
}

function scopesOf(method: string): readonly string[] {
  const facts = JSON.parse(
    readFileSync(join(ROOT, 'sandbox/slack/facts/methods.json'), 'utf8'),
  ) as {
    methods?: Record<string, { scopes: string[] }>;
  } & Record<string, { scopes: string[] }>;
  const found = (facts.methods ?? facts)[method];
  if (!found) throw new Error(`No facts about ${method}`);
  return CHANNEL_KINDS[method] ?? found.scopes.slice(0, 1);
}

test('is valid by Slack’s own schema', () => {
  const schema = JSON.parse(
    readFileSync(join(import.meta.dirname, 'support/manifest.schema.json'), 'utf8'),
  ) as object;
  const validate = new Ajv({ strict: false, logger: false }).compile(schema);
  validate(manifest);
  expect(validate.errors).toBeNull();
});

test('asks for exactly the scopes that the calls, commands and events in the code need', () => {
  const methods = methodsUsed();
  expect(methods).toContain('chat.postMessage');
  expect(methods.length).toBeGreaterThan(12);
  const needed = new Set([...methods.flatMap(scopesOf), ...Object.keys(NOT_BY_CALLS)]);
  expect(scopes.toSorted()).toEqual([...needed].sort());
});

test('gives a reason for every scope', () => {
  const lines = TEXT.split('\n').filter((line) =>
    scopes.some((scope) => line.trim().startsWith(`- ${scope} `)),
  );
  expect(lines).toHaveLength(scopes.length);
  expect(lines.filter((line) => !/# .{6,}/.test(line))).toEqual([]);
});

test('subscribes to the events that have a reader, and to the command', () => {
  expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual(
    Object.keys(EVENTS).sort(),
  );
  expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual([COMMAND]);
});
