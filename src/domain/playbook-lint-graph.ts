import { FULLEST, PARTNER_TYPES, type PartnerType } from './facts.ts';
import { keysBehind } from './gate.ts';
import { holds } from './condition.ts';
import { of, type Finding, type Placed } from './playbook-lint-place.ts';
import { itemSpecs, type ItemSpec, type Playbook } from './playbook.ts';

/* What is wrong with how items hang together: needs, anchors, circles, gates. */

/** Needs that are no item. */
export function strangeNeeds(playbook: Playbook, items: readonly Placed[]): Finding[] {
  const known = new Set(items.map(({ spec }) => spec.id));
  const ofItems = items.flatMap((item) =>
    item.spec.needs.flatMap((need, index) =>
      need.startsWith('gate-') || known.has(need)
        ? []
        : of(
            item,
            ['needs', index],
            `There is no item ${need}. Correct the id, or take the need out.`,
          ),
    ),
  );
  const ofMilestones = Object.entries(playbook.milestones).flatMap(([name, keys]) =>
    keys.flatMap((key, index): Finding[] => {
      if (known.has(key)) return [];
      const message = `There is no item ${key}. A milestone names the item that reaches it.`;
      return [{ file: 'frame', at: ['milestones', name, index], message }];
    }),
  );
  return [...ofItems, ...ofMilestones];
}

/** Days that count from what may not have happened when the item opens. */
export function strangeAnchors(playbook: Playbook, items: readonly Placed[]): Finding[] {
  const needs = needsByItem(playbook, items);
  return items.flatMap((item) => {
    const { spec } = item;
    const { from, target } = spec;
    if (target < 0 && from !== 'go-live') {
      const message = 'Only days from the go-live can count back. Give a positive number.';
      return of(item, ['target'], message);
    }
    if (from === 'go-live' && playbook.milestones.goLive.includes(spec.id)) {
      const message = `${spec.id} reaches the go-live, so it cannot count from it. Take “from” out, or name another milestone.`;
      return of(item, ['from'], message);
    }
    if (from === undefined || ['signed', 'module', 'go-live'].includes(from)) return [];
    const wanted = from === 'kickoff' ? playbook.milestones.kickoff : keysBehind(playbook, from);
    if (wanted.length === 0) {
      const message = `Nothing reaches ${from}. Name its item under milestones, or count from something else.`;
      return of(item, ['from'], message);
    }
    const before = allNeedsOf(spec.id, needs);
    const message = `Days count from ${from}, which may come after ${spec.id} opens. Make it a need, too.`;
    return wanted.some((key) => before.has(key)) ? [] : of(item, ['from'], message);
  });
}

/** Items that wait for themselves, through gates too: a gate waits for all of its proof. */
export function cycles(playbook: Playbook, items: readonly Placed[]): Finding[] {
  const needs = needsByItem(playbook, items);
  const done = new Set<string>();
  const found: Finding[] = [];
  const visit = (id: string, trail: readonly string[]): void => {
    if (done.has(id)) return;
    const start = trail.indexOf(id);
    if (start >= 0) {
      const item = items.find(({ spec }) => spec.id === id);
      const circle = [...trail.slice(start), id].join(' → ');
      const message = `These wait for each other: ${circle}. Take one need out.`;
      if (item) found.push(of(item, ['needs'], message));
      return;
    }
    for (const need of needs.get(id) ?? []) visit(need, [...trail, id]);
    done.add(id);
  };
  for (const { spec } of items) visit(spec.id, []);
  return found;
}

/** Gates that open by themselves, because no item proves them: for anybody, or for a kind of partner. */
export function gatesWithoutProof(playbook: Playbook): Finding[] {
  return ([1, 2] as const).flatMap((gate): Finding[] => {
    const proof = itemSpecs(playbook).filter((spec) => spec.gate === gate);
    const at = ['gates', String(gate)];
    if (proof.length === 0) {
      const message = `No item proves gate ${gate}. Put “gate: ${gate}” on the items that do.`;
      return [{ file: 'frame', at, message }];
    }
    const unproved = (Object.keys(PARTNER_TYPES) as PartnerType[]).filter(
      (type) => !proof.some(({ when }) => !when || someRegion(type, when)),
    );
    return unproved.map((type): Finding => ({
      file: 'frame',
      at,
      message: `For partners of type ${type} nothing proves gate ${gate}: it would open by itself. Let one of its items apply to them.`,
    }));
  });
}

function someRegion(type: PartnerType, when: NonNullable<ItemSpec['when']>): boolean {
  return (['other', 'eea'] as const).some((region) =>
    holds(when, { type, region, tier: 1, facts: FULLEST }),
  );
}

type Needs = ReadonlyMap<string, readonly string[]>;

function needsByItem(playbook: Playbook, items: readonly Placed[]): Needs {
  return new Map(
    items.map(({ spec }) => [spec.id, spec.needs.flatMap((need) => keysBehind(playbook, need))]),
  );
}

function allNeedsOf(id: string, needs: Needs): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (one: string): void => {
    for (const need of needs.get(one) ?? []) {
      if (found.has(need)) continue;
      found.add(need);
      visit(need);
    }
  };
  visit(id);
  return found;
}
