import { blockerAgeMs, type Blocker } from './blocker.ts';
import { headlineBoard, openLines, type HeadlineBoard, type ItemLine } from './board.ts';
import { dayOf, daysBetween } from './local-time.ts';
import type { BlockerId, Day, EvidenceId, Instant, ItemId, Zone } from './ids.ts';
import type { Onboarding, Problem, WholeOnboarding } from './onboarding.ts';
import { firstValue, type FirstValue, type Outcome } from './outcome.ts';
import { allSpecs, templatesOf } from './playbook.ts';
import { medianTime, type Median } from './survival.ts';

/* What our own people see of partners; none of it is for a shared channel. */

/** One partner in the list of all. */
export type PartnerRow = Readonly<{
  name: string;
  state: Onboarding['state'];
  problem: Problem | null;
  paused: boolean;
  stage: string;
  accepted: number;
  total: number;
  late: HeadlineBoard['lateCount'];
  open: HeadlineBoard['openCount'];
  blockers: number;
  daysSinceSignature: number;
  firstValue: FirstValue | null;
}>;

/** All partners, those in trouble first, and the Time to First Value of all. */
export type AllPartners = Readonly<{ rows: readonly PartnerRow[]; timeToFirstValue: Median }>;

export type BlockerLine = Readonly<{
  id: BlockerId;
  partnerName: string;
  category: Blocker['category'];
  waitsFor: Blocker['waitsFor'];
  description: string;
  itemTitle: string | null;
  ownerUserId: string | null;
  ownerName: string | null;
  raisedByName: string | null;
  ageMs: number;
}>;

/** An item of ours, with whether the reader may act on it. */
export type OurLine = ItemLine &
  Readonly<{ mayAct: boolean; needsTick: boolean; needsEvidence: boolean }>;

/** One partner, for one of our own people. */
export type OnePartner = Readonly<{
  row: PartnerRow;
  board: HeadlineBoard;
  signedOn: Day;
  channelId: string | null;
  /** Open items of each side, most urgent first. */
  ours: readonly OurLine[];
  theirs: readonly ItemLine[];
  blockers: readonly BlockerLine[];
  outcomes: readonly Outcome[];
  invitation: Readonly<{
    state: string;
    sentAt: Instant | null;
    limited: boolean;
    email: string | null;
  }> | null;
}>;

/** Evidence that waits for a verdict. */
export type ReviewLine = Readonly<{
  itemId: ItemId;
  evidenceId: EvidenceId;
  partnerName: string;
  title: string;
  dueAt: Instant | null;
  late: boolean;
}>;

type Look = Readonly<{ now: Instant; zone: Zone }>;

/** The list of all partners: those with a problem, a blocker or late work come first. */
export function allPartnersOf(
  wholes: readonly WholeOnboarding[],
  outcomes: readonly Outcome[],
  look: Look,
): AllPartners {
  const outcomesOf = Map.groupBy(outcomes, ({ onboardingId }) => onboardingId);
  const rows = wholes
    .map((whole) => partnerRow(whole, outcomesOf.get(whole.onboarding.id) ?? [], look))
    .sort((a, b) => urgency(b) - urgency(a) || a.name.localeCompare(b.name));
  const observations = rows.map((row) => ({
    days: row.firstValue?.days ?? Math.max(0, row.daysSinceSignature),
    reached: row.firstValue !== null,
  }));
  return { rows, timeToFirstValue: medianTime(observations) };
}

function urgency({ problem, blockers, late }: PartnerRow): number {
  return (problem ? 1_000 : 0) + blockers * 10 + late.vendor + late.partner;
}

/** One partner, for a reader who has `roles`. */
export function onePartnerOf(
  whole: WholeOnboarding,
  input: Readonly<{
    outcomes: readonly Outcome[];
    invitation: OnePartner['invitation'];
    roles: readonly string[];
    look: Look;
  }>,
): OnePartner {
  const { outcomes, invitation, roles, look } = input;
  const { partner, onboarding } = whole;
  return {
    row: partnerRow(whole, outcomes, look),
    board: headlineBoard(whole, look.now),
    signedOn: partner.signedOn,
    channelId: onboarding.channelId,
    ours: openLines(whole, 'vendor', look.now).map((line) => ourLine(whole, line, roles)),
    theirs: openLines(whole, 'partner', look.now),
    blockers: blockerLines(whole, look.now),
    outcomes,
    invitation,
  };
}

function partnerRow(
  whole: WholeOnboarding,
  outcomes: readonly Outcome[],
  { now, zone }: Look,
): PartnerRow {
  const board = headlineBoard(whole, now);
  const { partner, onboarding, items, blockers } = whole;
  return {
    name: partner.name,
    state: onboarding.state,
    problem: onboarding.problem,
    paused: onboarding.pause !== null,
    stage: board.stage,
    accepted: items.filter(({ status }) => status === 'accepted').length,
    total: items.filter(({ status }) => status !== 'left_out').length,
    late: board.lateCount,
    open: board.openCount,
    blockers: blockers.length,
    daysSinceSignature: daysBetween(partner.signedOn, dayOf(now, zone)),
    firstValue: firstValue(partner.signedOn, outcomes),
  };
}

function ourLine(whole: WholeOnboarding, line: ItemLine, roles: readonly string[]): OurLine {
  const key = whole.items.find(({ id }) => id === line.itemId)?.key;
  const spec = allSpecs(whole.playbook).find(({ id }) => id === key);
  const open = line.side === 'vendor' && (line.status === 'open' || line.status === 'returned');
  const needsTick = open && spec?.kind === 'attest';
  const { playbook } = whole;
  return {
    ...line,
    // The line says what the partner may see; this is for us.
    hasTemplates: spec !== undefined && templatesOf(playbook, spec, 'vendor').length > 0,
    mayAct: roles.some((role) => role === 'admin' || role === 'manager' || role === spec?.owner),
    needsTick,
    needsEvidence: open && !needsTick,
  };
}

/** The open blockers of an onboarding, oldest first, in words that our own people may read. */
export function blockerLines(whole: WholeOnboarding, now: Instant): readonly BlockerLine[] {
  const { blockers, people, partner, items, playbook } = whole;
  const everyone = [...people.team, ...people.contacts];
  const specs = allSpecs(playbook);
  return blockers.map((blocker) => {
    const owner = everyone.find(({ id }) => id === blocker.ownerId);
    const key = items.find(({ id }) => id === blocker.itemId)?.key;
    return {
      id: blocker.id,
      partnerName: partner.name,
      category: blocker.category,
      waitsFor: blocker.waitsFor,
      description: blocker.description,
      itemTitle: specs.find(({ id }) => id === key)?.title ?? null,
      ownerUserId: owner?.slackUserId ?? null,
      ownerName: owner?.name ?? null,
      raisedByName: everyone.find(({ id }) => id === blocker.raisedById)?.name ?? null,
      ageMs: blockerAgeMs(blocker, now),
    };
  });
}
