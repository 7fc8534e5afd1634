import type { KnownBlock } from '@slack/types';
import type { Zone } from '../src/domain/ids.ts';
import type { Plan } from '../src/domain/plan.ts';
import type { ItemSpec } from '../src/domain/playbook.ts';
import type { PlanChange } from '../src/domain/replan.ts';
import { escapeMrkdwn, section, sections } from './kit.ts';
import { dateOf, shortened, targetText } from './plan-words.ts';
import { count, dayText } from './words.ts';

/** What a change would do to the dates of a plan, and what it leaves alone. */
export function datesBlock({ before, after, kept }: PlanChange, zone: Zone): KnownBlock {
  const moved = (name: string, of: (plan: Plan) => string) => {
    const [was, is] = [of(before), of(after)];
    return was === is ? `${name}: ${is}, as before` : `${name}: ${was} → *${is}*`;
  };
  const gate = (number: 1 | 2) =>
    moved(`Gate ${number}`, ({ gates }) => {
      const at = gates[number];
      return at === null ? 'nothing to prove' : dateOf(at, zone);
    });
  const goLive = moved('Go-live expected', ({ goLive: end }) =>
    end === null ? 'no date' : dateOf(end.expectedAt, zone),
  );
  const hasEnd = before.goLive !== null || after.goLive !== null;
  const dates = [gate(1), gate(2), ...(hasEnd ? [goLive] : [])];
  const lines = [...dates, ...targetText(after), ...keptText(kept)];
  return section(lines.join('\n'));
}

function keptText(kept: number): readonly string[] {
  if (kept === 0) return [];
  return [`${count(kept, 'accepted item')} ${kept === 1 ? 'stays' : 'stay'} accepted.`];
}

/** Characters of each list: three sections. */
const LIST = 8_500;

/** What a change would do to a plan: which items come, go and move. */
export function changeBlocks(
  { comes, goes, stays, redated }: PlanChange,
  zone: Zone,
): KnownBlock[] {
  const lists = [
    ...listed(comes, (n) => `${n} added`, nameOf),
    ...listed(goes, (n) => `${n} no longer asked for`, nameOf),
    ...listed(stays, (n) => `${n} no longer asked for, but kept: work has begun`, nameOf),
    ...listed(
      redated,
      (n) => `${n} due on another day`,
      ({ spec, from, to }) => `${nameOf(spec)}: ${dayText(from, zone)} → ${dayText(to, zone)}`,
    ),
  ];
  return lists.length === 0 ? [section('No item comes, goes or moves.')] : lists;
}

function nameOf({ id, title }: ItemSpec): string {
  return `${id} ${escapeMrkdwn(title)}`;
}

function listed<T>(
  all: readonly T[],
  headingOf: (items: string) => string,
  textOf: (one: T) => string,
): KnownBlock[] {
  if (all.length === 0) return [];
  const lines = all.map((one) => ({ text: `• ${textOf(one)}`, stands: 1 }));
  const heading = `*${headingOf(count(all.length, 'item'))}*`;
  return sections([heading, ...shortened(lines, LIST)]);
}
