import { expect, test } from 'vitest';
import { isNew } from '../../db/inbox.ts';
import { StaleError } from '../../src/errors.ts';
import { STORES } from '../support/stores.ts';

const POSTGRES = STORES.filter(([dialect]) => dialect === 'postgres');

/** What PostgreSQL reports when two transactions met. */
function met(code: string): Error {
  return Object.assign(new Error('met'), { code });
}

test.each(POSTGRES)('what met another transaction runs again, on %s', async (_dialect, open) => {
  const { store } = await open();
  const failures = [
    met('23505'),
    new Error('wrapped', { cause: met('40001') }),
    new StaleError('late'),
  ];
  const fresh = await store.tx(async (tx) => {
    const first = await isNew(tx, { key: 'k', at: 1 });
    const failure = failures.shift();
    if (failure) throw failure;
    return first;
  });
  // The attempts that failed left nothing behind.
  expect(fresh).toBe(true);
  expect(failures).toEqual([]);
});

test.each(POSTGRES)('anything else is an error at once, on %s', async (_dialect, open) => {
  const { store } = await open();
  let runs = 0;
  const failing = store.tx(() => {
    runs++;
    return Promise.reject(new Error('disk full'));
  });
  await expect(failing).rejects.toThrow('disk full');
  expect(runs).toBe(1);
});
