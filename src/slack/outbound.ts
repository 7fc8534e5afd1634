import type { WebClient } from '@slack/web-api';
import type { Tx } from '../../db/store.ts';
import type { Deps } from '../usecases/deps.ts';

/** What sending needs. `client` never repeats a call by itself. */
export type Outbound = Readonly<{
  deps: Deps;
  client: WebClient;
  /** Signs the marks of messages; not in the database. */
  markKey: string;
  /** Names this process in the rows that it has taken. */
  owner: string;
  log: OutboundLog;
}>;

export type OutboundLog = Readonly<{
  warn: (detail: object, message: string) => void;
  error: (detail: object, message: string) => void;
}>;

/** Facts to write down in the transaction that closes the row. */
export type Record = (tx: Tx) => Promise<void>;
export const NOTHING_TO_RECORD: Record = () => Promise.resolve();
