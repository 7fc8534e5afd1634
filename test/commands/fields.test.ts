import { describe, expect, test } from 'vitest';
import { listAudit } from '../../db/audit.ts';
import { listEvidence } from '../../db/evidence.ts';
import { listOnboardings } from '../../db/onboardings.ts';
import { filledIn } from '../../sandbox/doing.ts';
import type { Delivery } from '../../sandbox/slack/index.ts';
import type { Evidence } from '../../src/domain/evidence.ts';
import type { FieldSpec } from '../../src/domain/field.ts';
import type { ItemSpec } from '../../src/domain/playbook.ts';
import { ALL_MET, blockOf, handIn, inDm, judge, signedForm } from '../support/acts.ts';
import { aPlaybook, aSpec } from '../support/builders.ts';
import { writePlaybook } from '../support/playbook-files.ts';
import { temporaryFolder } from '../support/stores.ts';
import { createWorld, type World } from '../support/world.ts';

/* Evidence that is handed in field by field, from the playbook to the reviewer. */

const EXTRACT = 'Hand in the register extract';
const LOGO = 'Hand in the logo';
const PRESS = 'Hand in what the press wrote';

const field = (id: string, kind: FieldSpec['kind'], rest: Partial<FieldSpec> = {}): FieldSpec => ({
  id,
  label: `Extract: ${id}`,
  kind,
  optional: false,
  ...rest,
});
const FIELDS = [
  field('legalName', 'text'),
  field('link', 'url'),
  field('file', 'file'),
  field('date', 'date'),
  field('share', 'number'),
  field('seat', 'choice', { choices: ['Lisbon', 'Porto'] }),
  field('genuine', 'attestation', { label: 'The extract is genuine' }),
  field('remark', 'text', { optional: true }),
];
const SPECS: readonly ItemSpec[] = [
  aSpec({ id: 'QUA-1', title: EXTRACT, gate: 1, fields: FIELDS }),
  aSpec({ id: 'QUA-2', title: LOGO, gate: 2 }),
  aSpec({ id: 'QUA-3', title: PRESS, fields: [field('article', 'url', { optional: true })] }),
];

/** Acme in the channel, on a playbook of these three items. */
async function acme(): Promise<Readonly<{ world: World; channel: string }>> {
  const folder = temporaryFolder();
  const playbook = aPlaybook(SPECS);
  const named = { ...playbook.roles, 'v.sec': 'security', 'v.csl': 'customer success lead' };
  writePlaybook(folder, { ...playbook, roles: named });
  const world = await createWorld({ environment: { ONBOARD_PLAYBOOK: folder } });
  return { world, channel: await world.startAcme() };
}

const PDF = { name: 'extract.pdf', mimetype: 'application/pdf', size: 20_480 };
const FILLED = {
  field_legalName: 'Acme Lda & <!channel>',
  field_link: 'https://register.example/acme?id=7',
  field_file: [PDF],
  field_date: '2026-02-20',
  field_share: '25.50',
  field_seat: 'Porto',
  field_genuine: true,
};
const ANSWERS = [
  { id: 'legalName', label: 'Extract: legalName', value: 'Acme Lda & <!channel>' },
  { id: 'link', label: 'Extract: link', value: 'https://register.example/acme?id=7' },
  { id: 'file', label: 'Extract: file', value: expect.stringMatching(/^F/) },
  { id: 'date', label: 'Extract: date', value: '2026-02-20' },
  { id: 'share', label: 'Extract: share', value: '25.5' },
  { id: 'seat', label: 'Extract: seat', value: 'Porto' },
  { id: 'genuine', label: 'The extract is genuine', value: 'confirmed' },
];

/** What was handed in for the first item, newest first. */
async function handedIn(world: World): Promise<readonly Evidence[]> {
  const { read } = world.app().deps.store;
  const [whole] = await listOnboardings(read);
  const item = whole?.items.find(({ key }) => key === 'QUA-1');
  return item ? listEvidence(read, [item.id]) : [];
}

type Values = Record<string, Record<string, object>>;

/** Sends the newest form once more, with other values: as an older form, or none of ours, would. */
async function sendChanged(world: World, change: (values: Values) => Values): Promise<Delivery> {
  const sent = world.slack.deliveries().findLast(({ kind }) => kind === 'view_submission');
  const body = structuredClone(sent?.body) as { view: { state: { values: Values } } };
  body.view.state.values = change(body.view.state.values);
  return world.slack.deliver(...signedForm(world.slack, body));
}

