import { expect, test } from 'vitest';
import { createWorld } from '../support/world.ts';

test('anybody of ours finds items and templates by their words; nobody else sees the answer', async () => {
  const world = await createWorld();
  const { dana } = world.person;
  await world.nameTeam();
  const { text } = await dana.command('/onboard playbook find incident contact');
  expect(text).toContain('for “incident contact”');
  expect(text).toContain('CMP-6 Name incident contacts and pass a notice drill');
  expect(text).toContain('Template T15 Incident commitments');
  expect(dana.sees('dm').every(({ ephemeral }) => ephemeral)).toBe(true);
});

test.each([
  ['/onboard playbook find zeppelin', 'nowhere in the playbook'],
  ['/onboard playbook', 'Write /onboard playbook find <words>'],
  ['/onboard playbook find', 'Write /onboard playbook find <words>'],
  ['/onboard playbook find <!channel> zeppelin', '“<!channel> zeppelin” is nowhere'],
])('%s is answered', async (typed, says) => {
  const world = await createWorld();
  await world.settle();
  const { text } = await world.person.mara.command(typed);
  expect(text?.replaceAll('`', '')).toContain(says);
});
