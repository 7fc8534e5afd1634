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

/** What the flags ask for. Ends with what ends it again. @throws Error */
async function run(flags: Flags): Promise<() => Promise<void>> {
  if (flags.once) {
    const sandbox = await openSandbox({
      start: STORY_START,
      log: createLog('warn', process.stderr),
    });
    await tellStory(sandbox.stage, print);
    return sandbox.close;
  }
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
  const { stage, app } = desk.sandbox();
  print(styleText('bold', `Your Slack is at ${page.url}`));
  print('Northwind runs the bot; Acme is its new partner. Take the tour: it needs five minutes.');
  print(`  Slack’s Web API  ${stage.slack.url}`);
  print(`  The bot          http://127.0.0.1:${app.port}/healthz`);
  print(folder === undefined ? '  Nothing is kept.' : `  Kept in          ${folder}`);
  print('Ctrl-C ends it.');
  if (flags.open) await openInBrowser(page.url);
  return async () => {
    await page.close();
    await desk.close();
  };
}

try {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) print(HELP);
  else {
    const close = await run(flags);
    if (flags.once) await close();
    else
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
  }
} catch (error) {
  const { message, code } = error as NodeJS.ErrnoException;
  const why =
    code === 'EADDRINUSE' ? 'The port is taken: choose another one with --port.' : message;
  process.stderr.write(`${why}\nnpm run sandbox -- --help lists what it takes.\n`);
  // What was opened so far would keep it running.
  process.exit(EX_USAGE);
}
