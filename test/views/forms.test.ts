import type { InputBlock, ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { MAX_FILE_BYTES } from '../../src/domain/evidence.ts';
import { asId } from '../../src/domain/ids.ts';
import { blockerModal, readBlockerModal } from '../../views/blocker-modal.ts';
import { evidenceModal, readEvidenceModal } from '../../views/evidence-modal.ts';
import { VALUE, type FieldState, type Reading, type Submitted } from '../../views/kit.ts';
import {
  outcomeModal,
  readOutcomeModal,
  readVerifyModal,
  verifyModal,
} from '../../views/outcome-modal.ts';
import { readReviewModal, reviewModal } from '../../views/review-modal.ts';
import { readStartModal, startModal } from '../../views/start-modal.ts';
import { readTeamModal, teamModal } from '../../views/team-modal.ts';
import { anEvidence, anOutcome, aReview, aSpec, MARA } from '../support/builders.ts';

type Typed = string | readonly string[] | readonly object[] | null;
type Fields = Readonly<Record<string, Typed>>;

type Preset = Readonly<{
  initial_value?: string;
  initial_date?: string;
  initial_user?: string;
  initial_users?: string[];
  initial_option?: { value: string };
  options?: readonly { value?: string }[];
}>;

/** What Slack sends for `element` when a person enters `typed`, or leaves it as it was. */
function stateOf(element: InputBlock['element'], typed: Typed | undefined): FieldState {
  const { type } = element;
  const preset = element as Preset;
  const text = typeof typed === 'string' ? typed : null;
  const left = typed === undefined;
  switch (type) {
    case 'file_input':
      return { type, files: (typed ?? []) as readonly object[] };
    case 'multi_users_select':
      return { type, selected_users: left ? (preset.initial_users ?? []) : (typed as string[]) };
    case 'users_select':
      return { type, selected_user: left ? (preset.initial_user ?? null) : text };
    case 'datepicker':
      return { type, selected_date: left ? (preset.initial_date ?? null) : text };
    case 'static_select':
    case 'external_select':
    case 'radio_buttons': {
      const offered = preset.options?.map((one) => one.value);
      if (text !== null && offered?.includes(text) === false)
        throw new Error(`${text} is not offered`);
      const chosen = text === null ? null : { value: text };
      return { type, selected_option: left ? (preset.initial_option ?? null) : chosen };
    }
    default:
      return { type, value: left ? (preset.initial_value ?? null) : text };
  }
}

/** A form as Slack sends it when a person has filled in `fields` and left the others. */
function sent(view: ModalView, fields: Fields = {}): Submitted {
  const inputs = view.blocks.filter((block): block is InputBlock => block.type === 'input');
  const names = inputs.map(({ block_id = '' }) => block_id);
  const unknown = Object.keys(fields).filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`The form has no field ${unknown.join(', ')}`);
  const values = Object.fromEntries(
    inputs.map(({ block_id = '', element }) => [
      block_id,
      { [VALUE]: stateOf(element, fields[block_id]) },
    ]),
  );
  return { private_metadata: view.private_metadata ?? '', state: { values } };
}

const value = <T>(reading: Reading<T>): T => {
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return reading.value;
};
const errors = (reading: Reading<unknown>) => (reading.ok ? {} : reading.errors);

const ONBOARDING = asId('onboarding', 'onb_1');
const ITEM = asId('item', 'itm_1');

