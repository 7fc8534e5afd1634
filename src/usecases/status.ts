import { listInvitations } from '../../db/invitations.ts';
import { getContact } from '../../db/contacts.ts';
import { listOnboardings } from '../../db/onboardings.ts';
import { listOutcomes } from '../../db/outcomes.ts';
import { authorize } from '../domain/access.ts';
import { blockerAgeMs, type Blocker } from '../domain/blocker.ts';
import { headlineBoard, openLines, type HeadlineBoard, type ItemLine } from '../domain/board.ts';
import { dayOf, daysBetween } from '../domain/calendar.ts';
import type { BlockerId, Day, Instant, ItemId, OnboardingId } from '../domain/ids.ts';
import type { Onboarding, Problem, WholeOnboarding } from '../domain/onboarding.ts';
import { firstValue, type FirstValue, type Outcome } from '../domain/outcome.ts';
import { medianTime, type Median } from '../domain/survival.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { findByName } from './find-partner.ts';

/** One partner in the list of all. */
export type PartnerRow = Readonly<{
  name: string;
  state: Onboarding['state'];
  problem: Problem | null;
  stage: string;
  accepted: number;
  total: number;
  late: HeadlineBoard['lateCount'];
  open: HeadlineBoard['openCount'];
  blockers: number;
  daysSinceSignature: number;
  firstValue: FirstValue | null;
}>;

export type AllPartners = Readonly<{ rows: readonly PartnerRow[]; timeToFirstValue: Median }>;

/**
 * Every partner, those with a problem, a blocker or late work first, and the Time to First Value.
 * @throws RefusedError
 */
export async function allPartners(deps: Deps, signer: Signer): Promise<AllPartners> {
  const { read } = deps.store;
  const now = deps.now();
  authorize(await colleagueFor(read, deps, signer), 'see_partners');
  const wholes = await listOnboardings(read);
  const outcomes = Map.groupBy(await listOutcomes(read), ({ onboardingId }) => onboardingId);
  const rows = wholes
    .map((whole) => rowOf(deps, { whole, outcomes: outcomes.get(whole.onboarding.id) ?? [], now }))
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

function rowOf(
  { settings }: Deps,
  input: Readonly<{ whole: WholeOnboarding; outcomes: readonly Outcome[]; now: Instant }>,
): PartnerRow {
  const { whole, outcomes, now } = input;
  const board = headlineBoard(whole, now);
  const { partner, onboarding, items, blockers } = whole;
  return {
    name: partner.name,
    state: onboarding.state,
    problem: onboarding.problem,
    stage: board.stage,
    accepted: items.filter(({ status }) => status === 'accepted').length,
    total: items.length,
    late: board.lateCount,
    open: board.openCount,
    blockers: blockers.length,
    daysSinceSignature: daysBetween(partner.signedOn, dayOf(now, settings.zone)),
    firstValue: firstValue(partner.signedOn, outcomes),
  };
}

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
  onboardingId: OnboardingId;
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

/** @throws RefusedError; UserError when the name fits no partner, or several */
export async function onePartner(
  deps: Deps,
  { signer, name }: Readonly<{ signer: Signer; name: string }>,
): Promise<OnePartner> {
  const { read } = deps.store;
  const now = deps.now();
  const actor = await colleagueFor(read, deps, signer);
  authorize(actor, 'see_partners');
  const whole = await findByName(read, name);
  const outcomes = await listOutcomes(read, [whole.onboarding.id]);
  const [invitation] = await listInvitations(read, whole.onboarding.id);
  const invited = invitation && (await getContact(read, invitation.contactId));
  const roles = actor.kind === 'vendor' ? actor.contact.roles : [];
  return {
    row: rowOf(deps, { whole, outcomes, now }),
    board: headlineBoard(whole, now),
    signedOn: whole.partner.signedOn,
    channelId: whole.onboarding.channelId,
    onboardingId: whole.onboarding.id,
    ours: openLines(whole, 'vendor', now).map((line) => ourLine(whole, line, roles)),
    theirs: openLines(whole, 'partner', now),
    blockers: blockerLines(whole, now),
    outcomes,
    invitation: invitation
      ? {
          state: invitation.state,
          sentAt: invitation.sentAt,
          limited: invitation.limited,
          email: invited?.email ?? null,
        }
      : null,
  };
}

function ourLine(whole: WholeOnboarding, line: ItemLine, roles: readonly string[]): OurLine {
  const key = keyOf(whole, line.itemId);
  const spec = whole.playbook.modules.flatMap(({ items }) => items).find(({ id }) => id === key);
  const open = line.side === 'vendor' && (line.status === 'open' || line.status === 'returned');
  const needsTick = open && spec?.kind === 'attest';
  return {
    ...line,
    mayAct: roles.some((role) => role === 'admin' || role === 'manager' || role === spec?.owner),
    needsTick,
    needsEvidence: open && !needsTick,
  };
}

function keyOf({ items }: WholeOnboarding, itemId: ItemId): string | undefined {
  return items.find(({ id }) => id === itemId)?.key;
}

/** The open blockers of an onboarding, oldest first, in words that our own people may read. */
export function blockerLines(whole: WholeOnboarding, now: Instant): readonly BlockerLine[] {
  const { blockers, people, partner, items, playbook } = whole;
  const everyone = [...people.team, ...people.contacts];
  const specs = playbook.modules.flatMap((module) => module.items);
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

/** Open blockers of all partners, or of the one named; oldest first. @throws RefusedError, UserError */
export async function openBlockers(
  deps: Deps,
  { signer, name }: Readonly<{ signer: Signer; name: string }>,
): Promise<readonly BlockerLine[]> {
  const { read } = deps.store;
  authorize(await colleagueFor(read, deps, signer), 'see_partners');
  const wholes = name === '' ? await listOnboardings(read) : [await findByName(read, name)];
  return wholes
    .flatMap((whole) => blockerLines(whole, deps.now()))
    .sort((a, b) => b.ageMs - a.ageMs);
}
