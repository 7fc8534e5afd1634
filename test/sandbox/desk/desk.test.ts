import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CAST } from '../../../sandbox/cast.ts';
import type { Desk } from '../../../sandbox/desk/desk.ts';
import type { DeskState, TraceDetail, TraceLine } from '../../../sandbox/desk/protocol.ts';
import { MOMENTS } from '../../../sandbox/scenes.ts';
import { aFolder, openDesk } from '../../support/desk.ts';

const REGISTER = 'Register the partner and name the leads';

async function stateOf(desk: Desk): Promise<DeskState> {
  const state = await desk.state();
  if (!state) throw new Error('There is no state');
  return state;
}

async function lineOf(desk: Desk, title: string): Promise<TraceLine> {
  await desk.sandbox().stage.slack.idle();
  const { trace } = await stateOf(desk);
  const line = trace.findLast((one) => one.title.includes(title));
  if (!line)
    throw new Error(`No line says “${title}”: ${trace.map((one) => one.title).join(', ')}`);
  return line;
}

async function detailOf(desk: Desk, title: string): Promise<TraceDetail> {
  const detail = await desk.traceDetail((await lineOf(desk, title)).n);
  if (!detail) throw new Error(`“${title}” is not remembered`);
  return detail;
}

function part(detail: TraceDetail, name: string): unknown {
  return detail.parts.find((one) => one.name.startsWith(name))?.value;
}

/** Priya ticks the first item of Acme's checklist, as the page would have her do it. */
async function tickFirst(desk: Desk): Promise<void> {
  const { stage } = desk.sandbox();
  const [message] = stage.person.priya
    .sees(stage.acme())
    .filter(({ text }) => text.includes('· Qualification'));
  const block = message?.blocks.find((one) => JSON.stringify(one).includes(REGISTER));
  const [element] = (block?.['elements'] ?? []) as {
    action_id: string;
    options: { value: string }[];
  }[];
  const reply = await desk.act({
    do: 'tick',
    as: CAST.priya,
    target: {
      channel: stage.acme(),
      ts: message?.ts,
      blockId: String(block?.['block_id']),
      actionId: element?.action_id ?? '',
      value: element?.options[0]?.value,
    },
    on: true,
  });
  expect(reply).toEqual({ ok: true });
  await stage.settle();
}

describe('acting', () => {
  test('a person sees their own channels, messages, forms and commands', async () => {
    const desk = await openDesk({ moment: 'blocked' });
    const { stage } = desk.sandbox();
    const mara = desk.screen({ as: CAST.mara, channel: stage.acme() });
    const priya = desk.screen({ as: CAST.priya, channel: stage.acme() });
    expect(mara?.commands.map(({ command }) => command)).toEqual(['/onboard']);
    expect(priya?.commands).toEqual([]);
    expect(priya?.channels.map(({ name }) => name)).toEqual([
      stage.slack.channel(stage.acme()).name,
    ]);
    expect(priya?.messages.map(({ ts }) => ts)).toEqual(mara?.messages.map(({ ts }) => ts));
    await desk.act({ do: 'command', as: CAST.mara, text: '/onboard start Beta', channel: 'dm' });
    expect(desk.screen({ as: CAST.mara, channel: 'dm' })?.modals).toMatchObject([
      { title: 'Start a partner: 1 of 3' },
    ]);
    expect(desk.screen({ as: CAST.priya, channel: null })?.modals).toEqual([]);
  });

  test('nobody sees a channel they are not in, and a stranger sees nothing', async () => {
    const desk = await openDesk({ moment: 'invited' });
    const channel = desk.sandbox().stage.acme();
    expect(desk.screen({ as: CAST.priya, channel })).toMatchObject({ channel: null, messages: [] });
    expect(desk.screen({ as: 'U0NOBODY00', channel })).toBeNull();
  });

  test('what Slack refuses is told in its words, and nothing is thrown', async () => {
    const desk = await openDesk({ moment: 'blocked' });
    const channel = desk.sandbox().stage.acme();
    expect(
      await desk.act({ do: 'command', as: CAST.priya, text: '/onboard status', channel }),
    ).toMatchObject({ ok: false, text: expect.stringContaining('is not a valid command') });
    expect(await desk.act({ do: 'say', as: CAST.eva, channel, text: 'Hi' })).toMatchObject({
      ok: false,
      text: expect.stringContaining('Eva'),
    });
  });
});

