import { stepText } from '../src/domain/clock-steps.ts';
import { CLOCK_KINDS, PAUSE_REASONS, type ClockKind } from '../src/domain/clock.ts';
import type { Call } from '../src/domain/clock-forecast.ts';
import type { Side } from '../src/domain/contact.ts';
import type { Instant, Zone } from '../src/domain/ids.ts';
import { FATE_REASONS, type FateReason } from '../src/domain/nudge.ts';
import type {
  Lateness,
  PreviewedClock,
  SlaLine,
  SlaLogLine,
  SlaRules,
  Told,
} from '../src/domain/sla-board.ts';
import { count, dayText, minuteText, type CompanyNames } from './words.ts';

/* Clocks in words, for our own people: plain text, nothing escaped. */

type Look = Readonly<{ names: CompanyNames; zone: Zone }>;

/** `Sign the terms`, `Review: Sign the terms`, `First answer: Access or credentials`. */
function aboutText({ title, kind }: Readonly<{ title: string; kind: ClockKind }>): string {
  if (kind === 'work') return title;
  const what = CLOCK_KINDS[kind];
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}: ${title}`;
}

type Head = Pick<SlaLine, 'title' | 'kind' | 'side' | 'ownerName'>;

/** `Sign the terms (Priya, Acme)`. */
function headText(head: Head, { names }: Look): string {
  const company = head.side === 'partner' ? names.partner : names.host;
  return `${aboutText(head)} (${head.ownerName ?? 'nobody yet'}, ${company})`;
}

/** A day, with the hour where that matters. */
function dueText(at: Instant, { isHourly }: Pick<SlaLine, 'isHourly'>, zone: Zone): string {
  return isHourly ? minuteText(at, zone) : dayText(at, zone);
}

/** `2 working days late`. */
function lateText({ amount, unit, isWorkingTime }: Lateness): string {
  const word = isWorkingTime ? `working ${unit}` : unit;
  return amount === 0 ? `less than a ${word} late` : `${count(amount, word)} late`;
}

/** One clock: how late it is, or when it is due, or why it stands still; and what was promised before. */
export function lineText(line: SlaLine, look: Look): string {
  const { zone } = look;
  const { dueAt, firstDueAt, extensions, late, held, promisedAt } = line;
  const due = dueAt === null ? 'no date yet' : dueText(dueAt, line, zone);
  const state = held
    ? `since ${dayText(held.since, zone)}: ${held.reasons.map((one) => PAUSE_REASONS[one]).join('; ')}; due ${due} if it went on now`
    : late
      ? `${lateText(late)}, was due ${due}`
      : `due ${due}`;
  const parts = [
    state,
    promisedAt === null ? '' : `promised for ${minuteText(promisedAt, zone)}`,
    firstDueAt === null ? '' : `first promised for ${dueText(firstDueAt, line, zone)}`,
    extensions === 0 ? '' : `extended ${timesText(extensions)}`,
  ];
  return `${headText(line, look)}: ${parts.filter((part) => part !== '').join('; ')}`;
}

function timesText(n: number): string {
  return n === 1 ? 'once' : n === 2 ? 'twice' : `${n} times`;
}

/** `4 working hours`. */
function budgetText(budget: string): string {
  const [n = '', unit = ''] = budget.split(' ');
  return count(Number(n), UNITS[unit] ?? unit);
}
const UNITS: Readonly<Record<string, string>> = {
  bh: 'working hour',
  bd: 'working day',
  ch: 'hour',
  cd: 'day',
};

/** `a, b and c`. */
function listText(words: readonly (string | number)[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** The rules by which people are reminded, and how it goes up on each side. */
export function rulesTexts(rules: SlaRules, names: CompanyNames): readonly string[] {
  const { thresholds, repeats, ladders, others } = rules;
  const before = thresholds.length === 0 ? '' : `at ${listText(thresholds)} % of the time, `;
  const after =
    repeats.length === 0 ? '' : `, and then again, ${listText(repeats)} working days apart`;
  return [
    `Reminders go out ${before}when it is due${after}.`,
    ladderText(ladders.partner, names.partner),
    ladderText(ladders.vendor, names.host),
    ...(others === 0
      ? []
      : [`${count(others, 'clock')} started under other rules, and keep them.`]),
  ];
}

function ladderText(ladder: SlaRules['ladders'][Side], company: string): string {
  if (ladder.length === 0) return `When ${company} is late nobody else is told.`;
  const rungs = ladder.map(
    ({ after, tell }) => `after ${budgetText(after)} ${listText(tell.map(toldText))}`,
  );
  return `When ${company} is late: ${rungs.join('; then ')}.`;
}

function toldText(told: Told): string {
  if (told === 'backup') return 'the owner’s backup';
  return `${told.side === 'vendor' ? 'our' : 'their'} ${told.title}`;
}

/** The head of a clock that is previewed: `Sign the terms (Priya, Acme), due Thu 5 Mar`. */
export function previewHead(clock: PreviewedClock, look: Look): string {
  const { dueAt } = clock;
  const due = dueAt === null ? '' : `, due ${dueText(dueAt, clock, look.zone)}`;
  return `${headText(clock, look)}${due}`;
}

/** `Thu 5 Mar 17:00 · due: Priya`; who hears it later is named with when and why. */
export function callText({ step, hearings, silence }: Call, zone: Zone): string {
  const what = `${minuteText(step.at, zone)} · ${stepText(step.name)}`;
  if (hearings.length === 0) {
    return `${what}: ${silence === null ? 'nobody' : FATE_REASONS[silence]}`;
  }
  const people = hearings.map(({ contact, at, reason }) => {
    const name = contact.name ?? 'somebody';
    return at === step.at ? name : `${name}, ${minuteText(at, zone)}${becauseText(reason)}`;
  });
  return `${what}: ${people.join('; ')}`;
}

function becauseText(reason: FateReason | null): string {
  return reason === null ? '' : ` (${FATE_REASONS[reason]})`;
}

/** `Thu 5 Mar 17:00 · Sign the terms, due: Priya, told Fri 6 Mar 08:00`. */
export function logLineText(line: SlaLogLine, zone: Zone): string {
  const { step, reachedAt, personName } = line;
  const who = personName === null ? '' : `${personName}, `;
  return `${minuteText(reachedAt, zone)} · ${aboutText(line)}, ${stepText(step)}: ${who}${fateText(line, zone)}`;
}

/** What became of it, and why. */
function fateText({ fate, reason, at }: SlaLogLine, zone: Zone): string {
  const when = at === null ? '' : ` ${minuteText(at, zone)}`;
  const why = reason === null ? '' : `: ${FATE_REASONS[reason]}`;
  switch (fate) {
    case 'planned':
      return `waits until${when}${becauseText(reason)}`;
    case 'queued':
      return `on its way since${when}`;
    case 'sent':
      return `told${when}`;
    case 'superseded':
    case 'suppressed':
      return reason === null ? 'nobody' : FATE_REASONS[reason];
    case 'dropped':
      return `not sent${why}`;
    case 'failed':
      return `failed${when}${why}`;
  }
}
