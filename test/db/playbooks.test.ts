import { describe, expect, test } from 'vitest';
import { addPlaybook, getPlaybook } from '../../db/playbooks.ts';
import type { Playbook } from '../../src/domain/playbook.ts';
import { hoursOf, OFFICE_HOURS } from '../../src/domain/working-hours.ts';
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

  test('working hours as they used to be stored are read as they are now', async () => {
    const { store } = await open();
    const sunday = hoursOf({ 'sun-wed': '09:00-17:00', thu: '09:00-12:00' });
    const old = { weekdays: [7, 1], opens: '08:00', closes: '16:00' };
    const calendars = { default: { ...old, weekdays: [1, 2, 3, 4, 5] }, SA: old, EG: sunday };
    const playbook = { ...anOldPlaybook(), calendars } as unknown as Playbook;
    const hash = await store.tx((tx) => addPlaybook(tx, { playbook, at: NOW }));
    const read = await getPlaybook(store.read, hash);
    const week = (names: string) =>
      hoursOf(Object.fromEntries(names.split(' ').map((name) => [name, '08:00-16:00'])));
    expect(read.calendars).toEqual({
      default: week('mon tue wed thu fri'),
      SA: week('sun mon'),
      EG: sunday,
    });
  });

  test('a playbook without any has office hours', async () => {
    const { store } = await open();
    const { calendars: _, ...playbook } = anOldPlaybook();
    const at = { playbook: playbook as Playbook, at: NOW };
    const hash = await store.tx((tx) => addPlaybook(tx, at));
    const read = await getPlaybook(store.read, hash);
    expect(read.calendars).toEqual({ default: OFFICE_HOURS });
  });
});
