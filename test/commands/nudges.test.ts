import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findNextClock, listClocks, listOpenClocks } from '../../db/clocks.ts';
import { addRole } from '../../db/contacts.ts';
import { findNextDelivery, listNudgesOf, listNudgesOfClocks } from '../../db/nudges.ts';
import { listOnboardings } from '../../db/onboardings.ts';
import { CAST, COMPANIES } from '../../sandbox/cast.ts';
import type { Person } from '../../sandbox/slack/index.ts';
import { botEnvironment } from '../../sandbox/stage.ts';
import { replay } from '../../src/domain/clock-replay.ts';
import { callsOf } from '../../src/domain/clock-steps.ts';
import type { ClockKind } from '../../src/domain/clock.ts';
import { calendarOf, timeFor, type WholeOnboarding } from '../../src/domain/onboarding.ts';
import { itemSpec } from '../../src/domain/playbook.ts';
import { USUAL_SLA } from '../../src/domain/sla.ts';
import { recordEvent } from '../../src/usecases/record-event.ts';
import { handIn, IDENTITY, inChannel, inDm, PROFILE, REGISTER, register } from '../support/acts.ts';
import type { FromBot, ToBot } from '../support/bot-process.ts';
import { aModule, aPlaybook, aSpec } from '../support/builders.ts';
import { writePlaybook } from '../support/playbook-files.ts';
import { temporaryFolder } from '../support/stores.ts';
import { createWorld, type World, type WorldOptions } from '../support/world.ts';

/* The partner works in Lisbon, where the time is that of UTC in March; we in Berlin, an hour ahead. */

const MONDAY = '2026-03-02T13:00:00Z';

/** `03-04 17:00`, with seconds where there are any. */
function stamp(at: number | null): string {
  return at === null
    ? ''
    : new Date(at).toISOString().slice(5, 19).replace('T', ' ').replace(/:00$/, '');
}

/**
 * A partner who joins on Monday at 13:00, to the second. Their first item is due on Wednesday at
 * 17:00, after 20 hours of work.
 */
async function joined(
  options?: WorldOptions,
): Promise<Readonly<{ world: World; channel: string }>> {
  const world = await createWorld(options);
  await world.nameTeam();
  await world.fillStart();
  await world.settle();
  const { priya } = world.person;
  world.clock.set(Date.parse(MONDAY));
  await priya.acceptInvitation(priya.invitations()[0]?.id ?? '');
  await world.settle();
  const channel = world.slack.channels().find(({ name }) => name.startsWith('onboard-acme'));
  return { world, channel: channel?.id ?? '' };
}

/** The bot does what is owed at this very moment. */
async function tick(
  world: World,
  tickBot: () => Promise<unknown> = world.app().tick,
): Promise<void> {
  await world.slack.idle();
  await tickBot();
  await world.slack.idle();
  await world.app().quiet();
}

/** Time goes on until `iso`, and the bot ticks whenever it has something to do, not a second later. */
async function walk(
  world: World,
  iso: string,
  tickBot: () => Promise<unknown> = world.app().tick,
): Promise<void> {
  const end = Date.parse(iso);
  const { read } = world.app().deps.store;
  for (let ticks = 0; ticks < 500; ticks++) {
    const [clock, delivery] = [await findNextClock(read), await findNextDelivery(read)];
    const next = Math.min(clock?.at ?? Infinity, delivery?.at ?? Infinity);
    world.clock.set(Math.min(end, Math.max(next, world.clock.now())));
    await tick(world, tickBot);
    if (next > end) return;
  }
  throw new Error(`The bot is never done before ${iso}`);
}

async function acme(world: World): Promise<WholeOnboarding> {
  const [whole] = await listOnboardings(world.app().deps.store.read);
  if (!whole) throw new Error('There is no Acme');
  return whole;
}

