import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import {
  MAX_FILES,
  wrongFiles,
  type Evidence,
  type EvidenceFile,
  type FieldEntry,
  type HandedIn,
  type Review,
  type WrongField,
} from '../src/domain/evidence.ts';
import { CONFIRMED, hasNoUser, readField, TEXT_MAX, type FieldSpec } from '../src/domain/field.ts';
import { asId, type ItemId } from '../src/domain/ids.ts';
import type { ItemSpec } from '../src/domain/playbook.ts';
import {
  context,
  cut,
  entered,
  escapeMrkdwn,
  field,
  form,
  option,
  quote,
  readForm,
  section,
  VALUE,
  type Reading,
  type Submitted,
} from './kit.ts';

export const EVIDENCE_MODAL = 'evidence_modal';
const NOTE_MAX = 3000;
const FILE_NAME_MAX = 100;
/** More choices than these are a list to open. */
const RADIO_MAX = 5;

/** What the form shows. */
export type EvidenceFormItem = Readonly<{
  line: Readonly<{ itemId: ItemId; title: string }>;
  spec: Pick<ItemSpec, 'hint' | 'evidence' | 'criteria' | 'fields'>;
  /** The newest; a form that is filled in again starts with it. */
  evidence: Before | null;
  lastReview: Review | null;
}>;
type Before = Pick<Evidence, 'note' | 'answers' | 'files'>;

/** What was handed in. */
export type EvidenceForm = HandedIn & Readonly<{ itemId: ItemId }>;

/**
 * The form for handing in evidence: the fields of the item and a note or, where it has no fields, a
 * text, a link or files, at least one of them.
 */
export function evidenceModal({ line, spec, evidence, lastReview }: EvidenceFormItem): ModalView {
  const criteria = spec.criteria.map(
    (criterion, index) => `${index + 1}. ${escapeMrkdwn(criterion)}`,
  );
  const returned = lastReview?.decision === 'returned' ? lastReview : null;
  return form({
    callbackId: EVIDENCE_MODAL,
    title: 'Hand in evidence',
    submit: 'Hand in',
    metadata: line.itemId,
    blocks: [
      section(`*${escapeMrkdwn(line.title)}*\n${escapeMrkdwn(spec.hint)}`),
      // Fields say one by one what the sentence says at once.
      ...(spec.fields.length > 0 ? [] : [section(`*Hand in:* ${escapeMrkdwn(spec.evidence)}`)]),
      section(`*It is accepted when*\n${criteria.join('\n')}`),
      ...(returned ? returnedBlocks(returned, spec) : []),
      ...(spec.fields.length > 0
        ? fieldBlocks(spec.fields, returned ? evidence : null)
        : anyProof()),
    ],
  });
}

/** For an item that names no fields: a text, a link or files. */
function anyProof(): KnownBlock[] {
  const files = { type: 'file_input', action_id: VALUE, max_files: MAX_FILES } as const;
  return [
    noteField('What you hand in'),
    field(
      'link',
      'Link',
      { type: 'url_text_input', action_id: VALUE },
      { optional: true, hint: 'https:// only' },
    ),
    field('files', 'Files', files, {
      optional: true,
      hint: `${FILE_LIMITS} Put larger ones behind a link.`,
    }),
  ];
}

const FILE_LIMITS = `Up to ${MAX_FILES} files of 10 MB each.`;

function noteField(label: string, before: string | null = null): InputBlock {
  const note = { type: 'plain_text_input', action_id: VALUE, max_length: NOTE_MAX } as const;
  const started = before === null ? {} : { initial_value: before };
  return field('note', label, { ...note, multiline: true, ...started }, { optional: true });
}

/** The fields of an item, as they were filled in `before`, and a note. */
function fieldBlocks(fields: readonly FieldSpec[], before: Before | null): KnownBlock[] {
  const statements = fields.some(({ kind }) => kind === 'attestation');
  return [
    ...(statements
      ? [
          context(
            'Tick only what is true. If something is not, close this form and press “I’m blocked”.',
          ),
        ]
      : []),
    ...fields.map((spec) => fieldBlock(spec, before)),
    noteField('Anything to add', before?.note),
  ];
}

function fieldBlock(spec: FieldSpec, before: Before | null): InputBlock {
  const { id, label, optional } = spec;
  const hint = [spec.hint, ...(spec.kind === 'file' ? [FILE_LIMITS, filesBefore(id, before)] : [])]
    .filter((sentence) => sentence !== undefined)
    .join(' ');
  const about = hint === '' ? { optional } : { optional, hint };
  return field(blockOf(id), label, inputOf(spec, before), about);
}

/** No block of another name begins like this. */
const FIELD = 'field_';

function blockOf(fieldId: string): string {
  return `${FIELD}${fieldId}`;
}

/** A file field always starts empty: Slack has no initial files. */
function filesBefore(id: string, before: Before | null): string | undefined {
  const given = (before?.answers ?? []).filter((answer) => answer.id === id);
  if (given.length === 0) return undefined;
  const names = given.map(({ value }) => {
    const name = before?.files.find((file) => file.id === value)?.name ?? 'a file';
    return cut(name, FILE_NAME_MAX);
  });
  return `Handed in last time: ${names.join(', ')}. Attach again what still counts.`;
}

/** A label or hint that asks for one thing each, or for a sentence, takes a box with lines. */
const SEVERAL = /\b(each|list of|per line|sentences?)\b/i;

