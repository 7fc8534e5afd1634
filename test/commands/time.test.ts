import { describe, expect, test } from 'vitest';
import { listAudit } from '../../db/audit.ts';
import type { ClockKind, ClockState } from '../../src/domain/clock.ts';
import { blockOf, handIn, inChannel, inDm, PROFILE, redeliver, register } from '../support/acts.ts';
import { createWorld, type World } from '../support/world.ts';

/** The clocks about what is no item, as far as they are open. */
async function clocksOf(world: World): Promise<readonly string[]> {
  const { db, t } = world.app().deps.store.read;
  const rows = await db.select().from(t.clocks);
  const told = ({ kind, side, state }: { kind: ClockKind; side: string; state: ClockState }) =>
    `${side} ${kind} ${state}`;
  return rows
    .filter(({ kind }) => kind !== 'work' && kind !== 'review')
    .map(told)
    .toSorted();
}

async function stateOf(world: World, kind: ClockKind): Promise<readonly ClockState[]> {
  const { db, t } = world.app().deps.store.read;
  const rows = await db.select().from(t.clocks);
  return rows.filter((row) => row.kind === kind).map(({ state }) => state);
}

const audited = async (world: World) =>
  (await listAudit(world.app().deps.store.read)).map(({ action }) => action);

async function block(world: World, channel: string, waitsFor = 'vendor'): Promise<void> {
  const { priya } = world.person;
  const blockId = blockOf(world, channel, PROFILE);
  await priya.click({ channel, blockId, label: 'I’m blocked by this' });
  await priya.submit({ description: 'No access', waits_for: waitsFor, category: 'access' });
  await world.settle();
}

describe('a blocker has clocks of its own', () => {
  test('a first answer, a solution, and news every other day; all end when it is solved', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    await register(world, channel);
    await block(world, channel);
    expect(await clocksOf(world)).toEqual([
      'vendor resolve running',
      'vendor respond running',
      'vendor update running',
    ]);
    const { mara } = world.person;
    await mara.click({ ...inDm(mara, 'is blocked'), label: 'I see to it' });
    expect(mara.sees('dm').at(-1)?.text).toContain('Post an update');
    await redeliver(world, 'block_actions', 'see_to_it');
    await world.settle();
    expect(await stateOf(world, 'respond')).toEqual(['met']);

    await mara.click({ ...inDm(mara, 'is blocked'), label: 'Post an update' });
    await mara.submit({ text: 'Access comes on Wednesday.' });
    await redeliver(world, 'view_submission', 'update_modal');
    await world.settle();
    const { priya } = world.person;
    expect(priya.reads(channel).match(/Access comes on Wednesday\./g)).toHaveLength(1);
    expect(priya.reads(channel)).toContain('Next update by Wed 4 Mar.');
    expect(await stateOf(world, 'update')).toEqual(['met', 'running']);

    await priya.click({ ...inChannel(priya, channel, 'is blocked'), label: 'This is solved' });
    await world.settle();
    expect(new Set(await clocksOf(world))).toEqual(
      new Set(['vendor resolve met', 'vendor respond met', 'vendor update met']),
    );
    await mara.click({ ...inDm(mara, 'is blocked'), label: 'Post an update' });
    expect(mara.sees('dm').at(-1)?.text).toContain('This is solved already');
  });

  test('of what waits for the partner, theirs', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    await register(world, channel);
    await block(world, channel, 'partner');
    expect(await clocksOf(world)).toEqual(['partner resolve running', 'partner respond running']);
  });

  test('nobody who answers is reminded, escalated and told what it is about', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    await register(world, channel);
    await block(world, channel);
    await world.until('2026-03-02T14:30:00Z');
    const { mara } = world.person;
    expect(mara.reads('dm')).toContain('a first answer to a blocker (access or credentials)');
  });
});

describe('a partner escalates', () => {
  test('and is owed an answer within hours, a plan within a day, and news', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    await register(world, channel);
    const { priya, mara } = world.person;
    await priya.click({ ...inChannel(priya, channel, 'Onboarding Acme'), label: 'Escalate' });
    expect(priya.modal()?.text).toContain('Northwind owes you an answer within hours');
    expect((await priya.submit({ description: 'x', category: 'access' })).errors).toEqual({
      impact: 'Please complete this required field.',
    });
    await priya.submit({
      description: 'Nobody answers',
      impact: 'We lose a customer',
      category: 'access',
    });
    await world.settle();
    const read = priya.reads(channel);
    expect(read).toContain('@Priya escalates (access or credentials) to Northwind.');
    expect(read).toContain('We lose a customer');
    expect(mara.reads('dm')).toContain('Acme escalates');
    expect(await clocksOf(world)).toEqual([
      'vendor plan running',
      'vendor respond running',
      'vendor update running',
    ]);
    // It stops no item: what is open runs on.
    expect(new Set(await stateOf(world, 'work'))).toEqual(new Set(['met', 'running']));
    await mara.click({ ...inDm(mara, 'escalates'), label: 'Post an update' });
    await mara.submit({ text: 'Sam calls you at ten.' });
    await world.settle();
    expect(await stateOf(world, 'plan')).toEqual(['met']);
    expect(await audited(world)).toContain('escalated');
  });

  test('our own people do not: they raise a blocker', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { mara } = world.person;
    await mara.click({ ...inChannel(mara, channel, 'Onboarding Acme'), label: 'Escalate' });
    expect(mara.sees(channel).at(-1)?.text).toContain('Escalating is for the partner');
  });
});

