import { dateText } from '../../views/words.ts';
import { diffPlaybooks } from '../domain/playbook-diff.ts';
import { commandFor, readOrTell, SHIPPED, type Shell } from './shell.ts';
import { lint } from './lint.ts';
import { publish } from './publish.ts';
import { NOTES, release } from './release.ts';

export const PLAYBOOK_USAGE = `  playbook lint [folder]           checks a playbook: every problem with file, line and remedy; then how
                                   long each kind of partner takes
  playbook diff <folder> <folder>  what changed from the first to the second, in words
  playbook publish <to> [folder]   writes a guide for partners to <to>/public and a runbook of your own to
                                   <to>/internal, as Markdown and as HTML, with the templates
  playbook log [folder]            what each version changed, who released it, and why
  playbook release ${NOTES} [--partners …] [folder]
                                   gives what changed the next version, and an entry in amendments.yml;
                                   --partners tells it in the partners’ words

  Without a folder it is about the shipped playbook.`;

/** Does a command about playbooks; undefined when there is none like it. */
export function playbookCommand(args: readonly string[], shell: Shell): number | undefined {
  const [verb, ...rest] = args;
  if (verb === 'release') return release(rest, shell);
  const [first, second, ...tooMany] = rest;
  if (tooMany.length > 0 || rest.some((one) => one.startsWith('--'))) return undefined;
  if (verb === 'diff') return first && second ? diff(first, second, shell) : undefined;
  if (verb === 'publish') return first ? publish(first, second ?? SHIPPED, shell) : undefined;
  if (second !== undefined) return undefined;
  if (verb === 'lint') return lint(first ?? SHIPPED, shell);
  if (verb === 'log') return log(first ?? SHIPPED, shell);
  return undefined;
}

function diff(before: string, after: string, shell: Shell): number {
  const old = readOrTell(before, shell);
  const now = readOrTell(after, shell);
  if (!old || !now) return 1;
  const changes = diffPlaybooks(old, now);
  for (const change of changes) shell.print(change);
  if (changes.length === 0) shell.print('Nothing changed.');
  return 0;
}

function log(folder: string, shell: Shell): number {
  const playbook = readOrTell(folder, shell);
  if (!playbook) return 1;
  for (const { version, on, who, what, why, partners } of playbook.amendments.toReversed()) {
    shell.print(`Version ${version}, ${dateText(on)}, ${who}`);
    shell.print(`  What: ${what}`);
    shell.print(`  Why: ${why}`);
    if (partners !== undefined) shell.print(`  Told to partners: ${partners}`);
  }
  if (playbook.amendments.length === 0) {
    shell.print(`Nothing is released yet. Release it: ${commandFor(folder, `release ${NOTES}`)}`);
  }
  return 0;
}
