import { findNextClock } from '../../db/clocks.ts';
import { getContact } from '../../db/contacts.ts';
import { findNextDelivery } from '../../db/nudges.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { nextWeeklySlot } from '../domain/digest.ts';
import type { Instant } from '../domain/ids.ts';
import type { Deps } from './deps.ts';

/** What happens next by itself: a clock calls, somebody may be told, the week is told. */
export type NextDue =
  | Readonly<{ kind: 'clock'; at: Instant; partnerName: string }>
  | Readonly<{ kind: 'delivery'; at: Instant; personName: string | null }>
  | Readonly<{ kind: 'digest'; at: Instant }>;

/** What comes first; null when nothing will happen by itself. */
export async function nextDue({ store, now, settings }: Deps): Promise<NextDue | null> {
  const { read } = store;
  const { zone, executiveChannel } = settings;
  const digestAt = executiveChannel === null ? Infinity : nextWeeklySlot(now(), zone);
  const clock = await findNextClock(read);
  const delivery = await findNextDelivery(read);
  const clockAt = clock?.at ?? Infinity;
  const deliveryAt = delivery?.at ?? Infinity;
  if (clock && clockAt <= Math.min(deliveryAt, digestAt)) {
    const { partner } = await getOnboarding(read, clock.onboardingId);
    return { kind: 'clock', at: clock.at, partnerName: partner.name };
  }
  if (delivery && deliveryAt <= digestAt) {
    const { name } = await getContact(read, delivery.contactId);
    return { kind: 'delivery', at: delivery.at, personName: name };
  }
  return digestAt === Infinity ? null : { kind: 'digest', at: digestAt };
}
