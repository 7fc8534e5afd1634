import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CAST, COMPANIES } from '../sandbox/cast.ts';
import { startPartner } from '../sandbox/doing.ts';
import type { Person } from '../sandbox/slack/index.ts';
import { holds } from '../src/domain/condition.ts';
import { searchPlaybook } from '../src/domain/playbook-search.ts';
import { sideOfRole, type ItemSpec, type Playbook } from '../src/domain/playbook.ts';
import { readPlaybook } from '../src/playbook-folder.ts';
import { MARK_EVENT } from '../src/slack/mark.ts';
import { ALL_MET, handIn, inChannel, inDm, register } from './support/acts.ts';
import { aSheet, anAmendment } from './support/builders.ts';
import { writePlaybook } from './support/playbook-files.ts';
import { temporaryFolder } from './support/stores.ts';
import { createWorld, type World } from './support/world.ts';

/** Stands in everything that is ours alone, and must not reach the partner. */
const MARKER = 'zq-internal-zq';

/** All that the bot ever said in `channel`, as it was sent. */
function sentTo({ slack }: World, channel: string): readonly string[] {
  return slack
    .calls()
    .filter(
      ({ method, args }) => args['channel'] === channel && !method.startsWith('conversations.'),
    )
    .map(({ args }) => JSON.stringify(args));
}

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
  await handIn(world, { channel, note: `evidence ${MARKER}`, words: `answer ${MARKER}` });
  await dana.click({ ...inDm(dana, 'handed in evidence'), label: 'Review' });
  // The reviewer reads it all.
  expect(dana.modal()?.text).toContain(`evidence ${MARKER}`);
  expect(dana.modal()?.text).toContain(`answer ${MARKER}`);
  await dana.submit({
    ...ALL_MET,
    criterion_2: 'not_met',
    reason: 'Please add the date of the check',
  });
  await world.settle();
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

  const toChannel = sentTo(world, channel);
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

const SHIPPED = readPlaybook(join(import.meta.dirname, '../playbooks/partner-onboarding'));

/** The shipped playbook with the marker in all that partners may not read. */
function markedPlaybook(): Playbook {
  const hidden = <T extends ItemSpec>(spec: T): T => ({
    ...spec,
    hint: MARKER,
    evidence: MARKER,
    criteria: spec.criteria.map((_, nth) => `${MARKER} ${nth}`),
    fields: spec.fields.map((field) => ({ ...field, label: `${MARKER} ${field.id}` })),
  });
  return {
    ...SHIPPED,
    modules: SHIPPED.modules.map((module) => ({
      ...module,
      items: module.items.map((spec) =>
        sideOfRole(spec.owner) === 'vendor' ? hidden(spec) : spec,
      ),
    })),
    lists: SHIPPED.lists.map((list) => ({
      ...list,
      title: MARKER,
      purpose: MARKER,
      items: list.items.map((spec) => ({ ...hidden(spec), title: MARKER, opens: MARKER })),
    })),
    templates: SHIPPED.templates.map((template) =>
      template.audience === 'vendor'
        ? { ...template, title: MARKER, text: `${MARKER} [fill: what it says]` }
        : template,
    ),
    amendments: [],
  };
}

test('a search of the playbook finds nothing for the partner that is ours alone', async () => {
  const playbook = markedPlaybook();
  const wanted = Array.from('abcdefghijklmnopqrstuvwxyz0123456789');
  const hits = (side: 'partner' | 'vendor') =>
    wanted.flatMap((letter) => searchPlaybook(playbook, { wanted: letter, side, limit: 1_000 }));
  expect(hits('partner').length).toBeGreaterThan(1_000);
  expect(JSON.stringify(hits('partner'))).not.toContain(MARKER);
  expect(JSON.stringify(hits('vendor'))).toContain(MARKER);

  const folder = temporaryFolder();
  writePlaybook(folder, playbook);
  const world = await createWorld({ environment: { ONBOARD_PLAYBOOK: folder } });
  const channel = await world.startAcme();
  const { priya, mara } = world.person;
  const found = async (who: Person, words: string) => {
    const headline = inChannel(who, channel, 'Onboarding Acme with Northwind');
    await who.click({ ...headline, label: 'Search the playbook' });
    await who.submit({ words });
    return JSON.stringify(who.modal());
  };
  for (const words of ['zq', 'internal', 'register', 'plan', 'security']) {
    expect(await found(priya, words)).not.toContain(MARKER);
  }
  expect(await found(mara, 'zq')).toContain(MARKER);
});

