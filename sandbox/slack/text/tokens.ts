import type { Inline } from './inline.ts';

/** Takes back the three escapes of mrkdwn. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

const EMOJI = /:([a-z0-9_+'-]+):(?::skin-tone-([2-6]):)?/g;

/** Text in which only `:name:` means something. */
export function parseEmoji(text: string): readonly Inline[] {
  const found: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(EMOJI)) {
    if (match.index > from) found.push({ type: 'text', text: text.slice(from, match.index) });
    found.push(emoji(match[1] ?? '', match[2]));
    from = match.index + match[0].length;
  }
  if (from < text.length) found.push({ type: 'text', text: text.slice(from) });
  return found;
}

export function emoji(name: string, skinTone: string | undefined): Inline {
  return { type: 'emoji', name, ...(skinTone === undefined ? {} : { skinTone: Number(skinTone) }) };
}

function link(url: string, label: string | undefined): Inline {
  const shown = label ?? url.replace(/^mailto:/, '');
  return { type: 'link', url, children: parseEmoji(shown) };
}

function dateToken(body: string, label: string | undefined): Inline {
  const [, unix = '', format = '', url] = /^!date\^(-?\d+)\^([^^]*)(?:\^(.*))?$/.exec(body) ?? [];
  const at = unix === '' ? NaN : Number(unix) * 1000;
  const date = { type: 'date', at, format, fallback: label ?? '' } as const;
  return url === undefined ? date : { ...date, url };
}

/** What stands between `<` and `>`: a mention, a link, a date. */
export function parseToken(escaped: string): Inline {
  const body = unescapeText(escaped);
  const bar = body.indexOf('|');
  const head = bar < 0 ? body : body.slice(0, bar);
  const label = bar < 0 ? undefined : body.slice(bar + 1);
  if (head.startsWith('!date^')) return dateToken(head, label);
  if (head.startsWith('@')) return { type: 'user', id: head.slice(1) };
  if (head.startsWith('#')) return { type: 'channel', id: head.slice(1) };
  if (head.startsWith('!subteam^')) {
    return { type: 'usergroup', id: head.slice('!subteam^'.length), label: label ?? '@group' };
  }
  return head.startsWith('!') ? { type: 'broadcast', range: head.slice(1) } : link(head, label);
}
