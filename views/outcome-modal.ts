import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { asId, type Day, type OnboardingId, type OutcomeId } from '../src/domain/ids.ts';
import { OUTCOME_TYPES, type Outcome, type OutcomeType } from '../src/domain/outcome.ts';
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
import { dateText } from './words.ts';

export const OUTCOME_MODAL = 'outcome_modal';
export const VERIFY_MODAL = 'verify_modal';

export type OutcomeForm = Readonly<{
  onboardingId: OnboardingId;
  type: OutcomeType;
  reference: string;
  happenedOn: Day;
}>;

/** The form for recording a first result with a customer. */
export function outcomeModal(
  choices: Readonly<{ onboardingId: OnboardingId; partnerName: string; signedOn: Day; today: Day }>,
): ModalView {
  const { onboardingId, partnerName, signedOn, today } = choices;
  const types = Object.entries(OUTCOME_TYPES).map(([value, text]) => option(value, text));
  return form({
    callbackId: OUTCOME_MODAL,
    title: 'Record an outcome',
    submit: 'Record',
    metadata: onboardingId,
    blocks: [
      section(`*${escapeMrkdwn(partnerName)}* · contract signed ${dateText(signedOn)}`),
      context(
        'A colleague verifies it; the first verified one ends the count of the Time to First Value.',
      ),
      field('type', 'What happened?', { type: 'radio_buttons', action_id: VALUE, options: types }),
      field(
        'reference',
        'Where can it be looked up?',
        { type: 'plain_text_input', action_id: VALUE, max_length: 200 },
        {
          hint: 'The number of the deal, the transaction or the ticket',
        },
      ),
      field('happened_on', 'When did it happen?', {
        type: 'datepicker',
        action_id: VALUE,
        initial_date: today,
      }),
    ],
  });
}

const Claim = z.object({
  type: z.enum(Object.keys(OUTCOME_TYPES) as [OutcomeType, ...OutcomeType[]], 'Choose one'),
  reference: z.string().min(1, 'Say where it can be looked up').max(200),
  happened_on: z.iso.date('Choose a day'),
});

/** The inverse of `outcomeModal`. */
export function readOutcomeModal(view: Submitted): Reading<OutcomeForm> {
  const names = ['type', 'reference', 'happened_on'];
  const reading = readForm(
    Claim,
    Object.fromEntries(names.map((name) => [name, entered(view, name)])),
  );
  if (!reading.ok) return reading;
  const { type, reference, happened_on: happenedOn } = reading.value;
  return {
    ok: true,
    value: { onboardingId: asId('onboarding', view.private_metadata), type, reference, happenedOn },
  };
}

/** The form for verifying what a colleague has claimed. */
export function verifyModal({
  outcome,
  partnerName,
  claimedBy,
}: Readonly<{ outcome: Outcome; partnerName: string; claimedBy: string | null }>): ModalView {
  const reason = { type: 'plain_text_input', action_id: VALUE, max_length: 500 } as const;
  return form({
    callbackId: VERIFY_MODAL,
    title: 'Verify an outcome',
    submit: 'Save',
    metadata: outcome.id,
    blocks: [
      section(
        `*${escapeMrkdwn(partnerName)}: ${OUTCOME_TYPES[outcome.type]}* on ${dateText(outcome.happenedOn)}`,
      ),
      quote(outcome.reference),
      context(
        escapeMrkdwn(`Claimed by ${claimedBy ?? 'a colleague'}. Look it up before you verify it.`),
      ),
      field('verdict', 'Did you find it there, on that day?', {
        type: 'radio_buttons',
        action_id: VALUE,
        options: [option('verified', 'Yes, verified'), option('rejected', 'No')],
      }),
      field('reason', 'If not: what is wrong', reason, { optional: true }),
    ],
  });
}

export type VerifyForm = Readonly<{
  outcomeId: OutcomeId;
  verified: boolean;
  reason: string | null;
}>;

const Verdict = z
  .object({ verdict: z.enum(['verified', 'rejected'], 'Choose one'), reason: z.string() })
  .refine(({ verdict, reason }) => verdict === 'verified' || reason !== '', {
    path: ['reason'],
    error: 'Say what is wrong with it.',
  });

/** The inverse of `verifyModal`. */
export function readVerifyModal(view: Submitted): Reading<VerifyForm> {
  const reading = readForm(Verdict, {
    verdict: entered(view, 'verdict'),
    reason: entered(view, 'reason'),
  });
  if (!reading.ok) return reading;
  const { verdict, reason } = reading.value;
  return {
    ok: true,
    value: {
      outcomeId: asId('outcome', view.private_metadata),
      verified: verdict === 'verified',
      reason: verdict === 'verified' || reason === '' ? null : reason,
    },
  };
}
