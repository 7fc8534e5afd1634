import { LIMITS } from '../facts.ts';
import {
  anything,
  byType,
  flag,
  listOf,
  numeric,
  oneOf,
  shape,
  text,
  whole,
  type Check,
} from './check.ts';
import { blockId } from './composition.ts';

const { list_indent, border } = LIMITS.blocks.rich_text;

const type = anything;
const optional = {
  style: shape(
    {},
    { bold: flag, italic: flag, strike: flag, code: flag, underline: flag, highlight: flag },
  ),
};
const id = text(255);

const inline = byType(
  new Map(
    Object.entries({
      text: shape({ type, text: text(Infinity, 0) }, optional),
      link: shape({ type, url: id }, { ...optional, text: text(Infinity, 0), unsafe: flag }),
      user: shape({ type, user_id: id }, optional),
      usergroup: shape({ type, usergroup_id: id }, optional),
      channel: shape({ type, channel_id: id }, optional),
      team: shape({ type, team_id: id }, optional),
      emoji: shape({ type, name: id }, { ...optional, unicode: id, url: id, skin_tone: numeric }),
      broadcast: shape({ type, range: oneOf(['here', 'channel', 'everyone']) }, optional),
      color: shape({ type, value: id }, optional),
      date: shape(
        { type, timestamp: numeric, format: id },
        { ...optional, url: id, fallback: text(Infinity, 0) },
      ),
    }),
  ),
);

const elements = listOf(inline, Infinity, 0);
const section = shape({ type, elements });
const bordered = { border: whole(border, 0) };

const part = byType(
  new Map(
    Object.entries({
      rich_text_section: section,
      rich_text_quote: shape({ type, elements }, bordered),
      rich_text_preformatted: shape({ type, elements }, { ...bordered, language: id }),
      rich_text_list: shape(
        {
          type,
          style: oneOf(['bullet', 'ordered']),
          elements: listOf(byType(new Map([['rich_text_section', section]])), Infinity, 0),
        },
        { ...bordered, indent: whole(list_indent, 0), offset: whole([0, 10_000], 0) },
      ),
    }),
  ),
);

/** A `rich_text` block; Slack publishes no cap, and it may be empty. */
export const richText: Check = byType(
  new Map([
    ['rich_text', shape({ type, elements: listOf(part, Infinity, 0) }, { block_id: blockId })],
  ]),
);
