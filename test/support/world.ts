import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { CAST, COMPANIES } from '../../sandbox/cast.ts';
import { startPartner } from '../../sandbox/doing.ts';
import type { CompanySpec, Person, Slack } from '../../sandbox/slack/index.ts';
import { botEnvironment, EXECUTIVES, openSlack } from '../../sandbox/stage.ts';
import { startApp, type RunningApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';

const MINUTE_MS = 60_000;
/** A Monday morning in Berlin and Lisbon. */
export const MONDAY = Date.parse('2026-03-02T09:00:00Z');

export type Clock = { now: () => number; advance: (ms: number) => void; set: (at: number) => void };

export type World = Readonly<{
  slack: Slack;
  clock: Clock;
  /** The bot that runs now; another one after `restart`. */
  app: () => RunningApp;
  /** Takes what the bot logged as warning or error. What nobody takes fails the test. */
  takeLogged: () => readonly string[];
  person: Readonly<Record<keyof typeof CAST, Person>>;
  execChannel: string;
  /** Lets everything that is owed now happen, a minute passing. */
  settle: () => Promise<void>;
  /** Moves the clock to `iso` and lets everything that is owed happen. */
  until: (iso: string) => Promise<void>;
  restart: () => Promise<void>;
  /** Names the team, and starts Acme; ends with Acme's people in the channel. Returns its id. */
  startAcme: () => Promise<string>;
  nameTeam: () => Promise<void>;
  fillStart: (name?: string) => Promise<void>;
}>;

export type WorldOptions = Readonly<{
  at?: number;
  companies?: readonly CompanySpec[];
  environment?: Readonly<Record<string, string>>;
  inbound?: 'http' | 'socket';
}>;

/** The whole bot, real from HTTP to a fresh database, against a simulated Slack; only the clock is set. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const { at = MONDAY, companies = COMPANIES, environment = {}, inbound = 'http' } = options;
  let now = at;
  const clock: Clock = {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    set: (to) => {
      now = to;
    },
  };
  const slack = await openSlack(clock, { companies, eventRetryDelaysMs: [0, 5, 10] });
  const folder = mkdtempSync(join(tmpdir(), 'onboard-'));
  const logged: string[] = [];
  const log = createLog('warn', { write: (line: string) => void logged.push(line) });
  const { SLACK_SIGNING_SECRET, ...botSettings } = botEnvironment(
    slack,
    `file:${join(folder, 'onboard.db')}`,
  );
  const wayIn =
    inbound === 'http' ? { SLACK_SIGNING_SECRET } : { SLACK_APP_TOKEN: slack.app.appToken };
  const config = readConfig({ ...botSettings, ...wayIn, ...environment });
  const start = async (): Promise<RunningApp> => {
    const app = await startApp(config, { log, now: clock.now, schedule: false });
    if (config.inbound.kind === 'http')
      slack.deliverTo(`http://127.0.0.1:${app.port}/slack/events`);
    return app;
  };
  let running = await start();
  onTestFinished(async () => {
    await running.stop();
    await slack.close();
    rmSync(folder, { recursive: true, force: true });
    expect(logged, 'unexpected warnings and errors').toEqual([]);
  });

  const settle = async () => {
    // Twice: what is sent first may lead to more, and a message is not drawn twice within a second.
    for (let round = 0; round < 2; round++) {
      clock.advance(MINUTE_MS / 2);
      await slack.idle();
      await running.tick();
      await slack.idle();
    }
    await running.quiet();
  };
  const person = Object.fromEntries(
    Object.entries(CAST).map(([name, id]) => [name, slack.as(id)]),
  ) as Record<keyof typeof CAST, Person>;
  const { mara, priya } = person;

  const nameTeam = async () => {
    await settle();
    await mara.command('/onboard team');
    await mara.submit({
      manager: [CAST.mara],
      executive: [CAST.eva],
      'v.legal': CAST.dana,
      'v.sec': CAST.sam,
      'v.csl': CAST.theo,
    });
    await mara.dismiss();
    await settle();
  };
  const fillStart = async (name = 'Acme') => {
    await startPartner(mara, name, {
      type: 'integrator',
      email: 'priya@acme.example',
      signed_on: '2026-02-27',
      country: 'PT',
      zone: 'Europe/Lisbon',
    });
  };
  const startAcme = async () => {
    await nameTeam();
    await fillStart();
    await settle();
    const [invitation] = priya.invitations();
    if (!invitation) throw new Error('Nobody invited Priya');
    await priya.acceptInvitation(invitation.id);
    await settle();
    const channel = slack.channels().find(({ name: found }) => found.startsWith('onboard-acme'));
    if (!channel) throw new Error('There is no channel for Acme');
    return channel.id;
  };

  return {
    slack,
    clock,
    app: () => running,
    takeLogged: () => logged.splice(0),
    person,
    execChannel: EXECUTIVES,
    settle,
    until: async (iso) => {
      clock.set(Date.parse(iso));
      await settle();
    },
    restart: async () => {
      await running.stop();
      running = await start();
    },
    startAcme,
    nameTeam,
    fillStart,
  };
}
