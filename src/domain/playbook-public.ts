import { itemSpecs, sideOfRole, type ItemSpec, type Playbook } from './playbook.ts';

/*
 * What of a playbook anybody outside may read. These types cannot carry what is ours alone: no
 * criteria, hints or evidence of our own items, no control references, no template of ours.
 */

/** Something the partner does. */
export type PublicTask = Readonly<{
  id: string;
  title: string;
  who: string;
  kind: ItemSpec['kind'];
  workingDays: number;
  hint: string;
  evidence: string;
  criteria: readonly string[];
  after: readonly string[];
  gate: 1 | 2 | null;
  templates: readonly string[];
}>;

/** Something we do for them. */
export type PublicPromise = Readonly<{
  id: string;
  title: string;
  who: string;
  workingDays: number;
}>;

export type PublicModule = Readonly<{
  title: string;
  problem: string;
  insight: string;
  solution: string;
  impact: string;
  tasks: readonly PublicTask[];
  promises: readonly PublicPromise[];
}>;

export type PublicPlaybook = Readonly<{
  title: string;
  version: number;
  modules: readonly PublicModule[];
  gates: readonly Readonly<{ number: 1 | 2; title: string; proves: string; opens: string }>[];
  /** The partner's roles, in words. */
  roles: readonly string[];
  templates: readonly Readonly<{ id: string; title: string }>[];
  reviewDays: number;
}>;

/** `playbook` without anything that is ours alone. */
export function publicPlaybook(playbook: Playbook): PublicPlaybook {
  const { title, version, modules, gates, roles, templates, reviewTarget } = playbook;
  const isTheirs = ({ owner }: ItemSpec) => sideOfRole(owner) === 'partner';
  return {
    title,
    version,
    modules: modules.map(({ title, problem, insight, solution, impact, items }) => ({
      title,
      problem,
      insight,
      solution,
      impact,
      tasks: items.filter(isTheirs).map((spec) => taskOf(playbook, spec)),
      promises: items
        .filter((spec) => !isTheirs(spec))
        .map(({ id, title, owner, target }) => ({
          id,
          title,
          who: roles[owner] ?? owner,
          workingDays: target,
        })),
    })),
    gates: ([1, 2] as const).map((number) => {
      const { title, proves, opens } = gates[number];
      return { number, title, proves, opens };
    }),
    roles: Object.entries(roles).flatMap(([role, name]) =>
      sideOfRole(role) === 'partner' ? [name] : [],
    ),
    templates: templates
      .filter(({ audience }) => audience === 'partner')
      .map(({ id, title }) => ({ id, title })),
    reviewDays: reviewTarget,
  };
}

function taskOf(playbook: Playbook, spec: ItemSpec): PublicTask {
  const { id, title, owner, kind, target, hint, evidence, criteria, needs, gate, uses } = spec;
  const titles = new Map(itemSpecs(playbook).map((item) => [item.id, item.title]));
  const shown = new Set(
    playbook.templates.filter(({ audience }) => audience === 'partner').map((one) => one.id),
  );
  return {
    id,
    title,
    who: playbook.roles[owner] ?? owner,
    kind,
    workingDays: target,
    hint,
    evidence,
    criteria,
    after: needs.map((need) => titles.get(need) ?? need.replace('gate-', 'Gate ')),
    gate: gate ?? null,
    templates: uses.filter((one) => shown.has(one)),
  };
}
