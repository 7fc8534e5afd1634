import { readManifest } from '../app/manifest.ts';
import type { AppIdentity, CompanySpec, PersonSpec, SlackOptions } from '../types.ts';
import type { User, World } from './world.ts';

const APP_ID = 'A0APP000001';
const BOT_ID = 'B0BOT000001';
const BOT_USER_ID = 'U0BOT000001';

function toUser(person: PersonSpec, teamId: string): User {
  const handle = person.name.toLowerCase().split(/\s+/)[0] ?? person.id.toLowerCase();
  return { ...person, teamId, handle };
}

function identityOf(host: CompanySpec): AppIdentity {
  return {
    appId: APP_ID,
    teamId: host.teamId,
    botId: BOT_ID,
    botUserId: BOT_USER_ID,
    botToken: 'xoxb-simulated-bot-token',
    appToken: 'xapp-simulated-app-token',
    signingSecret: 'simulated-signing-secret',
  };
}

/** A world with its people and no channel yet. @throws Error when the options contradict themselves */
export function createWorld(options: SlackOptions): World {
  const [host] = options.companies;
  if (host === undefined) throw new Error('The first company hosts the app: give at least one');
  const grants = readManifest(options.app.manifest);
  const people = new Map<string, User>();
  for (const company of options.companies) {
    for (const person of company.people) {
      if (people.has(person.id)) throw new Error(`Two people have the id ${person.id}`);
      people.set(person.id, toUser(person, company.teamId));
    }
  }
  const bot: PersonSpec = {
    id: BOT_USER_ID,
    name: options.app.name ?? grants.displayName,
    email: '',
    zone: 'UTC',
    bot: true,
  };
  people.set(BOT_USER_ID, toUser(bot, host.teamId));
  return {
    now: options.now ?? Date.now,
    companies: new Map(options.companies.map((company) => [company.teamId, company])),
    host,
    people,
    app: identityOf(host),
    grants,
    channels: new Map(),
    files: new Map(),
    invites: new Map(),
    views: new Map(),
    stacks: new Map(),
    homes: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    whispers: new Map(),
    origin: '',
    emit: () => undefined,
    lastMicros: 0,
    lastId: 0,
  };
}
