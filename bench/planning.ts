import { calendarIn } from '../src/domain/calendar.ts';
import { asId } from '../src/domain/ids.ts';
import { firstItems } from '../src/domain/item.ts';
import { planFor } from '../src/domain/onboarding.ts';
import { itemSpecs, playbookHash, type ItemSpec } from '../src/domain/playbook.ts';
import { aPlaybook, anOnboarding, aPartner, aSpec } from '../test/support/builders.ts';
import { percentile } from './load.ts';

/* How long it takes to plan a large playbook, beside naming its content by a hash. */

const ITEMS = 500;
const ROUNDS = 50;
const KEYS = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'FFF', 'GGG', 'HHH'];

/** Eight modules side by side: each item needs the one before it and one elsewhere; the last quarter waits for the first gate. */
function largeSpecs(): readonly ItemSpec[] {
  const ids = Array.from(
    { length: ITEMS },
    (_, nth) => `${KEYS[nth % KEYS.length] ?? ''}-${Math.floor(nth / KEYS.length) + 1}`,
  );
  return ids.map((id, nth) => {
    const needs = [nth - KEYS.length, Math.floor(nth / 2)].flatMap((at) =>
      at >= 0 && at < nth ? (ids[at] ?? []) : [],
    );
    const late = nth >= (ITEMS * 3) / 4;
    return aSpec({
      id,
      owner: nth % 3 === 0 ? 'v.pm' : 'p.lead',
      needs: [...new Set([...needs, ...(late ? ['gate-1'] : [])])],
      ...(nth % 5 === 0 && !late && { gate: 1 as const }),
    });
  });
}

/** Plans a playbook of 500 items again and again. Returns milliseconds: medians and the slowest. */
export function measurePlanning(): Readonly<{
  items: number;
  first: number;
  median: number;
  worst: number;
  hash: number;
}> {
  const specs = largeSpecs();
  const playbook = {
    ...aPlaybook(specs),
    milestones: { kickoff: [], goLive: [specs.at(-1)?.id ?? ''] },
  };
  const items = firstItems({ playbook, sheet: null }, (key) => ({
    id: asId('item', key),
    onboardingId: asId('onboarding', 'onb_1'),
  }));
  const onboarding = anOnboarding({ targetGoLive: '2027-06-01' });
  const place = { zone: 'Europe/Lisbon', country: 'PT' };
  const calendars = {
    vendor: calendarIn(playbook.calendars, { zone: 'Europe/Berlin', country: 'DE' }),
    partner: calendarIn(playbook.calendars, place),
  };
  const now = Date.now();
  const plan = () =>
    planFor({ onboarding, partner: aPartner(), playbook, items }, { now, calendars });
  const times = rounds(plan);
  const hash = percentile(
    rounds(() => playbookHash(playbook)),
    0.5,
  );
  return {
    items: itemSpecs(playbook).length,
    first: times[0] ?? 0,
    median: percentile(times, 0.5),
    worst: Math.max(...times),
    hash,
  };
}

function rounds(work: () => unknown): number[] {
  return Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
}
