import { conditionText } from '../src/domain/condition.ts';
import {
  ANSWER_NAMES,
  ANSWERS,
  FACTOR_NAMES,
  FACTORS,
  PARTNER_TYPES,
  type Facts,
  type Level,
} from '../src/domain/facts.ts';
import { usualShapes, type ShapeGoal } from '../src/domain/plan-shape.ts';
import type { Playbook } from '../src/domain/playbook.ts';
import { OVERRIDE_DAYS, tierOf, TIERS, type Tier } from '../src/domain/tier.ts';
import { everyItem, itemLink, rolesText, roleText } from './document-item.ts';
import { blocks, bullets, md, table } from './document-text.ts';
import { durationText, hoursRows } from './document-words.ts';
import { count } from './words.ts';

/* The rules that stand above the items, as our own people look them up. */

const GOALS: Readonly<Record<ShapeGoal, string>> = {
  'gate-1': 'gate 1',
  'gate-2': 'gate 2',
  'go-live': 'the go-live',
  'or-else': 'or else',
  end: 'the last item',
};

/** How long each kind of partner takes if everybody uses all of their days, and which items decide it. */
export function shapeText(playbook: Playbook): string {
  const depth = FACTORS.depth.title.toLowerCase();
  const parts = usualShapes(playbook).map(({ sheets, lines }) => {
    const kinds = sheets.map(
      ({ type, facts }) => `**${PARTNER_TYPES[type]}** (${depth} ${facts.depth})`,
    );
    const rows = lines.map(({ goal, chain }) => [
      GOALS[goal],
      String(chain.day),
      chain.items.map((key) => itemLink(playbook, key)).join(' → '),
    ]);
    return blocks(kinds.join(', '), table(['Reaches', 'On day', 'By way of'], rows));
  });
  return blocks(
    'Working days from the registration on: each item uses all of its days, reviews take none. Each kind of partner is taken with its usual integration depth, and otherwise with everything that can be asked. Whoever wants to be faster shortens one of these chains.',
    ...parts,
  );
}

/** How the risk tier is calculated, and who may set another. */
export function tierText(playbook: Playbook): string {
  const { tierApprover } = playbook;
  const approver =
    tierApprover === undefined ? 'partner manager' : roleText(playbook, tierApprover);
  const { tiers, floors } = tierRules();
  return blocks(
    'Each answer is a level from 0 to 4. Level times weight, added up, is the score.',
    table(
      ['Factor', 'Weight', '0', '1', '2', '3', '4'],
      FACTOR_NAMES.map((name) => {
        const { title, weight, levels } = FACTORS[name];
        return [title, String(weight), ...levels];
      }),
    ),
    table(
      ['Score', 'Tier'],
      tiers.map(({ tier, least, most }) => [`${least}–${most}`, `${tier} (${TIERS[tier]})`]),
    ),
    'Whatever the score:',
    bullets(floors),
    `Another tier may be set by the ${approver}, with a reason, for ${count(OVERRIDE_DAYS, 'day')} at most.`,
    `Conditions ask for the tier, the levels, the kind of partner and the region, and for these answers: ${ANSWER_NAMES.map((name) => `“${ANSWERS[name]}”`).join(', ')}.`,
  );
}

type TierRules = Readonly<{
  tiers: readonly Readonly<{ tier: Tier; least: number; most: number }>[];
  floors: readonly string[];
}>;

/** The rules as `tierOf` has them: told from what it answers, they cannot drift away from it. */
function tierRules(): TierRules {
  const sheets = everyFacts().map(tierOf);
  const tiers = ([1, 2, 3, 4] as const).map((tier) => {
    const scores = sheets.filter(({ byScore }) => byScore === tier).map(({ score }) => score);
    return { tier, least: Math.min(...scores), most: Math.max(...scores) };
  });
  return { tiers, floors: [...new Set(sheets.flatMap(({ floor }) => floor ?? []))] };
}

function everyFacts(): readonly Facts[] {
  const levels: readonly Level[] = [0, 1, 2, 3, 4];
  const none = { jointMarketing: false, firstLineSupport: false, moneyFlows: false };
  const start: Facts = {
    data: 0,
    depth: 0,
    access: 0,
    substitutability: 0,
    dependency: 0,
    ...none,
  };
  return FACTOR_NAMES.reduce<readonly Facts[]>(
    (all, name) => all.flatMap((facts) => levels.map((level) => ({ ...facts, [name]: level }))),
    [start],
  );
}

/** Which items are not for everybody, and for whom they are. */
export function conditionsText(playbook: Playbook): string {
  const items = everyItem(playbook);
  const rows = items.flatMap(({ id, title, when }) =>
    when ? [[itemLink(playbook, id), md(title), md(conditionText(when))]] : [],
  );
  return rows.length === 0
    ? 'Every item is for every partner.'
    : blocks(
        `${count(rows.length, 'item')} of ${items.length} are not for everybody. What is left out is kept with its reason; whoever waits for it waits no longer.`,
        table(['Item', '', 'Only for'], rows),
      );
}

/** Whom to turn to, step by step. */
export function escalationText(playbook: Playbook): string {
  const { escalation } = playbook;
  if (escalation.length === 0) return 'No topic has a ladder of its own: ask the partner manager.';
  const names = (roles: readonly string[]) => rolesText(playbook, roles);
  const time = (value: string | undefined) => (value === undefined ? '–' : durationText(value));
  return table(
    ['Topic', 'Theirs first', 'Ours first', 'Then', 'First answer', 'Solved', 'News every'],
    escalation.map(({ topic, first, then, respond, resolve, update }) => [
      md(topic),
      names([first.partner]),
      names([first.vendor]),
      then.map(names).join(' → '),
      time(respond),
      time(resolve),
      time(update),
    ]),
  );
}

/** Working hours by country. */
export function calendarsText({ calendars }: Playbook): string {
  return table(['Where', 'Days', 'Hours'], hoursRows(calendars));
}

/** The eight stages of a relationship. @see ISO 44001:2017 */
const STAGES = [
  'operational awareness',
  'knowledge',
  'internal assessment',
  'partner selection',
  'working together',
  'value creation',
  'staying together',
  'exit strategy',
];

/** Which items belong to each stage of ISO 44001. */
export function stagesText(playbook: Playbook): string {
  const items = everyItem(playbook);
  return table(
    ['Stage', 'Items'],
    STAGES.map((name, index) => {
      const own = items.filter(({ stage }) => stage === index + 1);
      const links = own.map(({ id }) => itemLink(playbook, id)).join(', ');
      return [`${index + 1} ${name}`, links === '' ? 'none' : links];
    }),
  );
}
