import { recordAudit } from '../../db/audit.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { insertOutcome } from '../../db/outcomes.ts';
import { enqueue } from '../../db/outbox.ts';
import { authorize, contactOf } from '../domain/access.ts';
import { dayOf } from '../domain/local-time.ts';
import { reviewersFor } from '../domain/contact.ts';
import { idOf, type Day, type OnboardingId } from '../domain/ids.ts';
import { personLane } from '../domain/notice.ts';
import type { OutcomeType } from '../domain/outcome.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';

export type ClaimInput = Readonly<{
  signer: Signer;
  onboardingId: OnboardingId;
  type: OutcomeType;
  reference: string;
  happenedOn: Day;
}>;

export type Claimed = Readonly<{
  kind: 'claimed' | 'known_before' | 'in_the_future' | 'nobody_to_verify';
}>;

/**
 * Records a first result with a customer and asks colleagues to verify it. It counts once it is
 * verified; the same reference twice is one outcome.
 * @throws RefusedError, NotFoundError
 */
export async function claimOutcome(deps: Deps, input: ClaimInput): Promise<Claimed> {
  const { signer, onboardingId, type, reference, happenedOn } = input;
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const actor = await colleagueFor(tx, deps, signer);
    authorize(actor, 'claim_outcome');
    const { people } = await getOnboarding(tx, onboardingId);
    const by = contactOf(actor).id;
    if (happenedOn > dayOf(now, deps.settings.zone)) return { kind: 'in_the_future' };
    const verifiers = reviewersFor('v.csl', people, by);
    if (verifiers.length === 0) return { kind: 'nobody_to_verify' };
    const outcomeId = idOf('outcome', deps.newId());
    const undecided = {
      state: 'claimed',
      decidedById: null,
      decidedAt: null,
      reason: null,
    } as const;
    const inserted = await insertOutcome(tx, {
      id: outcomeId,
      onboardingId,
      type,
      reference,
      happenedOn,
      claimedById: by,
      claimedAt: now,
      ...undecided,
    });
    if (!inserted) return { kind: 'known_before' };
    await recordAudit(tx, {
      at: now,
      actorId: by,
      action: 'outcome_claimed',
      subject: outcomeId,
      detail: { onboardingId, type, happenedOn },
    });
    for (const { id: contactId } of verifiers) {
      await enqueue(tx, {
        dedupeKey: `outcome_claimed:${outcomeId}:${contactId}`,
        lane: personLane(contactId),
        intent: { kind: 'outcome_claimed', outcomeId, contactId },
        now,
      });
    }
    return { kind: 'claimed' };
  });
}
