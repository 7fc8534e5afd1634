import { CAST, COMPANIES, HOST_TEAM, readManifest } from './cast.ts';
import { createSlack, type Person, type Slack, type SlackOptions } from './slack/index.ts';

/** Time that passes by itself, and can be moved on. */
export type Clock = Readonly<{ now: () => number; moveTo: (at: number) => void }>;

/** Two companies, their Slack, and the bot: what a story needs. */
export type Stage = Readonly<{
  slack: Slack;
  clock: Clock;
  person: Readonly<Record<keyof typeof CAST, Person>>;
  /** The name of the executives' channel. */
  executives: string;
  /** The id of Acme's channel, once there is one. */
  acme: () => string;
  /** A person's direct messages with the bot; undefined before the first. */
  dm: (who: Person) => string | undefined;
  /** Lets everything that is owed now happen. */
  settle: () => Promise<void>;
}>;

/** The name of the executives' channel. */
export const EXECUTIVES = 'exec-partners';
/** Longer than the pause between two drawings of one message. */
const BETWEEN_ROUNDS_MS = 2_000;

/** A clock that starts at `start` and runs as fast as the real one. */
export function createClock(start: number): Clock {
  let ahead = start - Date.now();
  const now = () => Date.now() + ahead;
  return {
    now,
    moveTo: (at) => {
      ahead += Math.max(0, at - now());
    },
  };
}

/** A simulated Slack with both companies in it, and the executives' channel. */
export async function openSlack(
  clock: Pick<Clock, 'now'>,
  options: Partial<
    Pick<SlackOptions, 'port' | 'eventRetryDelaysMs' | 'companies' | 'saved' | 'keepTraffic'>
  > = {},
): Promise<Slack> {
  const slack = await createSlack({
    companies: COMPANIES,
    app: { manifest: readManifest() },
    now: clock.now,
    ...options,
  });
  if (!options.saved) {
    const members = [CAST.eva, CAST.mara];
    slack.createChannel({ name: EXECUTIVES, teamId: HOST_TEAM, members, withApp: true });
  }
  return slack;
}

/** The bot's settings in this Slack, as environment variables. */
export function botEnvironment(slack: Slack, databaseUrl: string): Record<string, string> {
  return {
    SLACK_BOT_TOKEN: slack.app.botToken,
    SLACK_SIGNING_SECRET: slack.app.signingSecret,
    SLACK_API_URL: slack.url,
    PORT: '0',
    DATABASE_URL: databaseUrl,
    ONBOARD_ADMINS: CAST.mara,
    ONBOARD_EXEC_CHANNEL: slack.channel(EXECUTIVES).id,
    ONBOARD_TIMEZONE: 'Europe/Berlin',
    ONBOARD_COUNTRY: 'DE',
    LOG_LEVEL: 'warn',
  };
}

/** What moves the bot on: its minute tick, wherever it runs. */
export function createStage(slack: Slack, clock: Clock, tick: () => Promise<void>): Stage {
  const settle = async () => {
    // Twice: what is sent first may lead to more.
    for (let round = 0; round < 2; round++) {
      clock.moveTo(clock.now() + BETWEEN_ROUNDS_MS);
      await slack.idle();
      await tick();
      await slack.idle();
    }
  };
  const person = Object.fromEntries(
    Object.entries(CAST).map(([name, id]) => [name, slack.as(id)]),
  ) as Record<keyof typeof CAST, Person>;
  const acme = () => {
    const found = slack.channels().find(({ name }) => name.startsWith('onboard-acme'));
    if (!found) throw new Error('There is no channel for Acme yet');
    return found.id;
  };
  const dm = ({ id }: Person) =>
    slack.channels().find(({ isIm, memberIds }) => isIm && memberIds.includes(id))?.id;
  return { slack, clock, person, executives: EXECUTIVES, acme, dm, settle };
}
