import {
  keyOf,
  listControls,
  stateField,
  type Control,
  type ElementState,
} from '../blocks/state.ts';
import { optionsOf } from '../blocks/composition.ts';
import { isObject, objectsOf, textOf, type Obj } from '../json.ts';
import { momentOf, showMoment } from './dates.ts';
import { showMrkdwn, type Reader } from './mrkdwn.ts';

/** What a person has on their screen besides the blocks. */
export type Screen = Readonly<{
  reader: Reader;
  /** What an element holds for them, by `keyOf`. */
  held: (key: string) => ElementState | undefined;
  /** Block id → what is wrong with it. */
  errors?: Readonly<Record<string, string>>;
}>;

const NOBODY: Screen = {
  reader: { zone: 'UTC', now: 0, personName: (id) => id, channelName: (id) => id },
  held: () => undefined,
};

/** A text object as seen. */
export function showText(value: unknown, reader: Reader): string {
  if (!isObject(value)) return textOf(value);
  const text = textOf(value['text']);
  return value['type'] === 'mrkdwn' ? showMrkdwn(text, reader) : text;
}

function showInline(element: Obj, reader: Reader): string {
  switch (element['type']) {
    case 'user':
      return `@${reader.personName(textOf(element['user_id']))}`;
    case 'channel':
      return `#${reader.channelName(textOf(element['channel_id']))}`;
    case 'emoji':
      return `:${textOf(element['name'])}:`;
    case 'broadcast':
      return `@${textOf(element['range'])}`;
    case 'link':
      return textOf(element['text']) || textOf(element['url']);
    case 'date':
      return showMoment(momentOf(element), reader);
    default:
      return textOf(element['text']) || textOf(element['value']);
  }
}

/** A `rich_text` block as seen, a line for each list item. */
export function showRichText(block: Obj, reader: Reader): string {
  const lines = objectsOf(block['elements']).map((part) => {
    const inner = objectsOf(part['elements']);
    if (part['type'] !== 'rich_text_list') {
      return inner.map((each) => showInline(each, reader)).join('');
    }
    const items = inner.map((item) =>
      objectsOf(item['elements'])
        .map((each) => showInline(each, reader))
        .join(''),
    );
    return items
      .map((item, at) => (part['style'] === 'ordered' ? `${at + 1}. ${item}` : `• ${item}`))
      .join('\n');
  });
  return lines.join('\n');
}

function isChosen(state: ElementState | undefined, option: Obj): boolean {
  const field = state?.['selected_options'] ?? [state?.['selected_option']];
  return objectsOf(field).some((each) => each['value'] === option['value']);
}

function showOptions(control: Control, screen: Screen, on: string, off: string): string {
  const state = screen.held(keyOf(control));
  const lines = objectsOf(optionsOf(control.element)).map((option) => {
    const label = showText(option['text'], screen.reader);
    const more = isObject(option['description'])
      ? ` — ${showText(option['description'], screen.reader)}`
      : '';
    return `${isChosen(state, option) ? on : off} ${label}${more}`;
  });
  return lines.join('\n');
}

function showHeld(control: Control, screen: Screen): string {
  const { reader } = screen;
  const state = screen.held(keyOf(control));
  const field = stateField(control.type);
  const value = field === undefined ? undefined : state?.[field];
  const values: unknown[] = Array.isArray(value) ? value : value == null ? [] : [value];
  const shown = values.map((each) => {
    if (!isObject(each)) {
      const isPerson = control.type.includes('users_select');
      const isChannel = /channels_select|conversations_select/.test(control.type);
      if (isPerson) return reader.personName(String(each));
      return isChannel ? `#${reader.channelName(String(each))}` : String(each);
    }
    if (each['type'] === 'rich_text') return showRichText(each, reader);
    return isObject(each['text']) ? showText(each['text'], reader) : textOf(each['name']);
  });
  return shown.length > 0 ? shown.join(', ') : showText(control.element['placeholder'], reader);
}

function showControl(control: Control, screen: Screen): string {
  const { element, type } = control;
  switch (type) {
    case 'button':
    case 'icon_button':
    case 'workflow_button':
      return `[${showText(element['text'], screen.reader)}]`;
    case 'overflow': {
      const options = objectsOf(element['options']);
      return `[⋯ ${options.map((each) => showText(each['text'], screen.reader)).join(' | ')}]`;
    }
    case 'checkboxes':
      return showOptions(control, screen, '[x]', '[ ]');
    case 'radio_buttons':
      return showOptions(control, screen, '(o)', '( )');
    case 'feedback_buttons':
      return ['positive_button', 'negative_button']
        .map((name) => element[name])
        .map((each) => `[${isObject(each) ? showText(each['text'], screen.reader) : ''}]`)
        .join(' ');
    default:
      return `[${showHeld(control, screen)} ▾]`;
  }
}

