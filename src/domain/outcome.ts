import { daysBetween } from './local-time.ts';
import type { ContactId, Day, Instant, OnboardingId, OutcomeId } from './ids.ts';

export const OUTCOME_TYPES = {
  deal: 'Booked deal',
  integration: 'Activated integration',
  case: 'Closed support case',
} as const;
export type OutcomeType = keyof typeof OUTCOME_TYPES;

/** A result with a customer: claimed by one of us, then verified by another. */
export type Outcome = Readonly<{
  id: OutcomeId;
  onboardingId: OnboardingId;
  type: OutcomeType;
  /** Where it can be looked up: a CRM, API or ticket reference. */
  reference: string;
  /** The day it happened, not the day it was recorded. */
  happenedOn: Day;
  claimedById: ContactId;
  claimedAt: Instant;
  state: 'claimed' | 'verified' | 'rejected';
  decidedById: ContactId | null;
  decidedAt: Instant | null;
  reason: string | null;
}>;

/** The first value of an onboarding, in whole calendar days from the signature. */
export type FirstValue = Readonly<{
  days: number;
  type: OutcomeType;
  happenedOn: Day;
  early: boolean;
}>;

/**
 * Time to First Value: the earliest verified outcome against the signature. An outcome from before
 * the signature counts as day 0 and is flagged `early`.
 * @see metric `ttfv`
 */
export function firstValue(signedOn: Day, outcomes: readonly Outcome[]): FirstValue | null {
  const first = outcomes
    .filter(({ state }) => state === 'verified')
    .toSorted((a, b) => a.happenedOn.localeCompare(b.happenedOn))[0];
  if (!first) return null;
  const days = daysBetween(signedOn, first.happenedOn);
  return {
    days: Math.max(0, days),
    type: first.type,
    happenedOn: first.happenedOn,
    early: days < 0,
  };
}
