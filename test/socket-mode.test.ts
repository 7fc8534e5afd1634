import { expect, test } from 'vitest';
import { filledIn } from '../sandbox/doing.ts';
import { createWorld } from './support/world.ts';
import { register } from './support/acts.ts';

test('Socket Mode carries the same conversation, without a public address', async () => {
  const world = await createWorld({ inbound: 'socket' });
  const channel = await world.startAcme();
  await register(world, channel);
  const { priya, mara } = world.person;
  expect(priya.reads(channel)).toContain('[x] Register the partner');
  expect((await mara.command('/onboard status')).text).toContain('1 partner');
  await priya.tick({ channel, label: 'Verify company identity and ownership' });
  const wrong = filledIn(priya, { field_extractLink: 'ftp://acme.example' });
  expect((await priya.submit(wrong)).errors).toEqual({
    field_extractLink: 'Give a link that starts with https:// or http://',
  });
});

test('an event whose storing fails is not acknowledged, and comes again', async () => {
  const world = await createWorld({ inbound: 'socket' });
  await world.nameTeam();
  await world.fillStart();
  await world.settle();
  const { deps } = world.app();
  const { tx } = deps.store;
  let failures = 1;
  Object.assign(deps.store, {
    tx: (work: Parameters<typeof tx>[0]) =>
      failures-- > 0 ? Promise.reject(new Error('disk I/O error')) : tx(work),
  });
  const { priya, mara } = world.person;
  await priya.acceptInvitation(priya.invitations()[0]?.id ?? '');
  await world.settle();
  expect(mara.dms()).toContain('Acme has joined');
  expect(world.takeLogged().join('')).toContain('disk I/O error');
});
