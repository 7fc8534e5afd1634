import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Health } from './domain/pulse.ts';

export const EVENTS_PATH = '/slack/events';

/** Slack's own limit for the age of a request; Bolt does not refuse those from the future. */
const MAX_SKEW_SECONDS = 300;
/** More than this at once is no traffic of Slack's. */
const MAX_IN_FLIGHT = 256;

/** What monitoring asks: is it alive, is it ready. */
export type Checks = Readonly<{
  healthy: () => Health;
  /** A sentence when it is not. */
  ready: () => Promise<string | null>;
}>;

/**
 * The HTTP server in front of Bolt: health pages, and for what says it is from Slack a first look
 * that costs nothing. Bolt verifies signatures and caps bodies while it reads them.
 */
export function createHttpServer({
  slack,
  checks,
  wallClock,
}: Readonly<{ slack: RequestListener | null; checks: Checks; wallClock: () => number }>): Server {
  let inFlight = 0;
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0];
    if (path === '/healthz') {
      const { isWell, lines } = checks.healthy();
      tell(response, isWell, lines);
    } else if (path === '/readyz') {
      void checks.ready().then((problem) => {
        tell(response, problem === null, problem === null ? [] : [problem]);
      });
    } else if (path !== EVENTS_PATH || slack === null) {
      end(response, 404, 'Nothing here');
    } else if (request.method !== 'POST') {
      end(response, 405, 'Slack posts here');
    } else if (!isTimely(request, wallClock())) {
      end(response, 401, 'Too old, or from the future');
    } else if (inFlight >= MAX_IN_FLIGHT) {
      end(response, 503, 'Busy');
    } else {
      inFlight++;
      response.once('close', () => {
        inFlight--;
      });
      slack(request, response);
    }
  });
  server.headersTimeout = 5_000;
  server.requestTimeout = 10_000;
  return server;
}

/** Starts listening; returns the port, which differs from the one asked for when that was 0. */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Without a timestamp the request is Bolt's to refuse, or a bare check of the address. */
function isTimely(request: IncomingMessage, nowMs: number): boolean {
  const header = request.headers['x-slack-request-timestamp'];
  if (header === undefined) return true;
  return Math.abs(nowMs / 1000 - Number(header)) <= MAX_SKEW_SECONDS;
}

function tell(response: ServerResponse, isWell: boolean, lines: readonly string[]): void {
  end(response, isWell ? 200 : 503, [...(isWell ? ['ok'] : []), ...lines].join('\n'));
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
}
