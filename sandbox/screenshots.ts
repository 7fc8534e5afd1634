import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { CAST } from './cast.ts';
import { bundlePage } from './desk/bundle.ts';
import { createDesk, type Desk } from './desk/desk.ts';
import { servePage } from './desk/server.ts';

/* `npm run screenshots`: the README's pictures, made anew from the page itself. */

process.env['TZ'] = 'UTC';

const FOLDER = process.argv[2] ?? join(import.meta.dirname, '../docs/screenshots');

type Shot = Readonly<{
  name: string;
  moment: string;
  /** Who is looked at, as in the page's address. */
  hash: string;
  width: number;
  height: number;
  dark?: boolean;
  /** What is done before the picture is taken. */
  prepare: (page: Page) => Promise<void>;
}>;

const SHOTS: readonly Shot[] = [
  {
    name: 'both-sides',
    moment: 'blocked',
    hash: `#${CAST.priya}+${CAST.mara}`,
    width: 1500,
    height: 860,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Tour and inspector' }).click();
      await see(page, '1 · Qualification');
    },
  },
  {
    name: 'change',
    moment: 'deeper',
    hash: `#${CAST.mara}/dm`,
    width: 1100,
    height: 860,
    prepare: async (page) => {
      await see(page, 'Plan for Acme');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'review',
    moment: 'returned',
    hash: `#${CAST.dana}/dm`,
    width: 1100,
    height: 860,
    prepare: async (page) => {
      await desk.control({ do: 'step' });
      await page.getByText('(version 2)').waitFor();
      await page.getByRole('article').getByRole('button', { name: 'Review' }).last().click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'phone',
    moment: 'returned',
    hash: `#${CAST.priya}`,
    width: 390,
    height: 844,
    dark: true,
    prepare: (page) => see(page, '1 · Qualification'),
  },
];

/** As much of an element as is used here: the browser's types are the page's. */
type Scrollable = Readonly<{ scrollIntoView: (how: Readonly<{ block: 'start' }>) => void }>;

/** Scrolls to the newest message that says `text`. */
async function see(page: Page, text: string): Promise<void> {
  const message = page.getByRole('article').filter({ hasText: text }).last();
  await message.evaluate((element: Scrollable) => {
    element.scrollIntoView({ block: 'start' });
  });
}

async function take(browser: Browser, url: string, shot: Shot): Promise<void> {
  const { name, hash, width, height, dark = false, prepare } = shot;
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    deviceScaleFactor: 1.5,
  });
  await page.goto(`${url}${hash}`);
  await page.getByRole('article').or(page.getByText('has not written to you')).first().waitFor();
  await prepare(page);
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await page.close();
}

mkdirSync(FOLDER, { recursive: true });
const page = await servePage({ port: 0, assets: await bundlePage() });
const desk: Desk = await createDesk({
  moment: 'signed',
  slackPort: 0,
  folder: undefined,
  onChange: page.changed,
  onError: (line) => process.stderr.write(line),
});
page.show(desk);
const browser = await openBrowser();
try {
  for (const shot of SHOTS) {
    const begun = await desk.control({ do: 'begin', moment: shot.moment });
    if (!begun.ok) throw new Error(begun.text);
    await take(browser, page.url, shot);
    process.stdout.write(`${shot.name}.png\n`);
  }
} finally {
  await browser.close();
  await page.close();
  await desk.close();
}
