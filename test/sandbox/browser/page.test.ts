import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CAST } from '../../../sandbox/cast.ts';
import { openBrowser } from '../../../sandbox/browser.ts';
import { expectAccessible, hands, openPage, PHONE, serveDesk } from '../../support/page.ts';

const REGISTER = 'Register the partner and name the leads';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Acme's channel is there, and nothing in it is ticked yet. */
async function serveAccepted() {
  const served = await serveDesk('invited');
  await served.desk.control({ do: 'step' });
  return served;
}

test('two windows, two people: a tick of one is an edit in place for the other, and marked', async () => {
  const served = await serveAccepted();
  const priya = hands(await openPage(browser, served, { hash: `#${CAST.priya}` }));
  const mara = hands(await openPage(browser, served, { hash: `#${CAST.mara}` }));
  await mara.open(/^onboard-acme/);
  await mara.message('0 of 8 accepted').waitFor();
  await priya.message('1 · Qualification').getByRole('checkbox', { name: REGISTER }).click();
  await mara.message('1 of 8 accepted').waitFor();
  const checkbox = mara.message('1 · Qualification').getByRole('checkbox', { name: REGISTER });
  expect(await checkbox.isChecked()).toBe(true);
  expect(await mara.slack.locator('.bk-changed').count()).toBeGreaterThan(0);
});

test('what somebody typed is shown as they typed it, and never run', async () => {
  const served = await serveAccepted();
  const page = await openPage(browser, served, { hash: `#${CAST.priya}` });
  const { type, message, slack } = hands(page);
  const nasty =
    '<img src=x onerror=alert(1)> <b>bold</b> &amp; <script>alert(2)</script> *not bold*';
  await type(nasty);
  expect(await message('onerror').locator('.message-body').textContent()).toContain(nasty);
  await slack.getByRole('button', { name: 'I’m blocked' }).first().click();
  const form = slack.getByRole('dialog');
  await form.getByLabel('What stops you?').fill(nasty);
  await form.getByRole('radio', { name: 'Northwind' }).click();
  await form.getByRole('combobox', { name: 'What is it about?' }).click();
  await slack.getByRole('option').first().click();
  await form.getByRole('button', { name: 'Tell them' }).click();
  await message('is blocked:').getByText(nasty).waitFor();
  expect(await page.locator('img[src=x], article script').count()).toBe(0);
  expect(await page.locator('article :is(b, strong)').getByText('bold').count()).toBe(0);
});

test('a partner’s slash command is refused in Slack’s words, for their eyes only', async () => {
  const served = await serveAccepted();
  const page = await openPage(browser, served, { hash: `#${CAST.priya}` });
  const { type, message, slack } = hands(page);
  await slack.getByRole('combobox', { name: /^Message / }).fill('/onb');
  expect(await slack.getByRole('listbox').count()).toBe(0);
  await type('/onboard status');
  await message('/onboard is not a valid command.').getByText('Only visible to you').waitFor();
});

test('a slash completes for those who have the command, by keyboard', async () => {
  const served = await serveDesk();
  const page = await openPage(browser, served);
  const { slack, message } = hands(page);
  await slack.getByRole('combobox', { name: /^Message / }).focus();
  await page.keyboard.type('/on');
  await slack.getByRole('option', { name: /^\/onboard/ }).waitFor();
  await expectAccessible(page, 'the completion', { listIsOpen: true });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('help');
  await page.keyboard.press('Enter');
  await message('/onboard start').waitFor();
});

test('a form is filled in and sent without a mouse, and tells what is wrong where it is', async () => {
  const served = await serveDesk();
  const page = await openPage(browser, served);
  const { type, form } = hands(page);
  await type('/onboard start');
  const start = form('Start a partner');
  await start.waitFor();
  await page.keyboard.type('Acme');
  expect(await start.getByLabel('Partner', { exact: true }).inputValue()).toBe('Acme');
  await start.getByLabel('E-mail of their contact').focus();
  await page.keyboard.type('priya@acme.example');
  await page.keyboard.press('Enter');
  const kind = start.getByRole('combobox', { name: 'Kind of partner' });
  const wrong = start.getByText('Please complete this required field.');
  await expect.poll(() => wrong.count()).toBe(2);
  expect(await kind.getAttribute('aria-invalid')).toBe('true');
  await kind.and(page.locator(':focus')).waitFor();
  await expectAccessible(page, 'the form with an error');
  await page.keyboard.type('Referral');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect.poll(() => wrong.count(), { message: 'what is mended is no longer said' }).toBe(1);
  await page.keyboard.press('Escape');
  await start.waitFor({ state: 'detached' });
});

test('what Slack refuses the bot is in the corner at once, and in the inspector with the pointer', async () => {
  const served = await serveDesk();
  const page = await openPage(browser, served);
  const { slack } = served.desk.sandbox().stage;
  await fetch(`${slack.url}chat.postMessage`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.app.botToken}` },
    body: new URLSearchParams({
      channel: CAST.mara,
      text: 'Hi',
      blocks: JSON.stringify([{ type: 'section' }]),
    }),
  });
  const alert = page.getByRole('alert').filter({ hasText: 'chat.postMessage' });
  await alert.getByText('invalid_blocks').waitFor();
  await expectAccessible(page, 'the alert');
  await alert.getByRole('button', { name: 'Inspect' }).click();
  const panel = page.getByRole('complementary', { name: 'Tour and inspector' });
  await panel.getByText('Slack’s answer').waitFor();
  expect(await panel.textContent()).toContain('json-pointer:/blocks/0');
  await expectAccessible(page, 'the inspector');
});

test('while Slack is down a click is kept, the failure shows, and it heals', async () => {
  const served = await serveAccepted();
  const page = await openPage(browser, served, { hash: `#${CAST.priya}` });
  const { message } = hands(page);
  await page.getByRole('button', { name: 'Take Slack down' }).click();
  await page.getByRole('button', { name: 'Bring Slack back' }).waitFor();
  await message('1 · Qualification').getByRole('checkbox', { name: REGISTER }).click();
  await page.getByRole('alert').filter({ hasText: '503' }).waitFor();
  await page.getByRole('button', { name: 'Bring Slack back' }).click();
  await message('1 of 8 accepted').waitFor();
});

