import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startScheduler } from '../src/scheduler.ts';

const MINUTE_MS = 60_000;

const ELSEWHERE = process.env['TZ'];

beforeEach(() => {
  process.env['TZ'] = 'UTC';
  // Half a minute before New York has its hour for the second time.
  vi.useFakeTimers({ now: Date.parse('2026-11-01T05:59:30Z') });
});

afterEach(() => {
  vi.useRealTimers();
  process.env['TZ'] = ELSEWHERE;
});

test('refuses to run where clocks change', () => {
  process.env['TZ'] = 'America/New_York';
  const start = () =>
    startScheduler(
      () => Promise.resolve(),
      () => undefined,
    );
  expect(start).toThrow('The process runs in America/New_York: set TZ=UTC');
});

test('ticks once a minute, through the hour that New York has twice', async () => {
  let ticks = 0;
  const scheduler = startScheduler(
    () => {
      ticks++;
      return Promise.resolve();
    },
    () => undefined,
  );
  await vi.advanceTimersByTimeAsync(90 * MINUTE_MS);
  expect(ticks).toBe(90);
  await scheduler.stop();
  await vi.advanceTimersByTimeAsync(5 * MINUTE_MS);
  expect(ticks).toBe(90);
});

test('a tick that fails is reported, and the next one comes', async () => {
  const errors: unknown[] = [];
  let ticks = 0;
  const scheduler = startScheduler(
    () => (++ticks === 1 ? Promise.reject(new Error('no disk')) : Promise.resolve()),
    (error) => errors.push(error),
  );
  await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
  expect(ticks).toBe(2);
  expect(errors.map(String)).toEqual(['Error: no disk']);
  await scheduler.stop();
});

test('a tick that never ends is given up, and does not stop the clock', async () => {
  const errors: unknown[] = [];
  let ticks = 0;
  const scheduler = startScheduler(
    () => (++ticks === 1 ? new Promise<void>(() => undefined) : Promise.resolve()),
    (error) => errors.push(error),
  );
  await vi.advanceTimersByTimeAsync(3 * MINUTE_MS);
  expect(ticks).toBeGreaterThanOrEqual(2);
  expect(errors.map(String)).toEqual(['Error: The tick took longer than 55000 ms']);
  await scheduler.stop();
});
