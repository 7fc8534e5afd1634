import { getClock } from '../../db/clocks.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { listSubmitters } from '../../db/evidence.ts';
import type { Tx } from '../../db/store.ts';
import { authorize, contactOf, type Action } from '../domain/access.ts';
import { ownerOf, type Owing } from '../domain/audience.ts';
import type { Calendar } from '../domain/calendar.ts';
import { isOpenClock } from '../domain/clock.ts';
import type { Contact } from '../domain/contact.ts';
import type { ClockId } from '../domain/ids.ts';
import type { Time } from '../domain/item.ts';
import { calendarOf, timeFor } from '../domain/onboarding.ts';
import { UserError } from '../errors.ts';
import { actorFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { liveClocks, type LiveClock } from './follow-ball.ts';

/** An open clock, who owes it, and who wants something of it. */
export type ClockAsked = Owing &
  Readonly<{
    live: LiveClock;
    owner: Contact | undefined;
    by: Contact;
    time: Time;
    calendar: Calendar;
  }>;

/**
 * The clock that a control is about, for a person who may do `action` with it.
 * @throws RefusedError, NotFoundError; UserError for one that has ended
 */
export async function clockFor(
  tx: Tx,
  deps: Deps,
  { signer, clockId, action }: Readonly<{ signer: Signer; clockId: ClockId; action: Action }>,
): Promise<ClockAsked> {
  const row = await getClock(tx, clockId);
  const whole = await getOnboarding(tx, row.onboardingId);
  const actor = await actorFor(tx, deps, { signer, whole });
  authorize(actor, action, { partnerId: whole.partner.id });
  const by = contactOf(actor);
  const time = timeFor(deps.settings, whole, deps.now());
  const live = (await liveClocks(tx, { whole, time })).find((one) => one.row.id === clockId);
  if (!live || !isOpenClock(live.view)) throw new UserError('This is done already.');
  const submitters = await listSubmitters(tx, whole.items);
  const owing: Owing = { whole, clock: live.row, view: live.view, submitters, now: time.now };
  const calendar = calendarOf(time, live.row.side);
  return { ...owing, live, owner: ownerOf(owing), by, time, calendar };
}
