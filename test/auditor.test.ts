import { inArray } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { listAudit } from '../db/audit.ts';
import { saveNudges } from '../db/nudges.ts';
import { claimSlot, findLastRun } from '../db/schedule.ts';
import type { Nudge } from '../src/domain/nudge.ts';
import { register } from './support/acts.ts';
import { HOUR_MS } from './support/builders.ts';
import { createWorld, type World } from './support/world.ts';

/** A Saturday: no clock calls for anybody. */
const SATURDAY = '2026-03-07T09:05:00Z';

/** Acme a week on, with reminders sent; nothing more is due before Monday. */
async function quietSaturday(): Promise<World> {
  const world = await createWorld();
  const channel = await world.startAcme();
  await register(world, channel);
  for (const day of ['03', '04', '05', '06']) {
    for (const hour of ['08', '12', '16']) await world.until(`2026-03-${day}T${hour}:30:00Z`);
  }
  await world.until(SATURDAY);
  return world;
}

async function nudges({ app }: World): Promise<readonly Nudge[]> {
  const { db, t } = app().deps.store.read;
  return db.select().from(t.nudges);
}

async function lastRun({ app }: World) {
  return (await findLastRun(app().deps.store.read, 'auditor'))?.result;
}

async function gapsIn({ app }: World) {
  const audit = await listAudit(app().deps.store.read);
  return audit.filter(({ action }) => action === 'nudge_gap');
}

async function healthz({ app }: World) {
  const response = await fetch(`http://127.0.0.1:${app().port}/healthz`);
  return [response.status, (await response.text()).trim()];
}