describe('the inspector', () => {
  test('shows what a click sent, what came back, and the rows that it caused', async () => {
    const desk = await openDesk({ moment: 'invited' });
    await desk.control({ do: 'step' });
    await tickFirst(desk);
    const detail = await detailOf(desk, 'Priya uses');
    expect(detail).toMatchObject({ kind: 'delivery', result: '200', wrong: false });
    expect(part(detail, 'Payload')).toMatchObject({
      type: 'block_actions',
      user: { id: CAST.priya },
    });
    expect(part(detail, 'Outbox rows')).toMatchObject([{ intent: { kind: 'post_message' } }]);
    expect(part(detail, 'Audit entries')).toContainEqual(
      expect.objectContaining({ action: 'item_ticked' }),
    );
    expect(await lineOf(desk, 'chat.update in #onboard-acme')).toMatchObject({ result: 'ok' });
  });

  test('shows what Slack refuses with the pointer for the developer', async () => {
    const desk = await openDesk();
    const { slack } = desk.sandbox().stage;
    const blocks = JSON.stringify([
      { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } },
    ]);
    await fetch(`${slack.url}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.app.botToken}` },
      body: new URLSearchParams({ channel: CAST.mara, text: 'Hi', blocks }),
    });
    expect(await lineOf(desk, 'chat.postMessage')).toMatchObject({
      wrong: true,
      result: expect.stringMatching(
        /^invalid_blocks: .*less than 151 characters.*\/blocks\/0\/text\/text/,
      ),
    });
  });

  test('shows what the bot logs, and tells errors to whoever started it', async () => {
    const errors: string[] = [];
    const desk = await openDesk({ onError: (line) => errors.push(line) });
    const { slack } = desk.sandbox().stage;
    slack.faults.add({ method: 'views.open', kind: { type: 'error', error: 'fatal_error' } });
    await desk.act({ do: 'command', as: CAST.mara, text: '/onboard start', channel: 'dm' });
    await slack.idle();
    const { trace } = await stateOf(desk);
    expect(trace.some(({ kind, wrong }) => kind === 'log' && wrong)).toBe(true);
    expect(trace.some(({ title, wrong }) => title.startsWith('views.open') && wrong)).toBe(true);
    expect(errors.every((line) => line.includes('"level":50'))).toBe(true);
  });
});

