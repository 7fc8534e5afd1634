import { holderOf, type Contact, type People } from './contact.ts';
import type { BlockerId, ContactId, Instant, ItemId, OnboardingId, UpdateId } from './ids.ts';

export const BLOCKER_CATEGORIES = {
  access: 'Access or credentials',
  data: 'Data we depend on',
  environment: 'Environment',
  stakeholder: 'Somebody is missing',
  ownership: 'Unclear who owns it',
  legal: 'Legal terms',
  security: 'Security question',
  commercial: 'Commercial terms',
  capacity: 'No capacity',
  defect: 'Product defect',
  gap: 'Product gap',
  documentation: 'Documentation',
  third_party: 'Third party',
} as const;
export type BlockerCategory = keyof typeof BLOCKER_CATEGORIES;

/** Whose move would end it. */
export type WaitsFor = 'vendor' | 'partner' | 'third_party';

export type Blocker = Readonly<{
  id: BlockerId;
  onboardingId: OnboardingId;
  itemId: ItemId | null;
  category: BlockerCategory;
  waitsFor: WaitsFor;
  description: string;
  /** What it costs when nothing happens: then it is an escalation, and stops no item. */
  impact: string | null;
  raisedById: ContactId;
  raisedAt: Instant;
  /** Who sees to it that it ends. */
  ownerId: ContactId;
  /** Somebody of the side it waits for sees to it. */
  acknowledgedAt: Instant | null;
  /** When both companies were last told how it goes. */
  updatedAt: Instant | null;
  clearedAt: Instant | null;
  clearedById: ContactId | null;
}>;

/** How it goes with something that is open, in somebody's words. */
export type Update = Readonly<{
  id: UpdateId;
  onboardingId: OnboardingId;
  /** The id of what it is about. */
  subject: string;
  at: Instant;
  byId: ContactId;
  text: string;
}>;

/** How long it has been (or was) open. */
export function blockerAgeMs({ raisedAt, clearedAt }: Blocker, now: Instant): number {
  return (clearedAt ?? now) - raisedAt;
}

/** The open blocker that stops `itemId`, if any. */
export function blockerOf(blockers: readonly Blocker[], itemId: ItemId): Blocker | undefined {
  return blockers.find(
    (blocker) => blocker.itemId === itemId && blocker.clearedAt === null && blocker.impact === null,
  );
}

/** Who sees to it that a blocker ends: the partner lead for what waits for them, else the manager. */
export function blockerOwner(waitsFor: WaitsFor, people: People): Contact {
  const lead = waitsFor === 'partner' ? holderOf('p.lead', people) : undefined;
  return lead ?? people.manager;
}
