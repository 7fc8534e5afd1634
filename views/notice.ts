import type { ActionsBlock } from '@slack/types';
import { BLOCKER_CATEGORIES, type BlockerCategory, type WaitsFor } from '../src/domain/blocker.ts';
import type {
  BlockerId,
  Instant,
  ItemId,
  OnboardingId,
  OutcomeId,
  Zone,
} from '../src/domain/ids.ts';
import type { Problem } from '../src/domain/onboarding.ts';
import { OUTCOME_TYPES, type Outcome } from '../src/domain/outcome.ts';
import { CLEAR_BLOCKER } from './blockers-answer.ts';
import { problemText } from './channel-problem.ts';
import { OPEN_REVIEW } from './reviews-answer.ts';
import { OPEN_UPDATE, SEE_TO_IT } from './update-modal.ts';
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  message,
  quote,
  section,
  type Message,
} from './kit.ts';
import { OPEN_EVIDENCE } from './module-message.ts';
import { count, dateText, dayText, momentToken, waitsForText, type CompanyNames } from './words.ts';

/* Messages that the bot sends unasked, one builder each. Those for a channel take what partners may see. */

export const OPEN_VERIFY = 'open_verify';
export const RETRY_CHANNEL = 'retry_channel';
export const CONFIRM_COMPANY = 'confirm_company';

/** To the owner of an item whose evidence was sent back. */
export function evidenceReturned(
  notice: Readonly<{
    userId: string | null;
    itemId: ItemId;
    title: string;
    missing: readonly string[];
    reason: string | null;
    dueAt: Instant | null;
    zone: Zone;
  }>,
): Message {
  const { userId, itemId, title, missing, reason, dueAt, zone } = notice;
  const who = userId === null ? '' : `<@${userId}> `;
  const due = dueAt === null ? '' : ` Due ${momentToken(dueAt, zone)}.`;
  const told = `${who}*${escapeMrkdwn(title)}* needs one more round.${due}`;
  const list = missing.map((criterion) => `• ${escapeMrkdwn(criterion)}`).join('\n');
  const text = `${who}${escapeMrkdwn(title)} was sent back. Not met yet:\n${list}\n${escapeMrkdwn(reason ?? '')}`;
  return message(text, [
    section(told),
    section(`Not met yet:\n${list}`),
    ...(reason === null ? [] : [context('The reviewer says:'), quote(reason)]),
    actions(button('Add evidence', OPEN_EVIDENCE, itemId)),
  ]);
}

/** To a reviewer. */
export function reviewRequested(
  notice: Readonly<{
    itemId: ItemId;
    partnerName: string;
    title: string;
    nth: number;
    submitterName: string | null;
    dueAt: Instant | null;
    zone: Zone;
  }>,
): Message {
  const { itemId, partnerName, title, nth, submitterName, dueAt, zone } = notice;
  const again = nth > 1 ? ` (version ${nth})` : '';
  const told = `${partnerName} handed in evidence for “${title}”${again}.`;
  const due = dueAt === null ? '' : `Your verdict is due ${dayText(dueAt, zone)}.`;
  return message(escapeMrkdwn(`${told} ${due}`), [
    section(escapeMrkdwn(told)),
    context(escapeMrkdwn(`From ${submitterName ?? 'the partner'}. ${due}`)),
    actions(button('Review', OPEN_REVIEW, itemId, 'primary')),
  ]);
}

/** To the channel: somebody cannot go on. */
export function blockerRaised(
  notice: Readonly<{
    blockerId: BlockerId;
    names: CompanyNames;
    category: BlockerCategory;
    waitsFor: WaitsFor;
    description: string;
    raisedByUserId: string | null;
    ownerUserId: string | null;
    itemTitle: string | null;
    impact: string | null;
  }>,
): Message {
  const { blockerId, names, category, waitsFor, description, itemTitle, impact } = notice;
  const by = notice.raisedByUserId === null ? 'Somebody' : `<@${notice.raisedByUserId}>`;
  const owner = notice.ownerUserId === null ? '' : ` <@${notice.ownerUserId}> sees to it.`;
  const item = itemTitle === null ? '' : ` It stops “${escapeMrkdwn(itemTitle)}”.`;
  const about = BLOCKER_CATEGORIES[category].toLowerCase();
  const told =
    impact === null
      ? `${by} is blocked: ${about}, waiting for ${escapeMrkdwn(waitsForText(waitsFor, names))}.${owner}${item}`
      : `${by} escalates (${about}) to ${escapeMrkdwn(names.host)}.${owner}`;
  const cost = impact === null ? [] : [context('What it costs:'), quote(impact)];
  const said = impact === null ? description : `${description}\n${impact}`;
  return message(`${told}\n${escapeMrkdwn(said)}`, [
    section(told),
    quote(description),
    ...cost,
    blockerControls(blockerId),
  ]);
}

/** What anybody can do about what is open. */
function blockerControls(blockerId: BlockerId): ActionsBlock {
  return actions(
    button('This is solved', CLEAR_BLOCKER, blockerId),
    button('I see to it', SEE_TO_IT, blockerId),
    button('Post an update', OPEN_UPDATE, blockerId),
  );
}

