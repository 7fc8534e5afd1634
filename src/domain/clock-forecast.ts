import { audienceOf, type Owing } from './audience.ts';
import { callsOf, type Fate, type Handled, type Step } from './clock-steps.ts';
import type { Contact } from './contact.ts';
import type { ContactId, Instant } from './ids.ts';
import type { Time } from './item.ts';
import {
  deliveryOf,
  isDealtWith,
  rulingsOn,
  type FateReason,
  type Nudge,
  type Ruling,
} from './nudge.ts';
import { calendarOf } from './onboarding.ts';

/*
 * What a clock will call for if nothing happens to it meanwhile, and who would hear it: every message
 * is taken to be delivered as soon as its reader can be reached.
 */

/** What became of a step for one person, or for nobody. */
export type Heard = Handled & Readonly<{ contactId: ContactId | '' }>;

/** Somebody who hears of a step, when, and why not at once. */
export type Hearing = Readonly<{ contact: Contact; at: Instant; reason: FateReason | null }>;

/** A moment at which a clock calls. Where nobody hears it, `silence` says why. */
export type Call = Readonly<{
  step: Step;
  hearings: readonly Hearing[];
  silence: FateReason | null;
}>;

/** What becomes of steps while their message is on its way, or came. */
const TOLD: ReadonlySet<Fate> = new Set(['planned', 'queued', 'sent']);

/**
 * Who hears of a step that is told, or why nobody does: whoever heard of it lower on the ladder has
 * nothing new to hear.
 * @param before what became of earlier steps of the same clock
 */
export function hearersOf(
  step: string,
  owing: Owing,
  before: readonly Heard[],
): Readonly<{ people: readonly Contact[]; silence: FateReason | null }> {
  const all = audienceOf(step, owing);
  if (all.length === 0) return { people: [], silence: 'nobody' };
  const { leg } = owing.view;
  const hasHeard = ({ id }: Contact) =>
    before.some((row) => row.leg === leg && row.contactId === id && TOLD.has(row.fate));
  const people = step.startsWith('r') ? all.filter((contact) => !hasHeard(contact)) : all;
  return { people, silence: people.length === 0 ? 'told_before' : null };
}

/** The rows that settle a step: the others are still to be told. */
export function settling(rows: readonly Nudge[]): readonly Nudge[] {
  return rows.filter(isDealtWith);
}

/** What becomes of a step that is ruled on at `owing.now`. */
export function callFor(
  { step, fate, reason }: Ruling,
  owing: Owing,
  { before, calendars }: Readonly<{ before: readonly Heard[]; calendars: Time['calendars'] }>,
): Call {
  if (fate !== 'planned') return { step, hearings: [], silence: reason };
  const { people, silence } = hearersOf(step.name, owing, before);
  const { now, view } = owing;
  const hearings = people.map((contact): Hearing => {
    const look = { contact, calendar: calendars[contact.side], dueAt: view.dueAt, now };
    return { contact, ...deliveryOf(step, look) };
  });
  return { step, hearings, silence };
}

/** Calls as they stand on record once they were heard. */
export function heardOf(calls: readonly Call[], { view, now }: Owing): readonly Heard[] {
  return calls.flatMap(({ step, hearings }): readonly Heard[] => {
    const of = { leg: view.leg, step: step.name };
    if (hearings.length === 0) {
      return [{ ...of, contactId: '', fate: 'suppressed', settledAt: now }];
    }
    return hearings.map(({ contact, at }) => ({
      ...of,
      contactId: contact.id,
      fate: 'sent',
      settledAt: at,
    }));
  });
}

/**
 * What a clock calls for from now on, in order, until it has nothing more to say: first what is on
 * its way already, then what comes if it is left running.
 * @param rows what became of its steps so far
 */
export function forecast(
  owing: Owing,
  rows: readonly Nudge[],
  { calendars }: Pick<Time, 'calendars'>,
): readonly Call[] {
  const { clock, view } = owing;
  if (view.state !== 'running') return [];
  const calendar = calendarOf({ calendars }, clock.side);
  const calls: Call[] = [...underWay(owing, rows)];
  let handled: readonly Heard[] = settling(rows).map((row) => asSent(row, owing.now));
  let { now } = owing;
  for (;;) {
    const { reached, nextAt } = callsOf({ view, policy: clock.policy, handled, calendar }, now);
    if (reached.length === 0 && nextAt === null) return calls;
    const fresh = ruledOn(reached, { ...owing, now }, { before: handled, calendars });
    calls.push(...fresh);
    handled = [...handled, ...heardOf(fresh, { ...owing, now })];
    now = reached.length === 0 && nextAt !== null ? nextAt : now;
  }
}

/** What becomes of all steps that are reached at `owing.now`. */
export function ruledOn(
  reached: readonly Step[],
  owing: Owing,
  known: Parameters<typeof callFor>[2],
): readonly Call[] {
  return rulingsOn(reached, owing.view, owing.now).map((ruling) => callFor(ruling, owing, known));
}

/** What is planned or queued comes when it may be delivered, and not before now. */
function asSent(row: Nudge, now: Instant): Heard {
  if (row.fate !== 'planned' && row.fate !== 'queued') return row;
  return { ...row, fate: 'sent', settledAt: Math.max(row.deliverAt ?? now, now) };
}

/** The steps of this leg whose messages wait. */
function underWay(
  { whole: { people }, view, now }: Owing,
  rows: readonly Nudge[],
): readonly Call[] {
  const waiting = rows.filter(
    ({ leg, fate }) => leg === view.leg && (fate === 'planned' || fate === 'queued'),
  );
  const everyone = [...people.team, ...people.contacts];
  return [...Map.groupBy(waiting, ({ step }) => step).values()].flatMap((some): readonly Call[] => {
    const [first] = some;
    if (!first) return [];
    const hearings = some.flatMap(({ contactId, deliverAt, reason }): readonly Hearing[] => {
      const contact = everyone.find(({ id }) => id === contactId);
      return contact ? [{ contact, at: Math.max(deliverAt ?? now, now), reason }] : [];
    });
    return [{ step: { name: first.step, at: first.reachedAt }, hearings, silence: null }];
  });
}
