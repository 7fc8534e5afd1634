import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { appMayRead } from '../api/files.ts';
import { respond } from '../app/respond.ts';
import type { Sockets } from '../app/socket.ts';
import type { Busy } from '../busy.ts';
import { isObject, parseJson, textOf, type Obj } from '../json.ts';
import { bytesIn } from '../store/files.ts';
import type { World } from '../store/world.ts';
import { readBytes, readUpload } from './body.ts';
import type { WebApi } from './web-api.ts';

type Parts = Readonly<{ world: World; api: WebApi; sockets: Sockets; busy: Busy; port: number }>;

export type Listening = Readonly<{ origin: string; close: () => Promise<void> }>;

function sendJson(response: ServerResponse, status: number, body: Obj): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** Bolt and the web client post JSON; a form with `payload` works too. */
async function readAnswer(request: IncomingMessage): Promise<Obj> {
  const body = (await readBytes(request)).toString();
  const parsed = parseJson(body);
  if (isObject(parsed)) return parsed;
  const fields = parseJson(new URLSearchParams(body).get('payload') ?? '');
  return isObject(fields) ? fields : {};
}

function sendFile(
  world: World,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const file = world.files.get(id);
  const isApp = request.headers.authorization === `Bearer ${world.app.botToken}`;
  const mayRead = file !== undefined && appMayRead(world, file);
  if (!isApp || !mayRead || !world.grants.scopes.has('files:read')) {
    // Slack shows its login page instead of an error.
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end('<!DOCTYPE html><html><body>Sign in to Slack</body></html>');
    return;
  }
  response.writeHead(200, { 'content-type': file.mimetype });
  response.end(bytesIn(file));
}

async function takeUpload(
  world: World,
  id: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = world.files.get(id);
  const content = await readUpload(request);
  if (file === undefined || file.complete || content.length !== file.size) {
    sendJson(response, 400, { ok: false, error: 'invalid_upload' });
    return;
  }
  world.files.set(id, { ...file, content });
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.end(`OK - ${content.length}`);
}

/** One loopback server for the Web API, response URLs, files and Socket Mode. */
export async function listen({ world, api, sockets, busy, port }: Parts): Promise<Listening> {
  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const [, place = '', ...rest] = pathname.split('/');
    const last = textOf(rest.at(-1));
    switch (place) {
      case 'api':
        await api.handle(last, request, response);
        return;
      case 'actions':
      case 'commands':
        await busy.track(async () => {
          const { status, body } = respond(world, last, await readAnswer(request));
          sendJson(response, status, body);
        });
        return;
      case 'upload':
        await busy.track(() => takeUpload(world, last, request, response));
        return;
      case 'files-pri':
        sendFile(world, textOf(rest[0]).split('-')[1] ?? '', request, response);
        return;
      default:
        sendJson(response, 404, { ok: false, error: 'not_found' });
    }
  }

  const server: Server = createServer((request, response) => {
    route(request, response).catch(() => {
      // The other side went away in mid-request.
      response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    sockets.upgrade(request, socket, head);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
