import { getBlocker } from '../../db/blockers.ts';
import { getContact } from '../../db/contacts.ts';
import { getEvidence, getReview } from '../../db/evidence.ts';
import {
  getMessage,
  listMessages,
  notePosted,
  type Message as StoredMessage,
} from '../../db/messages.ts';
import { getOnboarding, getOnboardingOfItem, listOnboardings } from '../../db/onboardings.ts';
import { getOutcome, listOutcomes } from '../../db/outcomes.ts';
import { getOutboxRow } from '../../db/outbox.ts';
import { digestMessage } from '../../views/digest.ts';
import { headline } from '../../views/headline.ts';
import type { Message } from '../../views/kit.ts';
import { goneMessage, moduleMessage } from '../../views/module-message.ts';
import * as notices from '../../views/notice.ts';
import { partnerNudge, vendorNudge } from '../../views/nudge.ts';
import { overrideEnded, releaseNotes } from '../../views/plan-notices.ts';
import { ageText } from '../../views/words.ts';
import { blockerAgeMs } from '../domain/blocker.ts';
import { headlineBoard, moduleBoard, placeOf } from '../domain/board.ts';
import { digestOf } from '../domain/digest.ts';
import type { ContactId } from '../domain/ids.ts';
import type { Notice, NoticeOf } from '../domain/notice.ts';
import { planFor, timeFor } from '../domain/onboarding.ts';
import { firstValue } from '../domain/outcome.ts';
import { amendmentsBetween, itemSpec, sideOfRole } from '../domain/playbook.ts';
import { tierOf } from '../domain/tier.ts';
import type { Deps } from '../usecases/deps.ts';
import { channelOf, namesOf, personOf, type Drawn } from './address.ts';
import { drawPauseChanged, drawTimeAsked, drawTimeDecided, drawUpdate } from './draw-time.ts';
import { nudgeMessage, recordTold } from './nudge-message.ts';
import type { Record } from './outbound.ts';

type Draw<K extends Notice['kind']> = (deps: Deps, notice: NoticeOf<K>) => Promise<Drawn>;

/** One drawing for each kind of notice; a missing one does not compile. */
const DRAW: { [K in Notice['kind']]: Draw<K> } = {
  post_message: drawPost,
  nudge: drawNudge,
  evidence_returned: drawReturned,
  review_requested: drawReviewRequest,
  blocker_raised: drawBlockerRaised,
  blocker_assigned: drawBlockerAssigned,
  blocker_cleared: drawBlockerCleared,
  update_posted: drawUpdate,
  time_asked: drawTimeAsked,
  time_decided: drawTimeDecided,
  pause_changed: drawPauseChanged,
  outcome_claimed: drawOutcomeClaimed,
  outcome_decided: drawOutcomeDecided,
  partner_joined: drawPartnerJoined,
  channel_problem: drawChannelProblem,
  override_ended: drawOverrideEnded,
  release_notes: drawReleaseNotes,
  undelivered: drawUndelivered,
  digest: drawDigest,
};

/** Draws `notice` from the database. */
export async function drawNotice(deps: Deps, notice: Notice): Promise<Drawn> {
  const draw = DRAW[notice.kind] as (deps: Deps, notice: Notice) => Promise<Drawn>;
  return draw(deps, notice);
}

/** A headline or module message as it is now. */
export async function drawMessage(deps: Deps, stored: StoredMessage): Promise<Message> {
  const whole = await getOnboarding(deps.store.read, stored.onboardingId);
  const { kind, desiredRev: rev } = stored;
  const now = deps.now();
  if (kind === 'headline') {
    const { goLive } = planFor(whole, timeFor(deps.settings, whole, now));
    return headline(headlineBoard(whole, now), deps.host.name, goLive);
  }
  const board = moduleBoard(whole, stored, now);
  return board ? moduleMessage(board, { names: namesOf(deps, whole), rev }) : goneMessage();
}

async function drawPost(deps: Deps, { messageId }: NoticeOf<'post_message'>): Promise<Drawn> {
  const stored = await getMessage(deps.store.read, messageId);
  const whole = await getOnboarding(deps.store.read, stored.onboardingId);
  const to = channelOf(whole);
  if (!to || stored.ts !== null) return null;
  return {
    to,
    message: await drawMessage(deps, stored),
    onPosted: (tx, { channelId, ts }) =>
      notePosted(tx, { id: messageId, channelId, ts, renderedRev: stored.desiredRev }),
  };
}

async function drawNudge(deps: Deps, notice: NoticeOf<'nudge'>): Promise<Drawn> {
  const planned = await nudgeMessage(deps, notice);
  if (!planned) return null;
  const { contact, lines, whole } = planned;
  const record: Record = (tx) => recordTold(tx, planned, deps.now());
  const to = contact.side === 'partner' ? channelOf(whole) : ({ kind: 'person', contact } as const);
  if (lines.length === 0 || contact.slackUserId === null || !to) {
    return { message: null, onDropped: record };
  }
  const { zone, slackUserId: userId } = contact;
  const message =
    contact.side === 'partner'
      ? partnerNudge({ userId, zone, lines })
      : vendorNudge({ zone, lines });
  return { to, message, onPosted: record };
}

