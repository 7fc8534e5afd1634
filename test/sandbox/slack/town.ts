import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { onTestFinished } from 'vitest';

import { createSlack, type Slack, type SlackOptions } from '../../../sandbox/slack/index.ts';

export type Json = Record<string, unknown>;

/** A test's answer to what Slack sends: a status, a body, headers; `hang` never answers. */
export type Answer = Readonly<{
  status?: number;
  body?: string | Json;
  headers?: Record<string, string>;
  hang?: boolean;
}>;

export type Received = Readonly<{
  headers: Readonly<Record<string, string | string[] | undefined>>;
  raw: string;
  payload: Json;
}>;

export type Town = Readonly<{
  slack: Slack;
  clock: { at: number };
  received: Received[];
  /** Replaced by tests that answer something. */
  app: { answer: (payload: Json) => Answer | Promise<Answer> };
  call: (method: string, args?: Json, headers?: Record<string, string>) => Promise<Json>;
  /** A private channel of the app's own with Mara in it. Returns its id. */
  room: (name?: string) => Promise<string>;
  /** The same, shared with Acme, Ines in it. */
  sharedRoom: (name?: string) => Promise<string>;
}>;

export const HOST = 'T0HOST00001';
export const ACME = 'T0ACME00001';
export const OTHER = 'T0OTHER0001';
export const MARA = 'U0MARA00001';
export const HANA = 'U0HANA00001';
export const INES = 'U0INES00001';
export const PAUL = 'U0PAUL00001';
export const OTTO = 'U0OTTO00001';

const SCOPES = (
  'chat:write commands groups:read groups:write groups:history channels:read channels:manage ' +
  'channels:history channels:join im:read im:write im:history conversations.connect:read ' +
  'conversations.connect:write conversations.connect:manage users:read users:read.email ' +
  'files:read files:write team:read pins:read pins:write reactions:write bookmarks:write ' +
  'bookmarks:read'
).split(' ');

const EVENTS = (
  'app_home_opened shared_channel_invite_accepted shared_channel_invite_approved ' +
  'shared_channel_invite_declined channel_shared channel_unshared member_joined_channel ' +
  'member_left_channel group_archive group_unarchive group_rename group_left channel_archive ' +
  'message.groups message.im file_shared'
).split(' ');

type Overrides = Readonly<{
  scopes?: readonly string[];
  events?: readonly string[];
  settings?: Json;
  features?: Json;
  approvals?: Readonly<{ host?: boolean; acme?: boolean }>;
  limitedInvitesOnly?: boolean;
}> &
  Partial<Omit<SlackOptions, 'companies' | 'app'>>;

export function manifest(overrides: Overrides = {}): Json {
  return {
    display_information: { name: 'Onboarding' },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true },
      bot_user: { display_name: 'onboarding' },
      slash_commands: [{ command: '/onboard', description: 'Onboarding', should_escape: true }],
      ...overrides.features,
    },
    oauth_config: { scopes: { bot: overrides.scopes ?? SCOPES } },
    settings: {
      event_subscriptions: { bot_events: overrides.events ?? EVENTS },
      interactivity: { is_enabled: true },
      ...overrides.settings,
    },
  };
}

export function people(overrides: Overrides = {}): SlackOptions['companies'] {
  const { approvals = {}, limitedInvitesOnly = false } = overrides;
  return [
    {
      teamId: HOST,
      name: 'Host',
      domain: 'host',
      approvesInvites: approvals.host === true,
      limitedInvitesOnly,
      people: [
        { id: MARA, name: 'Mara Manager', email: 'mara@host.example', zone: 'Europe/Berlin' },
        {
          id: HANA,
          name: 'Hana Admin',
          email: 'hana@host.example',
          zone: 'America/New_York',
          admin: true,
        },
      ],
    },
    {
      teamId: ACME,
      name: 'Acme',
      domain: 'acme',
      approvesInvites: approvals.acme === true,
      people: [
        { id: INES, name: 'Ines Partner', email: 'ines@acme.example', zone: 'Europe/Lisbon' },
        {
          id: PAUL,
          name: 'Paul Admin',
          email: 'paul@acme.example',
          zone: 'Europe/Lisbon',
          admin: true,
        },
      ],
    },
    {
      teamId: OTHER,
      name: 'Other',
      domain: 'other',
      people: [{ id: OTTO, name: 'Otto Other', email: 'otto@other.example', zone: 'UTC' }],
    },
  ];
}

