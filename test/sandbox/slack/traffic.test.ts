import { describe, expect, onTestFinished, test } from 'vitest';

import type { Traffic } from '../../../sandbox/slack/index.ts';
import {
  actions,
  checkboxes,
  createTown,
  HANA,
  HOST,
  input,
  MARA,
  modal,
  openModal,
  type Town,
} from './town.ts';

const POST = 'chat.postMessage';

function titles(traffic: readonly Traffic[]): string[] {
  return traffic.map((each) => (each.kind === 'call' ? each.call.method : each.delivery.kind));
}

/** How often the listener is told while something is done. */
async function changesBy(town: Town, doing: () => unknown): Promise<number> {
  await town.slack.idle();
  let told = 0;
  const remove = town.slack.onChange(() => {
    told += 1;
  });
  await doing();
  await town.slack.idle();
  remove();
  return told;
}

describe('traffic', () => {
  test('comes in the order in which it ended, numbered as it began', async () => {
    const town = await createTown();
    const channel = await town.room();
    await town.slack.idle();
    const before = town.slack.traffic().length;
    town.app.answer = async () => {
      town.clock.at += 5;
      await town.call('auth.test');
      return {};
    };
    const begun = town.clock.at;
    await town.slack.as(MARA).command('/onboard', channel);
    await town.slack.idle();
    const fresh = town.slack.traffic(before);
    expect(titles(fresh)).toEqual(['auth.test', 'command']);
    const [call] = town.slack.calls('auth.test');
    const delivery = town.slack.deliveries().at(-1);
    expect(delivery).toMatchObject({ at: begun, ended: before + 2 });
    expect(call).toMatchObject({ at: begun + 5, ended: before + 1 });
    expect(call?.n).toBe((delivery?.n ?? 0) + 1);
    expect(town.slack.traffic(before + 1)).toEqual(fresh.slice(1));
    expect(town.slack.traffic(before + 2)).toEqual([]);
  });

  test('numbers rise over calls, deliveries and raw requests alike', async () => {
    const town = await createTown();
    await town.call('auth.test');
    await town.slack.as(MARA).command('/onboard');
    await town.slack.deliver('{}', { 'content-type': 'application/json' });
    const all = town.slack.traffic();
    expect(titles(all)).toEqual(['auth.test', 'command', 'raw']);
    const numbers = all.map((each) => (each.kind === 'call' ? each.call : each.delivery));
    expect(numbers.map(({ n }) => n)).toEqual([1, 2, 3]);
    expect(numbers.map(({ ended }) => ended)).toEqual([1, 2, 3]);
  });

  test.each(['drop', 'hang'] as const)('a call with a %s never ends', async (type) => {
    const town = await createTown();
    town.slack.faults.add({ method: 'auth.test', kind: { type, stored: true } });
    const giveUp = new AbortController();
    onTestFinished(() => {
      giveUp.abort();
    });
    const stored = new Promise<void>((resolve) => {
      town.slack.onCall((_, phase) => {
        if (phase === 'stored') resolve();
      });
    });
    const headers = { authorization: `Bearer ${town.slack.app.botToken}` };
    const call = { method: 'POST', headers, signal: giveUp.signal };
    fetch(`${town.slack.url}auth.test`, call).catch(() => undefined);
    await stored;
    await town.slack.idle();
    expect(town.slack.traffic()).toEqual([]);
    expect(town.slack.calls()).toMatchObject([{ n: 1, ended: 0, response: undefined }]);
  });

  test('an error and a 502 are answers', async () => {
    const town = await createTown();
    town.slack.faults.add({ method: '*', kind: { type: 'status', status: 502, stored: false } });
    await town.call('auth.test').catch(() => undefined);
    await town.call('no.such.method');
    await town.slack.idle();
    expect(titles(town.slack.traffic())).toEqual(['auth.test', 'no.such.method']);
  });

  test('the oldest is forgotten beyond what is kept, of calls and of deliveries', async () => {
    const town = await createTown({ keepTraffic: 2 });
    for (const foo of ['a', 'b', 'c']) await town.call('api.test', { foo });
    for (const text of ['1', '2', '3']) await town.slack.as(MARA).command(`/onboard ${text}`);
    expect(town.slack.calls().map(({ args }) => args['foo'])).toEqual(['b', 'c']);
    const texts = town.slack.deliveries().map(({ body }) => (body as { text: string }).text);
    expect(texts).toEqual(['2', '3']);
    const all = town.slack.traffic();
    expect(titles(all)).toEqual(['api.test', 'api.test', 'command', 'command']);
    expect(town.slack.traffic(5)).toHaveLength(1);
  });
});

