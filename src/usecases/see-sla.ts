import { listSubmitters } from '../../db/evidence.ts';
import { listNudgesOfClocks } from '../../db/nudges.ts';
import { listAllBlockers, listCalled } from '../../db/sla.ts';
import type { Owing } from '../domain/audience.ts';
import { timeFor, type WholeOnboarding } from '../domain/onboarding.ts';
import {
  slaBoard,
  slaLogLine,
  slaPreview,
  type SlaBoard,
  type SlaLog,
  type SlaPreview,
} from '../domain/sla-board.ts';
import { RefusedError, UserError } from '../errors.ts';
import type { Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { liveClocks } from './follow-ball.ts';
import { partnerToSee } from './see-plan.ts';

/** What can be asked about clocks. */
export const SLA_FORMS =
  'Write `/onboard sla <partner>` for the clocks as they stand, `/onboard sla preview <partner>` for what comes, or `/onboard sla log <partner>` for who was reminded when.';

/** More than this of a log fits no message. */
const LOG_LINES = 200;

type Asked = Readonly<{ signer: Signer; name: string }>;

/** The clocks of both companies as they stand. @throws RefusedError; UserError for an unknown name */
export async function seeSla(deps: Deps, asked: Asked): Promise<SlaBoard> {
  const whole = await wholeToSee(deps, asked);
  const { calendars } = timeFor(deps.settings, whole, deps.now());
  const { zone } = deps.settings;
  return slaBoard(whole, await owingsOf(deps, whole), { zone, calendars });
}

/** What running clocks call for from now on. @throws RefusedError; UserError for an unknown name */
export async function previewSla(deps: Deps, asked: Asked): Promise<SlaPreview> {
  const whole = await wholeToSee(deps, asked);
  const { calendars } = timeFor(deps.settings, whole, deps.now());
  const owings = await owingsOf(deps, whole);
  const ids = owings.map(({ clock }) => clock.id);
  const nudges = await listNudgesOfClocks(deps.store.read, ids);
  const rowsOf = Map.groupBy(nudges, ({ clockId }) => clockId);
  const called = owings.map((owing) => ({ owing, rows: rowsOf.get(owing.clock.id) ?? [] }));
  return slaPreview(whole, called, { zone: deps.settings.zone, calendars });
}

/** Who was reminded of what, and why not. @throws RefusedError; UserError for an unknown name */
export async function logSla(deps: Deps, asked: Asked): Promise<SlaLog> {
  const { read } = deps.store;
  const whole = await wholeToSee(deps, asked);
  const onboardingId = whole.onboarding.id;
  const { rows, total } = await listCalled(read, { onboardingId, limit: LOG_LINES });
  // Also clocks of what is solved by now have a title.
  const then = { ...whole, blockers: await listAllBlockers(read, onboardingId) };
  return {
    partnerName: whole.partner.name,
    zone: deps.settings.zone,
    lines: rows.map((row) => slaLogLine(then, row)),
    total,
  };
}

async function wholeToSee(deps: Deps, asked: Asked): Promise<WholeOnboarding> {
  if (asked.name === '') throw new UserError(`Of which partner? ${SLA_FORMS}`);
  try {
    return (await partnerToSee(deps, asked)).whole;
  } catch (error) {
    if (!(error instanceof UserError) || error instanceof RefusedError) throw error;
    // It may have been meant for a word of ours.
    throw new UserError(`${error.message} ${SLA_FORMS}`);
  }
}

/** The open clocks of a partner, and who owes them. */
async function owingsOf(deps: Deps, whole: WholeOnboarding): Promise<readonly Owing[]> {
  const { read } = deps.store;
  const time = timeFor(deps.settings, whole, deps.now());
  const submitters = await listSubmitters(read, whole.items);
  const live = await liveClocks(read, { whole, time });
  return live.map(({ row, view }) => ({ whole, clock: row, view, submitters, now: time.now }));
}
