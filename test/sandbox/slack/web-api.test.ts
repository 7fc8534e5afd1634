import { describe, expect, test } from 'vitest';

import { HANDLERS } from '../../../sandbox/slack/api/methods.ts';
import { METHODS } from '../../../sandbox/slack/facts.ts';
import {
  ACME,
  button,
  actions,
  createTown,
  HANA,
  INES,
  MARA,
  OTTO,
  section,
  type Json,
  type Town,
} from './town.ts';

const PERMITTED = { channel: '', text: 'Hello' };

async function post(town: Town, args: Json): Promise<string> {
  const { ts } = await town.call('chat.postMessage', { text: 'Hello', ...args });
  return String(ts);
}

test('every method with facts has a handler, and the other way round', () => {
  expect([...HANDLERS.keys()].toSorted()).toEqual([...METHODS.keys()].toSorted());
});

describe('who may call', () => {
  test.each<[what: string, method: string, headers: Record<string, string>, error: string]>([
    ['no token', 'auth.test', { authorization: '' }, 'not_authed'],
    ['a wrong token', 'auth.test', { authorization: 'Bearer xoxb-wrong' }, 'invalid_auth'],
    ['a bot token for sockets', 'apps.connections.open', {}, 'not_allowed_token_type'],
    ['an unknown method', 'chat.postMesage', {}, 'unknown_method'],
  ])('%s', async (_, method, headers, error) => {
    const town = await createTown();
    expect(await town.call(method, {}, headers)).toMatchObject({ ok: false, error });
  });

  test('a token in the body counts, and scopes come in a header', async () => {
    const { slack } = await createTown({ scopes: ['chat:write', 'commands'] });
    const body = new URLSearchParams({ token: slack.app.botToken });
    const response = await fetch(`${slack.url}auth.test`, { method: 'POST', body });
    expect(response.headers.get('x-oauth-scopes')).toBe('chat:write,commands');
    expect(await response.json()).toMatchObject({ ok: true, team_id: slack.app.teamId });
  });

  test('a missing scope is named', async () => {
    const town = await createTown({ scopes: ['commands'] });
    expect(await town.call('chat.postMessage', { channel: MARA, text: 'a' })).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'chat:write',
      provided: 'commands',
    });
  });

  test('a scope for the other kind of channel does not help', async () => {
    const town = await createTown({ scopes: ['channels:manage'] });
    const args = { name: 'partner', is_private: true };
    expect(await town.call('conversations.create', args)).toMatchObject({
      error: 'missing_scope',
      needed: 'groups:write',
    });
  });
});

