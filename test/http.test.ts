import { request } from 'node:http';
import { expect, test } from 'vitest';
import { signedForm } from './support/acts.ts';
import { createWorld, type World } from './support/world.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** A signed click that would be understood if it were believed. */
function click(world: World) {
  return {
    type: 'block_actions',
    user: { id: world.person.mara.id, team_id: 'T0NORTHWND' },
    team: { id: 'T0NORTHWND' },
    container: { type: 'message', message_ts: '1.2', channel_id: 'C1' },
    trigger_id: '1.2.a',
    response_url: 'http://127.0.0.1:9/x',
    actions: [
      {
        type: 'button',
        action_id: 'clear_blocker',
        block_id: 'b',
        value: 'blk_x',
        action_ts: '1.1',
      },
    ],
  };
}

const HOUR_MS = 3_600_000;

test.each<[string, (world: World) => [string, Record<string, string>]]>([
  [
    'a forged signature',
    (world) => {
      const [body, headers] = signedForm(world.slack, click(world));
      return [body, { ...headers, 'x-slack-signature': `v0=${'0'.repeat(64)}` }];
    },
  ],
  [
    'a body that was changed after signing',
    (world) => {
      const [body, headers] = signedForm(world.slack, click(world));
      return [body.replace('blk_x', 'blk_y'), headers];
    },
  ],
  [
    'a signature of an hour ago',
    (world) => {
      const [body] = signedForm(world.slack, click(world));
      return [body, { ...FORM, ...world.slack.sign(body, Date.now() - HOUR_MS) }];
    },
  ],
  [
    'a signature of an hour from now',
    (world) => {
      const [body] = signedForm(world.slack, click(world));
      return [body, { ...FORM, ...world.slack.sign(body, Date.now() + HOUR_MS) }];
    },
  ],
  ['no signature', (world) => [signedForm(world.slack, click(world))[0], FORM]],
])('%s is refused before anybody looks at it', async (_, make) => {
  const world = await createWorld();
  const { status } = await world.slack.deliver(...make(world));
  expect(status).toBe(401);
  world.takeLogged();
});

test.each(['1', 'yes'])(
  'an unsigned ssl_check=%s that carries a click reaches no listener',
  async (value) => {
    const world = await createWorld();
    const [body] = signedForm(world.slack, click(world));
    await world.slack.deliver(`ssl_check=${value}&${body}`, FORM);
    // A listener would have answered the click, or complained of the unknown blocker.
    expect(
      world.slack.calls().filter(({ method }) => method !== 'auth.test' && method !== 'users.info'),
    ).toEqual([]);
    world.takeLogged();
  },
);

test('a body of 50 MB is cut off while it comes in', async () => {
  const world = await createWorld();
  const { status, sent } = await pour(world.app().port, 50);
  expect([413, 'reset']).toContain(status);
  expect(sent).toBeLessThan(20);
  world.takeLogged();
});

/** How it ended, and how many megabytes the other side let us send until then. */
type Poured = Readonly<{ status: number | 'reset'; sent: number }>;

/** Posts `megabytes` without announcing how many; returns the status, or that the connection was cut. */
function pour(port: number, megabytes: number): Promise<Poured> {
  const chunk = Buffer.alloc(1024 * 1024, 'x');
  const { promise, resolve } = Promise.withResolvers<Poured>();
  const headers = {
    ...FORM,
    'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
    'x-slack-signature': 'v0=1',
  };
  const post = request({ port, path: '/slack/events', method: 'POST', headers }, (response) => {
    response.resume();
    response.once('end', () => post.destroy());
    resolve({ status: response.statusCode ?? 0, sent });
  });
  post.on('error', () => resolve({ status: 'reset', sent }));
  let sent = 0;
  const more = (): void => {
    while (sent < megabytes) {
      sent++;
      if (!post.write(chunk)) {
        post.once('drain', more);
        return;
      }
    }
    post.end();
  };
  more();
  return promise;
}

test('what is not for Slack is answered plainly', async () => {
  const world = await createWorld();
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${world.app().port}${path}`);
    return [response.status, (await response.text()).trim()];
  };
  expect(await get('/healthz')).toEqual([200, 'ok']);
  expect(await get('/readyz')).toEqual([200, 'ok']);
  expect(await get('/slack/events')).toEqual([405, 'Slack posts here']);
  expect(await get('/elsewhere')).toEqual([404, 'Nothing here']);
});

test('when the store fails Slack is told so, sends the event again, and it counts once', async () => {
  const world = await createWorld();
  await world.nameTeam();
  await world.fillStart();
  await world.settle();
  const { priya } = world.person;
  const { deps } = world.app();
  const { read } = deps.store;
  let failures = 1;
  const original = read.db.select.bind(read.db);
  // The first transaction after this one finds the disk gone.
  const tx = deps.store.tx;
  Object.assign(deps.store, {
    tx: (work: Parameters<typeof tx>[0]) => {
      if (failures-- > 0) return Promise.reject(new Error('disk I/O error'));
      return tx(work);
    },
  });
  await priya.acceptInvitation(priya.invitations()[0]?.id ?? '');
  await world.settle();
  expect(
    world.slack.deliveries().some(({ retryNum, status }) => retryNum > 0 && status === 200),
  ).toBe(true);
  const rows = await original().from(read.t.onboardings);
  expect(rows).toMatchObject([{ state: 'active' }]);
  expect(world.takeLogged().join('')).toContain('disk I/O error');
});
