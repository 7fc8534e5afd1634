import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EnvironmentVariables } from '../config.ts';
import type { Day, Instant } from '../domain/ids.ts';
import { PlaybookError, type SourceFile } from '../domain/playbook-file.ts';
import type { Playbook } from '../domain/playbook.ts';
import { readPlaybook } from '../playbook-folder.ts';

/** What an operator’s command works with. */
export type Shell = Readonly<{
  print: (line: string) => void;
  /** Where it runs. */
  today: Day;
  now: Instant;
  environment: EnvironmentVariables;
}>;

/** Wrong arguments. @see sysexits.h */
export const EX_USAGE = 64;

export const SHIPPED = join(import.meta.dirname, '../../playbooks/partner-onboarding');

/** The playbook in `folder`; undefined when it has problems, which are printed. */
export function readOrTell(folder: string, shell: Shell): Playbook | undefined {
  return tellProblems(folder, shell, () => readPlaybook(folder));
}

/** What `work` gives; undefined when it finds problems in the playbook, which are printed. */
export function tellProblems<T>(folder: string, { print }: Shell, work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof PlaybookError)) throw error;
    for (const { path, line, message } of error.problems) {
      print(`${join(folder, path)}:${line}: ${message}`);
    }
    const found = error.problems.length;
    print(`${found} ${found === 1 ? 'problem' : 'problems'}. No partner can be started with it.`);
    return undefined;
  }
}

/** Writes `files` into `folder`. False when one could not be written, which is printed. */
export function writeOrTell(
  folder: string,
  files: readonly SourceFile[],
  { print }: Shell,
): boolean {
  for (const { path, text } of files) {
    try {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      print(
        `${join(folder, path)} could not be written: ${why}. Name a folder that you may write to.`,
      );
      return false;
    }
  }
  return true;
}

/** A command to type, for the playbook in `folder`. */
export function commandFor(folder: string, command: string): string {
  return `npm run onboard -- playbook ${command}${folder === SHIPPED ? '' : ` ${folder}`}`;
}
