import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Evidence, EvidenceFile, Review } from '../src/domain/evidence.ts';
import { readField, type FieldSpec, type FieldValue } from '../src/domain/field.ts';
import { asId, type EvidenceId } from '../src/domain/ids.ts';
import type { Verdicts } from '../src/domain/item.ts';
import type { ItemSpec } from '../src/domain/playbook.ts';
import {
  context,
  entered,
  escapeMrkdwn,
  field,
  form,
  linkRow,
  option,
  pair,
  quote,
  readForm,
  section,
  VALUE,
  type Reading,
  type Submitted,
} from './kit.ts';

export const REVIEW_MODAL = 'review_modal';
const MET = option('met', 'Met');
const NOT_MET = option('not_met', 'Not met yet');

/** What the reviewer sees. */
export type ReviewFormItem = Readonly<{
  partnerName: string;
  spec: ItemSpec;
  evidence: Evidence;
  submitterName: string | null;
  lastReview: Review | null;
}>;

/** The form for judging evidence: a verdict on each criterion, and a reason when one is not met. */
export function reviewModal(item: ReviewFormItem): ModalView {
  const { partnerName, spec, evidence, submitterName, lastReview } = item;
  const reason = {
    type: 'plain_text_input',
    action_id: VALUE,
    multiline: true,
    max_length: 1000,
  } as const;
  return form({
    callbackId: REVIEW_MODAL,
    title: 'Review evidence',
    submit: 'Save verdict',
    metadata: `${evidence.id}:${spec.criteria.length}`,
    blocks: [
      section(`*${escapeMrkdwn(partnerName)}: ${escapeMrkdwn(spec.title)}*`),
      context(
        escapeMrkdwn(
          `Handed in by ${submitterName ?? 'the partner'}, version ${evidence.nth}. Asked for: ${spec.evidence}`,
        ),
      ),
      ...evidenceBlocks(evidence, spec.fields),
      ...spec.criteria.map((criterion, index) =>
        field(`criterion_${index}`, `${index + 1}. ${criterion}`, {
          type: 'radio_buttons',
          action_id: VALUE,
          options: [MET, NOT_MET],
          // What was met stays met.
          ...(lastReview?.verdicts[index] === true && { initial_option: MET }),
        }),
      ),
      field('reason', 'If something is not met: what exactly is missing', reason, {
        optional: true,
        hint: 'The partner reads this. All met means accepted; anything not met sends it back.',
      }),
    ],
  });
}

/** What was handed in: field by field, then the note, and what no field asked for. */
function evidenceBlocks(
  { note, link, answers, files }: Evidence,
  fields: readonly FieldSpec[],
): KnownBlock[] {
  const answered = new Set(answers.map(({ value }) => value));
  return [
    ...answers.map((answer) => answerBlock(answer, { files, fields })),
    ...(note === null ? [] : [quote(note)]),
    ...(link === null ? [] : [linkRow(shownLink(link), link)]),
    ...files.filter(({ id }) => !answered.has(id)).map((file) => fileRow(file)),
  ];
}

function answerBlock(
  { id, label, value }: FieldValue,
  by: Readonly<{ files: readonly EvidenceFile[]; fields: readonly FieldSpec[] }>,
): KnownBlock {
  const file = by.files.find((one) => one.id === value);
  if (file) return fileRow(file, `${label}: `);
  const field = by.fields.find((one) => one.id === id);
  const isLink = field?.kind === 'url' && readField(field, value).ok;
  return isLink ? linkRow(`${label}: ${shownLink(value)}`, value) : pair(label, value);
}

function fileRow({ id, name, sizeBytes, permalink }: EvidenceFile, before = ''): KnownBlock {
  const size = sizeBytes === null ? 'size not known' : `${Math.ceil(sizeBytes / 1024)} kB`;
  const label = `${before}${name ?? id} (${size})`;
  return permalink === null ? quote(label) : linkRow(label, permalink);
}

/** Host and path as the network will see them, so that a look-alike name shows. */
function shownLink(link: string): string {
  const { host, pathname } = new URL(link);
  return `${host}${pathname}`;
}

export type ReviewForm = Readonly<{
  evidenceId: EvidenceId;
  verdicts: Verdicts;
  reason: string | null;
}>;

const Form = z
  .object({ evidenceId: z.string().min(1), verdicts: z.array(z.boolean()), reason: z.string() })
  .refine(({ verdicts, reason }) => verdicts.every(Boolean) || reason !== '', {
    path: ['reason'],
    error: 'Say what is missing, so that it can be mended.',
  });

/** The inverse of `reviewModal`. */
export function readReviewModal(view: Submitted): Reading<ReviewForm> {
  const [evidenceId = '', criteria = '0'] = view.private_metadata.split(':');
  const verdicts = Array.from(
    { length: Number(criteria) },
    (_, index) => entered(view, `criterion_${index}`) === 'met',
  );
  const reading = readForm(Form, { evidenceId, verdicts, reason: entered(view, 'reason') });
  if (!reading.ok) return reading;
  const { reason } = reading.value;
  return {
    ok: true,
    value: {
      evidenceId: asId('evidence', evidenceId),
      verdicts,
      reason: reason === '' ? null : reason,
    },
  };
}
