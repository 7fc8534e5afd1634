import type { KnownBlock } from '@slack/types';
import { BLOCKER_CATEGORIES } from '../src/domain/blocker.ts';
import type { BlockerLine } from '../src/domain/portfolio.ts';
import {
  button,
  cut,
  escapeMrkdwn,
  fitting,
  header,
  message,
  quote,
  section,
  type Message,
} from './kit.ts';
import { ageText, count, personText, waitsForText } from './words.ts';

export const CLEAR_BLOCKER = 'clear_blocker';

/** One blocker, with the button that ends it. */
export function blockerBlocks(line: BlockerLine, hostName: string): KnownBlock[] {
  const names = { host: hostName, partner: line.partnerName };
  const item = line.itemTitle === null ? '' : ` · stops “${escapeMrkdwn(line.itemTitle)}”`;
  const told = [
    `*${escapeMrkdwn(line.partnerName)}* · ${BLOCKER_CATEGORIES[line.category]} · open for ${ageText(line.ageMs)}`,
    `Waits for ${escapeMrkdwn(waitsForText(line.waitsFor, names))} · owner ${personText(line.ownerUserId, line.ownerName)}${item}`,
  ];
  return [
    { ...section(told.join('\n')), accessory: button('Solved', CLEAR_BLOCKER, line.id) },
    quote(cut(line.description, 500)),
  ];
}

/** `/onboard blockers`: what is stuck, for how long, and who sees to it. */
export function blockersAnswer(lines: readonly BlockerLine[], hostName: string): Message {
  if (lines.length === 0) return message('No open blockers.', [section('No open blockers.')]);
  const title = count(lines.length, 'open blocker');
  const said = lines.map(
    ({ partnerName, category, ageMs, ownerName }) =>
      `${partnerName}: ${BLOCKER_CATEGORIES[category]}, open for ${ageText(ageMs)}, owner ${ownerName ?? 'nobody'}`,
  );
  const head = header(title);
  const rows = lines.map((line) => blockerBlocks(line, hostName));
  return message(escapeMrkdwn([title, ...said].join('\n')), [head, ...fitting(rows, [head])]);
}
