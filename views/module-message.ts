import type { ActionsBlock, KnownBlock } from '@slack/types';
import { holderSide, type ItemLine, type ModuleBoard } from '../src/domain/board.ts';
import { asId, type ItemId, type Zone } from '../src/domain/ids.ts';
import {
  actions,
  button,
  context,
  escapeMrkdwn,
  header,
  menuLine,
  message,
  option,
  section,
  sections,
  simple,
  type Message,
} from './kit.ts';
import { dayText, momentToken, waitsForText, type CompanyNames } from './words.ts';

export const SET_ITEM = 'set_item';
export const OPEN_EVIDENCE = 'open_evidence';
export const ITEM_MENU = 'item_menu';
export const OPEN_BLOCKER = 'open_blocker';

/** The checklist of a module, or of a part of it, in the partner's channel. `rev` names this state. */
export function moduleMessage(
  board: ModuleBoard,
  { names, rev }: Readonly<{ names: CompanyNames; rev: number }>,
): Message {
  const title = titleOf(board);
  const { zone, lines } = board;
  if (board.done) {
    const done = lines.length === 0 ? 'nothing to do' : `all ${lines.length} accepted`;
    return message(escapeMrkdwn(`${title}: ${done}`), [
      section(`✓ *${escapeMrkdwn(title)}* ${done}`),
    ]);
  }
  const controls = lines.filter(({ control }) => control !== null);
  const others = (match: (line: ItemLine) => boolean) =>
    lines.filter((line) => line.control === null && match(line));
  const waiting = others(({ status }) => status !== 'locked' && status !== 'accepted');
  const accepted = others(({ status }) => status === 'accepted');
  const locked = others(({ status }) => status === 'locked');
  const blocks: KnownBlock[] = [
    header(title),
    context(escapeMrkdwn(progress(board))),
    // Once for each module: further parts go on with its list.
    ...(board.part === 1 ? [whyBlock(board)] : []),
    ...controls.map((line) => itemRow(line, { names, zone, rev })),
    ...group(`With ${names.host}`, waiting, (line) => waitingText(line, { names, zone })),
    ...group('Accepted', accepted, (line) => acceptedText(line, zone)),
    ...group('Opens later', locked, laterText),
    actions(button('I’m blocked', OPEN_BLOCKER, board.onboardingId)),
  ];
  const said = lines.map((line) => spoken(line, { names, zone }));
  return message(escapeMrkdwn([`${title}. ${progress(board)}`, ...said].join('\n')), blocks);
}

/** In place of a part of the checklist that the playbook no longer has. */
export function goneMessage(): Message {
  return simple(
    'The checklist has changed. What stood here is in another message, or no longer asked for.',
  );
}

/** What a click on an item's checkbox says: this item, on or off; never anything about another. */
export function readItemClick(
  action: Readonly<{ block_id: string; selected_options: readonly unknown[] }>,
): Readonly<{ itemId: ItemId; on: boolean }> {
  return { itemId: itemOfBlock(action.block_id), on: action.selected_options.length > 0 };
}

const ITEM_CHOICES = ['details', 'templates', 'blocked', 'time'] as const;
export type ItemChoice = (typeof ITEM_CHOICES)[number];

/** What was chosen in an item's menu. */
export function readItemMenu(
  action: Readonly<{ block_id: string; selected_option: Readonly<{ value: string }> }>,
): Readonly<{ choice: ItemChoice; itemId: ItemId }> {
  const { value } = action.selected_option;
  const choice = ITEM_CHOICES.find((known) => known === value) ?? 'details';
  return { choice, itemId: itemOfBlock(action.block_id) };
}

/** The block of an item names it: `v1|itm_…|r17`. The end changes with each state of the message. */
function itemOfBlock(blockId: string): ItemId {
  const [, id = ''] = blockId.split('|');
  return asId('item', id);
}

type Look = Readonly<{ names: CompanyNames; zone: Zone }>;

function titleOf({ number, title, part, parts }: ModuleBoard): string {
  const place = number === null ? '' : `${number} · `;
  return `${place}${title}${parts === 1 ? '' : ` (${part} of ${parts})`}`;
}

function progress({ accepted, total, dueAt, zone, parts }: ModuleBoard): string {
  const where = parts === 1 ? '' : ' in all parts';
  const due = dueAt === null ? '' : ` · last one due ${dayText(dueAt, zone)}`;
  return `${accepted} of ${total} accepted${where}${due}`;
}

function whyBlock({ why, impact }: ModuleBoard): KnownBlock {
  const gives = impact === null ? '' : `\n*What it gives:* ${escapeMrkdwn(impact)}`;
  return context(`*Why:* ${escapeMrkdwn(why)}${gives}`);
}