async function drawReturned(
  deps: Deps,
  { itemId, reviewId }: NoticeOf<'evidence_returned'>,
): Promise<Drawn> {
  const { read } = deps.store;
  const whole = await getOnboardingOfItem(read, itemId);
  const review = await getReview(read, reviewId);
  const item = whole.items.find(({ id }) => id === itemId);
  if (item?.status !== 'returned') return null;
  const evidence = await getEvidence(read, review.evidenceId);
  const submitter = await getContact(read, evidence.submittedById);
  const spec = itemSpec(whole.playbook, item.key);
  const message = notices.evidenceReturned({
    userId: submitter.slackUserId,
    itemId,
    title: spec.title,
    missing: spec.criteria.filter((_, index) => review.verdicts[index] !== true),
    reason: review.reason,
    dueAt: item.dueAt,
    zone: whole.partner.zone,
  });
  if (sideOfRole(spec.owner) === 'vendor')
    return { to: { kind: 'person', contact: submitter }, message };
  const to = channelOf(whole);
  const stored = await listMessages(read, whole.onboarding.id);
  const { moduleKey, part } = placeOf(whole.playbook, item.key);
  const shown = stored.find((one) => one.moduleKey === moduleKey && one.part === part);
  return to && { to, message, threadTs: shown?.ts ?? null };
}

async function drawReviewRequest(deps: Deps, notice: NoticeOf<'review_requested'>): Promise<Drawn> {
  const { read } = deps.store;
  const { itemId, evidenceId, contactId } = notice;
  const whole = await getOnboardingOfItem(read, itemId);
  const item = whole.items.find(({ id }) => id === itemId);
  const evidence = await getEvidence(read, evidenceId);
  if (item?.status !== 'in_review') return null;
  const submitter = await getContact(read, evidence.submittedById);
  const to = await personOf(read, contactId);
  return {
    to,
    message: notices.reviewRequested({
      itemId,
      partnerName: whole.partner.name,
      title: itemSpec(whole.playbook, item.key).title,
      nth: evidence.nth,
      submitterName: submitter.name,
      dueAt: item.reviewDueAt,
      zone: deps.settings.zone,
    }),
  };
}

async function blockerWith(deps: Deps, id: NoticeOf<'blocker_raised'>['blockerId']) {
  const { read } = deps.store;
  const blocker = await getBlocker(read, id);
  const whole = await getOnboarding(read, blocker.onboardingId);
  const key = whole.items.find((item) => item.id === blocker.itemId)?.key;
  const itemTitle = key === undefined ? null : itemSpec(whole.playbook, key).title;
  const userOf = async (contactId: ContactId) => (await getContact(read, contactId)).slackUserId;
  return { blocker, whole, itemTitle, userOf, names: namesOf(deps, whole) };
}

async function drawBlockerRaised(
  deps: Deps,
  { blockerId }: NoticeOf<'blocker_raised'>,
): Promise<Drawn> {
  const { blocker, whole, itemTitle, userOf, names } = await blockerWith(deps, blockerId);
  const to = channelOf(whole);
  if (!to || blocker.clearedAt !== null) return null;
  const { category, waitsFor, description, impact } = blocker;
  const raisedByUserId = await userOf(blocker.raisedById);
  const ownerUserId = await userOf(blocker.ownerId);
  const shown = { blockerId, names, category, waitsFor, description, itemTitle, impact };
  return { to, message: notices.blockerRaised({ ...shown, raisedByUserId, ownerUserId }) };
}

async function drawBlockerAssigned(
  deps: Deps,
  { blockerId, contactId }: NoticeOf<'blocker_assigned'>,
): Promise<Drawn> {
  const { blocker, whole, names } = await blockerWith(deps, blockerId);
  if (blocker.clearedAt !== null) return null;
  const { category, waitsFor, description, impact } = blocker;
  const { channelId } = whole.onboarding;
  const message = notices.blockerAssigned({
    blockerId,
    names,
    category,
    waitsFor,
    description,
    channelId,
    impact,
  });
  return { to: await personOf(deps.store.read, contactId), message };
}

async function drawBlockerCleared(
  deps: Deps,
  { blockerId }: NoticeOf<'blocker_cleared'>,
): Promise<Drawn> {
  const { blocker, whole, itemTitle, userOf } = await blockerWith(deps, blockerId);
  const to = channelOf(whole);
  if (!to || blocker.clearedById === null) return null;
  const age = ageText(blockerAgeMs(blocker, deps.now()));
  const clearedByUserId = await userOf(blocker.clearedById);
  return {
    to,
    message: notices.blockerCleared({
      clearedByUserId,
      category: blocker.category,
      age,
      itemTitle,
    }),
  };
}

