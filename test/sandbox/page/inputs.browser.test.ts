import { Buffer } from 'node:buffer';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../../../sandbox/browser.ts';
import { bundleHarness, openHarness, type Stage } from './open-harness.ts';
import { inInput, inMessage, samplesOf } from './samples.ts';

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

const field = (): Locator => page.getByLabel('Label');

describe('text', () => {
  test.each([
    'plain_text_input',
    'multiline',
    'email_text_input',
    'url_text_input',
    'number_input',
    'rich_text_input',
  ])('%s of a form keeps what is typed, letter by letter', async (name) => {
    await stage.show({ blocks: [inInput(name)], form: true });
    await field().pressSequentially('4,');
    await field().press('Backspace');
    expect(await field().inputValue()).toBe('4');
    expect(await stage.told()).toEqual([
      ['type', 'b a', '4'],
      ['type', 'b a', '4,'],
      ['type', 'b a', '4'],
    ]);
  });

  test('that dispatches tells the app on Enter, and stays', async () => {
    const block = inInput('plain_text_input', {}, { dispatch_action: true });
    await stage.show({ blocks: [block], form: true });
    await page.getByText('Press Enter to submit').waitFor();
    await field().fill('hi');
    await field().press('Enter');
    expect(await stage.told()).toEqual([
      ['type', 'b a', 'hi'],
      ['choose', 'b a', 'hi'],
    ]);
    expect(await field().inputValue()).toBe('hi');
  });

  test('that dispatches characters tells the app with a pause', async () => {
    const config = { dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } };
    const block = inInput('plain_text_input', config, { dispatch_action: true });
    await stage.show({ blocks: [block], form: true });
    await field().pressSequentially('ab');
    await stage.waitForTold(3);
    expect((await stage.told()).at(-1)).toEqual(['choose', 'b a', 'ab']);
  });

  test('of a message counts on leaving, once, and only when it is new', async () => {
    await stage.show({ blocks: [inInput('plain_text_input')] });
    await field().focus();
    await field().blur();
    await field().fill('hi');
    await field().press('Enter');
    await stage.setValues({ b: { a: { value: 'hi' } } });
    await field().blur();
    expect(await stage.told()).toEqual([['choose', 'b a', 'hi']]);
    expect(await field().inputValue()).toBe('hi');
  });

  test('gets the focus that the form asks for', async () => {
    const block = inInput('plain_text_input', { focus_on_load: true });
    await stage.show({ blocks: [block], form: true });
    await field().and(page.locator(':focus')).waitFor();
  });
});

describe('dates and times', () => {
  const input = (): Locator => page.locator('.bk-date-input');

  test.each<[element: string, filled: string, told: string]>([
    ['datepicker', '2026-03-29', '2026-03-29'],
    ['timepicker', '09:30', '09:30'],
    ['datetimepicker', '2026-03-13T15:05', String(Date.UTC(2026, 2, 13, 14, 5) / 1000)],
    // Berlin turns its clocks at two that night.
    ['datetimepicker', '2026-03-29T03:30', String(Date.UTC(2026, 2, 29, 1, 30) / 1000)],
    ['datetimepicker', '2026-03-29T01:30', String(Date.UTC(2026, 2, 29, 0, 30) / 1000)],
  ])('%s picked as %s', async (element, filled, told) => {
    await stage.show({ blocks: [inMessage(element)] });
    await input().fill(filled);
    await stage.show({ blocks: [inInput(element)], form: true });
    await input().fill(filled);
    expect(await input().inputValue()).toBe(filled);
    expect(await stage.told()).toEqual([
      ['choose', 'b a', told],
      ['type', 'b a', told],
    ]);
  });

  test('what is typed digit by digit counts on Enter or on leaving', async () => {
    await stage.show({ blocks: [inMessage('datepicker')] });
    await input().focus();
    await page.keyboard.type('03292026');
    expect(await stage.told()).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await stage.told()).toEqual([['choose', 'b a', '2026-03-29']]);
    await stage.setValues({ b: { a: { selected_date: '2026-03-29' } } });
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => input().inputValue()).not.toBe('2026-03-29');
    await input().blur();
    expect(await stage.told()).toHaveLength(1);
  });
});