describe('arguments', () => {
  test.each<[what: string, method: string, args: Json, message: string]>([
    ['missing', 'chat.postMessage', { text: 'a' }, '[ERROR] missing required field: channel'],
    [
      'unknown',
      'users.info',
      { user: MARA, locale: true },
      '[ERROR] invalid additional property: locale',
    ],
    [
      'of another type',
      'conversations.list',
      { limit: 'ten' },
      '[ERROR] must provide an integer [json-pointer:/limit]',
    ],
  ])('%s', async (_, method, args, message) => {
    const town = await createTown();
    expect(await town.call(method, args)).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: [message] },
    });
  });

  test('a JSON body works like a form, and what every client adds is taken', async () => {
    const { slack } = await createTown();
    const response = await fetch(`${slack.url}users.info`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${slack.app.botToken}`,
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify({ user: MARA, include_locale: true, team_id: slack.app.teamId }),
    });
    expect(await response.json()).toMatchObject({ ok: true, user: { id: MARA, locale: 'en-US' } });
  });
});

/** A room, a message of the app's in it, and one of Mara's. */
async function furnished(): Promise<Readonly<{ town: Town; ids: Json }>> {
  const town = await createTown();
  const channel = await town.room();
  const theirs = await town.slack.as(MARA).say(channel, 'Hi');
  const own = await post(town, { channel });
  const reply = await post(town, { channel, thread_ts: own });
  const hidden = town.slack.createChannel({
    name: 'exec',
    teamId: town.slack.app.teamId,
    isPrivate: true,
    members: [HANA],
  }).id;
  const open = town.slack.createChannel({
    name: 'general',
    teamId: town.slack.app.teamId,
    members: [HANA, MARA],
  }).id;
  return { town, ids: { channel, own, theirs, reply, hidden, open } };
}

describe('error codes', () => {
  const nowhere = '1767000000.000100';
  test.each<[method: string, args: (ids: Json) => Json, error: string]>([
    ['chat.postMessage', () => ({ channel: 'C0NOWHERE00', text: 'a' }), 'channel_not_found'],
    ['chat.postMessage', ({ hidden }) => ({ channel: hidden, text: 'a' }), 'channel_not_found'],
    ['chat.postMessage', ({ open }) => ({ channel: open, text: 'a' }), 'not_in_channel'],
    ['chat.postMessage', () => ({ channel: OTTO, text: 'a' }), 'channel_not_found'],
    ['chat.postMessage', ({ channel }) => ({ channel }), 'no_text'],
    ['chat.postMessage', ({ channel }) => ({ channel, text: '', blocks: [] }), 'no_text'],
    ['chat.postMessage', ({ channel }) => ({ channel, blocks: 'a' }), 'invalid_blocks_format'],
    [
      'chat.postMessage',
      ({ channel }) => ({ channel, text: 'a', markdown_text: 'b' }),
      'markdown_text_conflict',
    ],
    [
      'chat.postMessage',
      ({ channel }) => ({ channel, text: 'a', metadata: { event_type: 'a' } }),
      'invalid_metadata_schema',
    ],
    [
      'chat.postMessage',
      ({ channel }) => ({ channel, text: 'a', metadata: '{' }),
      'invalid_metadata_format',
    ],
    [
      'chat.postMessage',
      ({ channel, reply }) => ({ channel, text: 'a', thread_ts: reply }),
      'cannot_reply_to_message',
    ],
    [
      'chat.postMessage',
      ({ channel }) => ({ channel, text: 'a', username: 'Somebody' }),
      'missing_scope',
    ],
    ['chat.update', ({ channel }) => ({ channel, ts: nowhere, text: 'a' }), 'message_not_found'],
    [
      'chat.update',
      ({ channel, theirs }) => ({ channel, ts: theirs, text: 'a' }),
      'cant_update_message',
    ],
    [
      'chat.update',
      ({ channel, own }) => ({ channel, ts: own, text: 'x'.repeat(4001) }),
      'msg_too_long',
    ],
    ['chat.delete', ({ channel, theirs }) => ({ channel, ts: theirs }), 'cant_delete_message'],
    [
      'chat.postEphemeral',
      ({ channel }) => ({ channel, user: HANA, text: 'a' }),
      'user_not_in_channel',
    ],
    ['chat.getPermalink', ({ channel }) => ({ channel, message_ts: nowhere }), 'message_not_found'],
    ['conversations.create', () => ({ name: 'Partner Acme' }), 'invalid_name_specials'],
    ['conversations.create', () => ({ name: '' }), 'invalid_name_required'],
    ['conversations.create', () => ({ name: '---' }), 'invalid_name_punctuation'],
    ['conversations.create', () => ({ name: 'x'.repeat(81) }), 'invalid_name_maxlength'],
    ['conversations.create', () => ({ name: 'exec' }), 'name_taken'],
    ['conversations.info', ({ hidden }) => ({ channel: hidden }), 'channel_not_found'],
    ['conversations.history', ({ open }) => ({ channel: open }), 'not_in_channel'],
    ['conversations.history', ({ channel }) => ({ channel, cursor: 'a' }), 'invalid_cursor'],
    ['conversations.history', ({ channel }) => ({ channel, oldest: 'a' }), 'invalid_ts_oldest'],
    ['conversations.replies', ({ channel }) => ({ channel, ts: nowhere }), 'thread_not_found'],
    ['conversations.list', () => ({ types: 'dm' }), 'invalid_types'],
    ['conversations.list', () => ({ limit: 1001 }), 'invalid_limit'],
    ['conversations.invite', ({ channel }) => ({ channel, users: MARA }), 'already_in_channel'],
    ['conversations.invite', ({ channel }) => ({ channel, users: 'U0NOBODY' }), 'user_not_found'],
    ['conversations.invite', ({ channel }) => ({ channel, users: INES }), 'user_not_found'],
    ['conversations.invite', ({ channel }) => ({ channel, users: '' }), 'no_user'],
    ['conversations.join', ({ channel }) => ({ channel }), 'method_not_supported_for_channel_type'],
    ['conversations.open', () => ({}), 'users_list_not_supplied'],
    ['conversations.setTopic', ({ channel }) => ({ channel, topic: 'x'.repeat(251) }), 'too_long'],
    ['pins.add', ({ channel }) => ({ channel, timestamp: 'a' }), 'bad_timestamp'],
    ['pins.add', ({ channel }) => ({ channel, timestamp: nowhere }), 'message_not_found'],
    ['pins.remove', ({ channel, own }) => ({ channel, timestamp: own }), 'no_pin'],
    ['users.info', () => ({ user: 'U0NOBODY' }), 'user_not_found'],
    ['users.lookupByEmail', () => ({ email: 'ines@acme.example' }), 'users_not_found'],
    ['team.info', () => ({ team: ACME }), 'team_not_found'],
    ['files.info', () => ({ file: 'F0NOTHING' }), 'file_not_found'],
    ['views.open', () => ({ trigger_id: '1.2.a', view: {} }), 'invalid_trigger_id'],
    [
      'reactions.add',
      ({ channel, own }) => ({ channel, timestamp: own, name: 'A B' }),
      'invalid_name',
    ],
  ])('%s, row %#', async (method, args, error) => {
    const { town, ids } = await furnished();
    expect(await town.call(method, args(ids))).toMatchObject({ ok: false, error });
  });

  test.each([
    ['chat.postMessage', 'is_archived', {}],
    ['chat.update', 'is_inactive', {}],
    ['conversations.invite', 'is_archived', { users: HANA }],
    ['conversations.archive', 'already_archived', {}],
    ['conversations.inviteShared', 'channel_archived', { emails: ['ines@acme.example'] }],
  ])('%s in an archived channel', async (method, error, more: Json) => {
    const { town, ids } = await furnished();
    const { channel, own } = ids;
    await town.call('conversations.archive', { channel });
    const text = method.startsWith('chat.') ? { text: 'a' } : {};
    const ts = method === 'chat.update' ? { ts: own } : {};
    const answer = await town.call(method, { channel, ...text, ...ts, ...more });
    expect(answer).toMatchObject({ error });
  });
});

describe('messages', () => {
  test('a DM opens by a person id; both find it there', async () => {
    const town = await createTown();
    const { channel } = await town.call('chat.postMessage', { ...PERMITTED, channel: MARA });
    expect(channel).toMatch(/^D/);
    expect(town.slack.as(MARA).dms()).toBe('onboarding: Hello');
    const opened = await town.call('conversations.open', { users: MARA });
    expect(opened).toMatchObject({ channel: { id: channel } });
  });

  test('stored blocks carry every id and default', async () => {
    const town = await createTown();
    const channel = await town.room();
    const blocks = [
      section('*Hi*'),
      actions('a', { type: 'button', text: { type: 'plain_text', text: 'B' } }),
    ];
    const { message } = (await town.call('chat.postMessage', { channel, blocks })) as {
      message: { text: string; blocks: Json[] };
    };
    expect(message.text).toBe('Hi\n[B]');
    expect(message.blocks).toMatchObject([
      { type: 'section', block_id: expect.any(String), text: { verbatim: false } },
      { elements: [{ action_id: expect.any(String), text: { emoji: true } }] },
    ]);
  });

  test('an update with text alone takes the blocks away and marks the message', async () => {
    const { town, ids } = await furnished();
    const { channel, own } = ids as { channel: string; own: string };
    const shown = (): unknown =>
      town.slack
        .as(MARA)
        .sees(channel)
        .find(({ ts }) => ts === own);
    await town.call('chat.update', { channel, ts: own, text: 'a', blocks: [section('b')] });
    expect(shown()).toMatchObject({ text: 'b', edited: false });
    await town.call('chat.update', { channel, ts: own, text: 'c' });
    expect(shown()).toMatchObject({ text: 'c', blocks: [], edited: true });
  });

  test('a deleted parent leaves a tombstone over its thread', async () => {
    const { town, ids } = await furnished();
    const { channel, own, reply } = ids as Record<string, string>;
    await town.call('chat.delete', { channel, ts: own });
    const seen = town.slack.as(MARA).reads(String(channel));
    expect(seen).toContain('onboarding: This message was deleted.\n    onboarding: Hello');
    expect(await town.call('chat.delete', { channel, ts: reply })).toMatchObject({ ok: true });
  });

  test('pins are listed once each', async () => {
    const { town, ids } = await furnished();
    const { channel, own } = ids;
    const args = { channel, timestamp: own };
    expect(await town.call('pins.add', args)).toEqual({ ok: true });
    expect(await town.call('pins.add', args)).toMatchObject({ error: 'already_pinned' });
    const { items } = (await town.call('pins.list', { channel })) as { items: Json[] };
    expect(items).toMatchObject([{ type: 'message', message: { ts: own } }]);
  });

  test('an ephemeral is for one person and stays out of the history', async () => {
    const { town, ids } = await furnished();
    const channel = String(ids['channel']);
    await town.call('conversations.invite', { channel, users: HANA });
    await town.call('chat.postEphemeral', { channel, user: MARA, text: 'For you' });
    expect(town.slack.as(MARA).reads(channel)).toContain('(only visible to you): For you');
    expect(town.slack.as(HANA).reads(channel)).not.toContain('For you');
    const history = await town.call('conversations.history', { channel });
    expect(JSON.stringify(history)).not.toContain('For you');
  });
});

describe('history', () => {
  test('pages to the end, newest first, with metadata when asked', async () => {
    const town = await createTown();
    const channel = await town.room();
    const metadata = (at: number): Json => ({ event_type: 'n', event_payload: { at } });
    for (let at = 0; at < 5; at += 1) await post(town, { channel, metadata: metadata(at) });
    const seen: Json[] = [];
    let cursor: unknown;
    do {
      const page = (await town.call('conversations.history', {
        channel,
        limit: 2,
        cursor,
        include_all_metadata: true,
      })) as { messages: Json[]; response_metadata?: { next_cursor: string } };
      seen.push(...page.messages);
      cursor = page.response_metadata?.next_cursor;
    } while (cursor !== undefined);
    expect(seen.map((each) => each['metadata'])).toEqual([4, 3, 2, 1, 0].map(metadata));
    const plainPage = await town.call('conversations.history', { channel });
    expect(JSON.stringify(plainPage)).not.toContain('metadata');
  });

  test('bounds are exclusive unless inclusive', async () => {
    const { town, ids } = await furnished();
    const { channel, own, theirs } = ids;
    const between = async (more: Json): Promise<unknown> => {
      const args = { channel, oldest: theirs, latest: own, ...more };
      const { messages } = await town.call('conversations.history', args);
      return (messages as Json[]).map(({ ts }) => ts);
    };
    expect(await between({})).toEqual([]);
    expect(await between({ inclusive: true })).toEqual([own, theirs]);
  });

  test('replies come with their parent, by the ts of either', async () => {
    const { town, ids } = await furnished();
    const { channel, own, reply } = ids;
    for (const ts of [own, reply]) {
      const { messages } = await town.call('conversations.replies', { channel, ts });
      expect(messages).toMatchObject([
        { ts: own, reply_count: 1 },
        { ts: reply, thread_ts: own },
      ]);
    }
    const history = await town.call('conversations.history', { channel });
    expect((history['messages'] as Json[]).map(({ ts }) => ts)).not.toContain(reply);
  });
});

describe('conversations', () => {
  test('force keeps the valid ones; without it one bad id fails all', async () => {
    const town = await createTown();
    const channel = await town.room();
    const users = `${HANA},U0NOBODY`;
    const errors = [{ user: 'U0NOBODY', ok: false, error: 'user_not_found' }];
    const refused = await town.call('conversations.invite', { channel, users });
    expect(refused).toMatchObject({ ok: false, error: 'user_not_found', errors });
    expect(town.slack.channel(channel).memberIds).not.toContain(HANA);
    const forced = await town.call('conversations.invite', { channel, users, force: true });
    expect(forced).toMatchObject({ ok: true, errors });
    expect(town.slack.channel(channel).memberIds).toContain(HANA);
  });

  test('the list shows public channels and the private ones the app is in', async () => {
    const { town, ids } = await furnished();
    const types = 'public_channel,private_channel';
    const { channels } = await town.call('conversations.list', { types });
    expect((channels as Json[]).map(({ id }) => id)).toEqual([ids['channel'], ids['open']]);
  });

  test('the sender of a message with a button is known by it', async () => {
    const town = await createTown();
    const channel = await town.room();
    await post(town, { channel, blocks: [actions('a', button('go', 'Go'))] });
    expect(() => town.slack.as(MARA).reads('exec')).toThrow('There is no channel exec');
    await expect(town.slack.as(MARA).click({ channel, label: 'Stop' })).rejects.toThrow(
      /Nothing fits .* Mara Manager sees:\n- button "Go" \(action_id go, block_id a\)/s,
    );
  });
});

describe('rate limits', () => {
  test('are counted by the simulated clock when switched on', async () => {
    const town = await createTown({ enforceRateLimits: true });
    const channel = await town.room();
    const [first, second] = [
      await post(town, { channel }),
      await town.call('chat.postMessage', { channel, text: 'a' }),
    ];
    expect(first).toMatch(/^\d+\.\d{6}$/);
    expect(second).toEqual({ ok: false, error: 'ratelimited' });
    town.clock.at += 1000;
    expect(await town.call('chat.postMessage', { channel, text: 'a' })).toMatchObject({ ok: true });
    const answers = [];
    for (let nth = 0; nth < 51; nth += 1) {
      answers.push(await town.call('conversations.info', { channel }));
    }
    expect(answers.findIndex(({ error }) => error === 'ratelimited')).toBe(50);
    town.clock.at += 60_000;
    expect(await town.call('conversations.info', { channel })).toMatchObject({ ok: true });
  });
});
