import type { Json } from './json.ts';

export type ApiCall = Readonly<{
  method: string;
  /** As values: JSON parsed, booleans and numbers read. */
  args: Readonly<Record<string, unknown>>;
  /** The body as answered; undefined while under way, dropped or never answered. */
  response: Json | undefined;
  /** HTTP status; 0 when the connection was dropped. */
  status: number;
  /** Simulated time of its start. */
  at: number;
  /** Rises with every call and delivery, in the order they start. */
  n: number;
  /** Rises with every call and delivery that ends; 0 while under way, dropped or never answered. */
  ended: number;
}>;

export type CallListener = (
  call: Readonly<{ method: string; args: Record<string, unknown> }>,
  phase: 'received' | 'stored',
) => void | Promise<void>;

export type DeliveryKind =
  | 'event'
  | 'command'
  | 'block_actions'
  | 'block_suggestion'
  | 'view_submission'
  | 'view_closed'
  | 'raw';

export type Delivery = Readonly<{
  kind: DeliveryKind;
  /** The payload as an object; the body text of a raw delivery. */
  body: unknown;
  /** HTTP status; 0 when there was no answer. Over Socket Mode 200 means acknowledged. */
  status: number;
  /** The answer's body as text. */
  response: string;
  ms: number;
  retryNum: number;
  error?: 'http_timeout' | 'connection_failed' | 'http_error';
  /** Simulated time of its start. */
  at: number;
  /** Rises with every call and delivery, in the order they start. */
  n: number;
  /** Rises with every call and delivery that ends. */
  ended: number;
}>;

/** Something that went between Slack and the app. */
export type Traffic =
  Readonly<{ kind: 'call'; call: ApiCall }> | Readonly<{ kind: 'delivery'; delivery: Delivery }>;

/** One planned failure of a Web API method; `'*'` stands for any. */
export type Fault = Readonly<{
  method: string;
  /** How many calls it hits. Default 1. */
  times?: number;
  kind:
    | Readonly<{ type: 'error'; error: string }>
    | Readonly<{ type: 'rate_limited'; retryAfterSeconds: number }>
    | Readonly<{ type: 'status'; status: number; stored: boolean }>
    | Readonly<{ type: 'drop'; stored: boolean }>
    | Readonly<{ type: 'hang'; stored: boolean }>;
}>;
