import { conditionText } from './condition.ts';
import type { FieldSpec } from './field.ts';
import {
  itemSpecs,
  type Escalation,
  type GateNumber,
  type ItemSpec,
  type ListSpec,
  type ModuleSpec,
  type Playbook,
  type Template,
} from './playbook.ts';
import type { Sla } from './sla.ts';
import type { WorkingHours } from './working-hours.ts';

/*
 * What changed, in words. The rule: two playbooks that differ in anything but their log of
 * amendments never give an empty answer. A test changes every value of a playbook, one by one.
 */

/** What changed from one playbook to another, a sentence each, in reading order; empty when nothing. */
export function diffPlaybooks(before: Playbook, after: Playbook): readonly string[] {
  const both = { before, after };
  return [
    ...changed('id', before.id, after.id),
    ...changed('title', before.title, after.title),
    ...changed('version', before.version, after.version),
    ...changed('working days to review', before.reviewTarget, after.reviewTarget),
    ...changed('who may set a risk tier', before.tierApprover, after.tierApprover),
    ...diffParts('Module', before.modules, after.modules, { ...MODULE, diff: diffModule }),
    ...diffItems(both, itemSpecs),
    ...diffParts('List', before.lists, after.lists, { ...MODULE, diff: diffList }),
    ...diffItems(both, ({ lists }) => lists.flatMap(({ items }) => items)),
    ...diffParts('Role', rolesOf(before), rolesOf(after), ROLE),
    ...([1, 2] as const).flatMap((gate) => diffGate(gate, both)),
    ...diffLists('Kickoff, item', before.milestones.kickoff, after.milestones.kickoff),
    ...diffLists('Go-live, item', before.milestones.goLive, after.milestones.goLive),
    ...diffSla(before.sla, after.sla),
    ...diffParts('Topic', before.escalation, after.escalation, TOPIC),
    ...diffParts('Calendar', calendarsOf(before), calendarsOf(after), CALENDAR),
    ...diffParts('Template', before.templates, after.templates, TEMPLATE),
  ];
}

type Both = Readonly<{ before: Playbook; after: Playbook }>;
type Value = string | number | boolean | undefined;

function changed(what: string, before: Value, after: Value): readonly string[] {
  return before === after ? [] : [`${what}: was ${shown(before)}, is ${shown(after)}`];
}

function shown(value: Value): string {
  if (value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? `“${value}”` : String(value);
}

/** A change of something that `say` puts into words, which may be the same for both. */
function reworded<T>(
  what: string,
  { before, after }: Readonly<{ before: T; after: T }>,
  say: (value: T) => string,
): readonly string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const [was, is] = [say(before), say(after)];
  return was === is
    ? [`${what}: written in another way, still ${is}`]
    : [`${what}: was ${was}, is ${is}`];
}

/** Texts in an order that is told when nothing else changed. */
function diffLists(
  what: string,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const told = [
    ...missing(after, before).map((one) => `${what} added: “${one}”`),
    ...missing(before, after).map((one) => `${what} gone: “${one}”`),
  ];
  return told.length > 0 || sameTexts(before, after)
    ? told
    : [`${what}: the order is now ${after.map((one) => `“${one}”`).join(', ')}`];
}

/** What of `all` is not in `others`. */
function missing(all: readonly string[], others: readonly string[]): readonly string[] {
  return all.filter((one) => !others.includes(one));
}

function sameTexts(some: readonly string[], others: readonly string[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

/** How to tell parts of one kind: by what they are found again, their name, and what differs in two. */
type Kind<T> = Readonly<{
  id: (part: T) => string;
  name: (part: T) => string;
  diff: (what: string, before: T, after: T) => readonly string[];
}>;

/** Parts that came, went, changed, or stand in another order. */
function diffParts<T>(
  what: string,
  before: readonly T[],
  after: readonly T[],
  { id, name, diff }: Kind<T>,
): readonly string[] {
  const old = byId(before, id);
  const now = byId(after, id);
  const common = (some: ReadonlyMap<string, T>, others: ReadonlyMap<string, T>) =>
    [...some.keys()].filter((key) => others.has(key));
  const order = common(now, old);
  const told = (parts: ReadonlyMap<string, T>, others: ReadonlyMap<string, T>, how: string) =>
    [...parts]
      .filter(([key]) => !others.has(key))
      .map(([key, part]) => `${what} ${key} is ${how}: ${name(part)}`);
  return [
    ...told(now, old, 'new'),
    ...told(old, now, 'gone'),
    ...order.flatMap((key) => {
      const [was, is] = [old.get(key), now.get(key)];
      return was && is ? diff(`${what} ${key}`, was, is) : [];
    }),
    ...(sameTexts(order, common(old, now))
      ? []
      : [`${what}s: the order is now ${order.join(', ')}`]),
  ];
}

/** Parts by their id; of several with one id, the others are numbered. */
function byId<T>(parts: readonly T[], id: (part: T) => string): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const part of parts) {
    let key = id(part);
    for (let nth = 2; found.has(key); nth++) key = `${id(part)} (${nth})`;
    found.set(key, part);
  }
  return found;
}