describe('starting a partner', () => {
  const view = startModal({
    managers: [{ id: MARA, name: 'Mara' }],
    me: MARA,
    today: '2026-03-02',
    zone: 'Europe/Berlin',
    name: 'Acme',
  });
  const filled = { type: 'integrator', email: 'priya@acme.example' };

  test('what is offered is taken, unless something else is entered', () => {
    const offered = {
      name: 'Acme',
      type: 'integrator',
      email: 'priya@acme.example',
      managerId: MARA,
      signedOn: '2026-03-02',
      zone: 'Europe/Berlin',
    };
    expect(value(readStartModal(sent(view, filled)))).toEqual(offered);
    const other = {
      name: ' Zenit ',
      type: 'msp',
      email: 'Omar@Zenit.Example',
      signed_on: '2026-02-27',
      zone: 'Asia/Tokyo',
    };
    expect(value(readStartModal(sent(view, other)))).toEqual({
      name: 'Zenit',
      type: 'msp',
      email: 'omar@zenit.example',
      managerId: MARA,
      signedOn: '2026-02-27',
      zone: 'Asia/Tokyo',
    });
  });

  test.each<[special: string, fields: Fields, errors: object]>([
    ['no name', { name: '  ' }, { name: 'Give the partner a name' }],
    ['a name of 81 characters', { name: 'x'.repeat(81) }, { name: 'At most 80 characters' }],
    ['no kind', { type: null }, { type: 'Choose a kind' }],
    [
      'no address',
      { email: '' },
      { email: 'This is not an e-mail address. It looks like name@company.com' },
    ],
    [
      'half an address',
      { email: 'priya@acme' },
      { email: 'This is not an e-mail address. It looks like name@company.com' },
    ],
    [
      'two addresses',
      { email: 'a@acme.example, b@acme.example' },
      { email: 'This is not an e-mail address. It looks like name@company.com' },
    ],
    ['no manager', { manager: null }, { manager: 'Choose a partner manager' }],
    ['no day', { signed_on: null }, { signed_on: 'Choose a day' }],
    ['a day that there is not', { signed_on: '2026-02-30' }, { signed_on: 'Choose a day' }],
    [
      'a zone that there is not',
      { zone: 'Europe/Nowhere' },
      { zone: 'Choose a time zone from the list' },
    ],
    [
      'two fields',
      { name: '', zone: null },
      { name: 'Give the partner a name', zone: 'Choose a time zone from the list' },
    ],
  ])('%s is told in its field', (_special, fields, told) => {
    expect(errors(readStartModal(sent(view, { ...filled, ...fields })))).toEqual(told);
  });
});

describe('handing in evidence', () => {
  const view = evidenceModal({
    line: { itemId: ITEM, title: 'Sign' },
    spec: aSpec(),
    lastReview: null,
  });
  const file = (size: number, id = 'F1') => ({
    id,
    name: `${id}.pdf`,
    mimetype: 'application/pdf',
    size,
    permalink: `https://acme.slack.com/${id}`,
  });
  const read = {
    id: 'F1',
    name: 'F1.pdf',
    mimetype: 'application/pdf',
    permalink: 'https://acme.slack.com/F1',
  };
  const nothing = { itemId: ITEM, note: null, link: null, files: [] };

  test.each<[special: string, fields: Fields, evidence: object]>([
    ['a text', { note: ' Signed\ntoday ' }, { note: 'Signed\ntoday' }],
    [
      'a link',
      { link: 'https://acme.example/a?b=c@d#e' },
      { link: 'https://acme.example/a?b=c@d#e' },
    ],
    [
      'a file that just fits',
      { files: [file(MAX_FILE_BYTES)] },
      { files: [{ ...read, sizeBytes: MAX_FILE_BYTES }] },
    ],
    [
      'five files',
      { files: ['F1', 'F2', 'F3', 'F4', 'F5'].map((id) => file(1, id)) },
      { files: expect.arrayContaining([{ ...read, sizeBytes: 1 }]) },
    ],
    [
      'a file of another company, of which Slack tells the id',
      { files: [{ id: 'F1', mode: 'file_access', size: 0 }] },
      { files: [{ id: 'F1', name: null, mimetype: null, permalink: null, sizeBytes: null }] },
    ],
  ])('%s', (_special, fields, evidence) => {
    expect(value(readEvidenceModal(sent(view, fields)))).toEqual({ ...nothing, ...evidence });
  });

  const HTTPS = 'Give a link that starts with https://';
  const NO_USER = 'Give the link without a user name in it.';
  test.each<[special: string, fields: Fields, errors: object]>([
    ['nothing', {}, { note: 'Hand in a text, a link or a file.' }],
    ['spaces', { note: ' \n ' }, { note: 'Hand in a text, a link or a file.' }],
    ['a link that can be listened to', { link: 'http://acme.example' }, { link: HTTPS }],
    ['a link that runs', { link: 'javascript:alert(1)' }, { link: HTTPS }],
    ['no link', { link: 'acme.example' }, { link: HTTPS }],
    ['a link with a user in it', { link: 'https://slack.com@evil.example/x' }, { link: NO_USER }],
    ['a link with a password in it', { link: 'https://a:b@evil.example' }, { link: NO_USER }],
    ['a user without slashes', { link: 'https:user@evil.example' }, { link: NO_USER }],
    ['a user behind capitals', { link: 'HTTPS://slack.com@evil.example' }, { link: NO_USER }],
    ['a user behind backslashes', { link: 'https:\\\\slack.com@evil.example' }, { link: NO_USER }],
    [
      'what nobody can see',
      { note: '\u200b\u2060' },
      { note: 'Hand in a text, a link or a file.' },
    ],
    [
      'a file that is too large',
      { files: [file(MAX_FILE_BYTES + 1), file(1, 'F2')] },
      { files: 'Larger than 10 MB: F1.pdf. Give a link instead.' },
    ],
    [
      'six files',
      { files: ['F1', 'F2', 'F3', 'F4', 'F5', 'F6'].map((id) => file(1, id)) },
      { files: 'At most 5 files' },
    ],
  ])('%s is told in its field', (_special, fields, told) => {
    expect(errors(readEvidenceModal(sent(view, fields)))).toEqual(told);
  });
});

