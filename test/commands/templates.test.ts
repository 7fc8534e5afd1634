import { expect, test } from 'vitest';
import { ALL_MET, blockOf, handIn, IDENTITY, judge, register } from '../support/acts.ts';
import { createWorld } from '../support/world.ts';

test('a partner gets the template of an item, filled in with what is known, for their eyes only', async () => {
  const world = await createWorld();
  const channel = await world.startAcme();
  await register(world, channel);
  const { priya, mara } = world.person;
  const before = mara.reads(channel);
  const outcome = await priya.click({
    channel,
    blockId: blockOf(world, channel, IDENTITY),
    value: 'templates',
  });
  expect(outcome).toMatchObject({ ok: true });
  const told = priya.sees(channel).findLast(({ ephemeral }) => ephemeral);
  expect(told?.text).toContain('Template T01, version 1. Only you see this');
  const markdown = told?.blocks.find(({ type }) => type === 'markdown');
  const text = String(markdown?.['text']);
  expect(text).toContain('# Partner profile: Acme');
  for (const known of ['Northwind', 'Mara', 'Priya', '2 Mar 2026']) {
    expect(text, known).toContain(known);
  }
  expect(text).toContain('[fill: ');
  expect(text).not.toMatch(/\{[a-z_]+\}/);
  expect(mara.reads(channel)).toBe(before);
});

test('our own people get those of our items from the status, ours alone among them', async () => {
  const world = await createWorld();
  const channel = await world.startAcme();
  await register(world, channel);
  const { mara } = world.person;
  await handIn(world, { channel, item: 'Write the value narrative and target customers' });
  await judge(world, mara, ALL_MET);
  await mara.command('/onboard status acme');
  const status = mara.sees('dm').findLast(({ text }) => text.includes('Waiting for Northwind'));
  const row = status?.blocks.find((block) => String(block['block_id']).endsWith('|status'));
  await mara.click({
    channel: 'dm',
    ts: status?.ts ?? '',
    blockId: String(row?.['block_id']),
    value: 'templates',
  });
  const told = mara.sees('dm').findLast(({ ephemeral }) => ephemeral);
  expect(told?.text).toContain('Template T03');
  expect(JSON.stringify(told?.blocks)).toContain('# Fit scorecard');
});
