import { clean } from './kit.ts';

/* Markdown for people: of the parts a document is made of. */

/**
 * What an author typed, as text and nothing else inside Markdown: no emphasis, heading or HTML, and
 * no link, not even of an address. Only what would mean something is escaped, so that the source
 * reads well, too.
 */
export function md(text: string): string {
  return clean(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>~]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/:(?=\/\/)|(?<=www)\.|@/gi, '\\$&')
    .replace(/^([-+#=])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}

/** A Markdown table of cells that are Markdown; a bar in one of them would end it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

export function numbered(lines: readonly string[]): string {
  return lines.map((line, nth) => `${nth + 1}. ${line}`).join('\n');
}

/** A Markdown document of its parts, each a block; empty ones are left out. */
export function blocks(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** What a heading is found by, as GitHub and our pages make it. */
export function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');
}

/** A link to a heading of the same document; `text` and `heading` are as typed. */
export function linkTo(heading: string, text: string): string {
  return `[${md(text)}](#${slug(heading)})`;
}
