import { describe, expect, test } from 'vitest';
import { addPlaybook, getPlaybook } from '../../db/playbooks.ts';
import type { Playbook } from '../../src/domain/playbook.ts';
import { aPlaybook, NOW } from '../support/builders.ts';
import { STORES } from '../support/stores.ts';

/** As the first version of the bot stored it: without templates. */
function anOldPlaybook(): Playbook {
  const { templates: _, ...rest } = aPlaybook();
  const modules = rest.modules.map((module) => ({
    ...module,
    items: module.items.map(({ uses: __, ...item }) => item),
  }));
  return { ...rest, title: 'An old one', modules } as unknown as Playbook;
}

describe.each(STORES)('on %s', (_dialect, open) => {
  test('a playbook that an earlier version stored keeps its hash, and has what was added since', async () => {
    const { store } = await open();
    const add = () => store.tx((tx) => addPlaybook(tx, { playbook: anOldPlaybook(), at: NOW }));
    const hash = await add();
    const read = await getPlaybook(store.read, hash);
    expect(read.templates).toEqual([]);
    expect(read.modules[0]?.items[0]?.uses).toEqual([]);
    expect(await add()).toBe(hash);
  });
});
