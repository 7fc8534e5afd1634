import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import { asId, type ClockId, type ItemId, type Zone } from '../src/domain/ids.ts';
import type { NudgeAction, NudgeLine } from '../src/domain/nudge-line.ts';
import { CLEAR_BLOCKER } from './blockers-answer.ts';
import {
  button,
  context,
  escapeMrkdwn,
  fitting,
  menuLine,
  message,
  section,
  type Message,
} from './kit.ts';
import { OPEN_EVIDENCE } from './module-message.ts';
import { OPEN_REVIEW } from './reviews-answer.ts';
import { MARK_DONE } from './status-answer.ts';
import { OPEN_UPDATE } from './update-modal.ts';
import { count, dayText } from './words.ts';

export const NUDGE_MENU = 'nudge_menu';

/* Reminders and escalations: one message for all that concerns a person. */

/** To somebody of the partner, in the shared channel. */
export function partnerNudge({
  userId,
  zone,
  lines,
}: Readonly<{ userId: string; zone: Zone; lines: readonly NudgeLine[] }>): Message {
  const help = 'Tick it in the checklist when it is done. Cannot go on? Press “I’m blocked” there.';
  const told = `<@${userId}>, ${saying(lines, { whose: ' of yours', from: '' })}:`;
  return nudgeOf(lines, { told, help, zone, isOurs: false });
}

/** To one of our own people, in a direct message. */
export function vendorNudge({
  zone,
  lines,
}: Readonly<{ zone: Zone; lines: readonly NudgeLine[] }>): Message {
  const help = 'Our clock runs as visibly as theirs: the partner sees these dates in the channel.';
  const told = `${saying(lines, { whose: '', from: ' from you' })}:`;
  return nudgeOf(lines, { told, help, zone, isOurs: true });
}

/** `2 items of yours are due, 1 is due soon`; where it is more than that, that they need the reader. */
function saying(
  lines: readonly NudgeLine[],
  { whose, from }: Readonly<{ whose: string; from: string }>,
): string {
  const countOf = (cause: NudgeLine['cause']) =>
    lines.filter((line) => line.cause === cause).length;
  const [late, soon] = [countOf('late'), countOf('soon')];
  const are = (n: number) => (n === 1 ? 'is' : 'are');
  if (late + soon < lines.length) {
    return `${count(lines.length, 'item')} ${lines.length === 1 ? 'needs' : 'need'} you`;
  }
  const first = late > 0 ? `${are(late)} due${from}` : `${are(soon)} due soon${from}`;
  const rest = late > 0 && soon > 0 ? `, ${soon} ${are(soon)} due soon` : '';
  return `${count(late || soon, 'item')}${whose} ${first}${rest}`;
}

function nudgeOf(
  lines: readonly NudgeLine[],
  look: Readonly<{ told: string; help: string; zone: Zone; isOurs: boolean }>,
): Message {
  const { told, help, zone, isOurs } = look;
  const texts = lines.map((line) => escapeMrkdwn(lineText(line, { zone, isOurs })));
  const rows = lines.map((line, index): KnownBlock[] => [
    section(texts[index] ?? ''),
    controlsOf(line, isOurs),
  ]);
  const [head, foot] = [section(told), context(help)];
  const said = texts.map((text) => `• ${text}`);
  return message([told, ...said].join('\n'), [head, ...fitting(rows, [head, foot]), foot]);
}

/** What can be done about a line: the thing itself, and a menu for when it cannot be done now. */
function controlsOf({ clockId, action, kind }: NudgeLine, isOurs: boolean): ActionsBlock {
  const control = controlOf(action, isOurs);
  const canMove = kind === 'work' && (action?.kind === 'tick' || action?.kind === 'evidence');
  const options = [
    menuLine('hour', 'Remind me in an hour'),
    menuLine('morning', 'Remind me tomorrow'),
    menuLine('day', 'Another day'),
    ...(canMove ? [menuLine('time', 'I need more time'), menuLine('blocked', 'I’m blocked')] : []),
  ];
  const menu = { type: 'overflow', action_id: NUDGE_MENU, options } as const;
  // The item is named for what is about one; the clock for the rest.
  const itemId = action && 'itemId' in action ? action.itemId : '';
  const block_id = `n1|${clockId}|${itemId}`;
  return { type: 'actions', block_id, elements: [...(control ? [control] : []), menu] };
}

const NUDGE_CHOICES = ['hour', 'morning', 'day', 'time', 'blocked'] as const;
export type NudgeChoice = (typeof NUDGE_CHOICES)[number];

/** What was chosen in the menu of a reminder. */
export function readNudgeMenu(
  action: Readonly<{ block_id: string; selected_option: Readonly<{ value: string }> }>,
): Readonly<{ choice: NudgeChoice; clockId: ClockId; itemId: ItemId }> {
  const [, clockId = '', itemId = ''] = action.block_id.split('|');
  const choice = NUDGE_CHOICES.find((known) => known === action.selected_option.value) ?? 'day';
  return { choice, clockId: asId('clock', clockId), itemId: asId('item', itemId) };
}

function lineText(
  { kind, cause, title, partnerName, dueAt, ownerName, ownerIsAway }: NudgeLine,
  { zone, isOurs }: Readonly<{ zone: Zone; isOurs: boolean }>,
): string {
  const where = isOurs ? `${partnerName}: ` : '';
  const what = thing(kind, title);
  const away = ownerIsAway ? ', who is away' : '';
  const whose = ownerName === null ? '' : ` (with ${ownerName}${away})`;
  const due = dueAt === null ? '' : dayText(dueAt, zone);
  switch (cause) {
    case 'soon':
      return `${where}${what}${whose}, due ${due}`;
    case 'late':
      return `${where}${what}${whose}, was due ${due}`;
    case 'escalated':
      return `${where}${what}${whose} was due ${due} and is still open. Please help it along.`;
    case 'promised':
      return `${where}${what} was promised for now and is still open.`;
  }
}

/** What is owed, in words. */
function thing(kind: NudgeLine['kind'], title: string): string {
  switch (kind) {
    case 'work':
      return `“${title}”`;
    case 'review':
      return `the review of “${title}”`;
    case 'respond':
      return `a first answer to a blocker (${title.toLowerCase()})`;
    case 'resolve':
      return `a blocker (${title.toLowerCase()})`;
    case 'plan':
      return `a plan for what was escalated (${title.toLowerCase()})`;
    case 'update':
      return `an update on what is open (${title.toLowerCase()})`;
    case 'decide':
      return `a decision on more time for “${title}”`;
    case 'pause':
      return 'the pause that was to end';
  }
}

function controlOf(action: NudgeAction | null, isOurs: boolean): Button | null {
  switch (action?.kind) {
    case 'review':
      return button('Review', OPEN_REVIEW, action.itemId);
    case 'evidence':
      return button('Add evidence', OPEN_EVIDENCE, action.itemId);
    case 'solve':
      return button('This is solved', CLEAR_BLOCKER, action.blockerId);
    case 'update':
      return button('Post an update', OPEN_UPDATE, action.blockerId);
    case 'tick':
      // Partners tick in the checklist.
      return isOurs ? button('Mark done', MARK_DONE, action.itemId) : null;
    case undefined:
      return null;
  }
}
