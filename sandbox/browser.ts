import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A headless Chromium, the one that is installed here.
 * @throws Error that says how to install it when it is not there
 */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(
      `The page is tested in Chromium, and there is none at ${executablePath}. Install it (Debian: apt-get install chromium), or name it: CHROMIUM=/path/to/chromium`,
    );
  }
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