/** What became of the steps of an item's clock: step, who, reached, settled, and what and why. */
async function ledger(
  world: World,
  title: string = REGISTER,
  kind: ClockKind = 'work',
): Promise<readonly (readonly string[])[]> {
  const { read } = world.app().deps.store;
  const { onboarding, items, people, playbook } = await acme(world);
  const item = items.find(({ key }) => itemSpec(playbook, key).title === title);
  const clocks = (await listClocks(read, onboarding.id)).filter(
    ({ row }) => row.subject === item?.id && row.kind === kind,
  );
  const nudges = await listNudgesOfClocks(
    read,
    clocks.map(({ row }) => row.id),
  );
  const nameOf = (id: string) =>
    [...people.team, ...people.contacts].find((one) => one.id === id)?.name ?? '';
  return nudges
    .map(({ contactId, ...row }) => ({ ...row, who: nameOf(contactId) }))
    .toSorted((a, b) => a.reachedAt - b.reachedAt || a.who.localeCompare(b.who, 'en'))
    .map(({ step, who, reachedAt, settledAt, fate, reason }) => {
      const why = fate === 'sent' || reason === null ? fate : `${fate} ${reason}`;
      return [step, who, stamp(reachedAt), stamp(settledAt), why];
    });
}

/** The reminders that somebody reads in `channel`: when each came, and its first line. */
function reminders(who: Person, channel = 'dm'): readonly (readonly [string, string])[] {
  return who.sees(channel).flatMap(({ ts, text }): (readonly [string, string])[] => {
    const [first = ''] = text.split('\n');
    return /^(@\w+, )?\d+ items? /.test(first) ? [[stamp(Number(ts) * 1000), first]] : [];
  });
}

const SOON = '@Priya, 1 item of yours is due soon:';
const DUE = '@Priya, 1 item of yours is due:';
const NEEDS_YOU = '1 item needs you:';
/** The first item's reminders up to its due date. */
const BEFORE = [
  // Half of the time goes with the next morning's message.
  ['p50', 'Priya', '03-03 15:00', '03-04 08:00', 'sent'],
  ['p75', 'Priya', '03-04 12:00', '03-04 12:00', 'sent'],
  ['p90', 'Priya', '03-04 15:00', '03-04 15:00', 'sent'],
  ['due', 'Priya', '03-04 17:00', '03-04 17:00', 'sent'],
];

describe('the ladder of an item of the partner', () => {
  test('goes up beside the reminders, past rungs on which nobody stands', async () => {
    const { world, channel } = await joined();
    await walk(world, '2026-03-17T12:00:00Z');
    expect(await ledger(world)).toEqual([
      ...BEFORE,
      ['od1', 'Priya', '03-05 09:00', '03-05 09:00', 'sent'],
      // Priya leads alone.
      ['r1', '', '03-05 13:00', '03-05 13:00', 'suppressed nobody'],
      ['r2', 'Mara', '03-06 09:00', '03-06 09:00', 'sent'],
      ['od2', 'Priya', '03-09 09:00', '03-09 09:00', 'sent'],
      // Mara knows already.
      ['r3', 'Theo', '03-10 09:00', '03-10 09:00', 'sent'],
      ['od3', 'Priya', '03-12 09:00', '03-12 09:00', 'sent'],
      ['r4', '', '03-17 09:00', '03-17 09:00', 'suppressed nobody'],
    ]);
    const { priya, mara, theo, dana } = world.person;
    expect(reminders(priya, channel)).toEqual([
      ['03-04 08:00', SOON],
      ['03-04 12:00', SOON],
      ['03-04 15:00', SOON],
      ['03-04 17:00', DUE],
      ['03-05 09:00', DUE],
      ['03-09 09:00', DUE],
      ['03-12 09:00', DUE],
    ]);
    expect(reminders(mara)).toEqual([['03-06 09:00', NEEDS_YOU]]);
    expect(reminders(theo)).toEqual([['03-10 09:00', NEEDS_YOU]]);
    expect(theo.dms()).toContain(`“${REGISTER}” (with Priya) was due Wed 4 Mar and is still open`);
    expect(reminders(dana)).toEqual([]);
    // Who of us was called is nothing for the partner.
    expect(priya.reads(channel)).not.toContain('needs you');
  });

  test('begins with whoever leads where somebody else owes it', async () => {
    const { world, channel } = await joined();
    const { priya, omar } = world.person;
    await priya.addToChannel(channel, omar.id);
    await world.settle();
    const { people } = await acme(world);
    const known = people.contacts.find(({ slackUserId }) => slackUserId === omar.id);
    // No form of the bot names a partner's people.
    await world.app().deps.store.tx(async (tx) => {
      if (known) await addRole(tx, { contactId: known.id, role: 'p.legal' });
    });
    world.clock.set(Date.parse('2026-03-02T14:00:00Z'));
    await register(world, channel);
    await walk(world, '2026-03-06T14:00:00Z');
    expect(await ledger(world, IDENTITY)).toEqual([
      ['p50', 'Omar', '03-04 11:30', '03-05 08:00', 'sent'],
      ['p75', 'Omar', '03-05 10:15', '03-05 10:15', 'sent'],
      ['p90', 'Omar', '03-05 14:18', '03-05 14:18', 'sent'],
      ['due', 'Omar', '03-05 17:00', '03-05 17:00', 'sent'],
      ['od1', 'Omar', '03-06 09:00', '03-06 09:00', 'sent'],
      ['r1', 'Priya', '03-06 13:00', '03-06 13:00', 'sent'],
    ]);
    expect(priya.reads(channel)).toContain(
      `“${IDENTITY}” (with Omar) was due Thu 5 Mar and is still open. Please help it along.`,
    );
  });
});

