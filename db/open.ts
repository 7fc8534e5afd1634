import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import pg from 'pg';
import { migratePostgres, migrateSqlite } from './migrate.ts';
import * as sqliteTables from './schema.sqlite.ts';
import { postgresStore, unnested, type Store, type Tx } from './store.ts';

export type DatabaseChoice =
  Readonly<{ kind: 'sqlite'; path: string }> | Readonly<{ kind: 'postgres'; url: string }>;

/** Opens the database, brings its tables up to date, and makes a `Store` of it. */
export async function openStore(
  choice: DatabaseChoice,
  onBrokenConnection: (error: Error) => void,
): Promise<Store> {
  return choice.kind === 'sqlite'
    ? openSqlite(choice.path)
    : openPostgres(choice.url, onBrokenConnection);
}

/** Older versions can lose data when two connections write and checkpoint at once. */
const OLDEST_SQLITE = '3.51.3';

/** Transactions run one after the other on a connection of their own; reads never wait for them. */
export async function openSqlite(path: string): Promise<Store> {
  mkdirSync(dirname(path), { recursive: true });
  await migrateSqlite(path);
  const writer = remembering(new Database(path));
  refuseOldSqlite(writer);
  writer.pragma('journal_mode = WAL');
  // better-sqlite3 would fall back to NORMAL in WAL mode, which can lose commits to a power cut.
  writer.pragma('synchronous = FULL');
  writer.pragma('foreign_keys = ON');
  writer.pragma('busy_timeout = 5000');
  const reader = remembering(new Database(path, { readonly: true }));
  type Builder = BaseSQLiteDatabase<'async', unknown, typeof sqliteTables>;
  // better-sqlite3 answers at once; awaited, its builders behave like the asynchronous ones.
  const seen = (connection: Database.Database) => drizzleSqlite(connection) as unknown as Builder;
  const tx: Tx = { db: seen(writer), t: sqliteTables, dialect: 'sqlite' };

  async function run<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    writer.exec('BEGIN IMMEDIATE');
    try {
      const result = await work(tx);
      writer.exec('COMMIT');
      return result;
    } catch (error) {
      if (writer.inTransaction) writer.exec('ROLLBACK');
      throw error;
    }
  }

  let last: Promise<unknown> = Promise.resolve();
  return {
    read: { db: seen(reader), t: sqliteTables },
    tx: unnested((work) => {
      const done = last.then(() => run(work));
      last = done.catch(() => undefined);
      return done;
    }),
    close: async () => {
      await last;
      reader.close();
      writer.close();
    },
  };
}

async function openPostgres(
  url: string,
  onBrokenConnection: (error: Error) => void,
): Promise<Store> {
  await migratePostgres(url);
  const pool = new pg.Pool({ connectionString: url });
  // Without a listener, an idle connection that breaks ends the process.
  pool.on('error', onBrokenConnection);
  return postgresStore(drizzlePg(pool), () => pool.end());
}

/** More statements than the code has, with room for lists of different lengths. */
const STATEMENTS_KEPT = 500;

/**
 * Compiles each statement once: a fifth of the time of a click went into compiling the same few
 * again. A statement is run to its end before anything else happens, so it can be shared.
 */
function remembering(database: Database.Database): Database.Database {
  const kept = new Map<string, Database.Statement>();
  const prepare = database.prepare.bind(database);
  database.prepare = ((source: string) => {
    const known = kept.get(source);
    if (known) return known;
    if (kept.size >= STATEMENTS_KEPT) kept.clear();
    const statement = prepare(source);
    kept.set(source, statement);
    return statement;
  }) as typeof database.prepare;
  return database;
}

function refuseOldSqlite(database: Database.Database): void {
  const version = String(database.prepare('select sqlite_version()').pluck().get());
  if (version.localeCompare(OLDEST_SQLITE, 'en', { numeric: true }) < 0) {
    throw new Error(`SQLite ${version} is too old: ${OLDEST_SQLITE} or newer is needed`);
  }
}
