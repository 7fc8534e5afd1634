import { z } from 'zod';
import {
  ANSWER_NAMES,
  ANSWERS,
  FACTORS,
  PARTNER_TYPES,
  REGIONS,
  type Answer,
  type Facts,
  type Level,
  type PartnerType,
  type Region,
} from './facts.ts';
import { TIERS, type Tier } from './tier.ts';

/*
 * Which partners an item is for. Everything that a condition names must hold, and one of `any`:
 *   when: { type: [services, msp] }
 *   when: { any: [{ data: { min: 2 } }, { tier: { max: 2 } }] }
 */

const range = (least: number, most: number) => {
  const bound = z.int(`A whole number from ${least} to ${most}`).min(least).max(most);
  return z
    .strictObject({ min: bound.optional(), max: bound.optional() })
    .refine(({ min, max }) => min !== undefined || max !== undefined, 'Give min, max or both')
    .refine(
      ({ min = least, max = most }) => min <= max,
      'Nothing lies between: min is more than max',
    )
    .optional();
};
const oneOf = <T extends string>(names: readonly [T, ...T[]]) =>
  z
    .array(z.enum(names, `One of ${names.join(', ')}`))
    .min(1)
    .optional();
const keys = <T extends string>(of: Readonly<Record<T, unknown>>) => Object.keys(of) as [T, ...T[]];

const yesOrNo = z.boolean('true or false').optional();

const shape = {
  type: oneOf<PartnerType>(keys(PARTNER_TYPES)),
  region: oneOf<Region>(keys(REGIONS)),
  tier: range(1, 4),
  depth: range(0, 4),
  data: range(0, 4),
  access: range(0, 4),
  jointMarketing: yesOrNo,
  firstLineSupport: yesOrNo,
  moneyFlows: yesOrNo,
};
const saysSomething = (terms: object) => Object.values(terms).some((term) => term !== undefined);
const NOTHING = {
  error: 'It asks for nothing: name a type, a tier, a level … or take it out',
  // Of a word that nobody reads, the word alone is told.
  when: ({ issues }: Readonly<{ issues: readonly unknown[] }>) => issues.length === 0,
};
const Terms = z.strictObject(shape).refine(saysSomething, NOTHING);

export const ConditionSchema = z
  .strictObject({
    ...shape,
    any: z.array(Terms).min(2, 'Give two or more, or write it without “any”').optional(),
  })
  .refine(saysSomething, NOTHING);
export type Condition = Readonly<z.infer<typeof ConditionSchema>>;
type Terms = z.infer<typeof Terms>;

/** All that conditions ask about: the facts with what follows from them. */
export type FactSheet = Readonly<{ type: PartnerType; region: Region; tier: Tier; facts: Facts }>;

/** True when the condition holds for this partner. */
export function holds({ any, ...terms }: Condition, sheet: FactSheet): boolean {
  const all = (of: Terms) => termsOf(of, sheet).every(({ met }) => met);
  return all(terms) && (any === undefined || any.some(all));
}

/** The condition in words: `integration depth 1 or more`. */
export function conditionText({ any, ...terms }: Condition): string {
  const said = (of: Terms) =>
    termsOf(of, null)
      .map(({ asked }) => asked)
      .join(' and ');
  const all = said(terms);
  const choice = any?.map(said).join(', or ') ?? '';
  return all === '' || choice === '' ? all + choice : `${all}; and either ${choice}`;
}

/** What of the partner a condition looks at, in words: `integration depth 0`. */
export function factsAsked({ any, ...terms }: Condition, sheet: FactSheet): string {
  const said = [terms, ...(any ?? [])].flatMap((of) => termsOf(of, sheet));
  return [...new Set(said.map(({ found }) => found))].join(', ');
}

type Term = Readonly<{ met: boolean; asked: string; found: string }>;

function termsOf(terms: Terms, sheet: FactSheet | null): readonly Term[] {
  const { type, region, tier, depth, data, access } = terms;
  return [
    ...choice(type, sheet?.type, PARTNER_TYPES, 'partners of type'),
    ...choice(region, sheet?.region, REGIONS, 'partners in'),
    ...within(tier, sheet?.tier, {
      title: 'risk tier',
      say: (level) => tierText(level as Tier),
      asked: tiersText,
    }),
    ...within(depth, sheet?.facts.depth, levelsOf('depth')),
    ...within(data, sheet?.facts.data, levelsOf('data')),
    ...within(access, sheet?.facts.access, levelsOf('access')),
    ...ANSWER_NAMES.flatMap((name) => answer(name, terms[name], sheet?.facts[name])),
  ];
}

function tierText(tier: Tier): string {
  return `${tier} (${TIERS[tier]})`;
}

function levelsOf(factor: 'depth' | 'data' | 'access') {
  const { title, levels } = FACTORS[factor];
  const say = (level: number) => `${level} (${levels[level as Level]})`;
  return { title: title.toLowerCase(), say };
}

function choice<T extends string>(
  wanted: readonly T[] | undefined,
  is: T | undefined,
  names: Readonly<Record<T, string>>,
  title: string,
): readonly Term[] {
  if (!wanted) return [];
  // Some names hold an “or” of their own.
  const asked = `${title} ${wanted.map((one) => names[one]).join(' / ')}`;
  const found = is === undefined ? '' : `${title.replace('partners ', '')} ${names[is]}`;
  return [{ met: is !== undefined && wanted.includes(is), asked, found }];
}

function within(
  wanted: Readonly<{ min?: number | undefined; max?: number | undefined }> | undefined,
  is: number | undefined,
  {
    title,
    say,
    asked = rangeText,
  }: Readonly<{ title: string; say: (level: number) => string; asked?: typeof rangeText }>,
): readonly Term[] {
  if (!wanted) return [];
  const { min, max } = wanted;
  const met = is !== undefined && is >= (min ?? is) && is <= (max ?? is);
  const found = is === undefined ? '' : `${title} ${say(is)}`;
  return [{ met, asked: `${title} ${asked(min, max)}`, found }];
}

/** “2 or less” would leave open which tier is the stricter one. */
function tiersText(min = 1, max = 4): string {
  if (min === max) return String(min);
  return max - min === 1 ? `${min} or ${max}` : `${min} to ${max}`;
}

function rangeText(min: number | undefined, max: number | undefined): string {
  if (min === max) return String(min);
  if (max === undefined) return `${min} or more`;
  if (min === undefined) return `${max} or less`;
  return `${min} to ${max}`;
}

function answer(
  name: Answer,
  wanted: boolean | undefined,
  is: boolean | undefined,
): readonly Term[] {
  if (wanted === undefined) return [];
  const said = (yes: boolean) => `“${ANSWERS[name]}”: ${yes ? 'yes' : 'no'}`;
  return [{ met: is === wanted, asked: said(wanted), found: is === undefined ? '' : said(is) }];
}
