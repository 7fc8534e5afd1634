import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { WebSocketServer, type RawData, type WebSocket } from 'ws';

import { isObject, parseJson, textOf, type Obj } from '../json.ts';
import type { Answer } from './http-post.ts';

type Envelope = Readonly<{
  type: 'events_api' | 'interactive' | 'slash_commands';
  payload: unknown;
  acceptsResponse: boolean;
  retry: Readonly<{ num: number; reason: string }> | undefined;
  timeoutMs: number;
}>;

export type Sockets = Readonly<{
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  connected: () => boolean;
  send: (envelope: Envelope) => Promise<Answer>;
  /** Tells every client to come back on a new connection. */
  refresh: () => void;
  close: () => void;
}>;

const PING_EVERY_MS = 10_000;
const MOST_CONNECTIONS = 10;

function frame(data: RawData): Obj {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer);
  const parsed = parseJson(bytes.toString());
  return isObject(parsed) ? parsed : {};
}

/** The Socket Mode side of the server. */
export function createSockets(appId: string): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const open: WebSocket[] = [];
  const waiting = new Map<string, (body: string) => void>();
  const pings = setInterval(() => {
    for (const socket of open) socket.ping();
  }, PING_EVERY_MS);
  pings.unref();
  let turn = 0;

  function forget(socket: WebSocket): void {
    const at = open.indexOf(socket);
    if (at >= 0) open.splice(at, 1);
  }

  function accept(socket: WebSocket): void {
    if (open.length >= MOST_CONNECTIONS) {
      socket.close();
      return;
    }
    open.push(socket);
    socket.on('close', () => {
      forget(socket);
    });
    socket.on('error', () => {
      forget(socket);
    });
    socket.on('message', (data) => {
      const { envelope_id, payload } = frame(data);
      const isEmpty = !isObject(payload) || Object.keys(payload).length === 0;
      waiting.get(textOf(envelope_id))?.(isEmpty ? '' : JSON.stringify(payload));
    });
    const hello = {
      type: 'hello',
      num_connections: open.length,
      debug_info: { host: 'simulated', build_number: 1, approximate_connection_time: 3600 },
      connection_info: { app_id: appId },
    };
    socket.send(JSON.stringify(hello));
  }

  function send(envelope: Envelope): Promise<Answer> {
    const started = performance.now();
    const since = (): number => performance.now() - started;
    const socket = open[turn % Math.max(1, open.length)];
    turn += 1;
    if (socket === undefined) {
      const error = 'connection_failed';
      return Promise.resolve({ status: 0, body: '', headers: {}, error, ms: 0 });
    }
    const envelope_id = randomUUID();
    const { retry } = envelope;
    return new Promise((resolve) => {
      const end = (answer: Pick<Answer, 'status' | 'body' | 'error'>): void => {
        clearTimeout(timer);
        waiting.delete(envelope_id);
        const headers = { 'content-type': 'application/json' };
        resolve({ ...answer, headers, ms: since() });
      };
      const timer = setTimeout(() => {
        end({ status: 0, body: '', error: 'http_timeout' });
      }, envelope.timeoutMs);
      waiting.set(envelope_id, (body) => {
        end({ status: 200, body });
      });
      const sent = {
        envelope_id,
        payload: envelope.payload,
        type: envelope.type,
        accepts_response_payload: envelope.acceptsResponse,
        ...(retry === undefined ? {} : { retry_attempt: retry.num, retry_reason: retry.reason }),
      };
      socket.send(JSON.stringify(sent));
    });
  }

  return {
    upgrade: (request, socket, head) => {
      server.handleUpgrade(request, socket, head, accept);
    },
    connected: () => open.length > 0,
    send,
    refresh: () => {
      for (const socket of open.splice(0)) {
        const reason = 'refresh_requested';
        socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: {} }));
      }
    },
    close: () => {
      clearInterval(pings);
      for (const socket of server.clients) {
        socket.close(1001);
        // The close frame is on its way; nobody waits for the other side's.
        setImmediate(() => {
          socket.terminate();
        });
      }
      server.close();
    },
  };
}
