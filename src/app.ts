import { randomUUID, createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { setImmediate as breathe } from 'node:timers/promises';
import { App, HTTPReceiver, LogLevel, type AuthorizeResult, type Receiver } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import { registerCommands } from '../commands/index.ts';
import { openStore } from '../db/open.ts';
import { addPlaybook } from '../db/playbooks.ts';
import type { Store, Tx } from '../db/store.ts';
import { ConfigError, zoneDataOf, type Config } from './config.ts';
import type { Instant } from './domain/ids.ts';
import type { Playbook } from './domain/playbook.ts';
import { createHttpServer, EVENTS_PATH, listen, type Checks } from './http-server.ts';
import { slackLogger, type Log } from './log.ts';
import { readPlaybook } from './playbook-folder.ts';
import { startScheduler } from './scheduler.ts';
import { outboundClient } from './slack/client.ts';
import { createPump, type Pump } from './slack/pump.ts';
import { failedAttempt } from './slack/send-failure.ts';
import { socketReceiver } from './socket-receiver.ts';
import { createTicking } from './tick.ts';
import type { Deps, Host } from './usecases/deps.ts';
import { refreshClocks } from './usecases/refresh-clocks.ts';
import { nameAdmins } from './usecases/team.ts';

/** Nothing of Slack's is larger; more is refused while it is read. */
const BODY_LIMIT_BYTES = 1 << 20;
/** A form must be opened within Slack's three seconds, and the answer sent as well. */
const ANSWER_TIMEOUT_MS = 1_500;
/** How long a stop waits for requests: no answer to Slack may take longer. */
const DRAIN_MS = 3_000;
const SLACK_RETRY_MS = 5_000;

/** What comes from outside besides the settings, so that tests and the sandbox can give their own. */
export type Outside = Readonly<{
  log: Log;
  /** What decisions are made by; the sandbox moves it. */
  now?: () => Instant;
  /** The real time, for signatures and health. */
  wallClock?: () => number;
  /** False where something else calls `tick`. */
  schedule?: boolean;
}>;

export type RunningApp = Readonly<{
  deps: Deps;
  /** Where it listens; 0 in Socket Mode without a port. */
  port: number;
  /** Plans what has become due, and sends it. Once a minute by itself. */
  tick: () => Promise<void>;
  /** Resolves when nothing can be sent now. */
  quiet: () => Promise<void>;
  stop: () => Promise<void>;
}>;

/**
 * Makes every part once and starts them: playbook, store, Slack, tick.
 * @throws PlaybookError, ConfigError (Slack refuses the token)
 */
export async function startApp(config: Config, outside: Outside): Promise<RunningApp> {
  const { log, now = Date.now, wallClock = Date.now, schedule = true } = outside;
  const [usual, ...others] = config.playbookFolders;
  // Before the store is opened: a broken playbook leaves nothing behind.
  const read = [readPlaybook(usual), ...others.map(readPlaybook)] as const;
  const base = await openStore(config.database, (error) => {
    log.error({ err: error }, 'a database connection broke');
  });
  const playbooks = await base.tx((tx) => keepPlaybooks(tx, read, now()));
  const client = outboundClient(config.botToken, config.slackApiUrl);
  const host = await meetSlack(client, log);
  const { zone, country, executiveChannel, opsChannel } = config;
  const deps: Deps = {
    store: base,
    now,
    newId: randomUUID,
    zoneData: zoneDataOf(config),
    breathe,
    host,
    settings: { zone, country, playbooks, executiveChannel, opsChannel },
  };
  const pump = createPump({
    deps,
    client,
    log,
    markKey: createHash('sha256').update(`mark:${config.botToken}`).digest('hex'),
    owner: randomUUID(),
  });
  // Whoever commits may have queued something; the pump's own store does not wake it.
  const waking: Deps = { ...deps, store: wakingStore(base, pump) };
  const { tick, healthy } = await createTicking({ deps: waking, pump, log, wallClock });
  await nameAdmins(waking, config.adminUserIds);
  await refreshClocks(waking);
  const checks: Checks = { healthy, ready: () => readiness(base) };
  const inbound = await startInbound(config, { deps: waking, log, checks, wallClock });
  const scheduler = schedule
    ? startScheduler(tick, (error) => {
        log.error({ err: error }, 'the tick failed');
      })
    : null;
  pump.wake();
  log.info({ port: inbound.port, inbound: config.inbound.kind, team: host.teamId }, 'ready');
  return {
    deps: waking,
    port: inbound.port,
    tick,
    quiet: pump.quiet,
    stop: async () => {
      await scheduler?.stop();
      await inbound.stop();
      await pump.stop();
      await base.close();
    },
  };
}

/** Keeps the playbooks that partners can be started with; returns their hashes. */
async function keepPlaybooks(
  tx: Tx,
  [usual, ...others]: readonly [Playbook, ...Playbook[]],
  at: Instant,
): Promise<readonly [string, ...string[]]> {
  const kept: [string, ...string[]] = [await addPlaybook(tx, { playbook: usual, at })];
  for (const playbook of others) kept.push(await addPlaybook(tx, { playbook, at }));
  return kept;
}

function wakingStore(base: Store, pump: Pump): Store {
  return {
    ...base,
    tx: async (work) => {
      const result = await base.tx(work);
      pump.wake();
      return result;
    },
  };
}

async function readiness(store: Store): Promise<string | null> {
  try {
    await store.read.db.select().from(store.read.t.scheduleRuns).limit(1);
    return null;
  } catch {
    return 'The database does not answer';
  }
}

/** Asks Slack who we are. Waits while Slack is away. @throws ConfigError when it refuses the token */
async function meetSlack(client: WebClient, log: Log): Promise<Host> {
  for (;;) {
    try {
      const me = await client.auth.test();
      return {
        teamId: me.team_id ?? '',
        enterpriseId: me.enterprise_id ?? null,
        name: me.team ?? 'the host',
        botUserId: me.user_id ?? '',
        botId: me.bot_id ?? '',
      };
    } catch (error) {
      const attempt = failedAttempt(error);
      if (attempt.kind === 'refused') {
        throw new ConfigError(
          `Slack refuses SLACK_BOT_TOKEN (${attempt.error}): install the app again and copy its bot token.`,
          { cause: error },
        );
      }
      log.warn({ err: error }, 'Slack does not answer; trying again');
      await new Promise((resolve) => setTimeout(resolve, SLACK_RETRY_MS));
    }
  }
}

type InboundParts = Readonly<{ deps: Deps; log: Log; checks: Checks; wallClock: () => number }>;

/** Opens the door for Slack: an HTTP server, or a socket with a server for health alone. */
async function startInbound(
  config: Config,
  { deps, log, checks, wallClock }: InboundParts,
): Promise<Readonly<{ port: number; stop: () => Promise<void> }>> {
  const { inbound, slackApiUrl } = config;
  const logger = slackLogger(log, LogLevel.WARN);
  const http =
    inbound.kind === 'http'
      ? new HTTPReceiver({
          signingSecret: inbound.signingSecret,
          endpoints: EVENTS_PATH,
          processBeforeResponse: true,
          bodyLimit: BODY_LIMIT_BYTES,
          logger,
        })
      : null;
  const socket =
    inbound.kind === 'socket'
      ? socketReceiver({ appToken: inbound.appToken, slackApiUrl, logger })
      : null;
  registerCommands(boltApp(config, { receiver: http ?? socket, deps, log, logger }), deps, log);
  const server = createHttpServer({ slack: http?.requestListener ?? null, checks, wallClock });
  const port = await listen(server, config.port);
  await socket?.start();
  return {
    port,
    stop: async () => {
      await socket?.stop();
      await closed(server);
    },
  };
}

function boltApp(
  config: Config,
  parts: Readonly<{
    receiver: Receiver | null;
    deps: Deps;
    log: Log;
    logger: ReturnType<typeof slackLogger<LogLevel>>;
  }>,
): App {
  const { receiver, deps, log, logger } = parts;
  const { host } = deps;
  // A partner's form names their workspace: whatever a payload says, we are installed in ours only.
  const ours: AuthorizeResult = {
    botToken: config.botToken,
    botId: host.botId,
    botUserId: host.botUserId,
    teamId: host.teamId,
    ...(host.enterpriseId !== null && { enterpriseId: host.enterpriseId }),
  };
  const bolt = new App({
    ...(receiver && { receiver }),
    authorize: () => Promise.resolve(ours),
    logger,
    clientOptions: {
      slackApiUrl: config.slackApiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: ANSWER_TIMEOUT_MS,
      // Also for answers to a click, which have no limit of their own.
      fetch: (input, init) =>
        fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(ANSWER_TIMEOUT_MS) }),
    },
  });
  // Rethrown, so that the receiver answers 500 and Slack knows that nothing was stored.
  bolt.error((error) => {
    log.error({ err: error }, 'a listener failed');
    return Promise.reject(error);
  });
  return bolt;
}

/** Takes no new requests, and resolves when those under way are answered, or too slow. */
async function closed(server: Server): Promise<void> {
  server.close();
  server.closeIdleConnections();
  const patience = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await once(server, 'close');
  clearTimeout(patience);
}
