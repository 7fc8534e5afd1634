import { describe, expect, test } from 'vitest';
import {
  claimOutbox,
  claimUnclear,
  closeOutbox,
  countOutbox,
  enqueue,
  getOutboxRow,
  lastOutboxSeq,
  listOutboxAfter,
  listOutboxWritten,
  nextWorkAt,
  noteAddress,
  PRIORITY,
  retryOutbox,
  type NewOutboxRow,
  type OutboxRow,
} from '../../db/outbox.ts';
import type { Store } from '../../db/store.ts';
import { asId } from '../../src/domain/ids.ts';
import { NotFoundError } from '../../src/errors.ts';
import { NOW } from '../support/builders.ts';
import { STORES } from '../support/stores.ts';

const LEASE = NOW + 90_000;

/** The few words in which a test speaks to the outbox of `store`. */
function speaking(store: Store) {
  const put = (key: string, row: Partial<NewOutboxRow> = {}): Promise<number> =>
    store.tx(async (tx) => {
      const intent = { kind: 'digest', slotAt: 1 } as const;
      const seq = await enqueue(tx, { dedupeKey: key, lane: 'a', intent, now: NOW, ...row });
      if (seq === undefined) throw new Error(`${key} was there before`);
      return seq;
    });
  const claim = (now = NOW, owner = 'one', limit = 10): Promise<readonly OutboxRow[]> =>
    store.tx((tx) => claimOutbox(tx, { owner, now, leaseUntil: now + 90_000, limit }));
  const names = (rows: readonly OutboxRow[]) => rows.map(({ dedupeKey }) => dedupeKey);
  const claimed = async (...by: Parameters<typeof claim>) => names(await claim(...by));
  const close = (row: OutboxRow, state: OutboxRow['state'], dueAt = NOW) =>
    store.tx((tx) => closeOutbox(tx, row, { state, dueAt }));
  const only = async (...by: Parameters<typeof claim>): Promise<OutboxRow> => {
    const [row, more] = await claim(...by);
    if (!row || more) throw new Error('Not one row');
    return row;
  };
  return { put, claim, claimed, close, only, names };
}

