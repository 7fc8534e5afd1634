import { recordAudit } from '../../db/audit.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { decideOutcome, getOutcome } from '../../db/outcomes.ts';
import { enqueue } from '../../db/outbox.ts';
import { touchMessages } from '../../db/messages.ts';
import { authorize, contactOf } from '../domain/access.ts';
import type { OutcomeId } from '../domain/ids.ts';
import { personLane } from '../domain/notice.ts';
import type { Outcome } from '../domain/outcome.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';

/** A claim with what the person who verifies it has to see. */
export type OutcomeToVerify = Readonly<{
  outcome: Outcome;
  partnerName: string;
  claimedBy: string | null;
}>;

/** @throws RefusedError, NotFoundError */
export async function outcomeToVerify(
  deps: Deps,
  { signer, outcomeId }: Readonly<{ signer: Signer; outcomeId: OutcomeId }>,
): Promise<OutcomeToVerify> {
  const { read } = deps.store;
  const outcome = await getOutcome(read, outcomeId);
  const actor = await colleagueFor(read, deps, signer);
  authorize(actor, 'verify_outcome', { claimedById: outcome.claimedById });
  const { partner, people } = await getOnboarding(read, outcome.onboardingId);
  const claimer = people.team.find(({ id }) => id === outcome.claimedById);
  return { outcome, partnerName: partner.name, claimedBy: claimer?.name ?? null };
}

/**
 * Verifies a claimed outcome, or rejects it with a reason; the claimant hears of it. From the first
 * verified outcome on, the partner has a Time to First Value.
 * @throws RefusedError (the claimant, among others), NotFoundError, StaleError
 */
export async function verifyOutcome(
  deps: Deps,
  input: Readonly<{
    signer: Signer;
    outcomeId: OutcomeId;
    verified: boolean;
    reason: string | null;
  }>,
): Promise<void> {
  const { signer, outcomeId, verified, reason } = input;
  const now = deps.now();
  await deps.store.tx(async (tx) => {
    const outcome = await getOutcome(tx, outcomeId);
    const actor = await colleagueFor(tx, deps, signer);
    authorize(actor, 'verify_outcome', { claimedById: outcome.claimedById });
    const by = contactOf(actor).id;
    const state = verified ? 'verified' : 'rejected';
    await decideOutcome(tx, { id: outcomeId, state, decidedById: by, decidedAt: now, reason });
    await recordAudit(tx, {
      at: now,
      actorId: by,
      action: `outcome_${state}`,
      subject: outcomeId,
      detail: {},
    });
    await touchMessages(tx, { onboardingId: outcome.onboardingId, moduleKeys: [] });
    const contactId = outcome.claimedById;
    await enqueue(tx, {
      dedupeKey: `outcome_decided:${outcomeId}`,
      lane: personLane(contactId),
      intent: { kind: 'outcome_decided', outcomeId, contactId },
      now,
    });
  });
}
