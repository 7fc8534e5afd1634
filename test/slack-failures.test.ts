import { describe, expect, test } from 'vitest';
import { countOutbox } from '../db/outbox.ts';
import { CAST, COMPANIES } from '../sandbox/cast.ts';
import type { CompanySpec, Fault } from '../sandbox/slack/index.ts';
import { recordEvent } from '../src/usecases/record-event.ts';
import { blockOf, REGISTER, register } from './support/acts.ts';
import { createWorld, type World } from './support/world.ts';

const MINUTE_MS = 60_000;

const RIVALS: CompanySpec = {
  teamId: 'T0RIVAL000',
  name: 'Rival',
  domain: 'rival',
  people: [{ id: 'U0RIVAL001', name: 'Rita', email: 'rita@rival.example', zone: 'Europe/Paris' }],
};

/** Minutes pass, as many as it takes for leases and back-offs to run out. */
async function minutesPass(world: World, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    world.clock.advance(MINUTE_MS);
    await world.settle();
  }
}

describe('a message whose sending fails', () => {
  const faults: readonly [string, Fault['kind']][] = [
    ['is dropped by the network before Slack saw it', { type: 'drop', stored: false }],
    ['is dropped by the network after Slack stored it', { type: 'drop', stored: true }],
    ['gets a 502 and was not stored', { type: 'status', status: 502, stored: false }],
    ['gets a 502 and was stored', { type: 'status', status: 502, stored: true }],
    ['is limited for half a minute', { type: 'rate_limited', retryAfterSeconds: 30 }],
    ['meets an internal error that says nothing', { type: 'error', error: 'internal_error' }],
    ['meets a code that nobody has documented', { type: 'error', error: 'a_brand_new_code' }],
  ];

  test.each(faults)('because it %s is in the channel once, in order', async (_, kind) => {
    const world = await createWorld();
    const channel = await world.startAcme();
    world.slack.faults.add({ method: 'chat.postMessage', kind, times: 2 });
    const { priya } = world.person;
    await register(world, channel);
    await priya.click({ channel, blockId: blockOf(world, channel, REGISTER), value: 'blocked' });
    await priya.submit({ description: 'No access', waits_for: 'vendor', category: 'access' });
    await minutesPass(world, 8);
    const heads = priya.sees(channel).map(({ text }) => text.split('\n')[0]);
    expect(heads).toEqual([
      'Onboarding Acme with Northwind',
      '1 · Qualification',
      '2 · Contracting',
      expect.stringContaining('@Priya is blocked'),
    ]);
    const { sent, dropped, ...unfinished } = await countOutbox(world.app().deps.store.read);
    expect(sent).toBeGreaterThan(10);
    // The digest of a week without partners.
    expect(dropped).toBe(1);
    expect(unfinished).toEqual({});
  });
});

test('a message that Slack refuses is given up openly, and holds up nothing', async () => {
  const world = await createWorld();
  const channel = await world.startAcme();
  const { priya, mara } = world.person;
  await priya.click({ channel, label: 'I’m blocked by this' });
  world.slack.faults.add({
    method: 'chat.postMessage',
    kind: { type: 'error', error: 'restricted_action' },
  });
  await priya.submit({ description: 'No access', waits_for: 'vendor', category: 'access' });
  await world.settle();
  await register(world, channel);
  expect(priya.reads(channel)).toContain('2 · Contracting');
  expect(mara.dms()).toMatch(
    /Slack refused a message \(blocker (raised|assigned), no\. \d+\): restricted_action/,
  );
  expect(world.takeLogged().join('')).toContain('gave up a message');
});

test('a drawing that fails is made again, and shows the latest state', async () => {
  const world = await createWorld();
  const channel = await world.startAcme();
  world.slack.faults.add({
    method: 'chat.update',
    kind: { type: 'status', status: 503, stored: false },
    times: 3,
  });
  await register(world, channel);
  await minutesPass(world, 3);
  expect(world.person.priya.reads(channel)).toContain('[x] Register the partner');
});

