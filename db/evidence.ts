import { asc, desc, eq, inArray } from 'drizzle-orm';
import type { Evidence, Review } from '../src/domain/evidence.ts';
import type { ContactId, EvidenceId, ItemId, ReviewId } from '../src/domain/ids.ts';
import type { Item } from '../src/domain/item.ts';
import { NotFoundError } from '../src/errors.ts';
import type { Reader, Tx } from './store.ts';

export async function insertEvidence(tx: Tx, evidence: Evidence): Promise<void> {
  await tx.db.insert(tx.t.evidence).values(evidence).returning({ id: tx.t.evidence.id });
}

/** What was handed in for these items, newest first. */
export async function listEvidence(
  { db, t }: Reader,
  itemIds: readonly ItemId[],
): Promise<readonly Evidence[]> {
  if (itemIds.length === 0) return [];
  return db
    .select()
    .from(t.evidence)
    .where(inArray(t.evidence.itemId, [...itemIds]))
    .orderBy(desc(t.evidence.nth), asc(t.evidence.itemId));
}

/** Who handed in what waits for a review now, by item. */
export async function listSubmitters(
  reader: Reader,
  items: readonly Pick<Item, 'id' | 'status'>[],
): Promise<ReadonlyMap<ItemId, ContactId>> {
  const inReview = items.flatMap(({ id, status }) => (status === 'in_review' ? [id] : []));
  const evidence = inReview.length === 0 ? [] : await listEvidence(reader, inReview);
  // The newest stands first, and counts.
  return new Map(evidence.toReversed().map(({ itemId, submittedById }) => [itemId, submittedById]));
}

/** @throws NotFoundError */
export async function getEvidence({ db, t }: Reader, id: EvidenceId): Promise<Evidence> {
  const [row] = await db.select().from(t.evidence).where(eq(t.evidence.id, id));
  if (!row) throw new NotFoundError('This evidence no longer exists.');
  return row;
}

/** Replaces what is known of the files of an evidence. */
export async function saveEvidenceFiles(
  tx: Tx,
  { id, files }: Pick<Evidence, 'id' | 'files'>,
): Promise<void> {
  await tx.db
    .update(tx.t.evidence)
    .set({ files })
    .where(eq(tx.t.evidence.id, id))
    .returning({ id: tx.t.evidence.id });
}

export async function insertReview(tx: Tx, review: Review): Promise<void> {
  await tx.db.insert(tx.t.reviews).values(review).returning({ id: tx.t.reviews.id });
}

/** @throws NotFoundError */
export async function getReview({ db, t }: Reader, id: ReviewId): Promise<Review> {
  const [row] = await db.select().from(t.reviews).where(eq(t.reviews.id, id));
  if (!row) throw new NotFoundError('This review no longer exists.');
  return row;
}

/** Reviews of an item, newest first. */
export async function listReviews({ db, t }: Reader, itemId: ItemId): Promise<readonly Review[]> {
  return db
    .select()
    .from(t.reviews)
    .where(eq(t.reviews.itemId, itemId))
    .orderBy(desc(t.reviews.reviewedAt), asc(t.reviews.id));
}