test('planned faults are listed with what is left of them', async () => {
  const town = await createTown();
  const kind = { type: 'error', error: 'internal_error' } as const;
  town.slack.faults.add({ method: 'auth.test', times: 2, kind });
  town.slack.faults.add({ method: '*', kind });
  await town.call('auth.test');
  expect(town.slack.faults.list()).toEqual([
    { method: 'auth.test', times: 1, kind },
    { method: '*', times: 1, kind },
  ]);
  town.slack.faults.clear();
  expect(town.slack.faults.list()).toEqual([]);
});

describe('who looks is told of a change', () => {
  test('by a call, an event, a channel and a company', async () => {
    const town = await createTown();
    const { slack } = town;
    const channel = await town.room();
    const late = { teamId: 'T0LATE', name: 'Late', domain: 'late', people: [] };
    const general = { name: 'general', teamId: HOST, members: [HANA] };
    const post = (): unknown => town.call(POST, { channel, text: 'a' });
    expect(await changesBy(town, post)).toBeGreaterThan(0);
    expect(await changesBy(town, () => slack.createChannel(general))).toBe(1);
    expect(
      await changesBy(town, () => {
        slack.addCompany(late);
      }),
    ).toBe(1);
  });

  test('by a response_url and an upload', async () => {
    const town = await createTown();
    const channel = await town.room();
    await town.slack.as(MARA).command('/onboard', channel);
    const { response_url } = town.received.at(-1)?.payload as { response_url: string };
    const body = JSON.stringify({ text: 'Later' });
    const respond = (): unknown => fetch(response_url, { method: 'POST', body });
    expect(await changesBy(town, respond)).toBeGreaterThan(0);
    const file = { filename: 'a.txt', length: 1 };
    const { upload_url } = await town.call('files.getUploadURLExternal', file);
    const upload = (): unknown => fetch(String(upload_url), { method: 'POST', body: 'a' });
    expect(await changesBy(town, upload)).toBeGreaterThan(0);
  });

  test('by a tick, before the app has heard of it', async () => {
    const town = await createTown();
    const channel = await town.room();
    const blocks = [actions('t', checkboxes(['sign']))];
    await town.call(POST, { channel, text: 'Do', blocks });
    await town.slack.idle();
    let shown = '';
    town.slack.onChange(() => {
      shown = town.slack.as(MARA).sees(channel)[0]?.text ?? '';
    });
    let shownBefore = '';
    town.app.answer = () => {
      shownBefore = shown;
      return {};
    };
    await town.slack.as(MARA).tick({ channel, value: 'sign' });
    expect(shownBefore).toBe('[x] sign');
  });

  test('by what a person does, when all is done', async () => {
    const town = await createTown();
    const channel = await town.room();
    const form = modal([input('note', 'Note', { type: 'plain_text_input', action_id: 'x' })]);
    await openModal(town, channel, MARA, form);
    const mara = town.slack.as(MARA);
    const fill = (): void => {
      mara.fill({ Note: 'a' });
    };
    expect(await changesBy(town, fill)).toBe(1);
    const seen: number[] = [];
    town.slack.onChange(() => seen.push(mara.modals().length));
    await mara.submit();
    expect(seen.at(-1)).toBe(0);
    expect(await changesBy(town, () => mara.say(channel, 'Hello'))).toBeGreaterThan(0);
  });

  test('once for all that changed together, and never in the middle of it', async () => {
    const town = await createTown();
    const told = await changesBy(town, () => {
      for (const name of ['a', 'b', 'c']) {
        town.slack.createChannel({ name, teamId: HOST, members: [MARA] });
      }
    });
    expect(told).toBe(1);
  });

  test('but not by looking, and not after the listener was removed', async () => {
    const town = await createTown();
    const channel = await town.room();
    const mara = town.slack.as(MARA);
    const look = (): void => {
      mara.channels();
      mara.sees(channel);
      mara.modals();
      mara.invitations();
      town.slack.traffic();
      town.slack.save();
    };
    expect(await changesBy(town, look)).toBe(0);
    let told = 0;
    const remove = town.slack.onChange(() => {
      told += 1;
    });
    remove();
    await mara.say(channel, 'Hello');
    expect(told).toBe(0);
  });

  test('even when another listener throws', async () => {
    const town = await createTown();
    town.slack.onChange(() => {
      throw new Error('A page that went away');
    });
    const channel = await town.room();
    const post = (): unknown => town.slack.as(MARA).say(channel, 'Hello');
    expect(await changesBy(town, post)).toBeGreaterThan(0);
    expect(town.slack.as(MARA).reads(channel)).toContain('Hello');
  });
});
