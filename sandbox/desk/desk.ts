import { CAST } from '../cast.ts';
import type { Sandbox } from '../open.ts';
import { MOMENTS } from '../scenes.ts';
import { nextInWords } from '../time.ts';
import type { FileContent } from '../slack/index.ts';
import type { Act, Control } from './acts.ts';
import { begin, control, stopPlaying } from './controls.ts';
import { perform } from './perform.ts';
import type { ActReply, DeskState, Screen, TraceDetail, Watch } from './protocol.ts';
import { screenOf } from './screen.ts';
import {
  createSession,
  openNext,
  sandboxOf,
  type Session,
  type SessionOptions,
} from './session.ts';

/** What the page's server asks for. */
export type Desk = Readonly<{
  /** What all windows share; null while another Slack is being set up. */
  state: () => Promise<DeskState | null>;
  /** Null while another Slack is being set up, or for somebody who is not in this one. */
  screen: (watch: Watch) => Screen | null;
  act: (act: Act) => Promise<ActReply>;
  control: (control: Control) => Promise<ActReply>;
  traceDetail: (n: number) => Promise<TraceDetail | undefined>;
  file: (id: string) => FileContent | undefined;
  /** @throws Error while another one is being set up */
  sandbox: () => Sandbox;
  close: () => Promise<void>;
}>;

export type DeskOptions = SessionOptions &
  Readonly<{ /** Where nothing was kept. */ moment: string }>;

/** Opens the sandbox: as it was kept, else at `moment`. @throws Error when that fails */
export async function createDesk(options: DeskOptions): Promise<Desk> {
  const session = createSession(options);
  const { resumed, stage } = await openNext(session);
  if (resumed) session.tour.check(stage);
  else await begin(session, options.moment);
  return {
    state: () => stateOf(session),
    screen: (watch) => {
      const found = session.sandbox?.stage.slack;
      const known = found?.people().some(({ id }) => id === watch.as) === true;
      return found && known ? screenOf(found, watch) : null;
    },
    act: async (asked) => {
      if (!session.sandbox) return { ok: false, text: 'Wait a moment: Slack is being set up.' };
      const { slack, clock } = session.sandbox.stage;
      const reply = await perform(slack, asked);
      noteRefusal(session, { at: clock.now(), asked, reply });
      return reply;
    },
    control: (asked) => control(session, asked),
    traceDetail: (n) => session.trace.detail(n, sandboxOf(session).app.deps.store.read),
    file: (id) => session.sandbox?.stage.slack.file(id),
    sandbox: () => sandboxOf(session),
    close: async () => {
      stopPlaying(session);
      await session.sandbox?.close();
    },
  };
}

/** What Slack told nobody but the developer, and what its client would not let a person do. */
function noteRefusal(
  session: Session,
  { at, asked, reply }: Readonly<{ at: number; asked: Act; reply: ActReply }>,
): void {
  const { ok, refused, text, errors } = reply;
  // Wrong input is a person's everyday, and so is a form that tells them.
  if (ok || (refused === undefined && (errors || asked.do === 'command'))) return;
  const result = refused ?? text ?? 'refused';
  session.trace.note(
    { at, kind: 'person', title: `${asked.do} was refused`, result, wrong: true },
    asked,
  );
  session.options.onChange();
}

async function stateOf(session: Session): Promise<DeskState | null> {
  const { sandbox, world, moment, busy, playing, fired, trace, tour } = session;
  if (!sandbox) return null;
  const { slack, clock } = sandbox.stage;
  const people = slack.people();
  const { botUserId } = slack.app;
  return {
    world,
    now: clock.now(),
    zone: sandbox.app.deps.settings.zone,
    playing: playing !== undefined,
    next: await nextInWords(sandbox.app.deps),
    busy,
    companies: slack.companies(),
    people,
    botUserId,
    appName: people.find(({ id }) => id === botUserId)?.name ?? '',
    homeTab: slack.homeTab,
    moments: MOMENTS.map(({ id, title, about, look }) => ({ id, title, about, look: CAST[look] })),
    moment,
    tour: tour.steps(),
    fired,
    trace: trace.lines(),
    slackIsDown: slack.faults.list().length > 0,
  };
}
