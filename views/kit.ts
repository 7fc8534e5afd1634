import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  InputBlock,
  KnownBlock,
  MarkdownBlock,
  ModalView,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  SectionBlock,
} from '@slack/types';
import type { z } from 'zod';

/** A message; `text` says all of it, for notifications and screen readers. */
export type Message = Readonly<{ text: string; blocks: KnownBlock[] }>;

/** What a form sends back, as far as forms of ours are read. */
export type Submitted = Readonly<{
  private_metadata: string;
  state: Readonly<{ values: Readonly<Record<string, Readonly<Record<string, FieldState>>>> }>;
}>;
export type FieldState = Readonly<{
  type: string;
  value?: string | null;
  selected_option?: { value: string } | null;
  selected_options?: readonly { value: string }[];
  selected_date?: string | null;
  selected_date_time?: number | null;
  selected_user?: string | null;
  selected_users?: string[];
  files?: readonly object[];
}>;

/** A form that was read: its value, or a sentence for each field that is wrong. */
export type Reading<T> =
  Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; errors: Record<string, string> }>;

/** The action id of every input; the block id says which one it is. */
export const VALUE = 'value';

/** @see https://docs.slack.dev/reference/block-kit */
const LIMIT = {
  section: 3000,
  sectionField: 2000,
  header: 150,
  context: 2000,
  option: 75,
  button: 75,
  text: 4000,
  title: 24,
};

/** Cuts `text` to `max` characters, and shows that it did. */
export function cut(text: string, max: number): string {
  // Half of a character beyond the basic plane would be no character at all.
  return text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

const INVISIBLE = /[\p{Cc}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** Takes out what can hide or reorder text; line breaks stay. */
export function clean(text: string): string {
  return text.replace(INVISIBLE, (found) => (found === '\n' ? found : ''));
}

/** Makes `text` harmless inside mrkdwn: no mentions, links or channel calls. */
export function escapeMrkdwn(text: string): string {
  return clean(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function plain(text: string, max = LIMIT.section): PlainTextElement {
  return { type: 'plain_text', text: cut(clean(text), max), emoji: false };
}

/** Words of ours, without colons: shorter than `plain`, which keeps `:name:` from being an emoji. */
function words(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: cut(text, max) };
}

/** Markup of ours; what people typed must have gone through `escapeMrkdwn`. */
export function mrkdwn(text: string, max = LIMIT.section): MrkdwnElement {
  return { type: 'mrkdwn', text: cut(text, max), verbatim: true };
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plain(text, LIMIT.header) };
}

export function section(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text) };
}

/** `lines` one below the other, in as few sections as hold them whole. */
export function sections(lines: readonly string[]): SectionBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const joined = [...texts.slice(-1), line].join('\n');
    if (texts.length > 0 && joined.length <= LIMIT.section) texts.splice(-1, 1, joined);
    else texts.push(line);
  }
  return texts.map(section);
}

/** Markdown of ours; what people typed must have gone through `escapeMarkdown`. */
export function markdown(text: string): MarkdownBlock {
  return { type: 'markdown', text };
}

