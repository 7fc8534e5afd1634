import type { Blocker } from './blocker.ts';
import { calendarIn, type Calendar } from './calendar.ts';
import type { Contact, People } from './contact.ts';
import type { FactSheet } from './condition.ts';
import type { DueBasis } from './due.ts';
import { regionOf, type Country, type Facts, type PartnerType } from './facts.ts';
import type { ContactId, Day, Instant, OnboardingId, PartnerId, Zone } from './ids.ts';
import type { Item, Time } from './item.ts';
import { planOf, type Plan } from './plan.ts';
import type { ListSpec, Playbook } from './playbook.ts';
import { effectiveTier, type TierOverride } from './tier.ts';
import type { ClockSide, PauseReason } from './clock.ts';

export type Partner = Readonly<{
  id: PartnerId;
  name: string;
  type: PartnerType;
  zone: Zone;
  /** Null for a partner who was started before countries were asked for. */
  country: Country | null;
  /** The local day of the last signature: day 0 of the Time to First Value. */
  signedOn: Day;
  managerId: ContactId;
  createdAt: Instant;
}>;

/** `provisioning`: the channel is being made. `inviting`: waiting for the partner. `active`: they are in. */
export type OnboardingState = 'provisioning' | 'inviting' | 'active';

/** What stands in the way of the channel, and that a person has to put right. */
export type Problem =
  | Readonly<{ kind: 'slack_refused'; call: string; error: string; outboxSeq: number }>
  | Readonly<{ kind: 'other_company'; teamId: string; userId: string; domain: string }>
  | Readonly<{ kind: 'declined' }>
  | Readonly<{ kind: 'disconnected' }>;

/** Why a manager may stop all clocks of a partner. */
export type ManualPauseReason = Extract<
  PauseReason,
  'agreed_absence' | 'legal_hold' | 'waiting_third_party'
>;
/** All clocks stand still, by agreement. */
export type ManualPause = Readonly<{
  reason: ManualPauseReason;
  note: string;
  at: Instant;
  byId: ContactId;
  /** When it is meant to end; null where nobody can know. */
  until: Instant | null;
}>;

/** One run of one playbook for one partner. */
export type Onboarding = Readonly<{
  id: OnboardingId;
  partnerId: PartnerId;
  playbookHash: string;
  state: OnboardingState;
  channelName: string;
  channelId: string | null;
  problem: Problem | null;
  pause: ManualPause | null;
  /** What decides which items apply; null for one started before this was asked: all apply. */
  facts: Facts | null;
  /** A risk tier that was set by hand. */
  tierOverride: TierOverride | null;
  /** The day on which the partner means to be live. */
  targetGoLive: Day | null;
  startedAt: Instant;
  activeAt: Instant | null;
}>;

/** All that is known about one onboarding: what decisions and pictures are made from. */
export type WholeOnboarding = Readonly<{
  onboarding: Onboarding;
  partner: Partner;
  playbook: Playbook;
  /** In reading order of the playbook. */
  items: readonly Item[];
  people: People;
  /** Open ones only, oldest first. */
  blockers: readonly Blocker[];
  /** The Slack workspaces (or organisations) of the partner that share the channel. */
  connectedTeams: readonly string[];
}>;

/**
 * The name of a partner's channel: small letters, digits and hyphens, at most 80 characters. The
 * end tells two partners of one name apart, and a second attempt from a first.
 * @see conversations.create in Slack's reference
 */
export function channelNameFor(partnerName: string, id: PartnerId): string {
  const slug = partnerName
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return ['onboard', slug, id.slice(-6)].filter((part) => part !== '').join('-');
}

/** Everyone of ours who belongs in the channel: the manager and whoever is named for a role. */
export function channelTeam({ manager, team }: People): readonly Contact[] {
  const named = team.filter(
    ({ id, roles }) => id !== manager.id && roles.some((role) => role.startsWith('v.')),
  );
  return [manager, ...named].filter(
    ({ slackUserId, standing }) => slackUserId !== null && standing === 'member',
  );
}

/** True while a manager has to say whether the company that accepted is the partner. */
export function isDoubted({ onboarding }: WholeOnboarding): boolean {
  return onboarding.problem?.kind === 'other_company';
}

/** What conditions ask about a partner; null when nothing was asked yet. */
export function factSheet({
  onboarding: { facts, tierOverride },
  partner,
}: Readonly<{
  onboarding: Pick<Onboarding, 'facts' | 'tierOverride'>;
  partner: Pick<Partner, 'type' | 'country'>;
}>): FactSheet | null {
  if (facts === null) return null;
  const region = partner.country === null ? 'other' : regionOf(partner.country);
  return { type: partner.type, region, tier: effectiveTier(facts, tierOverride), facts };
}

/** What a plan is made from, besides the time. */
export type PlanSubject = Readonly<{
  onboarding: Pick<Onboarding, 'facts' | 'tierOverride' | 'targetGoLive'>;
  partner: Pick<Partner, 'type' | 'country' | 'zone' | 'signedOn'>;
  playbook: Playbook;
  items: readonly Item[];
}>;

/** What the due dates of an onboarding count from, as things stand. */
export function dueBasis({
  onboarding,
  partner,
  playbook,
  items,
}: Omit<PlanSubject, 'onboarding'> &
  Readonly<{ onboarding: Pick<Onboarding, 'targetGoLive'> }>): DueBasis {
  const byKey = new Map(items.map((item) => [item.key, item]));
  return {
    playbook,
    signedOn: partner.signedOn,
    targetGoLive: onboarding.targetGoLive,
    zone: partner.zone,
    openedAt: (key) => byKey.get(key)?.openedAt ?? null,
    acceptedAt: (key) => byKey.get(key)?.acceptedAt ?? null,
  };
}

/** The plan of an onboarding as things stand, or as they would stand. */
export function planFor(subject: PlanSubject, time: Time): Plan {
  const { items } = subject;
  return planOf({ items, sheet: factSheet(subject), basis: dueBasis(subject), time });
}

/** What of the playbook's lists was not opened yet; lists that have nothing left are left out. */
export function listsLeft({
  playbook,
  items,
}: Pick<WholeOnboarding, 'playbook' | 'items'>): readonly ListSpec[] {
  const there = new Set(items.map(({ key }) => key));
  return playbook.lists
    .map((list) => ({ ...list, items: list.items.filter(({ id }) => !there.has(id)) }))
    .filter((list) => list.items.length > 0);
}

/**
 * The calendars that count for a partner at `now`: our office's and theirs.
 * @param office where our own people work
 */
export function timeFor(
  office: Readonly<{ zone: Zone; country: Country | null }>,
  {
    partner,
    playbook,
  }: Readonly<{
    partner: Pick<Partner, 'zone' | 'country'>;
    playbook: Pick<Playbook, 'calendars'>;
  }>,
  now: Instant,
): Time {
  const calendars = {
    vendor: calendarIn(playbook.calendars, office),
    partner: calendarIn(playbook.calendars, partner),
  };
  return { now, calendars };
}

/** The calendar that a side's clocks are counted by: our teams share ours. */
export function calendarOf({ calendars }: Pick<Time, 'calendars'>, side: ClockSide): Calendar {
  return calendars[side === 'partner' ? 'partner' : 'vendor'];
}
