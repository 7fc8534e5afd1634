import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import {
  appliedPostgres,
  appliedSqlite,
  journalLength,
  POSTGRES_MIGRATIONS,
  SQLITE_MIGRATIONS,
} from './migrate.ts';
import type { DatabaseChoice } from './open.ts';
import * as sqliteTables from './schema.sqlite.ts';
import { postgresStore, type Reader } from './store.ts';

/** A database that is only read: nothing is brought up to date, nothing can be written. */
export type OpenReader = Readonly<{ read: Reader; close: () => Promise<void> }>;

/** Why a database cannot be read, and what to do; without its address, which may hold a password. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

/** Opens a database for reading, beside a bot that writes into it. @throws UnreadableError */
export async function openReader(choice: DatabaseChoice): Promise<OpenReader> {
  return choice.kind === 'sqlite' ? readSqlite(choice.path) : readPostgres(choice.url);
}

function readSqlite(path: string): OpenReader {
  if (!existsSync(path)) {
    throw new UnreadableError(`There is no database at ${path}: DATABASE_URL names it.`);
  }
  const database = new Database(path, { readonly: true });
  try {
    refuseOther(appliedSqlite(database), journalLength(SQLITE_MIGRATIONS));
  } catch (error) {
    database.close();
    throw unreadable(error);
  }
  // better-sqlite3 answers at once; awaited, its builders behave like the asynchronous ones.
  const db = drizzleSqlite(database) as unknown as Reader['db'];
  return {
    read: { db, t: sqliteTables },
    close: () => {
      database.close();
      return Promise.resolve();
    },
  };
}

async function readPostgres(url: string): Promise<OpenReader> {
  const options = '-c default_transaction_read_only=on';
  const pool = new pg.Pool({ connectionString: url, max: 1, options });
  try {
    refuseOther(await appliedPostgres(pool), journalLength(POSTGRES_MIGRATIONS));
  } catch (error) {
    await pool.end();
    throw unreadable(error);
  }
  return postgresReader(pool);
}

function postgresReader(pool: pg.Pool): OpenReader {
  const { read, close } = postgresStore(drizzlePg(pool), () => pool.end());
  return { read, close };
}

function refuseOther(applied: number, known: number): void {
  if (applied === known) return;
  throw new UnreadableError(
    `The database has ${applied} migrations, this version knows ${known}: ask the version that runs, or start this one.`,
  );
}

function unreadable(error: unknown): UnreadableError {
  if (error instanceof UnreadableError) return error;
  const why = error instanceof Error ? error.message || error.name : String(error);
  return new UnreadableError(`The database cannot be read (${why}): is DATABASE_URL right?`, {
    cause: error,
  });
}