function readPayload(contentType: string, raw: string): Json {
  if (contentType === 'application/json') return JSON.parse(raw) as Json;
  const form = new URLSearchParams(raw);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : (JSON.parse(payload) as Json);
}

/** An app that does what the test says, behind a real HTTP server. */
async function startApp(town: Pick<Town, 'received' | 'app'>): Promise<string> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void (async () => {
        const raw = Buffer.concat(chunks).toString();
        const payload = readPayload(request.headers['content-type'] ?? '', raw);
        town.received.push({ headers: request.headers, raw, payload });
        const { status = 200, body = '', headers = {}, hang } = await town.app.answer(payload);
        if (hang === true) return;
        const isJson = typeof body !== 'string';
        response.writeHead(status, {
          ...(isJson ? { 'content-type': 'application/json' } : {}),
          ...headers,
        });
        response.end(isJson ? JSON.stringify(body) : body);
      })();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
}

function encode(args: Json): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(args)) {
    if (value === undefined) continue;
    form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return form;
}

/** Two companies and one more, an app between them, and a clock that stands still. */
export async function createTown(overrides: Overrides = {}): Promise<Town> {
  const clock = { at: Date.UTC(2026, 2, 2, 9) };
  const slack = await createSlack({
    now: () => clock.at,
    eventRetryDelaysMs: [0, 0, 0],
    ...overrides,
    companies: people(overrides),
    app: { manifest: manifest(overrides) },
  });
  onTestFinished(() => slack.close());
  const received: Received[] = [];
  const app: Town['app'] = { answer: () => ({}) };
  slack.deliverTo(await startApp({ received, app }));

  const call: Town['call'] = async (method, args = {}, headers = {}) => {
    const response = await fetch(slack.url + method, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.app.botToken}`, ...headers },
      body: encode(args),
    });
    return (await response.json()) as Json;
  };

  const room: Town['room'] = async (name = 'partner-acme') => {
    const { channel } = (await call('conversations.create', { name, is_private: true })) as {
      channel: { id: string };
    };
    await call('conversations.invite', { channel: channel.id, users: MARA });
    return channel.id;
  };

  const sharedRoom: Town['sharedRoom'] = async (name = 'partner-acme') => {
    const channel = await room(name);
    const { invite_id } = await call('conversations.inviteShared', {
      channel,
      emails: ['ines@acme.example'],
      external_limited: false,
    });
    await slack.as(INES).acceptInvitation(String(invite_id));
    if (!slack.channel(channel).isShared) throw new Error('The room is not shared');
    return channel;
  };

  return { slack, clock, received, app, call, room, sharedRoom };
}

export function plain(text: string): Json {
  return { type: 'plain_text', text };
}

export function section(text: string): Json {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

export function button(actionId: string, text: string, more: Json = {}): Json {
  return { type: 'button', action_id: actionId, text: plain(text), ...more };
}

export function option(value: string, text = value): Json {
  return { text: plain(text), value };
}

export function actions(blockId: string, ...elements: Json[]): Json {
  return { type: 'actions', block_id: blockId, elements };
}

export function checkboxes(values: readonly string[], ticked: readonly string[] = []): Json {
  const initial = ticked.length === 0 ? {} : { initial_options: ticked.map((v) => option(v)) };
  return {
    type: 'checkboxes',
    action_id: 'tasks',
    options: values.map((v) => option(v)),
    ...initial,
  };
}

export function input(blockId: string, label: string, element: Json, more: Json = {}): Json {
  return { type: 'input', block_id: blockId, label: plain(label), element, ...more };
}

export function modal(blocks: readonly Json[], more: Json = {}): Json {
  return { type: 'modal', title: plain('A form'), submit: plain('Send'), blocks, ...more };
}

/** Opens a modal for somebody through a button in the room. */
export async function openModal(
  town: Town,
  channel: string,
  who: string,
  view: Json,
): Promise<Json> {
  await town.call('chat.postMessage', {
    channel,
    text: 'Open it',
    blocks: [actions(`open:${town.slack.calls().length}`, button('open', 'Open'))],
  });
  const before = town.app.answer;
  let opened: Json = {};
  town.app.answer = async (payload) => {
    if (payload['type'] === 'block_actions') {
      opened = await town.call('views.open', { trigger_id: payload['trigger_id'], view });
    }
    return {};
  };
  const [latest] = town.slack.as(who).sees(channel).toReversed();
  if (latest === undefined) throw new Error('Nothing is posted');
  await town.slack.as(who).click({ channel, ts: latest.ts, actionId: 'open' });
  town.app.answer = before;
  return opened;
}
