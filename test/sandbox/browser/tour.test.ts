import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CAST } from '../../../sandbox/cast.ts';
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
const STEPS = 14;

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
        ? page.getByRole('button', { name: new RegExp(`^${steps + 1}/${STEPS}`) })
        : page.getByText(`Step ${steps + 1} of ${STEPS}`);
      await next.waitFor();
      await expectAccessible(page, what);
    };

    await expectAccessible(page, 'the beginning');
    await type('/onboard start Acme');
    const who = form('Start a partner: 1 of 3');
    await pick(who, 'Kind of partner', 'Technology or integration');
    await who.getByLabel('E-mail of their contact').fill('priya@acme.example');
    await pick(who, 'Their country', 'Portugal');
    await pick(who, 'Their time zone', 'Europe/Lisbon');
    await expectAccessible(page, 'the first form');
    await who.getByRole('button', { name: 'Next', exact: true }).click();
    const facts = form('Start a partner: 2 of 3');
    await pick(facts, 'Data sensitivity', 'business contacts');
    await pick(facts, 'Access', 'own demo tenant');
    await pick(facts, 'How hard to replace', 'in weeks');
    await pick(facts, 'Share of our revenue plan', 'under 5 %');
    for (const box of await facts.getByRole('checkbox').all()) await box.click();
    await expectAccessible(page, 'the second form');
    await facts.getByRole('button', { name: 'See the plan' }).click();
    const plan = form('Start a partner: 3 of 3');
    await plan.getByText('Risk tier 2').waitFor();
    await expectAccessible(page, 'the third form');
    await plan.getByRole('button', { name: 'Start', exact: true }).click();
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

    await slack.getByRole('button', { name: 'Search the playbook' }).click();
    const search = form('Search the playbook');
    await search.getByRole('textbox').fill('register extract');
    await search.getByRole('button', { name: 'Search', exact: true }).click();
    await search.getByText(IDENTITY).first().waitFor();
    await expectAccessible(page, 'what the search has found');
    await search.getByRole('button', { name: 'Close' }).last().click();

    const evidence = form('Hand in evidence');
    const link = evidence.getByLabel('Link to the register entry');
    const handIn = async () => {
      await evidence.locator('input[type=file]').setInputFiles({
        name: 'extract.pdf',
        mimeType: 'application/pdf',
        buffer: Buffer.from('Register extract'),
      });
      await expectAccessible(page, 'the evidence form');
      await evidence.getByRole('button', { name: 'Hand in' }).click();
    };
    await message('1 · Qualification').getByRole('checkbox', { name: IDENTITY }).click();
    await evidence.getByLabel('Country of registration').fill('Portugal');
    await evidence.getByLabel('Register number').fill('516 123 456');
    await evidence.getByLabel('Legal name').fill('Acme, Lda.');
    await evidence.getByLabel(/^Owners/).fill('Priya Sousa 60 %, Omar Reis 40 %');
    await evidence.getByLabel('Date of the extract').fill('2025-09-12');
    await link.fill('https://priya@register.example/acme');
    await handIn();
    await evidence.getByText('without a user name').waitFor();
    await expect.poll(() => link.getAttribute('aria-invalid')).toBe('true');
    await expectAccessible(page, 'the evidence form with an error');
    await link.fill('https://register.example/acme');
    await evidence.getByText('without a user name').waitFor({ state: 'detached' });
    await evidence.getByRole('button', { name: 'Hand in' }).click();
    await evidence.waitFor({ state: 'detached' });
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
    await message('1 · Qualification').getByRole('checkbox', { name: IDENTITY }).click();
    const number = await evidence.getByLabel('Register number').inputValue();
    expect(number, 'what was entered is still there').toBe('516 123 456');
    await evidence.getByLabel('Date of the extract').fill('2026-02-20');
    await handIn();
    await evidence.waitFor({ state: 'detached' });
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

    await type('/onboard plan acme');
    await message('Plan for Acme').waitFor();
    await stepDone('the plan');
    await message('Plan for Acme').getByRole('button', { name: 'Change what it rests on' }).click();
    const change = form('What the plan rests on');
    await pick(change, 'Integration depth', 'links, files by hand');
    await expectAccessible(page, 'what the plan rests on');
    await change.getByRole('button', { name: 'See what changes' }).click();
    const preview = form('What changes');
    await preview.getByText('Approve the integration design').waitFor();
    await expectAccessible(page, 'what changes');
    await preview.getByRole('button', { name: 'Close' }).first().click();
    await preview.waitFor({ state: 'detached' });

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

  test('with other facts other items are asked for, and the checklist shows it', async () => {
    const served = await serveDesk('deeper');
    const page = await openPage(browser, served, { size, dark, hash: `#${CAST.mara}` });
    const { slack, be, form, message } = hands(page);
    const preview = form('What changes');
    await preview.getByText('Approve the integration design').waitFor();
    await expectAccessible(page, 'what comes');
    await preview.getByRole('button', { name: 'Apply' }).click();
    await slack.getByRole('dialog').getByText('The checklist of Acme shows it').waitFor();
    await expectAccessible(page, 'that it is applied');
    await slack.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await be('Priya · Partner lead');
    await message('Onboarding Acme').getByText('5 Technical integration 0/9').waitFor();
  });

  test('items of the lists are opened when what they wait for has happened', async () => {
    const served = await serveDesk('deeper');
    const page = await openPage(browser, served, { size, dark, hash: `#${CAST.mara}` });
    const { slack, be, form, message } = hands(page);
    await form('What changes').getByRole('button', { name: 'Cancel' }).click();
    await message('Plan for Acme').getByRole('button', { name: 'Open extra items' }).click();
    const extra = form('Open extra items');
    await extra.getByRole('checkbox', { name: /Give a friction interview/ }).click();
    await expectAccessible(page, 'the lists');
    await extra.getByRole('button', { name: 'Open', exact: true }).click();
    await slack.getByRole('dialog').getByText('The channel of Acme shows it').waitFor();
    await slack.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await be('Priya · Partner lead');
    await message('Reviews')
      .getByRole('checkbox', { name: /Give a friction interview/ })
      .waitFor();
  });
});