async function drawOutcomeClaimed(
  deps: Deps,
  { outcomeId, contactId }: NoticeOf<'outcome_claimed'>,
): Promise<Drawn> {
  const { read } = deps.store;
  const outcome = await getOutcome(read, outcomeId);
  if (outcome.state !== 'claimed') return null;
  const { partner } = await getOnboarding(read, outcome.onboardingId);
  const claimer = await getContact(read, outcome.claimedById);
  const to = await personOf(read, contactId);
  return {
    to,
    message: notices.outcomeClaimed({
      outcomeId,
      outcome,
      partnerName: partner.name,
      claimedBy: claimer.name,
    }),
  };
}

async function drawOutcomeDecided(
  deps: Deps,
  { outcomeId, contactId }: NoticeOf<'outcome_decided'>,
): Promise<Drawn> {
  const { read } = deps.store;
  const outcome = await getOutcome(read, outcomeId);
  const { partner } = await getOnboarding(read, outcome.onboardingId);
  const outcomes = await listOutcomes(read, [outcome.onboardingId]);
  const days = firstValue(partner.signedOn, outcomes)?.days ?? null;
  const to = await personOf(read, contactId);
  return { to, message: notices.outcomeDecided({ outcome, partnerName: partner.name, days }) };
}

async function drawPartnerJoined(
  deps: Deps,
  { onboardingId, contactId }: NoticeOf<'partner_joined'>,
): Promise<Drawn> {
  const { onboarding, partner } = await getOnboarding(deps.store.read, onboardingId);
  const message = notices.partnerJoined({
    partnerName: partner.name,
    channelId: onboarding.channelId,
  });
  return { to: await personOf(deps.store.read, contactId), message };
}

async function drawOverrideEnded(
  deps: Deps,
  { onboardingId, contactId }: NoticeOf<'override_ended'>,
): Promise<Drawn> {
  const { onboarding, partner } = await getOnboarding(deps.store.read, onboardingId);
  const { facts, tierOverride } = onboarding;
  // Somebody may have set another one meanwhile.
  if (facts === null || tierOverride !== null) return null;
  const { tier } = tierOf(facts);
  const message = overrideEnded({ onboardingId, partnerName: partner.name, tier });
  return { to: await personOf(deps.store.read, contactId), message };
}

async function drawReleaseNotes(
  deps: Deps,
  { onboardingId, from, to }: NoticeOf<'release_notes'>,
): Promise<Drawn> {
  const whole = await getOnboarding(deps.store.read, onboardingId);
  const place = channelOf(whole);
  const amendments = amendmentsBetween(whole.playbook, from).filter(({ version }) => version <= to);
  if (!place || amendments.length === 0) return null;
  const message = releaseNotes({ hostName: deps.host.name, version: to, amendments });
  return { to: place, message };
}

async function drawChannelProblem(
  deps: Deps,
  { onboardingId, contactId }: NoticeOf<'channel_problem'>,
): Promise<Drawn> {
  const { onboarding, partner } = await getOnboarding(deps.store.read, onboardingId);
  const { problem } = onboarding;
  if (!problem) return null;
  const message = notices.channelProblem({ onboardingId, partnerName: partner.name, problem });
  return { to: await personOf(deps.store.read, contactId), message };
}

async function drawUndelivered(
  deps: Deps,
  { outboxSeq, contactId }: NoticeOf<'undelivered'>,
): Promise<Drawn> {
  const row = await getOutboxRow(deps.store.read, outboxSeq);
  if (row.state !== 'dead' && row.state !== 'needs_review') return null;
  const message = notices.undelivered({
    what: row.intent.kind.replaceAll('_', ' '),
    seq: row.seq,
    error: row.lastError ?? 'no reason',
    unclear: row.state === 'needs_review',
  });
  if (contactId !== null) return { to: await personOf(deps.store.read, contactId), message };
  const { opsChannel } = deps.settings;
  return opsChannel === null ? null : { to: { kind: 'channel', channelId: opsChannel }, message };
}

async function drawDigest(deps: Deps, { slotAt }: NoticeOf<'digest'>): Promise<Drawn> {
  const { executiveChannel, zone } = deps.settings;
  if (executiveChannel === null) return null;
  const onboardings = await listOnboardings(deps.store.read);
  if (onboardings.length === 0) return null;
  const outcomes = await listOutcomes(deps.store.read);
  const digest = digestOf({ slotAt, now: deps.now(), zone, onboardings, outcomes });
  return {
    to: { kind: 'channel', channelId: executiveChannel },
    message: digestMessage(digest, { zone, hostName: deps.host.name }),
  };
}
