import { recordAudit } from '../../db/audit.ts';
import { listClocksDue, saveClock } from '../../db/clocks.ts';
import { getContact } from '../../db/contacts.ts';
import { listSubmitters } from '../../db/evidence.ts';
import { listSnoozes } from '../../db/extensions.ts';
import {
  countNudgeMessages,
  insertNudges,
  listNudgesFor,
  listNudgesOfClocks,
  listPeopleToNudge,
  saveNudges,
} from '../../db/nudges.ts';
import { saveItem } from '../../db/items.ts';
import { touchMessages } from '../../db/messages.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { enqueue, PRIORITY } from '../../db/outbox.ts';
import type { Tx } from '../../db/store.ts';
import type { Owing } from '../domain/audience.ts';
import { callFor, settling, type Hearing } from '../domain/clock-forecast.ts';
import { callsOf } from '../domain/clock-steps.ts';
import { idOf, type ContactId, type Instant, type OnboardingId } from '../domain/ids.ts';
import { channelLane, personLane } from '../domain/notice.ts';
import {
  DAILY_CAP,
  dayOfPerson,
  isReminder,
  isUrgent,
  rulingsOn,
  type Nudge,
  type Ruling,
} from '../domain/nudge.ts';
import type { Time } from '../domain/item.ts';
import { calendarOf, timeFor, type WholeOnboarding } from '../domain/onboarding.ts';
import { moduleKeyOf } from '../domain/playbook.ts';
import type { Deps } from './deps.ts';
import { indexOf, liveClocks, type LiveClock } from './follow-ball.ts';

/** Onboardings and people in one go: a long outage is caught up with page by page. */
const PAGE = 200;

/**
 * Rules on every moment at which a clock calls for somebody, and queues what people are to hear: one
 * message for all that concerns a person, in their own hours.
 */
export async function planNudges(deps: Deps): Promise<void> {
  const now = deps.now();
  const { read } = deps.store;
  await eachPage(
    deps,
    () => listClocksDue(read, { now, limit: PAGE }),
    (id) => deps.store.tx((tx) => ruleOn(tx, deps, { id, now })),
  );
  await eachPage(
    deps,
    () => listPeopleToNudge(read, { now, limit: PAGE }),
    (contactId) => deps.store.tx((tx) => deliver(tx, deps, { contactId, now })),
  );
}

/** Does `work` for all that `list` gives, until it gives nothing; others get their turn in between. */
async function eachPage<T>(
  { breathe }: Deps,
  list: () => Promise<readonly T[]>,
  work: (one: T) => Promise<void>,
): Promise<void> {
  for (;;) {
    const page = await list();
    for (const one of page) {
      await work(one);
      await breathe();
    }
    if (page.length < PAGE) return;
  }
}

/** Writes down what is done about every step that was reached, and when to look again. */
async function ruleOn(
  tx: Tx,
  deps: Deps,
  { id, now }: Readonly<{ id: OnboardingId; now: Instant }>,
): Promise<void> {
  const whole = await getOnboarding(tx, id);
  const time = timeFor(deps.settings, whole, now);
  const live = (await liveClocks(tx, { whole, time })).filter(
    ({ row }) => row.nextAt !== null && row.nextAt <= now,
  );
  const handled = Map.groupBy(
    await listNudgesOfClocks(
      tx,
      live.map(({ row }) => row.id),
    ),
    ({ clockId }) => clockId,
  );
  const submitters = await listSubmitters(tx, whole.items);
  for (const one of live) {
    const before = handled.get(one.row.id) ?? [];
    const owing = { whole, clock: one.row, view: one.view, submitters, now: time.now };
    const ruled = rowsFor(deps, { one, before, owing, time });
    const fresh = await respectPeace(tx, ruled, now);
    await insertNudges(tx, fresh);
    const { nextAt } = callsFor(one, [...before, ...fresh], time);
    await noteRedated(tx, { one, whole, now });
    await saveClock(tx, one.row, { ...indexOf(deps, one.view), nextAt });
  }
  // What has become late is drawn as late.
  const subjects = new Set(live.map(({ row }) => row.subject));
  const shown = whole.items.filter(({ id: itemId }) => subjects.has(itemId));
  const moduleKeys = new Set(shown.map(({ key }) => moduleKeyOf(key)));
  await touchMessages(tx, { onboardingId: id, moduleKeys });
}

function callsFor(
  { row, view }: LiveClock,
  handled: readonly Nudge[],
  time: Time,
): ReturnType<typeof callsOf> {
  const calendar = calendarOf(time, row.side);
  return callsOf({ view, policy: row.policy, handled: settling(handled), calendar }, time.now);
}

