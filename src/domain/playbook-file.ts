import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { lintPlaybook } from './playbook-lint.ts';
import { ModuleFileSchema, PlaybookFileSchema, type Playbook } from './playbook.ts';

/** A text file of a playbook folder; `path` is relative to the folder. */
export type SourceFile = Readonly<{ path: string; text: string }>;
/** What is wrong, where, and what to do about it. `line` counts from 1. */
export type PlaybookProblem = Readonly<{ path: string; line: number; message: string }>;

/** A playbook that cannot be used; the message lists every problem, one on a line. */
export class PlaybookError extends Error {
  override readonly name = 'PlaybookError';
  readonly problems: readonly PlaybookProblem[];

  constructor(problems: readonly PlaybookProblem[], options?: ErrorOptions) {
    super(
      problems.map(({ path, line, message }) => `${path}:${line}: ${message}`).join('\n'),
      options,
    );
    this.problems = problems;
  }
}

type Path = readonly PropertyKey[];
type Parsed<T> = Readonly<{ value: T | undefined; at: (path: Path) => number }>;

/**
 * Reads a playbook from the files of its folder: `playbook.yml` and `modules/*.yml`.
 * @throws PlaybookError with file, line and remedy for every problem found
 */
export function parsePlaybook(files: readonly SourceFile[]): Playbook {
  const problems: PlaybookProblem[] = [];
  const read = <T>(path: string, schema: z.ZodType<T>, askedBy: string): Parsed<T> => {
    const file = files.find((candidate) => candidate.path === path);
    if (file) return parseFile(file, schema, problems);
    problems.push({
      path: askedBy,
      line: 1,
      message: `The file ${path} is missing. Add it, or take its name out of the list.`,
    });
    return { value: undefined, at: () => 1 };
  };

  const frame = read('playbook.yml', PlaybookFileSchema, 'playbook.yml');
  const paths = (frame.value?.modules ?? []).map((name) => `modules/${name}.yml`);
  const modules = paths.map((path) => read(path, ModuleFileSchema, 'playbook.yml'));
  if (problems.length > 0 || !frame.value) throw new PlaybookError(problems);

  const playbook: Playbook = {
    ...frame.value,
    modules: modules.flatMap(({ value }) => (value ? [value] : [])),
  };
  const found = lintPlaybook(playbook).map(({ at: [module, ...rest], message }) => {
    if (module === undefined) return { path: 'playbook.yml', line: frame.at(rest), message };
    return { path: paths[module] ?? '', line: modules[module]?.at(rest) ?? 1, message };
  });
  if (found.length > 0) throw new PlaybookError(found);
  return playbook;
}

function parseFile<T>(
  { path, text }: SourceFile,
  schema: z.ZodType<T>,
  problems: PlaybookProblem[],
): Parsed<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true });
  const at = (where: Path) => lineOf(document, lines, where);
  for (const error of [...document.errors, ...document.warnings]) {
    const line = lines.linePos(error.pos[0]).line;
    problems.push({ path, line, message: `Not valid YAML: ${error.message.split('\n')[0] ?? ''}` });
  }
  if (document.errors.length > 0) return { value: undefined, at };
  const result = schema.safeParse(document.toJS());
  if (result.success) return { value: result.data, at };
  for (const issue of result.error.issues) {
    problems.push({
      path,
      line: at(issue.path),
      message: `${named(issue.path)}: ${remedy(issue)}`,
    });
  }
  return { value: undefined, at };
}

/** The line of the value at `path`, or of the nearest parent that the file has. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as
      { range?: [number, number, number] | null } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function named(path: Path): string {
  return path.length === 0 ? 'The file' : path.map(String).join('.');
}

function remedy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `Nobody reads ${issue.keys.join(', ')}. Take it out, or check the spelling.`;
    case 'invalid_type':
      return issue.message.includes('undefined') ? 'This is missing. Add it.' : `${issue.message}.`;
    case 'too_big':
      if (issue.origin === 'string')
        return `Too long: at most ${String(issue.maximum)}. Shorten it.`;
      return `${issue.message}.`;
    default:
      return issue.message.endsWith('.') ? issue.message : `${issue.message}.`;
  }
}
