import type { Button, KnownBlock } from '@slack/types';
import type { Zone } from '../src/domain/ids.ts';
import type { NudgeAction, NudgeLine } from '../src/domain/nudge-line.ts';
import { CLEAR_BLOCKER } from './blockers-answer.ts';
import { button, context, escapeMrkdwn, fitting, message, section, type Message } from './kit.ts';
import { OPEN_EVIDENCE } from './module-message.ts';
import { OPEN_REVIEW } from './reviews-answer.ts';
import { MARK_DONE } from './status-answer.ts';
import { count, dayText } from './words.ts';

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
  const rows = lines.map((line, index): KnownBlock[] => {
    const row = section(texts[index] ?? '');
    const control = controlOf(line.action, isOurs);
    return [control ? { ...row, accessory: control } : row];
  });
  const [head, foot] = [section(told), context(help)];
  const said = texts.map((text) => `• ${text}`);
  return message([told, ...said].join('\n'), [head, ...fitting(rows, [head, foot]), foot]);
}

function lineText(
  { kind, cause, title, partnerName, dueAt, ownerName }: NudgeLine,
  { zone, isOurs }: Readonly<{ zone: Zone; isOurs: boolean }>,
): string {
  const where = isOurs ? `${partnerName}: ` : '';
  const what = kind === 'review' ? `the review of “${title}”` : `“${title}”`;
  const whose = ownerName === null ? '' : ` (with ${ownerName})`;
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

function controlOf(action: NudgeAction | null, isOurs: boolean): Button | null {
  switch (action?.kind) {
    case 'review':
      return button('Review', OPEN_REVIEW, action.itemId);
    case 'evidence':
      return button('Add evidence', OPEN_EVIDENCE, action.itemId);
    case 'solve':
      return button('This is solved', CLEAR_BLOCKER, action.blockerId);
    case 'tick':
      // Partners tick in the checklist.
      return isOurs ? button('Mark done', MARK_DONE, action.itemId) : null;
    case undefined:
      return null;
  }
}
