import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { BLOCKER_CATEGORIES, type BlockerCategory, type WaitsFor } from '../src/domain/blocker.ts';
import { asId, type ItemId, type OnboardingId } from '../src/domain/ids.ts';
import {
  entered,
  field,
  form,
  option,
  readForm,
  VALUE,
  type Reading,
  type Submitted,
} from './kit.ts';
import { waitsForText } from './words.ts';

export const BLOCKER_MODAL = 'blocker_modal';
const ITEMS_SHOWN = 100;

export type BlockerForm = Readonly<{
  onboardingId: OnboardingId;
  itemId: ItemId | null;
  category: BlockerCategory;
  waitsFor: WaitsFor;
  description: string;
}>;

/** The form for saying that one cannot go on. */
export function blockerModal(
  choices: Readonly<{
    onboardingId: OnboardingId;
    hostName: string;
    partnerName: string;
    items: readonly Readonly<{ id: ItemId; title: string }>[];
    /** The item whose menu it was opened from. */
    itemId: ItemId | null;
  }>,
): ModalView {
  const { onboardingId, hostName, partnerName, items, itemId } = choices;
  const names = { host: hostName, partner: partnerName };
  const sides = (['vendor', 'partner', 'third_party'] as const).map((side) =>
    option(side, side === 'third_party' ? 'Somebody else' : waitsForText(side, names)),
  );
  const categories = Object.entries(BLOCKER_CATEGORIES).map(([value, text]) => option(value, text));
  const lines = items.slice(0, ITEMS_SHOWN).map(({ id, title }) => option(id, title));
  const chosen = lines.find(({ value }) => value === itemId);
  const description = {
    type: 'plain_text_input',
    action_id: VALUE,
    multiline: true,
    max_length: 1000,
  } as const;
  const itemSelect = {
    type: 'static_select',
    action_id: VALUE,
    options: lines,
    ...(chosen && { initial_option: chosen }),
  } as const;
  return form({
    callbackId: BLOCKER_MODAL,
    title: 'I’m blocked',
    submit: 'Tell them',
    metadata: onboardingId,
    blocks: [
      field('description', 'What stops you?', description, {
        hint: 'Everyone in this channel reads it.',
      }),
      field('waits_for', 'Who has to move?', {
        type: 'radio_buttons',
        action_id: VALUE,
        options: sides,
      }),
      field('category', 'What is it about?', {
        type: 'static_select',
        action_id: VALUE,
        options: categories,
      }),
      ...(lines.length > 0
        ? [field('item', 'Which item does it stop?', itemSelect, { optional: true })]
        : []),
    ],
  });
}

const Form = z.object({
  description: z.string().min(1, 'Say what stops you').max(1000),
  waits_for: z.enum(['vendor', 'partner', 'third_party'], 'Choose who has to move'),
  category: z.enum(
    Object.keys(BLOCKER_CATEGORIES) as [BlockerCategory, ...BlockerCategory[]],
    'Choose one',
  ),
  item: z.string(),
});

/** The inverse of `blockerModal`. */
export function readBlockerModal(view: Submitted): Reading<BlockerForm> {
  const names = ['description', 'waits_for', 'category', 'item'];
  const reading = readForm(
    Form,
    Object.fromEntries(names.map((name) => [name, entered(view, name)])),
  );
  if (!reading.ok) return reading;
  const { description, waits_for: waitsFor, category, item } = reading.value;
  return {
    ok: true,
    value: {
      onboardingId: asId('onboarding', view.private_metadata),
      itemId: item === '' ? null : asId('item', item),
      category,
      waitsFor,
      description,
    },
  };
}
