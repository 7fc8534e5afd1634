import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { z } from 'zod';
import type { Desk } from './desk.ts';
import type { Hello, Push, Watch } from './protocol.ts';

/** Changes come in bursts: the page is told once for each, well within a second. */
const GATHER_MS = 40;
/** More Slack windows than fit on a page. */
const WINDOWS = 4;

const Watching = z.object({
  watch: z.array(z.object({ as: z.string(), channel: z.string().nullable() })).max(WINDOWS),
});

type Visitor = {
  readonly socket: WebSocket;
  watch: readonly Watch[];
  /** What was sent last, so that nothing is sent twice. */
  desk: string;
  screens: string;
};

type Parts = Readonly<{
  desk: () => Desk | undefined;
  isOurs: (request: IncomingMessage) => boolean;
}>;

/** Tells every open page what it shows, whenever that changes. */
export function createLive(
  server: Server,
  { desk, isOurs }: Parts,
): Readonly<{ changed: () => void; close: () => void }> {
  const sockets = new WebSocketServer({ noServer: true });
  const visitors = new Set<Visitor>();
  let timer: NodeJS.Timeout | undefined;

  server.on('upgrade', (request, socket, head) => {
    if (!isOurs(request)) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, meet);
  });

  function meet(socket: WebSocket): void {
    const visitor: Visitor = { socket, watch: [], desk: '', screens: '' };
    visitors.add(visitor);
    socket.on('close', () => visitors.delete(visitor));
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => {
      visitor.watch = readHello((data as Buffer).toString())?.watch ?? visitor.watch;
      void tell(visitor, desk());
    });
  }

  function changed(): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const visitor of visitors) void tell(visitor, desk());
    }, GATHER_MS);
  }

  return {
    changed,
    close: () => {
      clearTimeout(timer);
      for (const { socket } of visitors) socket.terminate();
      sockets.close();
    },
  };
}

function readHello(text: string): Hello | undefined {
  try {
    return Watching.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Sends what differs from what was sent last. While another Slack is being set up, that is nothing. */
async function tell(visitor: Visitor, desk: Desk | undefined): Promise<void> {
  const state = await desk?.state();
  if (!desk || !state) return;
  const screens = visitor.watch.map((watch) => desk.screen(watch));
  const now = { desk: JSON.stringify(state), screens: JSON.stringify(screens) };
  const push: Push = {
    ...(now.desk !== visitor.desk && { desk: state }),
    ...(now.screens !== visitor.screens && { screens }),
  };
  Object.assign(visitor, now);
  if (Object.keys(push).length > 0) visitor.socket.send(JSON.stringify(push));
}
