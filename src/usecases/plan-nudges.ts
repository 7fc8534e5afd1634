import { listClocksDue, saveClock } from '../../db/clocks.ts';
import { getContact } from '../../db/contacts.ts';
import { listSubmitters } from '../../db/evidence.ts';
import {
  countNudgeMessages,
  insertNudges,
  listNudgesFor,
  listNudgesOfClocks,
  listPeopleToNudge,
  saveNudges,
} from '../../db/nudges.ts';
import { touchMessages } from '../../db/messages.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { enqueue, PRIORITY } from '../../db/outbox.ts';
import type { Tx } from '../../db/store.ts';
import { audienceOf, type Owing } from '../domain/audience.ts';
import { callsOf } from '../domain/clock-steps.ts';
import type { Contact } from '../domain/contact.ts';
import { idOf, type ContactId, type Instant, type OnboardingId } from '../domain/ids.ts';
import { channelLane, personLane } from '../domain/notice.ts';
import {
  DAILY_CAP,
  dayOfPerson,
  deliveryOf,
  isUrgent,
  rulingsOn,
  type Nudge,
  type Ruling,
} from '../domain/nudge.ts';
import type { Time } from '../domain/item.ts';
import { calendarOf, timeFor } from '../domain/onboarding.ts';
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
    const owing = { whole, clock: one.row, view: one.view, submitters };
    const fresh = rowsFor(deps, { one, before, owing, time });
    await insertNudges(tx, fresh);
    const { nextAt } = callsFor(one, [...before, ...fresh], time);
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
  return callsOf({ view, policy: row.policy, handled, calendar }, time.now);
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
  const rulings = rulingsOn(reached, one.view, time.now);
  return rulings.flatMap((ruling) => {
    const all = ruling.fate === 'planned' ? audienceOf(ruling.step.name, owing) : [];
    // Whoever heard of it lower on the ladder has nothing new to hear.
    const people = ruling.step.name.startsWith('r')
      ? all.filter(({ id }) => !hasHeard(before, one.view.leg, id))
      : all;
    if (ruling.fate === 'planned' && people.length === 0) {
      const reason = all.length === 0 ? 'nobody' : 'told_before';
      return [settledRow(deps, { one, time, ruling: { ...ruling, fate: 'suppressed', reason } })];
    }
    if (people.length === 0) return [settledRow(deps, { one, time, ruling })];
    return people.map((contact) => plannedRow(deps, { one, time, ruling, contact }));
  });
}

function hasHeard(before: readonly Nudge[], leg: number, contactId: ContactId): boolean {
  return before.some(
    (row) => row.leg === leg && row.contactId === contactId && row.fate !== 'superseded',
  );
}

type Ruled = Readonly<{ one: LiveClock; time: Time; ruling: Ruling }>;

function settledRow(deps: Deps, { one, time, ruling }: Ruled): Nudge {
  const { fate, reason } = ruling;
  return {
    ...rowOf(deps, { one, ruling, time }),
    contactId: '',
    fate,
    reason,
    settledAt: time.now,
  };
}

function plannedRow(
  deps: Deps,
  { contact, ...ruled }: Ruled & Readonly<{ contact: Contact }>,
): Nudge {
  const { one, time, ruling } = ruled;
  const calendar = time.calendars[contact.side];
  const { dueAt } = one.view;
  const { at, reason } = deliveryOf(ruling.step, { contact, calendar, dueAt, now: time.now });
  return { ...rowOf(deps, ruled), contactId: contact.id, fate: 'planned', reason, deliverAt: at };
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
    dedupeKey: `nudge:${first.id}:${now}`,
    lane: isPartner ? channelLane(first.onboardingId) : personLane(contactId),
    intent: { kind: 'nudge', contactId, nudgeIds: ids },
    priority: due.some(({ step }) => isUrgent(step)) ? PRIORITY.urgent : PRIORITY.normal,
    now,
  });
  await saveNudges(tx, ids, { fate: 'queued', outboxSeq: outboxSeq ?? null, settledAt: now });
}
