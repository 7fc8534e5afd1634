import { findNextNudge } from '../../db/items.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { nextWeeklySlot } from '../domain/digest.ts';
import type { Instant } from '../domain/ids.ts';
import type { Deps } from './deps.ts';

/** What the clock does next by itself. */
export type NextDue =
  | Readonly<{ kind: 'nudge'; at: Instant; partnerName: string }>
  | Readonly<{ kind: 'digest'; at: Instant }>;

/** The next reminder or digest, whichever comes first; null when nothing will happen by itself. */
export async function nextDue({ store, now, settings }: Deps): Promise<NextDue | null> {
  const { zone, executiveChannel } = settings;
  const digestAt = executiveChannel === null ? null : nextWeeklySlot(now(), zone);
  const nudge = await findNextNudge(store.read);
  if (nudge && (digestAt === null || nudge.at <= digestAt)) {
    const { partner } = await getOnboarding(store.read, nudge.onboardingId);
    return { kind: 'nudge', at: nudge.at, partnerName: partner.name };
  }
  return digestAt === null ? null : { kind: 'digest', at: digestAt };
}
