import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { insertClock } from '../../db/clocks.ts';
import { countGivenUp, countReminders, listOpenClockHeads } from '../../db/doctor.ts';
import { insertNudges } from '../../db/nudges.ts';
import { enqueue } from '../../db/outbox.ts';
import { openReader } from '../../db/open-reader.ts';
import { openSqlite } from '../../db/open.ts';
import { claimSlot } from '../../db/schedule.ts';
import type { Tx } from '../../db/store.ts';
import { asId } from '../../src/domain/ids.ts';
import { examine } from '../../src/usecases/see-doctor.ts';
import { HOUR_MS, NOW, PRIYA } from '../support/builders.ts';
import { aClockRow, aNudge } from '../support/owing.ts';
import { storeAcme, STORES, temporaryFolder } from '../support/stores.ts';

describe.each(STORES)('on %s', (_dialect, open) => {
  const closed = aClockRow({ id: asId('clock', 'clk_2'), kind: 'review', closedAt: NOW });

  test('open clocks come with what decides whose they are', async () => {
    const { store } = await open();
    await storeAcme(store);
    await store.tx(async (tx) => {
      await insertClock(tx, aClockRow());
      await insertClock(tx, closed);
    });
    const { id, subject, kind, side, policy, zoneData } = aClockRow();
    const heads = await listOpenClockHeads(store.read);
    expect(heads).toMatchObject([{ id, subject, kind, side, policy, zoneData }]);
  });

  test('reminders that wait too long are counted, wherever they wait', async () => {
    const { store } = await open();
    await storeAcme(store);
    const late = { contactId: PRIYA, deliverAt: NOW - 1, settledAt: NOW - 1 } as const;
    await store.tx(async (tx) => {
      await insertClock(tx, aClockRow());
      const intent = { kind: 'nudge', contactId: PRIYA, nudgeIds: [] } as const;
      const outboxSeq = (await enqueue(tx, { dedupeKey: 'a', lane: 'l', intent, now: NOW })) ?? 0;
      await insertNudges(tx, [
        aNudge({ ...late, step: 'p50', fate: 'planned', settledAt: null }),
        aNudge({ ...late, step: 'p75', fate: 'planned', settledAt: null, deliverAt: NOW }),
        aNudge({ ...late, step: 'p90', fate: 'queued', outboxSeq }),
        aNudge({ ...late, step: 'due', fate: 'queued', outboxSeq, settledAt: NOW }),
        aNudge({ ...late, step: 'od1', fate: 'sent', outboxSeq: null }),
      ]);
    });
    expect(await countReminders(store.read, NOW)).toEqual({ failed: 0, overdue: 2 });
  });

  test('a reminder that failed counts until somebody has heard of its clock', async () => {
    const { store } = await open();
    await storeAcme(store);
    const failed = { contactId: PRIYA, fate: 'failed', settledAt: NOW } as const;
    await store.tx(async (tx) => {
      await insertClock(tx, aClockRow());
      await insertClock(tx, closed);
      await insertNudges(tx, [
        aNudge({ ...failed, step: 'p90', fate: 'sent', settledAt: NOW - 1 }),
        aNudge({ ...failed, step: 'due' }),
        aNudge({ ...failed, clockId: closed.id }),
      ]);
    });
    const count = async () => (await countReminders(store.read, NOW)).failed;
    expect(await count()).toBe(1);
    const heard = aNudge({ contactId: PRIYA, step: 'od1', settledAt: NOW + 1 });
    await store.tx((tx) => insertNudges(tx, [heard]));
    expect(await count()).toBe(0);
  });

  test('messages that were given up are counted for a while', async () => {
    const { store, raw } = await open();
    const intent = { kind: 'digest', slotAt: 0 } as const;
    await store.tx(async (tx) => {
      for (const [nth, now] of [NOW - 1, NOW, NOW, NOW].entries()) {
        await enqueue(tx, { dedupeKey: `${nth}`, lane: 'executives', intent, now });
      }
    });
    await raw(`update outbox set state = 'dead' where dedupe_key in ('0', '1')`);
    await raw(`update outbox set state = 'needs_review' where dedupe_key = '2'`);
    expect(await countGivenUp(store.read, NOW)).toEqual({ refused: 1, unclear: 1 });
    expect(await countGivenUp(store.read, NOW - HOUR_MS)).toEqual({ refused: 2, unclear: 1 });
  });

  test('a new database has nothing on record', async () => {
    const { store } = await open();
    expect(await examine(store.read, { now: NOW, zoneData: '2026a' })).toEqual({
      now: NOW,
      tickAt: null,
      auditor: null,
      reminders: { failed: 0, overdue: 0 },
      messages: { refused: 0, unclear: 0 },
      ownerless: [],
      zoneData: { running: '2026a', others: [] },
    });
  });
});

describe('a database that is only read', () => {
  test('is read beside whoever writes into it, and cannot be written', async () => {
    const path = join(temporaryFolder(), 'onboard.db');
    const store = await openSqlite(path);
    const reader = await openReader({ kind: 'sqlite', path });
    await storeAcme(store);
    const { read } = reader;
    expect(await read.db.select({ id: read.t.items.id }).from(read.t.items)).toHaveLength(2);
    const writing = claimSlot({ ...read, dialect: 'sqlite' } as Tx, { job: 'j', slotAt: 1, at: 1 });
    await expect(writing).rejects.toThrow('readonly');
    await reader.close();
    await store.close();
  });

  test('is not made where there is none', async () => {
    const path = join(temporaryFolder(), 'elsewhere', 'onboard.db');
    await expect(openReader({ kind: 'sqlite', path })).rejects.toThrow(
      `There is no database at ${path}: DATABASE_URL names it.`,
    );
    expect(existsSync(path)).toBe(false);
  });

  test('of another version, or of something else, is refused', async () => {
    const path = join(temporaryFolder(), 'onboard.db');
    new Database(path).exec('create table notes (id)').close();
    const opening = openReader({ kind: 'sqlite', path });
    await expect(opening).rejects.toThrow(/has 0 migrations, this version knows \d+/);
  });

  test('that does not answer is told, without its address', async () => {
    const url = 'postgres://bot:secret@127.0.0.1:9/onboard';
    const error = await openReader({ kind: 'postgres', url }).catch((one: unknown) => one);
    expect(String(error)).toContain('The database cannot be read');
    expect(String(error)).not.toContain('secret');
  });
});
