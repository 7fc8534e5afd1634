import { listEvidence } from '../../db/evidence.ts';
import { listNudgeDue, saveItem } from '../../db/items.ts';
import { touchMessages } from '../../db/messages.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { enqueue } from '../../db/outbox.ts';
import type { Tx } from '../../db/store.ts';
import { blockerOf } from '../domain/blocker.ts';
import { openingOfWorkingDay, type Calendar } from '../domain/calendar.ts';
import { holderOf, reviewersFor, type Contact } from '../domain/contact.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Instant, OnboardingId } from '../domain/ids.ts';
import { ballOf, type Item } from '../domain/item.ts';
import { channelLane, personLane } from '../domain/notice.ts';
import { nudgeAfter, reachableAt } from '../domain/nudge.ts';
import type { WholeOnboarding } from '../domain/onboarding.ts';
import { itemSpec, moduleKeyOf } from '../domain/playbook.ts';
import type { Deps } from './deps.ts';
import { timeFor } from './settle.ts';

/** Onboardings in one go: a long outage is caught up with page by page. */
const PAGE = 200;

/**
 * Queues a reminder for everyone who has the ball of an item that is due: one message for all the
 * items of a person, in their own working hours. After an outage each is reminded once.
 */
export async function planNudges(deps: Deps): Promise<void> {
  const now = deps.now();
  for (;;) {
    const due = await listNudgeDue(deps.store.read, { now, limit: PAGE });
    for (const id of due) await deps.store.tx((tx) => planFor(tx, deps, { id, now }));
    if (due.length < PAGE) return;
  }
}

type Owed = Readonly<{ contact: Contact; items: Item[] }>;

async function planFor(
  tx: Tx,
  deps: Deps,
  { id, now }: Readonly<{ id: OnboardingId; now: Instant }>,
): Promise<void> {
  const whole = await getOnboarding(tx, id);
  const due = whole.items.filter(({ nextNudgeAt }) => nextNudgeAt !== null && nextNudgeAt <= now);
  const inReview = due.filter(({ status }) => status === 'in_review').map((item) => item.id);
  const evidence = await listEvidence(tx, inReview);
  const { calendars } = timeFor(deps, whole.partner, now);
  const owed = new Map<string, Owed>();
  for (const item of due) {
    const ball = ballOf(item, itemSpec(whole.playbook, item.key));
    const calendar = calendars[ball ?? 'vendor'];
    const contact = whoIsOwing(whole, item, evidence);
    const at = contact ? reachableAt(now, contact.zone) : openingOfWorkingDay(now, 1, calendar);
    if (!contact || at > now) {
      await saveItem(tx, { ...item, nextNudgeAt: at });
      continue;
    }
    await saveItem(tx, reminded(item, now, calendar));
    const entry = owed.get(contact.id) ?? { contact, items: [] };
    entry.items.push(item);
    owed.set(contact.id, entry);
  }
  for (const { contact, items } of owed.values()) await queueNudge(tx, { id, contact, items, now });
  const moduleKeys = new Set(due.map(({ key }) => moduleKeyOf(key)));
  await touchMessages(tx, { onboardingId: id, moduleKeys });
}

/** Who has the ball and can be reached in Slack; nobody while a blocker stops the item. */
function whoIsOwing(
  { playbook, people, blockers, onboarding }: WholeOnboarding,
  item: Item,
  evidence: readonly Evidence[],
): Contact | undefined {
  if (blockerOf(blockers, item.id) || onboarding.problem?.kind === 'disconnected') return undefined;
  const spec = itemSpec(playbook, item.key);
  const submitter = evidence.find(({ itemId }) => itemId === item.id)?.submittedById;
  const contact =
    item.status === 'in_review' && submitter !== undefined
      ? reviewersFor(spec.reviewer, people, submitter)[0]
      : holderOf(spec.owner, people);
  return contact?.slackUserId ? contact : undefined;
}

function reminded(item: Item, now: Instant, calendar: Calendar): Item {
  const nudges = item.nudges + 1;
  return { ...item, nudges, nextNudgeAt: nudgeAfter(nudges, now, calendar) };
}

async function queueNudge(
  tx: Tx,
  input: Readonly<{ id: OnboardingId; contact: Contact; items: readonly Item[]; now: Instant }>,
): Promise<void> {
  const { id: onboardingId, contact, items, now } = input;
  const nth = items.map(({ id, rev }) => `${id}.${rev}`).join(',');
  await enqueue(tx, {
    dedupeKey: `nudge:${contact.id}:${nth}`,
    lane: contact.side === 'partner' ? channelLane(onboardingId) : personLane(contact.id),
    intent: {
      kind: 'nudge',
      onboardingId,
      contactId: contact.id,
      itemIds: items.map(({ id }) => id),
    },
    now,
  });
}
