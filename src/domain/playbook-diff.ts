import { itemSpecs, type ItemSpec, type Playbook, type Template } from './playbook.ts';

/** Fields of an item that are told as what they were and what they are. */
const TOLD = {
  title: 'title',
  owner: 'owner',
  reviewer: 'reviewer',
  kind: 'kind',
  target: 'working days',
  reviewTarget: 'working days to review',
  gate: 'gate',
  revalidate: 'good for',
  stage: 'ISO 44001 stage',
  hint: 'hint',
  evidence: 'evidence',
} as const satisfies Partial<Record<keyof ItemSpec, string>>;

/** Lists of an item, told as what came and what went. */
const LISTS = {
  needs: 'needs',
  criteria: 'criterion',
  refs: 'control reference',
  uses: 'template',
} as const satisfies Partial<Record<keyof ItemSpec, string>>;

/** What changed from one playbook to another, a sentence each, in reading order; empty when nothing. */
export function diffPlaybooks(before: Playbook, after: Playbook): readonly string[] {
  return [
    ...changed('title', before.title, after.title),
    ...changed('version', before.version, after.version),
    ...diffNames('Module', namesOfModules(before), namesOfModules(after)),
    ...diffItems(before, after),
    ...diffRoles(before, after),
    ...diffTemplates(before, after),
  ];
}

type Value = string | number | undefined;

function changed(what: string, before: Value, after: Value): readonly string[] {
  return before === after ? [] : [`${what}: was ${shown(before)}, is ${shown(after)}`];
}

function shown(value: Value): string {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? `“${value}”` : String(value);
}

type Names = ReadonlyMap<string, string>;

function namesOfModules({ modules }: Playbook): Names {
  return new Map(modules.map(({ key, title }) => [key, title]));
}

function diffNames(what: string, before: Names, after: Names): readonly string[] {
  return [
    ...[...after]
      .filter(([id]) => !before.has(id))
      .map(([id, name]) => `${what} ${id} is new: “${name}”`),
    ...[...before]
      .filter(([id]) => !after.has(id))
      .map(([id, name]) => `${what} ${id} is gone: “${name}”`),
    ...[...after].flatMap(([id, name]) => {
      const old = before.get(id);
      return old === undefined ? [] : changed(`${what} ${id}`, old, name);
    }),
  ];
}

function diffItems(before: Playbook, after: Playbook): readonly string[] {
  const old = new Map(itemSpecs(before).map((spec) => [spec.id, spec]));
  const now = new Set(itemSpecs(after).map(({ id }) => id));
  const gone = itemSpecs(before).filter(({ id }) => !now.has(id));
  return [
    ...itemSpecs(after).flatMap((spec) => {
      const was = old.get(spec.id);
      if (was) return diffItem(was, spec);
      const owner = after.roles[spec.owner] ?? spec.owner;
      return [`${spec.id} is new: “${spec.title}”, ${owner}, ${spec.target} working days`];
    }),
    ...gone.map(({ id, title }) => `${id} is gone: “${title}”`),
  ];
}

function diffItem(before: ItemSpec, after: ItemSpec): readonly string[] {
  const fields = Object.entries(TOLD) as [keyof typeof TOLD, string][];
  const lists = Object.entries(LISTS) as [keyof typeof LISTS, string][];
  return [
    ...fields.flatMap(([field, name]) =>
      changed(`${after.id}, ${name}`, before[field], after[field]),
    ),
    ...lists.flatMap(([field, name]) => [
      ...missing(after[field], before[field]).map((one) => `${after.id}, ${name} added: “${one}”`),
      ...missing(before[field], after[field]).map((one) => `${after.id}, ${name} gone: “${one}”`),
    ]),
  ];
}

/** What of `all` is not in `others`. */
function missing(all: readonly string[], others: readonly string[]): readonly string[] {
  return all.filter((one) => !others.includes(one));
}

function diffRoles(before: Playbook, after: Playbook): readonly string[] {
  const names = ({ roles }: Playbook): Names => new Map(Object.entries(roles));
  return diffNames('Role', names(before), names(after));
}

function diffTemplates(before: Playbook, after: Playbook): readonly string[] {
  const names = ({ templates }: Playbook): Names =>
    new Map(templates.map(({ id, title }) => [id, title]));
  const old = new Map(before.templates.map((template) => [template.id, template]));
  return [
    ...diffNames('Template', names(before), names(after)),
    ...after.templates.flatMap((template) => textChange(old.get(template.id), template)),
  ];
}

function textChange(before: Template | undefined, after: Template): readonly string[] {
  if (!before || before.text === after.text) return [];
  const { id, version } = after;
  return before.version === version
    ? [
        `Template ${id}: its text changed, and it still says version ${version}: give it the next number`,
      ]
    : [`Template ${id}: its text changed, version ${before.version} → ${version}`];
}
