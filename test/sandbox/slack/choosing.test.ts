import { describe, expect, test } from 'vitest';

import type { Person, Target } from '../../../sandbox/slack/index.ts';
import {
  actions,
  checkboxes,
  createTown,
  INES,
  input,
  MARA,
  modal,
  openModal,
  option,
  type Json,
  type Town,
} from './town.ts';

const OWNER: Target = { blockId: 'owner' };
const FOUND = [option('u1', 'Ines'), option('u2', 'Paul'), option('u3', 'Otto')];
const single: Json = { type: 'external_select', action_id: 'x', min_query_length: 1 };
const multi: Json = { ...single, type: 'multi_external_select', max_selected_items: 2 };
const select: Json = { type: 'static_select', action_id: 'x', options: [option('a'), option('b')] };

type Opened = Readonly<{ town: Town; mara: Person; queries: string[] }>;

/** Mara before a form, and an app that suggests people. */
async function opened(...blocks: readonly Json[]): Promise<Opened> {
  const town = await createTown();
  await openModal(town, await town.room(), MARA, modal(blocks));
  const queries: string[] = [];
  town.app.answer = (payload) => {
    if (payload['type'] !== 'block_suggestion') return {};
    const query = String(payload['value']);
    queries.push(query);
    const options = FOUND.filter(({ value, text }) =>
      `${String(value)} ${JSON.stringify(text)}`.toLowerCase().includes(query.toLowerCase()),
    );
    return { body: { options } };
  };
  return { town, mara: town.slack.as(MARA), queries };
}

/** What stands in the one control of a block of the open form. */
function held(who: Person, block = 'owner'): Json {
  const { state } = who.modal()?.view as {
    state: { values: Record<string, Record<string, Json>> };
  };
  return Object.values(state.values[block] ?? {})[0] ?? {};
}

describe('a select that takes its options from the app', () => {
  test.each([
    ['value', 'u2'],
    ['label', 'Paul'],
  ])('is chosen by the %s of what was suggested last, without asking again', async (_, wanted) => {
    const { mara, queries } = await opened(input('owner', 'Owner', single));
    expect(await mara.suggestions(OWNER, 'pa')).toEqual([{ label: 'Paul', value: 'u2' }]);
    await mara.choose(OWNER, wanted);
    expect(held(mara)['selected_option']).toEqual(option('u2', 'Paul'));
    expect(queries).toEqual(['pa']);
  });

  test('is filled in from what was suggested last', async () => {
    const { town, mara } = await opened(input('owner', 'Owner', single));
    await mara.suggestions(OWNER, 'o');
    await mara.submit({ Owner: 'u3' });
    expect(town.received.at(-1)?.payload).toMatchObject({
      view: { state: { values: { owner: { x: { selected_option: { value: 'u3' } } } } } },
    });
  });

  test('keeps what is chosen already, whatever is suggested since', async () => {
    const initial_option = option('u9', 'Nina');
    const { mara, queries } = await opened(input('owner', 'Owner', { ...single, initial_option }));
    mara.fill({ owner: 'u9' });
    await mara.suggestions(OWNER, 'pa');
    mara.fill({ owner: 'u9' });
    expect(held(mara)).toMatchObject({ selected_option: initial_option });
    expect(queries).toEqual(['pa']);
  });

  test('refuses what was not suggested, and to be filled in before anything was', async () => {
    const { mara } = await opened(input('owner', 'Owner', single));
    expect(() => {
      mara.fill({ Owner: 'u1' });
    }).toThrow('ask for suggestions first, or use choose');
    await mara.suggestions(OWNER, 'pa');
    await expect(mara.choose(OWNER, 'u1')).rejects.toThrow('no option "u1", only u2 ("Paul")');
    expect(() => {
      mara.fill({ Owner: 'u1' });
    }).toThrow('no option "u1", only u2 ("Paul")');
    await expect(mara.choose(OWNER, ['u2'])).rejects.toThrow('takes one value');
  });

  test('asks the app for a choice before anything was suggested, every time', async () => {
    const { mara, queries } = await opened(input('owner', 'Owner', single));
    await mara.choose(OWNER, 'Paul');
    await mara.choose(OWNER, 'ine');
    expect(held(mara)['selected_option']).toEqual(option('u1', 'Ines'));
    expect(queries).toEqual(['Paul', 'ine']);
    await expect(mara.choose(OWNER, 'zzz')).rejects.toThrow('suggests nothing for "zzz"');
  });

  test('asks from the first key on where the app wants it', async () => {
    const { mara } = await opened(input('owner', 'Owner', { ...single, min_query_length: 0 }));
    expect(await mara.suggestions(OWNER, '')).toHaveLength(3);
  });

  test('gathers several choices over several searches', async () => {
    const { mara, queries } = await opened(input('owner', 'Owners', multi));
    await mara.suggestions(OWNER, 'pa');
    await mara.choose(OWNER, ['u2']);
    await mara.suggestions(OWNER, 'ot');
    await mara.choose(OWNER, ['u2', 'u3']);
    expect(held(mara)['selected_options']).toEqual([option('u2', 'Paul'), option('u3', 'Otto')]);
    mara.fill({ owner: ['Otto'] });
    expect(held(mara)['selected_options']).toEqual([option('u3', 'Otto')]);
    await mara.choose(OWNER, []);
    expect(held(mara)['selected_options']).toEqual([]);
    expect(queries).toEqual(['pa', 'ot']);
  });

  test('takes no more than it is made for', async () => {
    const { mara } = await opened(input('owner', 'Owners', multi));
    await expect(mara.choose(OWNER, ['Ines', 'Paul', 'Otto'])).rejects.toThrow('takes 2 at most');
  });

  test('remembers for each person apart what was suggested in a message', async () => {
    const { town, mara, queries } = await opened(input('owner', 'Owner', single));
    const channel = await town.sharedRoom('other-room');
    const blocks = [actions('m', single)];
    await town.call('chat.postMessage', { channel, text: 'Who?', blocks });
    await mara.suggestions({ channel, blockId: 'm' }, 'pa');
    await town.slack.as(INES).choose({ channel, blockId: 'm' }, 'ines');
    await mara.choose({ channel, blockId: 'm' }, 'u2');
    expect(queries).toEqual(['pa', 'ines']);
    const state = (who: string): unknown => town.slack.as(who).sees(channel)[0]?.state;
    expect(state(INES)).toMatchObject({ m: { x: { selected_option: { value: 'u1' } } } });
    expect(state(MARA)).toMatchObject({ m: { x: { selected_option: { value: 'u2' } } } });
  });

  test('is the only one with suggestions', async () => {
    const { mara } = await opened(input('s', 'Select', select));
    const ask = mara.suggestions({ blockId: 's' }, 'abc');
    await expect(ask).rejects.toThrow('takes no suggestions of the app');
  });
});

