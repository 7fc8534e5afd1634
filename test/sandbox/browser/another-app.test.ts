import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { bundlePage } from '../../../sandbox/desk/bundle.ts';
import type { Desk } from '../../../sandbox/desk/desk.ts';
import { perform } from '../../../sandbox/desk/perform.ts';
import { screenOf } from '../../../sandbox/desk/screen.ts';
import { servePage } from '../../../sandbox/desk/server.ts';
import { createSlack, type Slack } from '../../../sandbox/slack/index.ts';
import { openBrowser } from '../../../sandbox/browser.ts';
import { expectAccessible, openPage } from '../../support/page.ts';

/* The page knows nothing of our bot: another app, with a Home tab, is shown just as well. */

const INES = 'U0INES0001';
const PAUL = 'U0PAUL0001';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const manifest = {
  display_information: { name: 'Board' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    bot_user: { display_name: 'board' },
  },
  oauth_config: { scopes: { bot: ['chat:write', 'im:write'] } },
  settings: {
    interactivity: { is_enabled: true },
    event_subscriptions: { bot_events: ['app_home_opened'] },
  },
};

async function openOther(): Promise<Slack> {
  const slack = await createSlack({
    companies: [
      {
        teamId: 'T0HOST0001',
        name: 'Host',
        domain: 'host',
        people: [{ id: INES, name: 'Ines', email: 'ines@host.example', zone: 'Europe/Madrid' }],
      },
      {
        teamId: 'T0GUEST001',
        name: 'Guest',
        domain: 'guest',
        people: [{ id: PAUL, name: 'Paul', email: 'paul@guest.example', zone: 'Europe/Paris' }],
      },
    ],
    app: { manifest },
  });
  onTestFinished(() => slack.close());
  return slack;
}

/** A desk with nothing on it but this Slack. */
function deskOf(slack: Slack): Desk {
  const state = {
    world: 1,
    now: Date.parse('2026-03-02T09:00:00Z'),
    zone: 'UTC',
    playing: false,
    next: null,
    busy: null,
    companies: slack.companies(),
    people: slack.people(),
    botUserId: slack.app.botUserId,
    appName: 'board',
    homeTab: slack.homeTab,
    moments: [],
    moment: null,
    tour: [],
    fired: [],
    trace: [],
    slackIsDown: false,
  };
  return {
    state: () => Promise.resolve(state),
    screen: (watch) => screenOf(slack, watch),
    act: (asked) => perform(slack, asked),
    control: () => Promise.resolve({ ok: false, text: 'There is no clock here' }),
    traceDetail: () => Promise.resolve(undefined),
    file: slack.file,
    sandbox: () => {
      throw new Error('There is no bot here');
    },
    close: () => Promise.resolve(),
  };
}

function publish(slack: Slack, text: string): Promise<Response> {
  const button = {
    type: 'button',
    action_id: 'count',
    text: { type: 'plain_text', text: 'Count' },
  };
  const view = {
    type: 'home',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text } },
      { type: 'actions', elements: [button] },
    ],
  };
  return fetch(`${slack.url}views.publish`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.app.botToken}` },
    body: new URLSearchParams({ user_id: INES, view: JSON.stringify(view) }),
  });
}

test('the Home tab is shown, used, and drawn anew; an outsider has none', async () => {
  const slack = await openOther();
  const server = await servePage({ port: 0, assets: await bundlePage() });
  onTestFinished(() => server.close());
  slack.onChange(server.changed);
  server.show(deskOf(slack));
  const page = await openPage(browser, { url: server.url }, { hash: `#${INES}` });
  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await page.getByText('Work in progress').waitFor();
  await publish(slack, 'Seven partners');
  await page.getByRole('heading', { name: 'Seven partners' }).waitFor();
  await expectAccessible(page, 'the Home tab');
  await page.getByRole('button', { name: 'Count' }).click();
  await expect
    .poll(() => slack.deliveries().map(({ kind }) => kind))
    .toEqual(expect.arrayContaining(['event', 'block_actions']));
  await publish(slack, 'Eight partners');
  await page.getByRole('heading', { name: 'Eight partners' }).waitFor();

  const outside = await openPage(browser, { url: server.url }, { hash: `#${PAUL}` });
  await outside.getByText('Guest shares no channel yet').waitFor();
  expect(await outside.getByRole('button', { name: 'Home', exact: true }).count()).toBe(0);
});
