import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/** What must never reach a log: tokens, signatures, one-time addresses, e-mail addresses. */
const SECRETS =
  /xox[a-z]-[\w-]+|xapp-[\w-]+|v0=[0-9a-f]{64}|https:\/\/hooks\.slack\.com\/[^\s"\\]+|[\w.+-]+@[\w-]+\.[\w.-]+/g;

/** One JSON line per event, secrets taken out of all of it. */
export function createLog(level: string, destination: DestinationStream): Log {
  const write = (line: string) => {
    destination.write(line.replace(SECRETS, '[redacted]'));
  };
  return pino({ level, base: {}, timestamp: pino.stdTimeFunctions.isoTime }, { write });
}

type SlackLogger = Readonly<{
  debug: (...told: unknown[]) => void;
  info: (...told: unknown[]) => void;
  warn: (...told: unknown[]) => void;
  error: (...told: unknown[]) => void;
  setLevel: () => void;
  getLevel: () => never;
  setName: () => void;
}>;

/** Our log, as Slack's packages want one. Their level is ours. */
export function slackLogger<Level>(
  log: Log,
  level: Level,
): SlackLogger & { getLevel: () => Level } {
  const at =
    (name: 'debug' | 'info' | 'warn' | 'error') =>
    (...told: unknown[]) => {
      log[name]({ told: told.map((one) => (one instanceof Error ? one.stack : one)) }, 'slack');
    };
  return {
    debug: at('debug'),
    // What Slack's packages call information is of use to nobody who runs the bot.
    info: at('debug'),
    warn: at('warn'),
    error: at('error'),
    setLevel: () => undefined,
    getLevel: () => level as never,
    setName: () => undefined,
  };
}
