import { recordAudit } from '../../db/audit.ts';
import { insertEvidence, listEvidence } from '../../db/evidence.ts';
import { getOnboardingOfItem } from '../../db/onboardings.ts';
import { enqueue } from '../../db/outbox.ts';
import type { Tx } from '../../db/store.ts';
import { authorize, contactOf } from '../domain/access.ts';
import { reviewersFor, type Contact } from '../domain/contact.ts';
import {
  readEvidence,
  type Evidence,
  type EvidenceReading,
  type HandedIn,
} from '../domain/evidence.ts';
import { idOf, type ItemId } from '../domain/ids.ts';
import { decideSubmission, type ItemStatus } from '../domain/item.ts';
import { personLane } from '../domain/notice.ts';
import { timeFor } from '../domain/onboarding.ts';
import { itemSpec } from '../domain/playbook.ts';
import { actorFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { itemOf, itemResource } from './set-item.ts';
import { settle } from './settle.ts';

export type SubmitInput = HandedIn & Readonly<{ signer: Signer; itemId: ItemId }>;

export type Submitted =
  | Readonly<{ kind: 'sent_to_review' }>
  | Readonly<{ kind: 'not_open'; status: ItemStatus }>
  | Readonly<{ kind: 'nobody_to_review'; role: string }>
  | Extract<EvidenceReading, { kind: 'wrong' }>;

/**
 * Hands in evidence for an item, held to what its playbook asks for, and asks its reviewers to look.
 * The item's own state makes a form sent twice harmless: the second finds it in review.
 * @throws RefusedError, NotFoundError, StaleError
 */
export async function submitEvidence(deps: Deps, input: SubmitInput): Promise<Submitted> {
  const { signer, itemId } = input;
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const whole = await getOnboardingOfItem(tx, itemId);
    const actor = await actorFor(tx, deps, { signer, whole });
    const item = itemOf(whole, itemId);
    authorize(actor, 'submit_evidence', itemResource(whole, item));
    const by = contactOf(actor);
    const spec = itemSpec(whole.playbook, item.key);
    const time = timeFor(deps.settings, whole, now);
    const decision = decideSubmission(item, { playbook: whole.playbook, time });
    if (decision.kind === 'not_open') return decision;
    const reading = readEvidence(spec.fields, input);
    if (reading.kind === 'wrong') return reading;
    const reviewers = reviewersFor(spec.reviewer, whole.people, by.id);
    if (reviewers.length === 0) {
      return {
        kind: 'nobody_to_review',
        role: whole.playbook.roles[spec.reviewer] ?? spec.reviewer,
      };
    }
    const [previous] = await listEvidence(tx, [itemId]);
    const evidence: Evidence = {
      id: idOf('evidence', deps.newId()),
      itemId,
      nth: (previous?.nth ?? 0) + 1,
      ...reading.proof,
      submittedById: by.id,
      submittedAt: now,
    };
    await insertEvidence(tx, evidence);
    await recordAudit(tx, {
      at: now,
      actorId: by.id,
      action: 'evidence_submitted',
      subject: itemId,
      detail: {
        evidenceId: evidence.id,
        side: by.side,
        onBehalf: by.side !== 'partner' && spec.owner.startsWith('p.'),
      },
    });
    await settle(tx, deps, { whole, changed: [decision.item], time, actorId: by.id });
    await askReviewers(tx, { evidence, reviewers, now });
    return { kind: 'sent_to_review' };
  });
}

async function askReviewers(
  tx: Tx,
  input: Readonly<{ evidence: Evidence; reviewers: readonly Contact[]; now: number }>,
): Promise<void> {
  const { evidence, reviewers, now } = input;
  const evidenceId = evidence.id;
  // Slack Connect tells the id of a file only; what it is must be asked for.
  const unknown = evidence.files.some(({ sizeBytes }) => sizeBytes === null);
  const inspected = unknown
    ? await enqueue(tx, {
        dedupeKey: `inspect:${evidenceId}`,
        lane: `errand:${evidenceId}`,
        intent: { kind: 'inspect_files', evidenceId },
        now,
      })
    : undefined;
  for (const { id: contactId } of reviewers) {
    await enqueue(tx, {
      dedupeKey: `review_requested:${evidenceId}:${contactId}`,
      lane: personLane(contactId),
      intent: { kind: 'review_requested', itemId: evidence.itemId, evidenceId, contactId },
      now,
      afterSeq: inspected,
    });
  }
}
