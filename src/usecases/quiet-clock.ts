import { recordAudit } from '../../db/audit.ts';
import { saveSnooze } from '../../db/extensions.ts';
import { isNew } from '../../db/inbox.ts';
import { listNudgesOfClocks, saveNudges } from '../../db/nudges.ts';
import {
  closingOf,
  isWorkingDay,
  nextOpen,
  openingOfWorkingDay,
  reachOf,
  workingDayFrom,
  type Calendar,
} from '../domain/calendar.ts';
import { PROMISE_DAYS, PROMISES } from '../domain/extension.ts';
import type { ClockId, Day, Instant, Zone } from '../domain/ids.ts';
import { dayOf, instantOf } from '../domain/local-time.ts';
import { titleOf } from '../domain/nudge-line.ts';
import { UserError } from '../errors.ts';
import type { Signer } from './actor.ts';
import { clockFor, type ClockAsked } from './clock-for.ts';
import type { Deps } from './deps.ts';
import { tellClock } from './follow-ball.ts';

const HOUR_MS = 3_600_000;

/** For how long a person wants to hear nothing about one thing. */
export type Peace = Readonly<{ for: 'hour' | 'morning' }> | Readonly<{ until: Day }>;

/**
 * Lets a person hear nothing about a clock for a while. Until it is due: what is late is told all the
 * same, unless a partner manager says otherwise.
 * @throws RefusedError, NotFoundError; UserError for what is late, or for a day that is gone
 */
export async function snooze(
  deps: Deps,
  { signer, clockId, peace }: Readonly<{ signer: Signer; clockId: ClockId; peace: Peace }>,
): Promise<Readonly<{ until: Instant; zone: Zone }>> {
  return deps.store.tx(async (tx) => {
    const asked = await clockFor(tx, deps, { signer, clockId, action: 'snooze' });
    const { by, time } = asked;
    const { now } = time;
    const until = peaceUntil(asked, peace);
    if (until <= now) throw new UserError('Choose a day after today.');
    await saveSnooze(tx, { contactId: by.id, clockId, until, at: now });
    await recordAudit(tx, {
      at: now,
      actorId: by.id,
      action: 'snoozed',
      subject: clockId,
      detail: { until },
    });
    const waiting = (await listNudgesOfClocks(tx, [clockId])).filter(
      ({ contactId, fate, deliverAt }) =>
        contactId === by.id && fate === 'planned' && (deliverAt ?? 0) < until,
    );
    const ids = waiting.map(({ id }) => id);
    await saveNudges(tx, ids, { deliverAt: until, reason: 'snoozed' });
    return { until, zone: by.zone };
  });
}

/** What the form for another day shows. @throws RefusedError, NotFoundError; UserError for what is done */
export async function clockChoices(
  deps: Deps,
  { signer, clockId }: Readonly<{ signer: Signer; clockId: ClockId }>,
): Promise<Readonly<{ title: string }>> {
  return deps.store.tx(async (tx) => {
    const asked = await clockFor(tx, deps, { signer, clockId, action: 'snooze' });
    return { title: titleOf(asked) };
  });
}

/** Until when a wish for peace counts: never past the due date, except for a manager. */
function peaceUntil({ by, view, time }: ClockAsked, peace: Peace): Instant {
  const { now, calendars } = time;
  const hours = reachOf(calendars[by.side], by);
  const wanted = wantedPeace(peace, { now, hours, zone: by.zone });
  const mayPass = by.roles.includes('manager') || by.roles.includes('admin');
  if (mayPass || view.dueAt === null) return wanted;
  if (view.dueAt <= now) {
    throw new UserError('This is late already. Promise a day for it, or ask for more time.');
  }
  return Math.min(wanted, view.dueAt);
}

/**
 * Promises a day for what is open. Until then nobody else is asked; the due date stays what it was.
 * Returns what is wrong with the day, or null.
 * @throws RefusedError, NotFoundError; UserError after the last promise that counts
 */
export async function promiseDay(
  deps: Deps,
  {
    signer,
    viewId,
    clockId,
    day,
  }: Readonly<{ signer: Signer; viewId: string; clockId: ClockId; day: Day }>,
): Promise<string | null> {
  return deps.store.tx(async (tx) => {
    const asked = await clockFor(tx, deps, { signer, clockId, action: 'promise_day' });
    const { by, time, view, calendar, live, whole } = asked;
    const { now } = time;
    const today = dayOf(now, calendar.zone);
    const last = workingDayFrom(today, PROMISE_DAYS, calendar);
    if (day < today || day > last || !isWorkingDay(day, calendar)) {
      return `Promise a working day from today to ${last}. For longer, ask for more time.`;
    }
    if (view.acknowledgements.length >= PROMISES) {
      throw new UserError('This was promised twice. Ask for more time instead.');
    }
    if (!(await isNew(tx, { key: `view:${viewId}`, at: now }))) return null;
    const until = closingOf(day, calendar);
    await tellClock(tx, deps, {
      whole,
      time,
      actorId: by.id,
      live,
      deeds: [{ type: 'acknowledge', until }],
    });
    await recordAudit(tx, {
      at: now,
      actorId: by.id,
      action: 'day_promised',
      subject: clockId,
      detail: { until, nth: view.acknowledgements.length + 1 },
    });
    return null;
  });
}

function wantedPeace(
  peace: Peace,
  { now, hours, zone }: Readonly<{ now: Instant; hours: Calendar; zone: Zone }>,
): Instant {
  if ('until' in peace) return nextOpen(instantOf(peace.until, '00:00', zone), hours);
  return peace.for === 'hour' ? nextOpen(now + HOUR_MS, hours) : openingOfWorkingDay(now, 1, hours);
}
