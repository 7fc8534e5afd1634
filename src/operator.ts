import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { partnerGuide } from '../views/partner-guide.ts';
import { runbook } from '../views/runbook.ts';
import { PlaybookError } from './domain/playbook-file.ts';
import { diffPlaybooks } from './domain/playbook-diff.ts';
import { itemSpecs, type Playbook } from './domain/playbook.ts';
import { publicPlaybook } from './domain/playbook-public.ts';
import { readPlaybook } from './playbook-folder.ts';

/** Wrong arguments. @see sysexits.h */
const EX_USAGE = 64;

const SHIPPED = join(import.meta.dirname, '../playbooks/partner-onboarding');

const USAGE = `npm run onboard -- <command>

  playbook lint [folder]           checks a playbook: every problem with file, line and remedy
  playbook diff <folder> <folder>  what changed from the first to the second, in words
  playbook publish <to> [folder]   writes partner-guide.md and runbook.md to the folder <to>
`;

type Print = (line: string) => void;

/**
 * Does what an operator asks for, and says what came of it. Returns the exit code: 0 when all is
 * well, 1 when something has to be mended, 64 when the question was wrong.
 */
export function operate(args: readonly string[], print: Print): number {
  const [topic, verb, ...rest] = args;
  if (topic === 'playbook' && verb === 'lint' && rest.length <= 1) {
    return lint(rest[0] ?? SHIPPED, print);
  }
  const [before, after, ...tooMany] = rest;
  if (topic === 'playbook' && verb === 'diff' && before && after && tooMany.length === 0) {
    return diff({ before, after }, print);
  }
  if (topic === 'playbook' && verb === 'publish' && before && tooMany.length === 0) {
    return publish({ to: before, folder: after ?? SHIPPED }, print);
  }
  const asked = args.join(' ');
  if (asked !== '' && asked !== 'help') print(`There is no command “${asked}”.\n`);
  print(USAGE);
  return asked === 'help' ? 0 : EX_USAGE;
}

function lint(folder: string, print: Print): number {
  const playbook = readOrTell(folder, print);
  if (!playbook) return 1;
  const { title, version, modules, templates } = playbook;
  const items = itemSpecs(playbook).length;
  print(
    `${title}, version ${version}: ${modules.length} modules, ${items} items, ${templates.length} templates. Nothing to mend.`,
  );
  return 0;
}

function diff(
  { before, after }: Readonly<{ before: string; after: string }>,
  print: Print,
): number {
  const old = readOrTell(before, print);
  const now = readOrTell(after, print);
  if (!old || !now) return 1;
  const changes = diffPlaybooks(old, now);
  for (const change of changes) print(change);
  if (changes.length === 0) print('Nothing changed.');
  return 0;
}

/** The guide anybody may read, and the runbook that is ours alone. */
function publish({ to, folder }: Readonly<{ to: string; folder: string }>, print: Print): number {
  const playbook = readOrTell(folder, print);
  if (!playbook) return 1;
  const documents = {
    'partner-guide.md': partnerGuide(publicPlaybook(playbook)),
    'runbook.md': runbook(playbook),
  };
  mkdirSync(to, { recursive: true });
  for (const [name, text] of Object.entries(documents)) {
    writeFileSync(join(to, name), `${text}\n`);
    print(join(to, name));
  }
  return 0;
}

/** The playbook in `folder`; undefined when it has problems, which are printed. */
function readOrTell(folder: string, print: Print): Playbook | undefined {
  try {
    return readPlaybook(folder);
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

if (import.meta.main) {
  process.exitCode = operate(process.argv.slice(2), (line) => process.stdout.write(`${line}\n`));
}
