import { blockerOf, type WaitsFor } from './blocker.ts';
import { holderOf, type Side } from './contact.ts';
import { gateOfNeed, gateState, needMet } from './gate.ts';
import type { Instant, ItemId, OnboardingId, Zone } from './ids.ts';
import { ballDueAt, ballOf, isLate, isOpen, progressOf, type Item } from './item.ts';
import type { ManualPauseReason, WholeOnboarding } from './onboarding.ts';
import {
  allSpecs,
  groupsOf,
  itemSpec,
  needsProof,
  sideOfRole,
  templatesOf,
  type ItemSpec,
  type Playbook,
} from './playbook.ts';

/*
 * What a shared channel may show. These types cannot carry what is ours alone: no e-mail address,
 * no evidence, no criteria or hints of our own items, no problem report, no outcome claim.
 */

/** What a person can do with an item in the channel. */
export type Control = 'tick' | 'evidence' | null;

export type ItemLine = Readonly<{
  itemId: ItemId;
  rev: number;
  title: string;
  status: Item['status'];
  side: Side;
  control: Control;
  /** There are templates that the partner may see. */
  hasTemplates: boolean;
  /** When the side that has the ball owes its move. */
  dueAt: Instant | null;
  late: boolean;
  acceptedAt: Instant | null;
  /** The role that has the ball, in words; for the partner's items also the person's name. */
  role: string;
  person: string | null;
  /** Titles of the items that must be accepted before this one opens. */
  waitsFor: readonly string[];
  blockedBy: WaitsFor | null;
}>;

/** One part of a module: what one message shows. */
export type ModuleBoard = Readonly<{
  onboardingId: OnboardingId;
  /** Null for a list. */
  number: number | null;
  title: string;
  /** Counted from 1; `parts` is 1 where the module fits one message. */
  part: number;
  parts: number;
  /** Why it is there, and what comes of it; a list says the former only. */
  why: string;
  impact: string | null;
  /** Of the whole module. */
  accepted: number;
  total: number;
  /** The latest due date of what is open now in the whole module. */
  dueAt: Instant | null;
  zone: Zone;
  /** The items of this part, and whether all of them are accepted. */
  lines: readonly ItemLine[];
  done: boolean;
}>;

export type HeadlineBoard = Readonly<{
  onboardingId: OnboardingId;
  partnerName: string;
  zone: Zone;
  waitingForPartner: boolean;
  stage: string;
  /** The most urgent open items of each side, most urgent first. */
  next: Readonly<Record<Side, readonly ItemLine[]>>;
  openCount: Readonly<Record<Side, number>>;
  lateCount: Readonly<Record<Side, number>>;
  modules: readonly Readonly<{ number: number; title: string; accepted: number; total: number }>[];
  gates: readonly Readonly<{
    gate: 1 | 2;
    title: string;
    accepted: number;
    proofs: number;
    passed: boolean;
  }>[];
  blockers: readonly Readonly<{ waitsFor: WaitsFor; raisedAt: Instant }>[];
  /** All clocks stand still; why it was agreed in detail is ours. */
  pause: Readonly<{ reason: ManualPauseReason; until: Instant | null }> | null;
  managerUserId: string | null;
}>;

const NEXT_SHOWN = 3;

/** As many items as fit one message, however long their texts are. */
export const PART_ITEMS = 9;

/** Which message shows an item: a part of its module, counted from 1. */
export type Place = Readonly<{ moduleKey: string; part: number }>;

/**
 * The items of a module, message by message, in reading order: as few parts as can be, evenly filled.
 * It goes by the playbook alone, so that an item stays in its part whatever is left out later.
 */
export function moduleParts({
  items,
}: Readonly<{ items: readonly ItemSpec[] }>): readonly (readonly ItemSpec[])[] {
  const parts = Math.ceil(items.length / PART_ITEMS);
  const start = (part: number) => Math.floor((part * items.length) / parts);
  return Array.from({ length: parts }, (_, nth) => items.slice(start(nth), start(nth + 1)));
}

/** Where the item with this key is shown. @throws Error when the playbook has no such item */
export function placeOf(playbook: Playbook, itemKey: string): Place {
  for (const module of groupsOf(playbook)) {
    const nth = moduleParts(module).findIndex((specs) => specs.some((spec) => spec.id === itemKey));
    if (nth >= 0) return { moduleKey: module.key, part: nth + 1 };
  }
  throw new Error(`Playbook ${playbook.id} ${playbook.version} has no item ${itemKey}`);
}

/**
 * One part of a module as the channel shows it; null when the playbook has no such part: it had one
 * before the onboarding was moved to a newer version.
 */
export function moduleBoard(
  whole: WholeOnboarding,
  { moduleKey, part }: Place,
  now: Instant,
): ModuleBoard | null {
  const { playbook } = whole;
  const index = playbook.modules.findIndex(({ key }) => key === moduleKey);
  const module = groupsOf(playbook).find(({ key }) => key === moduleKey);
  const parts = module ? moduleParts(module).map((specs) => linesOf(whole, specs, now)) : [];
  const lines = parts[part - 1];
  if (!module || !lines) return null;
  const all = parts.flat();
  const due = all.flatMap(({ dueAt, status }) =>
    dueAt !== null && status !== 'accepted' ? [dueAt] : [],
  );
  const { accepted, total } = countsOf(all);
  return {
    onboardingId: whole.onboarding.id,
    number: index < 0 ? null : index + 1,
    title: module.title,
    part,
    parts: parts.length,
    why: 'purpose' in module ? module.purpose : module.problem,
    impact: 'purpose' in module ? null : module.impact,
    accepted,
    total,
    dueAt: due.length === 0 ? null : Math.max(...due),
    zone: whole.partner.zone,
    lines,
    done: countsOf(lines).done,
  };
}

