import { listOpenClocks, wakeClocks } from '../../db/clocks.ts';
import { getContact } from '../../db/contacts.ts';
import { listSubmitters } from '../../db/evidence.ts';
import { listNudges, saveNudges } from '../../db/nudges.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import type { Reader, Tx } from '../../db/store.ts';
import { replay } from '../domain/clock-replay.ts';
import type { Contact } from '../domain/contact.ts';
import type { Instant, NudgeId } from '../domain/ids.ts';
import { byUrgency, nudgeLine, untrueSince, type NudgeLine } from '../domain/nudge-line.ts';
import type { FateReason, Nudge } from '../domain/nudge.ts';
import { calendarOf, timeFor, type WholeOnboarding } from '../domain/onboarding.ts';
import type { NoticeOf } from '../domain/notice.ts';
import type { Deps } from '../usecases/deps.ts';

/** What a person is to hear now, and what of it is no longer so. */
export type NudgeMessage = Readonly<{
  contact: Contact;
  lines: readonly NudgeLine[];
  /** One of the onboardings that the lines are about: for a partner's person there is only one. */
  whole: WholeOnboarding;
  told: readonly Nudge[];
  untold: readonly Readonly<{ nudge: Nudge; reason: FateReason }>[];
}>;

/** Reads again what a message of reminders was planned for. Null when nothing of it is left at all. */
export async function nudgeMessage(
  deps: Deps,
  { contactId, nudgeIds }: NoticeOf<'nudge'>,
): Promise<NudgeMessage | null> {
  const { read } = deps.store;
  const contact = await getContact(read, contactId);
  const nudges = await listNudges(read, nudgeIds);
  const perPartner = Map.groupBy(nudges, ({ onboardingId }) => onboardingId);
  const parts = [];
  for (const [id, some] of perPartner) {
    const whole = await getOnboarding(read, id);
    parts.push({ whole, ...(await judged(read, deps, { whole, contact, nudges: some })) });
  }
  const [first] = parts;
  if (!first) return null;
  return {
    contact,
    whole: first.whole,
    lines: parts.flatMap(({ lines }) => lines).toSorted(byUrgency),
    told: parts.flatMap(({ told }) => told),
    untold: parts.flatMap(({ untold }) => untold),
  };
}

type Judged = Pick<NudgeMessage, 'lines' | 'told' | 'untold'>;

/** The reminders about one partner: a line for each clock, the latest that was reached. */
async function judged(
  read: Reader,
  deps: Deps,
  about: Readonly<{ whole: WholeOnboarding; contact: Contact; nudges: readonly Nudge[] }>,
): Promise<Judged> {
  const { whole, contact, nudges } = about;
  const time = timeFor(deps.settings, whole, deps.now());
  const submitters = await listSubmitters(read, whole.items);
  const clocks = await listOpenClocks(read, whole.onboarding.id);
  const lines: NudgeLine[] = [];
  const told: Nudge[] = [];
  const untold: { nudge: Nudge; reason: FateReason }[] = [];
  for (const some of Map.groupBy(nudges, ({ clockId }) => clockId).values()) {
    const latest = some.reduce((a, b) => (b.reachedAt >= a.reachedAt ? b : a));
    for (const nudge of some) if (nudge !== latest) untold.push({ nudge, reason: 'later_step' });
    const open = clocks.find(({ row }) => row.id === latest.clockId);
    const { row: clock, events } = open ?? {};
    if (!clock || !events) {
      untold.push({ nudge: latest, reason: 'done' });
      continue;
    }
    const view = replay({ policy: clock.policy, events }, calendarOf(time, clock.side), time.now);
    const owing = { whole, clock, view, submitters, now: time.now };
    const reason = untrueSince(latest, owing);
    if (reason !== null) {
      untold.push({ nudge: latest, reason });
      continue;
    }
    told.push(latest);
    lines.push(nudgeLine(latest, owing, contact));
  }
  return { lines, told, untold };
}

/** Writes down what was told when it was sent, and has the clocks look for their next step. */
export async function recordTold(
  tx: Tx,
  { told, untold }: Pick<NudgeMessage, 'told' | 'untold'>,
  now: Instant,
): Promise<void> {
  await saveNudges(
    tx,
    told.map(({ id }) => id),
    { fate: 'sent', settledAt: now },
  );
  for (const { nudge, reason } of untold) {
    const fate = reason === 'later_step' ? 'superseded' : 'dropped';
    await saveNudges(tx, [nudge.id], { fate, reason, settledAt: now });
  }
  const all = [...told, ...untold.map(({ nudge }) => nudge)];
  await wakeClocks(tx, { ids: [...new Set(all.map(({ clockId }) => clockId))], now });
}

/** Writes down that a message of reminders arrived after all, or that Slack never took it. */
export async function recordFate(
  tx: Tx,
  { nudgeIds, fate }: Readonly<{ nudgeIds: readonly NudgeId[]; fate: 'sent' | 'failed' }>,
  now: Instant,
): Promise<void> {
  const nudges = await listNudges(tx, nudgeIds);
  const reason = fate === 'failed' ? ({ reason: 'refused' } as const) : {};
  await saveNudges(tx, nudgeIds, { fate, settledAt: now, ...reason });
  await wakeClocks(tx, { ids: [...new Set(nudges.map(({ clockId }) => clockId))], now });
}