test('a reviewer who is late is reminded, then the manager hears of it', async () => {
  const { world, channel } = await joined();
  await register(world, channel);
  world.clock.set(Date.parse('2026-03-02T14:00:00Z'));
  await handIn(world, { channel });
  await walk(world, '2026-03-06T09:00:00Z');
  expect(await ledger(world, IDENTITY, 'review')).toEqual([
    ['p50', 'Dana', '03-03 15:00', '03-04 07:00', 'sent'],
    ['p75', 'Dana', '03-04 11:30', '03-04 11:30', 'sent'],
    ['p90', 'Dana', '03-04 14:12', '03-04 14:12', 'sent'],
    ['due', 'Dana', '03-04 16:00', '03-04 16:00', 'sent'],
    ['od1', 'Dana', '03-05 08:00', '03-05 08:00', 'sent'],
    ['r1', 'Mara', '03-05 12:00', '03-05 12:00', 'sent'],
    ['r2', '', '03-06 08:00', '03-06 08:00', 'suppressed told_before'],
  ]);
  const { dana, mara, priya } = world.person;
  expect(reminders(dana).map(([, first]) => first)).toEqual([
    ...Array.from({ length: 3 }, () => '1 item is due soon from you:'),
    ...Array.from({ length: 2 }, () => '1 item is due from you:'),
  ]);
  expect(dana.dms()).toContain(`Acme: the review of “${IDENTITY}”, due Wed 4 Mar`);
  expect(dana.dms()).toContain(`Acme: the review of “${IDENTITY}”, was due Wed 4 Mar`);
  expect(mara.dms()).toContain(
    `Acme: the review of “${IDENTITY}” (with Dana) was due Wed 4 Mar and is still open.`,
  );
  // Only a reviewer gets the button of one.
  const review = { label: 'Review' };
  await expect(mara.click({ ...inDm(mara, 'the review of'), ...review })).rejects.toThrow();
  await dana.click({ ...inDm(dana, 'the review of'), ...review });
  expect(dana.modal()?.title).toBe('Review evidence');
  expect(priya.reads(channel)).not.toContain('the review of');
});

