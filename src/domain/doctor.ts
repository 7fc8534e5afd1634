import { remindedOf } from './audience.ts';
import type { Clock } from './clock.ts';
import type { Side } from './contact.ts';
import type { ContactId, Instant } from './ids.ts';
import type { WholeOnboarding } from './onboarding.ts';
import { isStale, STALE_TICK_MS, type AuditRun } from './pulse.ts';

/* What whoever runs the bot has to mend, from what is on record. */

/** A reminder may wait this long past its moment. */
export const OVERDUE_MS = 3_600_000;
/** Of messages that were given up, those of a week: each was told by an alarm when it happened. */
export const GIVEN_UP_MS = 7 * 86_400_000;

/** Open clocks of one side that call for nobody who can be reached. */
export type Ownerless = Readonly<{ partnerName: string; side: Side; clocks: number }>;

/** What was found. */
export type Findings = Readonly<{
  now: Instant;
  /** When the last minute tick ended; null when there never was one. */
  tickAt: Instant | null;
  auditor: AuditRun | null;
  reminders: Readonly<{ failed: number; overdue: number }>;
  messages: Readonly<{ refused: number; unclear: number }>;
  ownerless: readonly Ownerless[];
  /** The time zone data that runs, and open clocks whose dates were computed with another. */
  zoneData: Readonly<{
    running: string;
    others: readonly Readonly<{ version: string; clocks: number }>[];
  }>;
}>;

/** Something to mend. */
export type Ailment =
  | Readonly<{ kind: 'tick' | 'auditor'; at: Instant | null }>
  | Readonly<{ kind: 'gaps'; at: Instant; gaps: number }>
  | Readonly<{ kind: 'overdue' | 'failed' | 'refused' | 'unclear'; count: number }>
  | (Readonly<{ kind: 'ownerless' }> & Ownerless)
  | Readonly<{ kind: 'zone_data'; running: string; version: string; clocks: number }>;

/** What has to be mended, what stops everything first; empty when nothing has to be. */
export function ailmentsOf(findings: Findings): readonly Ailment[] {
  const { now, tickAt, auditor, reminders, messages, ownerless, zoneData } = findings;
  const counted = (kind: 'overdue' | 'failed' | 'refused' | 'unclear', count: number) =>
    count > 0 ? [{ kind, count } as const] : [];
  const { running, others } = zoneData;
  return [
    ...(tickAt === null || now - tickAt > STALE_TICK_MS
      ? [{ kind: 'tick', at: tickAt } as const]
      : []),
    ...(isStale(auditor, now) ? [{ kind: 'auditor', at: auditor?.at ?? null } as const] : []),
    ...(auditor !== null && auditor.result.gaps > 0
      ? [{ kind: 'gaps', at: auditor.at, gaps: auditor.result.gaps } as const]
      : []),
    ...counted('overdue', reminders.overdue),
    ...counted('failed', reminders.failed),
    ...counted('refused', messages.refused),
    ...counted('unclear', messages.unclear),
    ...ownerless.map((one) => ({ kind: 'ownerless', ...one }) as const),
    ...others.map((other) => ({ kind: 'zone_data', running, ...other }) as const),
  ];
}

/** An open clock, with the version of the time zone data that its dates were computed with. */
export type OpenClockHead = Clock & Readonly<{ zoneData: string }>;

type Lookup = Readonly<{ submitters: ReadonlyMap<string, ContactId>; now: Instant }>;

/** The open clocks of which nobody is reminded, by partner and side, the most first. */
export function ownerlessOf(
  wholes: readonly WholeOnboarding[],
  clocks: readonly OpenClockHead[],
  lookup: Lookup,
): readonly Ownerless[] {
  const clocksOf = Map.groupBy(clocks, ({ onboardingId }) => onboardingId);
  const found = wholes.flatMap((whole) =>
    (clocksOf.get(whole.onboarding.id) ?? [])
      .filter((clock) => remindedOf({ whole, clock, ...lookup }).length === 0)
      .map(({ side }) => ({
        partnerName: whole.partner.name,
        side: side === 'partner' ? ('partner' as const) : ('vendor' as const),
      })),
  );
  const grouped = Map.groupBy(found, ({ partnerName, side }) => `${side} ${partnerName}`);
  return [...grouped.values()]
    .flatMap(([first, ...more]) => (first ? [{ ...first, clocks: more.length + 1 }] : []))
    .sort((a, b) => b.clocks - a.clocks || a.partnerName.localeCompare(b.partnerName, 'en'));
}

/** The versions of time zone data other than the one that runs, with the open clocks of each. */
export function outdated(
  clocks: readonly OpenClockHead[],
  running: string,
): Findings['zoneData']['others'] {
  const others = clocks.filter(({ zoneData }) => zoneData !== running);
  return [...Map.groupBy(others, ({ zoneData }) => zoneData)]
    .map(([version, some]) => ({ version, clocks: some.length }))
    .sort((a, b) => a.version.localeCompare(b.version, 'en'));
}