describe('a pause', () => {
  test('stops all clocks, says so to both, and lets them go on', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    await register(world, channel);
    const { mara, priya } = world.person;
    await mara.command('/onboard pause acme');
    const late = { reason: 'agreed_absence', note: 'Carnival', return_on: '2026-04-20' };
    expect((await mara.submit(late)).errors?.['return_on']).toContain('15 working days');
    expect((await mara.submit({ ...late, return_on: '2026-03-02' })).errors?.['return_on']).toBe(
      'Choose a day after today.',
    );
    await mara.submit({ ...late, return_on: '2026-03-09' });
    await redeliver(world, 'view_submission', 'pause_modal');
    await world.settle();
    expect(priya.reads(channel)).toContain('Paused until Mon 9 Mar (a break that both agreed on)');
    expect(priya.reads(channel)).not.toContain('Carnival');
    expect(new Set(await stateOf(world, 'work'))).toEqual(new Set(['met', 'paused']));
    expect(await clocksOf(world)).toEqual(['internal pause running']);

    await mara.command('/onboard pause acme');
    expect(mara.sees('dm').at(-1)?.text).toContain('Acme is paused already');
    await world.until('2026-03-09T08:00:00Z');
    expect(priya.reads(channel)).not.toContain('of yours');
    // Whoever paused is asked when the day has come.
    await world.until('2026-03-10T09:00:00Z');
    expect(mara.reads('dm')).toContain('the pause that was to end, was due Mon 9 Mar');

    await mara.command('/onboard resume acme');
    expect(mara.sees('dm').at(-1)?.text).toContain('Acme goes on: all clocks run again.');
    await world.settle();
    expect(priya.reads(channel)).toContain('The onboarding goes on');
    expect(new Set(await stateOf(world, 'work'))).toEqual(new Set(['met', 'running']));
    expect(await stateOf(world, 'pause')).toEqual(['met_late']);
    await mara.command('/onboard resume acme');
    expect(mara.sees('dm').at(-1)?.text).toContain('Acme is not paused');
  });

  test('of a partner who has not joined is refused, and so is one without a name', async () => {
    const world = await createWorld();
    await world.nameTeam();
    await world.fillStart();
    await world.settle();
    const { mara, dana } = world.person;
    expect((await mara.command('/onboard pause acme')).text).toContain('has not joined yet');
    expect((await mara.command('/onboard pause')).text).toContain('Which partner?');
    expect((await mara.command('/onboard resume')).text).toContain('Which partner?');
    expect((await dana.command('/onboard pause acme')).text).toContain('Only partner managers');
  });
});