const told = ({ response }: Delivery) => (JSON.parse(response) as { errors: object }).errors;

describe('an item with fields', () => {
  test('is handed in field by field, kept as it was entered, and judged by it', async () => {
    const { world, channel } = await acme();
    const { priya, dana } = world.person;
    await priya.tick({ channel, label: EXTRACT });
    expect(priya.modal()?.text).not.toContain('What you hand in');
    expect((await priya.submit({ ...FILLED, note: 'As agreed' })).ok).toBe(true);
    await world.settle();

    const [evidence, ...others] = await handedIn(world);
    expect(others).toEqual([]);
    expect(evidence).toMatchObject({ nth: 1, note: 'As agreed', link: null, answers: ANSWERS });
    // Slack Connect told the id only; what it is was asked for.
    expect(evidence?.files).toMatchObject([
      { id: evidence?.answers[2]?.value, name: 'extract.pdf', sizeBytes: 20_480 },
    ]);
    const audit = JSON.stringify(await listAudit(world.app().deps.store.read));
    expect(audit).toContain('evidence_submitted');
    expect(audit).not.toMatch(/Acme Lda|register\.example|As agreed|Porto/);

    await dana.click({ ...inDm(dana, 'handed in evidence'), label: 'Review' });
    const shown = dana.modal()?.text ?? '';
    for (const said of [
      'Extract: legalName\nAcme Lda & <!channel>',
      'Extract: link: register.example/acme',
      'Extract: file: extract.pdf (20 kB)',
      'Extract: date\n2026-02-20',
      'Extract: share\n25.5',
      'Extract: seat\nPorto',
      'The extract is genuine\nconfirmed',
      'As agreed',
    ]) {
      expect(shown).toContain(said);
    }
    expect(shown).not.toContain('Extract: remark');
    await dana.submit(ALL_MET);
    await world.settle();
    expect(priya.reads(channel)).toContain(`✓ ${EXTRACT}`);
  });

  test('says before it is opened what it will ask for', async () => {
    const { world, channel } = await acme();
    const { priya } = world.person;
    const blockId = blockOf(world, channel, EXTRACT);
    await priya.click({ channel, blockId, label: 'Details and criteria' });
    expect(priya.modal()?.text).toContain('The form asks for');
    expect(priya.modal()?.text).toContain('Extract: remark (optional)');
    expect(priya.modal()?.text).toContain('To confirm: The extract is genuine');
  });

  test('starts, once sent back, with what was entered: only files and ticks are asked for again', async () => {
    const { world, channel } = await acme();
    const { priya, dana } = world.person;
    await priya.tick({ channel, label: EXTRACT });
    await priya.submit({ ...FILLED, note: 'As agreed' });
    await world.settle();
    await judge(world, dana, { ...ALL_MET, criterion_1: 'not_met', reason: 'Too old' });

    await priya.tick({ channel, label: EXTRACT });
    expect(priya.modal()?.text).toContain('Too old');
    expect(priya.modal()?.text).toContain('Handed in last time: extract.pdf.');
    expect((await priya.submit()).errors).toEqual({
      field_file: 'Please complete this required field.',
      field_genuine: 'Please complete this required field.',
    });
    await priya.submit({ field_file: [PDF], field_genuine: true, field_date: '2026-03-01' });
    await world.settle();
    const [again, first] = await handedIn(world);
    expect(first).toMatchObject({ nth: 1, answers: ANSWERS });
    expect(again).toMatchObject({ nth: 2, note: 'As agreed', answers: { length: 7 } });
    expect(again?.answers[3]?.value).toBe('2026-03-01');
    expect(again?.answers[4]).toEqual(ANSWERS[4]);
  });

  test('tells each wrong field in its place, and keeps nothing until all are right', async () => {
    const { world, channel } = await acme();
    const { priya } = world.person;
    await priya.tick({ channel, label: EXTRACT });
    const wrong = { ...FILLED, field_link: 'ftp://register.example', field_share: '1e3' };
    expect((await priya.submit(wrong)).errors).toEqual({
      field_link: 'Give a link that starts with https:// or http://',
      field_share: 'Give a number in digits, like 12 or 12.5',
    });
    const empty = await sendChanged(world, (values) =>
      Object.fromEntries(Object.keys(values).map((block) => [block, { value: {} }])),
    );
    expect(told(empty)).toEqual({
      field_legalName: 'Fill this in',
      field_link: 'Give a link',
      field_file: 'Attach a file',
      field_date: 'Choose a day',
      field_share: 'Give a number',
      field_seat: 'Choose one',
      field_genuine: 'Tick this to confirm it, or press “I’m blocked” to say why you cannot.',
    });
    const other = await sendChanged(world, (values) => ({
      ...values,
      field_seat: { value: { selected_option: { value: 'Faro' } } },
      field_link: { value: { value: 'https://register.example' } },
      field_share: { value: { value: '1' } },
    }));
    expect(told(other)).toEqual({ field_seat: 'Choose one' });
    expect(await handedIn(world)).toEqual([]);
    expect((await priya.submit(FILLED)).ok).toBe(true);
    expect(await handedIn(world)).toHaveLength(1);
  });

  test('is held to its playbook, whatever form comes: what is missing is told, what is unknown left', async () => {
    const { world, channel } = await acme();
    const { priya } = world.person;
    await priya.tick({ channel, label: EXTRACT });
    await priya.submit({ ...FILLED, field_share: '1e3' });
    const mend = { field_share: { value: { value: '25.5' } } };
    const before = await sendChanged(world, ({ field_legalName: _, ...values }) => ({
      ...values,
      ...mend,
    }));
    expect(told(before)).toEqual({
      note: 'This now asks for “Extract: legalName”, which is not in this form. Close it and open it again.',
    });
    expect(await handedIn(world)).toEqual([]);
    const after = await sendChanged(world, (values) => ({
      ...values,
      ...mend,
      field_legalName: { value: { value: 'Acme Lda' } },
      field_gone: { value: { value: 'Nobody asks' } },
    }));
    expect(after).toMatchObject({ status: 200, response: '' });
    const [evidence] = await handedIn(world);
    expect(evidence?.answers.map(({ id }) => id)).toEqual(ANSWERS.map(({ id }) => id));
  });

  test('sent twice is one evidence', async () => {
    const { world, channel } = await acme();
    const { priya, dana } = world.person;
    await priya.tick({ channel, label: EXTRACT });
    await priya.submit(FILLED);
    const second = await sendChanged(world, (values) => values);
    await world.settle();
    expect(told(second)).toEqual({ note: 'This was handed in already and is being reviewed.' });
    expect(await handedIn(world)).toHaveLength(1);
    expect(dana.dms().match(/handed in evidence/g)).toHaveLength(1);
  });

  test('of which none is required still wants something', async () => {
    const { world, channel } = await acme();
    const { priya } = world.person;
    await priya.tick({ channel, label: PRESS });
    expect((await priya.submit()).errors).toEqual({
      field_article: 'Fill in at least one field, or write a note.',
    });
    expect((await priya.submit({ note: 'Nobody wrote about us yet' })).ok).toBe(true);
  });

  test('is handed in by those who fill in what its form requires', async () => {
    const { world, channel } = await acme();
    expect((await handIn(world, { channel, item: EXTRACT, link: 'https://a.example/' })).ok).toBe(
      true,
    );
    const [evidence] = await handedIn(world);
    expect(evidence?.answers[1]?.value).toBe('https://a.example/');
    expect(evidence?.note).toBe('Here it is');
  });
});

describe('an item without fields', () => {
  test.each([
    ['nothing at all', { note: null }, { note: 'Hand in a text, a link or a file.' }],
    [
      'a link that is not https',
      { link: 'http://acme.example/x' },
      { link: 'Give a link that starts with https://' },
    ],
    [
      'a link with a user name in it',
      { link: 'https://acme@evil.example' },
      { link: 'Give the link without a user name in it.' },
    ],
  ])('%s is told in its field, and the item stays open', async (_, values, errors) => {
    const { world, channel } = await acme();
    const { priya } = world.person;
    await priya.tick({ channel, label: LOGO });
    expect((await priya.submit(values)).errors).toEqual(errors);
    await priya.dismiss();
    await world.settle();
    expect(priya.reads(channel)).toContain(`[ ] ${LOGO}`);
  });

  test('takes a text, a link or files, as the helpers of tests give them', async () => {
    const { world, channel } = await acme();
    const { priya } = world.person;
    await priya.tick({ channel, label: LOGO });
    const values = { link: 'https://acme.example/logo', files: [PDF] };
    expect(filledIn(priya, values)).toEqual(values);
    expect((await priya.submit(filledIn(priya, values))).ok).toBe(true);
  });
});
