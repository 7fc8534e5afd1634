import { z } from 'zod';

/** What a field of an evidence form takes. */
export const FIELD_KINDS = [
  'text',
  'url',
  'file',
  'date',
  'number',
  'choice',
  'attestation',
] as const;

/** One field of the form that an item's evidence is handed in with. */
export const FieldSchema = z
  .strictObject({
    /** Stays the same when the label changes: what was handed in is kept under it. */
    id: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'A field id looks like extractDate'),
    /** For an attestation, the statement itself. */
    label: z.string().trim().min(1, 'Say something here').max(150),
    kind: z.enum(FIELD_KINDS, `One of ${FIELD_KINDS.join(', ')}`),
    /** For a choice; Slack shows 75 characters of each. */
    choices: z
      .array(
        z
          .string()
          .trim()
          .min(1)
          .max(75)
          .regex(/^\P{C}+$/u, 'Only characters that can be seen'),
      )
      .min(2)
      .max(10)
      .refine((choices) => new Set(choices).size === choices.length, 'Two choices are the same')
      .optional(),
    hint: z.string().trim().min(1).max(150).optional(),
    optional: z.boolean().default(false),
  })
  .refine(({ kind, choices }) => (kind === 'choice') === (choices !== undefined), {
    path: ['choices'],
    error: 'A field of kind choice lists its choices, and no other does',
  });
export type FieldSpec = Readonly<z.infer<typeof FieldSchema>>;

/**
 * What was entered in a field, with its label as it was then. A file is named by its Slack id; a
 * field with several files has as many values.
 */
export type FieldValue = Readonly<{ id: string; label: string; value: string }>;

/** What a ticked attestation is kept as. */
export const CONFIRMED = 'confirmed';
export const TEXT_MAX = 500;
const LINK_MAX = 2000;

export type FieldReading =
  Readonly<{ ok: true; value: string }> | Readonly<{ ok: false; why: string }>;

/** What to say when nothing was entered. */
const MISSING: Readonly<Record<FieldSpec['kind'], string>> = {
  text: 'Fill this in',
  url: 'Give a link',
  file: 'Attach a file',
  date: 'Choose a day',
  number: 'Give a number',
  choice: 'Choose one',
  attestation: 'Tick this to confirm it, or press “I’m blocked” to say why you cannot.',
};

/** What to tell who left a required field empty; null when it may be empty. */
export function missing({ kind, optional }: FieldSpec): string | null {
  return optional ? null : MISSING[kind];
}

/** What was typed or chosen in a field that takes no files, as it is kept; '' when it was left out. */
export function readField(field: FieldSpec, typed: string): FieldReading {
  if (typed === '') {
    const why = missing(field);
    return why === null ? { ok: true, value: '' } : { ok: false, why };
  }
  const reading = schemaOf(field).safeParse(typed);
  if (reading.success) return { ok: true, value: reading.data };
  return { ok: false, why: reading.error.issues[0]?.message ?? MISSING[field.kind] };
}

function schemaOf({ kind, choices = [] }: FieldSpec): z.ZodType<string> {
  switch (kind) {
    case 'text':
      return z.string().max(TEXT_MAX, `At most ${TEXT_MAX} characters. Put more into a document.`);
    case 'url':
      return Link;
    case 'date':
      return z.iso.date(MISSING.date);
    case 'number':
      return Numeral;
    case 'choice':
      return z.enum(choices, MISSING.choice);
    case 'attestation':
      return z.literal(CONFIRMED, MISSING.attestation);
    case 'file':
      return z.never(MISSING.file);
  }
}

const NO_LINK = 'Give a link that starts with https:// or http://';
const Link = z
  .url({ protocol: /^https?$/, error: NO_LINK })
  .regex(/^\w+:\/\/\S+$/, NO_LINK)
  .max(LINK_MAX, 'This link is too long. Shorten it.')
  .refine(hasNoUser, 'Give the link without a user name in it.');

/** Whether a link shows where it leads: `https://bank.example@evil.example` does not. */
export function hasNoUser(link: string): boolean {
  const url = URL.parse(link);
  // What is no address at all is told elsewhere.
  return url === null || (url.username === '' && url.password === '');
}

/** Digits stay as they were typed: what a computer calculates with would round long ones. */
const Numeral = z
  .string()
  .max(30, 'This number is too long. Round it.')
  .regex(/^[+-]?(\d+\.?\d*|\.\d+)$/, 'Give a number in digits, like 12 or 12.5')
  .transform(canonical);

function canonical(typed: string): string {
  const [, sign, whole = '', fraction = ''] = /^([+-]?)0*(\d*)\.?(\d*?)0*$/.exec(typed) ?? [];
  const size = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
  return sign === '-' && size !== '0' ? `-${size}` : size;
}