/** Makes `text` harmless inside Markdown: no links, headings, tables or mentions. */
export function escapeMarkdown(text: string): string {
  return clean(text)
    .replaceAll('\n', ' ')
    .replace(/[\\`*_{}[\]()#+.!|<>~&-]/g, '\\$&');
}

/** What a person typed, as they typed it. */
export function quote(text: string): SectionBlock {
  return { type: 'section', text: plain(text) };
}

/** Something of ours and, beside it, what a person typed about it. */
export function pair(label: string, typed: string): SectionBlock {
  return {
    type: 'section',
    fields: [
      mrkdwn(`*${escapeMrkdwn(label)}*`, LIMIT.sectionField),
      plain(typed, LIMIT.sectionField),
    ],
  };
}

export function context(text: string): ContextBlock {
  return { type: 'context', elements: [mrkdwn(text, LIMIT.context)] };
}

export function actions(...elements: ActionsBlock['elements']): ActionsBlock {
  return { type: 'actions', elements };
}

export function button(
  label: string,
  actionId: string,
  value: string,
  style?: 'primary' | 'danger',
): Button {
  const basic = {
    type: 'button',
    text: words(label, LIMIT.button),
    action_id: actionId,
    value,
  } as const;
  return style ? { ...basic, style } : basic;
}

export function option(value: string, text: string, description?: string): PlainTextOption {
  const basic = { text: plain(text, LIMIT.option), value };
  return description === undefined
    ? basic
    : { ...basic, description: plain(description, LIMIT.option) };
}

/** A line of a menu, in words of ours. */
export function menuLine(value: string, text: string): PlainTextOption {
  return { text: words(text, LIMIT.option), value };
}

/** A place to open, as a button: the address is never made into a link by its text. */
export function linkRow(label: string, url: string): SectionBlock {
  const accessory: Button = { ...button('Open', OPEN_LINK, 'open'), url };
  return { type: 'section', text: plain(label, 500), accessory };
}

/** A button that only opens an address; Slack still reports the click. */
export const OPEN_LINK = 'open_link';

/** An input of a form. */
export function field(
  name: string,
  label: string,
  element: InputBlock['element'],
  { hint, optional = false }: Readonly<{ hint?: string; optional?: boolean }> = {},
): InputBlock {
  const basic: InputBlock = {
    type: 'input',
    block_id: name,
    label: plain(label, 2000),
    element,
    optional,
  };
  return hint === undefined ? basic : { ...basic, hint: plain(hint, 2000) };
}

export function form(
  view: Readonly<{
    callbackId: string;
    title: string;
    submit: string;
    metadata: string;
    blocks: KnownBlock[];
  }>,
): ModalView {
  return {
    type: 'modal',
    callback_id: view.callbackId,
    title: plain(view.title, LIMIT.title),
    submit: plain(view.submit, LIMIT.title),
    close: plain('Cancel', LIMIT.title),
    private_metadata: view.metadata,
    blocks: view.blocks,
  };
}

/** A modal that only tells. */
export function tellingModal(title: string, blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    title: plain(title, LIMIT.title),
    close: plain('Close', LIMIT.title),
    blocks,
  };
}

/** A message holds 50 blocks and some 13,000 characters of JSON: a margin below both. */
export const MESSAGE = { blocks: 46, json: 11_500 };

/**
 * As many of `rows` (each some blocks that belong together) as fit a message beside `others`, and a
 * line that counts the rest.
 */
export function fitting(
  rows: readonly (readonly KnownBlock[])[],
  others: readonly KnownBlock[],
): KnownBlock[] {
  let blocks = others.length;
  let json = JSON.stringify(others).length;
  const shown = rows.filter((row) => {
    blocks += row.length;
    json += JSON.stringify(row).length;
    return blocks <= MESSAGE.blocks && json <= MESSAGE.json;
  });
  const left = rows.length - shown.length;
  return left === 0 ? shown.flat() : [...shown.flat(), context(`And ${left} more.`)];
}

/** A message of `blocks`; `text` must say the same. */
export function message(text: string, blocks: KnownBlock[]): Message {
  return { text: cut(text, LIMIT.text), blocks };
}

/** A short answer to one person. It may quote what was typed: nothing in it is a mention or a link. */
export function simple(text: string): Message {
  const harmless = escapeMrkdwn(text);
  return message(harmless, [section(harmless)]);
}

/** What was entered in the field `name`, whatever its kind; '' when nothing was. */
export function entered({ state }: Submitted, name: string): string {
  const input = state.values[name]?.[VALUE];
  const [ticked] = input?.selected_options ?? [];
  const picked = input?.selected_option?.value ?? ticked?.value;
  const moment = input?.selected_date_time?.toString();
  const chosen = picked ?? input?.selected_date ?? moment ?? input?.selected_user;
  return clean(chosen ?? input?.value ?? '').trim();
}

/** The values that were ticked in the field `name`. */
export function chosen({ state }: Submitted, name: string): readonly string[] {
  return (state.values[name]?.[VALUE]?.selected_options ?? []).map(({ value }) => value);
}

/** Reads `raw` with `schema`; each problem goes to the first field of its path. */
export function readForm<T>(schema: z.ZodType<T>, raw: unknown): Reading<T> {
  const result = schema.safeParse(raw);
  if (result.success) return { ok: true, value: result.data };
  const errors: Record<string, string> = {};
  for (const { path, message: told } of result.error.issues) errors[String(path[0])] ??= told;
  return { ok: false, errors };
}
