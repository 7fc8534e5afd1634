import { execFile } from 'node:child_process';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { aFolder } from '../../support/desk.ts';

const ROOT = join(import.meta.dirname, '../../..');

test('the pictures of the README are those that the script makes, all of them', async () => {
  const folder = aFolder();
  await promisify(execFile)(process.execPath, [join(ROOT, 'sandbox/screenshots.ts'), folder]);
  const made = readdirSync(folder).sort();
  const kept = readdirSync(join(ROOT, 'docs/screenshots')).sort();
  const texts = globSync('{README.md,docs/*.md,sandbox/**/*.md}', { cwd: ROOT });
  const shown = texts.flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/\]\(([^)]+\.png)\)/g)].map(
      ([, path = '']) => basename(path),
    ),
  );
  expect(kept).toEqual(made);
  expect([...new Set(shown)].sort()).toEqual(made);
}, 120_000);
