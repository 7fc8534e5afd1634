import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { bundlePage } from '../../sandbox/desk/bundle.ts';
import type { Desk } from '../../sandbox/desk/desk.ts';
import { servePage } from '../../sandbox/desk/server.ts';
import { openDesk } from './desk.ts';

export type Size = Readonly<{ width: number; height: number }>;

export const DESKTOP: Size = { width: 1440, height: 900 };
export const PHONE: Size = { width: 390, height: 844 };

const assets = bundlePage();

export type Served = Readonly<{
  desk: Desk;
  url: string;
  /** Ends the page's server; the sandbox goes on. */
  close: () => Promise<void>;
  /** Starts it again, at the same address. */
  again: () => Promise<void>;
}>;

/** The page with a sandbox behind it; both are gone after the test. */
export async function serveDesk(moment = 'signed'): Promise<Served> {
  let page = await servePage({ port: 0, assets: await assets });
  onTestFinished(() => page.close());
  const desk = await openDesk({ moment, onChange: () => page.changed() });
  page.show(desk);
  const { url } = page;
  return {
    desk,
    url,
    close: () => page.close(),
    again: async () => {
      page = await servePage({ port: Number(new URL(url).port), assets: await assets });
      page.show(desk);
    },
  };
}

/** A window on it; a script error, a refused asset or a request to elsewhere fails the test. */
export async function openPage(
  browser: Browser,
  { url }: Pick<Served, 'url'>,
  {
    size = DESKTOP,
    hash = '',
    dark = false,
    expected,
  }: Partial<{
    size: Size;
    hash: string;
    dark: boolean;
    /** What the browser may complain of. */
    expected: RegExp;
  }> = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: size,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    hasTouch: size.width < 700,
  });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (!['error', 'warning'].includes(message.type())) return;
    if (expected?.test(message.text()) !== true) wrong.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && host !== new URL(url).host)
      wrong.push(request.url());
  });
  onTestFinished(async () => {
    await context.close();
    expect(wrong, 'errors of the page').toEqual([]);
  });
  page.setDefaultTimeout(20_000);
  await page.goto(`${url}${hash}`);
  await page.locator('.slack').first().waitFor();
  return page;
}

/** Nothing that axe knows of keeps anybody out. */
export async function expectAccessible(
  page: Page,
  what: string,
  { listIsOpen = false }: Readonly<{ listIsOpen?: boolean }> = {},
): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    // While a list is open, Base UI hides all else from screen readers; the focus stays in the input,
    // and whatever leaves it closes the list.
    .disableRules(listIsOpen ? ['aria-hidden-focus', 'page-has-heading-one'] : [])
    .analyze();
  const told = violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(
      ({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`,
    ),
  }));
  expect(told, what).toEqual([]);
}

/** What people do in a Slack window of the page, on a desktop or a phone. */
export function hands(page: Page) {
  const slack = page.locator('.slack').first();

  /** On a phone the sidebar hides behind a button. */
  async function showAside(): Promise<void> {
    const menu = slack.getByRole('button', { name: 'Channels', exact: true });
    if (await menu.isVisible()) await menu.click();
  }

  async function be(label: string): Promise<void> {
    await showAside();
    await slack.getByLabel('Act as').selectOption({ label });
    await page
      .getByRole('region', { name: new RegExp(`^Slack of ${label.split(' ')[0] ?? ''} `) })
      .waitFor();
  }

  async function open(name: string | RegExp): Promise<void> {
    await showAside();
    await slack
      .getByRole('navigation', { name: /^Channels of/ })
      .getByRole('button', { name })
      .click();
  }

  async function type(text: string): Promise<void> {
    const box = slack.getByRole('combobox', { name: /^Message / });
    await box.fill(text);
    await box.press('Enter');
  }

  /** The newest message that says `text`. */
  function message(text: string | RegExp): Locator {
    return slack.getByRole('article').filter({ hasText: text }).last();
  }

  function form(title: string): Locator {
    return slack.getByRole('dialog', { name: title });
  }

  /** Picks `option` in a select of a form, searching for it as a person would. */
  async function pick(dialog: Locator, label: string | RegExp, option: string): Promise<void> {
    const box = dialog.getByRole('combobox', { name: label });
    await box.click();
    await box.fill(option);
    await slack.getByRole('option', { name: option }).first().click();
  }

  return { slack, be, open, type, message, form, pick };
}