describe('files', () => {
  const file = (name: string, text: string) => ({
    name,
    mimeType: 'text/plain',
    buffer: Buffer.from(text),
  });
  const told = (name: string, text: string) => ({
    name,
    mimetype: 'text/plain',
    size: text.length,
    base64: Buffer.from(text).toString('base64'),
  });

  test('are read, listed, and taken back', async () => {
    await stage.show({ blocks: [inInput('file_input')], form: true });
    await field().setInputFiles([file('a.txt', 'one'), file('<b>.txt', 'two')]);
    await page.getByText('<b>.txt').waitFor();
    await page.getByRole('button', { name: 'Remove a.txt' }).click();
    await page.getByText('a.txt', { exact: true }).waitFor({ state: 'detached' });
    expect(await stage.told()).toEqual([
      ['type', 'b a', [told('a.txt', 'one'), told('<b>.txt', 'two')]],
      ['type', 'b a', [told('<b>.txt', 'two')]],
    ]);
  });

  test('beyond the most are left out, and said', async () => {
    await stage.show({ blocks: [inInput('file_input')], form: true });
    await field().setInputFiles([file('a', '1'), file('b', '2'), file('c', '3')]);
    await page.getByText('You can add 2 files at most.').waitFor();
    expect(await page.getByRole('listitem').count()).toBe(2);
  });

  test('can be dropped', async () => {
    await stage.show({ blocks: [inInput('file_input')], form: true });
    const dropped = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['x'], 'dropped.txt', { type: 'text/plain' }));
      return transfer;
    });
    await page.locator('.bk-files').dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByText('dropped.txt').waitFor();
    expect(await stage.told()).toEqual([['type', 'b a', [told('dropped.txt', 'x')]]]);
  });
});

test('the focus stays on what was used when the app redraws it under another id', async () => {
  const rows = (revision: number) =>
    ['First', 'Second', 'Third'].map((label, at) => ({
      type: 'actions',
      block_id: `row ${at} ${revision}`,
      elements: [
        {
          type: 'checkboxes',
          action_id: 'done',
          options: [{ text: { type: 'plain_text', text: label }, value: 'done' }],
        },
        { type: 'button', action_id: 'more', text: { type: 'plain_text', text: 'More' } },
      ],
    }));
  const focused = page.locator('.bk-blocks :focus');
  await stage.show({ blocks: rows(1) });
  await page.getByLabel('Second').press(' ');
  await page.evaluate((blocks) => window.stage.show({ blocks }), rows(2));
  await page.getByLabel('Second').and(focused).waitFor();
  await page.keyboard.press('Tab');
  await page.evaluate((blocks) => window.stage.show({ blocks }), rows(3));
  await focused.waitFor();
  await page.keyboard.press('Enter');
  expect((await stage.told()).at(-1)).toEqual(['press', 'row 1 3 more', undefined]);
});

describe('what opens and turns', () => {
  const { blocks } = samplesOf((what) => what);
  const sample = (name: string) => stage.show({ blocks: [blocks[name] ?? {}] });

  test('the pages of a data table', async () => {
    await sample('data_table');
    const next = page.getByRole('button', { name: 'Next page' });
    await next.click();
    await page.getByText('4–6 of 7').waitFor();
    await next.press('Enter');
    await page.getByText('7–7 of 7').waitFor();
    await next.press('Enter');
    expect(await page.getByRole('rowheader').allInnerTexts()).toEqual(['Company 7']);
    await page.getByRole('button', { name: 'Previous page' }).click();
    await page.getByText('4–6 of 7').waitFor();
  });

  test('a container', async () => {
    await sample('container');
    await page.getByRole('button', { name: 'container title' }).press('Enter');
    await page.getByText('in the container').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'container title' }).click();
    await page.getByRole('button', { name: 'button inner' }).click();
    expect(await stage.told()).toEqual([['press', 'inner-actions inner', undefined]]);
  });

  test.each(['pie', 'bar', 'area', 'line'])('the %s chart, drawn and as a table', async (name) => {
    await sample(name);
    const colours = () =>
      page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
        const { width, height } = canvas;
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data;
        return new Set(pixels).size;
      });
    await expect.poll(colours).toBeGreaterThan(10);
    await page.getByText('Show as table').press('Enter');
    await page.getByRole('cell', { name: '38' }).waitFor();
  });

  test('a long text', async () => {
    const text = { type: 'mrkdwn', text: `${'line\n'.repeat(40)}end` };
    await stage.show({ blocks: [{ type: 'section', block_id: 'b', text }] });
    const box = page.locator('.bk-folded');
    const folded = (await box.boundingBox())?.height ?? 0;
    await page.getByRole('button', { name: 'Show more' }).press('Enter');
    const whole = await page.locator('.bk-section .bk-text').boundingBox();
    expect(whole?.height).toBeGreaterThan(folded * 3);
    await page.getByRole('button', { name: 'Show less' }).click();
    await box.waitFor();
  });
});
