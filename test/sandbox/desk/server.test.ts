import { request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { CAST } from '../../../sandbox/cast.ts';
import { bundlePage } from '../../../sandbox/desk/bundle.ts';
import type { Desk } from '../../../sandbox/desk/desk.ts';
import type { Push, Screen, Watch } from '../../../sandbox/desk/protocol.ts';
import { servePage, type PageServer } from '../../../sandbox/desk/server.ts';
import { openDesk } from '../../support/desk.ts';

const assets = bundlePage();

type Served = Readonly<{ desk: Desk; page: PageServer }>;

async function serve(moment = 'signed'): Promise<Served> {
  const page = await servePage({ port: 0, assets: await assets });
  onTestFinished(() => page.close());
  const desk = await openDesk({ moment, onChange: page.changed });
  page.show(desk);
  return { desk, page };
}

function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** The status for a request under another name: `fetch` would not let us lie about it. */
function statusUnder(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

/** An open page: what was pushed to it, and a way to wait for a screen. */
async function visit({ page }: Served, watch: Watch) {
  const socket = new WebSocket(`${page.url.replace('http', 'ws')}live`);
  onTestFinished(() => socket.terminate());
  const screens: (Screen | null)[] = [];
  let wake = (): void => undefined;
  socket.on('message', (data) => {
    const { screens: pushed } = JSON.parse((data as Buffer).toString()) as Push;
    if (pushed) screens.push(pushed[0] ?? null);
    wake();
  });
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ watch: [watch] }));
  const until = async (fits: (screen: Screen) => boolean): Promise<Screen> => {
    for (;;) {
      const last = screens.at(-1);
      if (last && fits(last)) return last;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  return { until, screens };
}

test('the page and everything it needs come from here, and nothing may come from elsewhere', async () => {
  const { page } = await serve();
  const html = await fetch(page.url);
  expect(html.headers.get('content-security-policy')).toContain("default-src 'none'");
  const text = await html.text();
  expect(text).not.toMatch(/https?:\/\//);
  for (const path of ['page.js', 'page.css']) {
    const asset = await fetch(`${page.url}${path}`);
    expect(asset.status).toBe(200);
    expect(asset.headers.get('x-content-type-options')).toBe('nosniff');
  }
  const css = await (await fetch(`${page.url}page.css`)).text();
  const addresses = [...css.matchAll(/url\(["']?([^"')]+)/g)].map(([, address = '']) => address);
  const fonts = addresses.filter((address) => !address.startsWith('data:'));
  expect(fonts.length).toBeGreaterThan(0);
  for (const font of fonts) {
    expect((await fetch(new URL(font, page.url))).headers.get('content-type')).toBe('font/woff2');
  }
});

test.each([
  ['another host name', { host: 'evil.example' }],
  ['another origin', { origin: 'https://evil.example' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
])('a request under %s is refused', async (_what, headers) => {
  const { page } = await serve();
  expect(await statusUnder(page.url, headers)).toBe(403);
});

test.each<[what: string, body: unknown, headers: Record<string, string>, says: string]>([
  ['no JSON', '{', {}, 'That is no JSON'],
  ['a form, which any site could send', 'do=home', { 'content-type': 'text/plain' }, 'Post JSON'],
  ['something nobody can do', { do: 'fly', as: CAST.mara }, {}, 'Invalid'],
  ['half of something', { do: 'command', as: CAST.mara }, {}, 'text'],
])('an act that is %s is refused with the reason', async (_what, body, headers, says) => {
  const { page } = await serve();
  const answer = await post(`${page.url}act`, body, headers);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(says);
});

test('while Slack is being set up, the page says so', async () => {
  const page = await servePage({ port: 0, assets: await assets });
  onTestFinished(() => page.close());
  const answer = await post(`${page.url}act`, { do: 'home', as: CAST.mara });
  expect([answer.status, await answer.json()]).toEqual([
    503,
    { ok: false, text: 'The sandbox is starting.' },
  ]);
});

test('what somebody uploads is a download with its name, never a page', async () => {
  const { desk, page } = await serve('invited');
  await desk.control({ do: 'step' });
  const channel = desk.sandbox().stage.acme();
  const html = '<script>alert(1)</script>';
  const file = {
    name: 'über “it”.html',
    mimetype: 'text/html',
    size: html.length,
    base64: Buffer.from(html).toString('base64'),
  };
  await post(`${page.url}act`, { do: 'say', as: CAST.priya, channel, text: '', files: [file] });
  const [shared] = desk.screen({ as: CAST.mara, channel })?.messages.at(-1)?.files ?? [];
  const answer = await fetch(`${page.url}files/${shared?.id ?? ''}`);
  expect(await answer.text()).toBe(html);
  expect(answer.headers.get('content-type')).toBe('application/octet-stream');
  expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent(file.name));
  expect((await fetch(`${page.url}files/F0NOTHERE00`)).status).toBe(404);
});

test('two windows, two people: what one does, the other sees without asking', async () => {
  const served = await serve('invited');
  await served.desk.control({ do: 'step' });
  const channel = served.desk.sandbox().stage.acme();
  const mara = await visit(served, { as: CAST.mara, channel });
  const priya = await visit(served, { as: CAST.priya, channel });
  await mara.until(({ messages }) => messages.length > 0);
  await post(`${served.page.url}act`, { do: 'say', as: CAST.priya, channel, text: 'Good morning' });
  const says = ({ messages }: Screen) => messages.some(({ text }) => text === 'Good morning');
  expect((await mara.until(says)).as).toBe(CAST.mara);
  expect((await priya.until(says)).as).toBe(CAST.priya);
});

test('nothing is sent twice: a change elsewhere leaves a screen alone', async () => {
  const served = await serve('invited');
  const { until, screens } = await visit(served, { as: CAST.nils, channel: null });
  await until(() => true);
  const before = screens.length;
  const mara = await visit(served, { as: CAST.mara, channel: 'dm' });
  await post(`${served.page.url}act`, {
    do: 'command',
    as: CAST.mara,
    text: '/onboard help',
    channel: 'dm',
  });
  await mara.until(({ messages }) => messages.some(({ ephemeral }) => ephemeral));
  expect(screens.length).toBe(before);
});

test('a page that says nonsense is not listened to, and the others go on', async () => {
  const served = await serve();
  const socket = new WebSocket(`${served.page.url.replace('http', 'ws')}live`);
  onTestFinished(() => socket.terminate());
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send('nonsense');
  socket.send('{"watch":[{"as":1}]}');
  const { until } = await visit(served, { as: CAST.mara, channel: null });
  expect((await until(() => true)).as).toBe(CAST.mara);
});
