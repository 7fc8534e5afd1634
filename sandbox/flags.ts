import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MOMENTS } from './scenes.ts';

const MOMENT_IDS = MOMENTS.map(({ id }) => id).join(', ');
const HIGHEST_PORT = 65_535;

export const HELP = `npm run sandbox -- [flags]

A page that behaves like Slack for two companies, with the real bot behind it.

  --port 4400       where the page is served; 0 takes any free port
  --moment signed   what it begins with: ${MOMENT_IDS}
  --keep            goes on where it was left, next time as well
  --folder <path>   where that is kept; data/sandbox unless you say otherwise
  --open            opens the page in your browser
  --slack-port 0    where the simulated Slack's Web API is served
  --once            no page: prints the first week of one partner, and ends
  --help            this
`;

export type Flags = Readonly<{
  port: number;
  slackPort: number;
  moment: string;
  /** Where the state is kept; undefined when it is not. */
  folder: string | undefined;
  open: boolean;
  once: boolean;
  help: boolean;
}>;

/** The flags of `npm run sandbox`. @throws Error that says what is wrong with which, and what is right */
export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '4400' },
      'slack-port': { type: 'string', default: '0' },
      moment: { type: 'string', default: 'signed' },
      keep: { type: 'boolean', default: false },
      folder: { type: 'string' },
      open: { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { moment, keep, folder, open, once, help } = values;
  if (!MOMENTS.some(({ id }) => id === moment)) {
    throw new Error(`--moment ${moment}: there is none of that name, only ${MOMENT_IDS}.`);
  }
  const kept = keep || folder !== undefined;
  return {
    port: portOf('port', values.port),
    slackPort: portOf('slack-port', values['slack-port']),
    moment,
    folder: kept ? (folder ?? join(import.meta.dirname, '../data/sandbox')) : undefined,
    open,
    once,
    help,
  };
}

function portOf(flag: string, text: string): number {
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port <= HIGHEST_PORT) return port;
  throw new Error(`--${flag} ${text}: give a number from 0 to ${HIGHEST_PORT}.`);
}
