import type { z } from 'zod';
import { lintPlaybook } from './playbook-lint.ts';
import { ModuleFileSchema, PlaybookFileSchema, type Playbook } from './playbook.ts';
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

/**
 * Reads a playbook from the files of its folder: `playbook.yml`, `modules/*.yml`, `templates/*.md`.
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
  const templates = files
    .filter(({ path }) => path.startsWith('templates/'))
    .flatMap((file) => parseTemplate(file, problems) ?? []);
  if (problems.length > 0 || !frame.value) throw new PlaybookError(problems);

  const playbook: Playbook = {
    ...frame.value,
    modules: modules.flatMap(({ value }) => (value ? [value] : [])),
    templates,
  };
  const found = lintPlaybook(playbook).map(({ at: [module, ...rest], message }) => {
    if (module === undefined) return { path: 'playbook.yml', line: frame.at(rest), message };
    return { path: paths[module] ?? '', line: modules[module]?.at(rest) ?? 1, message };
  });
  if (found.length > 0) throw new PlaybookError(found);
  return playbook;
}
