import { expect, test } from 'vitest';
import { CAST } from '../../sandbox/cast.ts';
import { redeliver } from '../support/acts.ts';
import { createWorld } from '../support/world.ts';

test('starting a partner makes a private channel, adds our people, invites theirs, and pins the headline', async () => {
  const world = await createWorld();
  const channelId = await world.startAcme();
  const channel = world.slack.channel(channelId);

  expect(channel).toMatchObject({ isPrivate: true, isShared: true });
  expect(channel.memberIds).toEqual(
    expect.arrayContaining([CAST.mara, CAST.dana, CAST.sam, CAST.theo, CAST.priya]),
  );
  expect(world.slack.calls('conversations.inviteShared')).toMatchObject([
    { args: { emails: ['priya@acme.example'], external_limited: false } },
  ]);
  expect(
    world.person.priya.sees(channelId).map(({ pinned, text }) => [pinned, text.split('\n')[0]]),
  ).toEqual([
    [true, 'Onboarding Acme with Northwind'],
    [false, '1 · Qualification'],
  ]);
});

test('the clocks of both sides start when the partner is in, not before', async () => {
  const world = await createWorld();
  await world.nameTeam();
  await world.fillStart();
  await world.until('2026-03-09T09:00:00Z');
  const { priya } = world.person;
  await priya.acceptInvitation(priya.invitations()[0]?.id ?? '');
  await world.settle();
  expect(
    priya.reads(world.slack.channels().find(({ name }) => name.startsWith('onboard'))?.id ?? ''),
  ).toContain('due Wed 11 Mar');
});

test.each([
  [
    'an e-mail that is not one',
    { email: 'priya..x@acme.example' },
    { email: 'This is not an e-mail address. It looks like name@company.com' },
  ],
  [
    'a contract signed in the future',
    { signed_on: '2026-03-03' },
    {
      signed_on:
        'A contract cannot have been signed in the future. Give the day of the last signature.',
    },
  ],
])('%s is told in its field, and nothing is started', async (_, wrong, errors) => {
  const world = await createWorld();
  await world.settle();
  const { mara } = world.person;
  await mara.command('/onboard start Acme');
  await mara.choose({ blockId: 'country' }, 'PT');
  const outcome = await mara.submit({
    type: 'reseller',
    email: 'priya@acme.example',
    signed_on: '2026-02-27',
    ...wrong,
  });
  await world.settle();

  expect(outcome.errors).toEqual(errors);
  expect(world.slack.calls('conversations.create')).toEqual([]);
});

test('a partner who is there already is not started again', async () => {
  const world = await createWorld();
  await world.startAcme();
  const { mara } = world.person;
  await mara.command('/onboard start');
  await mara.choose({ blockId: 'country' }, 'PT');
  const outcome = await mara.submit({
    name: ' ACME ',
    type: 'reseller',
    email: 'x@acme.example',
    signed_on: '2026-02-27',
  });

  expect(outcome.errors).toEqual({
    name: 'There is a partner of this name. /onboard status shows all.',
  });
});

test('the same form delivered twice starts one partner', async () => {
  const world = await createWorld();
  await world.nameTeam();
  await world.fillStart();
  const again = await redeliver(world, 'view_submission', 'start_plan');
  await world.settle();

  expect(again).toMatchObject({
    status: 200,
    response: expect.stringContaining('Acme is started'),
  });
  expect(world.slack.calls('conversations.create')).toHaveLength(1);
  expect(world.slack.calls('conversations.inviteShared')).toHaveLength(1);
});

test('a time zone is found while typing', async () => {
  const world = await createWorld();
  await world.settle();
  const { mara } = world.person;
  await mara.command('/onboard start Acme');
  const found = await mara.suggestions({ blockId: 'zone' }, 'new y');
  expect(found.map(({ value }) => value)).toContain('America/New_York');
});

test('who is no manager cannot start a partner, and learns whom to ask', async () => {
  const world = await createWorld();
  await world.nameTeam();
  const outcome = await world.person.dana.command('/onboard start Acme');
  expect(outcome.text).toContain('Only partner managers can do this. Ask an admin');
  expect(world.person.dana.modal()).toBeUndefined();
});
