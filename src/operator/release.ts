import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  decideRelease,
  type ReleaseDecision,
  type ReleaseNotes,
} from '../domain/playbook-release.ts';
import { playbookFiles } from '../playbook-folder.ts';
import { commandFor, EX_USAGE, SHIPPED, tellProblems, writeOrTell, type Shell } from './shell.ts';

/** What whoever releases has to say. */
export const NOTES = '--who … --what … --why …';

/** Gives the content of a playbook its version, and says in the log what changed. */
export function release(args: readonly string[], shell: Shell): number {
  const asked = readArgs(args);
  if (!asked.ok) {
    shell.print(
      `${asked.told} The command: ${commandFor(SHIPPED, `release ${NOTES}`)} [--partners …] [folder]`,
    );
    return EX_USAGE;
  }
  const { folder, notes } = asked;
  const decision = tellProblems(folder, shell, () =>
    decideRelease(playbookFiles(folder), { notes, today: shell.today }),
  );
  return decision ? carryOut(decision, folder, shell) : 1;
}

type Asked =
  | Readonly<{ ok: true; folder: string; notes: ReleaseNotes }>
  | Readonly<{ ok: false; told: string }>;

function readArgs(args: readonly string[]): Asked {
  const text = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { who: text, what: text, why: text, partners: text },
      allowPositionals: true,
    });
    const [folder = SHIPPED, ...tooMany] = positionals;
    return tooMany.length === 0
      ? { ok: true, folder, notes: values }
      : { ok: false, told: 'There is one folder at most: put what has spaces in quotes.' };
  } catch (error) {
    return { ok: false, told: error instanceof Error ? `${error.message}.` : '' };
  }
}

function carryOut(decision: ReleaseDecision, folder: string, shell: Shell): number {
  const { print } = shell;
  switch (decision.kind) {
    case 'released':
      if (!writeOrTell(folder, decision.files, shell)) return 1;
      print(`Version ${decision.version} is released: ${join(folder, 'amendments.yml')}`);
      return 0;
    case 'nothing_changed':
      print(`Nothing changed since version ${decision.version} was released.`);
      return 0;
    case 'notes_wanted':
      print(
        `Version ${decision.version} needs ${decision.missing.map((note) => `--${note} …`).join(' ')}: ${commandFor(folder, `release ${NOTES}`)}`,
      );
      return EX_USAGE;
    case 'notes_wrong':
      for (const { note, told } of decision.problems) print(`--${note}: ${told}`);
      return EX_USAGE;
    case 'entry_is_there':
      print(
        `Version ${decision.version} has its entry in amendments.yml already: correct that one, and release it without more words: ${commandFor(folder, 'release')}`,
      );
      return EX_USAGE;
    case 'log_is_ahead':
      print(
        `${join(folder, 'playbook.yml')}:1: The log ends with version ${decision.logged}, and this says ${decision.version}. Write “version: ${decision.logged}”, then release.`,
      );
      return 1;
  }
}
