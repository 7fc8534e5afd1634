import { cycles, gatesWithoutProof, strangeAnchors, strangeNeeds } from './playbook-lint-graph.ts';
import { of, placedItems, type Finding, type Placed } from './playbook-lint-place.ts';
import { sideOfRole, type Playbook } from './playbook.ts';
import type { Rung } from './clock.ts';
import { BACKUP, USUAL_SLA } from './sla.ts';

export type { Finding, FindingFile } from './playbook-lint-place.ts';

/** Words that let two people read a criterion in two ways. */
const UNVERIFIABLE =
  /\b(appropriate|adequate|sufficient|timely|properly|reasonable|satisfactory|as (needed|required|soon as possible)|(if|where) possible|best efforts?|and so on)\b/i;

/** What is wrong with `playbook` beyond the shape of its files; empty when it can be used. */
export function lintPlaybook(playbook: Playbook): readonly Finding[] {
  const items = placedItems(playbook);
  return [
    ...doubled(playbook, items),
    ...strangeRoles(playbook, items),
    ...selfJudged(items),
    ...strangeNeeds(playbook, items),
    ...strangeAnchors(playbook, items),
    ...strangeTemplates(playbook, items),
    ...doubledFields(items),
    ...unverifiable(items),
    ...cycles(playbook, items),
    ...gatesWithoutProof(playbook),
    ...strangeHours(playbook),
    ...strangeAmendments(playbook),
  ];
}

function doubled(playbook: Playbook, items: readonly Placed[]): Finding[] {
  const found: Finding[] = [];
  const seen = new Set<string>();
  for (const item of items) {
    const { spec, key } = item;
    if (seen.has(spec.id)) {
      found.push(of(item, ['id'], `There are two items ${spec.id}. Number one anew.`));
    }
    seen.add(spec.id);
    if (!spec.id.startsWith(`${key}-`)) {
      const message = `${spec.id} stands in ${key}. Its id must begin with ${key}-.`;
      found.push(of(item, ['id'], message));
    }
  }
  const parts = [
    ...playbook.modules.map(({ key }, nth) => ({ file: 'module', nth, key }) as const),
    ...playbook.lists.map(({ key }, nth) => ({ file: 'list', nth, key }) as const),
  ];
  const again = parts.filter(({ key }, index) => parts.findIndex((one) => one.key === key) < index);
  const ofKeys = again.map(({ key, ...place }): Finding => ({
    ...place,
    at: ['key'],
    message: `The key ${key} is taken. Give this one another.`,
  }));
  return [...found, ...ofKeys];
}

function strangeRoles(playbook: Playbook, items: readonly Placed[]): Finding[] {
  const say = (role: string) =>
    `The role ${role} is not in playbook.yml. Add it to roles, or name one that is there.`;
  const unknown = (role: string) => !(role in playbook.roles);
  const inFrame = (at: Finding['at'], roles: readonly string[]) =>
    roles.filter(unknown).map((role): Finding => ({ file: 'frame', at, message: say(role) }));
  const ofItems = items.flatMap((item) =>
    (['owner', 'reviewer'] as const)
      .filter((field) => unknown(item.spec[field]))
      .map((field) => of(item, [field], say(item.spec[field]))),
  );
  const ofModules = playbook.modules.flatMap(({ raci }, nth) =>
    [raci.accountable, ...raci.responsible, ...raci.consulted, ...raci.informed]
      .filter(unknown)
      .map((role): Finding => ({ file: 'module', nth, at: ['raci'], message: say(role) })),
  );
  const { gates, escalation, tierApprover, sla } = playbook;
  return [
    ...ofItems,
    ...ofModules,
    ...Object.entries(gates).flatMap(([gate, { deciders }]) => inFrame(['gates', gate], deciders)),
    ...escalation.flatMap(({ first, then }, index) =>
      inFrame(['escalation', index], [first.partner, first.vendor, ...then.flat()]),
    ),
    ...(['partner', 'vendor'] as const).flatMap((side) =>
      // What a playbook does not say itself may name roles that it does not have: nobody is told then.
      sameLadder(sla.ladders[side], USUAL_SLA.ladders[side])
        ? []
        : sla.ladders[side].flatMap(({ tell }, index) =>
            inFrame(
              ['sla', 'ladders', side, index],
              tell.filter((who) => who !== BACKUP),
            ),
          ),
    ),
    ...inFrame(['tierApprover'], tierApprover === undefined ? [] : [tierApprover]),
  ];
}

function selfJudged(items: readonly Placed[]): Finding[] {
  return items.flatMap((item) => {
    const { owner, reviewer } = item.spec;
    if (owner === reviewer) {
      return of(item, ['reviewer'], 'Nobody reviews their own work. Name another role.');
    }
    return sideOfRole(owner) === 'partner' && sideOfRole(reviewer) === 'partner'
      ? of(item, ['reviewer'], 'What the partner owns is accepted by us. Name a v. role.')
      : [];
  });
}

function sameLadder(some: readonly Rung[], others: readonly Rung[]): boolean {
  return JSON.stringify(some) === JSON.stringify(others);
}

function strangeTemplates(playbook: Playbook, items: readonly Placed[]): Finding[] {
  const ids = playbook.templates.map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const strange = items.flatMap((item) =>
    item.spec.uses.flatMap((id, index) => {
      if (ids.includes(id)) return [];
      const message = `There is no template ${id}. Add templates/${id}-….md, or take it out.`;
      return of(item, ['uses', index], message);
    }),
  );
  return [
    ...strange,
    ...twice.map((id): Finding => ({
      file: 'frame',
      at: [],
      message: `There are two templates ${id}. Number one anew.`,
    })),
  ];
}

function doubledFields(items: readonly Placed[]): Finding[] {
  return items.flatMap((item) => {
    const ids = item.spec.fields.map(({ id }) => id);
    return ids.flatMap((id, index) =>
      ids.indexOf(id) === index
        ? []
        : of(item, ['fields', index, 'id'], `There are two fields ${id}. Rename one.`),
    );
  });
}

function unverifiable(items: readonly Placed[]): Finding[] {
  return items.flatMap((item) =>
    item.spec.criteria.flatMap((criterion, index) => {
      const word = UNVERIFIABLE.exec(criterion)?.[0];
      if (word === undefined) return [];
      const message = `“${word}” cannot be verified. Say a number, a date or a document.`;
      return of(item, ['criteria', index], message);
    }),
  );
}

function strangeHours({ calendars }: Playbook): Finding[] {
  if ('default' in calendars) return [];
  const message = 'Say which hours count where no country is named: add “default”.';
  return [{ file: 'frame', at: ['calendars'], message }];
}

/** The log ends with the version that the playbook says it is, and grows from line to line. */
function strangeAmendments({ amendments, version }: Playbook): Finding[] {
  const backwards = amendments.flatMap((line, index): Finding[] => {
    const before = amendments[index - 1];
    if (!before || before.version < line.version) return [];
    const message = `Version ${line.version} comes after ${before.version}. The newest stands last, and each has its own number.`;
    return [{ file: 'amendments', at: [index, 'version'], message }];
  });
  const last = amendments.at(-1);
  if (!last || last.version === version) return backwards;
  const message = `The log ends with version ${last.version}, and playbook.yml says ${version}. Release it: npm run onboard -- playbook release.`;
  return [...backwards, { file: 'frame', at: ['version'], message }];
}
