import type { GateNumber } from '../src/domain/playbook.ts';
import type { PublicPlaybook } from '../src/domain/playbook-public.ts';
import { escapeHtml } from './document-page.ts';
import { gatesText } from './document-words.ts';

/* The way on one page: modules in their order, what proves the gates, and the go-live. */

type Way = Readonly<{
  modules: readonly Readonly<{ title: string; proves: readonly GateNumber[] }>[];
  gates: PublicPlaybook['gates'];
}>;

function wayOf({ modules, gates }: PublicPlaybook): Way {
  const numbers = gates.map(({ number }) => number);
  const provers = modules.map(({ title, tasks, promises }) => ({
    title,
    proves: numbers.filter((number) => [...tasks, ...promises].some(({ gate }) => gate === number)),
  }));
  return { modules: provers, gates };
}

/** The map as a Mermaid diagram, for where Markdown is drawn. */
export function mapDiagram(playbook: PublicPlaybook): string {
  const { modules, gates } = wayOf(playbook);
  const last = gates.at(-1)?.number ?? 0;
  return [
    '```mermaid',
    'flowchart LR',
    ...modules.map(({ title }, nth) => `  m${nth + 1}["${nth + 1}. ${label(title)}"]`),
    ...modules.slice(1).map((_, nth) => `  m${nth + 1} --> m${nth + 2}`),
    ...gates.map(({ number, title }) => `  g${number}{{"Gate ${number}: ${label(title)}"}}`),
    ...modules.flatMap(({ proves }, nth) =>
      proves.map((number) => `  m${nth + 1} -.-> g${number}`),
    ),
    ...gates.slice(1).map(({ number }) => `  g${number - 1} --> g${number}`),
    '  live(["Go-live"])',
    `  g${last} --> live`,
    '```',
  ].join('\n');
}

/** What would end a label of Mermaid’s, or mean something in it, by its number. */
function label(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[#"<>&`\\;]/g, (found) => `#${found.codePointAt(0) ?? 0};`);
}

/** The same map for a page, where nothing draws Mermaid: two rows of boxes. */
export function mapFigure(playbook: PublicPlaybook): string {
  const { modules, gates } = wayOf(playbook);
  const boxes = modules.map(({ title, proves }, nth) => {
    const proof = proves.length === 0 ? '' : `<small>proves ${gatesText(proves)}</small>`;
    return `<li><b>${nth + 1}</b> ${escapeHtml(title)}${proof}</li>`;
  });
  const ends = gates.map(
    ({ number, title }) => `<li><b>Gate ${number}</b> ${escapeHtml(title)}</li>`,
  );
  return [
    '<figure class="way">',
    `<ol class="modules">${boxes.join('')}</ol>`,
    `<ol class="gates">${ends.join('')}<li><b>Go-live</b></li></ol>`,
    '<figcaption>Modules in their order, several at a time; proof from them opens the gates.</figcaption>',
    '</figure>',
  ].join('\n');
}
