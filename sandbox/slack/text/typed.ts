import type { Obj } from '../json.ts';
import type { Inline } from './inline.ts';
import { parseToken, unescapeText } from './tokens.ts';

/** What a person typed, as elements of rich text: tokens as what they name, the rest as it reads. */
export function typedElements(text: string): Obj[] {
  return text
    .split(/(<[^<>\n]+>)/)
    .filter((piece) => piece !== '')
    .map((piece) =>
      /^<.+>$/s.test(piece)
        ? elementOf(parseToken(piece.slice(1, -1)))
        : { type: 'text', text: unescapeText(piece) },
    );
}

function elementOf(inline: Inline): Obj {
  switch (inline.type) {
    case 'user':
      return { type: 'user', user_id: inline.id };
    case 'channel':
      return { type: 'channel', channel_id: inline.id };
    case 'usergroup':
      return { type: 'usergroup', usergroup_id: inline.id };
    case 'broadcast':
      return { type: 'broadcast', range: inline.range };
    case 'link': {
      const text = inline.children.map((each) => (each.type === 'text' ? each.text : '')).join('');
      return { type: 'link', url: inline.url, ...(text !== '' && text !== inline.url && { text }) };
    }
    default:
      return { type: 'text', text: inline.type === 'text' ? inline.text : '' };
  }
}
