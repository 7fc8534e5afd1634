import { createHash } from 'node:crypto';
import { z } from 'zod';

/** `v.` roles are ours, `p.` roles the partner's. */
const Role = z
  .string()
  .regex(/^[vp]\.[a-z]+$/, 'A role looks like v.legal (ours) or p.lead (the partner’s)');
const ItemKey = z.string().regex(/^[A-Z]{3}-\d{1,2}$/, 'An item id looks like QUA-1');
const Need = z
  .string()
  .regex(/^([A-Z]{3}-\d{1,2}|gate-[12])$/, 'A need is an item id (QUA-1) or a gate (gate-1)');
const GateNumber = z.literal([1, 2]);
const TemplateId = z.string().regex(/^T\d{2}$/, 'A template id looks like T01');
const text = (max: number) => z.string().trim().min(1, 'Say something here').max(max);
const WorkingDays = z.int('A whole number of working days').min(1).max(120);

export const ItemSpecSchema = z.strictObject({
  id: ItemKey,
  /** 70 characters fit beside a checkbox on a phone; Slack refuses more than 75. */
  title: text(70),
  owner: Role,
  reviewer: Role,
  kind: z.enum(['attest', 'evidence', 'review', 'exam', 'meeting', 'system']),
  target: WorkingDays,
  reviewTarget: WorkingDays.optional(),
  needs: z.array(Need).default([]),
  gate: GateNumber.optional(),
  revalidate: text(40).optional(),
  stage: z.int().min(1).max(8),
  refs: z.array(text(20)).default([]),
  /** Templates that help with it. */
  uses: z.array(TemplateId).max(4, 'More than four templates help nobody').default([]),
  hint: text(300),
  evidence: text(600),
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
  items: z.array(ItemSpecSchema).min(1).max(12, 'A module message holds twelve items at most'),
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
});

export type GateNumber = z.infer<typeof GateNumber>;
export type ItemSpec = Readonly<z.infer<typeof ItemSpecSchema>>;
export type ModuleSpec = Readonly<z.infer<typeof ModuleFileSchema>>;
/** A document to fill in; `text` is Markdown with variables in braces. */
export type Template = Readonly<z.infer<typeof TemplateHeadSchema> & { text: string }>;
/** A whole playbook: what `playbook.yml`, its module files and its templates say, checked. */
export type Playbook = Readonly<
  Omit<z.infer<typeof PlaybookFileSchema>, 'modules'> & {
    modules: readonly ModuleSpec[];
    templates: readonly Template[];
  }
>;

/** A playbook as an earlier version of the bot stored it: without what was added since. */
export type StoredPlaybook = Omit<Playbook, 'modules' | 'templates'> &
  Readonly<{
    modules: readonly (Omit<ModuleSpec, 'items'> &
      Readonly<{ items: readonly (Omit<ItemSpec, 'uses'> & Partial<Pick<ItemSpec, 'uses'>>)[] }>)[];
    templates?: readonly Template[];
  }>;

/** `stored` as playbooks are now. Onboardings stay pinned to it, so its hash stays that of the old. */
export function completePlaybook(stored: StoredPlaybook): Playbook {
  const modules = stored.modules.map((module) => ({
    ...module,
    items: module.items.map((item) => ({ uses: [], ...item })),
  }));
  return { templates: [], ...stored, modules };
}

/** The person's part of a role: on whose side it is. */
export function sideOfRole(role: string): 'vendor' | 'partner' {
  return role.startsWith('v.') ? 'vendor' : 'partner';
}

/** The module that an item stands in: the linter holds ids to it. */
export function moduleKeyOf(itemKey: string): string {
  return itemKey.slice(0, itemKey.indexOf('-'));
}

/** Items of all modules, in reading order. */
export function itemSpecs(playbook: Playbook): readonly ItemSpec[] {
  return playbook.modules.flatMap((module) => module.items);
}

/** @throws Error when the playbook has no such item: items and playbook are pinned together */
export function itemSpec(playbook: Playbook, key: string): ItemSpec {
  const spec = itemSpecs(playbook).find((item) => item.id === key);
  if (!spec) throw new Error(`Playbook ${playbook.id} ${playbook.version} has no item ${key}`);
  return spec;
}

/** The templates that help with an item, as far as `side` may see them. */
export function templatesOf(
  playbook: Playbook,
  spec: ItemSpec,
  side: 'vendor' | 'partner',
): readonly Template[] {
  return playbook.templates.filter(
    ({ id, audience }) => spec.uses.includes(id) && (side === 'vendor' || audience === 'partner'),
  );
}

/** An attestation is done by a tick; everything else is accepted by a reviewer. */
export function needsProof(spec: ItemSpec): boolean {
  return spec.kind !== 'attest';
}

/** Working days that the reviewer of `spec` has. */
export function reviewDays(playbook: Playbook, spec: ItemSpec): number {
  return spec.reviewTarget ?? playbook.reviewTarget;
}

/** Names the content, so that an onboarding can be pinned to it: 64 hexadecimal digits. */
export function playbookHash(playbook: Playbook): string {
  return createHash('sha256').update(JSON.stringify(playbook)).digest('hex');
}
