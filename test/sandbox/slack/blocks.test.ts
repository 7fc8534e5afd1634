import { describe, expect, test } from 'vitest';

import {
  refuseMessageBlocks,
  refuseMetadata,
  refuseView,
} from '../../../sandbox/slack/blocks/validate.ts';
import {
  actions,
  button,
  checkboxes,
  createTown,
  input,
  modal,
  option,
  plain,
  section,
  type Json,
} from './town.ts';

const x = (length: number): string => 'x'.repeat(length);
const many = (count: number, make: (at: number) => Json): Json[] =>
  Array.from({ length: count }, (_, at) => make(at));

function problemsOf(...blocks: Json[]): readonly string[] {
  return refuseMessageBlocks(blocks)?.problems ?? [];
}

const select = (count: number): Json => ({
  type: 'static_select',
  action_id: 's',
  options: many(count, (at) => option(`v${at}`)),
});
const chart = (title: string, label = 'May'): Json => ({
  type: 'data_visualization',
  title,
  chart: {
    type: 'bar',
    series: [{ name: 'Days', data: [{ label, value: 3 }] }],
    axis_config: { categories: ['May'], x_label: 'Month' },
  },
});
const table = (rows: number, cells: number): Json => ({
  type: 'data_table',
  caption: 'Partners',
  rows: many(rows, () => many(cells, () => ({ type: 'raw_text', text: 'a' })) as unknown as Json),
});

