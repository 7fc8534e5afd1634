import type { Amendment } from '../src/domain/playbook.ts';
import {
  actions,
  button,
  escapeMrkdwn,
  header,
  message,
  section,
  sections,
  type Message,
} from './kit.ts';
import type { OnboardingId } from '../src/domain/ids.ts';
import type { Tier } from '../src/domain/tier.ts';
import { OPEN_FACTS } from './plan-answer.ts';
import { shortened, tierName } from './plan-words.ts';

/** Characters of notes: a message holds some 13,000, its text 4,000. */
const NOTES = 10_000;
const TEXT = 3_600;

/** To the partner manager: the day until which a tier was set by hand is over. */
export function overrideEnded(
  notice: Readonly<{ onboardingId: OnboardingId; partnerName: string; tier: Tier }>,
): Message {
  const { onboardingId, partnerName, tier } = notice;
  const told = `The risk tier set by hand for ${partnerName} has ended. The calculated one counts again: ${tierName(tier)}. What it asks for is on their checklist.`;
  return message(escapeMrkdwn(told), [
    section(escapeMrkdwn(told)),
    actions(button('Look at what it rests on', OPEN_FACTS, onboardingId)),
  ]);
}

/** To a partner: what is new in their checklist, in words written for them, newest first. */
export function releaseNotes(
  notice: Readonly<{ hostName: string; version: number; amendments: readonly Amendment[] }>,
): Message {
  const { hostName, version, amendments } = notice;
  const title = `New in your checklist with ${hostName} (version ${version})`;
  const notes = amendments
    .toReversed()
    .flatMap(({ partners }) => (partners === undefined ? [] : [`• ${escapeMrkdwn(partners)}`]))
    .map((text) => ({ text, stands: 1 }));
  const kept = 'The checklist above shows it already. What was accepted stays accepted.';
  const texts = [escapeMrkdwn(title), ...shortened(notes, TEXT, 'change'), kept];
  return message(texts.join('\n'), [
    header(title),
    ...sections(shortened(notes, NOTES, 'change')),
    section(kept),
  ]);
}
