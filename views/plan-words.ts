import { dayOf } from '../src/domain/local-time.ts';
import { FACTORS, type Level } from '../src/domain/facts.ts';
import type { Instant, Zone } from '../src/domain/ids.ts';
import type { LeftOut, Plan, PlannedItem } from '../src/domain/plan.ts';
import { sideOfRole, type GateNumber } from '../src/domain/playbook.ts';
import {
  HIGHEST_SCORE,
  TIERS,
  type Tier,
  type TierOverride,
  type TierSheet,
} from '../src/domain/tier.ts';
import { cut, escapeMrkdwn } from './kit.ts';
import { count, dateText, dayText } from './words.ts';

/* A plan and a tier in mrkdwn, for our own people. */

/** `13 Mar 2026`, in `zone`. */
export function dateOf(at: Instant, zone: Zone): string {
  return dateText(dayOf(at, zone));
}

/** `2, mission-critical`. */
export function tierName(tier: Tier): string {
  return `${tier}, ${TIERS[tier]}`;
}

/** The tier with every step that led to it. */
export function tierText(sheet: TierSheet, override: TierOverride | null): string {
  const { tier, byScore, score, parts, floor } = sheet;
  const steps = parts.map(({ factor, level, weight, points }) => {
    const { title, levels } = FACTORS[factor];
    return `${title} ${level} (${levels[level as Level]}) × ${weight} = ${points}`;
  });
  const lifted =
    floor === null ? '' : `\nThe points alone give tier ${tierName(byScore)}; ${floor}.`;
  const calculated = `${score} of ${HIGHEST_SCORE} points: ${steps.join(' · ')}.${lifted}`;
  if (override === null) return `*Risk tier ${tierName(tier)}*\n${escapeMrkdwn(calculated)}`;
  const byHand = `Set by hand until ${dateText(override.until)}: ${override.reason}`;
  return `*Risk tier ${tierName(override.tier)}*\n${escapeMrkdwn(byHand)}\n${escapeMrkdwn(`Calculated: tier ${tierName(tier)}, ${calculated}`)}`;
}

/** How much a plan asks for, when its gates open and when it ends; and what does not fit. */
export function planText(plan: Plan, zone: Zone): string {
  const { items, leftOut } = plan;
  const left = leftOut.length === 0 ? '' : `, ${leftOut.length} left out`;
  const gates = ([1, 2] as const).map((gate) => `Gate ${gate}: ${gateText(plan, gate, zone)}`);
  return [
    [`*${count(items.length, 'item')}*${left}`, ...gates].join(' · '),
    ...goLiveText(plan, zone),
    ...targetText(plan),
  ].join('\n');
}

function gateText({ items, gates }: Plan, gate: GateNumber, zone: Zone): string {
  const at = gates[gate];
  if (at === null) return 'nothing to prove';
  const open = items.every(({ spec, status }) => spec.gate !== gate || status === 'accepted');
  return `${open ? 'open since ' : ''}${dateOf(at, zone)}`;
}

function goLiveText(plan: Plan, zone: Zone): readonly string[] {
  if (!plan.goLive) return [];
  const { spec, expectedAt } = plan.goLive;
  const name = `${spec.id} ${escapeMrkdwn(spec.title)}`;
  const day = dateOf(expectedAt, zone);
  return isLive(plan)
    ? [`*Live since ${day}*, with ${name}.`]
    : [
        `*Go-live expected ${day}* if every item takes all of its days. What counts as go-live: ${name}.`,
      ];
}

/** Whether the target fits; nothing where there is none, or where it was reached. */
export function targetText(plan: Plan): readonly string[] {
  const { target = null, shortBy = 0 } = plan.goLive ?? {};
  if (target === null || isLive(plan)) return [];
  if (shortBy === 0) return [`The target ${dateText(target)} fits.`];
  return [
    `:warning: *The target ${dateText(target)} does not fit*: ${count(shortBy, 'working day')} short. What is on the longest way has to go faster, or the target moves.`,
  ];
}

