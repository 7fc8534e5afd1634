import { expect, test } from 'vitest';
import { listAudit } from '../../db/audit.ts';
import { listMessages } from '../../db/messages.ts';
import { asId } from '../../src/domain/ids.ts';
import type { Person } from '../../sandbox/slack/index.ts';
import { inDm, redeliver } from '../support/acts.ts';
import { createWorld, type World } from '../support/world.ts';

async function openForm(who: Person): Promise<void> {
  await who.command('/onboard plan Acme');
  await who.click({ ...inDm(who, 'Plan for Acme'), label: 'Open extra items' });
}

test('a manager opens items of the lists when what they wait for has happened', async () => {
  const world = await createWorld();
  const channel = await world.startAcme();
  const { mara, priya } = world.person;
  await openForm(mara);
  expect(mara.modal()?.text).toContain('EXI-1 Confirm exit and transition plan');
  expect(mara.modal()?.text).toContain('Notice given by either side');
  await mara.submit({ EXI_0: ['EXI-1', 'EXI-3'], REV_0: ['REV-5'] });
  await redeliver(world, 'view_submission', 'extra_modal');
  await world.settle();

  const read = priya.reads(channel);
  expect(read).toContain('Give a friction interview');
  // Ours is a line; what needs it opens later.
  expect(read).toContain('Confirm exit and transition plan');
  expect(read).toMatch(/Hand customers over, after “Confirm exit and transition plan”/);
  expect(read).not.toContain('Hold the exit interview');
  const { text } = await mara.command('/onboard plan Acme');
  expect(text).toContain('73 items');
  expect(mara.reads('dm')).toMatch(/Reviews\n○ REV-5 Give a friction interview: them, /);
  const audit = await listAudit(world.app().deps.store.read);
  expect(audit.filter(({ action }) => action === 'item_added')).toHaveLength(3);

  await openForm(mara);
  expect(mara.modal()?.text).not.toContain('[ ] EXI-1');
  expect(mara.modal()?.text).toContain('[ ] EXI-4');
});

test('what was opened is ticked, and opens what waits for it', async () => {
  const world = await createWorld();
  const channel = await world.startAcme();
  const { mara, priya } = world.person;
  await openForm(mara);
  await mara.submit({ EXI_0: ['EXI-1', 'EXI-3'] });
  await mara.dismiss();
  await world.settle();
  await mara.command('/onboard status acme');
  await mara.click({ ...inDm(mara, 'Confirm exit and transition plan'), label: 'Mark done' });
  await world.settle();
  expect(priya.reads(channel)).toContain('[ ] Hand customers over');
});

test('the message of a list is drawn again when the plan rests on something else', async () => {
  const world = await createWorld();
  await world.startAcme();
  const { mara } = world.person;
  await openForm(mara);
  await mara.submit({ EXI_0: ['EXI-1'] });
  await mara.dismiss();
  await world.settle();
  const before = await listMessage(world);
  await mara.command('/onboard plan Acme');
  await mara.click({ ...inDm(mara, 'Plan for Acme'), label: 'Change what it rests on' });
  await mara.submit({ go_live: '2026-12-01' });
  await mara.submit();
  expect(mara.modal()?.text).toContain('The checklist of Acme shows it');
  expect((await listMessage(world))?.desiredRev).toBe((before?.desiredRev ?? 0) + 1);
});

/** The message that shows what was opened of the exit list. */
async function listMessage({ app }: World) {
  const { read } = app().deps.store;
  const [item] = await read.db
    .select({ id: read.t.items.onboardingId })
    .from(read.t.items)
    .limit(1);
  const messages = await listMessages(read, asId('onboarding', item?.id ?? ''));
  return messages.find(({ moduleKey }) => moduleKey === 'EXI');
}

test('nothing ticked is told, and nothing opens before the partner has joined', async () => {
  const world = await createWorld();
  await world.nameTeam();
  await world.fillStart();
  await world.settle();
  const { mara } = world.person;
  await openForm(mara);
  expect((await mara.submit()).errors).toEqual({ REV_0: 'Tick at least one item.' });
  await mara.submit({ REV_0: ['REV-1'] });
  expect(mara.modal()?.text).toContain('Acme has not joined yet');
});
