import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ItemSpec, ModuleSpec, Playbook } from '../../src/domain/playbook.ts';
import { aModule, aPlaybook, aSpec } from './builders.ts';

/** Writes `playbook` into `folder` as its author would: YAML, of which JSON is a part. */
export function writePlaybook(folder: string, playbook: Playbook): void {
  const { modules, lists, templates, amendments, ...frame } = playbook;
  const put = (path: string, content: unknown) => {
    writeFileSync(join(folder, path), JSON.stringify(content, null, 2));
  };
  for (const below of ['modules', 'lists', 'templates']) mkdirSync(join(folder, below));
  const named = (all: readonly Readonly<{ key: string }>[]) => all.map(({ key }) => key);
  put('playbook.yml', { ...frame, modules: named(modules), lists: named(lists) });
  for (const module of modules) put(`modules/${module.key}.yml`, module);
  for (const list of lists) put(`lists/${list.key}.yml`, list);
  if (amendments.length > 0) put('amendments.yml', amendments);
  for (const { text, ...head } of templates) {
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    const body = ['---', ...lines, '---', '', text, ''].join('\n');
    writeFileSync(join(folder, `templates/${head.id}-x.md`), body);
  }
}

/** The modules whose second item proves a gate. */
const GATES: Readonly<Record<string, 1 | 2>> = { AAA: 1, HHH: 2 };
const KEYS = ['AAA', 'BBB', 'CCC', 'DDD', 'EEE', 'FFF', 'GGG', 'HHH'];

/** `text`, again and again, up to exactly `length` characters. */
function long(text: string, length: number): string {
  return text.repeat(Math.ceil(length / text.length)).slice(0, length - 1) + '.';
}

/**
 * A playbook of `total` items in eight modules, with the longest texts that it may have. The first
 * item of the first module opens the first of the others, and the first of each the rest of it.
 */
export function aLargePlaybook(total: number): Playbook {
  const starts = KEYS.map((_, nth) => Math.floor((nth * total) / KEYS.length));
  const modules = KEYS.map((key, nth): ModuleSpec => {
    const size = (starts[nth + 1] ?? total) - (starts[nth] ?? 0);
    return aModule({
      key,
      title: long(`Module ${key} & more `, 60),
      problem: long('Deals stall when nobody asks <early> & often; ', 300),
      impact: long('Only plans that can finish are started, ', 300),
      items: Array.from({ length: size }, (_, at) => aLargeItem(key, at + 1)),
    });
  });
  return {
    ...aPlaybook(),
    id: 'large',
    title: 'A large playbook',
    roles: {
      'v.pm': 'partner manager',
      'v.legal': 'legal counsel',
      'v.sec': 'security lead',
      'v.csl': 'customer success lead',
      'p.lead': long('partner lead ', 60),
    },
    modules,
  };
}

function aLargeItem(key: string, nth: number): ItemSpec {
  const id = `${key}-${nth}`;
  const isOurs = nth % 7 === 0;
  const needs = nth > 1 ? [`${key}-1`] : key === 'AAA' ? [] : ['AAA-1'];
  const gate = nth === 2 ? GATES[key] : undefined;
  return aSpec({
    id,
    title: long(`${id} answers the question of security & privacy `, 70),
    owner: isOurs ? 'v.pm' : 'p.lead',
    kind: nth % 3 === 1 ? 'attest' : 'evidence',
    needs,
    ...(gate && { gate }),
    hint: long('A signed copy is enough. ', 300),
    evidence: long('The signed copy, with its date. ', 600),
    criteria: Array.from({ length: 8 }, () => long('Both have signed it by name ', 300)),
  });
}
