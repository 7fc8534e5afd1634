import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
// Types only: the page has it, not this process.
import type {} from './harness.tsx';

type Bundle = Readonly<{ script: string; style: string }>;

/** The harness and the blocks in it, in memory. */
export async function bundleHarness(): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'harness.tsx')],
    bundle: true,
    write: false,
    outdir: '/',
    format: 'esm',
    target: 'es2024',
    jsx: 'automatic',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'dataurl', '.woff': 'empty' },
  });
  const textOf = (ending: string): string =>
    outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: textOf('.js'), style: textOf('.css') };
}

type Shown = Parameters<Window['stage']['show']>[0];

/** A page with the harness, and what can be done with it. */
export type Stage = Readonly<{
  page: Page;
  /** Every request the page made. */
  asked: string[];
  /** Every error and dialog of the page. */
  broken: string[];
  show: (shown: Shown) => Promise<void>;
  setValues: (values: NonNullable<Shown['values']>) => Promise<void>;
  /** While true, what the surface is told stays under way until `settle`. */
  hold: (on: boolean) => Promise<void>;
  settle: (ok: boolean) => Promise<void>;
  /** What the surface was told since the last time. */
  told: () => Promise<unknown[][]>;
  waitForTold: (count: number) => Promise<void>;
}>;

async function fill(page: Page, { script, style }: Bundle): Promise<void> {
  await page.setContent(
    '<!doctype html><html lang="en"><head><title>Blocks</title></head><body></body></html>',
  );
  const ground =
    '.harness { background: var(--bg); max-width: 760px; min-height: 100vh; padding: 16px; position: relative }';
  await page.addStyleTag({ content: `${style}\n${ground}` });
  await page.addScriptTag({ content: script, type: 'module' });
  await page.waitForSelector('.harness');
}

function watch(page: Page): Pick<Stage, 'asked' | 'broken'> {
  const asked: string[] = [];
  const broken: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) asked.push(request.url());
  });
  page.on('pageerror', (error) => broken.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(message.text());
  });
  page.on('dialog', (dialog) => {
    broken.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { asked, broken };
}

export async function openHarness(
  browser: Browser,
  bundle: Bundle,
  options: BrowserContextOptions = {},
): Promise<Stage> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  // Sooner than the test's own end, so that what is missing is named.
  page.setDefaultTimeout(10_000);
  const seen = watch(page);
  await fill(page, bundle);
  return {
    page,
    ...seen,
    show: async (shown) => {
      // Nothing of what was shown before may be kept.
      await page.evaluate(() => window.stage.show({ blocks: [] }));
      await page.evaluate((next) => window.stage.show(next), shown);
    },
    setValues: (values) => page.evaluate((next) => window.stage.setValues(next), values),
    hold: (on) =>
      page.evaluate((next) => {
        window.stage.hold = next;
        if (!next) window.stage.settle(true);
      }, on),
    settle: (ok) => page.evaluate((next) => window.stage.settle(next), ok),
    told: () => page.evaluate(() => window.stage.told.splice(0)) as Promise<unknown[][]>,
    waitForTold: async (count) => {
      await page.waitForFunction((least) => window.stage.told.length >= least, count);
    },
  };
}
