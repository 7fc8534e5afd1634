import { missing, readField, type FieldSpec, type FieldValue } from './field.ts';
import type { ContactId, EvidenceId, Instant, ItemId, ReviewId } from './ids.ts';
import type { Verdicts } from './item.ts';

/** Slack's own limit for a file handed in through a form. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
export const MAX_FILES = 5;

/** A file in Slack. Name and size are null while Slack has told the id only (Slack Connect). */
export type EvidenceFile = Readonly<{
  id: string;
  name: string | null;
  mimetype: string | null;
  sizeBytes: number | null;
  permalink: string | null;
}>;

/** What was handed in for an item, once; `nth` counts from 1. */
export type Evidence = Readonly<{
  id: EvidenceId;
  itemId: ItemId;
  nth: number;
  note: string | null;
  link: string | null;
  /** What was entered in the item's fields. */
  answers: readonly FieldValue[];
  files: readonly EvidenceFile[];
  submittedById: ContactId;
  submittedAt: Instant;
}>;

/** A reviewer's answer to one piece of evidence. */
export type Review = Readonly<{
  id: ReviewId;
  evidenceId: EvidenceId;
  itemId: ItemId;
  reviewerId: ContactId;
  reviewedAt: Instant;
  decision: 'accepted' | 'returned';
  verdicts: Verdicts;
  /** For the owner: what is missing. */
  reason: string | null;
}>;

/** What a field of a form holds: something typed or chosen ('' for nothing), or files. */
export type FieldEntry = Readonly<{ typed: string; files: readonly EvidenceFile[] }>;

/** What a form brings, before it is held to what its item asks for. */
export type HandedIn = Readonly<{
  note: string | null;
  link: string | null;
  files: readonly EvidenceFile[];
  /** By the id of the field: of every field that the form showed. */
  entries: ReadonlyMap<string, FieldEntry>;
}>;

/** A field that has to be mended, and what to tell; of no field in particular where `id` is null. */
export type WrongField = Readonly<{ id: string | null; label: string; why: string }>;

export type EvidenceReading =
  | Readonly<{ kind: 'complete'; proof: Pick<Evidence, 'note' | 'link' | 'answers' | 'files'> }>
  | Readonly<{ kind: 'wrong'; wrong: readonly [WrongField, ...WrongField[]] }>;

/**
 * What `handedIn` proves of an item that asks for `fields` now, or what is wrong in which field.
 * Entries of fields that the item does not have are left out.
 */
export function readEvidence(fields: readonly FieldSpec[], handedIn: HandedIn): EvidenceReading {
  const { note, link, entries } = handedIn;
  const readings = fields.map((field) => readEntry(field, entries.get(field.id)));
  const [first, ...others] = readings.flatMap(({ wrong }) => wrong ?? []);
  if (first) return { kind: 'wrong', wrong: [first, ...others] };
  const answers = readings.flatMap((reading) => reading.answers ?? []);
  const files = [...readings.flatMap((reading) => reading.files ?? []), ...handedIn.files];
  if (note === null && link === null && files.length === 0 && answers.length === 0) {
    return { kind: 'wrong', wrong: [nothingIn(fields)] };
  }
  return { kind: 'complete', proof: { note, link, answers, files } };
}

function nothingIn([first]: readonly FieldSpec[]): WrongField {
  return first === undefined
    ? { id: null, label: '', why: 'Hand in a text, a link or a file.' }
    : { id: first.id, label: first.label, why: 'Fill in at least one field, or write a note.' };
}

type EntryReading = Readonly<{
  wrong?: WrongField;
  answers?: readonly FieldValue[];
  files?: readonly EvidenceFile[];
}>;

function readEntry(field: FieldSpec, entry: FieldEntry | undefined): EntryReading {
  const { id, label, kind } = field;
  const { typed = '', files = [] } = entry ?? {};
  if (kind === 'file') {
    const why = files.length === 0 ? missing(field) : wrongFiles(files, 'Attach smaller ones.');
    if (why !== null) return { wrong: { id, label, why } };
    return { files, answers: files.map((file) => ({ id, label, value: file.id })) };
  }
  const reading = readField(field, typed);
  if (!reading.ok) return { wrong: { id, label, why: reading.why } };
  return reading.value === '' ? {} : { answers: [{ id, label, value: reading.value }] };
}

/** What to tell about files that cannot be taken, with what to do about large ones; null when all can. */
export function wrongFiles(files: readonly EvidenceFile[], remedy: string): string | null {
  if (files.length > MAX_FILES) return `At most ${MAX_FILES} files`;
  const large = files.filter(({ sizeBytes }) => sizeBytes !== null && sizeBytes > MAX_FILE_BYTES);
  if (large.length === 0) return null;
  const names = large.map(({ name, id }) => name ?? id).join(', ');
  return `Larger than ${MAX_FILE_BYTES / 1024 / 1024} MB: ${names}. ${remedy}`;
}
