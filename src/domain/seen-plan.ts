import type { OnboardingId, Zone } from './ids.ts';
import type { Plan } from './plan.ts';
import type { Amendment } from './playbook.ts';
import type { PlanChange } from './replan.ts';
import type { Tier, TierOverride, TierSheet } from './tier.ts';

/* Plans and their changes as our own people see them, before and after they decide. */

/** A plan with the tier that it rests on; `zone` is that of our office. */
export type SeenPlan = Readonly<{
  plan: Plan;
  tier: TierSheet;
  override: TierOverride | null;
  zone: Zone;
}>;

/** The plan of a partner, with what its reader may do about it. */
export type PartnerPlan = Omit<SeenPlan, 'tier'> &
  Readonly<{
    onboardingId: OnboardingId;
    partnerName: string;
    playbook: Readonly<{ title: string; version: number }>;
    /** Headings of modules and lists by their keys, in reading order: `3 · Compliance and risk`. */
    modules: ReadonlyMap<string, string>;
    /** Null while nobody has said what it follows from. */
    tier: TierSheet | null;
    mayChange: boolean;
    mayMigrate: boolean;
    /** There are lists whose items the reader may open. */
    mayOpenExtra: boolean;
    /** A newer version of its playbook that it can be moved to. */
    newer: Readonly<{ version: number }> | null;
  }>;

/** What a change of facts would do to a plan. */
export type FactsPreview = Readonly<{
  partnerName: string;
  change: PlanChange;
  tierBefore: Tier | null;
  tierAfter: Tier;
  zone: Zone;
}>;

/** What moving a partner to the newest version of its playbook would do. */
export type Migration = Readonly<{
  onboardingId: OnboardingId;
  partnerName: string;
  /** The version that it is on, and the one that it would be on. */
  from: Readonly<{ hash: string; version: number }>;
  to: Readonly<{ hash: string; version: number }>;
  amendments: readonly Amendment[];
  change: PlanChange;
  zone: Zone;
}>;
