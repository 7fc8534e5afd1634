import { filledIn } from '../../sandbox/doing.ts';
import { describe, expect, test } from 'vitest';
import { inChannel, inDm, register } from '../support/acts.ts';
import { createWorld } from '../support/world.ts';

describe('/onboard', () => {
  test('without a word, or with help, lists what it can do', async () => {
    const world = await createWorld();
    await world.settle();
    const { mara } = world.person;
    const [bare, help] = [await mara.command('/onboard'), await mara.command('/onboard help')];
    expect(help.text).toContain('/onboard start [partner]');
    expect(bare.text).toBe(help.text);
  });

  test('an unknown word gets the nearest one', async () => {
    const world = await createWorld();
    await world.settle();
    const { text } = await world.person.mara.command('/onboard satus');
    expect(text).toContain('I do not know “satus”. Did you mean /onboard status?');
  });

  test.each(['constructor', '__proto__', 'toString'])(
    'the word %s is as unknown as any other',
    async (word) => {
      const world = await createWorld();
      await world.settle();
      const { text } = await world.person.mara.command(`/onboard ${word}`);
      expect(text).toContain(`I do not know “${word}”`);
    },
  );

  test.each([
    [
      'a partner nobody knows',
      '/onboard status zebra',
      'I know no partner “zebra”. Did you mean Acme?',
    ],
    ['a name with a slip in it', '/onboard status acmee', '1 of 8: Qualification'],
    ['a part of a name', '/onboard blockers ac', 'No open blockers.'],
    [
      'no partner at all',
      '/onboard outcome',
      'For which partner? Write `/onboard outcome <partner>`.',
    ],
  ])('understands, or asks about, %s', async (_, command, answer) => {
    const world = await createWorld();
    await world.startAcme();
    expect((await world.person.mara.command(command)).text).toContain(answer);
  });

  test('what people type is never turned into a mention', async () => {
    const world = await createWorld();
    await world.startAcme();
    await world.person.mara.command('/onboard status <!channel>');
    const answer = world.slack.deliveries().findLast(({ kind }) => kind === 'command');
    expect(answer?.response).toContain('&lt;!channel&gt;');
    expect(answer?.response).not.toContain('<!channel>');
  });
});

describe('blockers', () => {
  test('raised by the partner, owned, listed with age, and solved once', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya, mara } = world.person;
    await priya.click({
      ...inChannel(priya, channel, '1 · Qualification'),
      actionId: 'open_blocker',
    });
    await priya.submit({
      description: 'The legal team is <!channel> on holiday',
      waits_for: 'partner',
      category: 'stakeholder',
    });
    await world.settle();
    expect(priya.reads(channel)).toContain(
      '@Priya is blocked: somebody is missing, waiting for Acme. @Priya sees to it.',
    );
    expect(priya.reads(channel)).toContain('1 blocker, waiting for Acme');
    await world.until('2026-03-05T10:00:00Z');
    expect((await mara.command('/onboard blockers')).text).toMatch(
      /Acme · Somebody is missing · open for 3 days/,
    );

    await mara.click({ ...inDm(mara, 'is blocked'), label: 'This is solved' });
    const second = await priya.click({
      ...inChannel(priya, channel, 'is blocked'),
      label: 'This is solved',
    });
    await world.settle();
    expect(second.text).toContain('This was solved before.');
    expect(
      priya.sees(channel).filter(({ text }) => text.includes('solved a blocker')),
    ).toHaveLength(1);
    expect((await mara.command('/onboard blockers')).text).toBe('No open blockers.');
  });

  test('a blocked item shows who has to move', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya } = world.person;
    await priya.click({ channel, label: 'I’m blocked by this' });
    expect(priya.modal()?.text).toContain('Register the partner');
    await priya.submit({ description: 'No access', waits_for: 'vendor', category: 'access' });
    await world.settle();
    expect(priya.reads(channel)).toContain('blocked, waits for Northwind');
  });
});

