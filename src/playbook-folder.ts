import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePlaybook, PlaybookError, type SourceFile } from './domain/playbook-file.ts';
import type { Playbook } from './domain/playbook.ts';

/**
 * Reads the playbook in `folder`: `playbook.yml`, everything in `modules/` and, if there,
 * `amendments.yml`, `lists/` and `templates/`.
 * @throws PlaybookError with file, line and remedy for every problem
 */
export function readPlaybook(folder: string): Playbook {
  return parsePlaybook(playbookFiles(folder));
}

/** The files of the playbook in `folder`, as they were written. @throws PlaybookError without one */
export function playbookFiles(folder: string): readonly SourceFile[] {
  return [
    ...filesIn(folder, '', '.yml'),
    ...filesIn(folder, 'modules/', '.yml'),
    ...optional(folder, 'lists/', '.yml'),
    ...optional(folder, 'templates/', '.md'),
  ];
}

function optional(folder: string, below: string, ending: string): readonly SourceFile[] {
  return existsSync(join(folder, below)) ? filesIn(folder, below, ending) : [];
}

function filesIn(folder: string, below: string, ending: string): readonly SourceFile[] {
  return namesIn(join(folder, below))
    .filter((name) => name.endsWith(ending))
    .map((name) => ({
      path: `${below}${name}`,
      text: readFileSync(join(folder, below, name), 'utf8'),
    }));
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    const message = `There is no folder ${folder}. Set ONBOARD_PLAYBOOK to the folder of a playbook.`;
    throw new PlaybookError([{ path: folder, line: 1, message }], { cause: error });
  }
}