test('after a week without the bot everybody hears once, and nothing is left open', async () => {
  const { world, channel } = await joined();
  await register(world, channel);
  await handIn(world, { channel });
  world.clock.set(Date.parse('2026-03-11T10:00:00Z'));
  await world.restart();
  await tick(world);
  const { priya, dana, mara, theo } = world.person;
  expect(reminders(priya, channel)).toEqual([['03-11 10:00', '@Priya, 4 items of yours are due:']]);
  expect(reminders(dana)).toEqual([['03-11 10:00', '1 item is due from you:']]);
  // The ladder begins when the owner has heard of it.
  expect([...reminders(mara), ...reminders(theo)]).toEqual([]);

  const missed = 'superseded later_step';
  const names = ['p50', 'p75', 'p90', 'due', 'od1', 'od2'];
  expect((await ledger(world, PROFILE)).map(([step, , , , fate]) => [step, fate])).toEqual(
    names.map((step) => [step, step === 'od2' ? 'sent' : missed]),
  );
  const whole = await acme(world);
  const { deps } = world.app();
  const time = timeFor(deps.settings, whole, world.clock.now());
  const handled = await listNudgesOf(deps.store.read, whole.onboarding.id);
  for (const { row, events } of await listOpenClocks(deps.store.read, whole.onboarding.id)) {
    const calendar = calendarOf(time, row.side);
    const view = replay({ policy: row.policy, events }, calendar, time.now);
    const own = handled.filter(({ clockId }) => clockId === row.id);
    const calls = callsOf({ view, policy: row.policy, handled: own, calendar }, time.now);
    expect(calls.reached).toEqual([]);
  }
  await walk(world, '2026-03-11T15:00:00Z');
  expect(reminders(mara).map(([at]) => at)).toEqual(['03-11 14:00']);
});

test('a clock that is set back a day and forward again tells nobody anything twice', async () => {
  const { world, channel } = await joined();
  const { priya, mara } = world.person;
  const heard = () => [...reminders(priya, channel), ...reminders(mara)].map(([, text]) => text);
  await walk(world, '2026-03-04T17:00:00Z');
  const before = { heard: heard(), ledger: await ledger(world) };
  expect(before.ledger).toEqual(BEFORE);
  const moments = ['03-03T17:00', '03-04T08:00', '03-04T17:00', '03-02T12:00', '03-04T17:00'];
  for (const moment of moments) {
    world.clock.set(Date.parse(`2026-${moment}:00Z`));
    await tick(world);
    await tick(world);
    expect({ heard: heard(), ledger: await ledger(world) }).toEqual(before);
  }
  // It goes on as if nothing had been.
  await walk(world, '2026-03-06T12:00:00Z');
  expect((await ledger(world)).slice(4)).toEqual([
    ['od1', 'Priya', '03-05 09:00', '03-05 09:00', 'sent'],
    ['r1', '', '03-05 13:00', '03-05 13:00', 'suppressed nobody'],
    ['r2', 'Mara', '03-06 09:00', '03-06 09:00', 'sent'],
  ]);
  // And forward, past what would have been told in between.
  world.clock.set(Date.parse('2026-03-10T10:00:00Z'));
  await tick(world);
  const later = heard();
  world.clock.set(Date.parse('2026-03-09T10:00:00Z'));
  await tick(world);
  await walk(world, '2026-03-10T10:00:00Z');
  expect(heard()).toEqual(later);
});

test('a person hears three times a day, six times where it is urgent, and the rest in the morning', async () => {
  const { world, channel } = await joined({ environment: { ONBOARD_PLAYBOOK: aBusyPlaybook() } });
  const { priya } = world.person;
  // All are due on Wednesday at 17:00; who begins later has less time, and is reminded later.
  for (const [label, begins] of [
    ['Open 2', '09:00'],
    ['Open 3', '11:00'],
    ['Open 4', '13:00'],
  ] as const) {
    world.clock.set(Date.parse(`2026-03-03T${begins}:00Z`));
    await priya.tick({ channel, label });
    await tick(world);
  }
  await walk(world, '2026-03-05T08:30:00Z');
  const [soon, inTheMorning] = [SOON, '@Priya, 4 items of yours are due:'];
  expect(reminders(priya, channel)).toEqual([
    ['03-04 12:00', soon],
    ['03-04 13:00', soon],
    ['03-04 13:30', soon],
    // The fourth at 14:00 waits; what is urgent does not, three times more.
    ['03-04 15:00', soon],
    ['03-04 15:24', soon],
    ['03-04 15:36', soon],
    ['03-05 08:00', inTheMorning],
  ]);
  const missed = 'superseded later_step';
  expect(await ledger(world, 'Task 4')).toEqual([
    ['p75', 'Priya', '03-04 14:00', '03-05 08:00', missed],
    ['p90', 'Priya', '03-04 15:48', '03-05 08:00', missed],
    ['due', 'Priya', '03-04 17:00', '03-05 08:00', 'sent'],
  ]);
});

