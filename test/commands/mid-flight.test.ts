import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listAudit } from '../../db/audit.ts';
import { readPlaybook } from '../../src/playbook-folder.ts';
import { inDm } from '../support/acts.ts';
import { temporaryFolder } from '../support/stores.ts';
import { createWorld, type World } from '../support/world.ts';

/* What changes while clocks run: what is still to come follows, what has been stands. */

const SHIPPED = join(import.meta.dirname, '../../playbooks/partner-onboarding');
const { version } = readPlaybook(SHIPPED);

const audited = async (world: World, action: string) =>
  (await listAudit(world.app().deps.store.read)).filter((entry) => entry.action === action);

/** The one clock that runs after the start: Priya's, of two working days. */
async function clockOf(world: World) {
  const { db, t } = world.app().deps.store.read;
  const [clock] = await db.select().from(t.clocks);
  if (!clock) throw new Error('There is no clock');
  return clock;
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** A world with the shipped playbook in a folder of its own, and what releases its next version. */
async function ownPlaybook(): Promise<
  Readonly<{ world: World; release: (change: (text: string) => string) => void }>
> {
  const folder = temporaryFolder();
  cpSync(SHIPPED, folder, { recursive: true });
  const edit = (path: string, change: (text: string) => string) => {
    const file = join(folder, path);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  };
  const world = await createWorld({ environment: { ONBOARD_PLAYBOOK: folder } });
  await world.startAcme();
  return {
    world,
    release: (change) => {
      edit('playbook.yml', (text) =>
        change(text).replace(`version: ${version}`, `version: ${version + 1}`),
      );
      const line = `\n- version: ${version + 1}\n  on: 2026-03-03\n  who: Us\n  what: Other rules\n  why: A test\n  content: '0123456789abcdef'\n`;
      edit('amendments.yml', (text) => text + line);
    },
  };
}

async function move({ person: { mara }, restart, settle }: World): Promise<void> {
  await restart();
  await settle();
  await mara.command('/onboard plan Acme');
  await mara.click({ ...inDm(mara, 'Plan for Acme'), label: `Move to version ${version + 1}` });
  await mara.submit();
  await mara.dismiss();
  await settle();
}

test('another ladder counts for what is still to come, and the audit says so', async () => {
  const { world, release } = await ownPlaybook();
  // Due at five on Wednesday, and told.
  await world.until('2026-03-04T17:01:00Z');
  release((text) =>
    text.replace(
      'partner:\n      - { after: 4 bh, tell: [backup] }',
      'partner:\n      - { after: 1 bh, tell: [v.pm] }',
    ),
  );
  await move(world);
  const before = await clockOf(world);
  expect(before.policy.ladder[0]).toEqual({ after: '1 bh', tell: ['v.pm'] });
  expect(iso(before.dueAt)).toBe('2026-03-04T17:00:00.000Z');
  expect(await audited(world, 'clock_policy_changed')).toHaveLength(1);
  await world.until('2026-03-05T10:02:00Z');
  const { db, t } = world.app().deps.store.read;
  const steps = (await db.select().from(t.nudges)).map(({ step, fate }) => `${step} ${fate}`);
  expect(steps).toContain('r1 sent');
  // What was told under the old rules stands.
  expect(steps.filter((step) => step === 'due sent')).toHaveLength(1);
});

test('other working hours give an open clock another date, in the item and in the audit', async () => {
  const { world, release } = await ownPlaybook();
  await world.until('2026-03-03T10:00:00Z');
  release((text) =>
    text.replace(
      'default: { week: { mon-fri: 09:00-17:00 } }',
      'default: { week: { mon-fri: 09:00-17:00 }, days: { 2026-03-04: closed } }',
    ),
  );
  await move(world);
  expect(iso((await clockOf(world)).dueAt)).toBe('2026-03-05T17:00:00.000Z');
  const [entry] = await audited(world, 'clock_redated');
  expect(entry?.detail).toEqual({
    from: Date.parse('2026-03-04T17:00:00Z'),
    to: Date.parse('2026-03-05T17:00:00Z'),
  });
  const { db, t } = world.app().deps.store.read;
  const [item] = (await db.select().from(t.items)).filter(({ status }) => status === 'open');
  expect(iso(item?.dueAt ?? null)).toBe('2026-03-05T17:00:00.000Z');
});

test('dates that were computed with other zones are looked at again at the start', async () => {
  const world = await createWorld();
  await world.startAcme();
  const { store } = world.app().deps;
  const right = await clockOf(world);
  // As an older version of the time zones would have had it.
  const wrong = { dueAt: (right.dueAt ?? 0) + 3_600_000, zoneData: '2020a', nextAt: null };
  await store.tx((tx) => tx.db.update(tx.t.clocks).set(wrong).returning({ id: tx.t.clocks.id }));
  await world.restart();
  await world.settle();
  const now = await clockOf(world);
  expect(iso(now.dueAt)).toBe(iso(right.dueAt));
  expect(now.zoneData).toBe(right.zoneData);
  expect(await audited(world, 'clock_redated')).toHaveLength(1);
  await world.restart();
  await world.settle();
  expect(await audited(world, 'clock_redated')).toHaveLength(1);
});
