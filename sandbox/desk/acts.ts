import { z } from 'zod';

const File = z.object({
  name: z.string().min(1).max(255),
  mimetype: z.string().max(255),
  size: z.number().int().min(0),
  /** What is in it, Base64. */
  base64: z.string(),
});

const Value = z.union([z.string(), z.array(z.string()), z.array(File), z.boolean(), z.null()]);
const Values = z.record(z.string(), Value);

/** A control: in a message, in the Home tab, or in the form on top. */
const Target = z.object({
  channel: z.string().optional(),
  ts: z.string().optional(),
  home: z.boolean().optional(),
  blockId: z.string(),
  actionId: z.string(),
  value: z.string().optional(),
});

const as = z.string();
/** What stands in the inputs of the form, where a control of it is used. */
const typed = Values.optional();

/** Everything that a person can do on the page; each is a method of the simulator's `Person`. */
export const Act = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('command'),
    as,
    text: z.string(),
    channel: z.string(),
    thread: z.string().optional(),
  }),
  z.object({
    do: z.literal('say'),
    as,
    channel: z.string(),
    text: z.string(),
    thread: z.string().optional(),
    files: z.array(File).optional(),
  }),
  z.object({ do: z.literal('press'), as, target: Target, typed }),
  z.object({ do: z.literal('tick'), as, target: Target, on: z.boolean(), typed }),
  z.object({
    do: z.literal('choose'),
    as,
    target: Target,
    value: z.union([z.string(), z.array(z.string()), z.null()]),
    typed,
  }),
  z.object({ do: z.literal('suggest'), as, target: Target, query: z.string() }),
  z.object({ do: z.literal('submit'), as, values: Values }),
  z.object({ do: z.literal('dismiss'), as, all: z.boolean() }),
  z.object({ do: z.literal('home'), as }),
  z.object({ do: z.literal('accept'), as, invitation: z.string() }),
  z.object({ do: z.literal('approve'), as, invitation: z.string() }),
  z.object({ do: z.literal('decline'), as, invitation: z.string() }),
  z.object({ do: z.literal('add'), as, channel: z.string(), person: z.string() }),
]);
export type Act = z.infer<typeof Act>;

/** What moves the sandbox itself. */
export const Control = z.discriminatedUnion('do', [
  z.object({ do: z.literal('begin'), moment: z.string() }),
  z.object({
    do: z.literal('advance'),
    hours: z
      .number()
      .positive()
      .max(24 * 31),
  }),
  z.object({ do: z.literal('next') }),
  z.object({ do: z.literal('play'), on: z.boolean() }),
  z.object({ do: z.literal('outage'), on: z.boolean() }),
  z.object({ do: z.literal('step') }),
]);
export type Control = z.infer<typeof Control>;
