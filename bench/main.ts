import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  botEnvironment,
  createClock,
  createStage,
  openSlack,
  type Stage,
} from '../sandbox/stage.ts';
import { startPartner } from '../sandbox/doing.ts';
import { playScene, STORY } from '../sandbox/story.ts';
import { EVENTS_PATH } from '../src/http-server.ts';
import { clickShot, type Place } from './clicks.ts';
import { measurePlanning } from './planning.ts';
import { closedLoop, openLoop, percentile, type Result, type Shot } from './load.ts';

/*
 * Measures clicks: the promise of the README (200 a second for ten seconds, none over 250 ms), and
 * throughput as a ratio to bare Bolt, with and without SQL, in the same run. Nothing here fails.
 */

const PARTNERS = 20;
const RATE = 200;
const SECONDS = 10;
const SLOW_MS = 250;
const ROUNDS = 3;
const ROUND_SECONDS = 4;
const CONNECTIONS = 16;

const print = (line: string) => process.stdout.write(`${line}\n`);
print(
  `node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), SQLite in WAL, synchronous FULL`,
);

const clock = createClock(Date.now());
const slack = await openSlack(clock);
const folder = mkdtempSync(join(tmpdir(), 'onboard-bench-'));
const environment = {
  ...botEnvironment(slack, `file:${join(folder, 'onboard.db')}`),
  LOG_LEVEL: 'error',
};
const children: ChildProcess[] = [];
const secret = slack.app.signingSecret;

const bot = start('../test/support/bot-process.ts', [], environment);
const botUrl = new URL(EVENTS_PATH, `http://127.0.0.1:${await portOf(bot)}`);
slack.deliverTo(botUrl.href);
const places = await preparePartners(createStage(slack, clock, ticker(bot)));

print(
  `\n${RATE} clicks a second for ${SECONDS} s, ${PARTNERS} partners, simulated Slack in another process`,
);
await openLoop(botUrl, { rate: 50, seconds: 2, shot: shotAt(0) });
const steady = await openLoop(botUrl, { rate: RATE, seconds: SECONDS, shot: shotAt(1_000) });
report('bot', steady);
const slow = steady.latencies.filter((ms) => ms > SLOW_MS).length;
print(
  `  over ${SLOW_MS} ms: ${slow} of ${steady.latencies.length}, not answered with 200: ${steady.failed}`,
);

const planning = measurePlanning();
print(
  `\nPlanning ${planning.items} items: ${planning.median.toFixed(1)} ms (median), ${planning.first.toFixed(0)} ms the first time, when holidays are looked up; ${(planning.median / planning.hash).toFixed(0)} times as long as hashing the playbook`,
);

print(
  `\nThroughput, ${CONNECTIONS} connections, medians of ${ROUNDS} rounds of ${ROUND_SECONDS} s, taken in turn`,
);
const bare = start('bare-bolt.ts', [secret]);
const sql = start('bare-bolt.ts', [secret, 'sql']);
const subjects = [
  ['bot', botUrl],
  ['bare Bolt', new URL(EVENTS_PATH, `http://127.0.0.1:${await portOf(bare)}`)],
  ['bare Bolt + raw SQL', new URL(EVENTS_PATH, `http://127.0.0.1:${await portOf(sql)}`)],
] as const;
const rates = new Map<string, number[]>();
let offset = 100_000;
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, url] of subjects) {
    offset += 100_000;
    const result = await closedLoop(url, {
      connections: CONNECTIONS,
      seconds: ROUND_SECONDS,
      shot: shotAt(offset),
    });
    report(name, result);
    rates.set(name, [...(rates.get(name) ?? []), result.latencies.length / result.seconds]);
  }
}
const median = (name: string) => percentile(rates.get(name) ?? [], 0.5);
print(`\nbot / bare Bolt            ${(median('bot') / median('bare Bolt')).toFixed(2)}`);
print(`bot / bare Bolt + raw SQL  ${(median('bot') / median('bare Bolt + raw SQL')).toFixed(2)}`);

for (const child of children) child.kill('SIGKILL');
await slack.close();
rmSync(folder, { recursive: true, force: true });

function shotAt(base: number): (nth: number) => Shot {
  return (nth) => {
    const place = places[nth % places.length];
    if (!place) throw new Error('No place to click');
    // On and off in turn at each place.
    return clickShot(place, {
      nth: base + Math.floor(nth / places.length) + (nth % places.length) * 2_000_000,
      secret,
    });
  };
}

function report(name: string, { latencies, seconds }: Result): void {
  const at = (share: number) => percentile(latencies, share).toFixed(1);
  const rate = (latencies.length / seconds).toFixed(0);
  print(
    `  ${name.padEnd(20)} ${rate.padStart(6)} req/s   p50 ${at(0.5)}  p99 ${at(0.99)}  max ${at(1)} ms`,
  );
}

function start(
  path: string,
  args: readonly string[],
  env: Record<string, string> = {},
): ChildProcess {
  const child = fork(join(import.meta.dirname, path), [...args], {
    env: { ...process.env, ...env },
  });
  children.push(child);
  return child;
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (message: { port: number }) => resolve(message.port));
  });
}

function ticker(child: ChildProcess): () => Promise<void> {
  return () =>
    new Promise((resolve) => {
      child.once('message', () => resolve());
      child.send({ kind: 'clock', ahead: clock.now() - Date.now() });
      child.send({ kind: 'tick', id: 1 });
    });
}

/** Starts partners through the doors that people use, and finds the first checkbox of each. */
async function preparePartners(stage: Stage): Promise<readonly Place[]> {
  const [team] = STORY;
  if (team) await playScene(stage, { ...team, at: new Date(clock.now()).toISOString() });
  const { mara, priya } = stage.person;
  for (let nth = 0; nth < PARTNERS; nth++) {
    const place = { country: 'PT', zone: 'Europe/Lisbon' };
    const entries = { type: 'reseller', email: 'priya@acme.example', ...place };
    await startPartner(mara, `Partner ${nth}`, entries);
    await stage.settle();
  }
  for (const { id, status } of priya.invitations())
    if (status === 'sent') await priya.acceptInvitation(id);
  await stage.settle();
  return slack
    .channels()
    .filter(({ name }) => name.startsWith('onboard-partner'))
    .map(({ id: channelId, messages }): Place => {
      const message = messages.find(({ blocks }) => JSON.stringify(blocks).includes('set_item'));
      const itemId = /itm_\w+/.exec(JSON.stringify(message?.blocks))?.[0];
      if (!message || itemId === undefined) throw new Error('A partner without a checklist');
      return { channelId, ts: message.ts, itemId, blocks: message.blocks };
    });
}
