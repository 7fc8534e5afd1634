import { recordAudit } from '../../db/audit.ts';
import { decideExtension, findAsked, getExtension, insertExtension } from '../../db/extensions.ts';
import { isNew } from '../../db/inbox.ts';
import { saveItem } from '../../db/items.ts';
import { touchMessages } from '../../db/messages.ts';
import { getOnboarding, getOnboardingOfItem } from '../../db/onboardings.ts';
import { enqueue } from '../../db/outbox.ts';
import type { Tx } from '../../db/store.ts';
import { authorize, contactOf } from '../domain/access.ts';
import { closingOf } from '../domain/calendar.ts';
import type { Contact } from '../domain/contact.ts';
import { wrongWish, type Extension } from '../domain/extension.ts';
import { idOf, type Day, type ExtensionId, type ItemId } from '../domain/ids.ts';
import { channelLane, personLane, type Lane } from '../domain/notice.ts';
import { calendarOf, timeFor, type WholeOnboarding } from '../domain/onboarding.ts';
import { itemSpec, moduleKeyOf, sideOfRole } from '../domain/playbook.ts';
import { policyOf } from '../domain/sla.ts';
import { holdsOnAll, type WantedClock } from '../domain/ball.ts';
import { UserError } from '../errors.ts';
import { actorFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { followMatter, liveClocks, tellClock, type LiveClock } from './follow-ball.ts';
import { itemOf, itemResource } from './set-item.ts';

/** How soon the other side owes an answer. */
const ANSWER = '1 bd';

export type AskInput = Readonly<{
  signer: Signer;
  viewId: string;
  itemId: ItemId;
  wanted: Day;
  reason: string;
}>;

/**
 * Asks the other side for a later due date. Asking moves nothing: the clock runs on until they agree.
 * Returns what is wrong with the day, or null. A form sent twice counts once.
 * @throws RefusedError, NotFoundError; UserError where there is nothing to move, or a request waits
 */
export async function askForTime(deps: Deps, input: AskInput): Promise<string | null> {
  const { signer, viewId, itemId, wanted, reason } = input;
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const whole = await getOnboardingOfItem(tx, itemId);
    const actor = await actorFor(tx, deps, { signer, whole });
    const item = itemOf(whole, itemId);
    authorize(actor, 'ask_for_time', itemResource(whole, item));
    const by = contactOf(actor);
    const { live, calendar } = await workClock(tx, deps, { whole, itemId });
    const wrong = wrongWish(wanted, { view: live.view, now, calendar });
    if (wrong !== null) return wrong;
    if (await findAsked(tx, itemId)) {
      throw new UserError('More time was asked for already. The other side has not decided yet.');
    }
    if (!(await isNew(tx, { key: `view:${viewId}`, at: now }))) return null;
    const extension: Extension = {
      id: idOf('extension', deps.newId()),
      onboardingId: whole.onboarding.id,
      clockId: live.row.id,
      itemId,
      requestedById: by.id,
      requestedAt: now,
      wanted,
      reason,
      state: 'asked',
      decidedById: null,
      decidedAt: null,
      answer: null,
    };
    await insertExtension(tx, extension);
    await recordAudit(tx, {
      at: now,
      actorId: by.id,
      action: 'time_asked',
      subject: itemId,
      detail: { extensionId: extension.id, wanted },
    });
    const side = sideOfRole(itemSpec(whole.playbook, item.key).owner);
    const other = side === 'partner' ? 'vendor' : 'partner';
    await followMatter(tx, deps, {
      whole,
      subject: extension.id,
      wanted: [decisionClock(whole, other)],
      actorId: by.id,
    });
    await enqueue(tx, {
      dedupeKey: `time_asked:${extension.id}`,
      lane: laneFor(whole, other),
      intent: { kind: 'time_asked', extensionId: extension.id },
      now,
    });
    return null;
  });
}

function decisionClock(
  { playbook, onboarding }: WholeOnboarding,
  side: 'partner' | 'vendor',
): WantedClock {
  const policy = policyOf(playbook.sla, { side, budget: ANSWER });
  return { kind: 'decide', side, policy, until: null, holds: holdsOnAll(onboarding, side) };
}

/** Where a message to those who decide for `side` goes. */
function laneFor({ onboarding, people }: WholeOnboarding, side: 'partner' | 'vendor'): Lane {
  return side === 'partner' ? channelLane(onboarding.id) : personLane(people.manager.id);
}

async function workClock(
  tx: Tx,
  deps: Deps,
  { whole, itemId }: Readonly<{ whole: WholeOnboarding; itemId: ItemId }>,
) {
  const time = timeFor(deps.settings, whole, deps.now());
  const live = (await liveClocks(tx, { whole, time })).find(
    ({ row }) => row.subject === itemId && row.kind === 'work',
  );
  const item = itemOf(whole, itemId);
  if (!live || (item.status !== 'open' && item.status !== 'returned')) {
    throw new UserError('Only an open item can get more time.');
  }
  return { live, time, calendar: calendarOf(time, live.row.side) };
}

