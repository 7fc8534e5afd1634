import { listEvidence, listReviews } from '../../db/evidence.ts';
import { getOnboardingOfItem } from '../../db/onboardings.ts';
import { authorize, type Action } from '../domain/access.ts';
import { lineOf, type ItemLine } from '../domain/board.ts';
import { reviewersFor } from '../domain/contact.ts';
import type { Evidence, Review } from '../domain/evidence.ts';
import type { ItemId, OnboardingId, Zone } from '../domain/ids.ts';
import { itemSpec, needsProof, type ItemSpec } from '../domain/playbook.ts';
import { actorFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { itemOf, itemResource } from './set-item.ts';

/** One item with all that its forms show. For the person who asked: never for a channel. */
export type ItemDetails = Readonly<{
  onboardingId: OnboardingId;
  partnerName: string;
  zone: Zone;
  line: ItemLine;
  spec: ItemSpec;
  needsProof: boolean;
  roles: Readonly<Record<string, string>>;
  /** The newest evidence and the newest review, if any. */
  evidence: Evidence | null;
  lastReview: Review | null;
  submitterName: string | null;
}>;

/**
 * All that the forms of an item need, for a person who may do `action` with it.
 * @throws RefusedError, NotFoundError
 */
export async function itemFor(
  deps: Deps,
  input: Readonly<{ signer: Signer; itemId: ItemId; action: Action }>,
): Promise<ItemDetails> {
  const { signer, itemId, action } = input;
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const whole = await getOnboardingOfItem(tx, itemId);
    const actor = await actorFor(tx, deps, { signer, whole });
    const item = itemOf(whole, itemId);
    const spec = itemSpec(whole.playbook, item.key);
    const [evidence = null] = await listEvidence(tx, [itemId]);
    const [lastReview = null] = await listReviews(tx, itemId);
    const resource = itemResource(whole, item);
    authorize(actor, action, {
      ...resource,
      ...(evidence && {
        submitterId: evidence.submittedById,
        reviewerIds: reviewersFor(spec.reviewer, whole.people, evidence.submittedById).map(
          ({ id }) => id,
        ),
      }),
    });
    const everyone = [...whole.people.contacts, ...whole.people.team];
    const submitter = everyone.find(({ id }) => id === evidence?.submittedById);
    return {
      onboardingId: whole.onboarding.id,
      partnerName: whole.partner.name,
      zone: whole.partner.zone,
      line: lineOf(whole, item, spec, now),
      spec,
      needsProof: needsProof(spec),
      roles: whole.playbook.roles,
      evidence,
      lastReview,
      submitterName: submitter?.name ?? null,
    };
  });
}
