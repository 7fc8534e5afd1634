import type { ItemSpec, Playbook, Template } from './playbook.ts';

/** Something in the playbook in which every word that was looked for occurs. */
export type Hit =
  | Readonly<{ kind: 'item'; moduleTitle: string; spec: ItemSpec; line: string }>
  | Readonly<{ kind: 'template'; template: Template; line: string }>;

type Text = Readonly<{ text: string; weight: number }>;
type Candidate = Readonly<{ hit: (line: string) => Hit; texts: readonly Text[] }>;

const TITLE = 8;
const BODY = 1;
const CRITERION = 2;

/**
 * Items, criteria and templates in which all words of `wanted` begin a word; the best first, at most
 * `limit`. `line` is the first text in which one of them stands. Accents and capitals do not matter.
 */
export function searchPlaybook(playbook: Playbook, wanted: string, limit: number): readonly Hit[] {
  const words = wordsOf(wanted);
  if (words.length === 0) return [];
  return candidatesOf(playbook)
    .flatMap(({ hit, texts }) => {
      const scores = words.map((word) => scoreOf(texts, word));
      if (scores.includes(0)) return [];
      const line = texts.find(({ text }) => words.some((word) => begins(text, word)));
      return [{ hit: hit(line?.text ?? ''), score: scores.reduce((sum, score) => sum + score, 0) }];
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ hit }) => hit);
}

function candidatesOf(playbook: Playbook): readonly Candidate[] {
  const items = playbook.modules.flatMap((module) =>
    module.items.map((spec): Candidate => ({
      hit: (line) => ({ kind: 'item', moduleTitle: module.title, spec, line }),
      texts: [
        { text: `${spec.id} ${spec.title}`, weight: TITLE },
        ...spec.criteria.map((text) => ({ text, weight: CRITERION })),
        { text: spec.hint, weight: BODY },
        { text: spec.evidence, weight: BODY },
      ],
    })),
  );
  const templates = playbook.templates.map((template): Candidate => ({
    hit: (line) => ({ kind: 'template', template, line }),
    texts: [
      { text: `${template.id} ${template.title}`, weight: TITLE },
      ...template.text.split('\n').map((text) => ({ text, weight: BODY })),
    ],
  }));
  return [...items, ...templates];
}

function scoreOf(texts: readonly Text[], word: string): number {
  return Math.max(0, ...texts.map(({ text, weight }) => (begins(text, word) ? weight : 0)));
}

function begins(text: string, word: string): boolean {
  return wordsOf(text).some((each) => each.startsWith(word));
}

/** Words in small letters and without accents. */
function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}
