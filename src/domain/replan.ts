import { endOfWorkingDay } from './calendar.ts';
import { dueAtOpening } from './due.ts';
import type { Instant } from './ids.ts';
import { newItem, replaced, scopeItems, UNTOUCHED, type Item, type Time } from './item.ts';
import { dueBasis, factSheet, planFor, type PlanSubject } from './onboarding.ts';
import type { Plan } from './plan.ts';
import { allSpecs, itemSpecs, sideOfRole, type ItemSpec } from './playbook.ts';

/*
 * What becomes of an onboarding when a plan rests on something else: other facts, another tier,
 * another go-live, another version of the playbook. Accepted work is never touched.
 */

/** What a plan rests on. */
export type Ground = Omit<PlanSubject, 'items'>;

export type PlanChange = Readonly<{
  before: Plan;
  after: Plan;
  /** Items that are asked for from now on. */
  comes: readonly ItemSpec[];
  /** Items that are not asked for any more, and that nobody has begun with. */
  goes: readonly ItemSpec[];
  /** Items that would not be asked for now, and that stay because somebody has worked on them. */
  stays: readonly ItemSpec[];
  /** Open items that are owed on another day. */
  redated: readonly Readonly<{ spec: ItemSpec; from: Instant; to: Instant }>[];
  /** What is accepted, and stays so. */
  kept: number;
}>;

/** The items as they would be, and those of them that are new or differ. */
export type Replanned = Readonly<{
  items: readonly Item[];
  added: readonly Item[];
  changed: readonly Item[];
  change: PlanChange;
}>;

/**
 * What `next` makes of an onboarding that rested on `now`.
 * @param stored every item of it, also those that its playbook has no more
 * @param idsOf ids for an item that the onboarding does not have yet
 */
export function replan(
  now: Ground,
  next: Ground,
  {
    stored,
    idsOf,
    time,
    timeBefore,
  }: Readonly<{
    stored: readonly Item[];
    idsOf: (key: string) => Pick<Item, 'id' | 'onboardingId'>;
    time: Time;
    timeBefore: Time;
  }>,
): Replanned {
  const there = new Set(stored.map(({ key }) => key));
  // What a list holds is opened by hand, never by a plan.
  const fresh = itemSpecs(next.playbook)
    .filter(({ id }) => !there.has(id))
    .map(({ id: key }) => newItem({ ...idsOf(key), key }));
  const all = [...stored, ...fresh];
  const sheet = factSheet(next);
  const scoped = replaced(all, [
    ...scopeItems(all, { playbook: next.playbook, sheet }),
    ...dropped(all, next),
  ]);
  const items = scoped.map((item) => redated(item, { now, next, items: scoped, time }));
  const before = new Map(stored.map((item) => [item.id, item]));
  const isNew = (item: Item) => !before.has(item.id);
  return {
    items,
    added: items.filter(isNew),
    changed: items.filter((item) => !isNew(item) && before.get(item.id) !== item),
    change: changeOf(now, next, { stored, items, time, timeBefore }),
  };
}

/** Items that the next playbook does not have: put aside, unless they are accepted. */
function dropped(items: readonly Item[], { playbook }: Ground): readonly Item[] {
  const known = new Set(allSpecs(playbook).map(({ id }) => id));
  return items
    .filter(({ key, status }) => !known.has(key) && status !== 'accepted' && status !== 'left_out')
    .map((item): Item => ({ ...item, ...UNTOUCHED, status: 'left_out' }));
}

/** An open item for which the next playbook counts other days, or from something else. */
function redated(
  item: Item,
  {
    now,
    next,
    items,
    time,
  }: Readonly<{ now: Ground; next: Ground; items: readonly Item[]; time: Time }>,
): Item {
  if (item.status !== 'open' || item.openedAt === null) return item;
  const was = specOf(now, item);
  const spec = specOf(next, item);
  if (!was || !spec || sameTerms(now, next, { was, spec })) return item;
  const calendar = time.calendars[sideOfRole(spec.owner)];
  const basis = dueBasis({ ...next, items });
  const due = dueAtOpening(spec, { basis, at: item.openedAt, calendar });
  // Nobody is made late by a change: the shortest time from now is one working day.
  const soonest = endOfWorkingDay(time.now, 1, calendar);
  const dueAt = Math.max(due, soonest);
  return dueAt === item.dueAt ? item : { ...item, dueAt };
}

function sameTerms(
  now: Ground,
  next: Ground,
  { was, spec }: Readonly<{ was: ItemSpec; spec: ItemSpec }>,
): boolean {
  const moved =
    spec.from === 'go-live' && now.onboarding.targetGoLive !== next.onboarding.targetGoLive;
  return (
    !moved &&
    was.target === spec.target &&
    was.from === spec.from &&
    sideOfRole(was.owner) === sideOfRole(spec.owner)
  );
}

function specOf({ playbook }: Ground, { key }: Item): ItemSpec | undefined {
  return allSpecs(playbook).find(({ id }) => id === key);
}

function changeOf(
  now: Ground,
  next: Ground,
  {
    stored,
    items,
    time,
    timeBefore,
  }: Readonly<{
    stored: readonly Item[];
    items: readonly Item[];
    time: Time;
    timeBefore: Time;
  }>,
): PlanChange {
  const before = new Map(stored.map((item) => [item.key, item]));
  const after = new Map(items.map((item) => [item.key, item]));
  const asked = (item: Item | undefined) => item !== undefined && item.status !== 'left_out';
  const unasked = scopeItems(
    items.map((item): Item => ({ ...item, status: 'locked' })),
    { playbook: next.playbook, sheet: factSheet(next) },
  );
  const beyond = new Set(unasked.map(({ key }) => key));
  const old = allSpecs(now.playbook);
  const specs = allSpecs(next.playbook);
  const known = new Set(specs.map(({ id }) => id));
  return {
    before: planFor({ ...now, items: stored }, timeBefore),
    after: planFor({ ...next, items }, time),
    comes: specs.filter(({ id }) => asked(after.get(id)) && !asked(before.get(id))),
    goes: old.filter(({ id }) => asked(before.get(id)) && !asked(after.get(id))),
    stays: [...specs, ...old.filter(({ id }) => !known.has(id))].filter(
      ({ id }) => asked(after.get(id)) && (beyond.has(id) || !known.has(id)),
    ),
    redated: specs.flatMap((spec) => {
      const from = before.get(spec.id)?.dueAt;
      const own = after.get(spec.id);
      if (own?.status !== 'open' || from == null || own.dueAt === null) return [];
      return from === own.dueAt ? [] : [{ spec, from, to: own.dueAt }];
    }),
    kept: stored.filter(({ status }) => status === 'accepted').length,
  };
}
