import { createLimiter } from './api/limits.ts';
import { createEvents } from './app/events.ts';
import { createLink } from './app/link.ts';
import { createSockets } from './app/socket.ts';
import { createBusy } from './busy.ts';
import { createFaults } from './faults.ts';
import { listen } from './http/server.ts';
import { createWebApi } from './http/web-api.ts';
import { createPerson } from './people/person.ts';
import type { Sim } from './people/sim.ts';
import { channelView } from './store/channel-view.ts';
import { createChannel, findChannel, isNameTaken } from './store/channels.ts';
import { createWorld } from './store/create-world.ts';
import { userById, type World } from './store/world.ts';
import type { ChannelSpec, ChannelView, Slack, SlackOptions } from './types.ts';

export type * from './types.ts';

const RETRY_DELAYS_MS = [0, 60_000, 300_000];
const ANSWER_WITHIN_MS = 3000;

function makeChannel(world: World, spec: ChannelSpec): ChannelView {
  const [creatorId] = spec.members;
  if (creatorId === undefined) throw new Error('A channel needs a member');
  if (isNameTaken(world, spec.teamId, spec.name)) throw new Error(`${spec.name} is taken`);
  for (const id of spec.members) userById(world, id);
  const members = [...spec.members, ...(spec.withApp === true ? [world.app.botUserId] : [])];
  const channel = createChannel(world, {
    name: spec.name,
    hostTeamId: spec.teamId,
    isPrivate: spec.isPrivate === true,
    creatorId,
    members,
  });
  return channelView(channel);
}

/**
 * A Slack of one's own on loopback: the Web API, deliveries to the app, and the people.
 * @throws Error when the options or the manifest are wrong, or the port is taken
 */
export async function createSlack(options: SlackOptions): Promise<Slack> {
  const world = createWorld(options);
  const busy = createBusy();
  const faults = createFaults();
  const sockets = createSockets(world.app.appId);
  const limiter = options.enforceRateLimits === true ? createLimiter(world.now) : undefined;
  const api = createWebApi({ world, faults, busy, limiter });
  const link = createLink({
    world,
    sockets,
    busy,
    requestUrl: options.app.requestUrl,
    answerWithinMs: options.answerWithinMs ?? ANSWER_WITHIN_MS,
  });
  const retryDelaysMs = options.eventRetryDelaysMs ?? RETRY_DELAYS_MS;
  const events = createEvents({ world, link, busy, retryDelaysMs });
  world.emit = events.emit;
  const server = await listen({ world, api, sockets, busy, port: options.port ?? 0 });
  world.origin = server.origin;
  const sim: Sim = { world, link, events, busy };
  return {
    url: `${server.origin}/api/`,
    app: world.app,
    deliverTo: link.deliverTo,
    as: (userId) => createPerson(sim, userById(world, userId)),
    channel: (idOrName) => {
      const channel = findChannel(world, idOrName);
      if (channel === undefined) throw new Error(`There is no channel ${idOrName}`);
      return channelView(channel);
    },
    channels: () => [...world.channels.values()].map(channelView),
    createChannel: (spec) => makeChannel(world, spec),
    calls: api.calls,
    deliveries: link.deliveries,
    faults: { add: faults.add, clear: faults.clear },
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
