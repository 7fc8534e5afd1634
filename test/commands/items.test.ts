import { describe, expect, test } from 'vitest';
import { listAudit } from '../../db/audit.ts';
import { filledIn } from '../../sandbox/doing.ts';
import { firstBroken } from '../../src/domain/audit.ts';
import {
  ALL_MET,
  blockOf,
  handIn,
  IDENTITY,
  inChannel,
  inDm,
  redeliver,
  signedForm,
  judge,
  PROFILE,
  REGISTER,
  register,
} from '../support/acts.ts';
import { createWorld, type World } from '../support/world.ts';

async function actions(world: World): Promise<string[]> {
  const entries = await listAudit(world.app().deps.store.read);
  expect(firstBroken(entries)).toBeNull();
  return entries.map(({ action }) => action);
}

describe('ticking', () => {
  test('a tick opens what depends on it, and unticking locks it again', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya } = world.person;
    await register(world, channel);
    expect(priya.reads(channel)).toContain('[x] Register the partner');
    expect(priya.reads(channel)).toContain(
      '[ ] Verify company identity and ownership — due Thu 5 Mar · Priya',
    );
    expect(priya.reads(channel)).toContain('2 · Contracting');

    await priya.untick({ channel, label: REGISTER });
    await world.settle();
    expect(priya.reads(channel)).toContain('[ ] Register the partner');
    expect(priya.reads(channel)).toContain(
      '• Verify company identity and ownership, after “Register the partner',
    );
  });

  test('unticking buys no more time than what waits for it stood still', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya } = world.person;
    await register(world, channel);
    await world.until('2026-03-04T10:00:00Z');
    await priya.untick({ channel, label: REGISTER });
    await world.settle();
    await register(world, channel);
    expect(priya.reads(channel)).toContain(
      // A minute of standing still is a minute of the next working day.
      '[ ] Verify company identity and ownership — due Fri 6 Mar',
    );
  });

  test('the same click delivered twice counts once', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    await register(world, channel);
    const click = world.slack.deliveries().findLast(({ kind }) => kind === 'block_actions');
    await world.person.priya.untick({ channel, label: REGISTER });
    const replay = await world.slack.deliver(...signedForm(world.slack, click?.body));
    await world.settle();

    expect(replay.status).toBe(200);
    expect((await actions(world)).filter((action) => action === 'item_ticked')).toHaveLength(1);
    expect(world.person.priya.reads(channel)).toContain('[ ] Register the partner');
  });

  test('two people ticking at once say the same thing', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    await world.person.priya.addToChannel(channel, world.person.omar.id);
    await world.settle();
    await Promise.all([
      world.person.priya.tick({ channel, label: REGISTER }),
      world.person.omar.tick({ channel, label: REGISTER }),
    ]);
    await world.settle();
    expect((await actions(world)).filter((action) => action === 'item_ticked')).toHaveLength(1);
    expect(world.person.omar.reads(channel)).toContain('[x] Register the partner');
  });

  test('an item that needs proof asks for it, and shows unticked until it is accepted', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya } = world.person;
    await register(world, channel);
    await priya.tick({ channel, label: IDENTITY });
    expect(priya.modal()?.title).toBe('Hand in evidence');
    await priya.dismiss();
    await world.settle();
    expect(priya.reads(channel)).toContain('[ ] Verify company identity');
  });

  test('a manager may tick on the partner’s behalf, and the audit says so', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    await world.person.mara.tick({ channel, label: REGISTER });
    await world.settle();
    const entries = await listAudit(world.app().deps.store.read);
    expect(entries.find(({ action }) => action === 'item_ticked')?.detail).toMatchObject({
      side: 'vendor',
      onBehalf: true,
    });
  });
});

