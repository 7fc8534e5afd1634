import type { Button, KnownBlock } from '@slack/types';
import type { PlannedItem } from '../src/domain/plan.ts';
import { moduleKeyOf } from '../src/domain/playbook.ts';
import type { PartnerPlan } from '../src/domain/seen-plan.ts';
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  header,
  message,
  MESSAGE,
  section,
  sections,
  type Message,
} from './kit.ts';
import {
  itemText,
  leftOutTexts,
  pathText,
  planText,
  sentLength,
  shortened,
  tierText,
} from './plan-words.ts';
import { count } from './words.ts';

export const OPEN_FACTS = 'open_facts';
export const OPEN_MIGRATION = 'open_migration';
export const OPEN_EXTRA = 'open_extra';

/** So much of a message for what is left out, and more where the items leave it. */
const LEFT_OUT = 2_500;
/** A block without its text, and the line that counts what is left of it. */
const FRAME = 110;
/** The text of a message holds 4,000; less than a line of it is no room. */
const TEXT = 3_800;
const LINE = 500;

/** `/onboard plan <partner>`: what is asked of them and of us, by when, what is not, and why. */
export function planAnswer(seen: PartnerPlan): Message {
  const { partnerName, plan, tier, override, zone } = seen;
  const title = `Plan for ${partnerName}`;
  const rests = tier
    ? tierText(tier, override)
    : 'Nobody has said how deep the integration goes or what data flows, so nothing is left out.';
  const facts = [planText(plan, zone), ...pathText(plan, zone), rests];
  const head = [header(title), ...facts.map(section)];
  const foot = [context(escapeMrkdwn(legend(seen))), ...buttonRow(seen)];
  const room = Math.max(LEFT_OUT, freeBeside(seen, [...head, ...foot]));
  const leftOut = sections(leftOutTexts(plan, room));
  const items = moduleBlocks(seen, [...head, ...leftOut, ...foot]);
  return message(spoken(seen, [escapeMrkdwn(title), ...facts]), [
    ...head,
    ...items,
    ...leftOut,
    ...foot,
  ]);
}

/** Where the plan is from, and how it is read. */
function legend({ playbook, plan }: PartnerPlan): string {
  const parts = [
    `${playbook.title}, version ${playbook.version}.`,
    'Dates are the latest possible, counted in working days of whoever owes the item.',
    ...(plan.items.some(({ critical }) => critical) ? ['● is on the longest way.'] : []),
    ...(plan.items.some(({ latest }) => latest !== null)
      ? ['“Needed by” is the last day that keeps the target.']
      : []),
  ];
  return parts.join(' ');
}

function buttonRow({
  onboardingId,
  playbook,
  mayChange,
  mayMigrate,
  mayOpenExtra,
  newer,
}: PartnerPlan): KnownBlock[] {
  const buttons: Button[] = [
    ...(mayChange ? [button('Change what it rests on', OPEN_FACTS, onboardingId)] : []),
    ...(mayMigrate && newer
      ? [button(moveLabel(newer.version, playbook.version), OPEN_MIGRATION, onboardingId)]
      : []),
    ...(mayOpenExtra ? [button('Open extra items', OPEN_EXTRA, onboardingId)] : []),
  ];
  return buttons.length === 0 ? [] : [actions(...buttons)];
}

/** The items by module, as many as fit a message beside `others`. */
function moduleBlocks(seen: PartnerPlan, others: readonly KnownBlock[]): KnownBlock[] {
  const { plan, modules, zone } = seen;
  const shown = new Set(roomFor(seen, others).map(({ spec }) => spec.id));
  const byModule = Map.groupBy(plan.items, ({ spec }) => moduleKeyOf(spec.id));
  const blocks = [...modules].flatMap(([key, title]) => {
    const items = byModule.get(key) ?? [];
    const some = items.filter(({ spec }) => shown.has(spec.id));
    if (some.length === 0) return [];
    byModule.delete(key);
    const left = items.length - some.length;
    return sections([
      headingText(title),
      ...some.map((item) => itemText(item, zone)),
      ...(left === 0 ? [] : [`and ${count(left, 'more item')}`]),
    ]);
  });
  const rest = [...byModule.values()].flat().length;
  return rest === 0 ? blocks : [...blocks, context(`And ${count(rest, 'item')} in other modules.`)];
}

/** How much the items leave of a message beside `others`. */
function freeBeside({ plan, modules, zone }: PartnerPlan, others: readonly KnownBlock[]): number {
  const lengths = [
    JSON.stringify(others).length,
    ...[...modules.values()].map((title) => FRAME + sentLength(headingText(title))),
    ...plan.items.map((item) => sentLength(itemText(item, zone))),
  ];
  return MESSAGE.json - FRAME * 5 - lengths.reduce((sum, length) => sum + length, 0);
}

/** What fits: what is owed first before what is owed later, and before what is done. */
function roomFor(
  { plan, modules, zone }: PartnerPlan,
  others: readonly KnownBlock[],
): readonly PlannedItem[] {
  const isOpen = ({ status }: PlannedItem) => status !== 'accepted';
  const open = plan.items.filter(isOpen).toSorted((a, b) => a.dueAt - b.dueAt);
  const done = plan.items.filter((item) => !isOpen(item));
  const begun = new Set<string>();
  let json = JSON.stringify(others).length;
  let blocks = others.length;
  return [...open, ...done].filter((item) => {
    const key = moduleKeyOf(item.spec.id);
    if (!begun.has(key)) {
      begun.add(key);
      json += FRAME + sentLength(headingText(modules.get(key) ?? ''));
      blocks += 1;
    }
    json += sentLength(itemText(item, zone));
    return json <= MESSAGE.json && blocks <= MESSAGE.blocks;
  });
}

function headingText(title: string): string {
  return `*${escapeMrkdwn(title)}*`;
}

/** A playbook that was changed without a new number is moved to all the same. */
export function moveLabel(to: number, from: number): string {
  return to === from ? 'Move to the changed playbook' : `Move to version ${to}`;
}

/** All of it as text, as far as it goes. */
function spoken({ plan, zone }: PartnerPlan, facts: readonly string[]): string {
  const lines = plan.items.map((item) => ({ text: itemText(item, zone), stands: 1 }));
  const lengthOf = (texts: readonly string[]) =>
    texts.reduce((sum, text) => sum + sentLength(text), 0);
  const said = [...facts, ...shortened(lines, TEXT - lengthOf(facts))];
  const room = TEXT - lengthOf(said);
  return [...said, ...(room < LINE ? [] : leftOutTexts(plan, room))].join('\n');
}