/** One control for each item: its own checkbox, so that a click says exactly one thing. */
function itemRow(line: ItemLine, { names, zone, rev }: Look & { rev: number }): ActionsBlock {
  const { itemId, title, status, control, hasTemplates } = line;
  const only = option('on', title, describe(line, { names, zone }));
  const ticked = status === 'accepted';
  return itemActions({ itemId, hasTemplates: hasTemplates && !ticked, rev: `r${rev}` }, [
    {
      type: 'checkboxes',
      action_id: SET_ITEM,
      options: [only],
      ...(ticked && { initial_options: [only] }),
    },
    ...(control === 'evidence' ? [button('Add evidence', OPEN_EVIDENCE, itemId)] : []),
  ]);
}

/**
 * The controls of an item, and its menu behind them.
 * @param rev a new one for each state: a client keeps what it showed under the old one
 */
export function itemActions(
  { itemId, hasTemplates, rev }: Pick<ItemLine, 'itemId' | 'hasTemplates'> & { rev: string },
  controls: ActionsBlock['elements'],
): ActionsBlock {
  const options = [
    menuLine('details', 'Details and criteria'),
    ...(hasTemplates ? [menuLine('templates', 'Templates')] : []),
    menuLine('blocked', 'I’m blocked by this'),
    menuLine('time', 'I need more time'),
  ];
  const menu = { type: 'overflow', action_id: ITEM_MENU, options } as const;
  return { type: 'actions', block_id: `v1|${itemId}|${rev}`, elements: [...controls, menu] };
}

function describe(line: ItemLine, { names, zone }: Look): string {
  const { status, acceptedAt, dueAt, late, person, role, blockedBy } = line;
  if (status === 'accepted')
    return acceptedAt === null ? 'accepted' : `accepted ${dayText(acceptedAt, zone)}`;
  const parts = [
    status === 'returned' ? 'sent back' : '',
    dueAt === null ? '' : `${late ? 'late, was due' : 'due'} ${dayText(dueAt, zone)}`,
    blockedBy === null ? '' : `blocked, waits for ${waitsForText(blockedBy, names)}`,
    person ?? role,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

function group(
  title: string,
  lines: readonly ItemLine[],
  text: (line: ItemLine) => string,
): KnownBlock[] {
  if (lines.length === 0) return [];
  const all = [`*${escapeMrkdwn(title)}*`, ...lines.map((line) => `• ${text(line)}`)];
  return sections(all);
}

function waitingText(line: ItemLine, { names, zone }: Look): string {
  const doing = line.status === 'in_review' ? 'in review' : 'to do';
  const due =
    line.dueAt === null
      ? ''
      : ` · ${line.late ? 'late, was due' : 'due'} ${momentToken(line.dueAt, zone)}`;
  const blocked =
    line.blockedBy === null
      ? ''
      : ` · waits for ${escapeMrkdwn(waitsForText(line.blockedBy, names))}`;
  return `${escapeMrkdwn(line.title)}: ${doing}, ${escapeMrkdwn(line.role)}${due}${blocked}`;
}

function acceptedText({ title, acceptedAt }: ItemLine, zone: Zone): string {
  const when = acceptedAt === null ? '' : ` · ${momentToken(acceptedAt, zone)}`;
  return `✓ ${escapeMrkdwn(title)}${when}`;
}

const WAITS_SHOWN = 2;

function laterText({ title, waitsFor }: ItemLine): string {
  const shown = waitsFor.slice(0, WAITS_SHOWN).map((one) => `“${escapeMrkdwn(one)}”`);
  const more = waitsFor.length > WAITS_SHOWN ? ` and ${waitsFor.length - WAITS_SHOWN} more` : '';
  const after = shown.length === 0 ? '' : `, after ${shown.join(', ')}${more}`;
  return `${escapeMrkdwn(title)}${after}`;
}

/** A line for those who hear the message, or see only its notification. */
export function spoken(line: ItemLine, { names, zone }: Look): string {
  const owner = holderSide(line) === 'vendor' ? names.host : names.partner;
  if (line.status === 'locked') return `Later: ${line.title}`;
  if (line.status === 'accepted') return `Done: ${line.title}`;
  const due =
    line.dueAt === null
      ? ''
      : `, ${line.late ? 'late, was due' : 'due'} ${dayText(line.dueAt, zone)}`;
  const state =
    line.status === 'in_review' ? 'In review' : line.status === 'returned' ? 'Sent back' : 'Open';
  return `${state}: ${line.title} (${owner}${due})`;
}
