import { AsyncLocalStorage } from 'node:async_hooks';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { StaleError } from '../src/errors.ts';
import * as pgTables from './schema.pg.ts';
import type { Schema } from './schema.ts';

type Builder = BaseSQLiteDatabase<'async', unknown, Schema>;
export type Dialect = 'sqlite' | 'postgres';

/** What a query takes: `store.read`, or a transaction. */
export type Reader = Readonly<{ db: Pick<Builder, 'select' | 'selectDistinct'>; t: Schema }>;
/** What a write takes; only `store.tx` hands one out. */
export type Tx = Reader &
  Readonly<{ db: Pick<Builder, 'insert' | 'update' | 'delete'>; dialect: Dialect }>;

export type Store = Readonly<{
  read: Reader;
  /** All that `work` does, or nothing if it throws. Await only queries in it. */
  tx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
}>;

/** A transaction inside a transaction would wait for itself for ever: it is refused instead. */
export function unnested(run: Store['tx']): Store['tx'] {
  const inside = new AsyncLocalStorage<true>();
  return (work) => {
    if (inside.getStore()) throw new Error('A transaction inside a transaction: pass `tx` on');
    return inside.run(true, () => run(work));
  };
}

/** PostgreSQL behind any drizzle driver: `pg` in production, PGlite in tests. */
export function postgresStore(db: PgDatabase<PgQueryResultHKT>, close: () => Promise<void>): Store {
  // Both dialects have the same tables (schema.ts proves it) and the same builder calls.
  const seen = (query: Pick<typeof db, 'select'>) => query as unknown as Builder;
  const t = pgTables as unknown as Schema;
  return {
    read: { db: seen(db), t },
    tx: unnested((work) =>
      again(() => db.transaction((query) => work({ db: seen(query), t, dialect: 'postgres' }))),
    ),
    close,
  };
}

/** What PostgreSQL says when two transactions met: unique violation, serialization, deadlock. */
const MET = new Set(['23505', '40001', '40P01']);
const TRIES = 4;

/**
 * Transactions overlap on PostgreSQL: the later one may find what it was about to insert, or that
 * what it decided on has changed. Nothing but the database was touched, so it runs again, reads what
 * the other has done, and decides anew.
 */
async function again<T>(run: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await run();
    } catch (error) {
      const met = error instanceof StaleError || MET.has(codeOf(error));
      if (tried === TRIES || !met) throw error;
    }
  }
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}
