import { describe, expect, test } from 'vitest';
import { moduleBoard, moduleParts, PART_ITEMS, placeOf } from '../src/domain/board.ts';
import { itemSpecs } from '../src/domain/playbook.ts';
import { handIn, judge } from './support/acts.ts';
import { aModule, anItem, aPlaybook, aSpec, aWhole, NOW } from './support/builders.ts';
import { aLargePlaybook, writePlaybook } from './support/playbook-files.ts';
import { temporaryFolder } from './support/stores.ts';
import { createWorld, type World } from './support/world.ts';

const SIZE = 500;
const playbook = aLargePlaybook(SIZE);

describe('a module in parts', () => {
  const sizes = (items: number) => {
    const specs = Array.from({ length: items }, (_, nth) => aSpec({ id: `QUA-${nth + 1}` }));
    return moduleParts(aModule({ items: specs })).map((part) => part.length);
  };

  test.each<[items: number, parts: readonly number[]]>([
    [1, [1]],
    [9, [9]],
    [10, [5, 5]],
    [19, [6, 6, 7]],
    [63, [9, 9, 9, 9, 9, 9, 9]],
    [99, [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]],
  ])('%i items', (items, parts) => {
    expect(sizes(items)).toEqual(parts);
  });

  test('however many there are: as few parts as can be, evenly filled, in reading order', () => {
    for (let items = 1; items <= 99; items++) {
      const filled = sizes(items);
      expect(filled).toHaveLength(Math.ceil(items / PART_ITEMS));
      expect(Math.max(...filled)).toBeLessThanOrEqual(PART_ITEMS);
      expect(Math.max(...filled) - Math.min(...filled)).toBeLessThanOrEqual(1);
    }
    for (const module of playbook.modules) expect(moduleParts(module).flat()).toEqual(module.items);
  });

  test('shows each item in one place', () => {
    const places = itemSpecs(playbook).map(({ id }) => placeOf(playbook, id));
    expect(places[0]).toEqual({ moduleKey: 'AAA', part: 1 });
    expect(places.at(-1)).toEqual({ moduleKey: 'HHH', part: 7 });
    expect(() => placeOf(aPlaybook(), 'QUA-99')).toThrow('no item QUA-99');
  });

  test('keeps each item in its part whatever is left out; what is gone has no board', () => {
    const ids = Array.from({ length: 10 }, (_, nth) => `QUA-${nth + 1}`);
    const whole = aWhole({
      playbook: aPlaybook(ids.map((id) => aSpec({ id, title: id }))),
      items: ids.map((key, nth) => anItem({ key, status: nth < 5 ? 'left_out' : 'accepted' })),
    });
    const board = (part: number) => moduleBoard(whole, { moduleKey: 'QUA', part }, NOW);
    expect(board(1)).toMatchObject({ lines: [], done: true, accepted: 5, total: 5, parts: 2 });
    expect(board(2)?.lines.map(({ title }) => title)).toEqual(ids.slice(5));
    expect(board(3)).toBeNull();
    expect(moduleBoard(whole, { moduleKey: 'OLD', part: 1 }, NOW)).toBeNull();
  });
});

describe(`a playbook of ${SIZE} items`, () => {
  const started = async () => {
    const folder = temporaryFolder();
    writePlaybook(folder, playbook);
    const world = await createWorld({ environment: { ONBOARD_PLAYBOOK: folder } });
    return { world, channel: await world.startAcme() };
  };
  const titles = ({ person }: World, channel: string) =>
    person.priya.sees(channel).flatMap(({ text }) => /^\d · .*\(\d of \d\)/m.exec(text)?.[0] ?? []);
  const part = ({ person }: World, channel: string, title: RegExp) => {
    const found = person.priya.sees(channel).find(({ text }) => title.test(text));
    if (!found) throw new Error(`There is no message ${String(title)}`);
    return found;
  };
  const tick = async (world: World, channel: string, id: string) => {
    await world.person.priya.tick({ channel, label: `${id} answers` });
    // Slack lets a message be edited only so often.
    for (let round = 0; round < 3; round++) await world.settle();
  };
  /** Calls that Slack did not take. */
  const refused = ({ slack }: World) =>
    slack.calls().filter(({ response }) => (response as { ok?: unknown }).ok !== true);

  test('shows what has begun, part by part, in order, and redraws a tick in the last part', async () => {
    const { world, channel } = await started();
    expect(titles(world, channel)).toEqual([expect.stringMatching(/^1 · .*\(1 of 7\)/)]);

    await tick(world, channel, 'AAA-1');
    expect(titles(world, channel).map((title) => title.replace(/ · .*\(/, ' ('))).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7].map((nth) => `1 (${nth} of 7)`),
      ...[2, 3, 4, 5, 6, 7, 8].map((nth) => `${nth} (1 of 7)`),
    ]);

    const last = itemSpecs(playbook).findLast(
      ({ id, kind, owner }) => id.startsWith('AAA-') && kind === 'attest' && owner === 'p.lead',
    );
    await tick(world, channel, last?.id ?? '');
    const shown = part(world, channel, /^1 · .*\(7 of 7\)/m);
    expect(shown.text).toContain(`[x] ${last?.id ?? ''} answers`);
    expect(shown.text).toContain('2 of 62 accepted in all parts');
    // The reason is given once, whom to tell of trouble everywhere.
    expect(shown.text).not.toContain('Why:');
    expect(shown.text).toContain('[I’m blocked]');
    const first = part(world, channel, /^1 · .*\(1 of 7\)/m);
    expect(first.text).toContain('Why:');
    expect(first.text).toContain('2 of 62 accepted in all parts');
    expect(refused(world)).toEqual([]);
  });

  test('sends what is returned to the thread of the part that has it', async () => {
    const { world, channel } = await started();
    const { priya, dana } = world.person;
    await tick(world, channel, 'AAA-1');
    await handIn(world, { channel, item: 'AAA-60 answers' });
    const verdicts: Record<string, string> = { criterion_0: 'not_met', reason: 'Too old' };
    for (let nth = 1; nth < 8; nth++) verdicts[`criterion_${nth}`] = 'met';
    await judge(world, dana, verdicts);
    const returned = priya.sees(channel).find(({ text }) => text.includes('Too old'));
    expect(returned?.threadTs).toBe(part(world, channel, /^1 · .*\(7 of 7\)/m).ts);
  });

  test('fits Slack all the way: every part, the headline and every status', async () => {
    const { world, channel } = await started();
    for (const { items } of playbook.modules) await tick(world, channel, items[0]?.id ?? '');
    for (let round = 0; round < 6; round++) await world.settle();
    expect(titles(world, channel)).toHaveLength(56);
    const { mara } = world.person;
    const answers = [
      await mara.command('/onboard status'),
      await mara.command('/onboard status acme'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[1]?.text).toContain('8 of 500 accepted');
    expect(refused(world)).toEqual([]);
    const lengths = world.slack
      .calls()
      .flatMap(({ args }) => (args['blocks'] === undefined ? [] : [args['blocks']]))
      .map((blocks) => JSON.stringify(blocks).length);
    expect(lengths.length).toBeGreaterThan(56);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(12_000);
    const seen = [...mara.sees('dm'), ...mara.sees(channel)];
    expect(Math.max(...seen.map(({ blocks }) => JSON.stringify(blocks).length))).toBeLessThan(
      13_000,
    );
  });
});