describe.each(STORES)('on %s', (_dialect, open) => {
  const opened = async () => {
    const { store } = await open();
    return { store, ...speaking(store) };
  };

  test('saying a thing twice says it once', async () => {
    const { store, put } = await opened();
    const first = await put('one');
    const again = store.tx((tx) =>
      enqueue(tx, { dedupeKey: 'one', lane: 'b', intent: { kind: 'digest', slotAt: 2 }, now: 5 }),
    );
    expect(await again).toBeUndefined();
    expect(await getOutboxRow(store.read, first)).toMatchObject({
      lane: 'a',
      intent: { kind: 'digest', slotAt: 1 },
      state: 'pending',
      attempt: 0,
      checks: 0,
      dueAt: NOW,
    });
    await expect(getOutboxRow(store.read, first + 1)).rejects.toThrow(NotFoundError);
  });

  test('a claim takes the first row of each lane, and notes whose it is', async () => {
    const { put, claim, names } = await opened();
    for (const [key, lane] of ['a1:a', 'a2:a', 'b1:b', 'b2:b'].map((one) => one.split(':'))) {
      await put(key ?? '', { lane: lane ?? '' });
    }
    const rows = await claim();
    expect(names(rows)).toEqual(['a1', 'b1']);
    expect(rows[0]).toMatchObject({
      state: 'sending',
      owner: 'one',
      leaseUntil: LEASE,
      attempt: 1,
      firstTryAt: NOW,
    });
    expect(names(await claim())).toEqual([]);
  });

  test.each<[state: OutboxRow['state'], holds: boolean]>([
    ['sent', false],
    ['dropped', false],
    ['dead', false],
    ['needs_review', false],
    ['sending', true],
    ['pending', true],
  ])('a row that is %s holds its lane: %s', async (state, holds) => {
    const { put, claimed, close, only } = await opened();
    await put('first');
    await put('second');
    await close(await only(), state, NOW + 1);
    expect(await claimed()).toEqual(holds ? [] : ['second']);
  });

  test.each<[state: OutboxRow['state'], waits: boolean]>([
    ['sent', false],
    ['dropped', false],
    ['dead', true],
    ['needs_review', true],
    ['sending', true],
    ['pending', true],
  ])('what follows a row of another lane that is %s waits: %s', async (state, waits) => {
    const { put, claimed, close, only } = await opened();
    const afterSeq = await put('cause', { lane: 'a' });
    await put('effect', { lane: 'b', afterSeq });
    await close(await only(), state, NOW + 1);
    expect(await claimed()).toEqual(waits ? [] : ['effect']);
  });

  test('between lanes the more urgent goes first, then the earlier due, then the older', async () => {
    const { put, claimed } = await opened();
    await put('digest', { lane: 'a', priority: PRIORITY.digest });
    await put('later', { lane: 'b', now: NOW - 1 });
    await put('early', { lane: 'c', now: NOW - 2 });
    await put('older', { lane: 'd', now: NOW - 1 });
    await put('urgent', { lane: 'e', priority: PRIORITY.urgent });
    for (const key of ['urgent', 'early', 'later', 'older', 'digest']) {
      expect(await claimed(NOW, 'one', 1)).toEqual([key]);
    }
  });

  test('nothing goes before it is due', async () => {
    const { put, claimed } = await opened();
    await put('at nine', { now: NOW });
    expect(await claimed(NOW - 1)).toEqual([]);
    expect(await claimed(NOW)).toEqual(['at nine']);
  });

  test('what was asked to wait comes back when it is due, counted anew', async () => {
    const { put, only, close, claimed } = await opened();
    await put('patient');
    expect(await close(await only(), 'pending', NOW + 5_000)).toBe(true);
    expect(await claimed(NOW + 4_999)).toEqual([]);
    expect(await only(NOW + 5_000)).toMatchObject({ attempt: 2, firstTryAt: NOW });
  });

  test('a sender whose row was taken over can no longer write to it', async () => {
    const { store, put, only, close } = await opened();
    await put('contested');
    const mine = await only(NOW, 'one');
    const unclear = (now: number) =>
      store.tx((tx) =>
        claimUnclear(tx, { owner: 'two', now, leaseUntil: now + 90_000, limit: 10 }),
      );
    expect(await unclear(LEASE - 1)).toEqual([]);
    const [theirs] = await unclear(LEASE);
    expect(theirs).toMatchObject({
      owner: 'two',
      attempt: 1,
      checks: 1,
      leaseUntil: LEASE + 90_000,
    });
    expect(await unclear(LEASE)).toEqual([]);

    const address = { channelId: 'C0ACME0001', threadTs: null };
    expect(await store.tx((tx) => noteAddress(tx, mine, address))).toBe(false);
    expect(await close(mine, 'sent')).toBe(false);
    expect(await getOutboxRow(store.read, mine.seq)).toMatchObject({
      state: 'sending',
      owner: 'two',
    });
    expect(theirs && (await close(theirs, 'sent'))).toBe(true);
    expect(theirs && (await close(theirs, 'dead'))).toBe(false);
    expect(await countOutbox(store.read)).toEqual({ sent: 1 });
  });

  test.each<[what: string, change: Partial<OutboxRow>]>([
    ['another owner', { owner: 'two' }],
    ['no owner', { owner: null }],
    ['an earlier attempt', { attempt: 0 }],
    ['an earlier look', { checks: -1 }],
  ])('a row is closed by whoever holds it, not by %s', async (_what, change) => {
    const { put, only, close } = await opened();
    await put('held');
    const row = await only();
    expect(await close({ ...row, ...change }, 'sent')).toBe(false);
    expect(await close(row, 'sent')).toBe(true);
  });

  test('where a row goes is written down before it goes there', async () => {
    const { store, put, only } = await opened();
    await put('addressed');
    const row = await only();
    const address = { channelId: 'C0ACME0001', threadTs: '1772442000.000100' };
    expect(await store.tx((tx) => noteAddress(tx, row, address))).toBe(true);
    expect(await getOutboxRow(store.read, row.seq)).toMatchObject(address);
  });

  test.each<[state: OutboxRow['state'], again: boolean]>([
    ['dead', true],
    ['needs_review', true],
    ['sent', false],
    ['dropped', false],
    ['sending', false],
    ['pending', false],
  ])('a row that is %s can be tried again by hand: %s', async (state, again) => {
    const { store, put, only, close } = await opened();
    const seq = await put('once more');
    await close(await only(), state, NOW + 9);
    expect(await store.tx((tx) => retryOutbox(tx, seq, NOW + 5))).toBe(again);
    if (!again) return;
    expect(await only(NOW + 5)).toMatchObject({ attempt: 1, checks: 0, lastError: null });
  });

  test('the next work is the first thing that becomes due, of whatever kind', async () => {
    const { store, put, only, close } = await opened();
    expect(await nextWorkAt(store.read)).toBeNull();
    await put('later', { lane: 'a', now: NOW + 500_000 });
    expect(await nextWorkAt(store.read)).toBe(NOW + 500_000);
    await put('soon', { lane: 'b', now: NOW });
    expect(await nextWorkAt(store.read)).toBe(NOW);
    const row = await only();
    expect(await nextWorkAt(store.read)).toBe(LEASE);
    await close(row, 'sent');
    expect(await nextWorkAt(store.read)).toBe(NOW + 500_000);
  });

  test('what is held by its lane, or waits for another, does not ask to be looked at', async () => {
    const { store, put, only, close } = await opened();
    const cause = await put('cause', { lane: 'a', now: NOW });
    await put('behind it in the lane', { lane: 'a', now: NOW });
    await put('waits for it elsewhere', { lane: 'b', now: NOW, afterSeq: cause });
    await close(await only(), 'pending', NOW + 50_000);
    expect(await nextWorkAt(store.read)).toBe(NOW + 50_000);
  });

  test('what was written since is listed, oldest first, whatever became of it', async () => {
    const { store, put, only, close, names } = await opened();
    expect(await lastOutboxSeq(store.read)).toBe(0);
    await put('before');
    const after = await lastOutboxSeq(store.read);
    await close(await only(), 'sent');
    await put('one');
    await close(await only(), 'dead');
    await put('two');
    const since = (limit: number) => listOutboxAfter(store.read, { after, limit });
    expect(names(await since(9))).toEqual(['one', 'two']);
    expect(names(await since(1))).toEqual(['one']);
  });

  test('what was written in a stretch of time has both its edges', async () => {
    const { store, put, names } = await opened();
    for (const at of [-1, 0, 5, 6]) await put(`at ${at}`, { now: NOW + at });
    const written = (limit: number) =>
      listOutboxWritten(store.read, { from: NOW, to: NOW + 5, limit });
    expect(names(await written(9))).toEqual(['at 0', 'at 5']);
    expect(names(await written(1))).toEqual(['at 0']);
  });

  test('a message in a lane and a channel keeps its words', async () => {
    const { put, only } = await opened();
    const intent = {
      kind: 'nudge',
      contactId: asId('contact', 'con_1'),
      nudgeIds: [asId('nudge', 'ndg_1'), asId('nudge', 'ndg_“2”')],
    } as const;
    await put('nudge', { intent });
    expect((await only()).intent).toEqual(intent);
  });
});
