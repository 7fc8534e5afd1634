import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type RunningApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import type { Log } from '../src/log.ts';
import { createKeeper, readKept } from './keep.ts';
import { botEnvironment, createClock, createStage, openSlack, type Stage } from './stage.ts';

/** Requests and calls that the inspector can look back on. */
const TRAFFIC_KEPT = 2_000;

export type Sandbox = Readonly<{
  stage: Stage;
  app: RunningApp;
  /** It goes on from what was kept. */
  resumed: boolean;
  close: () => Promise<void>;
}>;

export type SandboxOptions = Readonly<{
  /** When it is, to begin with; a kept sandbox goes on from when it was left. */
  start: number;
  log: Log;
  slackPort?: number;
  /** Where the state is kept; without it everything is gone in the end. */
  folder?: string | undefined;
  /** False where something else moves the bot on. Default true: once a minute by itself. */
  schedule?: boolean | undefined;
}>;

/**
 * The simulated Slack and the real bot against it, over real HTTP, with a database of its own.
 * @throws Error when what is kept cannot be read
 */
export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { start, log, slackPort = 0, folder, schedule = true } = options;
  const kept = folder === undefined ? undefined : readKept(folder);
  const clock = createClock(kept?.now ?? start);
  const slack = await openSlack(clock, {
    port: slackPort,
    keepTraffic: TRAFFIC_KEPT,
    ...(kept && { saved: kept.slack }),
  });
  const place = folder ?? mkdtempSync(join(tmpdir(), 'onboard-sandbox-'));
  const config = readConfig(botEnvironment(slack, `file:${join(place, 'onboard.db')}`));
  const app = await startApp(config, { log, now: clock.now, schedule });
  slack.deliverTo(`http://127.0.0.1:${app.port}/slack/events`);
  const keeper = folder === undefined ? undefined : createKeeper(folder, { slack, clock });
  return {
    stage: createStage(slack, clock, app.tick),
    app,
    resumed: kept !== undefined,
    close: async () => {
      await app.stop();
      keeper?.close();
      await slack.close();
      if (folder === undefined) rmSync(place, { recursive: true, force: true });
    },
  };
}