/** Four tasks of the partner, three of which begin with a tick. Returns the folder. */
function aBusyPlaybook(): string {
  const folder = temporaryFolder();
  const task = (nth: number) =>
    aSpec({
      id: `AAA-${nth}`,
      title: `Task ${nth}`,
      kind: 'attest',
      target: nth === 1 ? 2 : 1,
      needs: nth === 1 ? [] : [`BBB-${nth}`],
    });
  const opener = (nth: number) =>
    aSpec({ id: `BBB-${nth}`, title: `Open ${nth}`, kind: 'attest', target: 20 });
  const proof = (nth: 1 | 2) =>
    aSpec({ id: `BBB-${nth + 4}`, title: `Proof ${nth}`, gate: nth, needs: ['BBB-4'] });
  const modules = [
    aModule({ key: 'AAA', items: [1, 2, 3, 4].map(task) }),
    aModule({ key: 'BBB', items: [...[2, 3, 4].map(opener), proof(1), proof(2)] }),
  ];
  const sla = { ...USUAL_SLA, thresholds: [75, 90] };
  const roles = { ...aPlaybook().roles, 'v.sec': 'security analyst', 'v.csl': 'success lead' };
  writePlaybook(folder, { ...aPlaybook(), roles, modules, sla });
  return folder;
}

describe('what was planned and is no longer so', () => {
  test('is not sent: done in the night, before the morning', async () => {
    const companies = COMPANIES.map(({ people, ...company }) => ({
      ...company,
      people: people.map((one) => (one.id === CAST.priya ? { ...one, zone: 'Asia/Tokyo' } : one)),
    }));
    const { world, channel } = await joined({ companies });
    const { priya } = world.person;
    await walk(world, '2026-03-04T22:00:00Z');
    expect(reminders(priya, channel)).toEqual([['03-03 23:00', SOON]]);
    await register(world, channel);
    await walk(world, '2026-03-04T23:30:00Z');
    expect(await ledger(world)).toEqual([
      // Midnight in Tokyo; eight in the morning there.
      ['p50', 'Priya', '03-03 15:00', '03-03 23:00', 'sent'],
      ['p75', 'Priya', '03-04 12:00', '03-04 23:00', 'superseded later_step'],
      ['p90', 'Priya', '03-04 15:00', '03-04 23:00', 'superseded later_step'],
      ['due', 'Priya', '03-04 17:00', '03-04 23:00', 'dropped done'],
    ]);
    expect(reminders(priya, channel)).toHaveLength(1);
  });

  test('is not sent to who owns it no more, but to whoever does', async () => {
    const { world, channel } = await joined();
    const { mara, dana, nils } = world.person;
    await register(world, channel);
    world.clock.set(Date.parse('2026-03-02T14:00:00Z'));
    await handIn(world, { channel });
    await walk(world, '2026-03-03T16:00:00Z');
    await mara.command('/onboard team');
    await mara.submit({ 'v.legal': CAST.nils });
    await mara.dismiss();
    await walk(world, '2026-03-04T12:00:00Z');
    expect(await ledger(world, IDENTITY, 'review')).toEqual([
      ['p50', 'Dana', '03-03 15:00', '03-04 07:00', 'dropped handed_over'],
      ['p50', 'Nils', '03-03 15:00', '03-04 07:00', 'sent'],
      ['p75', 'Nils', '03-04 11:30', '03-04 11:30', 'sent'],
    ]);
    expect(reminders(dana)).toEqual([]);
    const first = '1 item is due soon from you:';
    expect(reminders(nils)).toEqual([
      ['03-04 07:00', first],
      ['03-04 11:30', first],
    ]);
  });
});

