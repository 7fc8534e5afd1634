import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { Act, Control } from './acts.ts';
import type { Asset } from './bundle.ts';
import type { Desk } from './desk.ts';
import { createLive } from './live.ts';
import type { ActReply } from './protocol.ts';

/** Ten files of ten megabytes as Base64, which is the most that a form of Slack's takes. */
const BODY_LIMIT = 140 << 20;

/** Nothing from elsewhere, and nothing that was written is ever run. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export type PageServer = Readonly<{
  /** `http://127.0.0.1:PORT/`. */
  url: string;
  /** What it shows from now on; until then it says that the sandbox is starting. */
  show: (desk: Desk) => void;
  /** Something that the page shows may have changed. */
  changed: () => void;
  close: () => Promise<void>;
}>;

class BadRequest extends Error {}

export type PageOptions = Readonly<{
  port: number;
  /** @see bundlePage */
  assets: ReadonlyMap<string, Asset>;
}>;

/** Serves the page on loopback. @throws Error when the port is taken */
export async function servePage({ port, assets }: PageOptions): Promise<PageServer> {
  let shown: Desk | undefined;
  const server = createServer((request, response) => {
    route({ request, response, assets, desk: shown }).catch((error: unknown) => {
      const text = error instanceof Error ? error.message : String(error);
      sendJson(response, error instanceof BadRequest ? 400 : 500, { ok: false, text });
    });
  });
  const live = createLive(server, { desk: () => shown, isOurs });
  await listen(server, port);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/`,
    show: (desk) => {
      shown = desk;
      live.changed();
    },
    changed: live.changed,
    close: async () => {
      live.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Visit = Readonly<{
  request: IncomingMessage;
  response: ServerResponse;
  assets: ReadonlyMap<string, Asset>;
  desk: Desk | undefined;
}>;

async function route({ request, response, assets, desk }: Visit): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const [, place = '', id = ''] = pathname.split('/');
  if (!isOurs(request)) {
    sendJson(response, 403, { ok: false, text: 'This page belongs to the machine it runs on.' });
    return;
  }
  const asset = assets.get(pathname);
  if (asset) send(response, 200, asset);
  else if (!desk) sendJson(response, 503, { ok: false, text: 'The sandbox is starting.' });
  else if (place === 'act') sendJson(response, 200, await desk.act(await read(request, Act)));
  else if (place === 'control') {
    sendJson(response, 200, await desk.control(await read(request, Control)));
  } else if (place === 'trace') sendJson(response, 200, (await desk.traceDetail(Number(id))) ?? {});
  else if (place === 'files') sendFile(response, desk, id);
  else sendJson(response, 404, { ok: false, text: 'There is nothing here.' });
}

/**
 * Whether a request comes from our own page: another site may reach loopback through the visitor's
 * browser, under its own name, and must not act here.
 */
function isOurs({ headers }: IncomingMessage): boolean {
  const { host = '', origin } = headers;
  const isLocal = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
  return isLocal && (origin === undefined || origin === `http://${host}`);
}

/** The body as `schema` has it. @throws BadRequest */
async function read<T extends z.ZodType>(
  request: IncomingMessage,
  schema: T,
): Promise<z.output<T>> {
  if (request.method !== 'POST' || request.headers['content-type'] !== 'application/json') {
    throw new BadRequest('Post JSON here.');
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new BadRequest('That is too large.');
    chunks.push(chunk);
  }
  const parsed = schema.safeParse(parse(Buffer.concat(chunks).toString()));
  if (!parsed.success) throw new BadRequest(z.prettifyError(parsed.error));
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequest('That is no JSON.');
  }
}

function send(response: ServerResponse, status: number, { type, content }: Asset): void {
  response.writeHead(status, {
    'content-type': type,
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(content);
}

function sendJson(response: ServerResponse, status: number, body: ActReply | object): void {
  send(response, status, { type: 'application/json', content: Buffer.from(JSON.stringify(body)) });
}

/** Always as a download: what somebody uploaded is never shown as a page. */
function sendFile(response: ServerResponse, desk: Desk, id: string): void {
  const file = desk.file(id);
  if (!file) {
    sendJson(response, 404, { ok: false, text: 'There is no such file.' });
    return;
  }
  const name = encodeURIComponent(file.name);
  response.setHeader('content-disposition', `attachment; filename*=UTF-8''${name}`);
  send(response, 200, { type: 'application/octet-stream', content: file.content });
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}
