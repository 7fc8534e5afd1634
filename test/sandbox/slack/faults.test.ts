import { expect, test } from 'vitest';

import type { Fault } from '../../../sandbox/slack/index.ts';
import { createTown, MARA, type Town } from './town.ts';

const METHOD = 'chat.postMessage';

function send(town: Town, channel: string, signal?: AbortSignal): Promise<Response> {
  return fetch(town.slack.url + METHOD, {
    method: 'POST',
    headers: { authorization: `Bearer ${town.slack.app.botToken}` },
    body: new URLSearchParams({ channel, text: 'Once' }),
    signal: signal ?? null,
  });
}

/** Sends, and gives up once Slack is done with the call without an answer. */
async function sendOrGiveUp(town: Town, channel: string): Promise<Response | undefined> {
  const giveUp = new AbortController();
  const arrived = new Promise<void>((resolve) => {
    const remove = town.slack.onCall(() => {
      remove();
      resolve();
    });
  });
  const answer = send(town, channel, giveUp.signal).catch(() => undefined);
  await arrived;
  await town.slack.idle();
  // What was answered has its head by now: this ends only what hangs.
  const settled = await Promise.race([answer, town.slack.idle().then(() => 'hanging' as const)]);
  if (settled !== 'hanging') return settled;
  giveUp.abort();
  return answer;
}

test.each<[what: string, kind: Fault['kind'], status: number | 'no answer', stored: boolean]>([
  ['an error', { type: 'error', error: 'fatal_error' }, 200, false],
  ['a rate limit', { type: 'rate_limited', retryAfterSeconds: 7 }, 429, false],
  ['a 502 before the effect', { type: 'status', status: 502, stored: false }, 502, false],
  ['a 502 after the effect', { type: 'status', status: 502, stored: true }, 502, true],
  ['a drop before the effect', { type: 'drop', stored: false }, 'no answer', false],
  ['a drop after the effect', { type: 'drop', stored: true }, 'no answer', true],
  ['a hang before the effect', { type: 'hang', stored: false }, 'no answer', false],
  ['a hang after the effect', { type: 'hang', stored: true }, 'no answer', true],
])('%s hits one call', async (_, kind, status, stored) => {
  const town = await createTown();
  const channel = await town.room();
  const isThere = (): boolean => town.slack.as(MARA).reads(channel).includes('Once');
  town.slack.faults.add({ method: METHOD, kind });
  const answer = await sendOrGiveUp(town, channel);
  expect(answer?.status ?? 'no answer').toBe(status);
  if (kind.type === 'rate_limited') expect(answer?.headers.get('retry-after')).toBe('7');
  expect(isThere()).toBe(stored);
  expect(await (await send(town, channel)).json()).toMatchObject({ ok: true });
  await town.slack.idle();
});

test('a fault with times hits that often; clear takes the rest away', async () => {
  const town = await createTown();
  const channel = await town.room();
  const kind = { type: 'error', error: 'internal_error' } as const;
  town.slack.faults.add({ method: '*', times: 2, kind });
  for (const error of ['internal_error', 'internal_error', undefined]) {
    expect((await town.call('conversations.info', { channel }))['error']).toBe(error);
  }
  town.slack.faults.add({ method: METHOD, times: 100, kind });
  town.slack.faults.clear();
  expect(await town.call(METHOD, { channel, text: 'a' })).toMatchObject({ ok: true });
});

test('listeners stand before the effect and between effect and answer', async () => {
  const town = await createTown();
  const channel = await town.room();
  const seen: string[] = [];
  const remove = town.slack.onCall(({ method }, phase) => {
    seen.push(`${method} ${phase} ${String(town.slack.channel(channel).messages.length)}`);
  });
  await town.call(METHOD, { channel, text: 'a' });
  remove();
  await town.call(METHOD, { channel, text: 'a' });
  expect(seen).toEqual([`${METHOD} received 0`, `${METHOD} stored 1`]);
});

test('the log holds arguments and answers', async () => {
  const town = await createTown();
  await town.call('users.info', { user: MARA, include_locale: false });
  expect(town.slack.calls('users.info')).toMatchObject([
    {
      args: { user: MARA, include_locale: false },
      response: { ok: true },
      status: 200,
      at: town.clock.at,
    },
  ]);
});
