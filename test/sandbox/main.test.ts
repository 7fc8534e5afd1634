import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Push } from '../../sandbox/desk/protocol.ts';
import { aFolder } from '../support/desk.ts';

const MAIN = join(import.meta.dirname, '../../sandbox/main.ts');

type Running = Readonly<{ child: ChildProcess; out: () => string; err: () => string }>;

function start(...flags: string[]): Running {
  const child = spawn(process.execPath, [MAIN, ...flags], {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { out: '', err: '' };
  child.stdout.on('data', (data: Buffer) => (said.out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said.err += data.toString()));
  return { child, out: () => said.out, err: () => said.err };
}

async function exitOf({ child }: Running): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** The page's address, once it is there. */
async function urlOf({ child, out }: Running): Promise<string> {
  for (;;) {
    const url = /http:\/\/127\.0\.0\.1:\d+\/(?=\s)/.exec(out())?.[0];
    if (url !== undefined && out().includes('Ctrl-C ends it.')) return url;
    if (child.stdout) await once(child.stdout, 'data');
  }
}

test('it prints where the page is, serves it, and ends cleanly on Ctrl-C', async () => {
  const running = start('--port', '0');
  const page = await fetch(await urlOf(running));
  expect(await page.text()).toContain('a Slack on your desk');
  running.child.kill('SIGINT');
  expect(await exitOf(running)).toBe(0);
  expect(running.err()).toBe('');
  expect(running.out()).toContain('Nothing is kept.');
});

test('what is kept is there the next time', async () => {
  const folder = aFolder();
  const first = start('--port', '0', '--folder', folder, '--moment', 'invited');
  await urlOf(first);
  first.child.kill('SIGTERM');
  expect(await exitOf(first)).toBe(0);
  const second = start('--port', '0', '--folder', folder);
  const url = await urlOf(second);
  expect(second.out()).toContain(`Kept in          ${folder}`);
  const socket = new WebSocket(`${url.replace('http', 'ws')}live`);
  onTestFinished(() => socket.terminate());
  await once(socket, 'open');
  socket.send('{"watch":[]}');
  const [data] = (await once(socket, 'message')) as [Buffer];
  const { desk } = JSON.parse(data.toString()) as Push;
  expect(desk?.tour.map(({ done }) => done).slice(0, 2)).toEqual([true, false]);
  second.child.kill('SIGINT');
  expect(await exitOf(second)).toBe(0);
});

test.each([
  ['a port that is none', ['--port', 'http'], '--port http: give a number from 0 to 65535.'],
  ['a moment that is not there', ['--moment', 'nope'], 'only signed, invited,'],
  ['a flag that is not there', ['--prot', '1'], "'--prot'"],
])('%s is told, with what would be right', async (_what, flags, says) => {
  const running = start(...flags);
  expect(await exitOf(running)).toBe(64);
  expect(running.err()).toContain(says);
  expect(running.err()).toContain('npm run sandbox -- --help');
  expect(running.err()).not.toContain('    at ');
});

test('a port that is taken is told, and nothing is left running', async () => {
  const other = createServer();
  onTestFinished(() => void other.close());
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  const running = start('--port', String(port));
  expect(await exitOf(running)).toBe(64);
  expect(running.err()).toContain('The port is taken: choose another one with --port.');
});

test('--help lists every flag', async () => {
  const running = start('--help');
  expect(await exitOf(running)).toBe(0);
  for (const flag of ['port', 'moment', 'keep', 'folder', 'open', 'slack-port', 'once']) {
    expect(running.out()).toContain(`--${flag}`);
  }
});
