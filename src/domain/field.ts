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
    choices: z.array(z.string().trim().min(1).max(75)).min(2).max(10).optional(),
    hint: z.string().trim().min(1).max(150).optional(),
    optional: z.boolean().default(false),
  })
  .refine(({ kind, choices }) => (kind === 'choice') === (choices !== undefined), {
    path: ['choices'],
    error: 'A field of kind choice lists its choices, and no other does',
  });
export type FieldSpec = Readonly<z.infer<typeof FieldSchema>>;

/** What was entered in a field, with its label as it was then. A file is named by its Slack id. */
export type FieldValue = Readonly<{ id: string; label: string; value: string }>;
