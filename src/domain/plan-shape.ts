import { holds, type FactSheet } from './condition.ts';
import { FULLEST, PARTNER_TYPES, USUAL_DEPTH, type PartnerType } from './facts.ts';
import { keysBehind, proofOf } from './gate.ts';
import { itemSpecs, moduleItems, type ItemSpec, type Playbook } from './playbook.ts';
import { tierOf } from './tier.ts';

/*
 * How long a plan is before anybody has a date: working days from the registration on, each item
 * using all of its days, reviews not counted. Whole numbers only; no calendar is asked.
 */

/** The longest way to something: its day, and the items in the order in which they are done. */
export type Chain = Readonly<{ day: number; items: readonly string[] }>;

/**
 * What a chain leads to. Of the items that may be the go-live the first counts; the others would if
 * that one did not apply. The end is the item that comes last.
 */
export type ShapeGoal = 'gate-1' | 'gate-2' | 'go-live' | 'or-else' | 'end';
export type ShapeLine = Readonly<{ goal: ShapeGoal; chain: Chain }>;

/** Which items are asked of a partner. */
export type Applies = (spec: ItemSpec) => boolean;

/**
 * The longest chains to both gates, to each item that may be the go-live, and to the last item; one
 * that nothing leads to is left out. Who needs an item that does not apply waits for nothing.
 */
export function planShape(playbook: Playbook, applies: Applies): readonly ShapeLine[] {
  const specs = itemSpecs(playbook).filter(applies);
  const goLives = playbook.milestones.goLive.filter((key) => ids(specs).includes(key));
  const times = timesOf(playbook, specs);
  const line = (goal: ShapeGoal, keys: readonly string[]): readonly ShapeLine[] => {
    const chain = longest(keys.flatMap((key) => times.get(key)?.done ?? []));
    return chain ? [{ goal, chain }] : [];
  };
  return [
    ...line('gate-1', ids(proofOf(playbook, 1))),
    ...line('gate-2', ids(proofOf(playbook, 2))),
    ...goLives.flatMap((key, nth) => line(nth === 0 ? 'go-live' : 'or-else', [key])),
    ...line('end', ids(specs)),
  ];
}

/** A kind of partner with their usual integration depth, and of everything else the most. */
export function usualSheet(type: PartnerType): FactSheet {
  const facts = { ...FULLEST, depth: USUAL_DEPTH[type] };
  return { type, region: 'eea', tier: tierOf(facts).tier, facts };
}

/** Kinds of partner whose plans have one shape. @see usualSheet */
export type UsualShape = Readonly<{ sheets: readonly FactSheet[]; lines: readonly ShapeLine[] }>;

/** The shape of the plan of every kind of partner; those with the same shape stand together. */
export function usualShapes(playbook: Playbook): readonly UsualShape[] {
  const types = Object.keys(PARTNER_TYPES) as PartnerType[];
  const shapes = types.map((type) => {
    const sheet = usualSheet(type);
    return { sheet, lines: planShape(playbook, ({ when }) => !when || holds(when, sheet)) };
  });
  const groups = Map.groupBy(shapes, ({ lines }) => JSON.stringify(lines));
  return [...groups.values()].map((group) => ({
    sheets: group.map(({ sheet }) => sheet),
    lines: group[0]?.lines ?? [],
  }));
}

/** What stands in the playbook and leads nowhere: no mistake, but worth a look. */
export type Unused = Readonly<{ stages: readonly number[]; templates: readonly string[] }>;

const STAGES = [1, 2, 3, 4, 5, 6, 7, 8];

/** ISO 44001 stages without an item, and templates that no item uses; lists count as well. */
export function unusedIn({ modules, lists, templates }: Playbook): Unused {
  const items: readonly ItemSpec[] = [...modules, ...lists].flatMap((part) => part.items);
  return {
    stages: STAGES.filter((stage) => !items.some((spec) => spec.stage === stage)),
    templates: templates.flatMap(({ id }) =>
      items.some(({ uses }) => uses.includes(id)) ? [] : [id],
    ),
  };
}

/** The longest chain to the day an item opens, and to the day it is done. */
type Times = Readonly<{ opens: Chain; done: Chain }>;
/** What is known so far of the items that are asked for. */
type Known = Readonly<{
  playbook: Playbook;
  specs: ReadonlyMap<string, ItemSpec>;
  times: ReadonlyMap<string, Times>;
}>;

const START: Chain = { day: 0, items: [] };

/** The times of all `asked`, found in the order in which they open: what came before is known. */
function timesOf(playbook: Playbook, asked: readonly ItemSpec[]): ReadonlyMap<string, Times> {
  const specs = new Map(asked.map((spec) => [spec.id, spec]));
  const times = new Map<string, Times>();
  const known: Known = { playbook, specs, times };
  for (let next = nextToOpen(known); next; next = nextToOpen(known)) {
    const { spec, opens } = next;
    times.set(spec.id, { opens, done: doneAfter(spec, opens, startOf(spec, opens, known)) });
  }
  return times;
}

function nextToOpen(known: Known): Readonly<{ spec: ItemSpec; opens: Chain }> | undefined {
  const ready = [...known.specs.values()].flatMap((spec) => {
    const needs = needsOf(spec, known);
    return known.times.has(spec.id) || !needs.every((need) => known.times.has(need))
      ? []
      : [{ spec, opens: longest(doneOf(needs, known)) ?? START }];
  });
  return ready.toSorted((a, b) => a.opens.day - b.opens.day)[0];
}

function needsOf({ needs }: ItemSpec, { playbook, specs }: Known): readonly string[] {
  return needs.flatMap((need) => keysBehind(playbook, need)).filter((key) => specs.has(key));
}

function doneOf(keys: readonly string[], { times }: Known): readonly Chain[] {
  return keys.flatMap((key) => times.get(key)?.done ?? []);
}

/** What its days count from; what has not come when it opens counts as that day. */
function startOf({ from, id }: ItemSpec, opens: Chain, known: Known): Chain {
  const { playbook, times } = known;
  if (from === undefined || from === 'go-live') return opens;
  if (from === 'signed') return START;
  if (from === 'module') {
    return (
      soonest(moduleItems(playbook, id).flatMap((one) => times.get(one.id)?.opens ?? [])) ?? opens
    );
  }
  const came = (keys: readonly string[]) =>
    doneOf(keys, known).filter(({ day }) => day <= opens.day);
  return from === 'kickoff'
    ? (soonest(came(playbook.milestones.kickoff)) ?? opens)
    : (longest(came(keysBehind(playbook, from))) ?? opens);
}

/** Its days after what they count from; but nobody has less than one from the day it opens. */
function doneAfter({ id, target }: ItemSpec, opens: Chain, start: Chain): Chain {
  const counted = start.day + Math.abs(target);
  const least = opens.day + 1;
  return counted >= least
    ? { day: counted, items: [...start.items, id] }
    : { day: least, items: [...opens.items, id] };
}

function ids(specs: readonly ItemSpec[]): readonly string[] {
  return specs.map(({ id }) => id);
}

/** Of several the last; of several on one day the first that was named. */
function longest(some: readonly Chain[]): Chain | undefined {
  const [first, ...others] = some;
  return first && others.reduce((best, one) => (one.day > best.day ? one : best), first);
}

function soonest(some: readonly Chain[]): Chain | undefined {
  const [first, ...others] = some;
  return first && others.reduce((best, one) => (one.day < best.day ? one : best), first);
}
