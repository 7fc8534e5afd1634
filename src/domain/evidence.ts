import type { FieldValue } from './field.ts';
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

/** Files that are over the limit, by name. */
export function tooLarge(files: readonly EvidenceFile[]): readonly string[] {
  return files
    .filter(({ sizeBytes }) => sizeBytes !== null && sizeBytes > MAX_FILE_BYTES)
    .map(({ name, id }) => name ?? id);
}
