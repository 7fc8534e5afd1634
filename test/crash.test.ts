import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Outcome, Person } from '../sandbox/slack/index.ts';
import {
  botEnvironment,
  createClock,
  createStage,
  openSlack,
  type Stage,
} from '../sandbox/stage.ts';
import { playScene, STORY, STORY_START } from '../sandbox/story.ts';
import { firstBroken } from '../src/domain/audit.ts';
import { listAudit } from '../db/audit.ts';
import { openSqlite } from '../db/open.ts';
import type { FromBot, ToBot } from './support/bot-process.ts';

const MINUTE_MS = 60_000;

/** Which of the bot's calls to Slack it does not survive, and whether Slack still carried them out. */
type Deaths = (method: string, nth: number, phase: 'received' | 'stored') => boolean;

/** What stands in Slack when the week is over: every lasting message, place by place. */
type Ending = Readonly<{
  messages: Readonly<Record<string, readonly string[]>>;
  kills: number;
  brokenAudit: number | null;
}>;

let undisturbed: Ending;

beforeAll(async () => {
  undisturbed = await playWeek(() => false);
  expect(Object.values(undisturbed.messages).flat().length).toBeGreaterThan(12);
}, 120_000);

describe('killing the bot during its first week', () => {
  const cases: readonly [string, Deaths][] = [
    [
      'whenever the first call of a kind took effect',
      (_, nth, phase) => nth === 1 && phase === 'stored',
    ],
    [
      'while messages are posted, and in the middle of drawing them and of opening forms',
      (method, nth, phase) =>
        method === 'chat.postMessage'
          ? nth % 2 === 0 && phase === (nth % 4 === 0 ? 'stored' : 'received')
          : ['chat.update', 'views.open'].includes(method) && nth % 9 === 0 && phase === 'stored',
    ],
  ];

  test.each(cases)(
    '%s loses nothing and posts nothing twice',
    async (_, deaths) => {
      const ending = await playWeek(deaths);
      expect(ending.kills).toBeGreaterThan(2);
      expect(ending.messages).toEqual(undisturbed.messages);
      expect(ending.brokenAudit).toBeNull();
    },
    240_000,
  );
});

async function playWeek(deaths: Deaths): Promise<Ending> {
  const clock = createClock(STORY_START);
  const slack = await openSlack(clock, { eventRetryDelaysMs: [200, 2_500, 5_000] });
  const folder = mkdtempSync(join(tmpdir(), 'onboard-crash-'));
  const database = join(folder, 'onboard.db');
  const environment = { ...botEnvironment(slack, `file:${database}`), LOG_LEVEL: 'error' };
  const bot = createBot(environment, clock.now, (port) => {
    slack.deliverTo(`http://127.0.0.1:${port}/slack/events`);
  });
  const counts = new Map<string, number>();
  let kills = 0;
  slack.onCall(({ method }, phase) => {
    // The bot asks who it is at each start: dying there for ever would prove nothing.
    if (method === 'auth.test') return;
    if (phase === 'received') counts.set(method, (counts.get(method) ?? 0) + 1);
    if (!deaths(method, counts.get(method) ?? 0, phase)) return;
    kills++;
    bot.kill();
  });
  try {
    await bot.alive();
    const stage = lively(createStage(slack, clock, bot.tick), bot);
    await recover(stage, bot);
    for (const scene of STORY) {
      await playScene(stage, scene);
      await recover(stage, bot);
    }
    await bot.stop();
    return { messages: lastingMessages(stage), kills, brokenAudit: await brokenEntry(database) };
  } finally {
    await bot.stop();
    await slack.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function brokenEntry(database: string): Promise<number | null> {
  const store = await openSqlite(database);
  const broken = firstBroken(await listAudit(store.read));
  await store.close();
  return broken;
}

/** Lets leases of a dead process run out and what it left be settled, until it lives through that. */
async function recover({ clock, slack }: Stage, bot: Bot): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet++) {
    const starts = bot.starts();
    clock.moveTo(clock.now() + MINUTE_MS);
    await bot.tick();
    await slack.idle();
    if (bot.starts() !== starts) quiet = 0;
  }
}

