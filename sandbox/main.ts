import { styleText } from 'node:util';
import openInBrowser from 'open';
import { createLog } from '../src/log.ts';
import { bundlePage } from './desk/bundle.ts';
import { createDesk } from './desk/desk.ts';
import { servePage } from './desk/server.ts';
import { HELP, readFlags, type Flags } from './flags.ts';
import { openSandbox } from './open.ts';
import { tellStory } from './print.ts';
import { STORY_START } from './story.ts';

// As src/main.ts does, for the scheduler.
process.env['TZ'] = 'UTC';

/** Wrong flags. @see sysexits.h */
const EX_USAGE = 64;

const print = (line: string) => process.stdout.write(`${line}\n`);

/** Tells one partner’s onboarding on the terminal. */
async function tell(): Promise<void> {
  const { stage, close } = await openSandbox({
    start: STORY_START,
    log: createLog('warn', process.stderr),
  });
  await tellStory(stage, print);
  await close();
}

/** Serves the page until it is told to end. @throws Error */
async function serve(flags: Flags): Promise<void> {
  const assets = await bundlePage();
  const page = await servePage({ port: flags.port, assets });
  const { moment, slackPort, folder } = flags;
  const desk = await createDesk({
    moment,
    slackPort,
    folder,
    onChange: page.changed,
    onError: (line) => process.stderr.write(line),
  });
  page.show(desk);
  // Before it says how to end it: who reads that may do so at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void page.close().then(desk.close));
  }
  const { stage, app } = desk.sandbox();
  print(styleText('bold', `Your Slack is at ${page.url}`));
  print('Northwind runs the bot; Acme is its new partner. Take the tour: it needs five minutes.');
  print(`  Slack’s Web API  ${stage.slack.url}`);
  print(`  The bot          http://127.0.0.1:${app.port}/healthz`);
  print(folder === undefined ? '  Nothing is kept.' : `  Kept in          ${folder}`);
  print('Ctrl-C ends it.');
  if (flags.open) await openInBrowser(page.url);
}

try {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) print(HELP);
  else await (flags.once ? tell() : serve(flags));
} catch (error) {
  const { message, code } = error as NodeJS.ErrnoException;
  const why =
    code === 'EADDRINUSE' ? 'The port is taken: choose another one with --port.' : message;
  process.stderr.write(`${why}\nnpm run sandbox -- --help lists what it takes.\n`);
  // What was opened so far would keep it running.
  process.exit(EX_USAGE);
}
