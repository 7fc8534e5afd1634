import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { BLOCKER_CATEGORIES, type BlockerCategory } from '../src/domain/blocker.ts';
import { asId, type BlockerId, type OnboardingId } from '../src/domain/ids.ts';
import {
  context,
  entered,
  escapeMrkdwn,
  field,
  form,
  option,
  quote,
  readForm,
  VALUE,
  type Reading,
  type Submitted,
} from './kit.ts';

export const UPDATE_MODAL = 'update_modal';
export const ESCALATE_MODAL = 'escalate_modal';
export const OPEN_UPDATE = 'open_update';
export const SEE_TO_IT = 'see_to_it';
export const OPEN_ESCALATION = 'open_escalation';

/** The form for telling how it goes with a blocker. */
export function updateModal({
  blockerId,
  description,
}: Readonly<{ blockerId: BlockerId; description: string }>): ModalView {
  const text = { type: 'plain_text_input', action_id: VALUE, multiline: true, max_length: 1000 };
  return form({
    callbackId: UPDATE_MODAL,
    title: 'Post an update',
    submit: 'Post',
    metadata: blockerId,
    blocks: [
      quote(description),
      field(
        'text',
        'How does it go, and what comes next?',
        { ...text, type: 'plain_text_input' },
        {
          hint: 'Everyone in the shared channel reads it.',
        },
      ),
    ],
  });
}

const UpdateForm = z.object({ text: z.string().min(1, 'Say how it goes').max(1000) });

/** The inverse of `updateModal`. */
export function readUpdateModal(
  view: Submitted,
): Reading<Readonly<{ blockerId: BlockerId; text: string }>> {
  const reading = readForm(UpdateForm, { text: entered(view, 'text') });
  if (!reading.ok) return reading;
  const blockerId = asId('blocker', view.private_metadata);
  return { ok: true, value: { blockerId, ...reading.value } };
}

export type EscalationForm = Readonly<{
  onboardingId: OnboardingId;
  category: BlockerCategory;
  description: string;
  impact: string;
}>;

/** The form with which a partner says that it cannot go on like this. */
export function escalateModal({
  onboardingId,
  hostName,
}: Readonly<{ onboardingId: OnboardingId; hostName: string }>): ModalView {
  const text = { type: 'plain_text_input', action_id: VALUE, multiline: true } as const;
  const categories = Object.entries(BLOCKER_CATEGORIES).map(([value, name]) => option(value, name));
  return form({
    callbackId: ESCALATE_MODAL,
    title: 'Escalate',
    submit: 'Escalate',
    metadata: onboardingId,
    blocks: [
      context(
        `${escapeMrkdwn(hostName)} owes you an answer within hours, and a plan within a working day.`,
      ),
      field(
        'description',
        'What went wrong?',
        { ...text, max_length: 1000 },
        {
          hint: 'Everyone in this channel reads it.',
        },
      ),
      field(
        'impact',
        'What does it cost you?',
        { ...text, max_length: 500 },
        {
          hint: 'A customer, a date, money',
        },
      ),
      field('category', 'What is it about?', {
        type: 'static_select',
        action_id: VALUE,
        options: categories,
      }),
    ],
  });
}

const EscalateForm = z.object({
  description: z.string().min(1, 'Say what went wrong').max(1000),
  impact: z.string().min(1, 'Say what it costs you').max(500),
  category: z.enum(
    Object.keys(BLOCKER_CATEGORIES) as [BlockerCategory, ...BlockerCategory[]],
    'Choose one',
  ),
});

/** The inverse of `escalateModal`. */
export function readEscalateModal(view: Submitted): Reading<EscalationForm> {
  const names = ['description', 'impact', 'category'];
  const reading = readForm(
    EscalateForm,
    Object.fromEntries(names.map((name) => [name, entered(view, name)])),
  );
  if (!reading.ok) return reading;
  const onboardingId = asId('onboarding', view.private_metadata);
  return { ok: true, value: { onboardingId, ...reading.value } };
}
