// All of date-fns takes a second and a half to load.
import { format } from 'date-fns/format';
import { EX_USAGE, type Shell } from './operator/shell.ts';
import { playbookCommand, PLAYBOOK_USAGE } from './operator/playbook.ts';

const USAGE = `npm run onboard -- <command>

${PLAYBOOK_USAGE}
`;

/**
 * Does what an operator asks for, and says what came of it. Returns the exit code: 0 when all is
 * well, 1 when something has to be mended, 64 when the question was wrong.
 */
export function operate(args: readonly string[], shell: Shell): number {
  const [topic, ...rest] = args;
  const code = topic === 'playbook' ? playbookCommand(rest, shell) : undefined;
  if (code !== undefined) return code;
  const asked = args.join(' ');
  if (asked !== '' && asked !== 'help') shell.print(`There is no command “${asked}”.\n`);
  shell.print(USAGE);
  return asked === 'help' ? 0 : EX_USAGE;
}

if (import.meta.main) {
  process.exitCode = operate(process.argv.slice(2), {
    print: (line) => process.stdout.write(`${line}\n`),
    today: format(new Date(), 'yyyy-MM-dd'),
  });
}
