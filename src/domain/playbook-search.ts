import type { Side } from './contact.ts';
import { publicPlaybook, type PublicPlaybook } from './playbook-public.ts';
import type { ItemSpec, Playbook, Template } from './playbook.ts';

/** Something in the playbook in which every word that was looked for occurs, and what it says. */
export type Hit =
  | Readonly<{
      kind: 'item';
      id: string;
      title: string;
      moduleTitle: string;
      /** The role of its owner, in words. */
      who: string;
      line: string;
    }>
  | Readonly<{
      kind: 'template';
      id: string;
      title: string;
      /** Titles of the items that it helps with. */
      usedBy: readonly string[];
      line: string;
    }>;

/** What was looked for, where, and what there is. */
export type Found = Readonly<{
  playbook: Readonly<{ title: string; version: number }>;
  words: string;
  hits: readonly Hit[];
}>;

type Text = Readonly<{ text: string; weight: number }>;
type Candidate = Readonly<{
  id: string;
  hit: (line: string) => Hit;
  title: Text;
  /** What is shown when the title has all the words. */
  intro: string;
  body: readonly Text[];
}>;

const TITLE = 8;
const BODY = 1;
const CRITERION = 2;

/**
 * Items, criteria and templates in which all words of `wanted` begin a word; the best first, at most
 * `limit`. A partner's people find what `publicPlaybook` lets out. `line` is the first text that has
 * what the title has not. Accents and capitals do not matter.
 * @param search `leftOut` are ids of items that are not to be found
 */
export function searchPlaybook(
  playbook: Playbook,
  search: Readonly<{
    wanted: string;
    side: Side;
    leftOut?: Ids;
    limit: number;
  }>,
): readonly Hit[] {
  const { wanted, side, leftOut = new Set<string>(), limit } = search;
  const words = wordsOf(wanted);
  if (words.length === 0) return [];
  const candidates =
    side === 'vendor'
      ? everythingIn(playbook, leftOut)
      : publicIn(publicPlaybook(playbook), leftOut);
  return candidates
    .filter(({ id }) => !leftOut.has(id))
    .flatMap((candidate) => matchOf(candidate, words) ?? [])
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ hit }) => hit);
}

type Ids = ReadonlySet<string>;

function everythingIn(playbook: Playbook, leftOut: Ids): readonly Candidate[] {
  const { modules, lists, roles, templates } = playbook;
  const chapters = [...modules, ...lists];
  const items = chapters.flatMap(({ title: moduleTitle, items: specs }) =>
    specs.map(({ id, title, owner, ...says }) =>
      itemCandidate({ id, title, who: roles[owner] ?? owner, moduleTitle }, says),
    ),
  );
  const asked = chapters
    .flatMap((chapter): readonly ItemSpec[] => chapter.items)
    .filter(({ id }) => !leftOut.has(id));
  const usedBy = (id: string) => asked.filter(({ uses }) => uses.includes(id));
  return [...items, ...templates.map((template) => templateCandidate(template, usedBy))];
}

/** What is ours is found by its title alone. */
function publicIn({ modules, templates }: PublicPlaybook, leftOut: Ids): readonly Candidate[] {
  const items = modules.flatMap(({ title: moduleTitle, tasks, promises }) => [
    ...tasks.map(({ id, title, who, ...says }) =>
      itemCandidate({ id, title, who, moduleTitle }, says),
    ),
    ...promises.map(({ id, title, who }) => itemCandidate({ id, title, who, moduleTitle }, UNTOLD)),
  ]);
  const tasks = modules.flatMap((module) => module.tasks).filter(({ id }) => !leftOut.has(id));
  const usedBy = (id: string) => tasks.filter((task) => task.templates.includes(id));
  return [...items, ...templates.map((template) => templateCandidate(template, usedBy))];
}

type Says = Readonly<{ hint: string; evidence: string; criteria: readonly string[] }>;
const UNTOLD: Says = { hint: '', evidence: '', criteria: [] };

function itemCandidate(
  head: Readonly<{ id: string; title: string; who: string; moduleTitle: string }>,
  { hint, evidence, criteria }: Says,
): Candidate {
  const { id, title } = head;
  return {
    id,
    hit: (line) => ({ kind: 'item', ...head, line }),
    title: { text: `${id} ${title}`, weight: TITLE },
    intro: hint,
    body: [
      ...criteria.map((text) => ({ text, weight: CRITERION })),
      { text: hint, weight: BODY },
      { text: evidence, weight: BODY },
    ],
  };
}

function templateCandidate(
  { id, title, text }: Pick<Template, 'id' | 'title' | 'text'>,
  usedBy: (id: string) => readonly Readonly<{ title: string }>[],
): Candidate {
  const users = usedBy(id).map((item) => item.title);
  return {
    id,
    hit: (line) => ({ kind: 'template', id, title, usedBy: users, line: withoutMarks(line) }),
    title: { text: `${id} ${title}`, weight: TITLE },
    intro: '',
    body: text.split('\n').map((line) => ({ text: line, weight: BODY })),
  };
}

/** A line of Markdown as it is read: without signs of headings, tables, boxes and variables. */
function withoutMarks(line: string): string {
  return line
    .replace(/^\s*\||\|\s*$/g, '')
    .replaceAll('|', ' · ')
    .replace(/\{[a-z_]+\}/g, '…')
    .replace(/\[[ x]\]|[#*`>{}]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function matchOf(
  { hit, title, intro, body }: Candidate,
  wanted: readonly string[],
): Readonly<{ hit: Hit; score: number }> | undefined {
  const head = read(title);
  const rest = body.map(read);
  const scores = wanted.map((word) =>
    Math.max(...[head, ...rest].map((text) => (has(text, word) ? text.weight : 0))),
  );
  if (scores.includes(0)) return undefined;
  const missing = wanted.filter((word) => !has(head, word));
  const line = rest.find((text) => missing.some((word) => has(text, word)))?.text ?? intro;
  return { hit: hit(line), score: scores.reduce((sum, score) => sum + score, 0) };
}

type Read = Text & Readonly<{ words: readonly string[] }>;

function read(text: Text): Read {
  return { ...text, words: wordsOf(text.text) };
}

function has({ words }: Read, word: string): boolean {
  return words.some((each) => each.startsWith(word));
}

/** Words in small letters and without accents. */
function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
