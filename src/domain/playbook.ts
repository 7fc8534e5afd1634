import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type {
  AmendmentSchema,
  EscalationSchema,
  GateNumber as GateNumberSchema,
  ItemSpecSchema,
  ListFileSchema,
  ModuleFileSchema,
  PlaybookFileSchema,
  TemplateHeadSchema,
} from './playbook-schema.ts';
import { USUAL_SLA } from './sla.ts';
import { fromOldHours, OFFICE_HOURS, type OldHours, type WorkingHours } from './working-hours.ts';

export type GateNumber = z.infer<typeof GateNumberSchema>;
export type ItemSpec = Readonly<z.infer<typeof ItemSpecSchema>>;
export type ModuleSpec = Readonly<z.infer<typeof ModuleFileSchema>>;
export type ListSpec = Readonly<z.infer<typeof ListFileSchema>>;
export type Amendment = Readonly<z.infer<typeof AmendmentSchema>>;
export type Escalation = Readonly<z.infer<typeof EscalationSchema>>;
/** A document to fill in; `text` is Markdown with variables in braces. */
export type Template = Readonly<z.infer<typeof TemplateHeadSchema> & { text: string }>;
/** A whole playbook: what `playbook.yml`, its module files and its templates say, checked. */
export type Playbook = Readonly<
  Omit<z.infer<typeof PlaybookFileSchema>, 'modules' | 'lists'> & {
    modules: readonly ModuleSpec[];
    lists: readonly ListSpec[];
    templates: readonly Template[];
    /** Oldest first. */
    amendments: readonly Amendment[];
  }
>;

type Added =
  'milestones' | 'calendars' | 'sla' | 'escalation' | 'lists' | 'templates' | 'amendments';
type AddedToItems = 'uses' | 'fields';
type StoredItem = Omit<ItemSpec, AddedToItems> & Partial<Pick<ItemSpec, AddedToItems>>;

/** A playbook as an earlier version of the bot stored it: without what was added since. */
export type StoredPlaybook = Omit<Playbook, 'modules' | Added> &
  Partial<Omit<Pick<Playbook, Added>, 'calendars'>> &
  Readonly<{
    calendars?: Readonly<Record<string, WorkingHours | OldHours>>;
    modules: readonly (Omit<ModuleSpec, 'items'> & { items: readonly StoredItem[] })[];
  }>;

/** `stored` as playbooks are now. Onboardings stay pinned to it, so its hash stays that of the old. */
export function completePlaybook(stored: StoredPlaybook): Playbook {
  const modules = stored.modules.map((module) => ({
    ...module,
    items: module.items.map((item) => ({ uses: [], fields: [], ...item })),
  }));
  const calendars = Object.entries(stored.calendars ?? { default: OFFICE_HOURS }).map(
    ([where, hours]) => [where, 'week' in hours ? hours : fromOldHours(hours)] as const,
  );
  return {
    milestones: { kickoff: [], goLive: [] },
    sla: USUAL_SLA,
    escalation: [],
    lists: [],
    templates: [],
    amendments: [],
    ...stored,
    calendars: Object.fromEntries(calendars),
    modules,
  };
}

/** The person's part of a role: on whose side it is. */
export function sideOfRole(role: string): 'vendor' | 'partner' {
  return role.startsWith('v.') ? 'vendor' : 'partner';
}

/** The module that an item stands in: the linter holds ids to it. */
export function moduleKeyOf(itemKey: string): string {
  return itemKey.slice(0, itemKey.indexOf('-'));
}

/** Items of all modules, in reading order: what every plan is made of. */
export function itemSpecs(playbook: Playbook): readonly ItemSpec[] {
  return playbook.modules.flatMap((module) => module.items);
}

/** The modules, and after them the lists whose items are opened when something happens. */
export function groupsOf({ modules, lists }: Playbook): readonly (ModuleSpec | ListSpec)[] {
  return [...modules, ...lists];
}

/** Items of all modules and lists, in reading order. */
export function allSpecs(playbook: Playbook): readonly ItemSpec[] {
  return groupsOf(playbook).flatMap((group): readonly ItemSpec[] => group.items);
}

/** The items that stand in one module or list with `itemKey`. */
export function moduleItems(playbook: Playbook, itemKey: string): readonly ItemSpec[] {
  const key = moduleKeyOf(itemKey);
  return groupsOf(playbook).find((group) => group.key === key)?.items ?? [];
}

/** @throws Error when the playbook has no such item: items and playbook are pinned together */
export function itemSpec(playbook: Playbook, key: string): ItemSpec {
  const spec = allSpecs(playbook).find((item) => item.id === key);
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

/** What the versions after `version` changed, oldest first. */
export function amendmentsBetween(playbook: Playbook, version: number): readonly Amendment[] {
  return playbook.amendments.filter((line) => line.version > version);
}

/** The role that may set a risk tier by hand, for `authorize`. */
export function approverOf({
  tierApprover = 'v.pm',
}: Pick<Playbook, 'tierApprover'>): Readonly<{ approverRole: string }> {
  return { approverRole: tierApprover };
}
