import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { drizzle as drizzleSqlite } from 'drizzle-orm/better-sqlite3';
import { migrate as runSqlite } from 'drizzle-orm/better-sqlite3/migrator';
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres';
import { migrate as runPostgres } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

export const SQLITE_MIGRATIONS = join(import.meta.dirname, 'migrations/sqlite');
export const POSTGRES_MIGRATIONS = join(import.meta.dirname, 'migrations/pg');

/** Any number that other software on the same server is unlikely to lock. */
const MIGRATION_LOCK = 724_901_336;
const APPLIED = '__drizzle_migrations';

/**
 * Brings a SQLite file up to date. drizzle switches foreign keys off inside its own transaction,
 * where SQLite ignores it, and rebuilding a table would then delete its children: they are off
 * before, and everything is checked after. A copy of the file is kept beside it first.
 * @throws Error when rows would be orphaned, or the file is from a newer version
 */
export async function migrateSqlite(path: string, folder = SQLITE_MIGRATIONS): Promise<void> {
  const fresh = !existsSync(path);
  const database = new Database(path);
  try {
    const before = fresh ? 0 : appliedSqlite(database);
    const known = journalLength(folder);
    refuseNewer(before, known);
    if (before < known) {
      if (before > 0) await database.backup(`${path}.before-migration-${before}`);
      database.pragma('foreign_keys = OFF');
      runSqlite(drizzleSqlite(database), { migrationsFolder: folder });
    }
    // At every start: a migration that orphaned rows has committed them, and is not run again.
    refuseOrphans(database, path);
    refuseSkipped(appliedSqlite(database), known);
  } finally {
    database.close();
  }
}

/** Brings a PostgreSQL database up to date; processes that start together wait for each other. */
export async function migratePostgres(url: string, folder = POSTGRES_MIGRATIONS): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    await pool.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const known = journalLength(folder);
    refuseNewer(await appliedPostgres(pool), known);
    await runPostgres(drizzlePg(pool), { migrationsFolder: folder });
    refuseSkipped(await appliedPostgres(pool), known);
    await pool.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } finally {
    await pool.end();
  }
}

/** How many migrations this version knows. */
export function journalLength(folder: string): number {
  const journal = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
    entries: unknown[];
  };
  return journal.entries.length;
}

/** How many migrations a database has. */
export function appliedSqlite(database: Database.Database): number {
  const table = database
    .prepare("select count(*) from sqlite_master where type = 'table' and name = ?")
    .pluck();
  if (table.get(APPLIED) === 0) return 0;
  return Number(database.prepare(`select count(*) from ${APPLIED}`).pluck().get());
}

/** How many migrations a database has. */
export async function appliedPostgres(pool: pg.Pool): Promise<number> {
  const exists = await pool.query<{ found: string | null }>(
    `select to_regclass('drizzle.${APPLIED}')::text as found`,
  );
  if (exists.rows[0]?.found == null) return 0;
  const count = await pool.query<{ n: string }>(`select count(*) as n from drizzle.${APPLIED}`);
  return Number(count.rows[0]?.n);
}

function refuseOrphans(database: Database.Database, path: string): void {
  const orphans = database.pragma('foreign_key_check') as unknown[];
  if (orphans.length === 0) return;
  throw new Error(
    `${orphans.length} rows have lost their parent in a migration. Restore the newest ${path}.before-migration-… and report this.`,
  );
}

function refuseNewer(applied: number, known: number): void {
  if (applied > known) {
    throw new Error(
      `The database has ${applied} migrations, this version knows ${known}: it was written by a newer version. Start that one, or restore the copy from before the upgrade.`,
    );
  }
}

/** drizzle passes over a migration dated before the newest applied one, and reports success. */
function refuseSkipped(applied: number, known: number): void {
  if (applied !== known) throw new Error(`Only ${applied} of ${known} migrations were applied`);
}