describe('what fits exactly passes, one more is refused', () => {
  test.each<[what: string, fits: Json[], tooMuch: Json[], problem: string]>([
    [
      'section text',
      [section(x(3000))],
      [section(x(3001))],
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'section field',
      [{ type: 'section', fields: [plain(x(2000))] }],
      [{ type: 'section', fields: [plain(x(2001))] }],
      'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
    ],
    [
      'fields in a section',
      [{ type: 'section', fields: many(10, () => plain('a')) }],
      [{ type: 'section', fields: many(11, () => plain('a')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
    ],
    [
      'header',
      [{ type: 'header', text: plain(x(150)) }],
      [{ type: 'header', text: plain(x(151)) }],
      'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'blocks in a message',
      many(50, () => ({ type: 'divider' })),
      many(51, () => ({ type: 'divider' })),
      'no more than 50 items allowed [json-pointer:/blocks]',
    ],
    [
      'elements of an actions block',
      [actions('a', ...many(25, (at) => button(`b${at}`, 'B')))],
      [actions('a', ...many(26, (at) => button(`b${at}`, 'B')))],
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'button text',
      [actions('a', button('b', x(75)))],
      [actions('a', button('b', x(76)))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
    ],
    [
      'button value',
      [actions('a', button('b', 'B', { value: x(2000) }))],
      [actions('a', button('b', 'B', { value: x(2001) }))],
      'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
    ],
    [
      'action id',
      [actions('a', button(x(255), 'B'))],
      [actions('a', button(x(256), 'B'))],
      'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
    ],
    [
      'block id',
      [actions(x(255), button('b', 'B'))],
      [actions(x(256), button('b', 'B'))],
      'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
    ],
    [
      'checkbox options',
      [actions('a', checkboxes(many(10, () => ({})).map((_, at) => `v${at}`)))],
      [actions('a', checkboxes(many(11, () => ({})).map((_, at) => `v${at}`)))],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'overflow options',
      [
        actions('a', {
          type: 'overflow',
          action_id: 'o',
          options: many(5, (at) => option(`${at}`)),
        }),
      ],
      [
        actions('a', {
          type: 'overflow',
          action_id: 'o',
          options: many(6, (at) => option(`${at}`)),
        }),
      ],
      'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'select options',
      [actions('a', select(100))],
      [actions('a', select(101))],
      'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
    ],
    [
      'option value',
      [actions('a', checkboxes([x(75)]))],
      [actions('a', checkboxes([x(76)]))],
      'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
    ],
    [
      'context elements',
      [{ type: 'context', elements: many(10, () => plain('a')) }],
      [{ type: 'context', elements: many(11, () => plain('a')) }],
      'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [
      'markdown, summed over the message',
      [
        { type: 'markdown', text: x(6000) },
        { type: 'markdown', text: x(6000) },
      ],
      [
        { type: 'markdown', text: x(6000) },
        { type: 'markdown', text: x(6001) },
      ],
      'must be less than 12001 characters [json-pointer:/blocks]',
    ],
    [
      'charts in a message',
      [chart('A'), chart('B')],
      [chart('A'), chart('B'), chart('C')],
      'too many data_visualization blocks [json-pointer:/blocks]',
    ],
    [
      'chart title',
      [chart(x(50))],
      [chart(x(51))],
      'must be less than 51 characters [json-pointer:/blocks/0/title]',
    ],
    [
      'rows of a data table',
      [table(101, 2)],
      [table(102, 2)],
      'no more than 101 items allowed [json-pointer:/blocks/0/rows]',
    ],
  ])('%s', (_, fits, tooMuch, problem) => {
    expect(problemsOf(...fits)).toEqual([]);
    expect(problemsOf(...tooMuch)).toEqual([problem]);
  });
});

describe('what Slack refuses in a message', () => {
  test.each<[what: string, block: Json, problem: string]>([
    [
      'an empty text',
      section(''),
      'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
    ],
    [
      'a section without text',
      { type: 'section' },
      'must define either `text` or `fields` [json-pointer:/blocks/0/type]',
    ],
    [
      'an unknown block',
      { type: 'sction' },
      'unsupported type: sction [json-pointer:/blocks/0/type]',
    ],
    ['a block without type', {}, 'missing required field: type [json-pointer:/blocks/0]'],
    [
      'a block of modals',
      { type: 'alert', text: plain('a') },
      'unsupported type: alert [json-pointer:/blocks/0/type]',
    ],
    [
      'a file block',
      { type: 'file', external_id: 'a', source: 'remote' },
      'unsupported type: file [json-pointer:/blocks/0/type]',
    ],
    [
      'an unknown field',
      { type: 'divider', color: 'red' },
      'invalid additional property: color [json-pointer:/blocks/0]',
    ],
    [
      'an unknown text type',
      { type: 'section', text: { type: 'html', text: 'a' } },
      'unsupported type: html [json-pointer:/blocks/0/text/type]',
    ],
    [
      'mrkdwn in a header',
      { type: 'header', text: { type: 'mrkdwn', text: 'a' } },
      'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
    ],
    [
      'text that is no object',
      { type: 'section', text: 'a' },
      'must provide an object [json-pointer:/blocks/0/text]',
    ],
    [
      'an element of inputs in an actions block',
      actions('a', { type: 'plain_text_input', action_id: 'p' }),
      'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
    ],
    [
      'an input of modals',
      input('i', 'Link', { type: 'url_text_input', action_id: 'u' }),
      'unsupported type: url_text_input [json-pointer:/blocks/0/element/type]',
    ],
    [
      'two elements with one action id',
      actions('a', button('same', 'A'), button('same', 'B')),
      '`action_id` "same" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ],
    [
      'an unknown style',
      actions('a', button('b', 'B', { style: 'loud' })),
      'must be a valid enum value [json-pointer:/blocks/0/elements/0/style]',
    ],
    [
      'initial options that are empty',
      actions('a', { ...checkboxes(['v']), initial_options: [] }),
      'no less than 1 items allowed [json-pointer:/blocks/0/elements/0/initial_options]',
    ],
    [
      'an initial option that differs in its text',
      actions('a', { ...checkboxes(['v']), initial_options: [option('v', 'other')] }),
      '`initial_options` must match one of the `options` [json-pointer:/blocks/0/elements/0/initial_options/0]',
    ],
    [
      'an initial option that is null',
      actions('a', { ...select(1), initial_option: null }),
      'must provide an object [json-pointer:/blocks/0/elements/0/initial_option]',
    ],
    [
      'an image from nowhere',
      { type: 'image', alt_text: 'a' },
      'must define either `image_url` or `slack_file` [json-pointer:/blocks/0/type]',
    ],
    [
      'a chart point off its axis',
      chart('A', 'June'),
      'must be one of the `categories` [json-pointer:/blocks/0/chart/series/0/data/0/label]',
    ],
    [
      'a data table without rows',
      table(1, 2),
      'no less than 2 items allowed [json-pointer:/blocks/0/rows]',
    ],
  ])('%s', (_, block, problem) => {
    expect(problemsOf(block)).toContain(problem);
  });

  test('two blocks with one block id', () => {
    expect(
      problemsOf({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'a' }),
    ).toEqual(['`block_id` "a" already exists [json-pointer:/blocks/1/block_id]']);
  });

  test('one action id in two blocks is fine', () => {
    expect(problemsOf(actions('a', button('b', 'B')), actions('c', button('b', 'B')))).toEqual([]);
  });

  test('blocks that are too long together', () => {
    const long = (length: number): Json[] => many(5, () => section(x(length)));
    expect(refuseMessageBlocks(long(2500))).toBeUndefined();
    expect(refuseMessageBlocks(long(2700))).toEqual({ code: 'msg_blocks_too_long', problems: [] });
  });
});

describe('views', () => {
  const text = { type: 'plain_text_input', action_id: 'p' };

  test.each<[what: string, fits: Json, tooMuch: Json, problem: string]>([
    [
      'title',
      modal([], { title: plain(x(24)) }),
      modal([], { title: plain(x(25)) }),
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      'submit',
      modal([], { submit: plain(x(24)) }),
      modal([], { submit: plain(x(25)) }),
      'must be less than 25 characters [json-pointer:/view/submit/text]',
    ],
    [
      'private metadata',
      modal([], { private_metadata: x(3000) }),
      modal([], { private_metadata: x(3001) }),
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'callback id',
      modal([], { callback_id: x(255) }),
      modal([], { callback_id: x(256) }),
      'must be less than 256 characters [json-pointer:/view/callback_id]',
    ],
    [
      'blocks',
      modal(many(100, () => ({ type: 'divider' }))),
      modal(many(101, () => ({ type: 'divider' }))),
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    ],
    [
      'an input and its submit button',
      modal([input('i', 'Name', text)]),
      { type: 'modal', title: plain('A'), blocks: [input('i', 'Name', text)] },
      'must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]',
    ],
    [
      'the first focus',
      modal([input('i', 'A', { ...text, focus_on_load: true }), input('j', 'B', text)]),
      modal([
        input('i', 'A', { ...text, focus_on_load: true }),
        input('j', 'B', { ...text, focus_on_load: true }),
      ]),
      'only one element may have `focus_on_load` [json-pointer:/view/blocks/1/element/focus_on_load]',
    ],
    [
      'an alert',
      modal([{ type: 'alert', text: plain(x(200)), level: 'warning' }]),
      modal([{ type: 'alert', text: plain(x(201)), level: 'warning' }]),
      'must be less than 201 characters [json-pointer:/view/blocks/0/text/text]',
    ],
    [
      'a file input without dispatch',
      modal([input('f', 'File', { type: 'file_input', action_id: 'f', max_files: 10 })]),
      modal([
        input('f', 'File', { type: 'file_input', action_id: 'f' }, { dispatch_action: true }),
      ]),
      '`dispatch_action` is not supported for file_input [json-pointer:/view/blocks/0/dispatch_action]',
    ],
  ])('%s', (_, fits, tooMuch, problem) => {
    expect(refuseView(fits, ['modal'])).toBeUndefined();
    expect(refuseView(tooMuch, ['modal'])).toEqual({
      code: 'invalid_arguments',
      problems: [problem],
    });
  });

  test.each<[what: string, view: Json, problem: string]>([
    [
      'no title',
      { type: 'modal', blocks: [] },
      'missing required field: title [json-pointer:/view]',
    ],
    [
      'a Home view',
      { type: 'home', blocks: [] },
      'unsupported type: home [json-pointer:/view/type]',
    ],
    [
      'a card',
      modal([{ type: 'card', title: plain('a') }]),
      'unsupported type: card [json-pointer:/view/blocks/0/type]',
    ],
    [
      'a field Slack does not know',
      modal([], { submit_disabled: true }),
      'invalid additional property: submit_disabled [json-pointer:/view]',
    ],
  ])('a modal with %s is refused', (_, view, problem) => {
    expect(refuseView(view, ['modal'])?.problems).toContain(problem);
  });

  test('tables work in messages only, whatever the page of tables says', () => {
    expect(refuseMessageBlocks([table(2, 2)])).toBeUndefined();
    expect(refuseView({ type: 'home', blocks: [table(2, 2)] }, ['home'])?.problems).toEqual([
      'unsupported type: data_table [json-pointer:/view/blocks/0/type]',
    ]);
  });

  test('more than 250 kB are too large', () => {
    const blocks = many(90, () => section(x(2900)));
    expect(refuseView(modal(blocks), ['modal'])?.code).toBe('view_too_large');
  });
});

test.each<[what: string, metadata: unknown, code: string | undefined]>([
  ['both fields', { event_type: 'a', event_payload: { id: '1' } }, undefined],
  ['text', 'a', 'invalid_metadata_format'],
  ['no payload', { event_type: 'a' }, 'invalid_metadata_schema'],
  ['too much', { event_type: 'a', event_payload: { id: x(9000) } }, 'metadata_too_large'],
])('metadata with %s', (_, metadata, code) => {
  expect(refuseMetadata(metadata)?.code).toBe(code);
});

test('the API answers in both spellings, with a pointer', async () => {
  const town = await createTown();
  const channel = await town.room();
  const blocks = [section(x(3001))];
  expect(await town.call('chat.postMessage', { channel, text: 'a', blocks })).toEqual({
    ok: false,
    error: 'invalid_blocks',
    errors: ['must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
    response_metadata: {
      messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
    },
  });
  expect(await town.call('blocks.validate', { blocks })).toMatchObject({
    error: 'invalid_blocks',
    errors: [{ pointer: '/0/text/text', code: 'failed_constraint' }],
  });
});

test('a thousand messages are checked in less time than anybody notices', () => {
  const card = many(20, (at) => ({ ...section(x(100)), accessory: checkboxes([`v${at}`]) }));
  for (let round = 0; round < 1000; round += 1) expect(problemsOf(...card)).toEqual([]);
});
