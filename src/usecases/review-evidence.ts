import { recordAudit } from '../../db/audit.ts';
import { getEvidence, insertReview, listEvidence } from '../../db/evidence.ts';
import { getOnboardingOfItem } from '../../db/onboardings.ts';
import { enqueue } from '../../db/outbox.ts';
import { authorize, contactOf } from '../domain/access.ts';
import { reviewersFor } from '../domain/contact.ts';
import { idOf, type EvidenceId } from '../domain/ids.ts';
import { decideReview, type ItemStatus, type Verdicts } from '../domain/item.ts';
import { channelLane, personLane } from '../domain/notice.ts';
import { timeFor } from '../domain/onboarding.ts';
import { itemSpec, sideOfRole } from '../domain/playbook.ts';
import { actorFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { itemOf, itemResource } from './set-item.ts';
import { settle } from './settle.ts';

export type Reviewed =
  | Readonly<{ kind: 'accepted' | 'returned' }>
  /** Somebody else decided first, or newer evidence has come in. */
  | Readonly<{ kind: 'not_in_review'; status: ItemStatus }>;

/**
 * A reviewer's verdict on a piece of evidence, criterion by criterion. Order matters here, so it
 * counts only for the newest evidence of an item in review: of two reviewers the first decides.
 * @throws RefusedError, NotFoundError, StaleError
 */
export async function reviewEvidence(
  deps: Deps,
  input: Readonly<{
    signer: Signer;
    evidenceId: EvidenceId;
    verdicts: Verdicts;
    reason: string | null;
  }>,
): Promise<Reviewed> {
  const { signer, evidenceId, verdicts, reason } = input;
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const evidence = await getEvidence(tx, evidenceId);
    const whole = await getOnboardingOfItem(tx, evidence.itemId);
    const actor = await actorFor(tx, deps, { signer, whole });
    const item = itemOf(whole, evidence.itemId);
    const spec = itemSpec(whole.playbook, item.key);
    const reviewers = reviewersFor(spec.reviewer, whole.people, evidence.submittedById);
    authorize(actor, 'review_evidence', {
      ...itemResource(whole, item),
      reviewerIds: reviewers.map(({ id }) => id),
      submitterId: evidence.submittedById,
    });
    const by = contactOf(actor);
    const [newest] = await listEvidence(tx, [item.id]);
    if (newest?.id !== evidenceId) return { kind: 'not_in_review', status: item.status };
    const time = timeFor(deps.settings, whole, now);
    const decision = decideReview(item, { spec, verdicts, by: by.id, now });
    if (decision.kind === 'not_in_review') return decision;
    const reviewId = idOf('review', deps.newId());
    await insertReview(tx, {
      id: reviewId,
      evidenceId,
      itemId: item.id,
      reviewerId: by.id,
      reviewedAt: now,
      decision: decision.kind,
      verdicts,
      reason: decision.kind === 'returned' ? reason : null,
    });
    await recordAudit(tx, {
      at: now,
      actorId: by.id,
      action: `evidence_${decision.kind}`,
      subject: item.id,
      detail: {
        evidenceId,
        reviewId,
        met: verdicts.filter(Boolean).length,
        of: spec.criteria.length,
      },
    });
    await settle(tx, deps, { whole, changed: [decision.item], time, actorId: by.id });
    if (decision.kind === 'returned') {
      const inChannel = sideOfRole(spec.owner) === 'partner';
      await enqueue(tx, {
        dedupeKey: `returned:${reviewId}`,
        lane: inChannel ? channelLane(whole.onboarding.id) : personLane(evidence.submittedById),
        intent: { kind: 'evidence_returned', itemId: item.id, reviewId },
        now,
      });
    }
    return { kind: decision.kind };
  });
}
