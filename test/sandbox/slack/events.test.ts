import { describe, expect, test } from 'vitest';

import { createTown, HANA, MARA, type Json, type Town } from './town.ts';

function types(town: Town): unknown[] {
  return town.received.map(({ payload }) => (payload['event'] as Json)['type']);
}

describe('what reaches the app', () => {
  test('is what it subscribed to, has the scope for, and is there for', async () => {
    const town = await createTown({ events: ['member_joined_channel', 'message.groups'] });
    const channel = await town.room();
    await town.slack.as(MARA).say(channel, 'Hi');
    await town.slack.as(MARA).say('dm', 'Hi');
    await town.slack.as(MARA).leave(channel);
    const hidden = town.slack.createChannel({
      name: 'exec',
      teamId: town.slack.app.teamId,
      isPrivate: true,
      members: [HANA],
    });
    await town.slack.as(HANA).say(hidden.id, 'Secret');
    await town.slack.idle();
    expect(types(town)).toEqual(['member_joined_channel', 'message']);
  });

  test('stays away without the scope', async () => {
    const scopes = ['groups:write', 'chat:write'];
    const town = await createTown({ scopes, events: ['member_joined_channel', 'message.groups'] });
    const channel = await town.room();
    await town.slack.as(MARA).say(channel, 'Hi');
    expect(types(town)).toEqual([]);
  });

  test('comes in one envelope with its own id', async () => {
    const town = await createTown();
    await town.room();
    await town.slack.idle();
    expect(town.received[0]?.headers['content-type']).toBe('application/json');
    expect(town.received[0]?.payload).toEqual({
      token: 'deprecated-verification-token',
      team_id: town.slack.app.teamId,
      context_team_id: town.slack.app.teamId,
      context_enterprise_id: null,
      api_app_id: town.slack.app.appId,
      event: {
        type: 'member_joined_channel',
        user: MARA,
        channel: expect.stringMatching(/^C/),
        channel_type: 'G',
        team: town.slack.app.teamId,
        inviter: town.slack.app.botUserId,
        event_ts: expect.stringMatching(/^\d+\.\d{6}$/),
      },
      type: 'event_callback',
      event_id: expect.stringMatching(/^Ev/),
      event_time: town.clock.at / 1000,
      authorizations: [
        {
          enterprise_id: null,
          team_id: town.slack.app.teamId,
          user_id: town.slack.app.botUserId,
          is_bot: true,
          is_enterprise_install: false,
        },
      ],
      is_ext_shared_channel: false,
      event_context: '4-simulated',
    });
  });

  test('has the word of its kind of channel', async () => {
    const town = await createTown();
    const channel = await town.room();
    const mara = town.slack.as(MARA);
    await mara.rename(channel, 'partner-acme-eu');
    await mara.archive(channel);
    await mara.unarchive(channel);
    await mara.removeFromChannel(channel, town.slack.app.botUserId);
    await mara.rename(channel, 'gone');
    await town.slack.idle();
    expect(types(town).slice(1)).toEqual([
      'group_rename',
      'group_archive',
      'group_unarchive',
      'group_left',
    ]);
  });

  test('in a channel keeps its order', async () => {
    const town = await createTown();
    const channel = await town.room();
    await town.slack.idle();
    town.received.length = 0;
    for (let nth = 0; nth < 10; nth += 1) void town.slack.as(MARA).say(channel, String(nth));
    await town.slack.idle();
    const texts = town.received.map(({ payload }) => (payload['event'] as Json)['text']);
    expect(texts).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  });
});

describe('retries', () => {
  async function afterFailing(
    answer: (nth: number) => Json,
    more: Parameters<typeof createTown>[0] = {},
  ): Promise<Town> {
    const town = await createTown({ events: ['member_joined_channel'], ...more });
    let nth = 0;
    town.app.answer = () => answer(nth++);
    await town.room();
    await town.slack.idle();
    return town;
  }
  const retryHeaders = (town: Town): unknown[] =>
    town.received.map(({ headers }) => [
      headers['x-slack-retry-num'],
      headers['x-slack-retry-reason'],
    ]);

  test('stop at the first success', async () => {
    const town = await afterFailing((nth) => ({ status: nth < 2 ? 500 : 200 }));
    expect(retryHeaders(town)).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
    ]);
    const ids = town.received.map(({ payload }) => payload['event_id']);
    expect(new Set(ids).size).toBe(1);
    expect(town.slack.deliveries()).toMatchObject([
      { kind: 'event', status: 500, retryNum: 0, error: 'http_error' },
      { status: 500, retryNum: 1 },
      { status: 200, retryNum: 2 },
    ]);
  });

  test('end after three', async () => {
    const town = await afterFailing(() => ({ status: 404 }));
    expect(town.received).toHaveLength(4);
  });

  test('end when the app says so', async () => {
    const town = await afterFailing(() => ({ status: 500, headers: { 'x-slack-no-retry': '1' } }));
    expect(town.received).toHaveLength(1);
  });

  test('name a late answer', async () => {
    const more = { answerWithinMs: 50, eventRetryDelaysMs: [0] };
    const town = await afterFailing((nth) => ({ hang: nth === 0 }), more);
    expect(retryHeaders(town)).toEqual([
      [undefined, undefined],
      ['1', 'http_timeout'],
    ]);
  });

  test('name a connection that failed, and reach an app that came back', async () => {
    const town = await createTown({ events: ['member_joined_channel'], eventRetryDelaysMs: [20] });
    const url = 'http://127.0.0.1:1/slack/events';
    town.slack.deliverTo(url);
    await town.room();
    await town.slack.idle();
    expect(town.slack.deliveries()).toMatchObject([
      { status: 0, error: 'connection_failed', retryNum: 0 },
      { status: 0, error: 'connection_failed', retryNum: 1 },
    ]);
  });

  test('are not for interactions', async () => {
    const town = await createTown();
    town.app.answer = () => ({ status: 500 });
    await town.slack.as(MARA).command('/onboard help');
    await town.slack.idle();
    expect(town.received).toHaveLength(1);
  });
});

test('a request can be signed late or not at all', async () => {
  const { slack, received } = await createTown();
  const body = 'payload=%7B%7D';
  const hourAgo = Date.now() - 3_600_000;
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  await slack.deliver(body, { ...type, ...slack.sign(body, hourAgo) });
  await slack.deliver(body, type);
  expect(received[0]?.headers['x-slack-request-timestamp']).toBe(
    String(Math.floor(hourAgo / 1000)),
  );
  expect(received[1]?.headers).not.toHaveProperty('x-slack-signature');
  expect(slack.deliveries()).toMatchObject([{ kind: 'raw' }, { kind: 'raw', body }]);
});

test("Slack's own signing vector comes out", async () => {
  const { signatureOf } = await import('../../../sandbox/slack/app/signing.ts');
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V' +
    '&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=' +
    '&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN' +
    '&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  expect(signatureOf('8f742231b10e8888abcd99yyyzzz85a5', '1531420618', body)).toBe(
    'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  );
});
