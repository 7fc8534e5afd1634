import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../../../sandbox/browser.ts';
import { bundleHarness, openHarness, type Stage } from './open-harness.ts';
import { inInput, inMessage, samplesOf } from './samples.ts';

type Json = Readonly<Record<string, unknown>>;

const { elements } = samplesOf((what) => what);

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

async function putInMessage(name: string, more: Json = {}): Promise<void> {
  await stage.show({ blocks: [inMessage(name, more)] });
}

async function putInForm(name: string): Promise<void> {
  await stage.show({ blocks: [inInput(name)], form: true });
}

const button = (name: string): Locator => page.getByRole('button', { name, exact: true });

describe('buttons', () => {
  test.each<[element: string, label: string, told: unknown[]]>([
    ['button', 'button plain', ['press', 'b a', undefined]],
    ['workflow_button', 'start flow', ['press', 'b a', undefined]],
    ['icon_button', 'delete it', ['press', 'b a', undefined]],
    ['feedback_buttons', 'bad answer', ['press', 'b a', 'bad']],
  ])('%s by mouse and keyboard', async (element, label, told) => {
    await putInMessage(element);
    await button(label).click();
    await button(label).press('Enter');
    await button(label).press(' ');
    expect(await stage.told()).toEqual([told, told, told]);
  });

  test('is busy until the app answered, and no longer when it failed to', async () => {
    await putInMessage('button');
    await stage.hold(true);
    await button('button plain').dblclick();
    expect(await button('button plain').getAttribute('aria-busy')).toBe('true');
    expect(await stage.told()).toHaveLength(1);
    await stage.settle(false);
    await page.locator('button[aria-busy=false]').click();
    expect(await stage.told()).toHaveLength(1);
    await stage.settle(true);
  });

  test('with an address leads there in a window of its own, and tells the app', async () => {
    await putInMessage('url');
    const link = page.getByRole('link', { name: 'button url to Acme' });
    expect(await link.getAttribute('href')).toBe('https://acme.example/');
    expect(await link.getAttribute('target')).toBe('_blank');
    await link.evaluate((node) => {
      node.addEventListener('click', (event) => event.preventDefault());
    });
    await link.click();
    expect(await stage.told()).toEqual([['press', 'b a', undefined]]);
  });

  test('with a question sends nothing before the answer, nor after a no', async () => {
    await putInMessage('danger');
    await button('button danger').click();
    const dialog = page.getByRole('alertdialog', { name: 'confirm title' });
    expect(await dialog.innerText()).toContain('confirm text');
    await button('confirm no').click();
    await dialog.waitFor({ state: 'detached' });
    expect(await stage.told()).toEqual([]);
    await button('button danger').press('Enter');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await button('button danger').evaluate((node) => node === document.activeElement)).toBe(
      true,
    );
    await button('button danger').click();
    await button('confirm yes').press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await stage.told()).toEqual([['press', 'b a', undefined]]);
  });
});

describe('menus', () => {
  test('open by keyboard and mouse, inside the window they belong to', async () => {
    await putInMessage('overflow');
    await button('More actions').focus();
    await page.keyboard.press('Enter');
    await page.locator('.harness').getByRole('menuitem', { name: 'option two' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await button('More actions').click();
    const web = page.getByRole('menuitem', { name: 'option web' });
    expect(await web.getAttribute('href')).toBe('https://acme.example/web');
    await page.getByRole('menuitem', { name: 'option three' }).click();
    expect(await stage.told()).toEqual([
      ['press', 'b a', 'two'],
      ['press', 'b a', 'three'],
    ]);
  });
});

describe('ticks and choices', () => {
  const one = (): Locator => page.getByLabel('option one');
  const two = (): Locator => page.getByLabel('option two');

  test('a tick shows at once, then what is held', async () => {
    await putInMessage('checkboxes');
    await stage.hold(true);
    await one().click();
    await two().press(' ');
    expect(await one().isChecked()).toBe(true);
    await one().click();
    expect(await one().isChecked()).toBe(true);
    expect(await stage.told()).toEqual([
      ['tick', 'b a', 'one', true],
      ['tick', 'b a', 'two', true],
    ]);
    await stage.setValues({ b: { a: { selected_options: [{ value: 'two' }] } } });
    await stage.settle(true);
    await expect.poll(() => one().isChecked()).toBe(false);
    expect(await two().isChecked()).toBe(true);
    await two().click();
    expect(await stage.told()).toEqual([['tick', 'b a', 'two', false]]);
    await stage.settle(false);
    await expect.poll(() => two().isChecked()).toBe(true);
  });

  test('a tick with a question shows after the yes only', async () => {
    await putInMessage('checkboxes', { confirm: elements['danger']?.['confirm'] });
    await one().click();
    await button('confirm no').click();
    expect(await one().isChecked()).toBe(false);
    expect(await stage.told()).toEqual([]);
  });

  test('ticks of a form are kept in the order of the options', async () => {
    await putInForm('checkboxes');
    await two().click();
    await one().click();
    await two().click();
    expect(await stage.told()).toEqual([
      ['type', 'b a', ['two']],
      ['type', 'b a', ['one', 'two']],
      ['type', 'b a', ['one']],
    ]);
    expect(await one().isChecked()).toBe(true);
  });

  test('radio buttons by mouse and arrow', async () => {
    await putInMessage('radio_buttons');
    await one().click();
    await stage.setValues({ b: { a: { selected_option: { value: 'one' } } } });
    await one().press('ArrowDown');
    expect(await stage.told()).toEqual([
      ['press', 'b a', 'one'],
      ['press', 'b a', 'two'],
    ]);
    await putInForm('radio_buttons');
    await two().click();
    expect(await two().isChecked()).toBe(true);
    expect(await stage.told()).toEqual([['type', 'b a', 'two']]);
  });
});
