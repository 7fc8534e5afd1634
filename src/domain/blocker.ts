import { holderOf, type Contact, type People } from './contact.ts';
import type { BlockerId, ContactId, Instant, ItemId, OnboardingId } from './ids.ts';

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
  raisedById: ContactId;
  raisedAt: Instant;
  /** Who sees to it that it ends. */
  ownerId: ContactId;
  clearedAt: Instant | null;
  clearedById: ContactId | null;
}>;

/** How long it has been (or was) open. */
export function blockerAgeMs({ raisedAt, clearedAt }: Blocker, now: Instant): number {
  return (clearedAt ?? now) - raisedAt;
}

/** The open blocker that stops `itemId`, if any. */
export function blockerOf(blockers: readonly Blocker[], itemId: ItemId): Blocker | undefined {
  return blockers.find((blocker) => blocker.itemId === itemId && blocker.clearedAt === null);
}

/** Who sees to it that a blocker ends: the partner lead for what waits for them, else the manager. */
export function blockerOwner(waitsFor: WaitsFor, people: People): Contact {
  const lead = waitsFor === 'partner' ? holderOf('p.lead', people) : undefined;
  return lead ?? people.manager;
}