test('a form that Slack opens too late is told, and a second press works', async () => {
  const world = await createWorld();
  const channel = await world.startAcme();
  await register(world, channel);
  const { priya } = world.person;
  world.slack.faults.add({
    method: 'views.open',
    kind: { type: 'error', error: 'expired_trigger_id' },
  });
  const first = await priya.click({
    channel,
    ts: priya.sees(channel)[2]?.ts ?? '',
    label: 'Add evidence',
  });
  expect(first.text).toContain('Please press the button again');
  await priya.click({ channel, ts: priya.sees(channel)[2]?.ts ?? '', label: 'Add evidence' });
  expect(priya.modal()?.title).toBe('Hand in evidence');
  world.takeLogged();
});

describe('making the channel', () => {
  test('never takes over a channel of that name which somebody else made', async () => {
    const world = await createWorld();
    await world.nameTeam();
    world.slack.faults.add({
      method: 'conversations.create',
      kind: { type: 'error', error: 'name_taken' },
    });
    await world.fillStart();
    await world.settle();
    expect(world.person.mara.dms()).toContain('There is a channel of this name that is not mine');
    expect(world.slack.calls('conversations.inviteShared')).toEqual([]);
    expect(world.takeLogged().join('')).toContain('gave up a message');
  });

  test('when Slack refuses, the manager mends the reason and tries again', async () => {
    const world = await createWorld();
    await world.nameTeam();
    world.slack.faults.add({
      method: 'conversations.create',
      kind: { type: 'error', error: 'restricted_action' },
    });
    await world.fillStart();
    await world.settle();
    const { mara, priya } = world.person;
    expect(mara.dms()).toContain('Slack refused create channel (restricted_action)');
    expect(priya.invitations()).toEqual([]);
    expect((await mara.command('/onboard status acme')).text).toContain('The channel needs you');

    const alarm = mara.sees('dm').findLast(({ text }) => text.includes('needs you\n'));
    await mara.click({ channel: 'dm', ts: alarm?.ts ?? '', label: 'Try again' });
    await world.settle();
    expect(priya.invitations()).toHaveLength(1);
    expect(world.takeLogged().join('')).toContain('gave up a message');
  });

  test('finds the channel that an attempt with a lost answer has made', async () => {
    const world = await createWorld();
    await world.nameTeam();
    world.slack.faults.add({
      method: 'conversations.create',
      kind: { type: 'drop', stored: true },
    });
    await world.fillStart();
    await minutesPass(world, 3);
    expect(
      world.slack.channels().filter(({ name }) => name.startsWith('onboard-acme')),
    ).toHaveLength(1);
    expect(world.person.priya.invitations()).toHaveLength(1);
  });

  test('takes a limited invitation where the workspace allows no other, and says so', async () => {
    const [host, ...others] = COMPANIES;
    if (!host) throw new Error('no host');
    const world = await createWorld({
      companies: [{ ...host, limitedInvitesOnly: true }, ...others],
    });
    await world.nameTeam();
    await world.fillStart();
    await world.settle();
    expect(
      world.slack.calls('conversations.inviteShared').map(({ args }) => args['external_limited']),
    ).toEqual([false, true]);
    expect((await world.person.mara.command('/onboard status acme')).text).toContain('post-only');
  });

  test('an invitation whose answer was lost is not sent a second time', async () => {
    const world = await createWorld();
    await world.nameTeam();
    world.slack.faults.add({
      method: 'conversations.inviteShared',
      kind: { type: 'drop', stored: true },
    });
    await world.fillStart();
    await minutesPass(world, 3);
    expect(world.person.priya.invitations()).toHaveLength(1);
    // It is still recognised when it is accepted: by its channel.
    await world.person.priya.acceptInvitation(world.person.priya.invitations()[0]?.id ?? '');
    await world.settle();
    expect(world.person.mara.dms()).toContain('Acme has joined');
  });

  test('shows nothing to another company that accepts, until the manager confirms it', async () => {
    const world = await createWorld({ companies: [...COMPANIES, RIVALS] });
    await world.nameTeam();
    await world.fillStart();
    await world.settle();
    const { priya, mara } = world.person;
    await priya.acceptInvitation(priya.invitations()[0]?.id ?? '', 'U0RIVAL001');
    await world.settle();
    const rita = world.slack.as('U0RIVAL001');
    const channel = world.slack.channels().find(({ name }) => name.startsWith('onboard'))?.id ?? '';
    expect(rita.reads(channel)).not.toContain('Qualification');
    expect(mara.dms()).toContain('accepted from rival.example');

    const doubt = mara.sees('dm').findLast(({ text }) => text.includes('rival.example'));
    await mara.click({ channel: 'dm', ts: doubt?.ts ?? '', label: 'Yes, this is our partner' });
    await world.settle();
    expect(rita.reads(channel)).toContain('1 · Qualification');
  });

  test('a declined invitation is told to the manager', async () => {
    const world = await createWorld();
    await world.nameTeam();
    await world.fillStart();
    await world.settle();
    const { priya, mara } = world.person;
    await priya.declineInvitation(priya.invitations()[0]?.id ?? '');
    await world.settle();
    expect(mara.dms()).toContain('The invitation was declined');
  });

  test('when the partner’s company leaves, its people lose their rights and nobody is nudged', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { mara } = world.person;
    await mara.disconnect(channel, 'T0ACME0000');
    await world.settle();
    expect(mara.dms()).toContain('has left the channel');
    const before = world.slack.calls('chat.postMessage').length;
    await world.until('2026-03-06T12:00:00Z');
    expect(world.slack.calls('chat.postMessage').slice(before)).toEqual([]);
  });
});

