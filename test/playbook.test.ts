import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { gatePassed } from '../src/domain/gate.ts';
import { acceptedKeys, settleItems, type Item } from '../src/domain/item.ts';
import { PlaybookError } from '../src/domain/playbook-file.ts';
import { itemSpecs, moduleKeyOf, playbookHash, sideOfRole } from '../src/domain/playbook.ts';
import { readPlaybook } from '../src/playbook-folder.ts';
import { aLockedItem, NOW, PRIYA, timeAt } from './support/builders.ts';

const SHIPPED = join(import.meta.dirname, '../playbooks/partner-onboarding');

describe('the shipped playbook', () => {
  const playbook = readPlaybook(SHIPPED);

  test('has eight modules with seventy items', () => {
    expect(playbook.modules.map(({ title }) => title)).toEqual([
      'Qualification',
      'Contracting',
      'Compliance and risk',
      'Commercial setup',
      'Technical integration',
      'Enablement and certification',
      'Go-to-market activation',
      'Service and success',
    ]);
    expect(itemSpecs(playbook)).toHaveLength(70);
  });

  test('has work for both sides in every module, and both gates have proof in several', () => {
    for (const { items } of playbook.modules) {
      expect(new Set(items.map(({ owner }) => sideOfRole(owner))).size).toBe(2);
    }
    for (const gate of [1, 2]) {
      const proof = itemSpecs(playbook).filter((spec) => spec.gate === gate);
      expect(new Set(proof.map(({ id }) => moduleKeyOf(id))).size).toBeGreaterThan(1);
    }
  });

  test('comes to an end: accepting what is open opens everything, gate 1 before gate 2', () => {
    let items: readonly Item[] = itemSpecs(playbook).map(({ id }) => aLockedItem(id));
    const passedIn = new Map<number, number>();
    for (let round = 0; items.some(({ status }) => status !== 'accepted'); round++) {
      expect(round, 'nothing opens any more').toBeLessThan(70);
      const changed = settleItems(items, { playbook, time: timeAt(NOW) });
      expect(changed.every(({ status }) => status === 'open')).toBe(true);
      items = items.map((item) => changed.find(({ id }) => id === item.id) ?? item);
      const open = items.find(({ status }) => status === 'open');
      expect(open, 'everything left is locked').toBeDefined();
      items = items.map((item) =>
        item === open ? { ...item, status: 'accepted', acceptedById: PRIYA } : item,
      );
      const keys = acceptedKeys(items);
      for (const gate of [1, 2] as const) {
        if (!passedIn.has(gate) && gatePassed(playbook, keys, gate)) passedIn.set(gate, round);
      }
    }
    expect(passedIn.get(1)).toBeLessThan(passedIn.get(2) ?? 0);
  });

  test('has one name, and another as soon as anything in it changes', () => {
    expect(playbookHash(readPlaybook(SHIPPED))).toBe(playbookHash(playbook));
    expect(playbookHash({ ...playbook, version: playbook.version + 1 })).not.toBe(
      playbookHash(playbook),
    );
  });
});

test('a folder that is not there is named, with the setting that leads to it', () => {
  const read = () => readPlaybook('/nowhere/at/all');
  expect(read).toThrow(PlaybookError);
  expect(read).toThrow(/no folder \/nowhere\/at\/all\. Set ONBOARD_PLAYBOOK to the folder/);
});

test('a folder without its modules is named as well', () => {
  const folder = mkdtempSync(join(tmpdir(), 'playbook-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'playbook.yml'), 'id: small\n');
  expect(() => readPlaybook(folder)).toThrow(`There is no folder ${join(folder, 'modules/')}.`);
});