describe('reviewing evidence', () => {
  const evidence = anEvidence();
  const input = { partnerName: 'Acme', spec: aSpec(), evidence, submitterName: 'Priya' };
  const view = reviewModal({ ...input, lastReview: null });
  const all = (verdict: string) => ({
    criterion_0: verdict,
    criterion_1: verdict,
    criterion_2: verdict,
  });
  const missing = { reason: 'Say what is missing, so that it can be mended.' };

  test.each<[special: string, fields: Fields, verdicts: boolean[], reason: string | null]>([
    ['all met', all('met'), [true, true, true], null],
    [
      'all met, with a word',
      { ...all('met'), reason: 'Well done' },
      [true, true, true],
      'Well done',
    ],
    [
      'one not met',
      { ...all('met'), criterion_1: 'not_met', reason: 'Date' },
      [true, false, true],
      'Date',
    ],
    [
      'one not judged',
      { ...all('met'), criterion_2: null, reason: 'Date' },
      [true, true, false],
      'Date',
    ],
  ])('%s', (_special, fields, verdicts, reason) => {
    const verdict = { evidenceId: evidence.id, verdicts, reason };
    expect(value(readReviewModal(sent(view, fields)))).toEqual(verdict);
  });

  test('what was met stays met, and the rest is judged again', () => {
    const again = reviewModal({ ...input, lastReview: aReview({ verdicts: [true, false, true] }) });
    const judged = sent(again, { criterion_1: 'met' });
    expect(value(readReviewModal(judged)).verdicts).toEqual([true, true, true]);
    expect(errors(readReviewModal(sent(again)))).toEqual(missing);
  });

  test.each<[special: string, fields: Fields]>([
    ['nothing judged', {}],
    ['one not met', { ...all('met'), criterion_0: 'not_met' }],
    ['one not met, for spaces', { ...all('met'), criterion_0: 'not_met', reason: '  ' }],
  ])('%s without a reason is told in its field', (_special, fields) => {
    expect(errors(readReviewModal(sent(view, fields)))).toEqual(missing);
  });
});