test('both sides on one page: a form of one leaves the other free', async () => {
  const served = await serveAccepted();
  const page = await openPage(browser, served);
  await page.getByRole('button', { name: 'Both sides' }).click();
  const mara = page.getByRole('region', { name: 'Slack of Mara at Northwind' });
  const priya = page.getByRole('region', { name: 'Slack of Priya at Acme' });
  await priya.getByRole('button', { name: 'I’m blocked' }).first().click();
  await priya.getByRole('dialog').waitFor();
  await expectAccessible(page, 'both sides');
  const box = mara.getByRole('combobox', { name: /^Message / });
  await box.fill('Hello from Northwind');
  await box.press('Enter');
  await mara.getByText('Hello from Northwind').waitFor();
  expect(await priya.getByRole('dialog').isVisible()).toBe(true);
});

test('a thread opens beside the channel, and replies stand in it', async () => {
  const served = await serveAccepted();
  const page = await openPage(browser, served, { hash: `#${CAST.priya}` });
  const { slack, message } = hands(page);
  await message('1 · Qualification').getByRole('button', { name: 'Reply in thread' }).click();
  const thread = slack.getByRole('complementary', { name: 'Thread' });
  await thread.getByRole('combobox', { name: 'Reply' }).fill('We will do it today.');
  await thread.getByRole('combobox', { name: 'Reply' }).press('Enter');
  await thread.getByText('We will do it today.').waitFor();
  await slack.getByRole('button', { name: /^1 reply/ }).waitFor();
  await expectAccessible(page, 'the thread');
});

test('another scene is another Slack for every window, and each stays with its person', async () => {
  const served = await serveAccepted();
  const priya = await openPage(browser, served, { hash: `#${CAST.priya}` });
  const mara = await openPage(browser, served, { hash: `#${CAST.mara}` });
  await mara.getByRole('button', { name: /^Scene: / }).click();
  await mara.getByRole('menuitem', { name: /^A week later/ }).click();
  await mara.getByRole('region', { name: 'Slack of Eva at Northwind' }).waitFor();
  await hands(mara).message('Partner onboarding, week to').waitFor();
  await hands(priya).message('of yours are due').waitFor();
  await priya.getByRole('region', { name: 'Slack of Priya at Acme' }).waitFor();
});

test('a file is attached to a message, and fetched by the other side', async () => {
  const served = await serveAccepted();
  const priya = await openPage(browser, served, { hash: `#${CAST.priya}` });
  const mara = await openPage(browser, served, { hash: `#${CAST.mara}` });
  await priya.locator('.composer input[type=file]').setInputFiles({
    name: 'contact map.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('name,role'),
  });
  await priya.getByRole('button', { name: 'Remove contact map.csv' }).waitFor();
  await hands(priya).type('Here is our contact map');
  await hands(mara).open(/^onboard-acme/);
  const link = hands(mara).message('Here is our contact map').getByRole('link');
  const [download] = await Promise.all([mara.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('contact map.csv');
});

test('the template of an item is a document to fill in, for whoever asked for it', async () => {
  const served = await serveDesk('returned');
  const page = await openPage(browser, served, { hash: `#${CAST.priya}` });
  const { slack, message } = hands(page);
  const row = message('1 · Qualification').locator('.bk-block').filter({ hasText: 'sent back' });
  await row.getByRole('button', { name: /More|options/i }).click();
  await slack.getByRole('menuitem', { name: 'Templates' }).click();
  const template = message('Template T01');
  await template.getByRole('heading', { name: 'Partner profile: Acme' }).waitFor();
  await template.getByText('Only visible to you').waitFor();
  expect(await template.getByRole('button', { name: 'Reply in thread' }).count()).toBe(0);
  expect(await template.getByRole('table').count()).toBeGreaterThan(0);
  await expectAccessible(page, 'the template');
});

test('on a phone everything is within reach: the sidebar, the panel, another scene', async () => {
  const served = await serveDesk();
  const page = await openPage(browser, served, { size: PHONE });
  await page.getByRole('button', { name: /^Scene: Just signed/ }).click();
  await expectAccessible(page, 'the scenes');
  await page.getByRole('menuitem', { name: /^Evidence returned/ }).click();
  const { message } = hands(page);
  await message('needs one more round')
    .getByRole('button', { name: /^1 reply/ })
    .waitFor();
  await page.getByRole('button', { name: /^6\/14/ }).click();
  await page.getByRole('tab', { name: 'Inspector' }).click();
  await expectAccessible(page, 'the panel');
  await page.getByRole('button', { name: 'Close panel' }).click();
  const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
  expect(overflow, 'nothing sticks out').toBeLessThanOrEqual(0);
});

test('when the sandbox ends, the page says so, and comes back with it', async () => {
  const served = await serveDesk();
  const page = await openPage(browser, served, { expected: /WebSocket connection/ });
  const told = page.getByRole('alert').filter({ hasText: 'The sandbox has ended' });
  await served.close();
  await told.waitFor();
  await served.again();
  await told.waitFor({ state: 'detached' });
  const { type, message } = hands(page);
  await type('/onboard help');
  await message('/onboard start').waitFor();
});