function countsOf(lines: readonly ItemLine[]) {
  const accepted = lines.filter(({ status }) => status === 'accepted').length;
  return { accepted, total: lines.length, done: accepted === lines.length };
}

/** The pinned first message of the channel: where we stand, and who has the ball. */
export function headlineBoard(whole: WholeOnboarding, now: Instant): HeadlineBoard {
  const { playbook, onboarding, partner, people, blockers, items } = whole;
  const modules = playbook.modules.map(({ title, items: specs }, index) => {
    const lines = linesOf(whole, specs, now);
    return { number: index + 1, title, lines, ...countsOf(lines) };
  });
  const inLists = playbook.lists.flatMap((list) => linesOf(whole, list.items, now));
  const open = [...modules.flatMap(({ lines }) => lines), ...inLists]
    .filter(isOpen)
    .sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
  const progress = progressOf(items);
  const bySide = <T>(of: (lines: readonly ItemLine[]) => T): Readonly<Record<Side, T>> => ({
    partner: of(open.filter((line) => holderSide(line) === 'partner')),
    vendor: of(open.filter((line) => holderSide(line) === 'vendor')),
  });
  const current = modules.find(
    ({ lines, done }) => !done && lines.some(({ status }) => status !== 'locked'),
  );
  return {
    onboardingId: onboarding.id,
    partnerName: partner.name,
    zone: partner.zone,
    waitingForPartner: onboarding.state !== 'active',
    stage: current
      ? `${current.number} of ${modules.length}: ${current.title}`
      : 'All modules done',
    next: bySide((lines) => lines.slice(0, NEXT_SHOWN)),
    openCount: bySide((lines) => lines.length),
    lateCount: bySide((lines) => lines.filter(({ late }) => late).length),
    // Of a module that is left out as a whole there is nothing to say.
    modules: modules
      .filter(({ total }) => total > 0)
      .map(({ number, title, accepted, total }) => ({ number, title, accepted, total })),
    gates: ([1, 2] as const).map((gate) => {
      const { title, accepted, proofs, passed } = gateState(playbook, progress, gate);
      return { gate, title, accepted, proofs, passed };
    }),
    blockers: blockers.map(({ waitsFor, raisedAt }) => ({ waitsFor, raisedAt })),
    pause: onboarding.pause && { reason: onboarding.pause.reason, until: onboarding.pause.until },
    managerUserId: people.manager.slackUserId,
  };
}

/** Every open item of `side`, most urgent first. */
export function openLines(whole: WholeOnboarding, side: Side, now: Instant): readonly ItemLine[] {
  return linesOf(whole, allSpecs(whole.playbook), now)
    .filter((line) => isOpen(line) && holderSide(line) === side)
    .sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
}

/** The side that has the ball of an open line: a blocker hands it to whoever it waits for. */
export function holderSide({ status, side, blockedBy }: ItemLine): Side {
  if (blockedBy === 'vendor' || blockedBy === 'partner') return blockedBy;
  return status === 'in_review' ? 'vendor' : side;
}

function linesOf(
  whole: WholeOnboarding,
  specs: readonly ItemSpec[],
  now: Instant,
): readonly ItemLine[] {
  return specs.flatMap((spec) => {
    const item = whole.items.find(({ key }) => key === spec.id);
    return item && item.status !== 'left_out' ? [lineOf(whole, item, spec, now)] : [];
  });
}

/** One item as the channel shows it. */
export function lineOf(whole: WholeOnboarding, item: Item, spec: ItemSpec, now: Instant): ItemLine {
  const { playbook, people, blockers } = whole;
  const side = sideOfRole(spec.owner);
  const ball = ballOf(item, spec);
  const role = item.status === 'in_review' ? spec.reviewer : spec.owner;
  const dueAt = ballDueAt(item);
  return {
    itemId: item.id,
    rev: item.rev,
    title: spec.title,
    status: item.status,
    side,
    control: controlOf(item, spec, side),
    hasTemplates: templatesOf(playbook, spec, 'partner').length > 0,
    dueAt: ball === null ? null : dueAt,
    late: isLate(item, now),
    acceptedAt: item.acceptedAt,
    role: playbook.roles[role] ?? role,
    person: sideOfRole(role) === 'partner' ? (holderOf(role, people)?.name ?? null) : null,
    waitsFor: item.status === 'locked' ? missingNeeds(whole, spec) : [],
    blockedBy: blockerOf(blockers, item.id)?.waitsFor ?? null,
  };
}

/** What must be there before the item opens, in words: items first. */
function missingNeeds({ playbook, items }: WholeOnboarding, spec: ItemSpec): readonly string[] {
  const progress = progressOf(items);
  const isGate = (need: string) => gateOfNeed(need) !== null;
  const missing = spec.needs.filter((need) => !needMet(playbook, progress, need));
  return [
    ...missing.filter((need) => !isGate(need)).map((need) => itemSpec(playbook, need).title),
    ...missing.filter(isGate).map((need) => need.replace('gate-', 'Gate ')),
  ];
}

function controlOf(item: Item, spec: ItemSpec, side: Side): Control {
  if (side === 'vendor' || item.status === 'locked') return null;
  if (!needsProof(spec)) return 'tick';
  return item.status === 'open' || item.status === 'returned' ? 'evidence' : null;
}