describe('being blocked', () => {
  const offered = { onboardingId: ONBOARDING, hostName: 'Northwind', partnerName: 'Acme' };
  const view = blockerModal({ ...offered, items: [{ id: ITEM, title: 'Sign' }], itemId: ITEM });
  const filled = { description: 'No account', waits_for: 'vendor', category: 'access' };
  const read = {
    onboardingId: ONBOARDING,
    itemId: ITEM,
    description: 'No account',
    waitsFor: 'vendor',
    category: 'access',
  };

  test.each<[special: string, view: ModalView, fields: Fields, blocker: object]>([
    ['by the item that it was opened from', view, filled, read],
    ['by nothing in particular', view, { ...filled, item: null }, { ...read, itemId: null }],
    [
      'while nothing is open',
      blockerModal({ ...offered, items: [], itemId: null }),
      filled,
      { ...read, itemId: null },
    ],
    [
      'by somebody else',
      view,
      { ...filled, waits_for: 'third_party' },
      { ...read, waitsFor: 'third_party' },
    ],
  ])('%s', (_special, from, fields, blocker) => {
    expect(value(readBlockerModal(sent(from, fields)))).toEqual(blocker);
  });

  test('by what is not said is told in each field', () => {
    expect(errors(readBlockerModal(sent(view, { description: ' ' })))).toEqual({
      description: 'Say what stops you',
      waits_for: 'Choose who has to move',
      category: 'Choose one',
    });
  });
});

describe('an outcome', () => {
  const claim = outcomeModal({
    onboardingId: ONBOARDING,
    partnerName: 'Acme',
    signedOn: '2026-01-12',
    today: '2026-03-02',
  });
  const outcome = anOutcome({ state: 'claimed' });
  const verify = verifyModal({ outcome, partnerName: 'Acme', claimedBy: 'Mara' });

  test('is claimed, today unless another day is chosen', () => {
    const read = {
      onboardingId: ONBOARDING,
      type: 'deal',
      reference: 'OPP-1',
      happenedOn: '2026-03-02',
    };
    const filled = { type: 'deal', reference: ' OPP-1 ' };
    expect(value(readOutcomeModal(sent(claim, filled)))).toEqual(read);
    const earlier = sent(claim, { ...filled, happened_on: '2026-02-20' });
    expect(value(readOutcomeModal(earlier)).happenedOn).toBe('2026-02-20');
    expect(errors(readOutcomeModal(sent(claim, { reference: ' ', happened_on: null })))).toEqual({
      type: 'Choose one',
      reference: 'Say where it can be looked up',
      happened_on: 'Choose a day',
    });
  });

  test.each<[special: string, fields: Fields, verified: boolean, reason: string | null]>([
    ['verified', { verdict: 'verified' }, true, null],
    [
      'verified, and the reason against it forgotten',
      { verdict: 'verified', reason: 'No' },
      true,
      null,
    ],
    ['rejected with a reason', { verdict: 'rejected', reason: 'Not there' }, false, 'Not there'],
  ])('is %s', (_special, fields, verified, reason) => {
    const decision = { outcomeId: outcome.id, verified, reason };
    expect(value(readVerifyModal(sent(verify, fields)))).toEqual(decision);
  });

  test.each<[special: string, fields: Fields, errors: object]>([
    [
      'rejected without a reason',
      { verdict: 'rejected' },
      { reason: 'Say what is wrong with it.' },
    ],
    ['not decided', {}, { verdict: 'Choose one' }],
  ])('%s is told in its field', (_special, fields, told) => {
    expect(errors(readVerifyModal(sent(verify, fields)))).toEqual(told);
  });
});

test('our team is read as it was offered, and as it was changed', () => {
  const role = (name: string, several: boolean, ...userIds: string[]) => ({
    role: name,
    title: name,
    several,
    userIds,
  });
  const view = teamModal({
    roles: [
      role('manager', true, 'U0MARA0001', 'U0THEO0001'),
      role('executive', true),
      role('v.legal', false, 'U0DANA0001'),
      role('v.sec', false),
    ],
  });
  expect(readTeamModal(sent(view))).toEqual({
    manager: ['U0MARA0001', 'U0THEO0001'],
    executive: [],
    'v.legal': ['U0DANA0001'],
    'v.sec': [],
  });
  const changed = sent(view, { manager: [], 'v.legal': null, 'v.sec': 'U0SAM00001' });
  expect(readTeamModal(changed)).toEqual({
    manager: [],
    executive: [],
    'v.legal': [],
    'v.sec': ['U0SAM00001'],
  });
});