describe('evidence and review', () => {
  test('handed in, sent back with a reason, handed in again, accepted', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya, dana } = world.person;
    await register(world, channel);
    await handIn(world, { channel, note: 'Extract of 2025' });
    expect(priya.reads(channel)).toContain(
      'Verify company identity and ownership: in review, legal counsel',
    );
    expect(inDm(dana, 'handed in evidence for “Verify company identity')).toBeDefined();

    await judge(world, dana, { ...ALL_MET, criterion_0: 'not_met', reason: 'Too old' });
    const thread = priya
      .sees(channel)
      .findLast(({ threadTs, ts }) => threadTs !== undefined && threadTs !== ts);
    expect(thread?.text).toContain('Extract ≤ 3 months old');
    expect(thread?.text).toContain('Too old');

    await priya.click({ channel, ts: thread?.ts ?? '', label: 'Add evidence' });
    expect(priya.modal()?.text).toContain('Too old');
    await priya.submit(filledIn(priya, { link: 'https://register.example/acme' }));
    await world.settle();
    // What was met stays met: only the open criterion is left to judge.
    await judge(world, dana, { criterion_0: 'met' });
    expect(priya.reads(channel)).toContain('✓ Verify company identity and ownership');
    expect(await actions(world)).toEqual(
      expect.arrayContaining(['evidence_submitted', 'evidence_returned', 'evidence_accepted']),
    );
  });

  test('something not met needs a reason', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    await register(world, channel);
    await handIn(world, { channel });
    const outcome = await judge(world, world.person.dana, { ...ALL_MET, criterion_1: 'not_met' });
    expect(outcome.errors).toEqual({ reason: 'Say what is missing, so that it can be mended.' });
  });

  test('a file from another company is known by its id only, and its name is asked for', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya, dana } = world.person;
    await register(world, channel);
    await priya.tick({ channel, label: IDENTITY });
    const extract = { name: 'extract.pdf', mimetype: 'application/pdf', size: 20_480 };
    await priya.submit(filledIn(priya, { files: [extract] }));
    await world.settle();
    await dana.click({ ...inDm(dana, 'handed in evidence'), label: 'Review' });
    expect(dana.modal()?.text).toContain('extract.pdf (20 kB)');
  });

  test('handing in twice goes to review once', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya, omar } = world.person;
    await priya.addToChannel(channel, omar.id);
    await register(world, channel);
    await priya.tick({ channel, label: IDENTITY });
    await omar.tick({ channel, label: IDENTITY });
    await priya.submit(filledIn(priya, { note: 'from Priya' }));
    const second = await omar.submit(filledIn(omar, { note: 'from Omar' }));
    await world.settle();
    expect(second.errors).toEqual({ note: 'This was handed in already and is being reviewed.' });
    expect((await actions(world)).filter((action) => action === 'evidence_submitted')).toHaveLength(
      1,
    );
  });

  test('of two reviewers the first decides, and the second learns it', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { dana, mara, priya } = world.person;
    await register(world, channel);
    await handIn(world, { channel });
    const request = inDm(dana, 'handed in evidence');
    await dana.click({ ...request, label: 'Review' });
    const first = dana.modal()?.id;
    await dana.submit(ALL_MET);
    const again = await redeliver(world, 'view_submission', first);
    await world.settle();
    expect(again.response).toContain('Somebody was faster');
    expect((await dana.click({ ...request, label: 'Review' })).text ?? '').toContain(
      'reviewed already',
    );
    expect(mara.dms()).not.toContain('handed in evidence');
    expect(priya.reads(channel)).toContain('✓ Verify company identity');
  });

  test('an item without a named reviewer goes to the partner manager', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    await register(world, channel);
    await handIn(world, { channel, item: PROFILE });
    expect(inDm(world.person.mara, PROFILE)).toBeDefined();
  });

  test('who hands something in for the partner cannot review it', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { mara } = world.person;
    await register(world, channel);
    await mara.click({
      ...inChannel(mara, channel, '1 · Qualification'),
      actionId: 'open_evidence',
      label: 'Add evidence',
      blockId: blockOf(world, channel, PROFILE),
    });
    const outcome = await mara.submit(filledIn(mara, { note: 'I know what they use' }));
    // Mara is the manager and the only admin: nobody else could judge it.
    expect(outcome.errors?.['note']).toContain(
      'Nobody but you could review this as technical authority',
    );
  });
});

describe('nudges', () => {
  test('the owner is reminded once when an item is due, and again after a working day', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya } = world.person;
    const nudges = () =>
      priya.sees(channel).filter(({ text }) => /of yours (is|are) due[:,]/.test(text)).length;
    await world.until('2026-03-04T16:58:00Z');
    expect(priya.reads(channel)).toContain('of yours is due soon:');
    expect(nudges()).toBe(0);
    await world.until('2026-03-04T17:00:00Z');
    await world.settle();
    expect(nudges()).toBe(1);
    expect(priya.reads(channel)).toContain('@Priya, 1 item of yours is due');
    await world.until('2026-03-05T08:58:00Z');
    expect(nudges()).toBe(1);
    await world.until('2026-03-05T09:00:00Z');
    expect(nudges()).toBe(2);
  });

  test('after an outage of a week everybody is reminded once, in their working hours', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya } = world.person;
    await register(world, channel);
    await world.until('2026-03-14T23:00:00Z');
    expect(priya.reads(channel)).not.toContain('of yours');
    await world.until('2026-03-16T07:30:00Z');
    expect(priya.reads(channel)).not.toContain('of yours');
    await world.until('2026-03-16T08:00:00Z');
    await world.settle();
    const nudges = priya.sees(channel).filter(({ text }) => text.includes('of yours'));
    expect(nudges).toHaveLength(1);
    expect(nudges[0]?.text).toContain('5 items of yours are due');
  });

  test('nobody is reminded of what waits for the other side', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya } = world.person;
    await priya.click({ channel, label: 'I’m blocked by this' });
    await priya.submit({ description: 'No access', waits_for: 'vendor', category: 'access' });
    await world.until('2026-03-06T12:00:00Z');
    expect(priya.reads(channel)).not.toContain('of yours');
  });

  test('a reviewer who is late is reminded in a direct message, with the button to act', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    await register(world, channel);
    await handIn(world, { channel });
    await world.until('2026-03-05T07:01:00Z');
    const { dana } = world.person;
    const nudge = inDm(dana, 'due from you');
    await dana.click({ ...nudge, label: 'Review' });
    expect(dana.modal()?.title).toBe('Review evidence');
  });
});