/** What Acme is asked with nothing of an integration: tier 4, and tier 3 where it is set by hand. */
const NO_DEPTH = { data: '0', depth: '0', access: '0', substitutability: '0', dependency: '0' };
const SHEETS = [aSheet({ tier: 4 }), aSheet({ tier: 3 })];

/** The shipped playbook with the marker in every item that Acme is never asked for. */
function playbookWithLeftOut(): Playbook {
  const marked = (spec: ItemSpec): ItemSpec => ({
    ...spec,
    title: `${MARKER} ${spec.id}`,
    hint: MARKER,
    evidence: MARKER,
    criteria: spec.criteria.map((_, nth) => `${MARKER} ${nth}`),
    fields: spec.fields.map((field) => ({ ...field, label: `${MARKER} ${field.id}` })),
  });
  const asked = ({ when }: ItemSpec) => !when || SHEETS.some((sheet) => holds(when, sheet));
  const modules = SHIPPED.modules.map((module) => ({
    ...module,
    items: module.items.map((spec) => (asked(spec) ? spec : marked(spec))),
  }));
  return { ...SHIPPED, modules, amendments: [] };
}

/** Two versions later: the first has a word for partners, the second has none. */
function releasedPlaybook(): Playbook {
  const ours = { who: MARKER, what: `what ${MARKER}`, why: `why ${MARKER}` };
  const { version } = SHIPPED;
  const { partners, ...silent } = anAmendment({ ...ours, version: version + 2 });
  const word = partners !== undefined && { partners };
  const told = anAmendment({ ...ours, version: version + 1, ...word });
  return { ...playbookWithLeftOut(), version: version + 2, amendments: [told, silent] };
}

test('what a plan rests on, what is left out of it and why it changed stay ours', async () => {
  const folder = temporaryFolder();
  writePlaybook(folder, playbookWithLeftOut());
  const world = await createWorld({ environment: { ONBOARD_PLAYBOOK: folder } });
  await world.nameTeam();
  const { mara, priya, sam } = world.person;
  const acme = { email: 'priya@acme.example', country: 'PT', zone: 'Europe/Lisbon' };
  const basics = { ...acme, type: 'integrator', signed_on: '2026-02-27', go_live: '2026-03-20' };
  await startPartner(mara, 'Acme', basics, NO_DEPTH);
  await world.settle();
  await priya.acceptInvitation(priya.invitations()[0]?.id ?? '');
  await world.settle();
  const channel = world.slack.channels().find(({ name }) => name.startsWith('onboard-'))?.id ?? '';
  await register(world, channel);

  await sam.command('/onboard plan Acme');
  await sam.click({ ...inDm(sam, 'Plan for Acme'), label: 'Change what it rests on' });
  await sam.submit({ tier: '3', reason: `reason ${MARKER}`, until: '2026-03-06' });
  await sam.submit();
  await sam.dismiss();
  await world.settle();

  for (const below of ['modules', 'lists', 'templates']) {
    rmSync(join(folder, below), { recursive: true });
  }
  writePlaybook(folder, releasedPlaybook());
  await world.restart();
  await mara.command('/onboard plan Acme');
  await mara.click({
    ...inDm(mara, 'Plan for Acme'),
    label: `Move to version ${SHIPPED.version + 2}`,
  });
  // The manager reads it all.
  expect(mara.modal()?.text).toContain(`what ${MARKER}`);
  expect(mara.modal()?.text).toContain(`why ${MARKER}`);
  await mara.submit();
  await world.settle();
  expect(mara.reads('dm')).toContain(`reason ${MARKER}`);
  expect(mara.reads('dm')).toContain(`${MARKER} INT-1`);
  await priya.click({
    ...inChannel(priya, channel, '1 · Qualification'),
    actionId: 'open_blocker',
  });
  expect(JSON.stringify(priya.modal())).not.toContain(MARKER);
  await priya.dismiss();
  const headline = inChannel(priya, channel, 'Onboarding Acme with Northwind');
  await priya.click({ ...headline, label: 'Search the playbook' });
  await priya.submit({ words: 'internal' });
  expect(JSON.stringify(priya.modal())).not.toContain(MARKER);
  await priya.dismiss();
  // Nudges, a digest, and the end of the tier that was set by hand.
  await world.until('2026-03-09T12:00:00Z');

  const toChannel = sentTo(world, channel);
  expect(toChannel.filter((args) => args.includes(MARKER))).toEqual([]);
  expect(priya.reads(channel)).toContain('We now ask which languages your support speaks.');
  expect(toChannel.filter((args) => /of 40 points|only for|set by hand/i.test(args))).toEqual([]);
});
