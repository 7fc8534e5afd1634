import { parseArgs, styleText } from 'node:util';
import { createLog } from '../src/log.ts';
import { createPrinter } from './print.ts';
import { openSandbox } from './stage.ts';
import { playScene, STORY, STORY_START } from './story.ts';

// As src/main.ts does, for the scheduler.
process.env['TZ'] = 'UTC';

const { values: flags } = parseArgs({
  options: {
    /** End after the story instead of staying up. */
    once: { type: 'boolean', default: false },
    /** Port of the simulated Slack. */
    port: { type: 'string', default: '0' },
  },
});

const print = (line: string) => process.stdout.write(`${line}\n`);
const log = createLog('warn', process.stderr);
const { stage, app, close } = await openSandbox({
  start: STORY_START,
  log,
  slackPort: Number(flags.port),
});

print(
  styleText('bold', 'Partner onboarding: the first week of one partner, in a simulated Slack.'),
);
print('Northwind runs the bot; Acme is its new partner. Everything below is what people see.\n');
const printNews = createPrinter(stage, print);
for (const scene of STORY) {
  const told = await playScene(stage, scene);
  const when = new Date(scene.at).toLocaleString('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Europe/Berlin',
  });
  print(styleText('bold', `${when}  ${scene.title}`));
  if (told !== undefined) print(styleText('dim', told.replace(/^/gm, '  ')));
  printNews();
  print('');
}

if (flags.once) {
  await close();
} else {
  print(styleText('bold', 'The week is over; both are still up.'));
  print(`  Slack’s Web API  ${stage.slack.url}`);
  print(`  The bot          http://127.0.0.1:${app.port}/healthz`);
  print('Ctrl-C ends them.');
  const end = () => void close().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
}