export type DecideInput = Readonly<{
  signer: Signer;
  extensionId: ExtensionId;
  granted: boolean;
  /** Why not, or on what condition. */
  answer: string | null;
}>;

/** A request with what is needed to decide on it. */
type AskedExtension = Readonly<{
  extension: Extension;
  whole: WholeOnboarding;
  by: Contact;
  title: string;
}>;

/**
 * A request for more time, for somebody who may decide on it: of the side that waits for the item.
 * @throws RefusedError, NotFoundError
 */
async function extensionFor(
  tx: Tx,
  deps: Deps,
  { signer, extensionId }: Readonly<{ signer: Signer; extensionId: ExtensionId }>,
): Promise<AskedExtension> {
  const extension = await getExtension(tx, extensionId);
  const whole = await getOnboarding(tx, extension.onboardingId);
  const actor = await actorFor(tx, deps, { signer, whole });
  const item = itemOf(whole, extension.itemId);
  authorize(actor, 'decide_time', itemResource(whole, item));
  const { title } = itemSpec(whole.playbook, item.key);
  return { extension, whole, by: contactOf(actor), title };
}

/** What the form for a decision shows. @throws RefusedError, NotFoundError; UserError when it is late */
export async function extensionChoices(
  deps: Deps,
  { signer, extensionId }: Readonly<{ signer: Signer; extensionId: ExtensionId }>,
): Promise<Readonly<{ extension: Extension; title: string; askedBy: string | null }>> {
  return deps.store.tx(async (tx) => {
    const { extension, whole, title } = await extensionFor(tx, deps, { signer, extensionId });
    if (extension.state !== 'asked') throw new UserError('Somebody has decided on this already.');
    const { team, contacts } = whole.people;
    const asker = [...team, ...contacts].find(({ id }) => id === extension.requestedById);
    return { extension, title, askedBy: asker?.name ?? null };
  });
}

/**
 * Grants or declines more time. The first due date stays on record. Deciding twice decides once.
 * @throws RefusedError, NotFoundError
 */
export async function decideOnTime(
  deps: Deps,
  { signer, extensionId, granted, answer }: DecideInput,
): Promise<Readonly<{ kind: 'decided' | 'decided_before' | 'done_meanwhile' }>> {
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const { extension, whole, by } = await extensionFor(tx, deps, { signer, extensionId });
    const decided = await decideExtension(tx, extensionId, {
      state: granted ? 'granted' : 'declined',
      decidedById: by.id,
      decidedAt: now,
      answer,
    });
    if (!decided) return { kind: 'decided_before' };
    const actorId = by.id;
    await recordAudit(tx, {
      at: now,
      actorId,
      action: granted ? 'time_granted' : 'time_declined',
      subject: extension.itemId,
      detail: { extensionId, wanted: extension.wanted },
    });
    await followMatter(tx, deps, { whole, subject: extensionId, wanted: [], actorId });
    const moved = granted ? await grant(tx, deps, { extension, whole, by }) : true;
    await enqueue(tx, {
      dedupeKey: `time_decided:${extensionId}`,
      lane: laneOf(whole, extension),
      intent: { kind: 'time_decided', extensionId },
      now,
    });
    return { kind: moved ? 'decided' : 'done_meanwhile' };
  });
}

/** The answer goes to whoever asked: to the channel, or to our own person. */
function laneOf({ onboarding, people }: WholeOnboarding, { requestedById }: Extension): Lane {
  const isPartner = people.contacts.some(({ id }) => id === requestedById);
  return isPartner ? channelLane(onboarding.id) : personLane(requestedById);
}

/** Moves the due date; false when the item was done or changed hands meanwhile. */
async function grant(
  tx: Tx,
  deps: Deps,
  { extension, whole, by }: Readonly<{ extension: Extension; whole: WholeOnboarding; by: Contact }>,
): Promise<boolean> {
  const { itemId, clockId, wanted } = extension;
  const time = timeFor(deps.settings, whole, deps.now());
  const live: LiveClock | undefined = (await liveClocks(tx, { whole, time })).find(
    ({ row }) => row.id === clockId,
  );
  if (!live) return false;
  const until = closingOf(wanted, calendarOf(time, live.row.side));
  const view = await tellClock(tx, deps, {
    whole,
    time,
    actorId: by.id,
    live,
    deeds: [{ type: 'leg', reason: 'extension', until }],
  });
  const item = itemOf(whole, itemId);
  await saveItem(tx, { ...item, dueAt: view.dueAt ?? view.dueIfResumed });
  const moduleKeys = new Set([moduleKeyOf(item.key)]);
  await touchMessages(tx, { onboardingId: whole.onboarding.id, moduleKeys });
  return true;
}