function rowsFor(
  deps: Deps,
  {
    one,
    before,
    owing,
    time,
  }: Readonly<{ one: LiveClock; before: readonly Nudge[]; owing: Owing; time: Time }>,
): readonly Nudge[] {
  const { reached } = callsFor(one, before, time);
  const { calendars } = time;
  return rulingsOn(reached, one.view, time.now).flatMap((ruling) => {
    const { hearings, silence } = callFor(ruling, owing, { before, calendars });
    if (hearings.length > 0) {
      return hearings.map((hearing) => plannedRow(deps, { one, ruling, hearing }));
    }
    const fate = ruling.fate === 'planned' ? 'suppressed' : ruling.fate;
    const settled = { contactId: '', fate, reason: silence, settledAt: time.now } as const;
    return [{ ...rowOf(deps, { one, ruling }), ...settled }];
  });
}

type Ruled = Readonly<{ one: LiveClock; ruling: Ruling }>;

function plannedRow(
  deps: Deps,
  { hearing, ...ruled }: Ruled & Readonly<{ hearing: Hearing }>,
): Nudge {
  const { contact, at: deliverAt, reason } = hearing;
  return { ...rowOf(deps, ruled), contactId: contact.id, fate: 'planned', reason, deliverAt };
}

function rowOf(deps: Deps, { one: { row, view }, ruling: { step } }: Ruled) {
  return {
    id: idOf('nudge', deps.newId()),
    clockId: row.id,
    onboardingId: row.onboardingId,
    leg: view.leg,
    step: step.name,
    reachedAt: step.at,
    deliverAt: null,
    outboxSeq: null,
    settledAt: null,
  };
}

/** Other zones, hours or holidays than when it was computed give an open clock another date. */
async function noteRedated(
  tx: Tx,
  {
    one: { row, view },
    whole,
    now,
  }: Readonly<{ one: LiveClock; whole: WholeOnboarding; now: Instant }>,
): Promise<void> {
  const { dueAt } = view;
  if (row.dueAt === null || dueAt === null || row.dueAt === dueAt) return;
  const detail = { from: row.dueAt, to: dueAt };
  await recordAudit(tx, {
    at: now,
    actorId: 'clock',
    action: 'clock_redated',
    subject: row.id,
    detail,
  });
  const item = whole.items.find(({ id }) => id === row.subject);
  if (!item) return;
  await saveItem(tx, row.kind === 'review' ? { ...item, reviewDueAt: dueAt } : { ...item, dueAt });
}

/** Puts off what a person asked to hear later. Who comes in on a ladder has asked for nothing. */
async function respectPeace(
  tx: Tx,
  rows: readonly Nudge[],
  now: Instant,
): Promise<readonly Nudge[]> {
  const respected: Nudge[] = [];
  for (const row of rows) {
    const { contactId, clockId, fate, step } = row;
    const mayWait = contactId !== '' && fate === 'planned' && isReminder(step);
    const until = mayWait ? (await listSnoozes(tx, contactId)).get(clockId) : undefined;
    const isPut = until !== undefined && until > Math.max(now, row.deliverAt ?? 0);
    respected.push(isPut ? { ...row, deliverAt: until, reason: 'snoozed' } : row);
  }
  return respected;
}

/** Queues one message with all that waits for a person, unless they have heard enough today. */
async function deliver(
  tx: Tx,
  deps: Deps,
  { contactId, now }: Readonly<{ contactId: ContactId; now: Instant }>,
): Promise<void> {
  const contact = await getContact(tx, contactId);
  const due = await listNudgesFor(tx, { contactId, now });
  const [first] = due;
  if (!first) return;
  const whole = await getOnboarding(tx, first.onboardingId);
  const calendar = timeFor(deps.settings, whole, now).calendars[contact.side];
  const ids = due.map(({ id }) => id);
  const { begins, nextOpening, opensAt } = dayOfPerson(contact, calendar, now);
  if (opensAt > now) {
    // It could have been told earlier, had we been there: now they are asleep.
    await saveNudges(tx, ids, { deliverAt: opensAt, reason: 'quiet_hours' });
    return;
  }
  const heard = await countNudgeMessages(tx, { contactId, since: begins });
  const cap = due.some(({ step }) => isUrgent(step)) ? DAILY_CAP.urgent : DAILY_CAP.usual;
  if (heard >= cap) {
    await saveNudges(tx, ids, { deliverAt: nextOpening, reason: 'daily_cap' });
    return;
  }
  const isPartner = contact.side === 'partner';
  const outboxSeq = await enqueue(tx, {
    dedupeKey: `nudge:${first.id}:${first.deliverAt}`,
    lane: isPartner ? channelLane(first.onboardingId) : personLane(contactId),
    intent: { kind: 'nudge', contactId, nudgeIds: ids },
    priority: due.some(({ step }) => isUrgent(step)) ? PRIORITY.urgent : PRIORITY.normal,
    now,
  });
  // Somebody else has just queued it.
  if (outboxSeq === undefined) return;
  await saveNudges(tx, ids, { fate: 'queued', outboxSeq, settledAt: now });
}
