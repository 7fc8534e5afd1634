import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { CLOCK_KINDS, type ClockKind } from '../src/domain/clock.ts';
import type { Correction } from '../src/domain/correction.ts';
import { asId, type ClockId, type OnboardingId } from '../src/domain/ids.ts';
import {
  context,
  entered,
  escapeMrkdwn,
  field,
  form,
  option,
  readForm,
  section,
  VALUE,
  type Reading,
  type Submitted,
} from './kit.ts';

export const CORRECTION_MODAL = 'correction_modal';

/** As many clocks as a select holds. */
const CLOCKS_SHOWN = 100;

export type CorrectionForm = Readonly<{
  onboardingId: OnboardingId;
  clockId: ClockId;
  correction: Correction;
  reason: string;
}>;

/** The form for what happened to a clock earlier than it was heard of. */
export function correctionModal({
  onboardingId,
  partnerName,
  clocks,
}: Readonly<{
  onboardingId: OnboardingId;
  partnerName: string;
  clocks: readonly Readonly<{
    id: ClockId;
    kind: ClockKind;
    title: string;
    cycle: number;
    isOpen: boolean;
  }>[];
}>): ModalView {
  const options = clocks.slice(0, CLOCKS_SHOWN).map(({ id, kind, title, cycle, isOpen }) => {
    const again = cycle > 1 ? `, no. ${cycle}` : '';
    return option(id, `${title} (${CLOCK_KINDS[kind]}${again}${isOpen ? '' : ', ended'})`);
  });
  const reason = { type: 'plain_text_input', action_id: VALUE, max_length: 500 } as const;
  const moment = { type: 'datetimepicker', action_id: VALUE } as const;
  return form({
    callbackId: CORRECTION_MODAL,
    title: 'Correct a clock',
    submit: 'Correct',
    metadata: onboardingId,
    blocks: [
      section(`*${escapeMrkdwn(partnerName)}*`),
      context(
        'Dates and verdicts are computed anew. What was sent stays sent; the audit keeps both.',
      ),
      field('clock', 'Which clock?', { type: 'static_select', action_id: VALUE, options }),
      field('what', 'What happened?', {
        type: 'radio_buttons',
        action_id: VALUE,
        options: [
          option('stood_still', 'It should have stood still for a while'),
          option('done', 'It was done earlier'),
        ],
      }),
      field('from', 'From, or when', moment),
      field('to', 'Until', moment, { optional: true, hint: 'Only where it stood still' }),
      field('reason', 'How do you know?', { ...reason, multiline: true }),
    ],
  });
}

const Moment = z.coerce.number().positive('Choose a moment');
const Form = z
  .object({
    clock: z.string().min(1, 'Choose a clock'),
    what: z.enum(['stood_still', 'done'], 'Choose one'),
    from: Moment,
    to: z.union([z.literal(''), Moment]),
    reason: z.string().min(1, 'Say how you know').max(500),
  })
  .refine(({ what, to }) => what === 'done' || to !== '', {
    path: ['to'],
    message: 'Say until when it stood still',
  });

/** The inverse of `correctionModal`. */
export function readCorrectionModal(view: Submitted): Reading<CorrectionForm> {
  const names = ['clock', 'what', 'from', 'to', 'reason'];
  const reading = readForm(
    Form,
    Object.fromEntries(names.map((name) => [name, entered(view, name)])),
  );
  if (!reading.ok) return reading;
  const { clock, what, from, to, reason } = reading.value;
  const begins = from * 1000;
  const correction: Correction =
    what === 'done' ? { what, from: begins } : { what, from: begins, to: Number(to) * 1000 };
  return {
    ok: true,
    value: {
      onboardingId: asId('onboarding', view.private_metadata),
      clockId: asId('clock', clock),
      correction,
      reason,
    },
  };
}
