import { readManifest } from '../app/manifest.ts';
import type { CompanySpec, SlackOptions } from '../types.ts';
import { addCompany, addPerson } from './companies.ts';
import { companiesAfter, readSaved } from './saved.ts';
import type { Memory, World } from './world.ts';

const APP_ID = 'A0APP000001';
const BOT_ID = 'B0BOT000001';
const BOT_USER_ID = 'U0BOT000001';

/** Nothing has happened yet. */
function blank(host: CompanySpec): Memory {
  return {
    app: {
      appId: APP_ID,
      teamId: host.teamId,
      botId: BOT_ID,
      botUserId: BOT_USER_ID,
      botToken: 'xoxb-simulated-bot-token',
      appToken: 'xapp-simulated-app-token',
      signingSecret: 'simulated-signing-secret',
    },
    channels: new Map(),
    files: new Map(),
    invites: new Map(),
    views: new Map(),
    stacks: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    whispers: new Map(),
    lastMicros: 0,
    lastId: 0,
  };
}

/**
 * A world with its people, and no channel yet or what was saved.
 * @throws Error when the options contradict themselves or what was saved
 */
export function createWorld({ companies, app, now, saved: bytes }: SlackOptions): World {
  const grants = readManifest(app.manifest);
  const saved = bytes === undefined ? undefined : readSaved(bytes);
  const all = saved === undefined ? companies : companiesAfter(saved, companies, grants);
  const [host] = all;
  if (host === undefined) throw new Error('The first company hosts the app: give at least one');
  const memory = saved?.memory ?? blank(host);
  const directory = { companies: new Map(), people: new Map() };
  for (const company of all) addCompany(directory, company);
  const bot = {
    id: memory.app.botUserId,
    name: app.name ?? grants.displayName,
    email: '',
    zone: 'UTC',
    bot: true,
  };
  addPerson(directory, bot, host.teamId);
  return {
    ...memory,
    ...directory,
    now: now ?? Date.now,
    host,
    grants,
    origin: '',
    emit: () => undefined,
  };
}
