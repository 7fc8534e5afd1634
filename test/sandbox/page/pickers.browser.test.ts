import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from '../../../sandbox/browser.ts';
import { bundleHarness, openHarness, type Stage } from './open-harness.ts';
import { inInput, inMessage } from './samples.ts';

type Json = Readonly<Record<string, unknown>>;

const SUGGESTIONS = {
  ac: [
    { label: 'Acme', value: 'acme' },
    { label: 'Academy', value: 'academy' },
  ],
  be: [{ label: 'Beta', value: 'beta' }],
};

let browser: Browser;
let stage: Stage;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  stage = await openHarness(browser, await bundleHarness());
  page = stage.page;
});
afterAll(() => browser.close());
beforeEach(() => stage.told());
afterEach(async () => {
  await stage.hold(false);
  expect(stage.broken.splice(0)).toEqual([]);
  expect(stage.asked.splice(0)).toEqual([]);
});

async function putInMessage(name: string): Promise<void> {
  await stage.show({ blocks: [inMessage(name)], suggestions: SUGGESTIONS });
}

async function putInForm(name: string, block: Json = {}): Promise<void> {
  const after = inInput('plain_text_input', {}, { block_id: 'after' });
  const blocks = [inInput(name, {}, block), after];
  await stage.show({ blocks, form: true, suggestions: SUGGESTIONS });
}

const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
const option = (name: string): Locator => page.getByRole('option', { name, exact: true });
const combobox = (): Locator => page.locator('input[role=combobox]');

test('a select by mouse and keyboard, with what was chosen shown at once', async () => {
  await putInMessage('grouped_select');
  await combobox().click();
  await page.getByText('group second').waitFor();
  await stage.hold(true);
  await option('option three').click();
  expect(await combobox().inputValue()).toBe('option three');
  await stage.settle(true);
  await page.locator('input[role=combobox][aria-busy=false]').waitFor();
  await combobox().fill('two');
  await page.keyboard.press('Enter');
  expect(await stage.told()).toEqual([
    ['press', 'b a', 'three'],
    ['press', 'b a', 'two'],
  ]);
  await stage.settle(true);
});

test.each<[element: string, pick: string, told: unknown[]]>([
  ['users_select', 'Mara Winter', ['choose', 'b a', 'U1']],
  ['channels_select', '#general', ['choose', 'b a', 'C2']],
  ['conversations_select', '#partner-acme', ['choose', 'b a', 'C1']],
  ['multi_users_select', 'Priya <b>Rao</b>', ['choose', 'b a', ['U2']]],
  ['multi_channels_select', '#general', ['choose', 'b a', ['C2']]],
  ['multi_conversations_select', '#general', ['choose', 'b a', ['C2']]],
  ['multi_static_select', 'option one', ['choose', 'b a', ['one']]],
])('%s', async (element, pick, told) => {
  await putInMessage(element);
  await combobox().click();
  await option(pick).click();
  expect(await stage.told()).toEqual([told]);
});

test('many: chips come and go, up to the most', async () => {
  await putInForm('multi_static_select');
  await combobox().click();
  await option('option one').click();
  await combobox().click();
  await option('option three').click();
  await combobox().click();
  await option('option two').click();
  await page.keyboard.press('Escape');
  await button('Remove option one').click();
  await combobox().press('Backspace');
  expect(await stage.told()).toEqual([
    ['type', 'b a', ['one']],
    ['type', 'b a', ['one', 'three']],
    ['type', 'b a', ['three']],
    ['type', 'b a', []],
  ]);
});

test('one of a form can be taken back where it is optional', async () => {
  await putInForm('static_select');
  await combobox().click();
  await option('option two').click();
  await button('Clear').click();
  expect(await combobox().inputValue()).toBe('');
  expect(await stage.told()).toEqual([
    ['type', 'b a', 'two'],
    ['type', 'b a', null],
  ]);
});

test('neither Escape nor an abandoned search takes a choice back', async () => {
  await putInForm('static_select', { optional: false });
  await combobox().click();
  await option('option two').click();
  await combobox().press('Escape');
  await combobox().click();
  await combobox().fill('');
  await page.getByRole('option').first().waitFor();
  await combobox().fill('no such');
  await page.getByText('No results').waitFor();
  await page.keyboard.press('Tab');
  await expect.poll(() => combobox().inputValue()).toBe('option two');
  expect(await stage.told()).toEqual([['type', 'b a', 'two']]);
});

test('Enter in a picker, a search or a button sends no form', async () => {
  await putInForm('static_select');
  await combobox().press('Enter');
  await combobox().fill('no such');
  await combobox().press('Enter');
  await combobox().fill('two');
  await combobox().press('Enter');
  await combobox().press('Enter');
  expect(await stage.told()).toEqual([['type', 'b a', 'two']]);
});

test('what the app suggests: from so many characters on, and the latest answer only', async () => {
  await putInMessage('external_select');
  await combobox().click();
  await page.getByText('Type to search').waitFor();
  await stage.hold(true);
  await combobox().pressSequentially('a');
  await page.getByText('Type to search').waitFor();
  await combobox().pressSequentially('c');
  await page.getByText('Loading…').waitFor();
  await stage.waitForTold(1);
  await combobox().fill('be');
  await stage.waitForTold(2);
  await stage.settle(true);
  await option('Beta').waitFor();
  expect(await option('Acme').count()).toBe(0);
  await stage.hold(false);
  await combobox().fill('xx');
  await page.getByText('No results for “xx”').waitFor();
  await combobox().fill('ac');
  await option('Academy').click();
  expect((await stage.told()).at(-1)).toEqual(['choose', 'b a', 'academy']);
});

test('suggestions that fail to come are said', async () => {
  await putInMessage('external_select');
  await combobox().click();
  await stage.hold(true);
  await combobox().fill('ac');
  await stage.waitForTold(1);
  await stage.settle(false);
  await page.getByText('The app sent no suggestions').waitFor();
});

test('many that the app suggests keep their names in a form', async () => {
  await putInForm('multi_external_select');
  for (const [query, name] of [
    ['ac', 'Acme'],
    ['be', 'Beta'],
  ] as const) {
    await combobox().fill(query);
    await option(name).click();
  }
  await button('Remove Acme').waitFor();
  await button('Remove Beta').waitFor();
  const types = (await stage.told()).filter(([what]) => what === 'type');
  expect(types.at(-1)).toEqual(['type', 'b a', ['acme', 'beta']]);
});