describe('more time', () => {
  async function asked(): Promise<Readonly<{ world: World; channel: string }>> {
    const world = await createWorld();
    const channel = await world.startAcme();
    await register(world, channel);
    const { priya } = world.person;
    const blockId = blockOf(world, channel, PROFILE);
    await priya.click({ channel, blockId, label: 'I need more time' });
    expect(priya.modal()?.text).toContain('Northwind decides');
    await priya.submit({ wanted: '2026-03-20', reason: 'Our architect is away' });
    await redeliver(world, 'view_submission', 'more_time_modal');
    await world.settle();
    return { world, channel };
  }

  test('is asked of the other side, and granted: the first date stays on record', async () => {
    const { world, channel } = await asked();
    const { mara, priya } = world.person;
    expect(mara.reads('dm').match(/Priya asks for more time/g)).toHaveLength(1);
    expect(priya.reads(channel)).not.toContain('due Fri 20 Mar');
    expect(await stateOf(world, 'decide')).toEqual(['running']);
    await mara.click({ ...inDm(mara, 'asks for more time'), label: 'Decide' });
    expect(mara.modal()?.text).toContain('Our architect is away');
    await mara.submit({ verdict: 'granted', answer: 'Of course' });
    await world.settle();
    const read = priya.reads(channel);
    expect(read).toContain('@Priya Northwind gives more time');
    expect(read).toContain('[ ] Complete the technical prerequisite profile — due Fri 20 Mar');
    const { db, t } = world.app().deps.store.read;
    const moved = (await db.select().from(t.clocks)).find(
      ({ dueAt, baselineDueAt }) => dueAt !== baselineDueAt && dueAt !== null,
    );
    expect(new Date(moved?.dueAt ?? 0).toISOString()).toBe('2026-03-20T17:00:00.000Z');
    expect(await stateOf(world, 'decide')).toEqual(['met']);
    await mara.click({ ...inDm(mara, 'asks for more time'), label: 'Decide' });
    expect(mara.sees('dm').at(-1)?.text).toContain('Somebody has decided on this already');
  });

  test('is declined with a reason, and the date stays', async () => {
    const { world, channel } = await asked();
    const { mara, priya } = world.person;
    await mara.click({ ...inDm(mara, 'asks for more time'), label: 'Decide' });
    expect((await mara.submit({ verdict: 'declined' })).errors).toEqual({
      answer: 'Say why not',
    });
    await mara.submit({ verdict: 'declined', answer: 'The audit is on the 12th' });
    await world.settle();
    expect(priya.reads(channel)).toContain('cannot give more time');
    expect(priya.reads(channel)).toContain('The audit is on the 12th');
    expect(await audited(world)).toContain('time_declined');
  });

  test('cannot be asked twice, nor for a day on which it is due anyway', async () => {
    const { world, channel } = await asked();
    const { priya } = world.person;
    const blockId = blockOf(world, channel, PROFILE);
    const ask = async (wanted: string) => {
      await priya.click({ channel, blockId, label: 'I need more time' });
      return priya.submit({ wanted, reason: 'x' });
    };
    expect((await ask('2026-03-03')).errors?.['wanted']).toContain('It is due on that day');
    await priya.dismiss();
    expect((await ask('2026-03-21')).errors?.['wanted']).toContain('Nobody works on that day');
    await priya.dismiss();
    expect((await ask('2026-03-23')).errors).toBeUndefined();
    expect(priya.modal()?.text).toContain('More time was asked for already');
  });
});

describe('the menu of a reminder', () => {
  const DUE = '2026-03-04T16:00:00Z';

  test('puts it off until tomorrow, but never past the due date', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya } = world.person;
    await world.until(DUE);
    const soon = inChannel(priya, channel, 'due soon');
    await priya.click({ ...soon, label: 'Remind me tomorrow' });
    expect(priya.sees(channel).at(-1)?.text).toContain('You hear of this again Wed 4 Mar');
    expect(await audited(world)).toContain('snoozed');
    // It is due at five, and says so.
    await world.until('2026-03-04T17:01:00Z');
    const late = inChannel(priya, channel, 'of yours is due:');
    await priya.click({ ...late, label: 'Remind me in an hour' });
    expect(priya.sees(channel).at(-1)?.text).toContain('This is late already');
  });

  test('promises a day, twice at most, and nobody else is asked meanwhile', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    const { priya, mara } = world.person;
    await world.until('2026-03-04T17:01:00Z');
    const promise = async (day: string) => {
      await priya.click({ ...inChannel(priya, channel, 'of yours is due'), label: 'Another day' });
      return priya.submit({ what: 'promise', day });
    };
    expect((await promise('2026-03-20')).errors?.['day']).toContain('Promise a working day');
    await priya.dismiss();
    await promise('2026-03-06');
    await redeliver(world, 'view_submission', 'day_modal');
    await world.until('2026-03-06T12:00:00Z');
    expect(mara.reads('dm')).not.toContain('still open');
    expect((await audited(world)).filter((action) => action === 'day_promised')).toHaveLength(1);
    await world.until('2026-03-06T17:02:00Z');
    expect(priya.reads(channel)).toContain('was promised for now and is still open');
    // An hour of work later the ladder goes on.
    await world.until('2026-03-09T10:05:00Z');
    await world.until('2026-03-10T09:05:00Z');
    expect(mara.reads('dm')).toContain('is still open. Please help it along.');
  });
});

