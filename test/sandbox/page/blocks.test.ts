import { describe, expect, test } from 'vitest';
import { draw, IN_FORM, SURFACE, tagsIn } from './draw.ts';
import { AT } from './sample-words.ts';
import { accessoriesOf, inputsOf, samplesOf } from './samples.ts';

type Json = Readonly<Record<string, unknown>>;

/** What opens on demand only: menus, lists, dialogs. */
const LATER = new Set(['confirm', 'option_groups']);

/** Every text of a block, each marked with §, as far as it is drawn at first. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string')
    return [...value.matchAll(/§[\w #]+/g)].map(([text]) => text.trim());
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  const { type } = value as Json;
  const isList = /select$|^overflow$/.test(String(type));
  return Object.entries(value).flatMap(([name, field]) =>
    LATER.has(name) || (isList && name === 'options') || (type === 'date' && name === 'fallback')
      ? []
      : textsIn(field),
  );
}

const MARKED = (what: string): string => `§${what.replaceAll('_', ' ')}`;
const NASTY = '<img src=x onerror=alert(1)><script>alert(1)</script>"\'&lt;b&gt;';
const nasty = (what: string): string => `${what} ${NASTY}`;

const ALL = (say: (what: string) => string): (readonly [string, Json])[] => [
  ...Object.entries(samplesOf(say).blocks),
  ...accessoriesOf(say).map((block) => [String(block['block_id']), block] as const),
  ...inputsOf(say).map((block) => [String(block['block_id']), block] as const),
];

describe('every block and element', () => {
  test.each(ALL(MARKED))('%s shows its texts', (_, block) => {
    const shown = draw([{ ...block, page_size: 100 }], IN_FORM);
    const texts = textsIn(block);
    const missing = texts.filter((text) => !shown.includes(text));
    expect(missing).toEqual([]);
  });

  test.each(ALL(nasty))('%s takes no text for HTML', (_, block) => {
    for (const surface of [SURFACE, IN_FORM]) {
      const shown = draw([{ ...block, page_size: 100 }], surface);
      const { tags, rest } = tagsIn(shown);
      const names = new Set(tags.map(({ name }) => name));
      const keys = tags.flatMap(({ attributes }) => [...attributes.keys()]);
      const addresses = tags.map(
        ({ attributes }) => attributes.get('src') ?? attributes.get('href'),
      );
      expect(rest).not.toContain('<');
      expect(names).not.toContain('script');
      expect(keys.filter((key) => key.startsWith('on'))).toEqual([]);
      expect(addresses.filter((url = 'https:') => !/^(https:|data:image)/.test(url))).toEqual([]);
    }
  });

  test.each(ALL(MARKED))('%s asks nobody outside for anything', (_, block) => {
    const sources = [...draw([block]).matchAll(/\s(?:src|srcset|poster|data)="([^"]*)"/g)];
    expect(sources.filter(([, url]) => url?.startsWith('data:') !== true)).toEqual([]);
  });

  test('that is broken is drawn all the same', () => {
    const types = Object.values(samplesOf(MARKED).blocks).map(({ type }) => type);
    const bare = types.map((type) => ({ type }));
    const wrong = types.map((type) => ({
      type,
      ...Object.fromEntries(
        [
          'text',
          'elements',
          'element',
          'fields',
          'rows',
          'chart',
          'title',
          'child_blocks',
          'block_id',
        ].map((name) => [name, 7]),
      ),
    }));
    expect(draw([...bare, ...wrong, {}])).toContain('no type');
  });
});

describe('inputs', () => {
  const idsOf = (shown: string, pattern: RegExp): string[] =>
    [...shown.matchAll(pattern)].map(([, id = '']) => id);

  test.each(inputsOf(MARKED).map((block) => [String(block['block_id']), block] as const))(
    '%s has its label, its hint and what is wrong with it linked',
    (blockId, block) => {
      const shown = draw([block], { ...IN_FORM, errors: { [blockId]: 'This is <b>wrong</b>.' } });
      const [label = ''] = idsOf(shown, /class="bk-label" id="([^"]+)"/g);
      const [error = ''] = idsOf(shown, /class="bk-error" id="([^"]+)"/g);
      const [hint = ''] = idsOf(shown, /class="bk-hint" id="([^"]+)"/g);
      expect(shown).toContain(`aria-labelledby="${label}"`);
      expect(shown).toContain(`aria-describedby="${error} ${hint}"`);
      expect(shown).toContain('aria-invalid="true"');
      expect(shown).toContain('This is &lt;b&gt;wrong&lt;/b&gt;.');
      const [wanted] = idsOf(shown, / for="([^"]+)"/g);
      if (!/checkboxes|radio/.test(blockId)) expect(shown).toContain(` id="${String(wanted)}"`);
      expect(shown.includes('(optional)')).toBe(block['optional'] === true);
    },
  );

  test('an untouched input shows what it holds, a touched one what was typed', () => {
    const element = { type: 'plain_text_input', action_id: 'a', initial_value: 'initial' };
    const label = { type: 'plain_text', text: 'x' };
    const blocks = [{ type: 'input', block_id: 'b', label, element }];
    const values = { b: { a: { type: 'plain_text_input', value: 'held' } } };
    expect(draw(blocks, IN_FORM)).toContain('value="initial"');
    expect(draw(blocks, { ...IN_FORM, values })).toContain('value="held"');
    expect(draw(blocks, { ...IN_FORM, values, typed: () => 'typed' })).toContain('value="typed"');
    expect(draw(blocks, { ...IN_FORM, values, typed: () => '' })).toContain('value=""');
  });

  test('choices are shown by name', () => {
    const { elements } = samplesOf(MARKED);
    const held: readonly (readonly [string, Json, string])[] = [
      ['static_select', { selected_option: { text: { text: 'Picked' }, value: 'x' } }, 'Picked'],
      ['users_select', { selected_user: 'U1' }, 'Mara &lt;b&gt;Winter&lt;/b&gt;'],
      ['multi_users_select', { selected_users: ['U9'] }, 'U9'],
      ['channels_select', { selected_channel: 'C1' }, 'partner-&lt;i&gt;acme&lt;/i&gt;'],
      ['datepicker', { selected_date: '2026-03-02' }, 'value="2026-03-02"'],
      ['timepicker', { selected_time: '09:30' }, 'value="09:30"'],
      ['datetimepicker', { selected_date_time: AT }, 'value="2026-03-13T15:05"'],
    ];
    for (const [name, state, shown] of held) {
      const section = { type: 'section', block_id: 'b', accessory: elements[name] };
      const actionId = String(elements[name]?.['action_id']);
      expect(draw([section], { values: { b: { [actionId]: state } } })).toContain(shown);
    }
  });
});

test('a block that just changed says so', () => {
  const block = { type: 'section', block_id: 'b', text: { type: 'mrkdwn', text: 'x' } };
  expect(draw([block])).not.toContain('updated');
  expect(draw([block], { changed: new Set(['b']) })).toMatch(/bk-changed.*updated/);
});

test('a long text is folded, unless it is to be shown whole', () => {
  const text = { type: 'mrkdwn', text: 'line\n'.repeat(40) };
  expect(draw([{ type: 'section', text }])).toContain('Show more');
  expect(draw([{ type: 'section', text, expand: true }])).not.toContain('Show more');
});

test('a data table shows a page and names its rows', () => {
  const shown = draw([samplesOf(MARKED).blocks['data_table'] ?? {}]);
  expect(shown).toContain('<caption class="bk-caption">§caption</caption>');
  expect(shown).toContain('scope="col"');
  expect(shown).toContain('scope="row"');
  expect(shown).toContain('1–3 of 7');
  expect(shown).not.toContain('§Company 4');
});
