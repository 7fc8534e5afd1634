import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
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
const RITA = 'U0RITA0001';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const assets = bundlePage();

const manifest = {
  display_information: { name: 'Board' },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true },
    bot_user: { display_name: 'board' },
  },
  oauth_config: {
    scopes: { bot: ['chat:write', 'im:write', 'groups:write', 'conversations.connect:write'] },
  },
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
        approvesInvites: true,
        people: [
          { id: PAUL, name: 'Paul', email: 'paul@guest.example', zone: 'Europe/Paris' },
          {
            id: RITA,
            name: 'Rita',
            email: 'rita@guest.example',
            zone: 'Europe/Paris',
            admin: true,
          },
        ],
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

function call(slack: Slack, method: string, args: Record<string, string>): Promise<Response> {
  return fetch(`${slack.url}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.app.botToken}` },
    body: new URLSearchParams(args),
  });
}

function publish(slack: Slack, title: string): Promise<Response> {
  const button = {
    type: 'button',
    action_id: 'count',
    text: { type: 'plain_text', text: 'Count' },
  };
  const view = {
    type: 'home',
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: title } },
      { type: 'actions', elements: [button] },
    ],
  };
  return call(slack, 'views.publish', { user_id: INES, view: JSON.stringify(view) });
}

async function serveOther(): Promise<Readonly<{ slack: Slack; url: string }>> {
  const slack = await openOther();
  const server = await servePage({ port: 0, assets: await assets });
  onTestFinished(() => server.close());
  slack.onChange(server.changed);
  server.show(deskOf(slack));
  return { slack, url: server.url };
}

/** The app invites Paul to a channel of its company. */
async function invitePaul(slack: Slack): Promise<void> {
  const { id: channel } = slack.createChannel({
    name: 'shared',
    teamId: 'T0HOST0001',
    isPrivate: true,
    members: [INES],
    withApp: true,
  });
  const emails = JSON.stringify(['paul@guest.example']);
  await call(slack, 'conversations.inviteShared', { channel, emails, external_limited: 'false' });
}

test('the Home tab is shown, used, and drawn anew; an outsider has none', async () => {
  const { slack, url } = await serveOther();
  const page = await openPage(browser, { url }, { hash: `#${INES}` });
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

  const outside = await openPage(browser, { url }, { hash: `#${PAUL}` });
  await outside.getByText('Guest shares no channel yet').waitFor();
  expect(await outside.getByRole('button', { name: 'Home', exact: true }).count()).toBe(0);
});

test('an invitation is accepted by whom it was sent to, and approved by their admin', async () => {
  const { slack, url } = await serveOther();
  await invitePaul(slack);
  const paul = await openPage(browser, { url }, { hash: `#${PAUL}` });
  await paul.getByRole('button', { name: 'Accept invitation' }).click();
  await paul.getByText('Waiting for an admin’s approval').waitFor();

  const rita = await openPage(browser, { url }, { hash: `#${RITA}` });
  await expectAccessible(rita, 'the approval');
  await rita.getByRole('button', { name: 'Approve as admin' }).click();
  await paul.getByRole('button', { name: /^shared/ }).click();
  await paul.getByRole('heading', { name: 'shared' }).waitFor();
});

test('an invitation that is declined says so, and leads nowhere', async () => {
  const { slack, url } = await serveOther();
  await invitePaul(slack);
  const paul = await openPage(browser, { url }, { hash: `#${PAUL}` });
  await paul.getByRole('button', { name: 'Decline' }).click();
  await paul.getByText('Declined.').waitFor();
  expect(await paul.getByRole('button', { name: 'Accept invitation' }).count()).toBe(0);
  expect(slack.channel('shared').isShared).toBe(false);
});

/** What an app answers to a submission, by the title of the form that was sent. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  One: { response_action: 'push', view: form('Two') },
  Two: { response_action: 'update', view: form('Three') },
  Three: { response_action: 'errors', errors: { note: 'Say more than that.' } },
};

function form(title: string): object {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: title },
    submit: { type: 'plain_text', text: 'Next' },
    blocks: [
      {
        type: 'input',
        block_id: 'note',
        label: { type: 'plain_text', text: 'Note' },
        element: { type: 'plain_text_input', action_id: 'text' },
      },
    ],
  };
}

/** An app that opens a form on a click, and answers what is sent as above. */
async function startApp(slack: Slack): Promise<void> {
  const app = createServer((request, response) => {
    void text(request).then((body) => {
      const payload = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}') as {
        type?: string;
        trigger_id?: string;
        view?: { title?: { text?: string } };
      };
      if (payload.type === 'block_actions') {
        const trigger_id = payload.trigger_id ?? '';
        void call(slack, 'views.open', { trigger_id, view: JSON.stringify(form('One')) });
      }
      response.setHeader('content-type', 'application/json');
      const answer = ANSWERS[payload.view?.title?.text ?? ''];
      response.end(payload.type === 'view_submission' ? JSON.stringify(answer) : '');
    });
  });
  onTestFinished(() => void app.close());
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  slack.deliverTo(`http://127.0.0.1:${(app.address() as AddressInfo).port}/`);
}

test('forms are pushed on one another, updated in place, and tell what is wrong', async () => {
  const { slack, url } = await serveOther();
  await startApp(slack);
  await publish(slack, 'Seven partners');
  const page = await openPage(browser, { url }, { hash: `#${INES}` });
  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await page.getByRole('button', { name: 'Count' }).click();
  const send = async (title: string, note: string) => {
    const dialog = page.getByRole('dialog', { name: title });
    await dialog.getByLabel('Note').fill(note);
    await dialog.getByRole('button', { name: 'Next' }).click();
  };
  await send('One', 'first');
  await send('Two', 'second');
  await send('Three', 'third');
  const three = page.getByRole('dialog', { name: 'Three' });
  await three.getByText('Say more than that.').waitFor();
  expect(await three.getByLabel('Note').inputValue()).toBe('third');
  await expectAccessible(page, 'the form on top');
  await three.getByRole('button', { name: 'Back' }).click();
  const one = page.getByRole('dialog', { name: 'One' });
  await one.waitFor();
  expect(await one.getByLabel('Note').inputValue()).toBe('first');
  await one.getByRole('button', { name: 'Close' }).last().click();
  await one.waitFor({ state: 'detached' });
});