test('a company that accepts in another’s place has no rights, even if its sharing was heard of first', async () => {
  const world = await createWorld({ companies: [...COMPANIES, RIVALS] });
  await world.nameTeam();
  await world.fillStart();
  await world.settle();
  const { deps } = world.app();
  const channelId = world.slack.channels().find(({ name }) => name.startsWith('onboard'))?.id ?? '';
  const teamId = RIVALS.teamId;
  const rita = { userId: 'U0RIVAL001', teamId, email: 'rita@rival.example', name: 'Rita' };
  await recordEvent(deps, { keys: ['1'], event: { kind: 'channel_shared', channelId, teamId } });
  await recordEvent(deps, {
    keys: ['2'],
    event: { kind: 'invitation_accepted', slackInviteId: 'unheard', channelId, ...rita },
  });
  const { connectedTeams } = deps.store.read.t;
  expect(await deps.store.read.db.select().from(connectedTeams)).toEqual([]);
});

test('a partner who comes back is reminded again, and nothing stands in the way', async () => {
  const world = await createWorld();
  const channelId = await world.startAcme();
  const { mara, priya } = world.person;
  const { deps } = world.app();
  const teamId = 'T0ACME0000';
  const left = { kind: 'channel_unshared', channelId, teamId, stillShared: false } as const;
  await recordEvent(deps, { keys: ['1'], event: left });
  await world.settle();
  expect((await mara.command('/onboard status acme')).text).toContain('has left the channel');
  const back = { kind: 'member_joined', channelId, teamId, userId: CAST.priya } as const;
  await recordEvent(deps, { keys: ['2'], event: back });
  expect((await mara.command('/onboard status acme')).text).not.toContain('has left the channel');
  await world.until('2026-03-04T17:01:00Z');
  expect(priya.reads(channelId)).toContain('1 item of yours is due');
});

test('a partner whose admins must approve joins when they have', async () => {
  const [host, partner] = COMPANIES;
  if (!host || !partner) throw new Error('no companies');
  const people = partner.people.map((one) => ({ ...one, admin: one.id === CAST.omar }));
  const world = await createWorld({
    companies: [host, { ...partner, people, approvesInvites: true }],
  });
  await world.nameTeam();
  await world.fillStart();
  await world.settle();
  const { priya, mara } = world.person;
  const id = priya.invitations()[0]?.id ?? '';
  await priya.acceptInvitation(id);
  await world.settle();
  expect(mara.dms()).not.toContain('has joined');
  await world.slack.as(CAST.omar).approveInvitation(id);
  await world.settle();
  expect(mara.dms()).toContain('has joined');
});
