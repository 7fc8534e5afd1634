import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Limiter } from '../api/limits.ts';
import { decodeArgs } from '../api/args.ts';
import { callMethod } from '../api/dispatch.ts';
import type { Busy } from '../busy.ts';
import { METHODS } from '../facts.ts';
import type { Faults } from '../faults.ts';
import type { Obj } from '../json.ts';
import type { World } from '../store/world.ts';
import type { OpenCall, TrafficLog } from '../traffic.ts';
import type { CallListener, Fault } from '../types.ts';
import { readFields } from './body.ts';

export type WebApi = Readonly<{
  handle: (method: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;
  onCall: (listener: CallListener) => () => void;
}>;

type Parts = Readonly<{
  world: World;
  faults: Faults;
  busy: Busy;
  traffic: TrafficLog;
  limiter: Limiter | undefined;
}>;

/** Where a planned failure hits: its effect happened or not, and how the connection ends. */
type Failing = Extract<Fault['kind'], Readonly<{ stored: boolean }>>;

export function createWebApi({ world, faults, busy, traffic, limiter }: Parts): WebApi {
  const listeners = new Set<CallListener>();

  async function tell(entry: OpenCall, phase: 'received' | 'stored'): Promise<void> {
    for (const listener of listeners) {
      await listener({ method: entry.method, args: entry.args }, phase);
    }
  }

  function send(
    response: ServerResponse,
    entry: OpenCall,
    body: Obj,
    status = 200,
    headers: Readonly<Record<string, string>> = {},
  ): void {
    entry.response = body;
    entry.status = status;
    traffic.callEnds(entry);
    const accepted = METHODS.get(entry.method)?.scopes.join(',') ?? '';
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'x-oauth-scopes': [...world.grants.scopes].join(','),
      ...(accepted === '' ? {} : { 'x-accepted-oauth-scopes': accepted }),
      ...headers,
    });
    response.end(JSON.stringify(body));
  }

  async function effect(entry: OpenCall, request: IncomingMessage): Promise<Obj> {
    const { authorization } = request.headers;
    const body = callMethod(world, entry.method, entry.args, { authorization });
    if (body['ok'] === true) await tell(entry, 'stored');
    return body;
  }

  async function failAsPlanned(
    fault: Failing,
    entry: OpenCall,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (fault.stored) await effect(entry, request);
    switch (fault.type) {
      case 'status':
        entry.status = fault.status;
        traffic.callEnds(entry);
        response.writeHead(fault.status, { 'content-type': 'text/html' });
        response.end('<html><body>Slack is having trouble</body></html>');
        return;
      case 'drop':
        request.socket.destroy();
        return;
      case 'hang':
        // The connection stays open until the server closes.
        return;
    }
  }

  async function answer(
    entry: OpenCall,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    await tell(entry, 'received');
    const fault = faults.take(entry.method);
    const wait =
      fault?.type === 'rate_limited'
        ? fault.retryAfterSeconds
        : limiter?.(entry.method, entry.args);
    if (wait !== undefined) {
      send(response, entry, { ok: false, error: 'ratelimited' }, 429, {
        'retry-after': String(wait),
      });
    } else if (fault?.type === 'error') {
      send(response, entry, { ok: false, error: fault.error });
    } else if (fault === undefined || fault.type === 'rate_limited') {
      send(response, entry, await effect(entry, request));
    } else {
      await failAsPlanned(fault, entry, request, response);
    }
  }

  async function handle(
    method: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const fields = await readFields(request);
    const facts = METHODS.get(method);
    const given = typeof fields === 'string' ? {} : fields;
    const args = facts === undefined ? given : decodeArgs(facts, given);
    const entry = traffic.callStarts(method, args);
    if (typeof fields === 'string') {
      send(response, entry, { ok: false, error: fields });
      return;
    }
    try {
      await answer(entry, request, response);
    } catch (error) {
      // A mistake of the simulator must not look like an answer of Slack's.
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      send(response, entry, { ok: false, error: 'simulator_error', message }, 500);
    }
  }

  return {
    handle: (method, request, response) => busy.track(() => handle(method, request, response)),
    onCall: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
