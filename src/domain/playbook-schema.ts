import { z } from 'zod';
import { BudgetSchema } from './budget.ts';
import { ConditionSchema } from './condition.ts';
import { FieldSchema } from './field.ts';
import { SlaSchema, USUAL_SLA } from './sla.ts';
import { OFFICE_HOURS, WorkingHoursSchema } from './working-hours.ts';

/* The files of a playbook, as authors write them. @see docs/playbook.md */

/** `v.` roles are ours, `p.` roles the partner's. */
const Role = z
  .string()
  .regex(/^[vp]\.[a-z]+$/, 'A role looks like v.legal (ours) or p.lead (the partner’s)');
const ItemKey = z.string().regex(/^[A-Z]{3}-\d{1,2}$/, 'An item id looks like QUA-1');
const Need = z
  .string()
  .regex(/^([A-Z]{3}-\d{1,2}|gate-[12])$/, 'A need is an item id (QUA-1) or a gate (gate-1)');
export const GateNumber = z.literal([1, 2]);
const TemplateId = z.string().regex(/^T\d{2}$/, 'A template id looks like T01');
const text = (max: number) => z.string().trim().min(1, 'Say something here').max(max);
const WorkingDays = z.int('A whole number of working days').min(1).max(120);
const Anchor = z
  .string()
  .regex(
    /^(signed|kickoff|module|go-live|gate-[12]|[A-Z]{3}-\d{1,2})$/,
    'Days count from signed, kickoff, module, gate-1, gate-2, go-live or an item id. Leave it out to count from the day the item opens',
  );
const Day = z.iso.date('A day looks like 2026-11-21');

export const ItemSpecSchema = z.strictObject({
  id: ItemKey,
  /** 70 characters fit beside a checkbox on a phone; Slack refuses more than 75. */
  title: text(70),
  owner: Role,
  reviewer: Role,
  kind: z.enum(['attest', 'evidence', 'review', 'exam', 'meeting', 'system']),
  /** Working days of the owner; negative ones count back from the go-live. */
  target: z
    .int('A whole number of working days')
    .min(-120)
    .max(120)
    .refine((days) => days !== 0, 'At least one working day'),
  /** Where the days count from; without it from the day the item opens. */
  from: Anchor.optional(),
  reviewTarget: WorkingDays.optional(),
  needs: z.array(Need).default([]),
  gate: GateNumber.optional(),
  /** Partners that it is for; without it, for all. */
  when: ConditionSchema.optional(),
  revalidate: text(40).optional(),
  stage: z.int().min(1).max(8),
  refs: z.array(text(20)).default([]),
  /** Templates that help with it. */
  uses: z.array(TemplateId).max(4, 'More than four templates help nobody').default([]),
  hint: text(300),
  evidence: text(600),
  /** What the form asks for; without any it asks for a note, a link or files. */
  fields: z
    .array(FieldSchema)
    .max(12, 'A form with more than twelve fields is not filled in: split the item')
    .default([]),
  criteria: z
    .array(text(300))
    .min(3, 'An item needs at least three acceptance criteria')
    .max(8, 'More than eight criteria do not fit one review: split the item'),
});

export const ModuleFileSchema = z.strictObject({
  key: z.string().regex(/^[A-Z]{3}$/, 'A module key is three capitals, like QUA'),
  title: text(60),
  problem: text(300),
  insight: text(300),
  solution: text(300),
  impact: text(300),
  raci: z.strictObject({
    responsible: z.array(Role).min(1),
    accountable: Role,
    consulted: z.array(Role).max(4, 'At most four roles are consulted'),
    informed: z.array(Role),
  }),
  items: z.array(ItemSpecSchema).min(1).max(99),
});

/** A list whose items open by events, besides the modules: reviews, remediation, exit. */
export const ListFileSchema = z.strictObject({
  key: z.string().regex(/^[A-Z]{3}$/, 'A list key is three capitals, like REV'),
  title: text(60),
  purpose: text(300),
  /** `opens` says in words what opens the item. */
  items: z
    .array(ItemSpecSchema.extend({ opens: text(120) }))
    .min(1)
    .max(12),
});

/** One line of `amendments.yml`: what a version changed. */
export const AmendmentSchema = z.strictObject({
  version: z.int('The version that brought it').min(1),
  on: Day,
  who: text(80),
  what: text(600),
  why: text(600),
  /** For the partners on it, in their words; without it they are told nothing. */
  partners: text(600).optional(),
  /** Of the content when it was released: `playbook release` writes it. */
  content: z
    .string()
    .regex(/^[0-9a-f]{16}$/, '16 hexadecimal digits, written by “playbook release”'),
});

/** What stands between the lines of dashes at the top of a template. */
export const TemplateHeadSchema = z.strictObject({
  id: TemplateId,
  title: text(70),
  /** Keeps it up to date. */
  owner: Role,
  /** Ours alone, or for the partner as well. */
  audience: z.enum(['partner', 'vendor']),
  module: z.string().regex(/^[A-Z]{3}$/, 'A module key is three capitals, like QUA'),
  version: z.int('A whole number that grows with each change').min(1),
});

const GateSchema = z.strictObject({
  title: text(80),
  proves: text(300),
  deciders: z.array(Role.startsWith('v.', 'Our own people decide a gate')).min(1),
  opens: text(300),
});

export const EscalationSchema = z.strictObject({
  topic: text(60),
  first: z.strictObject({
    partner: Role.startsWith('p.', 'Somebody of the partner’s'),
    vendor: Role.startsWith('v.', 'Somebody of ours'),
  }),
  /** Who hears next, step by step; each step is one role or several. */
  then: z.array(z.array(Role).min(1)).max(3),
  respond: BudgetSchema,
  resolve: BudgetSchema.optional(),
  update: BudgetSchema.optional(),
});

export const PlaybookFileSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/, 'Small letters, digits and hyphens'),
  version: z.int('A whole number that grows with each release').min(1),
  title: text(100),
  modules: z
    .array(z.string().regex(/^[\w-]+$/, 'The name of a file in modules/, without .yml'))
    .min(1),
  roles: z.record(Role, text(60)),
  gates: z.strictObject({ '1': GateSchema, '2': GateSchema }),
  reviewTarget: WorkingDays,
  /** The items that reach them; of several, the first that applies to the partner. */
  milestones: z
    .strictObject({ kickoff: z.array(ItemKey).default([]), goLive: z.array(ItemKey).default([]) })
    .default({ kickoff: [], goLive: [] }),
  /** Working hours by country (`AE`), and those of all others (`default`). */
  calendars: z
    .record(
      z.string().regex(/^(default|[A-Z]{2})$/, 'A country, two capitals, or default'),
      WorkingHoursSchema,
    )
    .default({ default: OFFICE_HOURS }),
  /** How owners are reminded, and who hears next. */
  sla: SlaSchema.default(USUAL_SLA),
  /** Whom to turn to, topic by topic. */
  escalation: z.array(EscalationSchema).max(20).default([]),
  /** Who may set a risk tier by hand; without it the partner manager. */
  tierApprover: Role.startsWith('v.', 'Somebody of ours').optional(),
  lists: z
    .array(z.string().regex(/^[\w-]+$/, 'The name of a file in lists/, without .yml'))
    .default([]),
});
