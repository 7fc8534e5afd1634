import { createHmac } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import type { Outcome } from '../../../sandbox/slack/index.ts';
import {
  ACME,
  actions,
  button,
  checkboxes,
  createTown,
  HOST,
  INES,
  input,
  MARA,
  modal,
  openModal,
  option,
  plain,
  section,
  type Answer,
  type Json,
  type Received,
  type Town,
} from './town.ts';

/** Enough for a request to leave; nobody waits for its answer. */
const SHORT_MS = 50;
const TROUBLE = 'We had some trouble connecting. Try again?';
const note = { type: 'plain_text_input', action_id: 'text' };

const NOTHING: Received = { headers: {}, raw: '', payload: {} };

function last(town: Town): Json {
  return town.received.at(-1)?.payload ?? {};
}

async function withButton(town: Town, channel: string): Promise<string> {
  const blocks = [
    section('*Task 42*'),
    actions('task:42:v7', button('done', 'Mark done', { value: '42' })),
  ];
  const { ts } = await town.call('chat.postMessage', { channel, text: 'A task', blocks });
  return String(ts);
}

describe('clicks in messages', () => {
  test('arrive signed, as a form without charset', async () => {
    const town = await createTown();
    const channel = await town.room();
    await withButton(town, channel);
    const outcome = await town.slack.as(MARA).click({ channel, label: 'Mark done' });
    expect(outcome).toMatchObject({ ok: true, status: 200 });
    const [{ headers, raw } = NOTHING] = town.received.slice(-1);
    const ts = String(headers['x-slack-request-timestamp']);
    const hmac = createHmac('sha256', town.slack.app.signingSecret).update(`v0:${ts}:${raw}`);
    expect(headers['x-slack-signature']).toBe(`v0=${hmac.digest('hex')}`);
    expect(Math.abs(Number(ts) - Date.now() / 1000)).toBeLessThan(60);
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  test("carry the message as posted; an outsider's own team, and the host's as team", async () => {
    const town = await createTown();
    const channel = await town.sharedRoom();
    const ts = await withButton(town, channel);
    await town.slack.as(INES).click({ channel, actionId: 'done' });
    expect(last(town)).toMatchObject({
      type: 'block_actions',
      user: { id: INES, team_id: ACME },
      team: { id: HOST, domain: 'host' },
      enterprise: null,
      is_enterprise_install: false,
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
      channel: { id: channel, name: 'partner-acme' },
      message: { ts, text: 'A task', user: town.slack.app.botUserId },
      state: { values: {} },
      actions: [
        {
          type: 'button',
          action_id: 'done',
          block_id: 'task:42:v7',
          value: '42',
          action_ts: expect.any(String),
        },
      ],
    });
    expect(last(town)['response_url']).toContain(town.slack.url.replace('/api/', '/actions/'));
  });

  test('fail openly when the app answers an error or cannot be reached', async () => {
    const town = await createTown();
    const channel = await town.room();
    await withButton(town, channel);
    const click = (): Promise<Outcome> => town.slack.as(MARA).click({ channel, actionId: 'done' });
    town.app.answer = () => ({ status: 500 });
    expect(await click()).toMatchObject({ ok: false, status: 500, text: TROUBLE });
    expect(town.slack.deliveries().at(-1)).toMatchObject({ error: 'http_error' });
    town.slack.deliverTo('http://127.0.0.1:1/slack/events');
    expect(await click()).toMatchObject({ ok: false, status: 0, text: TROUBLE });
    expect(town.slack.deliveries().at(-1)).toMatchObject({ error: 'connection_failed' });
  });

  test('and forms fail openly when the app answers nothing in time', async () => {
    const town = await createTown({ answerWithinMs: SHORT_MS, events: [] });
    const channel = await town.room();
    await withButton(town, channel);
    town.app.answer = () => ({ hang: true });
    const mara = town.slack.as(MARA);
    const clicked = await mara.click({ channel, actionId: 'done' });
    expect(clicked).toMatchObject({ ok: false, status: 0, text: TROUBLE });
    expect(town.slack.deliveries().at(-1)).toMatchObject({ error: 'http_timeout' });
    const { trigger_id } = last(town);
    const view = modal([input('note', 'Note', note)]);
    expect(await town.call('views.open', { trigger_id, view })).toMatchObject({ ok: true });
    const sent = await mara.submit({ note: 'Done' });
    expect(sent).toMatchObject({ ok: false, status: 0, text: TROUBLE });
    expect(mara.modal()?.text).toContain('Note: Done');
    const typed = await mara.command('/onboard help');
    expect(typed.text).toBe('/onboard failed with the error "operation_timeout"');
  });

  test('go nowhere when the manifest has no interactivity', async () => {
    const town = await createTown({ settings: { interactivity: { is_enabled: false } } });
    const channel = await town.room();
    await withButton(town, channel);
    const outcome = await town.slack.as(MARA).click({ channel, actionId: 'done' });
    expect(outcome).toMatchObject({ ok: false, status: 0 });
  });

  test('are possible only where the person sees the message', async () => {
    const town = await createTown();
    const channel = await town.room();
    await withButton(town, channel);
    const click = town.slack.as(INES).click({ channel, actionId: 'done' });
    await expect(click).rejects.toThrow('Ines Partner cannot see');
  });

  test('that fit several things list them', async () => {
    const town = await createTown();
    const channel = await town.room();
    await withButton(town, channel);
    await withButton(town, channel);
    const click = town.slack.as(MARA).click({ channel, actionId: 'done' });
    await expect(click).rejects.toThrow('Several things fit');
  });
});

describe('checkboxes in messages', () => {
  function list(revision: string, ticked: string[] = []): Json {
    return {
      text: 'List',
      blocks: [actions(`list:${revision}`, checkboxes(['t1', 't2', 't3'], ticked))],
    };
  }
  const chosen = (payload: Json): unknown =>
    ((payload['actions'] as Json[])[0]?.['selected_options'] as Json[]).map(({ value }) => value);

  test("send the whole set on that person's own screen", async () => {
    const town = await createTown();
    const channel = await town.sharedRoom();
    const { ts } = await town.call('chat.postMessage', {
      channel,
      ...list('v1', ['t1']),
    });
    await town.slack.as(MARA).tick({ channel, value: 't2' });
    expect(chosen(last(town))).toEqual(['t1', 't2']);
    expect(last(town)).toMatchObject({
      actions: [{ type: 'checkboxes', initial_options: [{ value: 't1' }] }],
      state: { values: { 'list:v1': { tasks: { type: 'checkboxes' } } } },
      message: { blocks: [{ elements: [{ initial_options: [{ value: 't1' }] }] }] },
    });
    // Ines still has the picture as posted; Mara's clicks stack on her own.
    await town.slack.as(INES).untick({ channel, value: 't1' });
    expect(chosen(last(town))).toEqual([]);
    await town.slack.as(MARA).tick({ channel, value: 't3' });
    expect(chosen(last(town))).toEqual(['t1', 't2', 't3']);
    expect(ts).toBeDefined();
  });

  test('keep their picture under the same block id and start afresh under a new one', async () => {
    const town = await createTown();
    const channel = await town.sharedRoom();
    const { ts } = await town.call('chat.postMessage', { channel, ...list('v1') });
    await town.slack.as(MARA).tick({ channel, value: 't1' });
    await town.call('chat.update', { channel, ts, ...list('v1', ['t2']) });
    expect(town.slack.as(MARA).reads(channel)).toContain('[x] t1\n[ ] t2');
    expect(town.slack.as(INES).reads(channel)).toContain('[ ] t1\n[ ] t2');
    await town.call('chat.update', { channel, ts, ...list('v2', ['t2']) });
    for (const who of [MARA, INES]) {
      expect(town.slack.as(who).reads(channel)).toContain('[ ] t1\n[x] t2');
    }
  });

  test('say nothing when the screen shows it so already', async () => {
    const town = await createTown();
    const channel = await town.room();
    await town.call('chat.postMessage', { channel, ...list('v1', ['t1']) });
    const outcome = await town.slack.as(MARA).tick({ channel, value: 't1' });
    expect(outcome).toMatchObject({ ok: true, status: 0 });
  });

  test('and selects in one message share its state', async () => {
    const town = await createTown();
    const channel = await town.room();
    const select = {
      type: 'static_select',
      action_id: 'pick',
      options: [option('a', 'Able'), option('b')],
    };
    const blocks = [
      actions('all', checkboxes(['t1']), select, { type: 'datepicker', action_id: 'day' }),
    ];
    await town.call('chat.postMessage', { channel, text: 'a', blocks });
    await town.slack.as(MARA).tick({ channel, value: 't1' });
    await town.slack.as(MARA).choose({ channel, actionId: 'day' }, '2026-03-09');
    await town.slack.as(MARA).choose({ channel, actionId: 'pick' }, 'Able');
    expect(last(town)['state']).toMatchObject({
      values: {
        all: {
          tasks: { selected_options: [{ value: 't1' }] },
          day: { selected_date: '2026-03-09' },
          pick: { selected_option: { value: 'a' } },
        },
      },
    });
    const wrong = town.slack.as(MARA).choose({ channel, actionId: 'pick' }, 'z');
    await expect(wrong).rejects.toThrow('there is no option "z"');
  });
});

describe('response URLs', () => {
  async function clicked(town: Town): Promise<Readonly<{ channel: string; url: string }>> {
    const channel = await town.room();
    await withButton(town, channel);
    await town.slack.as(MARA).click({ channel, actionId: 'done' });
    return { channel, url: String(last(town)['response_url']) };
  }
  const respond = (url: string, body: Json): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('speak to the clicker alone unless told otherwise', async () => {
    const town = await createTown();
    const { channel, url } = await clicked(town);
    expect(await (await respond(url, { text: 'Noted' })).json()).toEqual({ ok: true });
    await respond(url, { text: 'Everybody', response_type: 'in_channel' });
    const seen = town.slack.as(MARA).reads(channel);
    expect(seen).toContain('onboarding (only visible to you): Noted\nonboarding: Everybody');
  });

  test('replace and delete what was clicked', async () => {
    const town = await createTown();
    const { channel, url } = await clicked(town);
    await respond(url, { text: 'Done', replace_original: true });
    expect(town.slack.as(MARA).reads(channel)).toBe('onboarding (edited): Done');
    await respond(url, { delete_original: true });
    expect(town.slack.as(MARA).reads(channel)).toBe('');
  });

  test('work five times', async () => {
    const town = await createTown();
    const { url } = await clicked(town);
    for (let nth = 1; nth <= 5; nth += 1)
      expect((await respond(url, { text: 'a' })).status).toBe(200);
    const sixth = await respond(url, { text: 'a' });
    expect([sixth.status, await sixth.json()]).toEqual([404, { ok: false, error: 'used_url' }]);
  });

  test('work for half an hour', async () => {
    const town = await createTown();
    const { url } = await clicked(town);
    town.clock.at += 30 * 60_000;
    expect((await respond(url, { text: 'a' })).status).toBe(200);
    town.clock.at += 1;
    expect(await (await respond(url, { text: 'a' })).json()).toMatchObject({
      error: 'expired_url',
    });
  });

  test.each<[what: string, body: Json, error: string]>([
    ['wrong blocks', { blocks: [section('')] }, 'invalid_blocks'],
    ['nothing', {}, 'no_text'],
    ['an unknown field', { text: 'a', ephemeral: true }, 'invalid_arguments'],
  ])('refuse %s', async (_, body, error) => {
    const town = await createTown();
    const { url } = await clicked(town);
    const answer = await respond(url, body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error });
  });

  test('are the one way to change an ephemeral message', async () => {
    const town = await createTown();
    const channel = await town.room();
    const blocks = [actions('e', button('hide', 'Hide'))];
    await town.call('chat.postEphemeral', { channel, user: MARA, text: 'Psst', blocks });
    await town.slack.as(MARA).click({ channel, actionId: 'hide' });
    expect(last(town)).toMatchObject({ container: { is_ephemeral: true } });
    expect(last(town)).not.toHaveProperty('message');
    await respond(String(last(town)['response_url']), { delete_original: true });
    expect(town.slack.as(MARA).reads(channel)).toBe('');
  });
});

describe('commands', () => {
  test('carry Slack’s fields; mentions, links and addresses are escaped', async () => {
    const town = await createTown();
    const channel = await town.room();
    town.app.answer = () => ({ body: 'Started' });
    const typed = '/onboard start  @mara ines@acme.example #partner-acme https://acme.example';
    const outcome = await town.slack.as(MARA).command(typed, channel);
    expect(outcome).toMatchObject({ ok: true, status: 200, text: 'Started' });
    expect(last(town)).toEqual({
      token: 'deprecated-verification-token',
      api_app_id: town.slack.app.appId,
      team_id: HOST,
      team_domain: 'host',
      channel_id: channel,
      channel_name: 'privategroup',
      user_id: MARA,
      user_name: 'mara',
      command: '/onboard',
      text: `start  <@${MARA}|mara> <mailto:ines@acme.example|ines@acme.example> <#${channel}|partner-acme> <https://acme.example>`,
      is_enterprise_install: 'false',
      response_url: expect.stringContaining('/commands/'),
      trigger_id: expect.stringMatching(/^\d+\.\d+\.[0-9a-f]{32}$/),
    });
    expect(town.slack.as(MARA).reads(channel)).toBe('onboarding (only visible to you): Started');
  });

  test.each<[what: string, answer: Answer, error: string]>([
    ['an error', { status: 500 }, 'dispatch_failed'],
    ['wrong blocks', { body: { blocks: [section('')] } }, 'invalid_command_response'],
  ])('answered %s fail in Slack’s words', async (_, answer, error) => {
    const town = await createTown();
    town.app.answer = () => answer;
    expect(await town.slack.as(MARA).command('/onboard help')).toMatchObject({
      ok: false,
      text: `/onboard failed with the error "${error}"`,
    });
  });

  test('of nobody, of outsiders and in threads never reach the app', async () => {
    const town = await createTown();
    const channel = await town.sharedRoom();
    const before = town.received.length;
    const ts = await town.slack.as(MARA).say('dm', 'Hi');
    const unknown = await town.slack.as(MARA).command('/onbord help');
    const outside = await town.slack.as(INES).command('/onboard help', channel);
    const thread = await town.slack.as(MARA).command('/onboard help', channel, ts);
    expect(unknown.text).toMatch(/^\/onbord is not a valid command\. In Slack, all messages/);
    expect(outside.text).toMatch(/^\/onboard is not a valid command/);
    expect(thread.text).toBe('/onboard is not supported in threads. Sorry!');
    const sent = town.received.slice(before).filter(({ payload }) => 'command' in payload);
    expect(sent).toEqual([]);
  });
});

describe('triggers', () => {
  const view = modal([section('Hi')]);

  async function trigger(town: Town): Promise<string> {
    await town.slack.as(MARA).command('/onboard help');
    return String(last(town)['trigger_id']);
  }

  test('live three seconds', async () => {
    const town = await createTown();
    const [first, second] = [await trigger(town), await trigger(town)];
    town.clock.at += 3000;
    expect(await town.call('views.open', { trigger_id: first, view })).toMatchObject({ ok: true });
    town.clock.at += 1;
    const late = await town.call('views.open', { trigger_id: second, view });
    expect(late).toMatchObject({ error: 'expired_trigger_id' });
  });

  test('work once, and survive a view that was refused', async () => {
    const town = await createTown();
    const trigger_id = await trigger(town);
    const refused = await town.call('views.open', { trigger_id, view: { type: 'modal' } });
    expect(refused).toMatchObject({ error: 'invalid_arguments' });
    expect(await town.call('views.open', { trigger_id, view })).toMatchObject({ ok: true });
    const again = await town.call('views.open', { trigger_id, view });
    expect(again).toMatchObject({ error: 'exchanged_trigger_id' });
  });
});

describe('modals', () => {
  const form = modal(
    [
      input('note', 'Note', note),
      input('why', 'Why', { ...note, action_id: 'w' }, { optional: true }),
    ],
    {
      callback_id: 'evidence',
      private_metadata: 'task=42',
      notify_on_close: true,
      close: plain('Cancel'),
    },
  );

  async function opened(
    who = MARA,
    view: Json = form,
  ): Promise<Readonly<{ town: Town; channel: string; view: Json }>> {
    const town = await createTown();
    const channel = await town.sharedRoom();
    const answer = await openModal(town, channel, who, view);
    if (answer['ok'] !== true) throw new Error(JSON.stringify(answer));
    return { town, channel, view: answer['view'] as Json };
  }

  test('show what is in them', async () => {
    const { town } = await opened();
    expect(town.slack.as(MARA).modal()).toMatchObject({
      callbackId: 'evidence',
      title: 'A form',
      text: 'A form\nNote: \nWhy (optional): \n[Cancel] [Send]',
      errors: {},
    });
    expect(town.slack.as(INES).modal()).toBeUndefined();
  });

  test('need their required inputs before anything is sent', async () => {
    const { town } = await opened();
    const before = town.received.length;
    const outcome = await town.slack.as(MARA).submit({ Why: 'Because' });
    expect(outcome).toMatchObject({
      ok: false,
      status: 0,
      errors: { note: 'Please complete this required field.' },
    });
    expect(town.received).toHaveLength(before);
    expect(town.slack.as(MARA).modal()?.text).toContain('⚠ Please complete this required field.');
  });

  test("carry an outsider's own team, and the app's in the view", async () => {
    const { town } = await opened(INES);
    expect(await town.slack.as(INES).submit({ note: 'Done' })).toMatchObject({
      ok: true,
      status: 200,
    });
    expect(last(town)).toMatchObject({
      type: 'view_submission',
      team: { id: ACME, domain: 'acme' },
      user: { id: INES, team_id: ACME },
      view: {
        team_id: ACME,
        app_installed_team_id: HOST,
        callback_id: 'evidence',
        private_metadata: 'task=42',
        previous_view_id: null,
        state: {
          values: {
            note: { text: { type: 'plain_text_input', value: 'Done' } },
            why: { w: { type: 'plain_text_input', value: null } },
          },
        },
      },
      response_urls: [],
    });
    expect(town.slack.as(INES).modal()).toBeUndefined();
  });

  test.each<[what: string, answer: Answer, refused: RegExp | undefined]>([
    ['an error', { status: 500 }, undefined],
    ['text', { body: 'thanks' }, /no JSON/],
    [
      'an error under a block that is no input',
      { body: { response_action: 'errors', errors: { nope: 'Wrong' } } },
      /nope is no input block/,
    ],
    ['errors without any', { body: { response_action: 'errors', errors: {} } }, /at least one/],
    [
      'a wrong view',
      { body: { response_action: 'update', view: { type: 'modal' } } },
      /^invalid_arguments: .*json-pointer:\/view/,
    ],
    ['an unknown action', { body: { response_action: 'shut' } }, /response_action: "shut"/],
  ])(
    'stay open when the app answers %s, and tell its developer why',
    async (_, answer, refused) => {
      const { town } = await opened();
      town.app.answer = () => answer;
      const outcome = await town.slack.as(MARA).submit({ note: 'Done' });
      expect(outcome).toMatchObject({ ok: false, text: TROUBLE });
      if (refused) expect(outcome.refused).toMatch(refused);
      else expect(outcome.refused).toBeUndefined();
      expect(town.slack.as(MARA).modal()?.text).toContain('Note: Done');
    },
  );

  test('show errors of the app under their inputs', async () => {
    const { town } = await opened();
    town.app.answer = () => ({
      body: { response_action: 'errors', errors: { note: 'Too short' } },
    });
    const outcome = await town.slack.as(MARA).submit({ note: 'D' });
    expect(outcome).toMatchObject({ ok: false, status: 200, errors: { note: 'Too short' } });
    expect(town.slack.as(MARA).modal()?.errors).toEqual({ note: 'Too short' });
  });

  test('are updated in place, keeping what was typed under the same ids', async () => {
    const { town, view } = await opened();
    const next = modal([
      input('note', 'Note', note),
      input('new', 'New', { ...note, action_id: 'n' }),
    ]);
    town.app.answer = () => ({ body: { response_action: 'update', view: next } });
    await town.slack.as(MARA).submit({ note: 'Kept' });
    const top = town.slack.as(MARA).modal();
    expect(top?.id).toBe(view['id']);
    expect(top?.text).toContain('Note: Kept\nNew: ');
  });

  test('push to three, then close one by one or all at once', async () => {
    const { town, view } = await opened();
    const mara = town.slack.as(MARA);
    town.app.answer = () => ({
      body: { response_action: 'push', view: modal([input('note', 'Two', note)]) },
    });
    await mara.submit({ note: 'a' });
    expect(mara.modal()?.view).toMatchObject({
      previous_view_id: view['id'],
      root_view_id: view['id'],
    });
    await mara.submit({ note: 'b' });
    const third = mara.modal()?.id;
    expect(await mara.submit({ note: 'c' })).toMatchObject({
      ok: false,
      text: TROUBLE,
      refused: 'push_limit_reached',
    });
    await mara.dismiss();
    expect(mara.modal()?.id).not.toBe(third);
    town.app.answer = () => ({ body: { response_action: 'clear' } });
    await mara.submit({ note: 'd' });
    expect(mara.modal()).toBeUndefined();
  });

  test('tell of their closing when asked to, without what was typed', async () => {
    const { town, view } = await opened(INES);
    town.slack.as(INES).fill({ note: 'Secret' });
    await town.slack.as(INES).dismiss();
    expect(last(town)).toMatchObject({
      type: 'view_closed',
      team: { id: ACME },
      view: { id: view['id'], state: { values: {} } },
      is_cleared: false,
    });
    expect(JSON.stringify(last(town))).not.toContain('Secret');
    expect(await town.call('views.update', { view_id: view['id'], view: form })).toMatchObject({
      error: 'not_found',
    });
  });

  test('dismissed as a whole name the root', async () => {
    const { town, view } = await opened();
    town.app.answer = () => ({ body: { response_action: 'push', view: modal([section('Two')]) } });
    await town.slack.as(MARA).submit({ note: 'a' });
    town.app.answer = () => ({});
    await town.slack.as(MARA).dismissAll();
    expect(last(town)).toMatchObject({
      type: 'view_closed',
      view: { id: view['id'] },
      is_cleared: true,
    });
    expect(town.slack.as(MARA).modal()).toBeUndefined();
  });

  test('refuse an update on an old hash, and one external id twice', async () => {
    const { town, channel, view } = await opened();
    const { id: view_id, hash } = view;
    const named = { ...form, external_id: 'only-one' };
    expect(await town.call('views.update', { view_id, hash, view: named })).toMatchObject({
      ok: true,
    });
    expect(await town.call('views.update', { view_id, hash, view: named })).toMatchObject({
      error: 'hash_conflict',
    });
    expect(await town.call('views.update', { external_id: 'only-one', view: named })).toMatchObject(
      { ok: true },
    );
    expect(await openModal(town, channel, INES, named)).toMatchObject({
      error: 'duplicate_external_id',
    });
  });

  test('are pushed from inside only, by views.push', async () => {
    const town = await createTown();
    const channel = await town.room();
    const inside = modal([actions('a', button('more', 'More'))]);
    const results: unknown[] = [];
    await openModal(town, channel, MARA, inside);
    town.app.answer = async ({ trigger_id }) => {
      results.push(
        (await town.call('views.push', { trigger_id, view: inside }))['error'] ?? 'pushed',
      );
      return {};
    };
    await town.slack.as(MARA).click({ actionId: 'more' });
    await town.slack.as(MARA).click({ actionId: 'more' });
    await town.slack.as(MARA).click({ actionId: 'more' });
    await town.slack.as(MARA).command('/onboard help');
    expect(results).toEqual(['pushed', 'pushed', 'push_limit_reached', 'not_found']);
    expect(
      town.received.find(({ payload }) => payload['view'] !== undefined)?.payload,
    ).toMatchObject({
      container: { type: 'view' },
      actions: [{ action_id: 'more' }],
    });
  });

  test.each<[what: string, element: Json, value: string, error: string | undefined]>([
    ['a text of its length', { ...note, max_length: 3 }, 'abc', undefined],
    ['a text too long', { ...note, max_length: 3 }, 'abcd', 'Please enter at most 3 characters.'],
    ['a text too short', { ...note, min_length: 2 }, 'a', 'Please enter at least 2 characters.'],
    [
      'an address',
      { type: 'email_text_input', action_id: 'e' },
      'ines',
      'Please enter a valid email address.',
    ],
    ['a link', { type: 'url_text_input', action_id: 'u' }, 'acme', 'Please enter a valid URL.'],
    [
      'a number',
      { type: 'number_input', action_id: 'n', is_decimal_allowed: false },
      '1.5',
      'Please enter a whole number.',
    ],
    [
      'a number too large',
      { type: 'number_input', action_id: 'n', is_decimal_allowed: true, max_value: '9' },
      '9.5',
      'Please enter a number of at most 9.',
    ],
  ])('check %s before sending', async (_, element, value, error) => {
    const { town } = await opened(MARA, modal([input('it', 'It', element)]));
    const outcome = await town.slack.as(MARA).submit({ It: value });
    expect(outcome.errors?.['it']).toBe(error);
  });

  test('take every kind of value', async () => {
    const options = [option('a', 'Able'), option('b', 'Baker')];
    const fields = [
      input('select', 'Select', { type: 'static_select', action_id: 'x', options }),
      input('radio', 'Radio', { type: 'radio_buttons', action_id: 'x', options }),
      input('boxes', 'Boxes', { type: 'checkboxes', action_id: 'x', options }),
      input('multi', 'Multi', { type: 'multi_static_select', action_id: 'x', options }),
      input('day', 'Day', { type: 'datepicker', action_id: 'x' }),
      input('hour', 'Hour', { type: 'timepicker', action_id: 'x', timezone: 'Europe/Berlin' }),
      input('user', 'User', { type: 'users_select', action_id: 'x' }),
      input('users', 'Users', { type: 'multi_users_select', action_id: 'x' }),
    ];
    const { town } = await opened(MARA, modal(fields));
    await town.slack.as(MARA).submit({
      Select: 'Baker',
      Radio: 'a',
      Boxes: ['a', 'b'],
      Multi: ['b'],
      Day: '2026-03-09',
      Hour: '09:30',
      User: INES,
      Users: [INES, MARA],
    });
    expect(last(town)).toMatchObject({
      view: {
        state: {
          values: {
            select: { x: { selected_option: { value: 'b' } } },
            radio: { x: { selected_option: { value: 'a' } } },
            boxes: { x: { selected_options: [{ value: 'a' }, { value: 'b' }] } },
            multi: { x: { selected_options: [{ value: 'b' }] } },
            day: { x: { selected_date: '2026-03-09' } },
            hour: { x: { selected_time: '09:30', timezone: 'Europe/Berlin' } },
            user: { x: { selected_user: INES } },
            users: { x: { selected_users: [INES, MARA] } },
          },
        },
      },
    });
  });

  test('refuse to be filled with what their client would not take', async () => {
    const select = { type: 'static_select', action_id: 'x', options: [option('a')] };
    const { town } = await opened(
      MARA,
      modal([
        input('s', 'Select', select),
        input('d', 'Day', { type: 'datepicker', action_id: 'x' }),
      ]),
    );
    const mara = town.slack.as(MARA);
    expect(() => {
      mara.fill({ Select: 'z' });
    }).toThrow('there is no option "z", only a ("a")');
    expect(() => {
      mara.fill({ Day: 'soon' });
    }).toThrow('cannot be set to "soon"');
    expect(() => {
      mara.fill({ Nothing: 'a' });
    }).toThrow('No single input is named "Nothing"');
  });

  test('search the app for the options of an external select', async () => {
    const external = { type: 'external_select', action_id: 'owner', min_query_length: 2 };
    const { town } = await opened(INES, modal([input('owner', 'Owner', external)]));
    town.app.answer = () => ({ body: { options: [option('u1', 'Ines'), option('u2', 'Paul')] } });
    const ines = town.slack.as(INES);
    expect(await ines.suggestions({ label: 'Owner' }, 'in')).toEqual([
      { label: 'Ines', value: 'u1' },
      { label: 'Paul', value: 'u2' },
    ]);
    expect(last(town)).toMatchObject({
      type: 'block_suggestion',
      value: 'in',
      action_id: 'owner',
      block_id: 'owner',
      team: { id: ACME },
    });
    await expect(ines.suggestions({ label: 'Owner' }, 'i')).rejects.toThrow('from 2 characters on');
    await ines.choose({ label: 'Owner' }, 'Paul');
    await ines.submit();
    expect(last(town)).toMatchObject({
      view: { state: { values: { owner: { owner: { selected_option: { value: 'u2' } } } } } },
    });
  });
});

describe('the Home tab', () => {
  const home = {
    type: 'home',
    blocks: [section('*Partners*'), actions('h', button('open', 'Open'))],
  };

  test('is published, opened and clicked', async () => {
    const town = await createTown();
    town.app.answer = async (payload) => {
      const { type } = (payload['event'] ?? {}) as Json;
      if (type === 'app_home_opened')
        await town.call('views.publish', { user_id: MARA, view: home });
      return {};
    };
    expect(await town.slack.as(MARA).home()).toContain('Partners\n[Open]');
    await town.slack.as(MARA).click({ home: true, label: 'Open' });
    expect(last(town)).toMatchObject({
      type: 'block_actions',
      container: { type: 'view' },
      view: { type: 'home' },
    });
  });

  test('is not there for outsiders, whatever is published', async () => {
    const town = await createTown();
    await town.sharedRoom();
    expect(await town.call('views.publish', { user_id: INES, view: home })).toMatchObject({
      ok: true,
    });
    expect(await town.slack.as(INES).home()).toBe('Work in progress');
  });

  test('can be switched off', async () => {
    const town = await createTown({ features: { app_home: { home_tab_enabled: false } } });
    expect(await town.call('views.publish', { user_id: MARA, view: home })).toMatchObject({
      error: 'not_enabled',
    });
  });
});
