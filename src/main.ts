import { startApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { PlaybookError } from './domain/playbook-file.ts';
import { createLog } from './log.ts';

// Nothing of ours depends on the zone of the process, but the scheduler's library does.
process.env['TZ'] = 'UTC';

/** For mistakes of whoever runs it: their sentence, without a stack. */
const EXIT_MISCONFIGURED = 78;

try {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel, process.stdout);
  const app = await startApp(config, { log });
  const stop = (signal: string) => {
    log.info({ signal }, 'stopping');
    app.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  if (!(error instanceof ConfigError) && !(error instanceof PlaybookError)) throw error;
  const about = error instanceof PlaybookError ? 'The playbook needs mending:\n' : '';
  process.stderr.write(`${about}${error.message}\n`);
  process.exit(EXIT_MISCONFIGURED);
}
