import { ownerOf, type Owing } from './audience.ts';
import { isCalendarTime, type Budget } from './budget.ts';
import { isWorkingDay, workingDaysBetween, type Calendar } from './calendar.ts';
import { forecast, type Call } from './clock-forecast.ts';
import { countedBy, type ClockKind, type OpenPause, type PauseReason } from './clock.ts';
import type { Fate } from './clock-steps.ts';
import type { Side } from './contact.ts';
import type { Instant, Zone } from './ids.ts';
import type { Time } from './item.ts';
import { dayOf, timeOfDay } from './local-time.ts';
import { titleOf } from './nudge-line.ts';
import type { FateReason, Nudge } from './nudge.ts';
import { calendarOf, type WholeOnboarding } from './onboarding.ts';
import { sideOfRole } from './playbook.ts';
import { BACKUP, policyOf } from './sla.ts';

/* The clocks of one partner, theirs and ours, as our own people see them. */

/** What a clock is about, and whose it is. `isHourly`: its time is so short that hours matter. */
type Head = Readonly<{
  title: string;
  kind: ClockKind;
  side: Side;
  ownerName: string | null;
  isHourly: boolean;
}>;

/** How long something has been late, in whole days or hours of whoever owes it. */
export type Lateness = Readonly<{ amount: number; unit: 'day' | 'hour'; isWorkingTime: boolean }>;

/** A clock as it stands. `dueAt` of one that stands still is as if it went on now. */
export type SlaLine = Head &
  Readonly<{
    dueAt: Instant | null;
    /** What was first promised, where that was another moment. */
    firstDueAt: Instant | null;
    extensions: number;
    /** How late it is; null where it is not, or stands still. */
    late: Lateness | null;
    /** Why it stands still, the first reason first; null where it runs. */
    held: Readonly<{ since: Instant; reasons: readonly PauseReason[] }> | null;
    /** Until when somebody has promised it. */
    promisedAt: Instant | null;
  }>;

/** Somebody whom a ladder tells, by what the playbook calls the role; `backup` is that of the owner. */
export type Told = Readonly<{ side: Side; title: string }> | 'backup';

/** How a playbook reminds and escalates. */
export type SlaRules = Readonly<{
  thresholds: readonly number[];
  repeats: readonly number[];
  ladders: Readonly<Record<Side, readonly Readonly<{ after: Budget; tell: readonly Told[] }>[]>>;
  /** Open clocks that started under other rules, and keep them. */
  others: number;
}>;

export type SlaBoard = Readonly<{
  partnerName: string;
  zone: Zone;
  /** What is late, the latest first; what runs, by when it is due; what stands still, the longest first. */
  lines: readonly SlaLine[];
  rules: SlaRules;
}>;

/** A running clock and what it calls for from now on. */
export type PreviewedClock = Head & Readonly<{ dueAt: Instant | null; calls: readonly Call[] }>;
export type SlaPreview = Readonly<{
  partnerName: string;
  zone: Zone;
  /** What calls first comes first. */
  clocks: readonly PreviewedClock[];
}>;

/** A moment at which a clock called for somebody, and what became of it. */
export type SlaLogLine = Pick<Head, 'title' | 'kind'> &
  Readonly<{
    step: string;
    reachedAt: Instant;
    /** Null where nobody was to hear it. */
    personName: string | null;
    fate: Fate;
    reason: FateReason | null;
    /** When it was sent or given up; while it waits, when it may be delivered. */
    at: Instant | null;
  }>;
export type SlaLog = Readonly<{
  partnerName: string;
  zone: Zone;
  /** The newest, newest first, and how many there are in all. */
  lines: readonly SlaLogLine[];
  total: number;
}>;

function headOf(owing: Owing): Head {
  const { kind, side, policy } = owing.clock;
  return {
    title: titleOf(owing),
    kind,
    side: side === 'partner' ? 'partner' : 'vendor',
    ownerName: ownerOf(owing)?.name ?? null,
    isHourly: policy.budget.endsWith('h'),
  };
}

/** One clock as it stands. */
export function slaLine(owing: Owing, { calendars }: Pick<Time, 'calendars'>): SlaLine {
  const { view, clock, now } = owing;
  const dueAt = view.dueAt ?? view.dueIfResumed;
  const { baselineDueAt: first, pauses } = view;
  const promise = view.acknowledgements.at(-1);
  const isLate = view.state === 'running' && dueAt !== null && dueAt < now;
  const isWorkingTime = !isCalendarTime(clock.policy.budget);
  const counted = countedBy(clock.policy, calendarOf({ calendars }, clock.side));
  return {
    ...headOf(owing),
    dueAt,
    firstDueAt: first === dueAt ? null : first,
    extensions: view.legs.extension,
    late: isLate ? { ...lateness(dueAt, view.overdueMs, counted, now), isWorkingTime } : null,
    held: view.state === 'paused' ? heldBy(pauses) : null,
    promisedAt: promise && promise.until > now ? promise.until : null,
  };
}

