import { parseEmoji } from '../../../slack/text/tokens.ts';
import { findEmoji } from './emoji-names.ts';

/** As much of the tree of `react-markdown` as is needed here. */
type Node = {
  type: string;
  value?: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
};

function emojiNode(name: string, skinTone: number | undefined): Node {
  const written = `:${name}:${skinTone === undefined ? '' : `:skin-tone-${skinTone}:`}`;
  const character = findEmoji(name, skinTone);
  if (character === undefined) return { type: 'text', value: written };
  return {
    type: 'element',
    tagName: 'span',
    properties: {
      className: ['bk-emoji'],
      role: 'img',
      ariaLabel: name.replaceAll('_', ' '),
      title: written,
    },
    children: [{ type: 'text', value: character }],
  };
}

function withEmoji(node: Node): Node[] {
  if (node.type !== 'text' || node.value === undefined) {
    show(node);
    return [node];
  }
  return parseEmoji(node.value).flatMap((piece): Node[] => {
    if (piece.type === 'emoji') return [emojiNode(piece.name, piece.skinTone)];
    return piece.type === 'text' ? [{ type: 'text', value: piece.text }] : [];
  });
}

function show(node: Node): void {
  // Code is shown as it is written.
  if (node.children === undefined || node.tagName === 'code') return;
  node.children = node.children.flatMap(withEmoji);
}

/** Turns `:name:` into emoji, as a plugin of `react-markdown`. */
export function markdownEmoji(): (tree: Node) => void {
  return show;
}
