import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { REGISTER, register } from './support/acts.ts';
import { temporaryFolder } from './support/stores.ts';
import { createWorld } from './support/world.ts';

const SHIPPED = join(import.meta.dirname, '../playbooks/partner-onboarding');

test('a partner stays on the playbook they were started with; the next one gets the new one', async () => {
  const folder = join(temporaryFolder(), 'playbook');
  cpSync(SHIPPED, folder, { recursive: true });
  const world = await createWorld({ environment: { ONBOARD_PLAYBOOK: folder } });
  const acme = await world.startAcme();
  const module = join(folder, 'modules/1-qualification.yml');
  writeFileSync(module, readFileSync(module, 'utf8').replace(REGISTER, 'Tell us who you are'));
  await world.restart();

  const { priya } = world.person;
  await world.fillStart('Acme Labs');
  await world.settle();
  const second = priya.invitations().find(({ channelName }) => channelName.includes('labs'));
  await priya.acceptInvitation(second?.id ?? '');
  await world.settle();
  await register(world, acme);
  expect(priya.reads(acme)).toContain(`[x] ${REGISTER}`);
  const labs = world.slack.channels().find(({ name }) => name.includes('acme-labs'))?.id ?? '';
  expect(priya.reads(labs)).toContain('[ ] Tell us who you are');
});

test('what was clicked before a restart is still there after it', async () => {
  const world = await createWorld();
  const channel = await world.startAcme();
  await register(world, channel);
  await world.restart();
  await world.settle();
  const { priya, mara } = world.person;
  expect((await mara.command('/onboard status acme')).text).toContain('1 of 70 accepted');
  await priya.untick({ channel, label: REGISTER });
  await world.settle();
  expect(priya.reads(channel)).toContain(`[ ] ${REGISTER}`);
});
