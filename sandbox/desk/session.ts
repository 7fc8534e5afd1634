import { createLog, type Log } from '../../src/log.ts';
import { openSandbox, type Sandbox } from '../open.ts';
import { STORY_START } from '../story.ts';
import type { Fired } from '../time.ts';
import { createTour, type Tour } from './tour.ts';
import { createTrace, type Trace } from './trace.ts';

/** What a log line at least is when something went wrong. */
const ERROR_LEVEL = 50;

export type SessionOptions = Readonly<{
  slackPort: number;
  /** Where the state is kept; without it everything is gone in the end. */
  folder: string | undefined;
  /** False where something else moves the bot on. Default true. */
  schedule?: boolean;
  /** Takes each error that the bot logs. */
  onError: (line: string) => void;
  /** Called when something that the page shows may have changed. */
  onChange: () => void;
}>;

/** What the page is about: one sandbox at a time, and what was noted of it. */
export type Session = {
  readonly options: SessionOptions;
  readonly log: Log;
  readonly trace: Trace;
  readonly tour: Tour;
  /** Undefined while another Slack is being set up. */
  sandbox: Sandbox | undefined;
  /** Another number for each Slack that was set up. */
  world: number;
  moment: string | null;
  /** What is under way, in words; two things at once are refused. */
  busy: string | null;
  playing: NodeJS.Timeout | undefined;
  fired: readonly Fired[];
};

export function createSession(options: SessionOptions): Session {
  const session: Session = {
    options,
    log: createLog('warn', {
      write: (line) => {
        noteLog(session, line);
      },
    }),
    trace: createTrace(),
    tour: createTour(),
    sandbox: undefined,
    world: 0,
    moment: null,
    busy: null,
    playing: undefined,
    fired: [],
  };
  return session;
}

function noteLog(session: Session, line: string): void {
  const { level, msg = '', ...told } = JSON.parse(line) as { level: number; msg?: string };
  const at = session.sandbox?.stage.clock.now() ?? STORY_START;
  session.trace.note({ at, kind: 'log', title: msg, result: 'the bot’s log', wrong: true }, told);
  if (level >= ERROR_LEVEL) session.options.onError(line);
  session.options.onChange();
}

/** Sets the next sandbox up: what was kept, or an empty one. @throws Error when that fails */
export async function openNext(session: Session): Promise<Sandbox> {
  const { options, log, trace, tour } = session;
  const { slackPort, folder, schedule, onChange } = options;
  const sandbox = await openSandbox({ start: STORY_START, log, slackPort, folder, schedule });
  const { stage } = sandbox;
  stage.slack.onChange(() => {
    trace.catchUp(stage.slack);
    tour.check(stage);
    onChange();
  });
  session.sandbox = sandbox;
  session.world++;
  return sandbox;
}

/** @throws Error while another Slack is being set up */
export function sandboxOf({ sandbox }: Session): Sandbox {
  if (!sandbox) throw new Error('Wait a moment: another Slack is being set up.');
  return sandbox;
}
