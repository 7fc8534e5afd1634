import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import {
  ANSWER_NAMES,
  ANSWERS,
  FACTOR_NAMES,
  FACTORS,
  type Answer,
  type Facts,
  type Factor,
} from '../src/domain/facts.ts';
import {
  chosen,
  entered,
  field,
  option,
  readForm,
  VALUE,
  type Reading,
  type Submitted,
} from './kit.ts';

/* The questions whose answers decide the risk tier and which items apply. */

const ANSWERED = 'answers';

/** Inputs for the facts of a partner, filled in as far as they are known. */
export function factsBlocks(known: Partial<Facts>): KnownBlock[] {
  const options = ANSWER_NAMES.map((name) => option(name, ANSWERS[name]));
  const ticked = options.filter(({ value }) => value !== undefined && known[value as Answer]);
  return [
    ...FACTOR_NAMES.map((factor) => levelField(factor, known[factor])),
    field(
      ANSWERED,
      'What also applies',
      {
        type: 'checkboxes',
        action_id: VALUE,
        options,
        ...(ticked.length > 0 && { initial_options: ticked }),
      },
      { optional: true },
    ),
  ];
}

function levelField(factor: Factor, known: number | undefined) {
  const { title, levels } = FACTORS[factor];
  const options = levels.map((text, level) => option(String(level), `${level}: ${text}`));
  const initial = known === undefined ? undefined : options[known];
  return field(factor, title, {
    type: 'static_select',
    action_id: VALUE,
    options,
    ...(initial && { initial_option: initial }),
  });
}

const CHOOSE = 'Choose the line that fits best';
const level = z.literal([0, 1, 2, 3, 4], CHOOSE);
const Level = z.coerce.number<string>(CHOOSE).pipe(level);
const Levels = z.object({
  data: Level,
  depth: Level,
  access: Level,
  substitutability: Level,
  dependency: Level,
});

/** The inverse of `factsBlocks`. */
export function readFacts(view: Submitted): Reading<Facts> {
  // Nothing chosen is no zero.
  const raw = FACTOR_NAMES.map((name) => [name, entered(view, name) || 'none']);
  const levels = readForm(Levels, Object.fromEntries(raw));
  if (!levels.ok) return levels;
  const ticked = chosen(view, ANSWERED);
  const answers = Object.fromEntries(
    ANSWER_NAMES.map((name) => [name, ticked.includes(name)]),
  ) as Record<Answer, boolean>;
  return { ok: true, value: { ...levels.value, ...answers } };
}

/** Reads facts that a form carried along. @see factsBlocks */
export const FactsSchema: z.ZodType<Facts> = z.object({
  data: level,
  depth: level,
  access: level,
  substitutability: level,
  dependency: level,
  jointMarketing: z.boolean(),
  firstLineSupport: z.boolean(),
  moneyFlows: z.boolean(),
});
