import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { Extension } from '../src/domain/extension.ts';
import {
  asId,
  type ClockId,
  type Day,
  type ExtensionId,
  type Instant,
  type ItemId,
  type Zone,
} from '../src/domain/ids.ts';
import {
  context,
  entered,
  escapeMrkdwn,
  field,
  form,
  option,
  quote,
  readForm,
  section,
  VALUE,
  type Reading,
  type Submitted,
} from './kit.ts';
import { dateText, dayText } from './words.ts';

/* Another day: more time from the other side, a promise, or peace until then. */

export const MORE_TIME_MODAL = 'more_time_modal';
export const DECIDE_TIME_MODAL = 'decide_time_modal';
export const DAY_MODAL = 'day_modal';
export const DECIDE_TIME = 'decide_time';

/** The form that asks the other side for a later due date. */
export function moreTimeModal({
  itemId,
  title,
  dueAt,
  zone,
  other,
}: Readonly<{
  itemId: ItemId;
  title: string;
  dueAt: Instant | null;
  zone: Zone;
  /** The company that decides. */
  other: string;
}>): ModalView {
  const due = dueAt === null ? '' : `, due ${dayText(dueAt, zone)}`;
  const reason = { type: 'plain_text_input', action_id: VALUE, max_length: 500 } as const;
  return form({
    callbackId: MORE_TIME_MODAL,
    title: 'Ask for more time',
    submit: 'Ask',
    metadata: itemId,
    blocks: [
      section(`*${escapeMrkdwn(title)}*${due}`),
      context(escapeMrkdwn(`${other} decides. Until then the date stays as it is.`)),
      field('wanted', 'By when can it be done?', { type: 'datepicker', action_id: VALUE }),
      field('reason', 'What takes longer?', { ...reason, multiline: true }),
    ],
  });
}

const MoreTimeForm = z.object({
  wanted: z.string().min(1, 'Choose a day'),
  reason: z.string().min(1, 'Say what takes longer').max(500),
});

/** The inverse of `moreTimeModal`. */
export function readMoreTimeModal(
  view: Submitted,
): Reading<Readonly<{ itemId: ItemId; wanted: Day; reason: string }>> {
  const reading = readForm(MoreTimeForm, {
    wanted: entered(view, 'wanted'),
    reason: entered(view, 'reason'),
  });
  if (!reading.ok) return reading;
  return { ok: true, value: { itemId: asId('item', view.private_metadata), ...reading.value } };
}

/** The form with which the other side decides. */
export function decideTimeModal({
  extension,
  title,
  askedBy,
}: Readonly<{ extension: Extension; title: string; askedBy: string | null }>): ModalView {
  const { id, wanted, reason } = extension;
  return form({
    callbackId: DECIDE_TIME_MODAL,
    title: 'More time',
    submit: 'Decide',
    metadata: id,
    blocks: [
      section(
        `${escapeMrkdwn(askedBy ?? 'Somebody')} asks for *${escapeMrkdwn(title)}* to be due on ${dateText(wanted)}.`,
      ),
      quote(reason),
      field('verdict', 'Your answer', {
        type: 'radio_buttons',
        action_id: VALUE,
        options: [option('granted', 'Yes, that day'), option('declined', 'No, as it was')],
      }),
      field(
        'answer',
        'A word about it',
        { type: 'plain_text_input', action_id: VALUE, max_length: 500 },
        { optional: true, hint: 'Whoever asked reads it. A no needs one.' },
      ),
    ],
  });
}

const DecideForm = z
  .object({
    verdict: z.enum(['granted', 'declined'], 'Choose one'),
    answer: z.string().max(500),
  })
  .refine(({ verdict, answer }) => verdict === 'granted' || answer !== '', {
    path: ['answer'],
    message: 'Say why not',
  });

/** The inverse of `decideTimeModal`. */
export function readDecideTimeModal(
  view: Submitted,
): Reading<Readonly<{ extensionId: ExtensionId; granted: boolean; answer: string | null }>> {
  const reading = readForm(DecideForm, {
    verdict: entered(view, 'verdict'),
    answer: entered(view, 'answer'),
  });
  if (!reading.ok) return reading;
  const { verdict, answer } = reading.value;
  return {
    ok: true,
    value: {
      extensionId: asId('extension', view.private_metadata),
      granted: verdict === 'granted',
      answer: answer === '' ? null : answer,
    },
  };
}

/** The form for a day: on which to be reminded, or for which something is promised. */
export function dayModal({
  clockId,
  title,
}: Readonly<{ clockId: ClockId; title: string }>): ModalView {
  return form({
    callbackId: DAY_MODAL,
    title: 'Another day',
    submit: 'Save',
    metadata: clockId,
    blocks: [
      section(`*${escapeMrkdwn(title)}*`),
      field('what', 'What is on that day?', {
        type: 'radio_buttons',
        action_id: VALUE,
        options: [option('remind', 'Remind me then'), option('promise', 'It will be done then')],
      }),
      field('day', 'Which day?', { type: 'datepicker', action_id: VALUE }),
      context('A promise keeps others from being asked. The due date stays what it was.'),
    ],
  });
}

const DayForm = z.object({
  what: z.enum(['remind', 'promise'], 'Choose one'),
  day: z.string().min(1, 'Choose a day'),
});

/** The inverse of `dayModal`. */
export function readDayModal(
  view: Submitted,
): Reading<Readonly<{ clockId: ClockId; what: 'remind' | 'promise'; day: Day }>> {
  const reading = readForm(DayForm, { what: entered(view, 'what'), day: entered(view, 'day') });
  if (!reading.ok) return reading;
  return { ok: true, value: { clockId: asId('clock', view.private_metadata), ...reading.value } };
}