function showInput(block: Obj, control: Control | undefined, screen: Screen): string {
  const { reader } = screen;
  const optional = block['optional'] === true ? ' (optional)' : '';
  const label = `${showText(block['label'], reader)}${optional}`;
  const lines = [];
  if (control?.type === 'checkboxes' || control?.type === 'radio_buttons') {
    lines.push(`${label}:`, showControl(control, screen));
  } else {
    lines.push(`${label}: ${control === undefined ? '' : showHeld(control, screen)}`);
  }
  const hint = showText(block['hint'], reader);
  if (hint !== '') lines.push(hint);
  return lines.join('\n');
}

function showCell(cell: unknown, reader: Reader): string {
  if (!isObject(cell)) return '';
  return cell['type'] === 'rich_text' ? showRichText(cell, reader) : textOf(cell['text']);
}

function showRows(block: Obj, reader: Reader): string {
  const rows = Array.isArray(block['rows']) ? (block['rows'] as unknown[]) : [];
  const lines = rows.map((row) =>
    Array.isArray(row) ? row.map((cell: unknown) => showCell(cell, reader)).join(' | ') : '',
  );
  return [textOf(block['caption']), ...lines].filter((line) => line !== '').join('\n');
}

function points(value: unknown): string {
  return objectsOf(value)
    .map(({ label, value: size }) => `${textOf(label)} ${String(size)}`)
    .join(', ');
}

function showChart(block: Obj): string {
  const chart = isObject(block['chart']) ? block['chart'] : {};
  const series = objectsOf(chart['series']).map(
    ({ name, data }) => `${textOf(name)}: ${points(data)}`,
  );
  const title = `${textOf(block['title'])} (${textOf(chart['type'])})`;
  return [title, points(chart['segments']), ...series].filter((line) => line !== '').join('\n');
}

function showBlock(block: Obj, screen: Screen): string {
  const { reader } = screen;
  const controls = listControls([block]);
  const show = (value: unknown): string => showText(value, reader);
  switch (block['type']) {
    case 'section': {
      const fields = objectsOf(block['fields']).map(show);
      const accessory = block['accessory'];
      const image = isObject(accessory) ? textOf(accessory['alt_text']) : '';
      const usable = controls.map((each) => showControl(each, screen));
      return [show(block['text']), ...fields, image, ...usable]
        .filter((line) => line !== '')
        .join('\n');
    }
    case 'context':
      return objectsOf(block['elements'])
        .map((each) => (each['type'] === 'image' ? textOf(each['alt_text']) : show(each)))
        .join(' ');
    case 'actions':
    case 'context_actions': {
      const shown = controls.map((each) => showControl(each, screen));
      return shown.join(shown.some((each) => each.includes('\n')) ? '\n' : ' ');
    }
    case 'input':
      return showInput(block, controls[0], screen);
    case 'divider':
      return '---';
    case 'image':
      return [show(block['title']), textOf(block['alt_text'])].filter(Boolean).join(': ');
    case 'rich_text':
      return showRichText(block, reader);
    case 'table':
    case 'data_table':
      return showRows(block, reader);
    case 'data_visualization':
      return showChart(block);
    case 'card': {
      const texts = [block['title'], block['subtitle'], block['body']].map(show);
      const usable = controls.map((each) => showControl(each, screen)).join(' ');
      return [...texts, usable].filter((line) => line !== '').join('\n');
    }
    case 'carousel':
      return objectsOf(block['elements'])
        .map((each) => showBlock(each, screen))
        .join('\n');
    case 'container': {
      const inner = objectsOf(block['child_blocks']).map((each) => showBlock(each, screen));
      return [show(block['title']), show(block['subtitle']), ...inner].filter(Boolean).join('\n');
    }
    default:
      return show(block['text']) || show(block['title']);
  }
}

/** Blocks as lines of text, the way one person sees them. */
export function showBlocks(blocks: readonly Obj[], screen: Screen): string {
  const lines = blocks.map((block) => {
    const wrong = screen.errors?.[textOf(block['block_id'])];
    return [showBlock(block, screen), wrong === undefined ? '' : `⚠ ${wrong}`]
      .filter((line) => line !== '')
      .join('\n');
  });
  return lines.filter((line) => line !== '').join('\n');
}

/** The text Slack derives from blocks that come without one. */
export function fallbackText(blocks: readonly Obj[]): string {
  return showBlocks(blocks, NOBODY);
}
