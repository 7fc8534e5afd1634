import { shiftDay } from './local-time.ts';
import type { ContactId, Day } from './ids.ts';
import { FACTOR_NAMES, FACTORS, type Facts, type Factor } from './facts.ts';

/** 1 is the strictest. */
export type Tier = 1 | 2 | 3 | 4;

export const TIERS: Readonly<Record<Tier, string>> = {
  1: 'strategic',
  2: 'mission-critical',
  3: 'sustaining',
  4: 'standard',
};

/** The lowest score of each tier, strictest first. */
const FROM_SCORE: readonly (readonly [Tier, number])[] = [
  [1, 28],
  [2, 19],
  [3, 10],
  [4, 0],
];
export const HIGHEST_SCORE = 40;

/** A tier to be set by hand, for a while. */
export type WantedOverride = Readonly<{
  tier: Tier;
  reason: string;
  /** The last day on which it counts, in our zone. */
  until: Day;
}>;
/** A tier that a person set by hand. */
export type TierOverride = WantedOverride & Readonly<{ byId: ContactId }>;

/** An override lasts half a year at most. */
export const OVERRIDE_DAYS = 180;

/** A tier with what led to it, each part in words. */
export type TierSheet = Readonly<{
  tier: Tier;
  /** What the score gives, before a floor lifts it. */
  byScore: Tier;
  score: number;
  parts: readonly Readonly<{ factor: Factor; level: number; weight: number; points: number }>[];
  /** The rule that lifts the tier, if one does. */
  floor: string | null;
}>;

/** The risk tier of a partner with these facts, with every step that led to it. */
export function tierOf(facts: Facts): TierSheet {
  const parts = FACTOR_NAMES.map((factor) => {
    const { weight } = FACTORS[factor];
    return { factor, level: facts[factor], weight, points: weight * facts[factor] };
  });
  const score = parts.reduce((sum, { points }) => sum + points, 0);
  const byScore = FROM_SCORE.find(([, from]) => score >= from)?.[0] ?? 4;
  const floor = byScore > 2 ? floorFor(facts) : null;
  return { tier: floor === null ? byScore : 2, byScore, score, parts, floor };
}

function floorFor({ data, depth, access }: Facts): string | null {
  if (data === 4) return 'data of the most sensitive kind means tier 2 at least';
  if (access === 4) return 'administrative or production access means tier 2 at least';
  if (data === 3 && depth >= 3)
    return 'customer personal data over a write API means tier 2 at least';
  return null;
}

/** The tier that counts: the one set by hand while there is one, else the calculated one. */
export function effectiveTier(facts: Facts, override: TierOverride | null): Tier {
  return override?.tier ?? tierOf(facts).tier;
}

/** True when what is wanted is what there is: whoever set it, it stays theirs. */
export function sameOverride(kept: TierOverride | null, wanted: WantedOverride | null): boolean {
  if (kept === null || wanted === null) return kept === wanted;
  return kept.tier === wanted.tier && kept.reason === wanted.reason && kept.until === wanted.until;
}

/** Why a tier cannot be set by hand like this; null when it can. */
export function wrongOverride(
  { tier, until }: WantedOverride,
  { facts, today }: Readonly<{ facts: Facts; today: Day }>,
): string | null {
  const last = shiftDay(today, OVERRIDE_DAYS);
  if (until < today || until > last) {
    return `A tier set by hand counts for ${OVERRIDE_DAYS} days at most: choose a day from today to ${last}.`;
  }
  return tier === tierOf(facts).tier
    ? `Tier ${tier} is what the facts give. Choose “As calculated”.`
    : null;
}