function inputOf(spec: FieldSpec, before: Before | null): InputBlock['element'] {
  const { kind, label, hint = '' } = spec;
  const value = valueBefore(spec, before);
  const started = value === undefined ? {} : { initial_value: value };
  switch (kind) {
    case 'text': {
      const multiline = SEVERAL.test(`${label} ${hint}`);
      const input = { type: 'plain_text_input', action_id: VALUE, max_length: TEXT_MAX } as const;
      return { ...input, multiline, ...started };
    }
    case 'url':
      return { type: 'url_text_input', action_id: VALUE, ...started };
    case 'number':
      return { type: 'number_input', action_id: VALUE, is_decimal_allowed: true, ...started };
    case 'date': {
      const day = value === undefined ? {} : { initial_date: value };
      return { type: 'datepicker', action_id: VALUE, ...day };
    }
    case 'choice':
      return choiceInput(spec, value);
    case 'attestation':
      // Never ticked beforehand: who hands it in makes the statement.
      return {
        type: 'checkboxes',
        action_id: VALUE,
        options: [option(CONFIRMED, 'I confirm this')],
      };
    case 'file':
      return { type: 'file_input', action_id: VALUE, max_files: MAX_FILES };
  }
}

/** What was entered last time, as far as the field would still take it. */
function valueBefore(spec: FieldSpec, before: Before | null): string | undefined {
  const value = before?.answers.find(({ id }) => id === spec.id)?.value;
  if (value === undefined) return undefined;
  const reading = readField(spec, value);
  return reading.ok ? reading.value : undefined;
}

function choiceInput(
  { choices = [], optional }: FieldSpec,
  before: string | undefined,
): InputBlock['element'] {
  const options = choices.map((choice) => option(choice, choice));
  const chosen = options.find(({ value }) => value === before);
  const input = { action_id: VALUE, options, ...(chosen && { initial_option: chosen }) };
  // What was chosen among radio buttons cannot be taken back.
  return optional || options.length > RADIO_MAX
    ? { type: 'static_select', ...input }
    : { type: 'radio_buttons', ...input };
}

/** What the last review did not find met, and why. */
export function returnedBlocks(
  { verdicts, reason }: Review,
  { criteria }: Pick<ItemSpec, 'criteria'>,
): KnownBlock[] {
  const missing = criteria.filter((_, index) => verdicts[index] !== true);
  const list = missing.map((criterion) => `• ${escapeMrkdwn(criterion)}`).join('\n');
  return [
    section(`*Sent back last time, not met yet:*\n${list}`),
    ...(reason === null ? [] : [context('The reviewer says:'), quote(reason)]),
  ];
}

const HttpsLink = z
  .url({ protocol: /^https$/, error: 'Give a link that starts with https://' })
  .max(2000, 'This link is too long. Shorten it.')
  .refine(hasNoUser, 'Give the link without a user name in it.');

const SlackFile = z.object({
  id: z.string(),
  name: z.string().optional(),
  mimetype: z.string().optional(),
  size: z.number().optional(),
  permalink: z.string().optional(),
  mode: z.string().optional(),
});

/** A file as a form names it: with everything, or, from another company, by its id only. */
function readFile({
  id,
  name,
  mimetype,
  size,
  permalink,
  mode,
}: z.infer<typeof SlackFile>): EvidenceFile {
  const stub = mode === 'file_access';
  return {
    id,
    name: name ?? null,
    mimetype: mimetype ?? null,
    sizeBytes: stub ? null : (size ?? null),
    permalink: permalink ?? null,
  };
}

const Form = z
  .object({
    itemId: z.string().min(1),
    note: z.string().max(NOTE_MAX),
    link: z.union([z.literal(''), HttpsLink], { error: 'Give a link that starts with https://' }),
    files: z.array(SlackFile),
    entries: z.map(z.string(), z.object({ typed: z.string(), files: z.array(SlackFile) })),
  })
  .transform(({ itemId, note, link, files, entries }): EvidenceForm => ({
    itemId: asId('item', itemId),
    note: note === '' ? null : note,
    link: link === '' ? null : link,
    files: files.map(readFile),
    entries: new Map([...entries].map(([id, entry]) => [id, readEntry(entry)])),
  }));

function readEntry(
  entry: Readonly<{ typed: string; files: z.infer<typeof SlackFile>[] }>,
): FieldEntry {
  return { typed: entry.typed, files: entry.files.map(readFile) };
}

/**
 * The inverse of `evidenceModal`: what was handed in, or what is wrong in which field. What fields of
 * the item hold is judged by `readEvidence`, which knows what the item asks for now.
 */
export function readEvidenceModal(view: Submitted): Reading<EvidenceForm> {
  const filesIn = (block: string) => view.state.values[block]?.[VALUE]?.files ?? [];
  const blocks = Object.keys(view.state.values).filter((block) => block.startsWith(FIELD));
  const reading = readForm(Form, {
    itemId: view.private_metadata,
    note: entered(view, 'note'),
    link: entered(view, 'link'),
    files: filesIn('files'),
    entries: new Map(
      blocks.map((block) => [
        block.slice(FIELD.length),
        { typed: entered(view, block), files: filesIn(block) },
      ]),
    ),
  });
  if (!reading.ok) return reading;
  const why = wrongFiles(reading.value.files, 'Give a link instead.');
  return why === null ? reading : { ok: false, errors: { files: why } };
}

/** Where in the form `view` people are told what is wrong: beside the field, or beside the note. */
export function evidenceErrors(
  view: Submitted,
  wrong: readonly WrongField[],
): Record<string, string> {
  return Object.fromEntries(
    wrong.map(({ id, label, why }) => {
      if (id === null) return ['note', why];
      if (blockOf(id) in view.state.values) return [blockOf(id), why];
      return [
        'note',
        `This now asks for “${label}”, which is not in this form. Close it and open it again.`,
      ];
    }),
  );
}