describe('what stands still', () => {
  const blocked = (waits_for: 'vendor' | 'partner') => ({
    begin: async ({ person: { priya } }: World, channel: string) => {
      await priya.click({ channel, label: 'I’m blocked by this' });
      await priya.submit({ description: 'No access', waits_for, category: 'access' });
    },
    end: async ({ person: { priya } }: World, channel: string) => {
      await priya.click({ ...inChannel(priya, channel, 'is blocked'), label: 'This is solved' });
    },
  });
  const PARTNER = { teamId: 'T0ACME0000' } as const;
  const disconnected = {
    begin: async (world: World, channelId: string) => {
      const event = {
        kind: 'channel_unshared',
        channelId,
        ...PARTNER,
        stillShared: false,
      } as const;
      await recordEvent(world.app().deps, { keys: ['left'], event });
    },
    end: async (world: World, channelId: string) => {
      const event = { kind: 'member_joined', channelId, ...PARTNER, userId: CAST.priya } as const;
      await recordEvent(world.app().deps, { keys: ['back'], event });
    },
  };

  test.each([
    ['blocked by us', blocked('vendor')],
    ['cut off from the channel', disconnected],
  ])('gives no reminders, and is due as much later: %s', async (_special, { begin, end }) => {
    const { world, channel } = await joined();
    await walk(world, '2026-03-03T13:00:00Z');
    await begin(world, channel);
    await walk(world, '2026-03-05T13:00:00Z');
    expect(await ledger(world)).toEqual([]);
    await end(world, channel);
    await walk(world, '2026-03-09T08:00:00Z');
    expect(await ledger(world)).toEqual([
      ['p50', 'Priya', '03-05 15:00', '03-06 08:00', 'sent'],
      ['p75', 'Priya', '03-06 12:00', '03-06 12:00', 'sent'],
      ['p90', 'Priya', '03-06 15:00', '03-06 15:00', 'sent'],
      ['due', 'Priya', '03-06 17:00', '03-06 17:00', 'sent'],
    ]);
    expect(world.person.priya.reads(channel)).toContain(`${REGISTER} — late, was due Fri 6 Mar`);
  });

  test('is not what waits for a colleague: reminders go on', async () => {
    const { world, channel } = await joined();
    await walk(world, '2026-03-03T13:00:00Z');
    await blocked('partner').begin(world, channel);
    await walk(world, '2026-03-04T17:00:00Z');
    const [, ...rest] = BEFORE;
    expect(await ledger(world)).toEqual([
      // With the first message about the blocker, which the partner is to answer in four hours.
      ['p50', 'Priya', '03-03 15:00', '03-03 16:00', 'sent'],
      ...rest,
    ]);
  });
});

test('a reminder that Slack refuses is told to the admins, and the ladder goes on', async () => {
  const { world, channel } = await joined();
  await walk(world, '2026-03-04T16:59:00Z');
  const kind = { type: 'error', error: 'restricted_action' } as const;
  world.slack.faults.add({ method: 'chat.postMessage', kind });
  await walk(world, '2026-03-06T12:00:00Z');
  expect((await ledger(world)).slice(3)).toEqual([
    ['due', 'Priya', '03-04 17:00', '03-04 17:00', 'failed refused'],
    ['od1', 'Priya', '03-05 09:00', '03-05 09:00', 'sent'],
    ['r1', '', '03-05 13:00', '03-05 13:00', 'suppressed nobody'],
    ['r2', 'Mara', '03-06 09:00', '03-06 09:00', 'sent'],
  ]);
  const { mara, priya } = world.person;
  expect(mara.dms()).toMatch(/Slack refused a message \(nudge, no\. \d+\): restricted_action/);
  expect(reminders(priya, channel).slice(-1)).toEqual([['03-05 09:00', DUE]]);
  expect(world.takeLogged().join('')).toContain('gave up a message');
});

