import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { asId, type Day, type OnboardingId } from '../src/domain/ids.ts';
import type { Facts } from '../src/domain/facts.ts';
import type { Onboarding } from '../src/domain/onboarding.ts';
import type { FactsPreview } from '../src/domain/seen-plan.ts';
import { OVERRIDE_DAYS, TIERS, type Tier } from '../src/domain/tier.ts';
import { factsBlocks, FactsSchema, readFacts } from './facts-form.ts';
import {
  context,
  entered,
  escapeMrkdwn,
  field,
  form,
  header,
  option,
  readForm,
  section,
  VALUE,
  type Reading,
  type Submitted,
} from './kit.ts';
import { changeBlocks, datesBlock } from './plan-change.ts';
import { tierName } from './plan-words.ts';
import { dateText } from './words.ts';

export const FACTS_MODAL = 'facts_modal';
export const FACTS_PREVIEW = 'facts_preview';

/** What the plan of a partner is to rest on. */
export type FactsForm = Readonly<{
  onboardingId: OnboardingId;
  facts: Facts;
  override: Readonly<{ tier: Tier; reason: string; until: Day }> | null;
  targetGoLive: Day | null;
}>;

/** The form that changes what a plan rests on. */
export function factsModal(
  known: Readonly<{
    onboarding: Pick<Onboarding, 'id' | 'facts' | 'tierOverride' | 'targetGoLive'>;
    partnerName: string;
    /** Whoever set the tier by hand. */
    overrideBy: string | null;
  }>,
): ModalView {
  const { onboarding, partnerName, overrideBy } = known;
  const { id, facts, tierOverride, targetGoLive } = onboarding;
  const tiers = Object.entries(TIERS).map(([tier, name]) => option(tier, `${tier}, ${name}`));
  const none = option('none', 'As calculated');
  const set = tiers.find(({ value }) => value === String(tierOverride?.tier));
  const date = (day: Day | null | undefined) => (day == null ? {} : { initial_date: day });
  return form({
    callbackId: FACTS_MODAL,
    title: 'What the plan rests on',
    submit: 'See what changes',
    metadata: id,
    blocks: [
      section(
        `*${escapeMrkdwn(partnerName)}*. Nothing changes before you have seen which items come and go.`,
      ),
      ...factsBlocks(facts ?? {}),
      field(
        'go_live',
        'Target go-live',
        { type: 'datepicker', action_id: VALUE, ...date(targetGoLive) },
        { optional: true },
      ),
      header('Risk tier set by hand'),
      context(
        escapeMrkdwn(
          overrideBy === null
            ? 'It follows from the answers above. Whoever answers for security can set another for a while.'
            : `Set by ${overrideBy}. Whoever answers for security can change it.`,
        ),
      ),
      field('tier', 'Risk tier', {
        type: 'static_select',
        action_id: VALUE,
        options: [none, ...tiers],
        initial_option: set ?? none,
      }),
      field(
        'reason',
        'Reason',
        {
          type: 'plain_text_input',
          action_id: VALUE,
          max_length: 300,
          ...(tierOverride && { initial_value: tierOverride.reason }),
        },
        { optional: true },
      ),
      field(
        'until',
        'Until',
        { type: 'datepicker', action_id: VALUE, ...date(tierOverride?.until) },
        {
          hint: `At most ${OVERRIDE_DAYS} days from today; then the calculated tier counts again`,
          optional: true,
        },
      ),
    ],
  });
}

const Rest = z
  .object({
    go_live: z.union([z.literal(''), z.iso.date('Choose a day')]),
    tier: z.enum(['none', '1', '2', '3', '4'], 'Choose a tier'),
    reason: z.string().max(300, 'At most 300 characters'),
    until: z.union([z.literal(''), z.iso.date('Choose a day')]),
  })
  .refine(({ tier, reason }) => tier === 'none' || reason !== '', {
    path: ['reason'],
    error: 'Say why, for whoever reads this in half a year',
  })
  .refine(({ tier, until }) => tier === 'none' || until !== '', {
    path: ['until'],
    error: 'Choose the last day on which it counts',
  });

/** The inverse of `factsModal`. */
export function readFactsModal(view: Submitted): Reading<FactsForm> {
  const facts = readFacts(view);
  const names = ['go_live', 'tier', 'reason', 'until'];
  const raw = Object.fromEntries(names.map((name) => [name, entered(view, name)]));
  const rest = readForm(Rest, raw);
  if (!facts.ok || !rest.ok) {
    return {
      ok: false,
      errors: { ...(facts.ok ? {} : facts.errors), ...(rest.ok ? {} : rest.errors) },
    };
  }
  const { go_live: goLive, tier, reason, until } = rest.value;
  return {
    ok: true,
    value: {
      onboardingId: asId('onboarding', view.private_metadata),
      facts: facts.value,
      override: tier === 'none' ? null : { tier: Number(tier) as Tier, reason, until },
      targetGoLive: goLive === '' ? null : goLive,
    },
  };
}

/** What a change of facts does, before it is done. */
export function factsPreviewModal(wanted: FactsForm, preview: FactsPreview): ModalView {
  const { partnerName, change, tierBefore, tierAfter, zone } = preview;
  const was = tierBefore === null ? 'none yet' : tierName(tierBefore);
  const tier =
    tierBefore === tierAfter
      ? `Risk tier: ${tierName(tierAfter)}, as before`
      : `Risk tier: ${was} → ${tierName(tierAfter)}`;
  const byHand =
    wanted.override === null ? '' : `, set by hand until ${dateText(wanted.override.until)}`;
  return form({
    callbackId: FACTS_PREVIEW,
    title: 'What changes',
    submit: 'Apply',
    metadata: JSON.stringify(wanted),
    blocks: [
      section(`*${escapeMrkdwn(partnerName)}*\n${escapeMrkdwn(tier + byHand)}`),
      datesBlock(change, zone),
      ...changeBlocks(change, zone),
    ],
  });
}

const Wanted: z.ZodType<FactsForm> = z.object({
  onboardingId: z.string().transform((id) => asId('onboarding', id)),
  facts: FactsSchema,
  override: z
    .object({ tier: z.literal([1, 2, 3, 4]), reason: z.string(), until: z.string() })
    .nullable(),
  targetGoLive: z.string().nullable(),
});

/** The inverse of `factsPreviewModal`. */
export function readFactsPreview(view: Submitted): FactsForm {
  return Wanted.parse(JSON.parse(view.private_metadata));
}
