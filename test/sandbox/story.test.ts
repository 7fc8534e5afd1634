import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const MAIN = join(import.meta.dirname, '../../sandbox/main.ts');

test('the sandbox tells the first week, scene by scene, and ends by itself when asked to', async () => {
  const { stdout, stderr } = await run(process.execPath, [MAIN, '--once'], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  const scenes = [
    'Acme is started. I am making the channel',
    '(pinned) Onboarding Acme with Northwind',
    '~ [x] Register the partner and name the leads',
    'Acme handed in evidence for “Verify company identity and ownership”',
    '(in the thread) @Priya Verify company identity and ownership needs one more round',
    '~ • ✓ Verify company identity and ownership',
    '@Priya is blocked: documentation, waiting for Northwind',
    '1 open blocker',
    'Plan for Acme',
    '@Priya, 3 items of yours are due, 1 is due soon',
    'Your outcome for Acme is verified. Time to First Value: 6 days.',
    'Waiting for Acme (4)',
    'Partner onboarding, week to Mon 9 Mar',
  ];
  const places = scenes.map((scene) => stdout.indexOf(scene));
  expect(
    places.every((place) => place >= 0),
    JSON.stringify(scenes.filter((_, at) => places[at] === -1)),
  ).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(stderr).toBe('');
}, 60_000);