test('items that an earlier version opened without clocks get them at the next start', async () => {
  const { world, channel } = await joined();
  await register(world, channel);
  await handIn(world, { channel });
  await walk(world, '2026-03-04T10:00:00Z');
  const heard = reminders(world.person.priya, channel).length;
  await world.app().deps.store.tx(async ({ db, t }) => {
    for (const table of [t.nudges, t.clockEvents, t.clocks]) await db.delete(table);
  });
  await world.restart();
  const whole = await acme(world);
  const { read } = world.app().deps.store;
  const clocks = await listOpenClocks(read, whole.onboarding.id);
  const open = whole.items.filter(({ status }) => status === 'open' || status === 'in_review');
  const seen = clocks.map(({ row }) => {
    const item = open.find(({ id }) => id === row.subject);
    return [item?.key, row.kind, row.state, stamp(row.dueAt)].join(' ').trim();
  });
  expect(seen.toSorted()).toEqual([
    'CON-1 work running 03-05 17:00',
    'QUA-2 review running 03-06 16:00',
    'QUA-2 work paused',
    'QUA-3 work running 03-09 17:00',
    'QUA-5 work running 03-05 17:00',
    'QUA-8 work running 03-05 17:00',
  ]);
  await walk(world, '2026-03-05T17:00:00Z');
  const last = (await ledger(world, PROFILE)).slice(-1);
  expect(last).toEqual([['due', 'Priya', '03-05 17:00', '03-05 17:00', 'sent']]);
  expect(reminders(world.person.priya, channel).length).toBeGreaterThan(heard);
});

test('two bots on one database that tick at once tell nobody anything twice', async () => {
  const database = join(temporaryFolder(), 'onboard.db');
  const { world, channel } = await joined({ environment: { DATABASE_URL: `file:${database}` } });
  const second = await startSecond(world, database);
  const both = () => Promise.all([second(), world.app().tick()]);
  await walk(world, '2026-03-06T10:00:00Z', both);
  const steps = (await ledger(world)).map(([step, who, reached, , why]) => [
    step,
    who,
    reached,
    why,
  ]);
  expect(steps).toEqual([
    ...BEFORE.map(([step, who, reached]) => [step, who, reached, 'sent']),
    ['od1', 'Priya', '03-05 09:00', 'sent'],
    ['r1', '', '03-05 13:00', 'suppressed nobody'],
    ['r2', 'Mara', '03-06 09:00', 'sent'],
  ]);
  const { priya, mara } = world.person;
  expect(reminders(priya, channel).map(([, first]) => first)).toEqual([SOON, SOON, SOON, DUE, DUE]);
  expect(reminders(mara).map(([, first]) => first)).toEqual([NEEDS_YOU]);
});

/** A second bot, in a process of its own; what is returned ticks it at the same time. */
async function startSecond(
  { slack, clock }: World,
  database: string,
): Promise<() => Promise<void>> {
  const ahead = () => clock.now() - Date.now();
  const child = fork(join(import.meta.dirname, '../support/bot-process.ts'), {
    env: {
      ...process.env,
      ...botEnvironment(slack, `file:${database}`),
      LOG_LEVEL: 'error',
      TEST_CLOCK_AHEAD: String(ahead()),
    },
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const died = ended.then(() => Promise.reject(new Error('The second bot has ended')));
  // It is killed in the end.
  died.catch(() => undefined);
  const answer = async (): Promise<FromBot> => {
    const [message] = (await Promise.race([once(child, 'message'), died])) as [FromBot];
    return message;
  };
  const tell = (message: ToBot) => child.send(message);
  await answer();
  let id = 0;
  return async () => {
    const done = answer();
    tell({ kind: 'clock', ahead: ahead() });
    tell({ kind: 'tick', id: ++id });
    expect(await done).toEqual({ kind: 'ticked', id });
  };
}
