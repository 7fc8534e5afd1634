import { describe, expect, test } from 'vitest';
import { saveItems } from '../../db/items.ts';
import { inChannel, redeliver } from '../support/acts.ts';
import { createWorld, type World } from '../support/world.ts';

type Name = keyof World['person'];

/** Somebody presses the button under the headline; without words the form stays empty. */
async function search(
  world: World,
  { who, channel, words }: Readonly<{ who: Name; channel: string; words?: string }>,
): Promise<string> {
  const person = world.person[who];
  const headline = inChannel(person, channel, 'Onboarding Acme with Northwind');
  await person.click({ ...headline, label: 'Search the playbook' });
  if (words !== undefined) await person.submit({ words });
  return person.modal()?.text ?? '';
}

describe('the button under the headline', () => {
  test('opens a form that answers in its place, and can be asked again', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya } = world.person;
    expect(await search(world, { who: 'priya', channel })).toContain('What are you looking for?');
    await priya.submit({ words: 'incident contact' });
    expect(priya.modal()).toMatchObject({ title: 'Search the playbook' });
    expect(priya.modal()?.text).toContain('for “incident contact”');
    expect(priya.modal()?.text).toContain('CMP-6 Name incident contacts and pass a notice drill');
    // What was typed stands there still.
    expect(priya.modal()?.text).toMatch(/looking for\?.*\n?.*incident contact/);
    await priya.submit({ words: 'agreement' });
    expect(priya.modal()?.text).toContain('Template T07 Agreement pack');
    expect(priya.modal()?.text).not.toContain('CMP-6');
    expect(priya.modals()).toHaveLength(1);
  });

  test('says so when there is nothing, and takes no empty search', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya } = world.person;
    const told = await search(world, { who: 'priya', channel, words: '<!channel> zeppelin' });
    expect(told).toContain('“<!channel> zeppelin” is nowhere in the playbook');
    expect((await priya.submit({ words: '   ' })).errors).toEqual({
      words: 'Say what you are looking for.',
    });
  });

  test('shows our people all of it, and the partner’s theirs', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const asked = { channel, words: 'remediation plan' };
    expect(await search(world, { who: 'mara', ...asked })).toContain('T47');
    expect(await search(world, { who: 'priya', ...asked })).not.toContain('REM-1');
  });

  test('leaves out what does not apply to the partner', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { store } = world.app().deps;
    const items = await store.read.db.select().from(store.read.t.items);
    const gone = items.filter(({ key }) => key === 'CMP-6');
    expect(gone).toHaveLength(1);
    await store.tx((tx) =>
      saveItems(
        tx,
        gone.map((item) => ({ ...item, status: 'left_out' })),
      ),
    );
    for (const who of ['priya', 'mara'] as const) {
      const told = await search(world, { who, channel, words: 'incident contact' });
      expect(told).toContain('T15 Incident commitments');
      expect(told).not.toContain('Name incident contacts');
    }
  });

  test('is for whoever is in the channel, whether or not they were invited by name', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya, omar } = world.person;
    await priya.addToChannel(channel, omar.id);
    await world.settle();
    const told = await search(world, { who: 'omar', channel, words: 'incident contact' });
    expect(told).toContain('CMP-6');
  });

  test('changes nothing, however often the form arrives', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const sent = () => world.slack.calls('chat.update').length;
    const before = sent();
    await search(world, { who: 'priya', channel, words: 'incident' });
    const again = await redeliver(world, 'view_submission');
    await world.settle();
    expect(again.response).toContain('"response_action":"update"');
    expect(sent()).toBe(before);
  });
});
