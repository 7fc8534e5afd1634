import { describe, expect, test } from 'vitest';
import { insertClock, insertClockEvents, saveClock } from '../../db/clocks.ts';
import { listAuditedClocks, listClocked } from '../../db/nudge-audit.ts';
import { insertNudges } from '../../db/nudges.ts';
import { enqueue } from '../../db/outbox.ts';
import { beat, claimSlot, endSlot, findLastRun, lastBeat } from '../../db/schedule.ts';
import { asId } from '../../src/domain/ids.ts';
import { anOnboarding, NOW, PRIYA } from '../support/builders.ts';
import { eventsOf, start } from '../support/clocks.ts';
import { aClockRow, aNudge } from '../support/owing.ts';
import { storeAcme, STORES } from '../support/stores.ts';

const ONBOARDING = anOnboarding().id;

describe.each(STORES)('on %s', (_dialect, open) => {
  test('a run is the last one once it has ended', async () => {
    const { store } = await open();
    const { read, tx } = store;
    expect(await findLastRun(read, 'auditor')).toBeUndefined();
    const run = (slotAt: number) => tx((t) => claimSlot(t, { job: 'auditor', slotAt, at: NOW }));
    const end = (slotAt: number, gaps: number) =>
      tx((t) => endSlot(t, { job: 'auditor', slotAt }, { clocks: 3, gaps }));
    expect(await run(1)).toBe(true);
    expect(await run(1)).toBe(false);
    expect(await findLastRun(read, 'auditor')).toBeUndefined();
    await end(1, 0);
    await run(2);
    expect(await findLastRun(read, 'auditor')).toEqual({ at: NOW, result: { clocks: 3, gaps: 0 } });
    await end(2, 7);
    expect(await findLastRun(read, 'auditor')).toMatchObject({ result: { gaps: 7 } });
    expect(await findLastRun(read, 'digest')).toBeUndefined();
  });

  test('of heartbeats only the last is kept', async () => {
    const { store } = await open();
    expect(await lastBeat(store.read, 'tick')).toBeNull();
    for (const at of [NOW, NOW + 1]) await store.tx((tx) => beat(tx, { job: 'tick', at }));
    expect(await lastBeat(store.read, 'tick')).toBe(NOW + 1);
    expect(await lastBeat(store.read, 'auditor')).toBeNull();
    expect(await store.read.db.select().from(store.read.t.scheduleRuns)).toHaveLength(1);
  });

  test('onboardings with open clocks come page by page', async () => {
    const { store } = await open();
    await storeAcme(store);
    const page = (after: string) =>
      listClocked(store.read, { after: asId('onboarding', after), limit: 10 });
    expect(await page('')).toEqual([]);
    await store.tx((tx) => insertClock(tx, aClockRow()));
    expect(await page('')).toMatchObject([
      { id: ONBOARDING, partner: { zone: 'Europe/Lisbon', country: 'PT' } },
    ]);
    expect(await page(ONBOARDING)).toEqual([]);
    await store.tx((tx) => saveClock(tx, aClockRow(), { closedAt: NOW, state: 'met' }));
    expect(await page('')).toEqual([]);
  });

  test('an open clock comes with its events, its rows and the state of their messages', async () => {
    const { store } = await open();
    await storeAcme(store);
    const events = eventsOf([NOW, start()]);
    const rows = [
      aNudge({ step: 'p50', fate: 'suppressed', contactId: '', outboxSeq: null, reachedAt: NOW }),
      aNudge({ step: 'due', contactId: PRIYA, reachedAt: NOW + 1 }),
    ] as const;
    await store.tx(async (tx) => {
      await insertClock(tx, aClockRow());
      await insertClockEvents(tx, aClockRow().id, events);
      await insertClock(
        tx,
        aClockRow({ id: asId('clock', 'clk_2'), kind: 'review', closedAt: NOW }),
      );
      const intent = { kind: 'nudge', contactId: PRIYA, nudgeIds: [rows[1].id] } as const;
      const lane = `channel:${ONBOARDING}`;
      const outboxSeq = await enqueue(tx, { dedupeKey: 'n', lane, intent, now: NOW });
      await insertNudges(tx, [rows[0], { ...rows[1], outboxSeq: outboxSeq ?? null }]);
    });
    const found = await listAuditedClocks(store.read, [ONBOARDING]);
    expect(found).toMatchObject([{ row: { id: 'clk_1' }, events }]);
    expect(found[0]?.nudges).toMatchObject([
      { nudge: { step: 'p50' }, outboxState: null },
      { nudge: { step: 'due' }, outboxState: 'pending' },
    ]);
    expect(await listAuditedClocks(store.read, [])).toEqual([]);
  });
});
