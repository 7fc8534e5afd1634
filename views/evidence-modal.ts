import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import {
  MAX_FILE_BYTES,
  MAX_FILES,
  tooLarge,
  type EvidenceFile,
  type Review,
} from '../src/domain/evidence.ts';
import { asId, type ItemId } from '../src/domain/ids.ts';
import type { ItemSpec } from '../src/domain/playbook.ts';
import {
  context,
  entered,
  escapeMrkdwn,
  field,
  form,
  quote,
  readForm,
  section,
  VALUE,
  type Reading,
  type Submitted,
} from './kit.ts';

export const EVIDENCE_MODAL = 'evidence_modal';
const NOTE_MAX = 3000;

/** What the form shows. */
export type EvidenceFormItem = Readonly<{
  line: Readonly<{ itemId: ItemId; title: string }>;
  spec: Pick<ItemSpec, 'hint' | 'evidence' | 'criteria'>;
  lastReview: Review | null;
}>;

/** What was handed in. */
export type EvidenceForm = Readonly<{
  itemId: ItemId;
  note: string | null;
  link: string | null;
  files: readonly EvidenceFile[];
}>;

/** The form for handing in evidence: a text, a link or files, at least one of them. */
export function evidenceModal({ line, spec, lastReview }: EvidenceFormItem): ModalView {
  const criteria = spec.criteria.map(
    (criterion, index) => `${index + 1}. ${escapeMrkdwn(criterion)}`,
  );
  const note = {
    type: 'plain_text_input',
    action_id: VALUE,
    multiline: true,
    max_length: NOTE_MAX,
  } as const;
  const files = { type: 'file_input', action_id: VALUE, max_files: MAX_FILES } as const;
  return form({
    callbackId: EVIDENCE_MODAL,
    title: 'Hand in evidence',
    submit: 'Hand in',
    metadata: line.itemId,
    blocks: [
      section(`*${escapeMrkdwn(line.title)}*\n${escapeMrkdwn(spec.hint)}`),
      section(`*Hand in:* ${escapeMrkdwn(spec.evidence)}`),
      section(`*It is accepted when*\n${criteria.join('\n')}`),
      ...(lastReview?.decision === 'returned' ? returnedBlocks(lastReview, spec) : []),
      field('note', 'What you hand in', note, { optional: true }),
      field(
        'link',
        'Link',
        { type: 'url_text_input', action_id: VALUE },
        { optional: true, hint: 'https:// only' },
      ),
      field('files', 'Files', files, {
        optional: true,
        hint: `Up to ${MAX_FILES} files of 10 MB each. Put larger ones behind a link.`,
      }),
    ],
  });
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

/** What is no address at all has been told already. */
function hasNoUser(link: string): boolean {
  const url = URL.parse(link);
  return url === null || (url.username === '' && url.password === '');
}

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
    files: z.array(SlackFile).max(MAX_FILES, `At most ${MAX_FILES} files`),
  })
  .transform(({ itemId, note, link, files }): EvidenceForm => ({
    itemId: asId('item', itemId),
    note: note === '' ? null : note,
    link: link === '' ? null : link,
    files: files.map(readFile),
  }));

/** The inverse of `evidenceModal`: what was handed in, or what is wrong in which field. */
export function readEvidenceModal(view: Submitted): Reading<EvidenceForm> {
  const reading = readForm(Form, {
    itemId: view.private_metadata,
    note: entered(view, 'note'),
    link: entered(view, 'link'),
    files: view.state.values['files']?.[VALUE]?.files ?? [],
  });
  if (!reading.ok) return reading;
  const { note, link, files } = reading.value;
  const large = tooLarge(files);
  if (large.length > 0) {
    const limit = MAX_FILE_BYTES / 1024 / 1024;
    return {
      ok: false,
      errors: { files: `Larger than ${limit} MB: ${large.join(', ')}. Give a link instead.` },
    };
  }
  if (note === null && link === null && files.length === 0) {
    return { ok: false, errors: { note: 'Hand in a text, a link or a file.' } };
  }
  return reading;
}