describe('several choices', () => {
  test('replace what was chosen, ticks in the order of the options', async () => {
    const { mara } = await opened(
      input('t', 'Tasks', checkboxes(['a', 'b', 'c'], ['c'])),
      input('s', 'Several', { ...select, type: 'multi_static_select' }),
    );
    const values = (block: string): unknown[] =>
      (held(mara, block)['selected_options'] as Json[]).map(({ value }) => value);
    await mara.choose({ blockId: 't' }, ['b', 'a']);
    await mara.choose({ blockId: 's' }, ['b', 'a']);
    expect([values('t'), values('s')]).toEqual([
      ['a', 'b'],
      ['b', 'a'],
    ]);
    await mara.choose({ blockId: 's' }, 'a');
    expect(values('s')).toEqual(['a']);
  });

  test('reach the app at once where the control stands in a message', async () => {
    const town = await createTown();
    const channel = await town.room();
    const blocks = [actions('t', checkboxes(['a', 'b']))];
    await town.call('chat.postMessage', { channel, text: 'Do', blocks });
    await town.slack.as(MARA).choose({ channel, blockId: 't' }, ['a', 'b']);
    expect(town.received.at(-1)?.payload).toMatchObject({
      actions: [{ selected_options: [{ value: 'a' }, { value: 'b' }] }],
    });
  });
});

describe('taking a choice back', () => {
  const radio: Json = { ...select, type: 'radio_buttons' };
  const text: Json = { type: 'plain_text_input', action_id: 'x' };
  const optional = { optional: true };

  test.each<[what: string, element: Json, value: string, field: string]>([
    ['a day', { type: 'datepicker', action_id: 'x' }, '2026-03-02', 'selected_date'],
    ['a time', { type: 'timepicker', action_id: 'x' }, '09:30', 'selected_time'],
    ['a moment', { type: 'datetimepicker', action_id: 'x' }, '1772442000', 'selected_date_time'],
    ['an option', select, 'a', 'selected_option'],
    ['a person', { type: 'users_select', action_id: 'x' }, MARA, 'selected_user'],
    ['a suggestion', single, 'Paul', 'selected_option'],
  ])('%s is cleared in an optional input', async (_, element, value, field) => {
    const { mara } = await opened(input('b', 'Field', element, optional));
    await mara.choose({ blockId: 'b' }, value);
    expect(held(mara, 'b')[field]).not.toBeNull();
    await mara.choose({ blockId: 'b' }, null);
    expect(held(mara, 'b')[field]).toBeNull();
  });

  test.each<[where: string, block: Json, problem: string]>([
    ['a required input', input('b', 'Field', select), 'cannot be cleared'],
    ['an actions block', actions('b', select), 'cannot be cleared'],
    ['radio buttons', input('b', 'Field', radio, optional), 'cannot be cleared'],
    ['a text', input('b', 'Field', text, optional), 'cannot be cleared'],
    ['a list', input('b', 'Field', multi, optional), 'choosing an empty list'],
  ])('%s refuses it', async (_, block, problem) => {
    const { mara } = await opened(block);
    await expect(mara.choose({ blockId: 'b' }, null)).rejects.toThrow(problem);
  });
});
