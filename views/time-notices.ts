import { BLOCKER_CATEGORIES, type BlockerCategory } from '../src/domain/blocker.ts';
import type { Extension } from '../src/domain/extension.ts';
import type { BlockerId, Instant, Zone } from '../src/domain/ids.ts';
import type { ManualPauseReason } from '../src/domain/onboarding.ts';
import { CLEAR_BLOCKER } from './blockers-answer.ts';
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
import { pauseText } from './headline.ts';
import { DECIDE_TIME } from './time-modal.ts';
import { OPEN_UPDATE } from './update-modal.ts';
import { dateText, dayText } from './words.ts';

/* What is said about time: updates, pauses, and requests for more of it. */

/** To the channel: how it goes with a blocker, and when the next word comes. */
export function updatePosted(
  notice: Readonly<{
    blockerId: BlockerId;
    category: BlockerCategory;
    byUserId: string | null;
    text: string;
    nextBy: Instant | null;
    zone: Zone;
  }>,
): Message {
  const { blockerId, category, byUserId, text, nextBy, zone } = notice;
  const by = byUserId === null ? 'Somebody' : `<@${byUserId}>`;
  const told = `${by} on the open question (${BLOCKER_CATEGORIES[category].toLowerCase()}):`;
  const next = nextBy === null ? '' : `Next update by ${dayText(nextBy, zone)}.`;
  return message(`${told}\n${escapeMrkdwn(text)}\n${next}`, [
    section(told),
    quote(text),
    ...(next === '' ? [] : [context(next)]),
    actions(
      button('This is solved', CLEAR_BLOCKER, blockerId),
      button('Post an update', OPEN_UPDATE, blockerId),
    ),
  ]);
}

/** To the channel: all clocks stand still, or go on. */
export function pauseChanged(
  notice: Readonly<{
    pause: Readonly<{ reason: ManualPauseReason; until: Instant | null }> | null;
    zone: Zone;
  }>,
): Message {
  const { pause, zone } = notice;
  if (pause === null) {
    const told = 'The onboarding goes on: all clocks run again, ours and yours.';
    return message(told, [section(told)]);
  }
  const told = `${pauseText(pause, zone)} Ours as well as yours.`;
  return message(told, [section(told)]);
}

/** To those who decide: the other side needs longer. */
export function timeAsked(
  notice: Readonly<{
    extension: Extension;
    title: string;
    partnerName: string | null;
    askedBy: string | null;
    deciderUserId: string | null;
    dueAt: Instant | null;
    zone: Zone;
  }>,
): Message {
  const { extension, title, partnerName, askedBy, deciderUserId, dueAt, zone } = notice;
  const who = deciderUserId === null ? '' : `<@${deciderUserId}> `;
  const where = partnerName === null ? '' : `${escapeMrkdwn(partnerName)}: `;
  const due = dueAt === null ? '' : `, which is due ${dayText(dueAt, zone)}`;
  const told = `${who}${where}${escapeMrkdwn(askedBy ?? 'Somebody')} asks for more time for *${escapeMrkdwn(title)}*${due}: until ${dateText(extension.wanted)}.`;
  return message(`${told}\n${escapeMrkdwn(extension.reason)}`, [
    section(told),
    quote(extension.reason),
    actions(button('Decide', DECIDE_TIME, extension.id, 'primary')),
  ]);
}

/** To whoever asked. */
export function timeDecided(
  notice: Readonly<{
    extension: Extension;
    title: string;
    userId: string | null;
    decidedBy: string | null;
  }>,
): Message {
  const { extension, title, userId, decidedBy } = notice;
  const who = userId === null ? '' : `<@${userId}> `;
  const by = escapeMrkdwn(decidedBy ?? 'Somebody');
  const about = `*${escapeMrkdwn(title)}*`;
  const told =
    extension.state === 'granted'
      ? `${who}${by} gives more time: ${about} is due on ${dateText(extension.wanted)}.`
      : `${who}${by} cannot give more time for ${about}. It stays due when it was.`;
  const answer = extension.answer === null ? [] : [quote(extension.answer)];
  return message(`${told}\n${escapeMrkdwn(extension.answer ?? '')}`, [section(told), ...answer]);
}
