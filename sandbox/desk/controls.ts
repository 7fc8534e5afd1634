import { forgetKept } from '../keep.ts';
import { MOMENTS, OUTAGE } from '../scenes.ts';
import { playScene } from '../story.ts';
import { advance, nextInWords } from '../time.ts';
import type { Control } from './acts.ts';
import type { ActReply } from './protocol.ts';
import { openNext, sandboxOf, type Session } from './session.ts';

const HOUR_MS = 3_600_000;
/** What was under way when Slack failed is looked for after 90 seconds. */
const NOTICED_AFTER_MS = 120_000;
/** While time is played, a second is an hour. */
const PLAY_EVERY_MS = 1_000;
/** What the clock set off is listed this far back. */
const FIRED_KEPT = 50;

type ControlOf<K extends Control['do']> = Extract<Control, { do: K }>;

/** One way for each thing that is done to the sandbox, and what to call it while it is under way. */
const DO: {
  [K in Control['do']]: readonly [
    underWay: string,
    work: (session: Session, asked: ControlOf<K>) => Promise<void>,
  ];
} = {
  begin: ['the scene is being set up', (session, { moment }) => begin(session, moment)],
  advance: ['time moves on', (session, { hours }) => moveOn(session, hours)],
  next: ['time moves on', moveToNext],
  play: [
    'the clock changes',
    (session, { on }) => {
      play(session, on);
      return Promise.resolve();
    },
  ],
  outage: ['Slack changes', (session, { on }) => outage(session, on)],
  step: ['the tour goes on', step],
};

/** Does it, one thing at a time; what went wrong is told, not thrown. */
export function control(session: Session, asked: Control): Promise<ActReply> {
  const [underWay, work] = DO[asked.do];
  return exclusively(session, underWay, () =>
    (work as (session: Session, asked: Control) => Promise<void>)(session, asked),
  );
}

async function exclusively(
  session: Session,
  what: string,
  work: () => Promise<void>,
): Promise<ActReply> {
  const { options } = session;
  if (session.busy !== null) return { ok: false, text: `Wait a moment: ${session.busy}.` };
  session.busy = what;
  options.onChange();
  try {
    await work();
    return { ok: true };
  } catch (error) {
    return { ok: false, text: error instanceof Error ? error.message : String(error) };
  } finally {
    session.busy = null;
    options.onChange();
  }
}

/** Sets up another Slack, and plays the moment called `id` in it. @throws Error */
export async function begin(session: Session, id: string): Promise<void> {
  const moment = MOMENTS.find((one) => one.id === id);
  const known = MOMENTS.map((one) => one.id).join(', ');
  if (!moment) throw new Error(`There is no moment “${id}”, only ${known}.`);
  stopPlaying(session);
  const before = session.sandbox;
  session.sandbox = undefined;
  await before?.close();
  const { folder } = session.options;
  if (folder !== undefined) forgetKept(folder);
  session.trace.restart();
  session.tour.restart();
  session.fired = [];
  session.moment = id;
  const { stage } = await openNext(session);
  await moment.play(stage, (until) => advance(sandboxOf(session), until));
  session.tour.check(stage);
}

async function moveOn(session: Session, hours: number): Promise<void> {
  await moveTo(session, sandboxOf(session).stage.clock.now() + hours * HOUR_MS);
}

/** More clocks than call in a row without anybody being told at once. */
const QUIET_STEPS = 50;

/** Moves time on until somebody is told something: a clock may call while its owner sleeps. */
async function moveToNext(session: Session): Promise<void> {
  for (let step = 0; step < QUIET_STEPS; step++) {
    const next = await nextInWords(sandboxOf(session).app.deps);
    if (!next) throw new Error('Nothing is due: nothing will happen by itself.');
    if ((await moveTo(session, next.at)) > 0) return;
  }
}

/** Moves time on to `until`, and lists what that set off; returns how much it was. */
async function moveTo(session: Session, until: number): Promise<number> {
  const sandbox = sandboxOf(session);
  const fired = await advance(sandbox, until);
  session.fired = [...session.fired, ...fired].slice(-FIRED_KEPT);
  const at = sandbox.stage.clock.now();
  const result = fired.length === 0 ? 'nothing was due' : `${fired.length} fired`;
  session.trace.note({ at, kind: 'clock', title: 'Time moved on', result, wrong: false }, fired);
  session.tour.check(sandbox.stage);
  return fired.length;
}

function play(session: Session, on: boolean): void {
  stopPlaying(session);
  if (!on) return;
  session.playing = setInterval(() => {
    void control(session, { do: 'advance', hours: 1 });
  }, PLAY_EVERY_MS);
}

export function stopPlaying(session: Session): void {
  clearInterval(session.playing);
  session.playing = undefined;
}

/** Every call of Slack's API fails; or none does any more, and the bot has had time to notice. */
async function outage(session: Session, on: boolean): Promise<void> {
  const { slack, clock } = sandboxOf(session).stage;
  slack.faults.clear();
  if (on) slack.faults.add(OUTAGE);
  else await moveTo(session, clock.now() + NOTICED_AFTER_MS);
}

/** Does the next step of the tour, as the person would. */
async function step(session: Session): Promise<void> {
  const { tour } = session;
  const { stage } = sandboxOf(session);
  const next = tour.next();
  if (!next) throw new Error('The tour has ended.');
  await playScene(stage, next);
  tour.check(stage);
}