function isLive({ items, goLive }: Plan): boolean {
  return items.some(({ spec, status }) => spec.id === goLive?.spec.id && status === 'accepted');
}

/** `● QUA-1 Register the company: them, Wed 4 Mar`; the mark says that it is on the longest way. */
export function itemText(
  { spec, status, dueAt, doneAt, latest, critical }: PlannedItem,
  zone: Zone,
): string {
  const who = sideOfRole(spec.owner) === 'vendor' ? 'us' : 'them';
  const name = `${spec.id} ${escapeMrkdwn(spec.title)}`;
  if (status === 'accepted') return `✓ ${name}, ${dayText(doneAt, zone)}`;
  const mark = critical ? '●' : '○';
  const needed = latest === null ? '' : `, needed by ${dateText(latest)}`;
  return `${mark} ${name}: ${who}, ${dayText(dueAt, zone)}${needed}`;
}

/** As many steps of the longest way as a reader takes in. */
const STEPS = 12;

/** What the go-live waits for, step by step, and the end of it; nothing where one step is left. */
export function pathText({ criticalPath }: Plan, zone: Zone): readonly string[] {
  const open = criticalPath.filter(({ status }) => status !== 'accepted');
  if (open.length < 2) return [];
  const steps = open.map((item) => itemText(item, zone));
  const between = steps.length - STEPS;
  const shown =
    between > 1
      ? [...steps.slice(0, STEPS - 1), `and ${between} more, before`, ...steps.slice(-1)]
      : steps;
  return [['*The longest way to the go-live*', ...shown].join('\n')];
}

/** A line of a list, and how many things it stands for. */
type Line = Readonly<{ text: string; stands: number }>;

/** As many titles as a reader takes in, and as much of a condition, in characters. */
const NAMES = 600;
const REASON = 400;

/** What is left out, and why, in at most about `max` characters; nothing where all applies. */
export function leftOutTexts(plan: Plan, max: number): readonly string[] {
  if (plan.leftOut.length === 0) return [];
  return ['*Left out, and why*', ...shortened(leftOutLines(plan), max)];
}

/** Items that share a reason share a line. */
function leftOutLines({ leftOut }: Plan): readonly Line[] {
  const byReason = Map.groupBy(leftOut, ({ asked, found }) => `${asked}\n${found}`);
  return [...byReason.values()].map((some) => {
    const names = some.map(({ spec }) => escapeMrkdwn(`${spec.id} ${spec.title}`));
    const [first] = some;
    const why = first ? reasonText(first) : '';
    const text = namesText(names) + (why === '' ? '' : `\n   _${escapeMrkdwn(why)}_`);
    return { text, stands: some.length };
  });
}

function namesText(names: readonly string[]): string {
  let length = 0;
  const shown = names.filter((name, index) => {
    length += name.length;
    return index === 0 || length <= NAMES;
  });
  const left = names.length - shown.length;
  return shown.join(', ') + (left === 0 ? '' : ` and ${left} more`);
}

/** An item that lost its condition has no reason, one of a partner without facts half of one. */
function reasonText({ asked, found }: LeftOut): string {
  if (asked === '') return '';
  const here = found === '' ? '' : `; here: ${cut(found, REASON)}`;
  return `only for ${cut(asked, REASON)}${here}`;
}

/**
 * The first of `lines` that `max` characters hold, and a line that counts the others.
 * @param more how many there are besides that nobody looked for
 */
export function shortened(
  lines: readonly Line[],
  max: number,
  thing = 'item',
  more = 0,
): readonly string[] {
  let length = 0;
  const shown = lines.filter(({ text }) => {
    length += sentLength(text);
    return length <= max;
  });
  const left = lines.slice(shown.length).reduce((sum, { stands }) => sum + stands, more);
  const rest = left === 0 ? [] : [`And ${count(left, `more ${thing}`)}.`];
  return [...shown.map(({ text }) => text), ...rest];
}

/** Characters of JSON, with the line break after it. */
export function sentLength(text: string): number {
  return JSON.stringify(text).length;
}
