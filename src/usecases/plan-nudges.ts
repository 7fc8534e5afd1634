import { listEvidence } from '../../db/evidence.ts';
import { listNudgeDue, saveItem } from '../../db/items.ts';
import { touchMessages } from '../../db/messages.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { enqueue } from '../../db/outbox.ts';
import type { Tx } from '../../db/store.ts';
import { openingOfWorkingDay } from '../domain/calendar.ts';
import type { Contact } from '../domain/contact.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { ContactId, Instant, OnboardingId } from '../domain/ids.ts';
import { ballOf, type Item } from '../domain/item.ts';
import { channelLane, personLane } from '../domain/notice.ts';
import { reachableAt, reminded, whoIsReminded } from '../domain/nudge.ts';
import { timeFor } from '../domain/onboarding.ts';
import { itemSpec, moduleKeyOf } from '../domain/playbook.ts';
import type { Deps } from './deps.ts';

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
  const { calendars } = timeFor(deps.settings, whole, now);
  const owed = new Map<string, Owed>();
  for (const item of due) {
    const ball = ballOf(item, itemSpec(whole.playbook, item.key));
    const calendar = calendars[ball ?? 'vendor'];
    const contact = whoIsReminded(whole, item, submitterOf(evidence, item));
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

function submitterOf(evidence: readonly Evidence[], item: Item): ContactId | undefined {
  return evidence.find(({ itemId }) => itemId === item.id)?.submittedById;
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