function lastingMessages({ slack }: Stage): Ending['messages'] {
  const { botUserId } = slack.app;
  return Object.fromEntries(
    slack.channels().map(({ name, isIm, memberIds, messages }) => [
      // The end of a channel's name is part of an id, and differs from run to run.
      isIm ? `dm ${memberIds.toSorted().join(' ')}` : name.replace(/-[0-9a-f]{6}$/, ''),
      messages
        .filter(({ from }) => from === botUserId)
        .map(({ text, pinned, threadTs }) =>
          [pinned ? 'pinned' : '', threadTs === undefined ? '' : 'reply', withoutIds(text)].join(
            '|',
          ),
        ),
    ]),
  );
}

function withoutIds(text: string): string {
  return text.replace(/<#[A-Z0-9]+>/g, '<#channel>').replace(/after \d+ hours/, 'after hours');
}

type Bot = Readonly<{
  tick: () => Promise<void>;
  /** How often it was started. */
  starts: () => number;
  kill: () => void;
  /** Resolves when it runs; starts it again when it was killed. */
  alive: () => Promise<void>;
  stop: () => Promise<void>;
}>;

function createBot(
  environment: Record<string, string>,
  now: () => number,
  onReady: (port: number) => void,
): Bot {
  let child: ChildProcess | null = null;
  let ready = Promise.resolve();
  let ticks = 0;
  let starts = 0;

  function start(): void {
    starts++;
    const ahead = String(now() - Date.now());
    const own = fork(join(import.meta.dirname, 'support/bot-process.ts'), {
      env: { ...process.env, ...environment, TEST_CLOCK_AHEAD: ahead },
    });
    child = own;
    own.setMaxListeners(0);
    own.once('exit', () => {
      if (child === own) child = null;
    });
    ready = new Promise((resolve) => {
      own.on('message', (message: FromBot) => {
        if (message.kind !== 'ready') return;
        onReady(message.port);
        resolve();
      });
      own.once('exit', () => resolve());
    });
  }

  async function alive(): Promise<void> {
    while (!child || child.killed) {
      start();
      await ready;
    }
    await ready;
  }

  /** Ticks until one was answered: a bot that dies meanwhile is started again. */
  async function tick(): Promise<void> {
    for (;;) {
      await alive();
      const own = child;
      if (!own) continue;
      const id = ++ticks;
      const done = new Promise<boolean>((resolve) => {
        const onMessage = (message: FromBot) => {
          if (message.kind === 'ticked' && message.id === id) resolve(true);
        };
        own.on('message', onMessage);
        own.once('exit', () => resolve(false));
      });
      own.send({ kind: 'clock', ahead: now() - Date.now() } satisfies ToBot, () => undefined);
      own.send({ kind: 'tick', id } satisfies ToBot, () => undefined);
      if (await done) return;
    }
  }

  return {
    tick,
    alive,
    starts: () => starts,
    kill: () => void child?.kill('SIGKILL'),
    stop: async () => {
      const own = child;
      if (!own || own.exitCode !== null || own.signalCode !== null) return;
      own.kill('SIGKILL');
      await once(own, 'exit');
    },
  };
}

/** People who, when Slack tells them that the app did not answer, press once more. */
function lively(stage: Stage, bot: Bot): Stage {
  const again = async (act: () => Promise<Outcome>): Promise<Outcome> => {
    for (let attempt = 0; ; attempt++) {
      const outcome = await act();
      const doneBefore = JSON.stringify(outcome.errors ?? {}).includes('already');
      if (doneBefore) return { ...outcome, ok: true };
      if (outcome.ok || attempt > 5) return outcome;
      await recover(stage, bot);
    }
  };
  const person = Object.fromEntries(
    Object.entries(stage.person).map(([name, who]): [string, Person] => [
      name,
      {
        ...who,
        command: (text, ...rest) =>
          openingForm(
            who,
            () => who.command(text, ...rest),
            text.includes('start') || text.includes('outcome') || text.includes('team'),
          ),
        click: (what) => again(() => who.click(what)),
        tick: (what) => again(() => who.tick(what)),
        choose: (what, value) => again(() => who.choose(what, value)),
        submit: async (values) => {
          const outcome = await again(() => who.submit(values));
          if (outcome.errors && outcome.ok) await who.dismiss();
          return outcome;
        },
      },
    ]),
  ) as Stage['person'];

  async function openingForm(
    who: Person,
    act: () => Promise<Outcome>,
    form: boolean,
  ): Promise<Outcome> {
    const outcome = await again(act);
    // The form may have been opened by a bot that died before it answered.
    return form && !who.modal() ? again(act) : outcome;
  }

  return { ...stage, person };
}
