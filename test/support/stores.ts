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
import { insertBlocker } from '../../db/blockers.ts';
import { insertContact } from '../../db/contacts.ts';
import { insertItems } from '../../db/items.ts';
import { connectTeam, insertOnboarding } from '../../db/onboardings.ts';
import { insertPartner } from '../../db/partners.ts';
import { addPlaybook } from '../../db/playbooks.ts';
import { postgresStore, type Dialect, type Store } from '../../db/store.ts';
import type { WholeOnboarding } from '../../src/domain/onboarding.ts';
import { aBlocker, anItem, anOnboarding, aPlaybook, aSpec, aWhole, NOW } from './builders.ts';

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
    raw: async (sql) => {
      await server.exec(sql);
    },
  };
}

/** A fresh, migrated and empty store of each dialect, for the test that runs now. */
export const STORES: readonly (readonly [Dialect, () => Promise<TestStore>])[] = [
  ['sqlite', sqliteStore],
  ['postgres', pgliteStore],
];

/** Stores Acme with its manager, its lead, two open items and a blocker; returns what was stored. */
export async function storeAcme(store: Store): Promise<WholeOnboarding> {
  const playbook = aPlaybook([aSpec(), aSpec({ id: 'QUA-2', gate: 1 })]);
  return store.tx(async (tx) => {
    const whole = aWhole({
      playbook,
      onboarding: anOnboarding({ playbookHash: await addPlaybook(tx, { playbook, at: NOW }) }),
      items: [anItem({ key: 'QUA-1' }), anItem({ key: 'QUA-2' })],
      blockers: [aBlocker()],
    });
    const { people, partner, onboarding, items, blockers, connectedTeams } = whole;
    for (const one of [...people.team, ...people.contacts]) await insertContact(tx, one);
    await insertPartner(tx, partner);
    await insertOnboarding(tx, onboarding);
    await insertItems(tx, items);
    for (const blocker of blockers) await insertBlocker(tx, blocker);
    for (const teamId of connectedTeams) {
      await connectTeam(tx, { onboardingId: onboarding.id, teamId, connectedAt: NOW });
    }
    return whole;
  });
}
