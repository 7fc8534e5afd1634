import { getContact } from '../../db/contacts.ts';
import { getOnboarding, listOverridden } from '../../db/onboardings.ts';
import { isNew } from '../../db/inbox.ts';
import { enqueue } from '../../db/outbox.ts';
import { authorize, contactOf, type Actor } from '../domain/access.ts';
import { dayOf } from '../domain/local-time.ts';
import type { Facts } from '../domain/facts.ts';
import type { Day, OnboardingId } from '../domain/ids.ts';
import { personLane } from '../domain/notice.ts';
import type { WholeOnboarding } from '../domain/onboarding.ts';
import { approverOf } from '../domain/playbook.ts';
import type { FactsPreview } from '../domain/seen-plan.ts';
import { effectiveTier, sameOverride, wrongOverride, type WantedOverride } from '../domain/tier.ts';
import { UserError } from '../errors.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { applyGround, replanned, type NewGround } from './replan.ts';

/** What the plan of a partner is to rest on. */
export type FactsInput = Readonly<{
  signer: Signer;
  onboardingId: OnboardingId;
  facts: Facts;
  override: WantedOverride | null;
  targetGoLive: Day | null;
}>;

/** What the form starts with. */
export type FactsChoices = Readonly<{
  onboarding: WholeOnboarding['onboarding'];
  partnerName: string;
  /** Whoever set the tier by hand, if somebody has. */
  overrideBy: string | null;
}>;

/** @throws RefusedError, NotFoundError */
export async function factsChoices(
  deps: Deps,
  { signer, onboardingId }: Readonly<{ signer: Signer; onboardingId: OnboardingId }>,
): Promise<FactsChoices> {
  const { read } = deps.store;
  const actor = await colleagueFor(read, deps, signer);
  const { onboarding, partner, playbook } = await getOnboarding(read, onboardingId);
  authorize(actor, 'change_facts', approverOf(playbook));
  const by = onboarding.tierOverride && (await getContact(read, onboarding.tierOverride.byId));
  return { onboarding, partnerName: partner.name, overrideBy: by?.name ?? by?.slackUserId ?? null };
}

/** @throws RefusedError, NotFoundError; UserError for an override that cannot be */
export async function previewFacts(deps: Deps, input: FactsInput): Promise<FactsPreview> {
  const { read } = deps.store;
  const actor = await colleagueFor(read, deps, input.signer);
  const whole = await getOnboarding(read, input.onboardingId);
  const next = nextGround(deps, { actor, whole, input });
  const { change } = await replanned(read, deps, { whole, next });
  const { facts, tierOverride } = whole.onboarding;
  return {
    partnerName: whole.partner.name,
    change,
    tierBefore: facts && effectiveTier(facts, tierOverride),
    tierAfter: effectiveTier(input.facts, next.tierOverride),
    zone: deps.settings.zone,
  };
}

/**
 * Lets the plan of a partner rest on other facts, another tier or another go-live. A form sent
 * twice counts once.
 * @throws RefusedError, NotFoundError, StaleError; UserError for an override that cannot be
 */
export async function changeFacts(
  deps: Deps,
  input: FactsInput & Readonly<{ viewId: string }>,
): Promise<Readonly<{ partnerName: string }>> {
  return deps.store.tx(async (tx) => {
    const actor = await colleagueFor(tx, deps, input.signer);
    const whole = await getOnboarding(tx, input.onboardingId);
    const next = nextGround(deps, { actor, whole, input });
    const partnerName = whole.partner.name;
    const now = deps.now();
    if (!(await isNew(tx, { key: `view:${input.viewId}`, at: now }))) return { partnerName };
    await applyGround(tx, deps, {
      whole,
      next,
      actorId: contactOf(actor).id,
      action: 'facts_changed',
      detail: {
        tier: effectiveTier(input.facts, next.tierOverride),
        overridden: next.tierOverride !== null,
      },
    });
    return { partnerName };
  });
}

/** What the plan is to rest on. An override that stays as it was stays somebody else's. */
function nextGround(
  deps: Deps,
  { actor, whole, input }: Readonly<{ actor: Actor; whole: WholeOnboarding; input: FactsInput }>,
): NewGround {
  const { onboarding, playbook } = whole;
  const { facts, override, targetGoLive } = input;
  authorize(actor, 'change_facts', approverOf(playbook));
  const kept = onboarding.tierOverride;
  if (sameOverride(kept, override)) {
    return {
      playbook,
      playbookHash: onboarding.playbookHash,
      facts,
      tierOverride: kept,
      targetGoLive,
    };
  }
  authorize(actor, 'override_tier', approverOf(playbook));
  const today = dayOf(deps.now(), deps.settings.zone);
  const wrong = override && wrongOverride(override, { facts, today });
  if (wrong !== null) throw new UserError(wrong);
  const tierOverride = override && { ...override, byId: contactOf(actor).id };
  return { playbook, playbookHash: onboarding.playbookHash, facts, tierOverride, targetGoLive };
}

/** Ends every override whose last day is over: what the facts give counts again. */
export async function endOverrides(deps: Deps): Promise<void> {
  const today = dayOf(deps.now(), deps.settings.zone);
  for (const id of await listOverridden(deps.store.read)) {
    await deps.store.tx(async (tx) => {
      const whole = await getOnboarding(tx, id);
      const { playbookHash, facts, tierOverride, targetGoLive } = whole.onboarding;
      // Somebody may have changed it since it was listed.
      if (tierOverride === null || tierOverride.until >= today) return;
      const { playbook, people } = whole;
      await applyGround(tx, deps, {
        whole,
        next: { playbook, playbookHash, facts, targetGoLive, tierOverride: null },
        actorId: 'clock',
        action: 'override_ended',
        detail: { tier: tierOverride.tier },
      });
      await enqueue(tx, {
        dedupeKey: `override_ended:${id}:${tierOverride.until}`,
        lane: personLane(people.manager.id),
        intent: { kind: 'override_ended', onboardingId: id, contactId: people.manager.id },
        now: deps.now(),
      });
    });
  }
}
