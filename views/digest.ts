import { BLOCKER_CATEGORIES } from '../src/domain/blocker.ts';
import type { Digest } from '../src/domain/digest.ts';
import type { Zone } from '../src/domain/ids.ts';
import { OUTCOME_TYPES } from '../src/domain/outcome.ts';
import { context, escapeMrkdwn, header, message, section, type Message } from './kit.ts';
import { ageText, count, dayText, medianText, waitsForText } from './words.ts';

/** The weekly post for executives: do I have to act? Numbers carry what they count. */
export function digestMessage(
  digest: Digest,
  { zone, hostName }: Readonly<{ zone: Zone; hostName: string }>,
): Message {
  const title = `Partner onboarding, week to ${dayText(digest.slotAt, zone)}`;
  const parts = [
    ['Time to First Value', medianText(digest.timeToFirstValue)],
    ['Partners', partnersText(digest)],
    ['Where they are', funnelText(digest)],
    [
      'Gates',
      digest.gates.map(({ gate, passed }) => `gate ${gate} passed by ${passed}`).join(', '),
    ],
    ['Late now', `${digest.late.ours} ours, ${digest.late.theirs} theirs`],
    ['Blockers', blockersText(digest, hostName)],
    ['Wins', winsText(digest)],
  ] as const;
  const said = [title, ...parts.map(([name, text]) => `${name}: ${text}`)].join('\n');
  return message(escapeMrkdwn(said), [
    header(title),
    ...parts.map(([name, text]) => section(`*${name}*\n${escapeMrkdwn(text)}`)),
    context(
      'Time to First Value: signature to first verified outcome, calendar days, Kaplan–Meier median; partners without one count as still waiting. Late: due and not done, reviews included. Details: `/onboard status`',
    ),
  ]);
}

function partnersText({ partners }: Digest): string {
  const { active, waitingForPartner, withFirstValue } = partners;
  return `${active} active, ${waitingForPartner} invited and not here yet, ${withFirstValue} with a first value`;
}

function funnelText({ funnel }: Digest): string {
  const busy = funnel.filter(({ partners }) => partners > 0);
  if (busy.length === 0) return 'nobody has open items';
  return busy.map(({ title, partners }) => `${title} ${partners}`).join(' · ');
}

function blockersText({ blockers, blockersOpen }: Digest, hostName: string): string {
  if (blockersOpen === 0) return 'none open';
  const lines = blockers.map(({ partnerName, blocker, ageMs }) => {
    const who = waitsForText(blocker.waitsFor, { host: hostName, partner: partnerName });
    return `• ${partnerName}: ${BLOCKER_CATEGORIES[blocker.category]}, open for ${ageText(ageMs)}, waits for ${who}`;
  });
  return [`${count(blockersOpen, 'blocker')} open`, ...lines].join('\n');
}

function winsText({ wins }: Digest): string {
  if (wins.length === 0) return 'no first value this week';
  return wins
    .map(
      ({ partnerName, type, days }) =>
        `${partnerName}: first value (${OUTCOME_TYPES[type].toLowerCase()}) after ${count(days, 'day')}`,
    )
    .join('\n');
}