describe('a correction', () => {
  test('voids what was thought late, keeps what was sent, and is audited', async () => {
    const world = await createWorld();
    await world.startAcme();
    const { mara } = world.person;
    // Two working days from Monday: due on Wednesday at five in Lisbon.
    await world.until('2026-03-05T09:01:00Z');
    const { db, t } = world.app().deps.store.read;
    const seen = async () => {
      const [clock] = await db.select().from(t.clocks);
      return { breached: clock?.breachedAt ?? null, due: clock?.dueAt ?? null };
    };
    expect((await seen()).breached).not.toBeNull();
    const sent = (await db.select().from(t.nudges)).filter(({ fate }) => fate === 'sent').length;

    await mara.command('/onboard correct acme');
    const [clock] = await db.select().from(t.clocks);
    const seconds = (iso: string) => Date.parse(iso) / 1000;
    const told = {
      clock: clock?.id ?? '',
      what: 'stood_still',
      from: String(seconds('2026-03-03T09:00:00Z')),
      reason: 'Their network was down, see ticket 12',
    };
    expect((await mara.submit(told)).errors?.['to']).toBe('Say until when it stood still');
    const until = String(seconds('2026-03-04T09:00:00Z'));
    expect(
      (await mara.submit({ ...told, from: String(seconds('2026-02-01T09:00:00Z')), to: until }))
        .errors?.['from'],
    ).toBe('The clock had not started by then.');
    await mara.submit({ ...told, to: until });
    await redeliver(world, 'view_submission', 'correction_modal');
    await world.settle();
    const after = await seen();
    expect(after.breached).toBeNull();
    expect(new Date(after.due ?? 0).toISOString()).toBe('2026-03-05T17:00:00.000Z');
    expect((await audited(world)).filter((action) => action === 'clock_corrected')).toHaveLength(1);
    const still = (await db.select().from(t.nudges)).filter(({ fate }) => fate === 'sent').length;
    expect(still).toBe(sent);
  });
});

describe('somebody is away', () => {
  test('what they would hear goes to their backup, who is told why', async () => {
    const world = await createWorld();
    const channel = await world.startAcme();
    await register(world, channel);
    const { mara, dana } = world.person;
    await mara.command('/onboard team');
    await mara.submit({ manager: [mara.id, 'U0THEO0001'] });
    await mara.dismiss();
    await world.settle();
    await dana.command('/onboard away');
    expect((await dana.submit({ from: '2026-03-03' })).errors?.['to']).toContain('first and the');
    expect((await dana.submit({ hours: 'always' })).errors?.['hours']).toContain('Hours look like');
    await dana.submit({ from: '2026-03-03', to: '2026-03-13', hours: 'mon-fri 09:00-15:00' });
    expect(dana.modal()?.text).toContain('Saved for Dana');
    await dana.dismiss();
    expect(await audited(world)).toContain('absence_set');
    await handIn(world, { channel });
    await world.until('2026-03-04T16:01:00Z');
    expect(mara.reads('dm')).toContain('(with Dana, who is away), was due Wed 4 Mar');
    expect(dana.reads('dm')).not.toContain('due from you');

    await dana.command('/onboard away');
    await dana.submit({ who: mara.id });
    expect(dana.modal()?.text).toContain('Only partner managers');
  });
});

test('what was to be told while a blocker lasted is told to its owner afterwards, and to nobody else first', async () => {
  const world = await createWorld();
  const channel = await world.startAcme();
  const { priya, mara } = world.person;
  await world.until('2026-03-04T16:58:00Z');
  await priya.click({ channel, label: 'I’m blocked by this' });
  const told = { description: 'No access', waits_for: 'third_party', category: 'access' };
  // Due at five, and blocked a minute later: the reminder is on its way.
  world.slack.faults.add({
    method: 'chat.postMessage',
    kind: { type: 'rate_limited', retryAfterSeconds: 90 },
  });
  await world.until('2026-03-04T17:00:00Z');
  await priya.submit(told);
  await world.settle();
  await world.settle();
  const { db, t } = world.app().deps.store.read;
  const due = async () =>
    (await db.select().from(t.nudges)).filter(({ step }) => step === 'due').map(({ fate }) => fate);
  expect(await due()).toEqual(['dropped', 'suppressed']);
  await world.until('2026-03-05T10:00:00Z');
  await priya.click({ ...inChannel(priya, channel, 'is blocked'), label: 'This is solved' });
  await world.settle();
  await world.settle();
  expect(await due()).toEqual(['sent', 'suppressed']);
  expect(priya.reads(channel)).toContain('1 item of yours is due');
  expect(mara.reads('dm')).not.toContain('still open');
  // That Slack was in no hurry.
  world.takeLogged();
});

test('an item that was late before there were clocks is told once they are there', async () => {
  const world = await createWorld();
  const channel = await world.startAcme();
  await world.until('2026-03-05T10:00:00Z');
  await world.app().deps.store.tx(async (tx) => {
    await tx.db.delete(tx.t.nudges).returning({ id: tx.t.nudges.id });
    await tx.db.delete(tx.t.clockEvents).returning({ seq: tx.t.clockEvents.seq });
    await tx.db.delete(tx.t.clocks).returning({ id: tx.t.clocks.id });
  });
  const before = world.person.priya.sees(channel).length;
  await world.restart();
  await world.settle();
  const { db, t } = world.app().deps.store.read;
  const [row] = (await db.select().from(t.nudges)).filter(({ fate }) => fate === 'sent');
  expect(row?.step).toBe('due');
  expect(world.person.priya.sees(channel)).toHaveLength(before + 1);
});
