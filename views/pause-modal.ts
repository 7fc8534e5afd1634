import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { PAUSE_REASONS } from '../src/domain/clock.ts';
import { asId, type Day, type OnboardingId } from '../src/domain/ids.ts';
import type { ManualPauseReason } from '../src/domain/onboarding.ts';
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

export const PAUSE_MODAL = 'pause_modal';

export type PauseForm = Readonly<{
  onboardingId: OnboardingId;
  reason: ManualPauseReason;
  note: string;
  returnOn: Day | null;
}>;

const REASONS = ['agreed_absence', 'waiting_third_party', 'legal_hold'] as const;

/** The form for having all clocks of a partner stand still. */
export function pauseModal({
  onboardingId,
  partnerName,
}: Readonly<{ onboardingId: OnboardingId; partnerName: string }>): ModalView {
  const reasons = REASONS.map((reason) => option(reason, capital(PAUSE_REASONS[reason])));
  const note = { type: 'plain_text_input', action_id: VALUE, multiline: true, max_length: 500 };
  return form({
    callbackId: PAUSE_MODAL,
    title: 'Pause an onboarding',
    submit: 'Pause',
    metadata: onboardingId,
    blocks: [
      section(`*${escapeMrkdwn(partnerName)}*: all clocks stand still, ours and theirs.`),
      context('Their channel hears the reason and the day. How long it takes is reported.'),
      field('reason', 'Why?', { type: 'radio_buttons', action_id: VALUE, options: reasons }),
      field(
        'return_on',
        'When does it go on?',
        { type: 'datepicker', action_id: VALUE },
        { optional: true, hint: 'Only a legal hold may be without a day.' },
      ),
      field(
        'note',
        'What was agreed, and with whom?',
        { ...note, type: 'plain_text_input' },
        {
          hint: 'For us alone; it stands in the audit.',
        },
      ),
    ],
  });
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const Form = z.object({
  reason: z.enum(REASONS, 'Choose one'),
  note: z.string().min(1, 'Say what was agreed').max(500),
  return_on: z.string(),
});

/** The inverse of `pauseModal`. */
export function readPauseModal(view: Submitted): Reading<PauseForm> {
  const names = ['reason', 'note', 'return_on'];
  const reading = readForm(
    Form,
    Object.fromEntries(names.map((name) => [name, entered(view, name)])),
  );
  if (!reading.ok) return reading;
  const { reason, note, return_on: returnOn } = reading.value;
  const onboardingId = asId('onboarding', view.private_metadata);
  return {
    ok: true,
    value: { onboardingId, reason, note, returnOn: returnOn === '' ? null : returnOn },
  };
}
