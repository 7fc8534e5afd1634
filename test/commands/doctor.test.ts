import { eq } from 'drizzle-orm';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { claimSlot, endSlot } from '../../db/schedule.ts';
import { CAST } from '../../sandbox/cast.ts';
import { operate } from '../../src/operator.ts';
import { register } from '../support/acts.ts';
import { temporaryFolder } from '../support/stores.ts';
import { createWorld, type World } from '../support/world.ts';

const DATABASE_URL = () => `file:${join(temporaryFolder(), 'onboard.db')}`;

/** Acme, at work. */
async function running(database = DATABASE_URL()): Promise<World> {
  const world = await createWorld({ environment: { DATABASE_URL: database } });
  const channel = await world.startAcme();
  await register(world, channel);
  return world;
}

/** What the command says on a terminal, and its exit code. */
async function onTerminal(world: World, database: string, ...args: readonly string[]) {
  const lines: string[] = [];
  const environment = {
    DATABASE_URL: database,
    ONBOARD_TIMEZONE: 'Europe/Berlin',
    ONBOARD_COUNTRY: 'DE',
  };
  const now = world.clock.now();
  const print = (line: string) => lines.push(line);
  const code = await operate(['doctor', ...args], { print, today: '2026-03-02', now, environment });
  return { code, said: lines.join('\n') };
}

describe('/onboard doctor', () => {
  test('where all is well there is nothing to mend, in Slack and on a terminal', async () => {
    const database = DATABASE_URL();
    const world = await running(database);
    const { text } = await world.person.mara.command('/onboard doctor');
    expect(text).toMatch(
      /^Nothing to mend\.\nThe tick last ran Mon 2 Mar 10:0\d\. The auditor last ran Mon 2 Mar 10:0\d and looked at \d+ clocks?: no gaps\. Times are those of Europe\/Berlin\.$/,
    );
    const { code, said } = await onTerminal(world, database);
    expect([code, said.split('\n').at(-1)]).toEqual([0, 'Nothing to mend.']);
  });

  test('says what is wrong and what to do, and so does the terminal', async () => {
    const database = DATABASE_URL();
    const world = await running(database);
    const { store } = world.app().deps;
    await store.tx(async (tx) => {
      const slot = { job: 'auditor', slotAt: world.clock.now() };
      await claimSlot(tx, { ...slot, at: world.clock.now() });
      await endSlot(tx, slot, { clocks: 9, gaps: 2 });
      await tx.db
        .update(tx.t.outbox)
        .set({ state: 'needs_review' })
        .where(eq(tx.t.outbox.seq, 1))
        .returning({ seq: tx.t.outbox.seq });
      await tx.db.update(tx.t.clocks).set({ zoneData: '2019a' }).returning({ id: tx.t.clocks.id });
      await tx.db
        .update(tx.t.contacts)
        .set({ slackUserId: null })
        .where(eq(tx.t.contacts.slackUserId, CAST.priya))
        .returning({ id: tx.t.contacts.id });
    });
    const { text } = await world.person.mara.command('/onboard doctor');
    expect(text).toContain('4 things to mend');
    expect(text).toContain('the auditor found 2 gaps');
    expect(text).toContain('nobody knows whether Slack took it');
    expect(text).toMatch(/Acme: \d+ clocks? calls? for nobody who can be reached on their side\./);
    expect(text).toMatch(/\d+ open clocks were computed with 2019a; now it is \d{4}\w Europe/);
    expect(text).toContain('/onboard status says who was invited');
    const { code, said } = await onTerminal(world, database);
    expect([code, said.split('\n').at(-1)]).toEqual([1, '4 things to mend']);
    for (const line of said.split('\n').slice(0, -2)) expect(text).toContain(line.trim());
  });

  test('the terminal sees that the bot has stopped', async () => {
    const database = DATABASE_URL();
    const world = await running(database);
    world.clock.advance(4 * 3_600_000);
    const { code, said } = await onTerminal(world, database);
    expect(code).toBe(1);
    expect(said).toContain('The minute tick last ran Mon 2 Mar 10:0');
    expect(said).toContain('The auditor last ran Mon 2 Mar 10:0');
    expect(said).toContain('Start the bot.');
  });

  test.each([
    ['a database that is not there', 'file:nowhere/onboard.db', [], 'There is no database at'],
    ['an address that is none', 'mysql://x', [], 'DATABASE_URL: give file:path'],
    ['a word too many', 'file:x', ['now'], 'The command: npm run onboard -- doctor'],
  ])('the terminal tells of %s', async (_what, database, args, says) => {
    const world = await createWorld();
    const { code, said } = await onTerminal(world, database, ...args);
    expect(code).toBe(args.length === 0 ? 1 : 64);
    expect(said).toContain(says);
  });

  test('is for managers and admins', async () => {
    const world = await createWorld();
    await world.nameTeam();
    const { eva, dana } = world.person;
    expect((await eva.command('/onboard doctor')).text).toContain('Only partner managers');
    expect((await dana.command('/onboard doctor')).text).toContain('Only partner managers');
  });
});