describe('the auditor', () => {
  test('looks once an hour at every open clock, and finds nothing', async () => {
    const world = await quietSaturday();
    const { read } = world.app().deps.store;
    const clocks = (await read.db.select().from(read.t.clocks)).filter(
      ({ closedAt }) => closedAt === null,
    );
    expect(clocks.length).toBeGreaterThan(2);
    expect((await nudges(world)).length).toBeGreaterThan(4);
    expect(await lastRun(world)).toEqual({ clocks: clocks.length, gaps: 0 });
    const runs = async () => {
      const rows = await read.db.select().from(read.t.scheduleRuns);
      return rows.filter(({ job }) => job === 'auditor').length;
    };
    const before = await runs();
    await world.settle();
    expect(await runs()).toBe(before);
    world.clock.advance(HOUR_MS);
    await world.settle();
    expect(await runs()).toBe(before + 1);
  });

  test('names every row that is gone, and has it planned anew', async () => {
    const world = await quietSaturday();
    const { store } = world.app().deps;
    const { closed, open } = await clocksOf(world);
    const all = await nudges(world);
    const gone = all.filter(({ clockId }, nth) => open.has(clockId) && nth % 2 === 0);
    expect(gone.length).toBeGreaterThan(2);
    await store.tx((tx) =>
      tx.db
        .delete(tx.t.nudges)
        .where(
          inArray(
            tx.t.nudges.id,
            gone.map(({ id }) => id),
          ),
        )
        .returning({ id: tx.t.nudges.id }),
    );
    world.clock.advance(HOUR_MS);
    await world.app().tick();
    const gaps = await gapsIn(world);
    const steps = (rows: readonly Nudge[]) => rows.map(({ clockId, step }) => `${clockId} ${step}`);
    expect(
      gaps.map(({ subject, detail }) => `${subject} ${String(detail['step'])}`).sort(),
    ).toEqual(steps(gone).sort());
    expect(gaps[0]).toMatchObject({ actorId: 'clock', detail: { was: 'missing' } });
    expect(await lastRun(world)).toMatchObject({ gaps: gone.length });
    expect(world.takeLogged().join('')).toContain('the auditor found gaps');
    expect(await healthz(world)).toEqual([
      200,
      expect.stringMatching(/^ok\nThe auditor found \d+ gaps at 2026-03-07T10:/),
    ]);

    await world.settle();
    const now = (await nudges(world)).filter(({ clockId }) => !closed.has(clockId));
    expect(new Set(steps(now))).toEqual(
      new Set(steps(all.filter(({ clockId }) => !closed.has(clockId)))),
    );
    world.clock.advance(HOUR_MS);
    await world.settle();
    expect(await lastRun(world)).toMatchObject({ gaps: 0 });
    expect(await healthz(world)).toEqual([200, 'ok']);
  });

  test('has told again what its message never brought, and nobody twice what it did', async () => {
    const world = await quietSaturday();
    const { store } = world.app().deps;
    const { open } = await clocksOf(world);
    const sent = (await nudges(world)).filter(
      ({ clockId, fate }) => open.has(clockId) && fate === 'sent',
    );
    const [lost] = sent;
    const arrived = sent.find(({ outboxSeq }) => outboxSeq !== lost?.outboxSeq);
    if (!lost || !arrived) throw new Error('nothing was sent');
    await store.tx(async (tx) => {
      await tx.db
        .update(tx.t.outbox)
        .set({ state: 'dropped' })
        .where(inArray(tx.t.outbox.seq, [lost.outboxSeq ?? 0]))
        .returning({ seq: tx.t.outbox.seq });
      await saveNudges(tx, [arrived.id], { fate: 'queued' });
    });
    const told = () => world.slack.calls('chat.postMessage').length;
    const before = told();
    world.clock.advance(HOUR_MS);
    await world.app().tick();
    world.takeLogged();
    const gaps = (await gapsIn(world)).map(({ subject, detail }) => [subject, detail]);
    expect(gaps).toContainEqual([
      arrived.clockId,
      expect.objectContaining({ was: 'queued', outbox: 'sent', step: arrived.step }),
    ]);
    expect(gaps).toContainEqual([
      lost.clockId,
      expect.objectContaining({ was: 'sent', outbox: 'dropped', step: lost.step }),
    ]);
    await world.until('2026-03-09T08:30:00Z');
    await world.settle();
    const rows = await nudges(world);
    expect(rows.find(({ id }) => id === arrived.id)).toMatchObject({ fate: 'sent' });
    const again = rows.find(({ id }) => id === lost.id);
    // Told on Monday, in Lisbon’s morning, alone or with what says more by then.
    expect(['sent', 'superseded', 'dropped']).toContain(again?.fate);
    expect(again?.settledAt).toBeGreaterThan(Date.parse('2026-03-09T08:00:00Z'));
    expect(told()).toBeGreaterThan(before);
    const outbox = await store.read.db.select().from(store.read.t.outbox);
    const messagesWith = (id: string) =>
      outbox.filter(({ intent }) => JSON.stringify(intent).includes(id)).length;
    expect([messagesWith(arrived.id), messagesWith(lost.id)]).toEqual([1, 2]);
  });

  test('that has not run for three hours makes the bot unwell', async () => {
    const world = await quietSaturday();
    // As if another process had begun and died, hour after hour.
    const { store } = world.app().deps;
    const first = Date.parse('2026-03-07T10:00:00Z');
    await store.tx(async (tx) => {
      for (let slot = first; slot < first + 6 * HOUR_MS; slot += HOUR_MS) {
        await claimSlot(tx, { job: 'auditor', slotAt: slot, at: slot });
      }
    });
    await world.until('2026-03-07T11:00:00Z');
    expect(await healthz(world)).toEqual([200, 'ok']);
    await world.until('2026-03-07T13:00:00Z');
    expect(await healthz(world)).toEqual([503, 'The auditor last ran at 2026-03-07T09:05Z']);
    // Whoever has just started is well, and says what was before.
    await world.restart();
    expect(await healthz(world)).toEqual([200, 'ok\nThe auditor last ran at 2026-03-07T09:05Z']);
    await world.until('2026-03-07T16:00:00Z');
    expect(await healthz(world)).toEqual([200, 'ok']);
  });
});

/** The ids of clocks, by whether they are open. */
async function clocksOf({ app }: World) {
  const { db, t } = app().deps.store.read;
  const rows = await db.select({ id: t.clocks.id, closedAt: t.clocks.closedAt }).from(t.clocks);
  const ids = (isOpen: boolean) =>
    new Set(rows.filter(({ closedAt }) => (closedAt === null) === isOpen).map(({ id }) => id));
  return { open: ids(true), closed: ids(false) };
}
