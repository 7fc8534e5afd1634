import type { Found, Hit } from '../src/domain/playbook-search.ts';
import { context, cut, escapeMrkdwn, message, section, type Message } from './kit.ts';

const LINE = 200;

/** `/onboard playbook find <words>`. */
export function playbookAnswer(found: Found): Message {
  const { from, lines } = foundLines(found);
  return message([from, ...lines].join('\n'), [context(from), ...lines.map(section)]);
}

/** In mrkdwn: where was looked and for what, and a text for each hit, or one that says there is none. */
export function foundLines({ playbook, words, hits }: Found): Readonly<{
  from: string;
  lines: readonly string[];
}> {
  const asked = cut(words, LINE);
  const from = escapeMrkdwn(`${playbook.title}, version ${playbook.version}, for “${asked}”`);
  if (hits.length > 0) return { from, lines: hits.map(hitText) };
  const none = `“${asked}” is nowhere in the playbook. Try fewer words, or the beginning of one.`;
  return { from, lines: [escapeMrkdwn(none)] };
}

function hitText(hit: Hit): string {
  const { id, title } = hit;
  const line = cut(hit.line.trim(), LINE);
  const name = `${id} ${title}`;
  const texts =
    hit.kind === 'item'
      ? [`*${escapeMrkdwn(name)}*  ${escapeMrkdwn(`${hit.moduleTitle} · ${hit.who}`)}`, line]
      : [`*Template ${escapeMrkdwn(name)}*`, line, usersText(hit.usedBy)];
  const [head = '', ...more] = texts;
  return [head, ...more.filter((text) => text !== '').map(escapeMrkdwn)].join('\n');
}

function usersText(titles: readonly string[]): string {
  if (titles.length === 0) return '';
  return cut(`Helps with ${titles.map((title) => `“${title}”`).join(', ')}`, LINE);
}
