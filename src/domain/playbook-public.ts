import { conditionText } from './condition.ts';
import type { FieldSpec } from './field.ts';
import {
  itemSpecs,
  sideOfRole,
  type Escalation,
  type GateNumber,
  type ItemSpec,
  type ModuleSpec,
  type Playbook,
} from './playbook.ts';
import type { WorkingHours } from './working-hours.ts';

/*
 * What of a playbook anybody outside may read. These types cannot carry what is ours alone: of our
 * own items no criteria, hints, evidence or fields; no control references; nobody of ours beyond
 * the one to turn to first; no list, no template and no reason of ours.
 */

/** What both sides may know of an item, whoever does it. */
type PublicItem = Readonly<{
  id: string;
  title: string;
  who: string;
  /** Negative ones count back from the go-live. */
  workingDays: number;
  /** What the days count from: a milestone, a gate or an item; null for the day it opens. */
  from: string | null;
  /** Which partners it is for, in words; null for all. */
  onlyFor: string | null;
  gate: GateNumber | null;
}>;

/** One thing that the form of an item asks for. */
export type PublicField = Readonly<
  Pick<FieldSpec, 'label' | 'kind' | 'optional'> & { choices: readonly string[]; hint: string }
>;

/** Something the partner does. */
export type PublicTask = PublicItem &
  Readonly<{
    kind: ItemSpec['kind'];
    hint: string;
    evidence: string;
    asks: readonly PublicField[];
    criteria: readonly string[];
    /** Ids of items, and `gate-1` or `gate-2`. */
    after: readonly string[];
    templates: readonly string[];
    /** Other than those of the playbook; null when they are the same. */
    reviewDays: number | null;
  }>;

/** Something we do for them. */
export type PublicPromise = PublicItem;

export type PublicModule = Readonly<
  Pick<ModuleSpec, 'title' | 'problem' | 'insight' | 'solution' | 'impact'> & {
    tasks: readonly PublicTask[];
    promises: readonly PublicPromise[];
  }
>;

/** Whom of ours to turn to about something, and how soon we move. */
export type PublicContactPoint = Readonly<
  Pick<Escalation, 'topic' | 'respond' | 'resolve' | 'update'> & { who: string }
>;

/** A document to fill in; `text` is Markdown with variables in braces. */
export type PublicTemplate = Readonly<{ id: string; title: string; version: number; text: string }>;

export type PublicPlaybook = Readonly<{
  title: string;
  version: number;
  modules: readonly PublicModule[];
  gates: readonly Readonly<{ number: GateNumber; title: string; proves: string; opens: string }>[];
  /** Ids of the items that reach them; of several, the first that applies. */
  milestones: Readonly<{ kickoff: readonly string[]; goLive: readonly string[] }>;
  /** The partner's roles, in words. */
  roles: readonly string[];
  contactPoints: readonly PublicContactPoint[];
  calendars: Readonly<Record<string, WorkingHours>>;
  templates: readonly PublicTemplate[];
  reviewDays: number;
  /** What the versions changed, told for partners; oldest first. */
  changes: readonly Readonly<{ version: number; on: string; text: string }>[];
}>;

/** `playbook` without anything that is ours alone. */
export function publicPlaybook(playbook: Playbook): PublicPlaybook {
  const { title, version, modules, roles, milestones, calendars, reviewTarget } = playbook;
  return {
    title,
    version,
    modules: modules.map((module) => moduleOf(playbook, module)),
    gates: ([1, 2] as const).map((number) => gateOf(playbook, number)),
    milestones: { kickoff: milestones.kickoff, goLive: milestones.goLive },
    roles: Object.entries(roles).flatMap(([role, name]) =>
      sideOfRole(role) === 'partner' ? [name] : [],
    ),
    contactPoints: playbook.escalation.map(({ topic, first, respond, resolve, update }) => ({
      topic,
      who: nameOf(playbook, first.vendor),
      respond,
      resolve,
      update,
    })),
    calendars,
    templates: playbook.templates
      .filter(({ audience }) => audience === 'partner')
      .map(({ id, title, version, text }) => ({ id, title, version, text })),
    reviewDays: reviewTarget,
    changes: playbook.amendments.flatMap(({ version, on, partners }) =>
      partners === undefined ? [] : [{ version, on, text: partners }],
    ),
  };
}

/** Titles of all items by their ids: those of ours are public as well. */
export function publicTitles({ modules }: PublicPlaybook): ReadonlyMap<string, string> {
  return new Map(
    modules.flatMap(({ tasks, promises }) =>
      [...tasks, ...promises].map(({ id, title }): [string, string] => [id, title]),
    ),
  );
}

function nameOf({ roles }: Playbook, role: string): string {
  return roles[role] ?? role;
}

function gateOf({ gates }: Playbook, number: GateNumber): PublicPlaybook['gates'][number] {
  const { title, proves, opens } = gates[number];
  return { number, title, proves, opens };
}

function moduleOf(playbook: Playbook, module: ModuleSpec): PublicModule {
  const { title, problem, insight, solution, impact, items } = module;
  const isTheirs = ({ owner }: ItemSpec) => sideOfRole(owner) === 'partner';
  return {
    title,
    problem,
    insight,
    solution,
    impact,
    tasks: items.filter(isTheirs).map((spec) => taskOf(playbook, spec)),
    promises: items.filter((spec) => !isTheirs(spec)).map((spec) => itemOf(playbook, spec)),
  };
}

function itemOf(playbook: Playbook, spec: ItemSpec): PublicItem {
  const { id, title, owner, target, from, when, gate } = spec;
  return {
    id,
    title,
    who: nameOf(playbook, owner),
    workingDays: target,
    from: from ?? null,
    onlyFor: when ? conditionText(when) : null,
    gate: gate ?? null,
  };
}

function taskOf(playbook: Playbook, spec: ItemSpec): PublicTask {
  const { kind, hint, evidence, criteria, needs, uses, fields, reviewTarget } = spec;
  const known = new Set(itemSpecs(playbook).map(({ id }) => id));
  const shown = new Set(
    playbook.templates.filter(({ audience }) => audience === 'partner').map((one) => one.id),
  );
  const isOwnReview = reviewTarget !== undefined && reviewTarget !== playbook.reviewTarget;
  return {
    ...itemOf(playbook, spec),
    kind,
    hint,
    evidence,
    asks: fields.map(({ label, kind, optional, choices = [], hint = '' }) => ({
      label,
      kind,
      optional,
      choices,
      hint,
    })),
    criteria,
    after: needs.filter((need) => known.has(need) || need.startsWith('gate-')),
    templates: uses.filter((one) => shown.has(one)),
    reviewDays: isOwnReview ? reviewTarget : null,
  };
}
