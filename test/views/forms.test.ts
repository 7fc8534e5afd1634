import type { InputBlock, ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { MAX_FILE_BYTES, readEvidence } from '../../src/domain/evidence.ts';
import { FACTOR_NAMES, type Facts } from '../../src/domain/facts.ts';
import type { FieldSpec } from '../../src/domain/field.ts';
import { asId } from '../../src/domain/ids.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { tierOf } from '../../src/domain/tier.ts';
import { blockerModal, readBlockerModal } from '../../views/blocker-modal.ts';
import {
  factsModal,
  factsPreviewModal,
  readFactsModal,
  readFactsPreview,
  type FactsForm,
} from '../../views/change-modal.ts';
import { detailsModal } from '../../views/details-modal.ts';
import {
  evidenceErrors,
  evidenceModal,
  readEvidenceModal,
  type EvidenceFormItem,
} from '../../views/evidence-modal.ts';
import { factsBlocks, FactsSchema, readFacts } from '../../views/facts-form.ts';
import { VALUE, type FieldState, type Reading, type Submitted } from '../../views/kit.ts';
import { migrationModal, readMigrationModal } from '../../views/migration-modal.ts';
import {
  outcomeModal,
  readOutcomeModal,
  readVerifyModal,
  verifyModal,
} from '../../views/outcome-modal.ts';
import { readReviewModal, reviewModal } from '../../views/review-modal.ts';
import { readStartModal, startModal, type StartForm } from '../../views/start-modal.ts';
import {
  readStartFacts,
  readStartPlan,
  startFactsModal,
  startPlanModal,
} from '../../views/start-plan.ts';
import { readTeamModal, teamModal } from '../../views/team-modal.ts';
import {
  aFile,
  aLine,
  anAmendment,
  anEvidence,
  anOutcome,
  aPlan,
  aPlannedItem,
  aReview,
  aSpec,
  DAY_MS,
  MARA,
  NOW,
  someFacts,
} from '../support/builders.ts';

type Typed = string | readonly string[] | readonly object[] | null;
type Fields = Readonly<Record<string, Typed>>;

type Preset = Readonly<{
  initial_value?: string;
  initial_date?: string;
  initial_user?: string;
  initial_users?: string[];
  initial_option?: { value: string };
  initial_options?: { value: string }[];
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
    case 'checkboxes': {
      const ticked = (typed ?? []) as readonly string[];
      const chosen = ticked.map((one) => ({ value: one }));
      return { type, selected_options: left ? (preset.initial_options ?? []) : chosen };
    }
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

/** What a form proves of an item with these fields, or what is told in which block. */
function handedIn(form: Submitted, fields: readonly FieldSpec[] = []) {
  const reading = readEvidenceModal(form);
  if (!reading.ok) return { errors: reading.errors };
  const evidence = readEvidence(fields, reading.value);
  return evidence.kind === 'complete'
    ? { errors: {}, proof: evidence.proof }
    : { errors: evidenceErrors(form, evidence.wrong) };
}

const plainForm = { type: 'modal', title: { type: 'plain_text', text: 'A form' } } as const;
const blockIds = (view: ModalView) => view.blocks.map(({ block_id }) => block_id);

const ONBOARDING = asId('onboarding', 'onb_1');
const ITEM = asId('item', 'itm_1');

describe('starting a partner', () => {
  const USUAL = { hash: 'hash of the usual', title: 'Partner onboarding', version: 3 };
  const LIGHT = { hash: 'hash of the light', title: 'Referral partner, light', version: 1 };
  const choices = {
    managers: [{ id: MARA, name: 'Mara' }],
    playbooks: [USUAL],
    me: MARA,
    today: '2026-03-02',
    zone: 'Europe/Berlin',
    name: 'Acme',
  };
  const view = startModal(choices);
  const filled = { type: 'integrator', email: 'priya@acme.example', country: 'PT' };
  const offered: StartForm = {
    name: 'Acme',
    type: 'integrator',
    email: 'priya@acme.example',
    managerId: MARA,
    signedOn: '2026-03-02',
    targetGoLive: null,
    country: 'PT',
    zone: 'Europe/Berlin',
    playbookHash: USUAL.hash,
  };

  test('what is offered is taken, unless something else is entered', () => {
    expect(value(readStartModal(sent(view, filled)))).toEqual(offered);
    const other = {
      name: ' Zenit ',
      type: 'msp',
      email: 'Omar@Zenit.Example',
      signed_on: '2026-02-27',
      go_live: '2026-09-01',
      country: 'JP',
      zone: 'Asia/Tokyo',
    };
    expect(value(readStartModal(sent(view, other)))).toEqual({
      name: 'Zenit',
      type: 'msp',
      email: 'omar@zenit.example',
      managerId: MARA,
      signedOn: '2026-02-27',
      targetGoLive: '2026-09-01',
      country: 'JP',
      zone: 'Asia/Tokyo',
      playbookHash: USUAL.hash,
    });
  });

  test('which playbook is asked only where there are several, the usual one first', () => {
    const several = startModal({ ...choices, playbooks: [USUAL, LIGHT] });
    const hashOf = (fields: Fields) =>
      value(readStartModal(sent(several, { ...filled, ...fields }))).playbookHash;
    expect(blockIds(view)).not.toContain('playbook');
    expect(blockIds(several)).toContain('playbook');
    expect(hashOf({})).toBe(USUAL.hash);
    expect(hashOf({ playbook: LIGHT.hash })).toBe(LIGHT.hash);
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
    [
      'an address that no later form could carry along',
      { email: `${'x'.repeat(242)}@acme.example` },
      { email: 'An e-mail address has at most 254 characters' },
    ],
    ['no manager', { manager: null }, { manager: 'Choose a partner manager' }],
    ['no day', { signed_on: null }, { signed_on: 'Choose a day' }],
    ['a day that there is not', { signed_on: '2026-02-30' }, { signed_on: 'Choose a day' }],
    ['no such go-live', { go_live: '2026-02-30' }, { go_live: 'Choose a day' }],
    ['no country', { country: null }, { country: 'Choose a country from the list' }],
    [
      'a country that there is not',
      { country: 'XX' },
      { country: 'Choose a country from the list' },
    ],
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

  test('the second form starts with the depth that is usual for the kind, and no tick', () => {
    const second = startFactsModal(offered);
    const others = { data: '0', access: '0', substitutability: '0', dependency: '0' };
    expect(value(readStartFacts(sent(second, others)))).toEqual({
      basics: offered,
      facts: someFacts({ depth: 3 }),
    });
    expect(errors(readStartFacts(sent(second)))).toEqual({
      data: LINE,
      access: LINE,
      substitutability: LINE,
      dependency: LINE,
    });
  });

  test('the third form carries along what the others said', () => {
    const awkward: StartForm = {
      ...offered,
      name: `Ac"me \\ & <Söhne> 👋`,
      targetGoLive: '2026-09-01',
    };
    const second = sent(startFactsModal(awkward), ALL_LEVELS);
    const both = value(readStartFacts(second));
    expect(both.basics).toEqual(awkward);
    const third = startPlanModal(both, {
      plan: aPlan(),
      tier: tierOf(both.facts),
      override: null,
      zone: 'Europe/Berlin',
    });
    expect(readStartPlan(sent(third))).toEqual(both);
  });

  const expected = (target: string | null, shortBy = 0) => ({
    spec: aSpec(),
    expectedAt: NOW,
    target,
    shortBy,
  });
  const accepted = aPlannedItem({ status: 'accepted' });
  const step = aPlannedItem({ critical: true });
  const last = aPlannedItem({ spec: aSpec({ id: 'QUA-2' }), critical: true, latest: '2026-03-13' });
  const leftOut = { spec: aSpec(), asked: 'risk tier 1 or 2', found: 'risk tier 4 (standard)' };
  test.each<[special: string, plan: Partial<Plan>, says: string]>([
    ['gates that nothing proves', {}, '*1 item* · Gate 1: nothing to prove · Gate 2: nothing'],
    [
      'a gate that is to come',
      { items: [aPlannedItem({ spec: aSpec({ gate: 1 }) })], gates: { 1: NOW, 2: null } },
      'Gate 1: 2 Mar 2026 ·',
    ],
    [
      'a gate that is open',
      { items: [accepted], gates: { 1: NOW, 2: null } },
      'Gate 1: open since 2 Mar 2026 ·',
    ],
    [
      'no target',
      { goLive: expected(null) },
      '*Go-live expected 2 Mar 2026* if every item takes all of its days. What counts as go-live: QUA-1 Sign the terms.',
    ],
    ['a target that fits', { goLive: expected('2026-03-20') }, 'The target 20 Mar 2026 fits.'],
    [
      'a target that does not fit',
      { goLive: expected('2026-02-27', 1) },
      '*The target 27 Feb 2026 does not fit*: 1 working day short.',
    ],
    [
      'a go-live that was reached',
      { items: [accepted], goLive: expected('2026-02-27', 1) },
      '*Live since 2 Mar 2026*, with QUA-1 Sign the terms."',
    ],
    [
      'a longest way',
      { criticalPath: [step, last] },
      '*The longest way to the go-live*\\n● QUA-1 Sign the terms: them, Thu 5 Mar\\n● QUA-2 Sign the terms: them, Thu 5 Mar, needed by 13 Mar 2026"',
    ],
    [
      'items that share a reason',
      { leftOut: [leftOut, { ...leftOut, spec: aSpec({ id: 'QUA-2' }) }] },
      'QUA-1 Sign the terms, QUA-2 Sign the terms\\n   _only for risk tier 1 or 2; here: risk tier 4 (standard)_',
    ],
    [
      'an item that lost its condition',
      { leftOut: [{ ...leftOut, asked: '', found: '' }] },
      '*Left out, and why*\\nQUA-1 Sign the terms"',
    ],
  ])('the third form tells of %s', (_special, plan, says) => {
    const facts = someFacts();
    const third = startPlanModal(
      { basics: offered, facts },
      { plan: aPlan(plan), tier: tierOf(facts), override: null, zone: 'Europe/Berlin' },
    );
    expect(JSON.stringify(third.blocks)).toContain(says);
  });
});

const LINE = 'Choose the line that fits best';
const ALL_LEVELS = {
  data: '1',
  depth: '2',
  access: '3',
  substitutability: '4',
  dependency: '0',
  answers: ['moneyFlows', 'jointMarketing'],
};
const ALL_FACTS = someFacts({
  data: 1,
  depth: 2,
  access: 3,
  substitutability: 4,
  dependency: 0,
  moneyFlows: true,
  jointMarketing: true,
});

describe('what decides which items apply', () => {
  const view = (known: Partial<Facts>): ModalView => ({ ...plainForm, blocks: factsBlocks(known) });

  test('levels and ticks are read as they are entered', () => {
    expect(value(readFacts(sent(view({}), ALL_LEVELS)))).toEqual(ALL_FACTS);
  });

  test('what is known is offered, and can be taken back', () => {
    expect(value(readFacts(sent(view(ALL_FACTS))))).toEqual(ALL_FACTS);
    const changed = sent(view(ALL_FACTS), { data: '0', answers: [] });
    expect(value(readFacts(changed))).toEqual({
      ...ALL_FACTS,
      data: 0,
      moneyFlows: false,
      jointMarketing: false,
    });
  });

  test('nothing chosen is no zero: it is told in its field', () => {
    expect(errors(readFacts(sent(view({ data: 0, depth: 0 }))))).toEqual({
      access: LINE,
      substitutability: LINE,
      dependency: LINE,
    });
    expect(errors(readFacts(sent(view(ALL_FACTS), { depth: null })))).toEqual({ depth: LINE });
  });

  test('no tick is an answer: no to all', () => {
    const { answers, ...levels } = ALL_LEVELS;
    expect(answers).toHaveLength(2);
    expect(value(readFacts(sent(view({}), levels)))).toEqual({
      ...ALL_FACTS,
      moneyFlows: false,
      jointMarketing: false,
    });
  });

  test('what a form carries along is read again, and nothing else', () => {
    expect(FactsSchema.parse(JSON.parse(JSON.stringify(ALL_FACTS)))).toEqual(ALL_FACTS);
    expect(FactsSchema.safeParse({ ...ALL_FACTS, depth: 5 }).success).toBe(false);
    expect(FactsSchema.safeParse({ ...ALL_FACTS, moneyFlows: 'yes' }).success).toBe(false);
  });
});

describe('changing what a plan rests on', () => {
  const OVERRIDE = { tier: 2, reason: 'They will run our payments', until: '2026-06-30' } as const;
  const known = {
    onboarding: { id: ONBOARDING, facts: ALL_FACTS, tierOverride: null, targetGoLive: null },
    partnerName: 'Acme',
    overrideBy: null,
  };
  const overridden = {
    ...known,
    onboarding: {
      ...known.onboarding,
      tierOverride: { ...OVERRIDE, byId: MARA },
      targetGoLive: '2026-09-01',
    },
    overrideBy: 'Sam',
  };
  const view = factsModal(known);
  const unchanged: FactsForm = {
    onboardingId: ONBOARDING,
    facts: ALL_FACTS,
    override: null,
    targetGoLive: null,
  };

  test('the form sent as it was opened changes nothing', () => {
    expect(value(readFactsModal(sent(view)))).toEqual(unchanged);
    expect(value(readFactsModal(sent(factsModal(overridden))))).toEqual({
      ...unchanged,
      override: OVERRIDE,
      targetGoLive: '2026-09-01',
    });
  });

  test('a partner of whom nothing is known starts with empty fields', () => {
    const { onboarding } = known;
    const empty = factsModal({ ...known, onboarding: { ...onboarding, facts: null } });
    expect(Object.keys(errors(readFactsModal(sent(empty))))).toEqual(FACTOR_NAMES);
    expect(value(readFactsModal(sent(empty, ALL_LEVELS)))).toEqual(unchanged);
  });

  test('a tier is set by hand, and the go-live moves', () => {
    const fields = { ...OVERRIDE, tier: '2', go_live: '2026-10-01', depth: '4' };
    expect(value(readFactsModal(sent(view, fields)))).toEqual({
      ...unchanged,
      facts: { ...ALL_FACTS, depth: 4 },
      override: OVERRIDE,
      targetGoLive: '2026-10-01',
    });
  });

  test('“As calculated” takes a tier set by hand back, whatever stands beside it', () => {
    const reading = readFactsModal(sent(factsModal(overridden), { tier: 'none', go_live: null }));
    expect(value(reading)).toEqual(unchanged);
  });

  test('it says who set the tier by hand', () => {
    expect(JSON.stringify(factsModal(overridden))).toContain('Set by Sam.');
    expect(JSON.stringify(view)).not.toContain('Set by');
  });

  const WHY = 'Say why, for whoever reads this in half a year';
  const UNTIL = 'Choose the last day on which it counts';
  test.each<[special: string, fields: Fields, errors: object]>([
    ['a tier without a reason', { tier: '1', until: '2026-06-30' }, { reason: WHY }],
    ['a tier with spaces for a reason', { ...OVERRIDE, tier: '1', reason: ' ' }, { reason: WHY }],
    ['a tier without an end', { tier: '1', reason: 'So be it' }, { until: UNTIL }],
    ['a tier alone', { tier: '4' }, { reason: WHY, until: UNTIL }],
    [
      'a day that there is not',
      { ...OVERRIDE, tier: '1', until: '2026-02-30' },
      { until: 'Choose a day' },
    ],
    ['no such go-live', { go_live: '2026-02-30' }, { go_live: 'Choose a day' }],
    ['no tier', { tier: null }, { tier: 'Choose a tier' }],
    [
      'a reason of 301 characters',
      { ...OVERRIDE, tier: '1', reason: 'x'.repeat(301) },
      { reason: 'At most 300 characters' },
    ],
    [
      'something in either half',
      { data: null, tier: '1', reason: 'So be it' },
      { data: LINE, until: UNTIL },
    ],
  ])('%s is told in its field', (_special, fields, told) => {
    expect(errors(readFactsModal(sent(view, fields)))).toEqual(told);
  });

  const change = {
    before: aPlan(),
    after: aPlan(),
    comes: [],
    goes: [],
    stays: [],
    redated: [],
    kept: 0,
  };
  const preview = {
    partnerName: 'Acme',
    change,
    tierBefore: 3,
    tierAfter: 2,
    zone: 'Europe/Berlin',
  } as const;
  const words = (shown: ModalView) => JSON.stringify(shown.blocks);

  test.each<[special: string, wanted: FactsForm]>([
    ['facts alone', unchanged],
    ['all of it', { ...unchanged, override: OVERRIDE, targetGoLive: '2026-09-01' }],
    [
      'a reason with marks in it',
      { ...unchanged, override: { ...OVERRIDE, reason: `"it" isn't \\ <so> & 👋` } },
    ],
  ])('the preview carries along %s', (_special, wanted) => {
    expect(readFactsPreview(sent(factsPreviewModal(wanted, preview)))).toEqual(wanted);
  });

  test('the preview says what becomes of the tier', () => {
    const { tierBefore, ...others } = preview;
    expect(tierBefore).toBe(3);
    const seen = (before: 2 | 3 | null, wanted = unchanged) =>
      words(factsPreviewModal(wanted, { ...others, tierBefore: before }));
    expect(seen(3)).toContain('Risk tier: 3, sustaining → 2, mission-critical');
    expect(seen(null)).toContain('Risk tier: none yet → 2, mission-critical');
    expect(seen(2)).toContain('Risk tier: 2, mission-critical, as before');
    expect(seen(3, { ...unchanged, override: OVERRIDE })).toContain(
      'set by hand until 30 Jun 2026',
    );
  });

  test('the preview says what comes and goes, and how the dates move', () => {
    const goLive = { spec: aSpec(), expectedAt: NOW, target: '2026-02-20', shortBy: 6 };
    const spec = (id: string) => aSpec({ id });
    const shown = words(
      factsPreviewModal(unchanged, {
        ...preview,
        change: {
          before: aPlan({ gates: { 1: NOW, 2: null } }),
          after: aPlan({ gates: { 1: NOW, 2: NOW }, goLive }),
          comes: [spec('QUA-2'), spec('QUA-3')],
          goes: [spec('QUA-4')],
          stays: [spec('QUA-5')],
          redated: [{ spec: spec('QUA-6'), from: NOW, to: NOW + DAY_MS }],
          kept: 3,
        },
      }),
    );
    for (const text of [
      'Gate 1: 2 Mar 2026, as before',
      'Gate 2: nothing to prove → *2 Mar 2026*',
      'Go-live expected: no date → *2 Mar 2026*',
      'The target 20 Feb 2026 does not fit*: 6 working days short.',
      '3 accepted items stay accepted.',
      '*2 items added*\\n• QUA-2 Sign the terms\\n• QUA-3 Sign the terms',
      '*1 item no longer asked for*\\n• QUA-4',
      '*1 item no longer asked for, but kept: work has begun*\\n• QUA-5',
      '*1 item due on another day*\\n• QUA-6 Sign the terms: Mon 2 Mar → Tue 3 Mar',
    ]) {
      expect(shown).toContain(text);
    }
    expect(words(factsPreviewModal(unchanged, preview))).toContain('No item comes, goes or moves.');
  });

  test('the preview of a migration carries along from where to where', () => {
    const from = { hash: 'a'.repeat(64), version: 1 };
    const to = { hash: 'b'.repeat(64), version: 2 };
    const migration = {
      onboardingId: ONBOARDING,
      partnerName: 'Acme',
      from,
      to,
      amendments: [anAmendment()],
      change,
      zone: 'Europe/Berlin',
    };
    const shown = migrationModal(migration);
    expect(readMigrationModal(sent(shown))).toEqual({
      onboardingId: ONBOARDING,
      fromHash: from.hash,
      toHash: to.hash,
    });
    expect(shown.submit?.text).toBe('Move to version 2');
    expect(words(shown)).toContain('_Told to partners:_ We now ask which languages');
    expect(words(shown)).toContain('posted in their channel, if they have joined it');
    const { partners, ...silent } = anAmendment();
    expect(partners).toBeDefined();
    const nothing = words(migrationModal({ ...migration, amendments: [silent] }));
    expect(nothing).toContain('nothing is posted in their channel');
  });
});

describe('handing in evidence', () => {
  const view = evidenceModal({
    line: { itemId: ITEM, title: 'Sign' },
    spec: aSpec(),
    evidence: null,
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
  const nothing = { itemId: ITEM, note: null, link: null, files: [], entries: new Map() };

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
    expect(handedIn(sent(view, fields)).errors).toEqual(told);
  });
});

describe('handing in the fields of an item', () => {
  const field = (kind: FieldSpec['kind'], overrides: Partial<FieldSpec> = {}): FieldSpec => ({
    id: kind,
    label: `The ${kind}`,
    kind,
    optional: false,
    ...(kind === 'choice' && { choices: ['One', 'Two', 'Three'] }),
    ...overrides,
  });
  const FIELDS = [
    field('text', { hint: 'As the register has it.' }),
    field('url'),
    field('file', { hint: 'The whole extract.' }),
    field('date'),
    field('number'),
    field('choice'),
    field('attestation'),
  ];
  const item = (
    fields: readonly FieldSpec[] = FIELDS,
    overrides: Partial<EvidenceFormItem> = {},
  ): EvidenceFormItem => ({
    line: { itemId: ITEM, title: 'Sign' },
    spec: aSpec({ fields: [...fields] }),
    evidence: null,
    lastReview: null,
    ...overrides,
  });
  const view = evidenceModal(item());
  const input = (name: string, from = view): InputBlock => {
    const inputs = from.blocks.filter((block): block is InputBlock => block.type === 'input');
    const found = inputs.find(({ block_id }) => block_id === name);
    if (!found) throw new Error(`There is no input ${name}`);
    return found;
  };
  const extract = { id: 'F1', name: 'extract.pdf', size: 20_480 };
  const filled = {
    field_text: ' Acme Lda ',
    field_url: 'https://register.example/acme?id=7',
    field_file: [extract],
    field_date: '2026-02-20',
    field_number: '012.50',
    field_choice: 'Two',
    field_attestation: ['confirmed'],
  };
  const read = { ...aFile({ id: 'F1', name: 'extract.pdf', sizeBytes: 20_480 }) };
  const ANSWERS = [
    { id: 'text', label: 'The text', value: 'Acme Lda' },
    { id: 'url', label: 'The url', value: 'https://register.example/acme?id=7' },
    { id: 'file', label: 'The file', value: 'F1' },
    { id: 'date', label: 'The date', value: '2026-02-20' },
    { id: 'number', label: 'The number', value: '12.5' },
    { id: 'choice', label: 'The choice', value: 'Two' },
    { id: 'attestation', label: 'The attestation', value: 'confirmed' },
  ];

  test('the form asks for exactly these, each in its way, and for a note', () => {
    const inputs = view.blocks.filter((block): block is InputBlock => block.type === 'input');
    expect(
      inputs.map(({ block_id, element, optional }) => [block_id, element.type, optional]),
    ).toEqual([
      ['field_text', 'plain_text_input', false],
      ['field_url', 'url_text_input', false],
      ['field_file', 'file_input', false],
      ['field_date', 'datepicker', false],
      ['field_number', 'number_input', false],
      ['field_choice', 'radio_buttons', false],
      ['field_attestation', 'checkboxes', false],
      ['note', 'plain_text_input', true],
    ]);
    expect(input('field_text').label.text).toBe('The text');
    expect(input('field_text').hint?.text).toBe('As the register has it.');
    expect(input('field_url').hint).toBeUndefined();
    expect(input('field_file').hint?.text).toBe('The whole extract. Up to 5 files of 10 MB each.');
    expect(input('field_number').element).toMatchObject({ is_decimal_allowed: true });
  });

  test.each<[special: string, field: FieldSpec, element: object]>([
    ['a short text', field('text'), { multiline: false, max_length: 500 }],
    ['one of each', field('text', { label: 'Owner of each figure' }), { multiline: true }],
    ['a sentence', field('text', { hint: 'A score and one sentence.' }), { multiline: true }],
    [
      'five choices',
      field('choice', { choices: ['a', 'b', 'c', 'd', 'e'] }),
      { type: 'radio_buttons' },
    ],
    [
      'six choices',
      field('choice', { choices: ['a', 'b', 'c', 'd', 'e', 'f'] }),
      { type: 'static_select' },
    ],
    ['a choice to take back', field('choice', { optional: true }), { type: 'static_select' }],
  ])('%s', (_special, asked, element) => {
    const from = evidenceModal(item([asked]));
    expect(input(`field_${asked.id}`, from).element).toMatchObject(element);
  });

  test('what is entered is read in the order of the fields, the note beside it', () => {
    expect(handedIn(sent(view, { ...filled, note: 'As agreed' }), FIELDS)).toEqual({
      errors: {},
      proof: {
        note: 'As agreed',
        link: null,
        answers: ANSWERS,
        files: [{ ...read, mimetype: null, permalink: null }],
      },
    });
  });

  test('everything that is missing is told at once, each in its own field', () => {
    expect(handedIn(sent(view), FIELDS).errors).toEqual({
      field_text: 'Fill this in',
      field_url: 'Give a link',
      field_file: 'Attach a file',
      field_date: 'Choose a day',
      field_number: 'Give a number',
      field_choice: 'Choose one',
      field_attestation: 'Tick this to confirm it, or press “I’m blocked” to say why you cannot.',
    });
  });

  const optional = FIELDS.map((one) => ({ ...one, optional: true }));
  test.each<[special: string, fields: Fields, errors: object]>([
    ['nothing', {}, { field_text: 'Fill in at least one field, or write a note.' }],
    ['a note', { note: 'See the register' }, {}],
    ['one field', { field_number: '0' }, {}],
    ['a tick', { field_attestation: ['confirmed'] }, {}],
    ['a wrong link', { field_url: 'acme' }, { field_url: expect.stringContaining('https://') }],
  ])('where all fields are optional: %s', (_special, fields, told) => {
    expect(handedIn(sent(evidenceModal(item(optional)), fields), optional).errors).toEqual(told);
  });

  test('a field that came after the form was opened is told beside the note', () => {
    const form = sent(view, filled);
    const more = [...FIELDS, field('text', { id: 'country', label: 'Country' })];
    expect(handedIn(form, more).errors).toEqual({
      note: 'This now asks for “Country”, which is not in this form. Close it and open it again.',
    });
  });

  test('a field that is gone is left out, and what the others hold counts', () => {
    const form = sent(view, filled);
    expect(handedIn(form, FIELDS.slice(0, 2))).toEqual({
      errors: {},
      proof: { note: null, link: null, answers: ANSWERS.slice(0, 2), files: [] },
    });
    expect(handedIn(sent(view, filled), []).errors).toEqual({
      note: 'Hand in a text, a link or a file.',
    });
  });

  test('a form of before there were fields keeps its link and its files', () => {
    const old = evidenceModal(item([]));
    const link = 'https://acme.example/extract';
    const named = [field('text', { optional: true })];
    expect(handedIn(sent(old, { link, files: [extract] }), named)).toMatchObject({
      proof: { link, files: [{ id: 'F1' }] },
    });
  });

  test('names that every object has are fields like others', () => {
    const odd = [field('text', { id: 'constructor', optional: true }), field('date')];
    const form = sent(evidenceModal(item(odd)), { field_date: '2026-02-20' });
    expect(handedIn(form, odd).proof?.answers).toEqual([ANSWERS[3]]);
  });

  describe('after it was sent back', () => {
    const evidence = anEvidence({ note: 'First try', link: null, answers: ANSWERS, files: [read] });
    const again = evidenceModal(item(FIELDS, { evidence, lastReview: aReview() }));

    test('the form starts with what was entered, but for files and statements', () => {
      const { proof, errors: told } = handedIn(
        sent(again, { field_file: [extract], field_attestation: ['confirmed'] }),
        FIELDS,
      );
      expect(told).toEqual({});
      expect(proof).toMatchObject({ note: 'First try', answers: ANSWERS });
      expect(input('field_attestation', again).element).not.toHaveProperty('initial_options');
    });

    test('it says which files were handed in, and what the reviewer said', () => {
      expect(input('field_file', again).hint?.text).toBe(
        'The whole extract. Up to 5 files of 10 MB each. Handed in last time: extract.pdf. Attach again what still counts.',
      );
      expect(JSON.stringify(again.blocks)).toContain('Give the date');
    });

    test('what the field would no longer take is left out', () => {
      const changed = [
        field('number', { id: 'text' }),
        field('date', { id: 'number' }),
        field('choice', { choices: ['Four', 'Five'] }),
      ];
      const form = evidenceModal(item(changed, { evidence, lastReview: aReview() }));
      const elements = ['field_text', 'field_number', 'field_choice'].map(
        (name) => input(name, form).element,
      );
      for (const element of elements) {
        expect(Object.keys(element).filter((key) => key.startsWith('initial_'))).toEqual([]);
      }
    });

    test('evidence that was accepted leaves the form of the next round empty', () => {
      const lastReview = aReview({ decision: 'accepted' });
      const fresh = evidenceModal(item(FIELDS, { evidence, lastReview }));
      expect(JSON.stringify(fresh)).not.toContain('initial_');
    });
  });

  test('an item without fields starts empty, as it always did', () => {
    const plain = evidenceModal(item([], { evidence: anEvidence(), lastReview: aReview() }));
    expect(JSON.stringify(plain)).not.toContain('initial_');
    expect(plain.blocks.flatMap(({ block_id }) => block_id ?? [])).toEqual([
      'note',
      'link',
      'files',
    ]);
  });

  test('the reviewer reads every answer with its label, and opens links and files', () => {
    const form = reviewModal({
      partnerName: 'Acme',
      spec: aSpec({ fields: [...FIELDS] }),
      evidence: anEvidence({ note: 'As agreed', link: null, answers: ANSWERS, files: [read] }),
      submitterName: 'Priya',
      lastReview: null,
    });
    const pair = (label: string, typed: string) => ({
      type: 'section',
      fields: [
        { type: 'mrkdwn', text: `*${label}*`, verbatim: true },
        { type: 'plain_text', text: typed, emoji: false },
      ],
    });
    const row = (text: string, url: string) => ({
      text: { type: 'plain_text', text, emoji: false },
      accessory: expect.objectContaining({ url }),
    });
    // Between the heading and the criteria, of which there are three and a reason.
    expect(form.blocks.slice(2, -4)).toMatchObject([
      pair('The text', 'Acme Lda'),
      row('The url: register.example/acme', 'https://register.example/acme?id=7'),
      row('The file: extract.pdf (20 kB)', String(read.permalink)),
      pair('The date', '2026-02-20'),
      pair('The number', '12.5'),
      pair('The choice', 'Two'),
      pair('The attestation', 'confirmed'),
      { text: { type: 'plain_text', text: 'As agreed' } },
    ]);
  });

  test('the details say what the form will ask for', () => {
    const { blocks } = detailsModal({
      line: aLine(),
      spec: aSpec({
        fields: [field('text'), field('url', { optional: true }), field('attestation')],
      }),
      roles: {},
      zone: 'Europe/Lisbon',
      lastReview: null,
    });
    expect(blocks).toContainEqual({
      type: 'section',
      text: {
        type: 'mrkdwn',
        text: '*The form asks for*\n• The text\n• The url (optional)\n• To confirm: The attestation',
        verbatim: true,
      },
    });
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