const MODULE = {
  id: ({ key }: ModuleSpec | ListSpec) => key,
  name: ({ title }: ModuleSpec | ListSpec) => `“${title}”`,
};

function diffModule(what: string, before: ModuleSpec, after: ModuleSpec): readonly string[] {
  const texts = ['problem', 'insight', 'solution', 'impact'] as const;
  const raci = ['responsible', 'consulted', 'informed'] as const;
  return [
    ...changed(what, before.title, after.title),
    ...texts.flatMap((field) => changed(`${what}, ${field}`, before[field], after[field])),
    ...changed(`${what}, accountable`, before.raci.accountable, after.raci.accountable),
    ...raci.flatMap((field) =>
      diffLists(`${what}, ${field}`, before.raci[field], after.raci[field]),
    ),
    ...diffOrder(what, before.items, after.items),
  ];
}

function diffList(what: string, before: ListSpec, after: ListSpec): readonly string[] {
  return [
    ...changed(what, before.title, after.title),
    ...changed(`${what}, purpose`, before.purpose, after.purpose),
    ...diffOrder(what, before.items, after.items),
  ];
}

/** Items that stand in another order; those that came or went are told for themselves. */
function diffOrder(
  what: string,
  before: readonly ItemSpec[],
  after: readonly ItemSpec[],
): readonly string[] {
  const none = { id: ({ id }: ItemSpec) => id, name: () => '', diff: () => [] };
  return diffParts(`${what}, item`, before, after, none).filter((line) =>
    line.startsWith(`${what}, items: `),
  );
}

/** An item of a module, or of a list: there it says what opens it. */
type AnyItem = ItemSpec & Readonly<{ opens?: string }>;

function diffItems(
  { before, after }: Both,
  itemsOf: (playbook: Playbook) => readonly AnyItem[],
): readonly string[] {
  const old = byId(itemsOf(before), ({ id }) => id);
  const now = byId(itemsOf(after), ({ id }) => id);
  const news = [...now].flatMap(([id, spec]) => {
    const was = old.get(id);
    if (was) return diffItem(was, spec);
    const owner = after.roles[spec.owner] ?? spec.owner;
    return [`${id} is new: “${spec.title}”, ${owner}, ${spec.target} working days`];
  });
  const gone = [...old].filter(([id]) => !now.has(id));
  return [...news, ...gone.map(([id, { title }]) => `${id} is gone: “${title}”`)];
}

/** Fields of an item that are told as what they were and what they are. */
const TOLD = {
  title: 'title',
  opens: 'opens',
  owner: 'owner',
  reviewer: 'reviewer',
  kind: 'kind',
  target: 'working days',
  reviewTarget: 'working days to review',
  gate: 'gate',
  revalidate: 'good for',
  stage: 'ISO 44001 stage',
  hint: 'hint',
  evidence: 'evidence',
} as const satisfies Partial<Record<keyof AnyItem, string>>;

/** Lists of an item, told as what came and what went. */
const LISTS = {
  needs: 'needs',
  criteria: 'criterion',
  refs: 'control reference',
  uses: 'template',
} as const satisfies Partial<Record<keyof ItemSpec, string>>;

function diffItem(before: AnyItem, after: AnyItem): readonly string[] {
  const { id } = after;
  const fields = Object.entries(TOLD) as [keyof typeof TOLD, string][];
  const lists = Object.entries(LISTS) as [keyof typeof LISTS, string][];
  return [
    ...fields.flatMap(([field, name]) => changed(`${id}, ${name}`, before[field], after[field])),
    ...reworded(`${id}, days count from`, { before: before.from, after: after.from }, fromText),
    ...reworded(`${id}, asked of`, { before: before.when, after: after.when }, whenText),
    ...lists.flatMap(([field, name]) => diffLists(`${id}, ${name}`, before[field], after[field])),
    ...diffParts(`${id}, field`, before.fields, after.fields, FIELD),
  ];
}

function fromText(from: ItemSpec['from']): string {
  return from === undefined ? 'the day it opens' : `“${from}”`;
}

function whenText(when: ItemSpec['when']): string {
  return when === undefined ? 'every partner' : `“${conditionText(when)}”`;
}

const FIELD: Kind<FieldSpec> = {
  id: ({ id }) => id,
  name: ({ label, kind }) => `“${label}”, ${kind}`,
  diff: (what, before, after) => [
    ...changed(`${what}, label`, before.label, after.label),
    ...changed(`${what}, kind`, before.kind, after.kind),
    ...diffLists(`${what}, choice`, before.choices ?? [], after.choices ?? []),
    ...changed(`${what}, hint`, before.hint, after.hint),
    ...changed(`${what}, may be left empty`, before.optional, after.optional),
  ],
};

