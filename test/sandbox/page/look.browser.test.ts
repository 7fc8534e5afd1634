import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../../sandbox/browser.ts';
import { bundleHarness, openHarness, type Stage } from './open-harness.ts';
import { AT } from './sample-words.ts';
import { accessoriesOf, inInput, inMessage, inputsOf, samplesOf } from './samples.ts';

type Bundle = Awaited<ReturnType<typeof bundleHarness>>;
type Shown = Parameters<Stage['show']>[0];

let browser: Browser;
let bundle: Bundle;

beforeAll(async () => {
  browser = await openBrowser();
  bundle = await bundleHarness();
});
afterAll(() => browser.close());

const spoken = (what: string): string => `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
const inputs = inputsOf(spoken);
const FORM: Shown = {
  blocks: inputs,
  form: true,
  errors: Object.fromEntries(inputs.map(({ block_id }) => [String(block_id), 'This is wrong.'])),
};
const SURFACES: Readonly<Record<string, Shown>> = {
  blocks: { blocks: Object.values(samplesOf(spoken).blocks) },
  changed: {
    blocks: Object.values(samplesOf(spoken).blocks),
    changed: Object.keys(samplesOf(spoken).blocks),
  },
  accessories: { blocks: accessoriesOf(spoken) },
  form: FORM,
  message: {
    blocks: [],
    text: [
      'Hi <@U1> in <#C1>, <!here>: *bold* _italic_ ~struck~ `code` :tada: :large_green_circle:',
      '> quoted <https://acme.example|a link> https://acme.example/bare',
      '```\nconst code = 1;\n```',
      `due <!date^${AT}^{date_short_pretty} at {time}|soon>`,
    ].join('\n'),
  },
};

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds wrong: rule, element, what to do. */
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(STANDARDS)
    // They pass the focus on at once, so nobody ever stands on them.
    .exclude('[data-base-ui-focus-guard]')
    .analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id} ${String(target)} ${failureSummary}`),
  );
}

describe.each<['light' | 'dark', number]>([
  ['light', 1280],
  ['light', 360],
  ['dark', 1280],
  ['dark', 360],
])('%s, %i px', (colorScheme, width) => {
  let stage: Stage;
  let page: Page;
  beforeAll(async () => {
    stage = await openHarness(browser, bundle, { colorScheme, viewport: { width, height: 800 } });
    page = stage.page;
  });
  afterAll(() => page.context().close());

  test.each(Object.keys(SURFACES))('%s: nothing keeps anybody out', async (name) => {
    await stage.show(SURFACES[name] ?? { blocks: [] });
    await page.locator('.bk-block, .bk-message').first().waitFor();
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true;
    });
    expect(await faults(page)).toEqual([]);
  });

  test('neither do menus, lists and questions', async () => {
    await stage.show({ blocks: [inMessage('overflow')] });
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem').first().waitFor();
    expect(await faults(page)).toEqual([]);

    await stage.show({ blocks: [inInput('grouped_select')], form: true });
    await page.locator('input[role=combobox]').click();
    await page.getByRole('option').first().hover();
    expect(await faults(page)).toEqual([]);

    await stage.show({ blocks: [inInput('multi_users_select')], form: true });
    await page.locator('input[role=combobox]').click();
    await page.getByRole('option').first().click();
    await page.getByRole('button', { name: /^Remove/ }).waitFor();
    expect(await faults(page)).toEqual([]);

    await stage.show({ blocks: [inMessage('danger')] });
    await page.getByRole('button', { name: 'button danger' }).click();
    await page.getByRole('alertdialog').waitFor();
    expect(await faults(page)).toEqual([]);
  });

  test('nothing asked anybody outside, nothing broke', () => {
    expect([stage.asked, stage.broken]).toEqual([[], []]);
  });
});

test.each(Object.keys(SURFACES))('%s fit a page of 320 px', async (name) => {
  const { page, show } = await openHarness(browser, bundle, {
    viewport: { width: 320, height: 800 },
  });
  await show(SURFACES[name] ?? { blocks: [] });
  await page.locator('.bk-block, .bk-message').first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  await page.context().close();
});

describe('whatever people and apps write', () => {
  const nasty = (what: string): string =>
    `${what} <img src=x onerror=alert(1)><script>alert(1)</script>`;

  test.each<[string, Shown]>([
    ['blocks', { blocks: Object.values(samplesOf(nasty).blocks) }],
    ['accessories', { blocks: accessoriesOf(nasty) }],
    ['form', { blocks: inputsOf(nasty), form: true }],
    ['a message', { blocks: [], text: nasty('*bold* `code`\n> quote ```block```') }],
  ])('in %s it is text, in what opens too', async (_, shown) => {
    const { page, show, asked, broken } = await openHarness(browser, bundle);
    await show(shown);
    for (const box of await page.locator('input[role=combobox], .bk-overflow').all()) {
      await box.click();
      await page.locator('.bk-popup').waitFor();
      await expectText(page);
      await page.keyboard.press('Escape');
      await page.locator('.bk-popup').waitFor({ state: 'detached' });
    }
    for (const button of await page.getByRole('button', { name: 'button danger' }).all()) {
      await button.click();
      await page.getByRole('alertdialog').waitFor();
      await expectText(page);
      await page.keyboard.press('Escape');
    }
    await expectText(page);
    expect([asked, broken]).toEqual([[], []]);
    await page.context().close();
  });

  async function expectText(page: Page): Promise<void> {
    const made = page.locator('.harness script, .harness img:not(.bk-image), [onerror]');
    expect(await made.count()).toBe(0);
    expect(await page.evaluate(() => document.scripts.length)).toBe(1);
  }
});
