// All of date-fns takes a second and a half to load.
import { format } from 'date-fns/format';
import { EX_USAGE, type Shell } from './operator/shell.ts';
import { playbookCommand, PLAYBOOK_USAGE } from './operator/playbook.ts';

const USAGE = `npm run onboard -- <command>

  doctor                           whether reminders and messages go out, and what to mend: from the
                                   database that DATABASE_URL names, which it only reads
${PLAYBOOK_USAGE}
`;

/**
 * Does what an operator asks for, and says what came of it. Returns the exit code: 0 when all is
 * well, 1 when something has to be mended, 64 when the question was wrong.
 */
export async function operate(args: readonly string[], shell: Shell): Promise<number> {
  const [topic, ...rest] = args;
  if (topic === 'doctor') {
    // Only this one needs a database: the others need not wait for it.
    const { doctorCommand } = await import('./operator/doctor.ts');
    return doctorCommand(rest, shell);
  }
  const code = topic === 'playbook' ? playbookCommand(rest, shell) : undefined;
  if (code !== undefined) return code;
  const asked = args.join(' ');
  if (asked !== '' && asked !== 'help') shell.print(`There is no command “${asked}”.\n`);
  shell.print(USAGE);
  return asked === 'help' ? 0 : EX_USAGE;
}

/** Settings that stand in a file, as `npm start` reads them; those of the environment count first. */
function readEnvFile(): void {
  try {
    process.loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

if (import.meta.main) {
  readEnvFile();
  const now = Date.now();
  process.exitCode = await operate(process.argv.slice(2), {
    print: (line) => process.stdout.write(`${line}\n`),
    today: format(now, 'yyyy-MM-dd'),
    now,
    environment: process.env,
  });
}