type Role = Readonly<{ role: string; title: string }>;

function rolesOf({ roles }: Playbook): readonly Role[] {
  return Object.entries(roles).map(([role, title]) => ({ role, title }));
}

const ROLE: Kind<Role> = {
  id: ({ role }) => role,
  name: ({ title }) => `“${title}”`,
  diff: (what, before, after) => changed(what, before.title, after.title),
};

function diffGate(number: GateNumber, { before, after }: Both): readonly string[] {
  const [was, is] = [before.gates[number], after.gates[number]];
  const texts = ['title', 'proves', 'opens'] as const;
  return [
    ...texts.flatMap((field) => changed(`Gate ${number}, ${field}`, was[field], is[field])),
    ...diffLists(`Gate ${number}, decider`, was.deciders, is.deciders),
  ];
}

const TOPIC: Kind<Escalation> = {
  id: ({ topic }) => `“${topic}”`,
  name: ({ first }) => `first ${first.partner} and ${first.vendor}`,
  diff: (what, before, after) => [
    ...changed(`${what}, first of the partner’s`, before.first.partner, after.first.partner),
    ...changed(`${what}, first of ours`, before.first.vendor, after.first.vendor),
    ...reworded(`${what}, then`, { before: before.then, after: after.then }, stepsText),
    ...changed(`${what}, respond`, before.respond, after.respond),
    ...changed(`${what}, resolve`, before.resolve, after.resolve),
    ...changed(`${what}, update`, before.update, after.update),
  ],
};

function stepsText(steps: Escalation['then']): string {
  return steps.length === 0 ? 'nobody' : steps.map((roles) => roles.join(' and ')).join(', then ');
}

type Hours = Readonly<{ where: string; hours: WorkingHours }>;

function calendarsOf({ calendars }: Playbook): readonly Hours[] {
  return Object.entries(calendars).map(([where, hours]) => ({ where, hours }));
}

const CALENDAR: Kind<Hours> = {
  id: ({ where }) => where,
  name: ({ hours }) => hoursText(hours),
  diff: (what, before, after) =>
    reworded(what, { before: before.hours, after: after.hours }, hoursText),
};

function hoursText({ week, days, changes }: WorkingHours): string {
  const lines = (some: Readonly<Record<string, string>>) =>
    Object.entries(some).map(([when, hours]) => `${when} ${hours}`);
  const later = Object.entries(changes).map(
    ([from, other]) => `from ${from} ${lines(other).join('; ')}`,
  );
  return [...lines(week), ...lines(days), ...later].join('; ');
}

function diffSla(before: Sla, after: Sla): readonly string[] {
  const both = <T>(of: (sla: Sla) => T) => ({ before: of(before), after: of(after) });
  const numbers = (some: readonly number[]) => (some.length === 0 ? 'none' : some.join(', '));
  const times = (what: 'blockers' | 'escalations') => {
    const was = new Map(Object.entries(before[what]));
    const is = new Map(Object.entries(after[what]));
    const names = [...new Set([...was.keys(), ...is.keys()])];
    return names.flatMap((name) => changed(`${what}, ${name}`, was.get(name), is.get(name)));
  };
  return [
    ...reworded(
      'percent of the time at which owners are reminded',
      both(({ thresholds }) => thresholds),
      numbers,
    ),
    ...reworded(
      'working days between reminders after the due date',
      both(({ repeats }) => repeats),
      numbers,
    ),
    ...changed('time after a return', before.grace, after.grace),
    ...(['partner', 'vendor'] as const).flatMap((side) =>
      reworded(
        `ladder of the ${side}`,
        both(({ ladders }) => ladders[side]),
        ladderText,
      ),
    ),
    ...times('blockers'),
    ...times('escalations'),
  ];
}

function ladderText(ladder: Sla['ladders']['partner']): string {
  return ladder.length === 0
    ? 'nobody'
    : ladder.map(({ after, tell }) => `${tell.join(' and ')} after ${after}`).join(', then ');
}

const TEMPLATE: Kind<Template> = {
  id: ({ id }) => id,
  name: ({ title }) => `“${title}”`,
  diff: (what, before, after) => [
    ...changed(what, before.title, after.title),
    ...changed(`${what}, kept by`, before.owner, after.owner),
    ...changed(`${what}, for`, before.audience, after.audience),
    ...changed(`${what}, module`, before.module, after.module),
    ...(before.text === after.text
      ? changed(`${what}, version`, before.version, after.version)
      : [textChange(what, before, after)]),
  ],
};

function textChange(what: string, before: Template, after: Template): string {
  return before.version === after.version
    ? `${what}: its text changed, and it still says version ${after.version}: give it the next number`
    : `${what}: its text changed, version ${before.version} → ${after.version}`;
}