describe('outcomes', () => {
  test('count once a colleague has verified them, from the signature to the day they happened', async () => {
    const world = await createWorld();
    await world.startAcme();
    const { mara, theo } = world.person;
    await mara.command('/onboard outcome acme');
    await mara.submit({ type: 'integration', reference: 'tx-81', happened_on: '2026-03-01' });
    await mara.dismiss();
    await world.settle();
    expect((await mara.command('/onboard status acme')).text).toContain(
      'not yet, day 3 since 27 Feb 2026, 1 claim to verify',
    );
    await theo.click({ ...inDm(theo, 'Please verify it'), label: 'Verify' });
    await theo.submit({ verdict: 'verified' });
    await world.settle();
    expect((await mara.command('/onboard status acme')).text).toContain(
      'Time to First Value: 2 days (activated integration, verified)',
    );
    expect(mara.dms()).toContain('Your outcome for Acme is verified. Time to First Value: 2 days.');
  });

  test('are never verified by whoever claimed them', async () => {
    const world = await createWorld();
    await world.settle();
    const { mara } = world.person;
    await mara.command('/onboard team');
    await mara.submit({ manager: [mara.id, world.person.theo.id] });
    await mara.dismiss();
    await world.settle();
    await world.fillStart();
    await world.settle();
    await mara.command('/onboard outcome acme');
    const outcome = await mara.submit({
      type: 'deal',
      reference: 'D-1',
      happened_on: '2026-03-01',
    });
    // Theo manages partners, yet only the manager of this one, or a success lead, is asked.
    expect(outcome.errors?.['type']).toContain('Nobody but you could verify it');
  });

  test('may be rejected with a reason, and then do not count', async () => {
    const world = await createWorld();
    await world.startAcme();
    const { mara, theo } = world.person;
    await mara.command('/onboard outcome acme');
    await mara.submit({ type: 'case', reference: 'T-1', happened_on: '2026-03-01' });
    await mara.dismiss();
    await world.settle();
    await theo.click({ ...inDm(theo, 'Please verify it'), label: 'Verify' });
    expect((await theo.submit({ verdict: 'rejected' })).errors).toEqual({
      reason: 'Say what is wrong with it.',
    });
    await theo.submit({ reason: 'The ticket is still open' });
    await world.settle();
    expect(mara.dms()).toContain('The ticket is still open');
    expect((await mara.command('/onboard status acme')).text).toContain(
      'Time to First Value: not yet',
    );
  });

  test('cannot lie in the future', async () => {
    const world = await createWorld();
    await world.startAcme();
    const { mara } = world.person;
    await mara.command('/onboard outcome acme');
    const { errors } = await mara.submit({
      type: 'deal',
      reference: 'D-1',
      happened_on: '2026-03-09',
    });
    expect(errors).toEqual({
      happened_on: 'This day has not come yet. Give the day on which it happened.',
    });
  });
});

describe('the weekly digest', () => {
  test('is posted once, on Monday at nine in our zone, and not for a week without partners', async () => {
    const world = await createWorld({ at: Date.parse('2026-03-01T12:00:00Z') });
    const { eva } = world.person;
    await world.until('2026-03-02T08:01:00Z');
    expect(eva.sees(world.execChannel)).toEqual([]);
    const channel = await world.startAcme();
    await register(world, channel);
    await world.until('2026-03-09T07:55:00Z');
    expect(eva.sees(world.execChannel)).toEqual([]);
    await world.until('2026-03-09T08:00:00Z');
    await world.settle();
    await world.restart();
    await world.settle();
    expect(eva.sees(world.execChannel)).toHaveLength(1);
    expect(eva.reads(world.execChannel)).toContain('1 active, 0 invited and not here yet');
  });

  test('is skipped when its Monday has passed long ago', async () => {
    const world = await createWorld();
    await world.startAcme();
    await world.until('2026-03-18T12:00:00Z');
    expect(world.person.eva.sees(world.execChannel)).toEqual([]);
  });

  test('can be looked at before it is posted', async () => {
    const world = await createWorld();
    await world.startAcme();
    expect((await world.person.mara.command('/onboard digest')).text).toContain(
      'Partner onboarding, week to',
    );
  });
});

describe('our own items', () => {
  test('are done from the status of a partner, by their owner', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { mara, priya } = world.person;
    await register(world, channel);
    // Our first item opens when the narrative is accepted; until then we owe nothing.
    expect((await mara.command('/onboard status acme')).text).toContain(
      'Waiting for Northwind (0)',
    );
    await priya.tick({ channel, label: 'Write the value narrative and target customers' });
    await priya.submit(filledIn(priya, { link: 'https://acme.example/narrative' }));
    await world.settle();
    await mara.click({ ...inDm(mara, 'handed in evidence'), label: 'Review' });
    await mara.submit({ criterion_0: 'met', criterion_1: 'met', criterion_2: 'met' });
    await world.settle();
    const answer = await mara.command('/onboard status acme');
    expect(answer.text).toContain('Score strategic fit and choose the archetype');
    await mara.click({ ...inDm(mara, 'Waiting for Northwind (1)'), label: 'Add evidence' });
    expect(mara.modal()?.title).toBe('Hand in evidence');
    expect(priya.reads(channel)).toContain(
      'Score strategic fit and choose the archetype: to do, partner manager',
    );
  });
});
