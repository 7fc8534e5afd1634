import { blockerAgeMs, type Blocker } from './blocker.ts';
import { dayOf, daysBetween, instantOf, shiftDay, weekdayOf } from './local-time.ts';
import { ballOf, isLate, isOpen, progressOf } from './item.ts';
import type { Instant, Zone } from './ids.ts';
import type { WholeOnboarding } from './onboarding.ts';
import { firstValue, type Outcome } from './outcome.ts';
import { itemSpec } from './playbook.ts';
import { medianTime, type Median } from './survival.ts';
import { gateState } from './gate.ts';

const TOP_BLOCKERS = 5;
/** A digest that is later than this is skipped: the next one says more. */
export const DIGEST_TOO_LATE_MS = 24 * 3_600_000;

/** The latest Monday nine o'clock in `zone` that is not after `now`. */
export function weeklySlot(now: Instant, zone: Zone): Instant {
  const today = dayOf(now, zone);
  const weekday = weekdayOf(today);
  const monday = instantOf(shiftDay(today, 1 - weekday), '09:00', zone);
  return monday <= now ? monday : instantOf(shiftDay(today, -6 - weekday), '09:00', zone);
}

/** The first Monday nine o'clock in `zone` after `now`. */
export function nextWeeklySlot(now: Instant, zone: Zone): Instant {
  const slotOn = dayOf(weeklySlot(now, zone), zone);
  return instantOf(shiftDay(slotOn, 7), '09:00', zone);
}

export type DigestBlocker = Readonly<{ partnerName: string; blocker: Blocker; ageMs: number }>;

/** One week for executives. Counts carry what they count; nobody on a partner's side is named. */
export type Digest = Readonly<{
  slotAt: Instant;
  timeToFirstValue: Median;
  partners: Readonly<{ active: number; waitingForPartner: number; withFirstValue: number }>;
  /** Per module, in order: partners that have an open item in it now. */
  funnel: readonly Readonly<{ title: string; partners: number }>[];
  gates: readonly Readonly<{ gate: 1 | 2; passed: number }>[];
  late: Readonly<{ ours: number; theirs: number }>;
  blockers: readonly DigestBlocker[];
  blockersOpen: number;
  /** First values verified in the week before the slot. */
  wins: readonly Readonly<{ partnerName: string; type: Outcome['type']; days: number }>[];
}>;

/** The digest of the week before `slotAt`, from all onboardings as they are at `now`. */
export function digestOf(
  input: Readonly<{
    slotAt: Instant;
    now: Instant;
    zone: Zone;
    onboardings: readonly WholeOnboarding[];
    outcomes: readonly Outcome[];
  }>,
): Digest {
  const { slotAt, now, zone, onboardings, outcomes } = input;
  const today = dayOf(now, zone);
  // Days, not hours: a week with a change of clocks is longer or shorter.
  const weekBefore = instantOf(shiftDay(dayOf(slotAt, zone), -7), '09:00', zone);
  const values = onboardings.map(({ partner, onboarding }) => {
    const own = outcomes.filter(({ onboardingId }) => onboardingId === onboarding.id);
    return { partner, own, first: firstValue(partner.signedOn, own) };
  });
  const late = onboardings.flatMap(({ items, playbook }) =>
    items.flatMap((item) => {
      const ball = isLate(item, now) ? ballOf(item, itemSpec(playbook, item.key)) : null;
      return ball === null ? [] : [ball];
    }),
  );
  const blockers = onboardings
    .flatMap(({ partner, blockers: open }) =>
      open.map((blocker): DigestBlocker => ({
        partnerName: partner.name,
        blocker,
        ageMs: blockerAgeMs(blocker, now),
      })),
    )
    .sort((a, b) => b.ageMs - a.ageMs);
  return {
    slotAt,
    timeToFirstValue: medianTime(
      values.map(({ partner, first }) => ({
        days: first ? first.days : Math.max(0, daysBetween(partner.signedOn, today)),
        reached: first !== null,
      })),
    ),
    partners: {
      active: onboardings.filter(({ onboarding }) => onboarding.state === 'active').length,
      waitingForPartner: onboardings.filter(({ onboarding }) => onboarding.state !== 'active')
        .length,
      withFirstValue: values.filter(({ first }) => first !== null).length,
    },
    funnel: funnelOf(onboardings),
    gates: ([1, 2] as const).map((gate) => ({
      gate,
      passed: onboardings.filter(
        ({ playbook, items }) => gateState(playbook, progressOf(items), gate).passed,
      ).length,
    })),
    late: {
      ours: late.filter((side) => side === 'vendor').length,
      theirs: late.filter((side) => side === 'partner').length,
    },
    blockers: blockers.slice(0, TOP_BLOCKERS),
    blockersOpen: blockers.length,
    wins: values.flatMap(({ partner, own, first }) => {
      const decided =
        own.find((one) => one.state === 'verified' && one.happenedOn === first?.happenedOn)
          ?.decidedAt ?? 0;
      const inWeek = decided > weekBefore && decided <= slotAt;
      return first && inWeek
        ? [{ partnerName: partner.name, type: first.type, days: first.days }]
        : [];
    }),
  };
}

function funnelOf(onboardings: readonly WholeOnboarding[]): Digest['funnel'] {
  const titles = [
    ...new Set(onboardings.flatMap(({ playbook }) => playbook.modules.map(({ title }) => title))),
  ];
  return titles.map((title) => ({
    title,
    partners: onboardings.filter(({ playbook, items, onboarding }) => {
      const keys = new Set(
        playbook.modules.find((module) => module.title === title)?.items.map(({ id }) => id),
      );
      return (
        onboarding.state === 'active' && items.some((item) => keys.has(item.key) && isOpen(item))
      );
    }).length,
  }));
}