describe('the time machine', () => {
  test('stops at what is due, and says what fired and why', async () => {
    const desk = await openDesk({ moment: 'blocked' });
    const before = await stateOf(desk);
    expect(before.next).toMatchObject({ what: 'reminder about Acme' });
    expect(await desk.control({ do: 'next' })).toEqual({ ok: true });
    const { fired, now } = await stateOf(desk);
    expect(now).toBeGreaterThanOrEqual(before.next?.at ?? NaN);
    expect(fired).toMatchObject([
      {
        what: 'Reminder to Priya about Acme',
        why: expect.stringMatching(/“.*”: (due|\d\d % of the time is used)/),
      },
    ]);
    const { stage } = desk.sandbox();
    expect(stage.person.priya.reads(stage.acme())).toContain('of yours');
  });

  test('fires everything in its own hour when a week is skipped', async () => {
    const desk = await openDesk({ moment: 'blocked' });
    await desk.control({ do: 'advance', hours: 24 * 7 });
    const { fired, zone } = await stateOf(desk);
    const digests = fired.filter(({ what }) => what.includes('digest'));
    expect(digests.map(({ at }) => new Date(at).toISOString().slice(0, 16))).toEqual([
      '2026-03-09T08:00',
    ]);
    expect(zone).toBe('Europe/Berlin');
    expect(fired.length).toBeGreaterThan(2);
    const times = fired.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  test('plays until it is stopped', async () => {
    const desk = await openDesk();
    await desk.control({ do: 'play', on: true });
    expect(await stateOf(desk)).toMatchObject({ playing: true });
    await desk.control({ do: 'play', on: false });
    expect(await stateOf(desk)).toMatchObject({ playing: false });
  });
});

describe('moments', () => {
  test.each(MOMENTS.map(({ id }) => id))(
    '%s is set up, and everybody can look at it',
    async (id) => {
      const desk = await openDesk();
      const { world } = await stateOf(desk);
      expect(await desk.control({ do: 'begin', moment: id })).toEqual({ ok: true });
      const state = await stateOf(desk);
      expect(state).toMatchObject({ moment: id, busy: null });
      expect(state.world).toBeGreaterThan(world);
      for (const { id: as } of state.people.filter(({ bot }) => !bot)) {
        expect(desk.screen({ as, channel: null })).not.toBeNull();
      }
      if (id !== 'sixty') return;
      const screen = desk.screen({ as: CAST.mara, channel: 'dm' });
      expect(screen?.channels.filter(({ name }) => name.startsWith('onboard-'))).toHaveLength(60);
      const { mara } = desk.sandbox().stage.person;
      expect((await mara.command('/onboard blockers')).text).toContain('open');
    },
  );

  test('an outage keeps what was ticked, and Slack shows it when it is back', async () => {
    const desk = await openDesk({ moment: 'down' });
    const { stage } = desk.sandbox();
    const reads = () => stage.person.priya.reads(stage.acme());
    expect(await stateOf(desk)).toMatchObject({ slackIsDown: true });
    expect(reads()).toContain('0 of 8 accepted');
    await desk.control({ do: 'outage', on: false });
    expect(await stateOf(desk)).toMatchObject({ slackIsDown: false });
    expect(reads()).toContain('1 of 8 accepted');
  });

  test('one that is not there is refused with those that are, and nothing is lost', async () => {
    const desk = await openDesk();
    const { world } = await stateOf(desk);
    expect(await desk.control({ do: 'begin', moment: 'nonsense' })).toMatchObject({
      ok: false,
      text: expect.stringContaining('signed, invited'),
    });
    expect(await stateOf(desk)).toMatchObject({ world });
  });

  test('two things at once are refused', async () => {
    const desk = await openDesk();
    const [first, second] = await Promise.all([
      desk.control({ do: 'advance', hours: 1 }),
      desk.control({ do: 'begin', moment: 'signed' }),
    ]);
    expect(first).toEqual({ ok: true });
    expect(second).toEqual({ ok: false, text: 'Wait a moment: time moves on.' });
  });
});

test('the tour leads from the signed contract to the first value and the digest', async () => {
  const desk = await openDesk();
  const { tour } = await stateOf(desk);
  expect(tour.map(({ done }) => done)).toEqual(tour.map(() => false));
  for (const [at] of tour.entries()) {
    expect(await desk.control({ do: 'step' })).toEqual({ ok: true });
    const { tour: now } = await stateOf(desk);
    expect(
      now.findIndex(({ done }) => !done),
      tour[at]?.title,
    ).toBe(at + 1 < tour.length ? at + 1 : -1);
  }
  expect(await desk.control({ do: 'step' })).toEqual({ ok: false, text: 'The tour has ended.' });
});

describe('keeping', () => {
  test('goes on where it was left: same channel, same messages, same clicks to come', async () => {
    const folder = aFolder();
    const first = await openDesk({ folder, moment: 'invited' });
    await first.control({ do: 'step' });
    const channel = first.sandbox().stage.acme();
    const left = first.sandbox().stage.person.priya.reads(channel);
    const { now } = await stateOf(first);
    await first.close();

    const desk = await openDesk({ folder });
    const { stage } = desk.sandbox();
    expect(stage.person.priya.reads(channel)).toBe(left);
    const state = await stateOf(desk);
    expect(state.now).toBeGreaterThanOrEqual(now);
    expect(state.tour.findIndex(({ done }) => !done)).toBe(2);
    await tickFirst(desk);
    expect(stage.person.priya.reads(channel)).toContain(`[x] ${REGISTER}`);
  });

  test('another moment begins afresh in the same folder, and leaves other files alone', async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const desk = await openDesk({ folder, moment: 'invited' });
    expect(await desk.control({ do: 'begin', moment: 'signed' })).toEqual({ ok: true });
    expect(() => desk.sandbox().stage.acme()).toThrow();
    expect(readdirSync(folder)).toContain('notes.txt');
  });

  test('what cannot be read is said, with what to do', async () => {
    const folder = mkdtempSync(join(aFolder(), 'kept-'));
    writeFileSync(join(folder, 'slack.bin'), 'nonsense');
    writeFileSync(join(folder, 'clock.json'), '{"now":1}');
    await expect(openDesk({ folder })).rejects.toThrow(/afresh/);
  });
});
