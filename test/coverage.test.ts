import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { publicPlaybook } from '../src/domain/playbook-public.ts';
import { itemSpecs } from '../src/domain/playbook.ts';
import { readPlaybook } from '../src/playbook-folder.ts';
import { partnerGuide } from '../views/partner-guide.ts';
import { runbook } from '../views/runbook.ts';
import {
  ANSWERED_ELSEWHERE,
  APART,
  COVERAGE,
  DATED,
  EVERY_ITEM,
  GENERATED,
} from './support/coverage.ts';

const playbook = readPlaybook(join(import.meta.dirname, '../playbooks/partner-onboarding'));
const specs = [...itemSpecs(playbook), ...playbook.lists.flatMap(({ items }) => items)];
const templates = playbook.templates.map(({ id }) => id);
const guide = partnerGuide(publicPlaybook(playbook));

/** True when the item, or the gate with proof, is in the playbook. */
const exists = (name: string) =>
  specs.some(({ id, gate }) => id === name || `gate-${gate ?? 0}` === name);
const stored = (ids: readonly string[]) => ids.filter((id) => !GENERATED.includes(id));
const usedBy = (items: readonly string[]) =>
  new Set(specs.filter(({ id }) => items.includes(id)).flatMap(({ uses }) => uses));

test('every capability has its line', () => {
  const upTo = (letter: string, last: number) =>
    Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);
  expect(COVERAGE.map(({ code }) => code)).toEqual([
    ...upTo('a', 51),
    ...upTo('b', 61),
    ...upTo('m', 6),
    'm8',
  ]);
});

describe('answered in the playbook', () => {
  const answered = COVERAGE.filter(({ items, templates }) => items.length + templates.length > 0);

  test.each(answered)('$code $capability', ({ code, items, templates: named }) => {
    expect(items.filter((name) => !exists(name))).toEqual([]);
    expect(stored(named).filter((id) => !templates.includes(id))).toEqual([]);
    if (items.length === 0 || stored(named).length === 0 || code in APART) return;
    expect(stored(named).some((id) => usedBy(items).has(id))).toBe(true);
  });

  test.each(Object.entries(APART))('%s has its template apart: %s', (code, why) => {
    const line = COVERAGE.find((one) => one.code === code);
    const named = line?.templates ?? [];
    expect(named.filter((id) => usedBy(line?.items ?? []).has(id))).toEqual([]);
    const users = [...why.matchAll(/\b[A-Z]{3}-\d/g)].map(([id]) => id);
    expect(users.filter((id) => !exists(id))).toEqual([]);
  });
});

describe('answered elsewhere', () => {
  const open = COVERAGE.filter(({ items, templates }) => items.length + templates.length === 0);

  test('is exactly what the playbook does not answer', () => {
    expect(open.map(({ code }) => code)).toEqual(Object.keys(ANSWERED_ELSEWHERE));
  });

  test('b10: every module says problem, insight, solution and impact, each in one short line', () => {
    for (const { problem, insight, solution, impact } of playbook.modules) {
      for (const text of [problem, insight, solution, impact]) {
        expect(text).toMatch(/^[A-Z0-9].{10,140}$/);
      }
    }
  });
});

describe('made from the playbook', () => {
  const made: Readonly<Record<string, readonly [document: string, holds: RegExp]>> = {
    T51: [guide, /^# Partner onboarding: guide for partners/],
    T52: [runbook(playbook), /^# Partner onboarding: runbook/],
    T56: [guide, /```mermaid\nflowchart[^`]*Gate 2[^`]*```/],
  };

  test.each(GENERATED)('%s is a document, not a template', (id) => {
    expect(templates).not.toContain(id);
    expect(made[id]?.[0]).toMatch(made[id]?.[1] ?? /^$/);
  });

  test('b42, T56: the map has every module', () => {
    const map = /```mermaid[^`]*```/.exec(guide)?.[0] ?? '';
    for (const { title } of playbook.modules) expect(map).toContain(title);
  });
});

test('“all items” are the items of the eight modules', () => {
  expect(itemSpecs(playbook).map(({ id }) => id)).toEqual(EVERY_ITEM);
});

test('b35: the dated proofs are the items that say how long they are good for', () => {
  const dated = itemSpecs(playbook).filter(({ revalidate }) => revalidate !== undefined);
  expect(dated.map(({ id }) => id)).toEqual(DATED);
});

test('no template is without use: an item uses it, or a capability names it', () => {
  const named = new Set([
    ...usedBy(specs.map(({ id }) => id)),
    ...COVERAGE.flatMap((line) => line.templates),
  ]);
  expect(templates.filter((id) => !named.has(id))).toEqual([]);
});
