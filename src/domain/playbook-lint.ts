import { itemSpecs, sideOfRole, type ItemSpec, type Playbook } from './playbook.ts';

/**
 * A problem that only the whole playbook shows. `at` starts with the index of the module, or with
 * `undefined` for playbook.yml, and goes on as a path inside that file.
 */
export type Finding = Readonly<{
  at: readonly [number | undefined, ...(string | number)[]];
  message: string;
}>;

type Placed = Readonly<{ spec: ItemSpec; module: number; index: number }>;

/** Words that let two people read a criterion in two ways. */
const UNVERIFIABLE = /\b(appropriate|adequate|sufficient|timely|properly|as needed|reasonable)\b/i;

/** What is wrong with `playbook` beyond the shape of its files; empty when it can be used. */
export function lintPlaybook(playbook: Playbook): readonly Finding[] {
  const items = playbook.modules.flatMap((module, at) =>
    module.items.map((spec, index): Placed => ({ spec, module: at, index })),
  );
  return [
    ...doubled(playbook, items),
    ...strangeRoles(playbook, items),
    ...strangeNeeds(items),
    ...strangeTemplates(playbook, items),
    ...unverifiable(items),
    ...cycles(playbook, items),
    ...emptyGates(playbook),
  ];
}

function at({ module, index }: Placed, ...rest: (string | number)[]): Finding['at'] {
  return [module, 'items', index, ...rest];
}

function doubled(playbook: Playbook, items: readonly Placed[]): Finding[] {
  const found: Finding[] = [];
  const seen = new Set<string>();
  for (const item of items) {
    if (seen.has(item.spec.id)) {
      found.push({
        at: at(item, 'id'),
        message: `There are two items ${item.spec.id}. Number one anew.`,
      });
    }
    seen.add(item.spec.id);
    const key = playbook.modules[item.module]?.key ?? '';
    if (!item.spec.id.startsWith(`${key}-`)) {
      found.push({
        at: at(item, 'id'),
        message: `${item.spec.id} stands in module ${key}. Its id must begin with ${key}-.`,
      });
    }
  }
  const keys = playbook.modules.map((module) => module.key);
  keys.forEach((key, index) => {
    if (keys.indexOf(key) !== index) {
      found.push({
        at: [index, 'key'],
        message: `There are two modules ${key}. Give one another key.`,
      });
    }
  });
  return found;
}

function strangeRoles(playbook: Playbook, items: readonly Placed[]): Finding[] {
  const unknown = (role: string) => !(role in playbook.roles);
  const say = (role: string) =>
    `The role ${role} is not in playbook.yml. Add it to roles, or name one that is there.`;
  const ofItems = items.flatMap((item) =>
    (['owner', 'reviewer'] as const)
      .filter((field) => unknown(item.spec[field]))
      .map((field): Finding => ({ at: at(item, field), message: say(item.spec[field]) })),
  );
  const ofModules = playbook.modules.flatMap(({ raci }, index) =>
    [raci.accountable, ...raci.responsible, ...raci.consulted, ...raci.informed]
      .filter(unknown)
      .map((role): Finding => ({ at: [index, 'raci'], message: say(role) })),
  );
  const ofGates = Object.entries(playbook.gates).flatMap(([gate, { deciders }]) =>
    deciders
      .filter(unknown)
      .map((role): Finding => ({ at: [undefined, 'gates', gate], message: say(role) })),
  );
  const selfJudged = items
    .filter(({ spec }) => spec.owner === spec.reviewer)
    .map((item): Finding => ({
      at: at(item, 'reviewer'),
      message: 'Nobody reviews their own work. Name another role.',
    }));
  const judgedByPartner = items
    .filter(
      ({ spec }) => sideOfRole(spec.owner) === 'partner' && sideOfRole(spec.reviewer) === 'partner',
    )
    .map((item): Finding => ({
      at: at(item, 'reviewer'),
      message: 'What the partner owns is accepted by us. Name a v. role.',
    }));
  return [...ofItems, ...ofModules, ...ofGates, ...selfJudged, ...judgedByPartner];
}

function strangeNeeds(items: readonly Placed[]): Finding[] {
  const known = new Set(items.map(({ spec }) => spec.id));
  return items.flatMap((item) =>
    item.spec.needs.flatMap((need, index): Finding[] => {
      if (need.startsWith('gate-') || known.has(need)) return [];
      return [
        {
          at: at(item, 'needs', index),
          message: `There is no item ${need}. Correct the id, or take the need out.`,
        },
      ];
    }),
  );
}

function strangeTemplates(playbook: Playbook, items: readonly Placed[]): Finding[] {
  const known = new Map(playbook.templates.map((template) => [template.id, template]));
  const ids = playbook.templates.map(({ id }) => id);
  const doubled = ids.filter((id, index) => ids.indexOf(id) !== index);
  const strange = items.flatMap((item) =>
    item.spec.uses.flatMap((id, index): Finding[] => {
      if (known.has(id)) return [];
      const message = `There is no template ${id}. Add templates/${id}-….md, or take it out.`;
      return [{ at: at(item, 'uses', index), message }];
    }),
  );
  return [
    ...strange,
    ...doubled.map((id): Finding => ({
      at: [undefined],
      message: `There are two templates ${id}. Number one anew.`,
    })),
  ];
}

function unverifiable(items: readonly Placed[]): Finding[] {
  return items.flatMap((item) =>
    item.spec.criteria.flatMap((criterion, index): Finding[] => {
      const word = UNVERIFIABLE.exec(criterion)?.[0];
      if (!word) return [];
      return [
        {
          at: at(item, 'criteria', index),
          message: `“${word}” cannot be verified. Say a number, a date or a document.`,
        },
      ];
    }),
  );
}

/** Finds items that wait for themselves, through gates too: a gate waits for all of its proof. */
function cycles(playbook: Playbook, items: readonly Placed[]): Finding[] {
  const needs = new Map(items.map(({ spec }) => [spec.id, needsOf(playbook, spec)]));
  const done = new Set<string>();
  const found: Finding[] = [];
  const visit = (id: string, trail: readonly string[]): void => {
    if (done.has(id)) return;
    const start = trail.indexOf(id);
    if (start >= 0) {
      const item = items.find(({ spec }) => spec.id === id);
      const circle = [...trail.slice(start), id].join(' → ');
      if (item)
        found.push({
          at: at(item, 'needs'),
          message: `These wait for each other: ${circle}. Take one need out.`,
        });
      return;
    }
    for (const need of needs.get(id) ?? []) visit(need, [...trail, id]);
    done.add(id);
  };
  for (const { spec } of items) visit(spec.id, []);
  return found;
}

function needsOf(playbook: Playbook, spec: ItemSpec): readonly string[] {
  return spec.needs.flatMap((need) => {
    if (!need.startsWith('gate-')) return [need];
    const reached = Number(need.slice('gate-'.length));
    return itemSpecs(playbook)
      .filter(({ gate }) => gate !== undefined && gate <= reached)
      .map(({ id }) => id);
  });
}

function emptyGates(playbook: Playbook): Finding[] {
  return ([1, 2] as const)
    .filter((gate) => !itemSpecs(playbook).some((spec) => spec.gate === gate))
    .map((gate): Finding => ({
      at: [undefined, 'gates', String(gate)],
      message: `No item proves gate ${gate}. Put “gate: ${gate}” on the items that do.`,
    }));
}
