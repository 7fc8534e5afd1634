import { elementsOf } from './sample-elements.ts';
import { richTextOf, wordsOf, type Json, type Say } from './sample-words.ts';

/** One of every block, by its type or by what is special about it, and of every element. */
export function samplesOf(say: Say) {
  const { plain, mrkdwn, image, pixel, button, run, part } = wordsOf(say);
  const elements = elementsOf(say);
  const richText = richTextOf(say);
  const cell = (text: string) => ({ type: 'raw_text', text: say(text) });
  const rows = [
    [cell('Partner'), cell('Days')],
    ...Array.from({ length: 7 }, (_, at) => [
      cell(`Company ${at + 1}`),
      { type: 'raw_number', value: at + 11, text: say(String(at + 11)) },
    ]),
  ];
  const points = (...values: readonly number[]) =>
    values.map((value, at) => ({ label: say(`Q${at + 1}`), value }));
  const plotted = (type: string) => ({
    type: 'data_visualization',
    block_id: `chart-${type}`,
    title: say(`${type} of days`),
    chart: {
      type,
      axis_config: {
        categories: [1, 2, 3, 4].map((quarter) => say(`Q${quarter}`)),
        x_label: say('Quarter'),
        y_label: say('Days to live'),
      },
      series: [
        { name: say('North'), data: points(41, 38, 33, 25) },
        { name: say('South'), data: points(52, 40, 36, 31) },
        { name: say('East'), data: points(28, 27, 22, 20) },
      ],
    },
  });
  const card = (id: string) => ({
    type: 'card',
    block_id: id,
    hero_image: image,
    icon: pixel,
    title: mrkdwn('card title'),
    subtitle: mrkdwn('card subtitle'),
    body: mrkdwn('card body'),
    actions: [button(`${id}-yes`, { style: 'primary' }), button(`${id}-no`)],
  });

  const blocks: Readonly<Record<string, Json>> = {
    header: { type: 'header', text: plain('header') },
    section: { type: 'section', text: mrkdwn('section text') },
    fields: { type: 'section', fields: [mrkdwn('field one'), plain('field two'), plain('three')] },
    accessory: { type: 'section', text: mrkdwn('beside an image'), accessory: image },
    divider: { type: 'divider' },
    context: { type: 'context', elements: [image, pixel, mrkdwn('context one'), plain('two')] },
    actions: { type: 'actions', elements: [elements['primary'], elements['button']] },
    image: { ...image, title: plain('image title') },
    rich_text: richText,
    markdown: {
      type: 'markdown',
      text: [
        `# ${say('md heading')}`,
        `Some **${say('md bold')}** and [a link](https://acme.example) ![${say('md alt')}](https://x.example/i.png)`,
        `- [x] ${say('md done')}\n- [ ] ${say('md open')}`,
        `> ${say('md quote')}`,
        `| ${say('md head')} | b |\n| --- | --- |\n| ${say('md cell')} | 2 |`,
        '```\ncode\n```',
      ].join('\n\n'),
    },
    table: {
      type: 'table',
      rows: [
        ...rows.slice(0, 3),
        [{ ...richText, elements: [part([run(say('rich cell'))])] }, cell('9')],
      ],
      column_settings: [{ is_wrapped: true }, { align: 'right' }],
    },
    data_table: { type: 'data_table', caption: say('caption'), rows, page_size: 3 },
    pie: {
      type: 'data_visualization',
      title: say('pie of days'),
      chart: { type: 'pie', segments: points(41, 38, 33, 25, 12, 9) },
    },
    bar: plotted('bar'),
    area: plotted('area'),
    line: plotted('line'),
    alert: { type: 'alert', level: 'warning', text: mrkdwn('alert text') },
    card: card('card'),
    carousel: { type: 'carousel', elements: [card('card1'), card('card2'), card('card3')] },
    container: {
      type: 'container',
      title: plain('container title'),
      subtitle: mrkdwn('container subtitle'),
      icon: pixel,
      is_collapsible: true,
      child_blocks: [
        { type: 'section', block_id: 'inner', text: mrkdwn('in the container') },
        { type: 'actions', block_id: 'inner-actions', elements: [button('inner')] },
      ],
    },
    rich_container: {
      type: 'container',
      rich_text_title: { type: 'rich_text', elements: [part([run(say('rich title'))])] },
      has_header_divider: true,
      child_blocks: [{ type: 'divider' }],
    },
    video: {
      type: 'video',
      title: plain('video title'),
      title_url: 'https://video.example/1',
      video_url: 'https://video.example/embed/1',
      thumbnail_url: 'https://video.example/1.png',
      alt_text: say('video alt'),
      description: plain('video description'),
      author_name: say('video author'),
      provider_name: say('provider'),
    },
    context_actions: {
      type: 'context_actions',
      elements: [elements['feedback_buttons'], elements['icon_button']],
    },
    file: { type: 'file', source: 'remote', external_id: say('file id') },
    plan: {
      type: 'plan',
      title: say('plan title'),
      tasks: [
        { type: 'task_card', title: say('task one'), status: 'complete', details: richText },
        { type: 'task_card', title: say('task two'), status: 'in_progress' },
      ],
    },
    unknown: { type: 'hologram', text: plain('unknown text'), fallback: say('unknown fallback') },
  };
  return { blocks: withIds(blocks), elements };
}

function withIds(blocks: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(blocks).map(([name, block]) => [name, { block_id: name, ...block }]),
  );
}

/** Elements that only input blocks take. */
const TYPED =
  /^(plain_text_input|multiline|email_text_input|url_text_input|number_input|rich_text_input|file_input)$/;
/** Elements that no input block takes. */
const PRESSED =
  /^(button|primary|danger|url|overflow|icon_button|feedback_buttons|workflow_button)$/;

/** Every element that works outside input blocks, as an accessory. */
export function accessoriesOf(say: Say): Json[] {
  return Object.entries(elementsOf(say))
    .filter(([name]) => !TYPED.test(name))
    .map(([name, accessory]) => ({
      type: 'section',
      block_id: `section-${name}`,
      text: { type: 'mrkdwn', text: say(`Beside ${name.replaceAll('_', ' ')}`) },
      accessory,
    }));
}

/** Every element that an input block takes, in one. */
export function inputsOf(say: Say): Json[] {
  return Object.entries(elementsOf(say))
    .filter(([name]) => !PRESSED.test(name))
    .map(([name, element], at) => ({
      type: 'input',
      block_id: `input-${name}`,
      label: { type: 'plain_text', text: say(`Label of ${name.replaceAll('_', ' ')}`) },
      hint: { type: 'plain_text', text: say(`Hint of ${name.replaceAll('_', ' ')}`) },
      optional: at % 3 === 0,
      dispatch_action: false,
      element,
    }));
}

const ELEMENTS = elementsOf((what) => what);

/** One element beside a text; its address is `b a`. */
export function inMessage(name: string, more: Json = {}): Json {
  const accessory = { ...ELEMENTS[name], action_id: 'a', ...more };
  return { type: 'section', block_id: 'b', text: { type: 'mrkdwn', text: 'Text' }, accessory };
}

/** One element in a labelled input that may stay empty; its address is `b a`. */
export function inInput(name: string, more: Json = {}, block: Json = {}): Json {
  return {
    type: 'input',
    block_id: 'b',
    label: { type: 'plain_text', text: 'Label' },
    optional: true,
    element: { ...ELEMENTS[name], action_id: 'a', ...more },
    ...block,
  };
}
