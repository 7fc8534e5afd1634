/** What kind of partner they are; a playbook may ask other things of each. */
export const PARTNER_TYPES = {
  referral: 'Referral',
  reseller: 'Reseller',
  integrator: 'Technology or integration',
  services: 'Services or consulting',
  msp: 'Managed service',
  embedded: 'Embedded, marketplace or OEM',
} as const;
export type PartnerType = keyof typeof PARTNER_TYPES;

export type Level = 0 | 1 | 2 | 3 | 4;

/** What the risk tier is calculated from. `levels` says what 0 to 4 mean. */
export const FACTORS = {
  data: {
    title: 'Data sensitivity',
    weight: 3,
    levels: [
      'none',
      'public business data',
      'business contacts',
      'customer personal data',
      'special category, payment, health or secrets',
    ],
  },
  depth: {
    title: 'Integration depth',
    weight: 3,
    levels: [
      'none',
      'links, files by hand',
      'read API',
      'write API, events',
      'embedded, privileged or in the data path',
    ],
  },
  access: {
    title: 'Access',
    weight: 2,
    levels: [
      'none',
      'own demo tenant',
      'partner users in our tenant',
      'customer tenants',
      'administrative or production access',
    ],
  },
  substitutability: {
    title: 'How hard to replace',
    weight: 1,
    levels: ['in days', 'in weeks', 'in a quarter', 'in half a year', 'there is no alternative'],
  },
  dependency: {
    title: 'Share of our revenue plan',
    weight: 1,
    levels: ['no revenue plan', 'under 1 %', 'under 5 %', 'under 15 %', '15 % or more'],
  },
} as const satisfies Record<
  string,
  Readonly<{
    title: string;
    weight: number;
    levels: readonly [string, string, string, string, string];
  }>
>;
export type Factor = keyof typeof FACTORS;
export const FACTOR_NAMES = Object.keys(FACTORS) as readonly Factor[];

/** Questions that are answered with yes or no. */
export const ANSWERS = {
  jointMarketing: 'We do joint marketing',
  firstLineSupport: 'They give first-line support',
  moneyFlows: 'Money flows between us',
} as const;
export type Answer = keyof typeof ANSWERS;
export const ANSWER_NAMES = Object.keys(ANSWERS) as readonly Answer[];

/** What is known about a partner that decides which items apply to them. */
export type Facts = Readonly<Record<Factor, Level> & Record<Answer, boolean>>;

/** The most that a partner can be asked: every level at its highest, every answer yes. */
export const FULLEST = Object.fromEntries([
  ...FACTOR_NAMES.map((name) => [name, 4]),
  ...ANSWER_NAMES.map((name) => [name, true]),
]) as Facts;

/** How deep each kind of partner usually integrates: what the form starts with. */
export const USUAL_DEPTH: Readonly<Record<PartnerType, Level>> = {
  referral: 0,
  reseller: 1,
  integrator: 3,
  services: 1,
  msp: 2,
  embedded: 4,
};

/** Parts of the world with rules of their own. */
export const REGIONS = {
  eea: 'the European Economic Area',
  uk: 'the United Kingdom',
  ch: 'Switzerland',
  us: 'the United States',
  gulf: 'the Gulf states',
  india: 'India',
  brazil: 'Brazil',
  singapore: 'Singapore',
  other: 'elsewhere',
} as const;
export type Region = keyof typeof REGIONS;

/** An ISO 3166 country, two capitals; a part of it may follow: `DE`, `DE-BE`. */
export type Country = string;

const EEA =
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK ES';
const COUNTRIES: Readonly<Record<string, Region>> = {
  ...Object.fromEntries(EEA.split(' ').map((country) => [country, 'eea' as const])),
  ...Object.fromEntries('AE BH KW OM QA SA'.split(' ').map((one) => [one, 'gulf' as const])),
  GB: 'uk',
  CH: 'ch',
  US: 'us',
  IN: 'india',
  BR: 'brazil',
  SG: 'singapore',
};

/** The region whose rules count in `country`. */
export function regionOf(country: Country): Region {
  return COUNTRIES[country.slice(0, 2)] ?? 'other';
}