/** To the partner manager. */
export function blockerAssigned(
  notice: Readonly<{
    blockerId: BlockerId;
    names: CompanyNames;
    category: BlockerCategory;
    waitsFor: WaitsFor;
    description: string;
    channelId: string | null;
    impact: string | null;
  }>,
): Message {
  const { blockerId, names, category, waitsFor, description, channelId, impact } = notice;
  const place = channelId === null ? '' : ` in <#${channelId}>`;
  const about = `${BLOCKER_CATEGORIES[category].toLowerCase()}, waits for ${waitsForText(waitsFor, names)}`;
  const told =
    impact === null
      ? `${names.partner} is blocked (${about})`
      : `${names.partner} escalates (${BLOCKER_CATEGORIES[category].toLowerCase()})`;
  return message(escapeMrkdwn(`${told}. ${description}`), [
    section(`*${escapeMrkdwn(told)}*${place}`),
    quote(description),
    ...(impact === null ? [] : [context('What it costs them:'), quote(impact)]),
    blockerControls(blockerId),
  ]);
}

/** To the channel: it goes on. */
export function blockerCleared(
  notice: Readonly<{
    clearedByUserId: string | null;
    category: BlockerCategory;
    age: string;
    itemTitle: string | null;
  }>,
): Message {
  const by = notice.clearedByUserId === null ? 'Somebody' : `<@${notice.clearedByUserId}>`;
  const item = notice.itemTitle === null ? '' : ` “${escapeMrkdwn(notice.itemTitle)}” can go on.`;
  const told = `${by} solved a blocker (${BLOCKER_CATEGORIES[notice.category].toLowerCase()}) after ${notice.age}.${item}`;
  return message(told, [section(told)]);
}

/** To a colleague of whoever claimed an outcome. */
export function outcomeClaimed(
  notice: Readonly<{
    outcomeId: OutcomeId;
    outcome: Outcome;
    partnerName: string;
    claimedBy: string | null;
  }>,
): Message {
  const { outcomeId, outcome, partnerName, claimedBy } = notice;
  const told = `${claimedBy ?? 'A colleague'} recorded an outcome for ${partnerName}: ${OUTCOME_TYPES[outcome.type].toLowerCase()} on ${dateText(outcome.happenedOn)}. Please verify it.`;
  return message(escapeMrkdwn(told), [
    section(escapeMrkdwn(told)),
    quote(outcome.reference),
    actions(button('Verify', OPEN_VERIFY, outcomeId, 'primary')),
  ]);
}

/** To whoever claimed it. */
export function outcomeDecided(
  notice: Readonly<{ outcome: Outcome; partnerName: string; days: number | null }>,
): Message {
  const { outcome, partnerName, days } = notice;
  if (outcome.state === 'rejected') {
    const told = `Your outcome for ${partnerName} was not verified.`;
    return message(escapeMrkdwn(`${told} ${outcome.reason ?? ''}`), [
      section(escapeMrkdwn(told)),
      quote(outcome.reason ?? 'No reason was given.'),
    ]);
  }
  const value = days === null ? '' : ` Time to First Value: ${count(days, 'day')}.`;
  const told = `Your outcome for ${partnerName} is verified.${value}`;
  return message(escapeMrkdwn(told), [section(escapeMrkdwn(told))]);
}

/** To the partner manager: the first of the partner's people is in. */
export function partnerJoined(
  notice: Readonly<{ partnerName: string; channelId: string | null }>,
): Message {
  const place = notice.channelId === null ? '' : ` in <#${notice.channelId}>`;
  const told = `${notice.partnerName} has joined. Their first items are open, and the clocks run.`;
  return message(escapeMrkdwn(told), [
    section(
      `*${escapeMrkdwn(notice.partnerName)}* has joined${place}. Their first items are open, and the clocks run.`,
    ),
  ]);
}

/** To the partner manager: something that only a person can put right. */
export function channelProblem(
  notice: Readonly<{ onboardingId: OnboardingId; partnerName: string; problem: Problem }>,
): Message {
  const { onboardingId, partnerName, problem } = notice;
  const told = `${partnerName}: ${problemText(problem)}`;
  return message(escapeMrkdwn(told), [
    section(`*${escapeMrkdwn(partnerName)}* needs you\n${escapeMrkdwn(problemText(problem))}`),
    ...(problem.kind === 'slack_refused'
      ? [actions(button('Try again', RETRY_CHANNEL, onboardingId, 'primary'))]
      : []),
    ...(problem.kind === 'other_company'
      ? [actions(button('Yes, this is our partner', CONFIRM_COMPANY, onboardingId, 'primary'))]
      : []),
  ]);
}

/** To the admins: a message that Slack did not take, or may not have taken. */
export function undelivered(
  notice: Readonly<{ what: string; seq: number; error: string; unclear: boolean }>,
): Message {
  const { what, seq, error, unclear } = notice;
  const told = unclear
    ? `I cannot tell whether Slack took a message (${what}, no. ${seq}): ${error}. Look in its channel.`
    : `Slack refused a message (${what}, no. ${seq}): ${error}.`;
  return message(escapeMrkdwn(told), [section(escapeMrkdwn(told))]);
}
