import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';

import { App, LogLevel } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { expect, onTestFinished, test, vi } from 'vitest';

import { createSlack, type Slack } from '../../../sandbox/slack/index.ts';
import { actions, button, createTown, manifest, MARA, modal, people, section } from './town.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The code of the README's app, as a function of what it needs. */
function readmeApp(): (...given: unknown[]) => Promise<App> {
  const readme = new URL('../../../sandbox/slack/README.md', import.meta.url);
  const [, code = ''] = /```ts bolt\n(.*?)```/s.exec(readFileSync(readme, 'utf8')) ?? [];
  expect(code.trim().split('\n').length).toBeGreaterThan(9);
  const names = ['App', 'token', 'signingSecret', 'slackApiUrl', 'port'].join(', ');
  // The code is ours, from the page next to the simulator.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return new Function(names, `return (async () => { ${code}; return app; })()`) as never;
}

test("the README's app works as it stands there", async () => {
  const { slack } = await createTown({
    features: { slash_commands: [{ command: '/hello', description: 'Says hello' }] },
  });
  const port = await freePort();
  const { botToken, signingSecret } = slack.app;
  const app = await readmeApp()(App, botToken, signingSecret, slack.url, port);
  onTestFinished(async () => {
    await app.stop();
  });
  slack.deliverTo(`http://127.0.0.1:${port}/slack/events`);
  const mara = slack.as(MARA);
  expect((await mara.command('/hello world')).text).toBe('Hello, world');
  await slack.idle();
  expect((await mara.click({ channel: 'dm', label: 'Wave' })).ok).toBe(true);
  await slack.idle();
  expect(mara.dms()).toMatch(/Hello, world\n.*\[Wave\]\n.*mara waved$/s);
});

async function inSocketMode(): Promise<Readonly<{ slack: Slack; app: App }>> {
  const options = { settings: { socket_mode_enabled: true }, events: ['message.im'] };
  const slack = await createSlack({
    companies: people(),
    app: {
      manifest: manifest({
        ...options,
        settings: {
          socket_mode_enabled: true,
          interactivity: { is_enabled: true },
          event_subscriptions: { bot_events: ['message.im'] },
        },
      }),
    },
    eventRetryDelaysMs: [0],
  });
  const app = new App({
    token: slack.app.botToken,
    appToken: slack.app.appToken,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.url },
  });
  onTestFinished(async () => {
    await app.stop();
    await slack.close();
  });
  return { slack, app };
}

test('Socket Mode carries commands, clicks, forms and events both ways', async () => {
  const { slack, app } = await inSocketMode();
  const heard: string[] = [];
  app.command('/onboard', async ({ ack, client, body }) => {
    await ack(`You said ${body.text}`);
    const blocks = [actions('a', button('open', 'Open'))];
    await client.chat.postMessage({ channel: body.user_id, text: 'a', blocks: blocks as never });
  });
  app.action('open', async ({ ack, client, body }) => {
    const view = { ...modal([section('Sure?')]), callback_id: 'sure' };
    await client.views.open({ trigger_id: (body as never)['trigger_id'], view: view as never });
    await ack();
  });
  app.view('sure', async ({ ack }) => {
    const view = modal([section('Thank you')]);
    await ack({ response_action: 'update', view: view as never });
  });
  app.message(async ({ message }) => {
    heard.push(message.ts);
  });
  await app.start();

  const mara = slack.as(MARA);
  expect((await mara.command('/onboard help')).text).toBe('You said help');
  await slack.idle();
  expect(await mara.click({ channel: 'dm', label: 'Open' })).toMatchObject({ ok: true });
  expect(await mara.submit()).toMatchObject({ ok: true, status: 200 });
  expect(mara.modal()?.text).toContain('Thank you');
  const ts = await mara.say('dm', 'Hello');
  await slack.idle();
  expect(heard).toEqual([ts]);
  expect(slack.calls('apps.connections.open')).toHaveLength(1);
});

test('Socket Mode without a listener: what is not acknowledged is late', async () => {
  const slack = await createSlack({
    companies: people(),
    app: { manifest: manifest({ settings: { socket_mode_enabled: true } }) },
    answerWithinMs: 20,
  });
  onTestFinished(() => slack.close());
  expect(await slack.as(MARA).command('/onboard help')).toMatchObject({
    ok: false,
    text: '/onboard failed with the error "dispatch_failed"',
  });
  const open = await fetch(`${slack.url}apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.app.appToken}` },
  });
  const { url } = (await open.json()) as { url: string };
  const socket = new WebSocket(url);
  const hello = await new Promise<string>((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      resolve(String(data));
    });
  });
  expect(JSON.parse(hello)).toMatchObject({ type: 'hello', num_connections: 1 });
  const frames: unknown[] = [];
  socket.addEventListener('message', ({ data }) => frames.push(JSON.parse(String(data))));
  expect(await slack.as(MARA).command('/onboard help')).toMatchObject({
    text: '/onboard failed with the error "operation_timeout"',
  });
  slack.refreshSockets();
  await vi.waitFor(() => {
    expect(frames).toMatchObject([
      { type: 'slash_commands', payload: { command: '/onboard' }, accepts_response_payload: true },
      { type: 'disconnect', reason: 'refresh_requested' },
    ]);
  });
});

test("the official web client's uploads and errors work", async () => {
  const town = await createTown();
  const channel = await town.room();
  const client = new WebClient(town.slack.app.botToken, {
    slackApiUrl: town.slack.url,
    logLevel: LogLevel.ERROR,
    retryConfig: { retries: 0 },
  });
  await client.filesUploadV2({ channel_id: channel, filename: 'a.csv', file: Buffer.from('a,b') });
  expect(town.slack.as(MARA).reads(channel)).toContain('(file: a.csv)');
  const { response_metadata: about } = await client.auth.test();
  expect(about?.scopes).toContain('chat:write');
  const failed = client.chat.postMessage({ channel: 'C0NOWHERE00', text: 'a' });
  await expect(failed).rejects.toMatchObject({ data: { error: 'channel_not_found' } });
  const [first] = await Array.fromAsync(client.paginate('conversations.list', { limit: 1 }));
  expect(first?.ok).toBe(true);
});

test('closing ends hanging connections at once', async () => {
  const town = await createTown();
  town.slack.faults.add({ method: 'auth.test', kind: { type: 'hang', stored: true } });
  const hanging = town.call('auth.test').catch(() => 'ended');
  await new Promise<void>((resolve) => {
    town.slack.onCall((_, phase) => {
      if (phase === 'stored') resolve();
    });
  });
  await town.slack.close();
  expect(await hanging).toBe('ended');
});
