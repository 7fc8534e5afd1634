import { blockerOf, type WaitsFor } from './blocker.ts';
import { holderOf, type Side } from './contact.ts';
import { gateState } from './gate.ts';
import type { Instant, ItemId, OnboardingId, Zone } from './ids.ts';
import { acceptedKeys, ballDueAt, ballOf, type Item } from './item.ts';
import type { WholeOnboarding } from './onboarding.ts';
import {
  itemSpec,
  needsProof,
  sideOfRole,
  templatesOf,
  type ItemSpec,
  type ModuleSpec,
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

export type ModuleBoard = Readonly<{
  onboardingId: OnboardingId;
  number: number;
  title: string;
  /** The module's reason, two short lines. */
  problem: string;
  impact: string;
  accepted: number;
  total: number;
  done: boolean;
  /** At least one item is or was open. */
  begun: boolean;
  /** The latest due date of what is open now. */
  dueAt: Instant | null;
  zone: Zone;
  lines: readonly ItemLine[];
}>;

export type HeadlineBoard = Readonly<{
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
  managerUserId: string | null;
}>;

const NEXT_SHOWN = 3;

/** One module as the channel shows it. */
export function moduleBoard(whole: WholeOnboarding, moduleKey: string, now: Instant): ModuleBoard {
  const index = whole.playbook.modules.findIndex(({ key }) => key === moduleKey);
  const module = whole.playbook.modules[index];
  if (!module) throw new Error(`The playbook has no module ${moduleKey}`);
  const lines = linesOf(whole, module, now);
  const accepted = lines.filter(({ status }) => status === 'accepted').length;
  const due = lines.flatMap(({ dueAt, status }) =>
    dueAt !== null && status !== 'accepted' ? [dueAt] : [],
  );
  return {
    onboardingId: whole.onboarding.id,
    number: index + 1,
    title: module.title,
    problem: module.problem,
    impact: module.impact,
    accepted,
    total: lines.length,
    done: accepted === lines.length,
    begun: lines.some(({ status }) => status !== 'locked'),
    dueAt: due.length === 0 ? null : Math.max(...due),
    zone: whole.partner.zone,
    lines,
  };
}

/** The pinned first message of the channel: where we stand, and who has the ball. */
export function headlineBoard(whole: WholeOnboarding, now: Instant): HeadlineBoard {
  const { playbook, onboarding, partner, people, blockers, items } = whole;
  const modules = playbook.modules.map((module) => moduleBoard(whole, module.key, now));
  const open = modules
    .flatMap(({ lines }) => lines)
    .filter(({ status }) => status !== 'locked' && status !== 'accepted')
    .sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
  const keys = acceptedKeys(items);
  const bySide = <T>(of: (lines: readonly ItemLine[]) => T): Readonly<Record<Side, T>> => ({
    partner: of(open.filter((line) => holderSide(line) === 'partner')),
    vendor: of(open.filter((line) => holderSide(line) === 'vendor')),
  });
  const current = modules.find(({ begun, done }) => begun && !done);
  return {
    partnerName: partner.name,
    zone: partner.zone,
    waitingForPartner: onboarding.state !== 'active',
    stage: current
      ? `${current.number} of ${modules.length}: ${current.title}`
      : 'All modules done',
    next: bySide((lines) => lines.slice(0, NEXT_SHOWN)),
    openCount: bySide((lines) => lines.length),
    lateCount: bySide((lines) => lines.filter(({ late }) => late).length),
    modules: modules.map(({ number, title, accepted, total }) => ({
      number,
      title,
      accepted,
      total,
    })),
    gates: ([1, 2] as const).map((gate) => {
      const { title, accepted, proofs, passed } = gateState(playbook, keys, gate);
      return { gate, title, accepted, proofs, passed };
    }),
    blockers: blockers.map(({ waitsFor, raisedAt }) => ({ waitsFor, raisedAt })),
    managerUserId: people.manager.slackUserId,
  };
}

/** Every open item of `side`, most urgent first. */
export function openLines(whole: WholeOnboarding, side: Side, now: Instant): readonly ItemLine[] {
  return whole.playbook.modules
    .flatMap((module) => linesOf(whole, module, now))
    .filter(
      (line) => line.status !== 'locked' && line.status !== 'accepted' && holderSide(line) === side,
    )
    .sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
}

/** The side that has the ball of an open line: a blocker hands it to whoever it waits for. */
export function holderSide({ status, side, blockedBy }: ItemLine): Side {
  if (blockedBy === 'vendor' || blockedBy === 'partner') return blockedBy;
  return status === 'in_review' ? 'vendor' : side;
}

function linesOf(whole: WholeOnboarding, module: ModuleSpec, now: Instant): readonly ItemLine[] {
  return module.items.flatMap((spec) => {
    const item = whole.items.find(({ key }) => key === spec.id);
    return item ? [lineOf(whole, item, spec, now)] : [];
  });
}

/** One item as the channel shows it. */
export function lineOf(whole: WholeOnboarding, item: Item, spec: ItemSpec, now: Instant): ItemLine {
  const { playbook, people, items, blockers } = whole;
  const side = sideOfRole(spec.owner);
  const ball = ballOf(item, spec);
  const role = item.status === 'in_review' ? spec.reviewer : spec.owner;
  const dueAt = ballDueAt(item);
  const accepted = acceptedKeys(items);
  const missing = spec.needs.filter((need) => !need.startsWith('gate-') && !accepted.has(need));
  const gates = spec.needs
    .filter((need) => need.startsWith('gate-'))
    .map((need) => need.replace('gate-', 'Gate '));
  return {
    itemId: item.id,
    rev: item.rev,
    title: spec.title,
    status: item.status,
    side,
    control: controlOf(item, spec, side),
    hasTemplates: templatesOf(playbook, spec, 'partner').length > 0,
    dueAt: ball === null ? null : dueAt,
    late: ball !== null && dueAt !== null && dueAt < now,
    acceptedAt: item.acceptedAt,
    role: playbook.roles[role] ?? role,
    person: sideOfRole(role) === 'partner' ? (holderOf(role, people)?.name ?? null) : null,
    waitsFor: [...missing.map((key) => itemSpec(playbook, key).title), ...gates],
    blockedBy: blockerOf(blockers, item.id)?.waitsFor ?? null,
  };
}

function controlOf(item: Item, spec: ItemSpec, side: Side): Control {
  if (side === 'vendor' || item.status === 'locked') return null;
  if (!needsProof(spec)) return 'tick';
  return item.status === 'open' || item.status === 'returned' ? 'evidence' : null;
}
