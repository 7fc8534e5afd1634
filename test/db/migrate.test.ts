import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { migrateSqlite, POSTGRES_MIGRATIONS, SQLITE_MIGRATIONS } from '../../db/migrate.ts';
import { openSqlite } from '../../db/open.ts';
import { temporaryFolder } from '../support/stores.ts';

const BREAK = '\n--> statement-breakpoint\n';
const START = [
  'CREATE TABLE parents (id text PRIMARY KEY, name text)',
  'CREATE TABLE children (id text PRIMARY KEY, parent text NOT NULL REFERENCES parents(id) ON DELETE CASCADE)',
].join(BREAK);
/** As drizzle-kit writes a rebuild: what switches foreign keys off does nothing in a transaction. */
const REBUILD = [
  'PRAGMA foreign_keys=OFF;',
  'CREATE TABLE __new_parents (id text PRIMARY KEY, name text NOT NULL)',
  'INSERT INTO __new_parents SELECT id, name FROM parents',
  'DROP TABLE parents',
  'ALTER TABLE __new_parents RENAME TO parents',
  'PRAGMA foreign_keys=ON;',
].join(BREAK);
const ORPHANS = "DELETE FROM parents WHERE id = 'p'";

/** A folder of migrations as drizzle-kit writes it. */
function migrations(folder: string, ...texts: readonly string[]): string {
  mkdirSync(join(folder, 'meta'), { recursive: true });
  const entries = texts.map((sql, idx) => {
    const tag = `000${idx}_step`;
    writeFileSync(join(folder, `${tag}.sql`), sql);
    return { idx, version: '6', when: 1_000 + idx, tag, breakpoints: true };
  });
  const journal = { version: '7', dialect: 'sqlite', entries };
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify(journal));
  return folder;
}

function ask(path: string, sql: string): unknown[] {
  const database = new Database(path);
  try {
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
}

/** A database of the first step, with a parent and three children. */
async function family() {
  const folder = temporaryFolder();
  const path = join(folder, 'family.db');
  await migrateSqlite(path, migrations(join(folder, 'first'), START));
  const database = new Database(path);
  database.exec("INSERT INTO parents VALUES ('p', 'Pat')");
  database.exec("INSERT INTO children VALUES ('a', 'p'), ('b', 'p'), ('c', 'p')");
  database.close();
  return { folder, path };
}

describe('on SQLite', () => {
  test('rebuilding a table keeps the rows that hang on it', async () => {
    const { folder, path } = await family();
    await migrateSqlite(path, migrations(join(folder, 'second'), START, REBUILD));
    expect(ask(path, 'select id, parent from children order by id')).toEqual([
      { id: 'a', parent: 'p' },
      { id: 'b', parent: 'p' },
      { id: 'c', parent: 'p' },
    ]);
    expect(
      ask(path, 'select name from pragma_table_info(\'parents\') where "notnull" = 1'),
    ).toEqual([{ name: 'name' }]);
  });

  test('a migration that leaves rows without their parent is an error, at every start', async () => {
    const { folder, path } = await family();
    const second = migrations(join(folder, 'second'), START, ORPHANS);
    for (const start of [1, 2]) {
      const orphaning = migrateSqlite(path, second);
      await expect(orphaning, `start ${start}`).rejects.toThrow('3 rows have lost their parent');
    }
  });

  test('a copy of the file, as it was, is kept beside it', async () => {
    const { folder, path } = await family();
    const second = migrations(
      join(folder, 'second'),
      START,
      `${REBUILD}${BREAK}DELETE FROM children`,
    );
    await migrateSqlite(path, second);
    expect(ask(path, 'select * from children')).toEqual([]);
    const copy = `${path}.before-migration-1`;
    expect(ask(copy, 'select * from children')).toHaveLength(3);
    expect(ask(copy, 'select * from __drizzle_migrations')).toHaveLength(1);
  });

  test('a migration that fails changes nothing', async () => {
    const { folder, path } = await family();
    const broken = `ALTER TABLE parents ADD age integer${BREAK}INSERT INTO nowhere VALUES (1)`;
    const failing = migrateSqlite(path, migrations(join(folder, 'second'), START, broken));
    await expect(failing).rejects.toThrow();
    expect(ask(path, 'select * from parents')).toEqual([{ id: 'p', name: 'Pat' }]);
    await migrateSqlite(path, migrations(join(folder, 'third'), START, REBUILD));
    expect(ask(path, 'select * from children')).toHaveLength(3);
  });

  test('a file of a newer version is refused, and left as it is', async () => {
    const { folder, path } = await family();
    await migrateSqlite(path, migrations(join(folder, 'second'), START, REBUILD));
    const before = readFileSync(path);
    await expect(migrateSqlite(path, join(folder, 'first'))).rejects.toThrow(
      'The database has 2 migrations, this version knows 1: it was written by a newer version. Start that one, or restore the copy from before the upgrade.',
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('a migration dated before the newest applied one is not passed over in silence', async () => {
    const { folder, path } = await family();
    const second = migrations(join(folder, 'second'), START, REBUILD);
    const journal = join(second, 'meta/_journal.json');
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('1001', '999'));
    await expect(migrateSqlite(path, second)).rejects.toThrow(
      'Only 1 of 2 migrations were applied',
    );
  });

  test('a second start does nothing', async () => {
    const path = join(temporaryFolder(), 'data', 'onboard.db');
    await (await openSqlite(path)).close();
    const applied = ask(path, 'select * from __drizzle_migrations');
    await (await openSqlite(path)).close();
    expect(ask(path, 'select * from __drizzle_migrations')).toEqual(applied);
    expect(readdirSync(join(path, '..')).filter((name) => name.includes('before'))).toEqual([]);
  });
});

describe('the journals', () => {
  const entriesOf = (folder: string) =>
    (
      JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8')) as {
        entries: { idx: number; when: number; tag: string }[];
      }
    ).entries;
  const BOTH = { sqlite: SQLITE_MIGRATIONS, pg: POSTGRES_MIGRATIONS };

  test.each(Object.entries(BOTH))(
    'of %s lead to files, each later than the one before',
    (_, folder) => {
      const entries = entriesOf(folder);
      entries.forEach(({ idx, when, tag }, index) => {
        expect(idx).toBe(index);
        expect(when).toBeGreaterThan(entries[index - 1]?.when ?? 0);
        expect(existsSync(join(folder, `${tag}.sql`))).toBe(true);
      });
      const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));
      expect(files.sort()).toEqual(entries.map(({ tag }) => `${tag}.sql`));
    },
  );

  test('have the same migrations on both dialects', () => {
    const names = (folder: string) => entriesOf(folder).map(({ tag }) => tag);
    expect(names(SQLITE_MIGRATIONS)).toEqual(names(POSTGRES_MIGRATIONS));
  });
});
