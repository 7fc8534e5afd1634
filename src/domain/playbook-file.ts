import { z } from 'zod';
import { lintPlaybook, type FindingFile } from './playbook-lint.ts';
import {
  AmendmentSchema,
  ListFileSchema,
  ModuleFileSchema,
  PlaybookFileSchema,
} from './playbook-schema.ts';
import type { Amendment, Playbook } from './playbook.ts';
import { parseTemplate } from './template.ts';
import { parseYaml, type Parsed, type PlaybookProblem, type SourceFile } from './yaml-file.ts';

export type { PlaybookProblem, SourceFile } from './yaml-file.ts';

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

/** The log of what each version changed. */
const AMENDMENTS = 'amendments.yml';
const NO_AMENDMENTS: Parsed<readonly Amendment[]> = { value: [], at: () => 1 };

type Place = Readonly<{ path: string; at: Parsed<unknown>['at'] }>;

/**
 * Reads a playbook from the files of its folder: `playbook.yml`, `modules/*.yml`, `lists/*.yml`,
 * `templates/*.md` and `amendments.yml`.
 * @throws PlaybookError with file, line and remedy for every problem found
 */
export function parsePlaybook(files: readonly SourceFile[]): Playbook {
  const problems: PlaybookProblem[] = [];
  const read = <T>(path: string, schema: z.ZodType<T>, askedBy: string): Parsed<T> => {
    const file = files.find((candidate) => candidate.path === path);
    if (file) return parseYaml(file, schema, problems);
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
  const listPaths = (frame.value?.lists ?? []).map((name) => `lists/${name}.yml`);
  const lists = listPaths.map((path) => read(path, ListFileSchema, 'playbook.yml'));
  const log = files.find(({ path }) => path === AMENDMENTS);
  const amendments = log ? parseYaml(log, z.array(AmendmentSchema), problems) : NO_AMENDMENTS;
  const templates = files
    .filter(({ path }) => path.startsWith('templates/'))
    .flatMap((file) => parseTemplate(file, problems) ?? []);
  if (problems.length > 0 || !frame.value) throw new PlaybookError(problems);

  const playbook: Playbook = {
    ...frame.value,
    modules: modules.flatMap(({ value }) => value ?? []),
    lists: lists.flatMap(({ value }) => value ?? []),
    templates,
    amendments: amendments.value ?? [],
  };
  const places: Readonly<Record<FindingFile, readonly Place[]>> = {
    frame: [{ path: 'playbook.yml', at: frame.at }],
    module: modules.map(({ at }, index) => ({ path: paths[index] ?? '', at })),
    list: lists.map(({ at }, index) => ({ path: listPaths[index] ?? '', at })),
    amendments: [{ path: AMENDMENTS, at: amendments.at }],
  };
  const found = lintPlaybook(playbook).map(({ file, nth = 0, at, message }) => {
    const place = places[file][nth];
    return { path: place?.path ?? '', line: place?.at(at) ?? 1, message };
  });
  if (found.length > 0) throw new PlaybookError(found);
  return playbook;
}
