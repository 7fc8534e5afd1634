import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { onTestFinished } from 'vitest';
import { POSTGRES_MIGRATIONS } from '../../db/migrate.ts';
import { openSqlite } from '../../db/open.ts';
import { postgresStore, type Dialect, type Store } from '../../db/store.ts';

export type TestStore = Readonly<{
  store: Store;
  /** Runs SQL as it stands, past the queries and on a connection of its own where there is one. */
  raw: (sql: string) => Promise<void>;
}>;

/** A folder of its own for the test that runs now; gone when it ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onboard-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

async function sqliteStore(): Promise<TestStore> {
  const path = join(temporaryFolder(), 'onboard.db');
  const store = await openSqlite(path);
  onTestFinished(store.close);
  return {
    store,
    raw: async (sql) => {
      const database = new Database(path);
      try {
        database.exec(sql);
      } finally {
        database.close();
      }
    },
  };
}

/** PGlite starts in a second and a half: one server for a file of tests, emptied for each. */
let shared: Promise<PGlite> | undefined;

async function startPglite(): Promise<PGlite> {
  const server = await PGlite.create();
  await migrate(drizzle(server), { migrationsFolder: POSTGRES_MIGRATIONS });
  return server;
}

async function pgliteStore(): Promise<TestStore> {
  const server = await (shared ??= startPglite());
  const { rows } = await server.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  );
  const names = rows.map(({ name }) => name).join(', ');
  // The audit refuses to be emptied, so its trigger steps aside.
  await server.exec(
    `set session_replication_role = replica; truncate ${names} restart identity; set session_replication_role = origin;`,
  );
  return {
    store: postgresStore(drizzle(server), () => Promise.resolve()),
    raw: async (sql) => void (await server.exec(sql)),
  };
}

/** A fresh, migrated and empty store of each dialect, for the test that runs now. */
export const STORES: readonly (readonly [Dialect, () => Promise<TestStore>])[] = [
  ['sqlite', sqliteStore],
  ['postgres', pgliteStore],
];
