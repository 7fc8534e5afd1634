import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../../sandbox/browser.ts';
import {
  DESKTOP,
  expectAccessible,
  hands,
  openPage,
  PHONE,
  serveDesk,
} from '../../support/page.ts';

const IDENTITY = 'Verify company identity and ownership';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/* The tour by hand: every step done on the page as it asks to, by the person it names. */

describe.each([
  ['on a desktop', DESKTOP, false],
  ['on a phone, in the dark', PHONE, true],
])('%s', (_where, size, dark) => {
  test('from the signed contract to the first value, on both sides', async () => {
    const served = await serveDesk();
    const page = await openPage(browser, served, { size, dark });
    const { slack, be, open, type, message, form, pick } = hands(page);
    const isPhone = size.width < 700;
    let steps = 0;
    /** The tour has seen that the step was done, and everybody can use what is on the page now. */
    const stepDone = async (what: string) => {
      steps += 1;
      const next = isPhone
        ? page.getByRole('button', { name: new RegExp(`^${steps + 1}/13`) })
        : page.getByText(`Step ${steps + 1} of 13`);
      await next.waitFor();
      await expectAccessible(page, what);
    };

    await expectAccessible(page, 'the beginning');
    await type('/onboard start Acme');
    const start = form('Start a partner');
    await pick(start, 'Kind of partner', 'Technology or integration');
    await pick(start, 'Their time zone', 'Europe/Lisbon');
    await start.getByLabel('E-mail of their contact').fill('priya@acme.example');
    await expectAccessible(page, 'the form');
    await start.getByRole('button', { name: 'Start', exact: true }).click();
    await slack.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await stepDone('started');

    await be('Priya · Partner lead');
    await open(/^Invitations/);
    await expectAccessible(page, 'the invitation');
    await slack.getByRole('button', { name: 'Accept invitation' }).click();
    await message('1 · Qualification').waitFor();
    await stepDone('accepted');

    await message('1 · Qualification')
      .getByRole('checkbox', { name: 'Register the partner and name the leads' })
      .click();
    await message('1 · Qualification').getByRole('checkbox', { name: IDENTITY }).waitFor();
    await stepDone('registered');

    const handIn = async (note: string) => {
      await message('1 · Qualification').getByRole('checkbox', { name: IDENTITY }).click();
      const evidence = form('Hand in evidence');
      await evidence.getByLabel('What you hand in').fill(note);
      await evidence.locator('input[type=file]').setInputFiles({
        name: 'extract.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('Register extract'),
      });
      await expectAccessible(page, 'the evidence form');
      await evidence.getByRole('button', { name: 'Hand in' }).click();
      await evidence.waitFor({ state: 'detached' });
    };
    await handIn('Register extract of September 2025');
    await stepDone('handed in');

    await be('Dana · Legal counsel');
    await open('onboarding');
    await message('handed in evidence').getByRole('button', { name: 'Review' }).click();
    const review = form('Review evidence');
    const groups = review.getByRole('radiogroup');
    await groups.nth(0).getByRole('radio', { name: 'Not met' }).click();
    await groups.nth(1).getByRole('radio', { name: 'Met', exact: true }).click();
    await groups.nth(2).getByRole('radio', { name: 'Met', exact: true }).click();
    await review.getByRole('textbox').fill('The extract is six months old.');
    await expectAccessible(page, 'the review');
    await review.getByRole('button', { name: 'Save' }).click();
    await stepDone('returned');

    await be('Priya · Partner lead');
    await message('1 · Qualification').waitFor();
    await handIn('Extract of 20 February 2026');
    await stepDone('handed in again');

    await be('Dana · Legal counsel');
    await open('onboarding');
    await message('handed in evidence').getByRole('button', { name: 'Review' }).click();
    await review.waitFor();
    for (const nth of [1, 2]) {
      const met = groups.nth(nth).getByRole('radio', { name: 'Met', exact: true });
      expect(await met.isChecked(), 'what was met stays met').toBe(true);
    }
    await groups.nth(0).getByRole('radio', { name: 'Met', exact: true }).click();
    await review.getByRole('button', { name: 'Save' }).click();
    await stepDone('accepted');

    await be('Priya · Partner lead');
    await message('1 · Qualification').getByRole('button', { name: 'I’m blocked' }).click();
    const blocker = form('I’m blocked');
    await blocker.getByLabel('What stops you?').fill('Which API version will be supported?');
    await blocker.getByRole('radio', { name: 'Northwind' }).click();
    await pick(blocker, 'What is it about?', 'Documentation');
    await expectAccessible(page, 'the blocker form');
    await blocker.getByRole('button', { name: 'Tell them' }).click();
    await stepDone('blocked');

    await be('Mara · Partner manager');
    await open('onboarding');
    await type('/onboard blockers');
    await message('open for').getByRole('button', { name: 'Solved' }).click();
    await stepDone('solved');

    await page.getByRole('button', { name: /^Next: reminder about Acme/ }).click();
    await stepDone('nudged');
    await be('Priya · Partner lead');
    await message('of yours').waitFor();

    await be('Mara · Partner manager');
    await open('onboarding');
    await type('/onboard outcome acme');
    const outcome = form('Record an outcome');
    await outcome.getByRole('radio', { name: 'Booked deal' }).click();
    await outcome.getByRole('textbox').first().fill('CRM opportunity 4711');
    await expectAccessible(page, 'the outcome form');
    await outcome.getByRole('button', { name: 'Record' }).click();
    await slack.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await be('Theo · Customer success lead');
    await open('onboarding');
    await message('Please verify').getByRole('button', { name: 'Verify' }).click();
    const verify = form('Verify an outcome');
    await verify.getByRole('radio', { name: 'Yes, verified' }).click();
    await expectAccessible(page, 'the verification');
    await verify.getByRole('button', { name: 'Save' }).click();
    await stepDone('first value');

    await be('Mara · Partner manager');
    await open('onboarding');
    await type('/onboard status acme');
    await message('first value').waitFor();
    await stepDone('status');

    const next = page.getByRole('button', { name: /^Next: / });
    const ended = page
      .getByText(isPhone ? 'The tour has ended' : 'That was one onboarding')
      .first();
    for (let presses = 0; presses < 10 && !(await ended.isVisible()); presses++) {
      await next.click();
      await page.locator('.page-working[data-busy=false]').waitFor({ state: 'attached' });
    }
    await ended.waitFor();
    await be('Eva · Executive');
    await open('exec-partners');
    await message('Acme: first value (booked deal)').waitFor();
    await expectAccessible(page, 'the digest');
  }, 180_000);
});
