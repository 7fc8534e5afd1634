import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = ['src', 'commands', 'views', 'db', 'sandbox', 'playbooks'];

type Import = Readonly<{ from: string; to: string; typeOnly: boolean }>;

const files = globSync(`{${FOLDERS.join(',')}}/**/*.{ts,tsx}`, { cwd: ROOT }).sort();
const text = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]));

const FROM = /^\s*(?:import|export)\s+(type\s+)?([^;'"]*?)\s*from\s*['"]([^'"]+)['"]/gm;
const BARE = /(?:^\s*import\s*|\bimport\(\s*)['"]([^'"]+)['"]/gm;

/** Every import of `file`; one that names types only leaves nothing to run. */
function importsOf(file: string): readonly Import[] {
  const source = text.get(file) ?? '';
  const target = (path: string) =>
    path.startsWith('.') ? relative(ROOT, join(ROOT, dirname(file), path)) : path;
  const named = [...source.matchAll(FROM)].map(([, type, names = '', path = '']) => {
    const list = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1]?.split(',') ?? [names];
    const typed = list
      .filter((name) => name.trim() !== '')
      .every((name) => /^\s*type\s/.test(name));
    return { from: file, to: target(path), typeOnly: type !== undefined || typed };
  });
  const bare = [...source.matchAll(BARE)].map(([, path = '']) => ({
    from: file,
    to: target(path),
    typeOnly: false,
  }));
  return [...named, ...bare];
}

const imports = files.flatMap(importsOf);
const told = ({ from, to }: Import) => `${from} → ${to}`;

test('all the code is looked at', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(imports.length).toBeGreaterThan(files.length);
  const ours = imports.filter(({ to }) => FOLDERS.some((folder) => to.startsWith(`${folder}/`)));
  expect(ours.filter(({ to }) => to.endsWith('.ts') && !text.has(to)).map(told)).toEqual([]);
});

test('nothing imports itself, however far round, not even for a type', () => {
  const edges = Map.groupBy(
    imports.filter(({ to }) => text.has(to)),
    ({ from }) => from,
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) circles.push([...trail.slice(start), file].join(' → '));
    if (start >= 0 || done.has(file)) return;
    for (const { to } of edges.get(file) ?? []) visit(to, [...trail, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

describe('imports go one way', () => {
  const COMMON = ['src/domain/', 'src/errors.ts'];
  test.each<[folder: string, may: readonly string[]]>([
    ['src/domain/', COMMON],
    ['src/usecases/', ['src/usecases/', 'db/', ...COMMON]],
    [
      'src/slack/',
      ['src/slack/', 'src/usecases/deps.ts', 'src/log.ts', 'db/', 'views/', ...COMMON],
    ],
    ['src/scheduler.ts', []],
    ['src/errors.ts', []],
    ['src/log.ts', []],
    ['src/playbook-folder.ts', COMMON],
    ['commands/', ['commands/', 'src/usecases/', 'views/', ...COMMON]],
    ['views/', ['views/', ...COMMON]],
    ['db/', ['db/', ...COMMON]],
    ['sandbox/slack/', ['sandbox/slack/']],
    ['sandbox/page/', ['sandbox/page/', 'sandbox/desk/protocol.ts', 'sandbox/slack/']],
    ['sandbox/', ['sandbox/', 'src/', 'db/']],
  ])('%s', (folder, may) => {
    const own = imports.filter(({ from }) => from.startsWith(folder));
    if (folder.endsWith('/')) expect(own.length).toBeGreaterThan(0);
    const wrong = own.filter(
      ({ to }) =>
        ![...may, folder].some((start) => to.startsWith(start)) &&
        (FOLDERS.some((other) => to.startsWith(`${other}/`)) || to.startsWith('..')),
    );
    expect(wrong.map(told)).toEqual([]);
  });

  test.each<[what: string, name: RegExp, where: RegExp]>([
    ['SQL', /^(drizzle-|better-sqlite3$|pg$)/, /^db\//],
    ['Bolt', /^@slack\/bolt/, /^(commands\/|src\/(app|http-server|socket-receiver)\.ts)/],
    ['Slack’s client', /^@slack\/web-api/, /^(commands\/|src\/slack\/|src\/app\.ts)/],
    ['a YAML parser', /^yaml$/, /^(src\/domain\/yaml-file\.ts|sandbox\/)/],
    ['the scheduler', /^node-cron/, /^src\/scheduler\.ts/],
    ['tests', /^(test\/|vitest|fast-check)/, /^$/],
  ])('only its place knows %s', (_what, name, where) => {
    const users = imports.filter(({ to }) => name.test(to));
    if (where.source !== '^$') expect(users.length).toBeGreaterThan(0);
    expect(users.filter(({ from }) => !where.test(from)).map(told)).toEqual([]);
  });
});

describe('only one place does it', () => {
  const users = (what: RegExp, among: RegExp) =>
    files.filter((file) => among.test(file) && what.test(text.get(file) ?? ''));
  const BOT = /^(src|commands|views|db)\//;

  test.each<[what: string, how: RegExp, where: readonly string[]]>([
    [
      'posting to a channel',
      /chat\s*\.\s*postMessage\s*\(|['"`]chat\.postMessage['"`]/,
      ['src/slack/post.ts'],
    ],
    [
      'editing a message',
      /chat\s*\.\s*update\s*\(|['"`]chat\.update['"`]/,
      ['src/slack/render.ts'],
    ],
    ['reading the environment', /process\s*\.\s*env/, ['src/main.ts', 'src/operator.ts']],
  ])('%s', (_what, how, where) => {
    expect(users(how, BOT)).toEqual(where);
  });

  test('the sandbox reads the database and never writes into it', () => {
    expect(users(/\.\s*tx\s*\(/, /^sandbox\//)).toEqual([]);
  });

  test('opening a form is for commands', () => {
    const openers = users(/views\s*\.\s*(open|push|update)\b|['"`]views\.(open|push|update)/, BOT);
    expect(openers.length).toBeGreaterThan(0);
    expect(openers.filter((file) => !file.startsWith('commands/'))).toEqual([]);
  });

  test('a message that only one person sees is not posted past the outbox', () => {
    expect(users(/postEphemeral|chat\s*\.\s*delete\b|scheduleMessage/, BOT)).toEqual([]);
  });
});