const HOUR_MS = 3_600_000;

/** Whole days of the calendar, or where there is none the hours of it. */
function lateness(
  dueAt: Instant,
  overdueMs: number,
  calendar: Calendar,
  now: Instant,
): Omit<Lateness, 'isWorkingTime'> {
  const { zone } = calendar;
  const today = dayOf(now, zone);
  const begun = workingDaysBetween(dayOf(dueAt, zone), today, calendar);
  const isWhole = timeOfDay(now, zone) >= timeOfDay(dueAt, zone) || !isWorkingDay(today, calendar);
  const days = isWhole ? begun : begun - 1;
  return days > 0
    ? { amount: days, unit: 'day' }
    : { amount: Math.floor(overdueMs / HOUR_MS), unit: 'hour' };
}

function heldBy(pauses: readonly OpenPause[]): SlaLine['held'] {
  const [first] = pauses.toSorted((a, b) => a.since - b.since);
  const reasons = [...new Set(pauses.map(({ reason }) => reason))];
  return first ? { since: first.since, reasons } : null;
}

/** All clocks that are open, what hurts most first. */
export function slaBoard(
  whole: WholeOnboarding,
  owings: readonly Owing[],
  { zone, calendars }: Readonly<{ zone: Zone; calendars: Time['calendars'] }>,
): SlaBoard {
  const lines = owings
    .filter(({ view }) => view.state === 'running' || view.state === 'paused')
    .map((owing) => slaLine(owing, { calendars }))
    .sort((a, b) => rankOf(a) - rankOf(b) || momentOf(a) - momentOf(b));
  return { partnerName: whole.partner.name, zone, lines, rules: rulesOf(whole, owings) };
}

function rankOf({ late, held }: SlaLine): number {
  return late ? 0 : held ? 2 : 1;
}

/** What those of one rank are sorted by: since when it stands still, else when it is due. */
function momentOf({ held, dueAt }: SlaLine): number {
  return held?.since ?? dueAt ?? Infinity;
}

/** The rules that clocks which start now get, and how many go by others. */
function rulesOf({ playbook }: WholeOnboarding, owings: readonly Owing[]): SlaRules {
  const { thresholds, repeats, ladders } = playbook.sla;
  const told = (who: string): Told =>
    who === BACKUP ? 'backup' : { side: sideOfRole(who), title: playbook.roles[who] ?? who };
  const named = (side: Side) =>
    ladders[side].map(({ after, tell }) => ({ after, tell: tell.map(told) }));
  const isOther = ({ clock: { side, policy } }: Owing) =>
    JSON.stringify(policy) !==
    JSON.stringify(policyOf(playbook.sla, { side, budget: policy.budget }));
  return {
    thresholds,
    repeats,
    ladders: { partner: named('partner'), vendor: named('vendor') },
    others: owings.filter(isOther).length,
  };
}

/** What every running clock calls for from now on, if nothing happens to it. */
export function slaPreview(
  whole: WholeOnboarding,
  owings: readonly Readonly<{ owing: Owing; rows: readonly Nudge[] }>[],
  { zone, calendars }: Readonly<{ zone: Zone; calendars: Time['calendars'] }>,
): SlaPreview {
  const firstAt = ({ calls }: PreviewedClock) => calls[0]?.step.at ?? Infinity;
  const clocks = owings
    .filter(({ owing: { view } }) => view.state === 'running')
    .map(({ owing, rows }): PreviewedClock => {
      const { dueAt } = owing.view;
      return { ...headOf(owing), dueAt, calls: forecast(owing, rows, { calendars }) };
    })
    .sort((a, b) => firstAt(a) - firstAt(b) || (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
  return { partnerName: whole.partner.name, zone, clocks };
}

/** A row with the clock that it is about. */
export type Called = Readonly<{ nudge: Nudge; clock: Owing['clock'] }>;

/** What clocks called for and what became of it. */
export function slaLogLine(whole: WholeOnboarding, { nudge, clock }: Called): SlaLogLine {
  const { step, reachedAt, contactId, fate, reason, settledAt, deliverAt } = nudge;
  const { team, contacts } = whole.people;
  const person = [...team, ...contacts].find(({ id }) => id === contactId);
  return {
    title: titleOf({ whole, clock }),
    kind: clock.kind,
    step,
    reachedAt,
    personName: contactId === '' ? null : (person?.name ?? 'somebody'),
    fate,
    reason,
    at: fate === 'planned' ? deliverAt : settledAt,
  };
}
