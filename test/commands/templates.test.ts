import { expect, test } from 'vitest';
import { blockOf, IDENTITY, register } from '../support/acts.ts';
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
