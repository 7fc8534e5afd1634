import type { Playbook } from '../src/domain/playbook.ts';
import type { Hit } from '../src/domain/playbook-search.ts';
import { context, cut, escapeMrkdwn, message, section, type Message } from './kit.ts';

const LINE = 200;

/** `/onboard playbook find <words>`. */
export function playbookAnswer(
  found: Readonly<{ playbook: Playbook; words: string; hits: readonly Hit[] }>,
): Message {
  const { playbook, words, hits } = found;
  const asked = cut(words, LINE);
  if (hits.length === 0) {
    const told = escapeMrkdwn(
      `“${asked}” is nowhere in the playbook. Try fewer words, or the beginning of one.`,
    );
    return message(told, [section(told)]);
  }
  const lines = hits.map((hit) => hitText(hit, playbook));
  const from = escapeMrkdwn(`${playbook.title}, version ${playbook.version}, for “${asked}”`);
  return message([from, ...lines].join('\n'), [context(from), ...lines.map(section)]);
}

function hitText(hit: Hit, { roles }: Playbook): string {
  const line = escapeMrkdwn(cut(hit.line.trim(), LINE));
  if (hit.kind === 'template') {
    const { id, title } = hit.template;
    return `*Template ${id} ${escapeMrkdwn(title)}*\n${line}`;
  }
  const { spec, moduleTitle } = hit;
  const who = escapeMrkdwn(`${moduleTitle} · ${roles[spec.owner] ?? spec.owner}`);
  const more = hit.line.startsWith(spec.id) ? escapeMrkdwn(spec.hint) : line;
  return `*${spec.id} ${escapeMrkdwn(spec.title)}*  ${who}\n${more}`;
}
