import { flushCompileCache } from 'node:module';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';

/* The bot in a process of its own, so that it can be killed. Its parent moves its clock and ticks it. */

export type ToBot = Readonly<{ kind: 'clock'; ahead: number } | { kind: 'tick'; id: number }>;
export type FromBot = Readonly<{ kind: 'ready'; port: number } | { kind: 'ticked'; id: number }>;

let ahead = Number(process.env['TEST_CLOCK_AHEAD'] ?? 0);
const tell = (message: FromBot) => process.send?.(message);

const app = await startApp(readConfig(process.env), {
  log: createLog('error', process.stderr),
  now: () => Date.now() + ahead,
  schedule: false,
});
process.on('message', (message: ToBot) => {
  if (message.kind === 'clock') ahead = message.ahead;
  else void app.tick().then(() => tell({ kind: 'ticked', id: message.id }));
});
// It is killed, and never ends by itself: what was compiled is kept now.
flushCompileCache();
tell({ kind: 'ready', port: app.port });
