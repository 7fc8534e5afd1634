import { setTimeout as delay } from 'node:timers/promises';
import { nextWorkAt } from '../../db/outbox.ts';
import { claimJobs } from './dispatch.ts';
import type { Outbound } from './outbound.ts';
import { createPace } from './pace.ts';

/** Calls to Slack under way at once. */
const CONCURRENCY = 10;
/** chat.update is allowed some fifty times a minute, with bursts. @see Slack's tier 3 */
const RENDER_BURST = 20;
const RENDER_EVERY_MS = 1_200;
/** Clicks come in bursts: what several of them queued is looked for once. */
const GATHER_MS = 10;
/** What waits for Slack's limits is not looked for more often than this. */
const SHORTEST_WAIT_MS = 200;
/** The tick wakes the pump once a minute anyway; a shorter wait is only for speed. */
const LONGEST_WAIT_MS = 60_000;

export type Pump = Readonly<{
  /** Something may have to be sent. Cheap, and may be called at any time. */
  wake: () => void;
  /** Resolves when nothing can be sent now. */
  quiet: () => Promise<void>;
  /** Takes nothing new, and resolves when what is under way has ended. */
  stop: () => Promise<void>;
}>;

/** Sends whatever the database says is to be sent. It remembers nothing: a restart loses nothing. */
export function createPump(out: Outbound): Pump {
  const renders = createPace({ burst: RENDER_BURST, everyMs: RENDER_EVERY_MS });
  let running: Promise<void> | null = null;
  /** How often it was woken, and how often when it last looked: another look is due when they differ. */
  let asks = 0;
  let seen = 0;
  let bell = Promise.withResolvers<null>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    const underWay = new Set<Promise<void>>();
    while (!stopped || underWay.size > 0) {
      await delay(GATHER_MS);
      seen = asks;
      bell = Promise.withResolvers<null>();
      const room = CONCURRENCY - underWay.size;
      const jobs = room > 0 && !stopped ? await claimJobs(out, { limit: room, renders }) : [];
      for (const job of jobs) {
        const work: Promise<void> = job().finally(() => underWay.delete(work));
        underWay.add(work);
      }
      if (jobs.length > 0) continue;
      if (underWay.size === 0) return;
      // A job that ends may free its lane; a bell means that something new was queued.
      await Promise.race([...underWay, bell.promise]);
    }
  }

  async function waitForNext(): Promise<void> {
    if (stopped) return;
    const at = await nextWorkAt(out.deps.store.read);
    if (at === null) return;
    clearTimeout(timer);
    timer = setTimeout(
      wake,
      Math.min(LONGEST_WAIT_MS, Math.max(SHORTEST_WAIT_MS, at - out.deps.now())),
    );
    timer.unref();
  }

  function wake(): void {
    asks++;
    bell.resolve(null);
    if (stopped || running) return;
    running = run()
      .then(waitForNext)
      .catch((error: unknown) => {
        out.log.error({ err: error }, 'sending stopped; the next tick tries again');
      })
      .finally(() => {
        running = null;
        if (asks !== seen && !stopped) wake();
      });
  }

  return {
    wake,
    quiet: async () => {
      while (running) await running;
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
