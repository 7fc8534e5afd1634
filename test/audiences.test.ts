import { expect, test } from 'vitest';
import { CAST, COMPANIES } from '../sandbox/cast.ts';
import { MARK_EVENT } from '../src/slack/mark.ts';
import { ALL_MET, handIn, inChannel, inDm, judge, register } from './support/acts.ts';
import { createWorld } from './support/world.ts';

/** Stands in everything that is ours alone, and must not reach the partner. */
const MARKER = 'zq-internal-zq';

test('nothing that is ours alone reaches the shared channel or a form of the partner', async () => {
  const [host, ...others] = COMPANIES;
  if (!host) throw new Error('no host');
  const people = host.people.map((one) => ({
    ...one,
    email: `${one.id.toLowerCase()}@${MARKER}.example`,
  }));
  const world = await createWorld({ companies: [{ ...host, people }, ...others] });
  const channel = await world.startAcme();
  const { priya, dana, mara, theo } = world.person;
  await register(world, channel);
  await handIn(world, { channel, note: `evidence ${MARKER}` });
  await judge(world, dana, {
    ...ALL_MET,
    criterion_2: 'not_met',
    reason: 'Please add the date of the check',
  });
  await mara.command('/onboard outcome acme');
  await mara.submit({ type: 'deal', reference: `CRM ${MARKER}`, happened_on: '2026-03-01' });
  await mara.dismiss();
  await world.settle();
  await theo.click({ ...inDm(theo, 'Please verify'), label: 'Verify' });
  await theo.submit({ verdict: 'verified', reason: MARKER });
  await priya.click({
    ...inChannel(priya, channel, '1 · Qualification'),
    actionId: 'open_blocker',
  });
  await priya.submit({ description: 'No access', waits_for: 'vendor', category: 'access' });
  await world.until('2026-03-06T12:00:00Z');

  const toChannel = world.slack
    .calls()
    .filter(
      ({ method, args }) => args['channel'] === channel && !method.startsWith('conversations.'),
    )
    .map(({ args }) => JSON.stringify(args));
  expect(toChannel.length).toBeGreaterThan(10);
  expect(toChannel.filter((args) => args.includes(MARKER))).toEqual([]);
  expect(toChannel.filter((args) => args.includes('@acme.example'))).toEqual([]);
  // The marker does reach those whom it is for.
  expect(JSON.stringify(world.slack.calls('chat.postMessage'))).toContain(MARKER);
});

test('everything that is sent unasked bears the mark of the outbox', async () => {
  const world = await createWorld();
  const channel = await world.startAcme();
  await register(world, channel);
  await handIn(world, { channel });
  await world.until('2026-03-09T09:00:00Z');
  const { botUserId } = world.slack.app;
  const sent = world.slack
    .channels()
    .flatMap(({ messages }) => messages)
    .filter(({ from }) => from === botUserId);
  expect(sent.length).toBeGreaterThan(6);
  expect(sent.filter(({ metadata }) => metadata?.['event_type'] !== MARK_EVENT)).toEqual([]);
});

test('names a person of the partner only to those who share the channel with them', async () => {
  const world = await createWorld();
  const channel = await world.startAcme();
  await register(world, channel);
  await world.until('2026-03-09T09:00:00Z');
  const digest = world.person.eva.reads(world.execChannel);
  expect(digest).not.toContain('Priya');
  expect(digest).not.toContain(CAST.priya);
});
