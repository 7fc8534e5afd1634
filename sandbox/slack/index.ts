import { createLimiter } from './api/limits.ts';
import { createEvents } from './app/events.ts';
import { createLink } from './app/link.ts';
import { createSockets } from './app/socket.ts';
import { createBusy } from './busy.ts';
import { createChanges } from './changes.ts';
import { contentsOf } from './contents.ts';
import { createFaults } from './faults.ts';
import { listen } from './http/server.ts';
import { createWebApi } from './http/web-api.ts';
import { createPerson } from './people/person.ts';
import type { Sim } from './people/sim.ts';
import { createWorld } from './store/create-world.ts';
import { readdress, saveWorld } from './store/saved.ts';
import { userById } from './store/world.ts';
import { createTrafficLog } from './traffic.ts';
import type { Slack, SlackOptions } from './types.ts';

export type * from './types.ts';

const RETRY_DELAYS_MS = [0, 60_000, 300_000];
const ANSWER_WITHIN_MS = 3000;

/**
 * A Slack of one's own on loopback: the Web API, deliveries to the app, and the people.
 * @throws Error when the options or the manifest are wrong, or the port is taken
 */
export async function createSlack(options: SlackOptions): Promise<Slack> {
  const world = createWorld(options);
  const { changed, onChange } = createChanges();
  const busy = createBusy(changed);
  const traffic = createTrafficLog(world.now, options.keepTraffic);
  const faults = createFaults();
  const sockets = createSockets(world.app.appId);
  const limiter = options.enforceRateLimits === true ? createLimiter(world.now) : undefined;
  const api = createWebApi({ world, faults, busy, traffic, limiter });
  const link = createLink({
    world,
    sockets,
    busy,
    traffic,
    requestUrl: options.app.requestUrl,
    answerWithinMs: options.answerWithinMs ?? ANSWER_WITHIN_MS,
  });
  const retryDelaysMs = options.eventRetryDelaysMs ?? RETRY_DELAYS_MS;
  const events = createEvents({ world, link, busy, retryDelaysMs });
  world.emit = events.emit;
  const server = await listen({ world, api, sockets, busy, port: options.port ?? 0 });
  readdress(world, server.origin);
  const sim: Sim = { world, link, events, busy, changed };
  return {
    url: `${server.origin}/api/`,
    app: world.app,
    deliverTo: link.deliverTo,
    as: (userId) => createPerson(sim, userById(world, userId)),
    ...contentsOf(world, changed),
    calls: traffic.calls,
    deliveries: traffic.deliveries,
    traffic: traffic.traffic,
    faults: { add: faults.add, clear: faults.clear, list: faults.list },
    onChange,
    save: () => saveWorld(world),
    onCall: api.onCall,
    idle: busy.idle,
    deliver: link.raw,
    sign: link.sign,
    refreshSockets: sockets.refresh,
    close: async () => {
      events.close();
      link.close();
      sockets.close();
      await server.close();
    },
  };
}
