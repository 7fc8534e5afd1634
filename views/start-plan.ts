import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { PARTNER_TYPES, USUAL_DEPTH, type Facts } from '../src/domain/facts.ts';
import type { SeenPlan } from '../src/domain/seen-plan.ts';
import { FactsSchema, factsBlocks, readFacts } from './facts-form.ts';
import {
  context,
  escapeMrkdwn,
  form,
  section,
  sections,
  type Reading,
  type Submitted,
} from './kit.ts';
import { leftOutTexts, pathText, planText, tierText } from './plan-words.ts';
import { StartFormSchema, type StartForm } from './start-modal.ts';

export const START_FACTS = 'start_facts';
export const START_PLAN = 'start_plan';

/** The second form for a new partner: what decides which items apply. */
export function startFactsModal(basics: StartForm): ModalView {
  const { name, type } = basics;
  return form({
    callbackId: START_FACTS,
    title: 'Start a partner: 2 of 3',
    submit: 'See the plan',
    metadata: JSON.stringify(basics),
    blocks: [
      section(
        `*${escapeMrkdwn(name)}*, ${escapeMrkdwn(PARTNER_TYPES[type].toLowerCase())}. Your answers decide which items apply, and the risk tier. They can be changed later.`,
      ),
      ...factsBlocks({ depth: USUAL_DEPTH[type] }),
    ],
  });
}

/** The inverse of `startFactsModal`. */
export function readStartFacts(
  view: Submitted,
): Reading<Readonly<{ basics: StartForm; facts: Facts }>> {
  const facts = readFacts(view);
  if (!facts.ok) return facts;
  const basics = StartFormSchema.parse(JSON.parse(view.private_metadata));
  return { ok: true, value: { basics, facts: facts.value } };
}

/** The last look before a partner is started: the tier, the plan, what does not fit. */
export function startPlanModal(
  { basics, facts }: Readonly<{ basics: StartForm; facts: Facts }>,
  { plan, tier, override, zone }: SeenPlan,
): ModalView {
  return form({
    callbackId: START_PLAN,
    title: 'Start a partner: 3 of 3',
    submit: 'Start',
    metadata: JSON.stringify({ basics, facts }),
    blocks: [
      ...[planText(plan, zone), ...pathText(plan, zone), tierText(tier, override)].map(section),
      context(
        escapeMrkdwn(
          `“Start” makes the channel, adds your team and invites ${basics.email}. “/onboard plan ${basics.name}” then shows the date of every item.`,
        ),
      ),
      ...sections(leftOutTexts(plan, LEFT_OUT)),
    ],
  });
}

/** Characters: five sections. */
const LEFT_OUT = 14_000;

const Carried = z.object({ basics: StartFormSchema, facts: FactsSchema });

/** The inverse of `startPlanModal`. */
export function readStartPlan(view: Submitted): z.infer<typeof Carried> {
  return Carried.parse(JSON.parse(view.private_metadata));
}
