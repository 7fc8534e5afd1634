import type { Busy } from '../busy.ts';
import { compact, type Obj } from '../json.ts';
import type { World } from '../store/world.ts';
import type { Delivered, TrafficLog } from '../traffic.ts';
import type { Delivery, DeliveryKind } from '../types.ts';
import { createPoster, type Answer } from './http-post.ts';
import { signedHeaders } from './signing.ts';
import type { Sockets } from './socket.ts';

export type Retry = Readonly<{ num: number; reason: string }>;

/** The way to the app: signed HTTP requests, or Socket Mode. */
export type Link = Readonly<{
  send: (kind: Exclude<DeliveryKind, 'raw'>, payload: Obj, retry?: Retry) => Promise<Answer>;
  raw: (body: string, headers: Readonly<Record<string, string>>) => Promise<Delivery>;
  sign: (body: string, atMs?: number) => Record<string, string>;
  deliverTo: (requestUrl: string) => void;
  close: () => void;
}>;

type Parts = Readonly<{
  world: World;
  sockets: Sockets;
  busy: Busy;
  traffic: TrafficLog;
  requestUrl: string | undefined;
  answerWithinMs: number;
}>;

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

function formBody(kind: DeliveryKind, payload: Obj): string {
  if (kind === 'event') return JSON.stringify(payload);
  if (kind !== 'command') {
    // Several times as fast as URLSearchParams on large payloads.
    return `payload=${encodeURIComponent(JSON.stringify(payload)).replaceAll('%20', '+')}`;
  }
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(payload)) form.set(name, String(value));
  return form.toString();
}

const ENVELOPES = { event: 'events_api', command: 'slash_commands' } as const;

/** Kinds whose acknowledgement may say something. */
const ANSWERABLE = new Set<DeliveryKind>(['command', 'view_submission', 'block_suggestion']);

const NOWHERE: Answer = {
  status: 0,
  body: '',
  headers: {},
  error: 'connection_failed',
  ms: 0,
};

export function createLink(parts: Parts): Link {
  const { world, sockets, busy, traffic, requestUrl, answerWithinMs } = parts;
  const poster = createPoster();
  const { signingSecret } = world.app;
  let url = requestUrl;

  function outcomeOf(kind: DeliveryKind, body: unknown, answer: Answer, retryNum = 0): Delivered {
    const isWrong = answer.error === undefined && (answer.status < 200 || answer.status > 299);
    return compact({
      kind,
      body,
      status: answer.status,
      response: answer.body,
      ms: answer.ms,
      retryNum,
      error: isWrong ? 'http_error' : answer.error,
    }) as Delivered;
  }

  function sign(body: string, atMs = Date.now()): Record<string, string> {
    return signedHeaders(signingSecret, body, atMs);
  }

  function overHttp(
    to: string,
    kind: DeliveryKind,
    payload: Obj,
    retry: Retry | undefined,
  ): Promise<Answer> {
    const body = formBody(kind, payload);
    const headers = {
      'content-type': kind === 'event' ? JSON_TYPE : FORM,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...sign(body),
      ...(retry === undefined
        ? {}
        : { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
    };
    return poster.post({ url: to, body, headers, timeoutMs: answerWithinMs });
  }

  function overSocket(kind: DeliveryKind, payload: Obj, retry: Retry | undefined): Promise<Answer> {
    const type = kind === 'event' || kind === 'command' ? ENVELOPES[kind] : 'interactive';
    const acceptsResponse = ANSWERABLE.has(kind);
    return sockets.send({ type, payload, acceptsResponse, retry, timeoutMs: answerWithinMs });
  }

  function route(kind: DeliveryKind, payload: Obj, retry: Retry | undefined): Promise<Answer> {
    if (url !== undefined) return overHttp(url, kind, payload, retry);
    if (world.grants.socketMode) return overSocket(kind, payload, retry);
    return Promise.resolve(NOWHERE);
  }

  return {
    send: (kind, payload, retry) =>
      busy.track(async () => {
        const end = traffic.deliveryStarts();
        const answer = await route(kind, payload, retry);
        end(outcomeOf(kind, payload, answer, retry?.num));
        return answer;
      }),
    raw: (body, headers) =>
      busy.track(async () => {
        const end = traffic.deliveryStarts();
        if (url === undefined) return end(outcomeOf('raw', body, NOWHERE));
        const answer = await poster.post({ url, body, headers, timeoutMs: answerWithinMs });
        return end(outcomeOf('raw', body, answer));
      }),
    sign,
    deliverTo: (requestUrl) => {
      url = requestUrl;
    },
    close: () => {
      poster.close();
    },
  };
}
