import { z } from 'zod';
import { BudgetSchema, type Budget } from './budget.ts';
import type { ClockPolicy, ClockSide } from './clock.ts';

/* How a playbook reminds and escalates: what a clock takes with it when it starts. */

/** Whoever owns it now has a backup; everybody else is named by role. */
export const BACKUP = 'backup';

const Told = z
  .string()
  .regex(/^(backup|[vp]\.[a-z]+)$/, 'Somebody to tell is a role (v.pm, p.lead) or backup');
const Ladder = z
  .array(
    z.strictObject({
      /** After the step before was delivered. */
      after: BudgetSchema,
      tell: z
        .array(Told)
        .min(1, 'A step tells somebody')
        .max(6, 'A step that tells a crowd tells nobody'),
    }),
  )
  .max(6, 'More than six steps reach nobody new');

export const SlaSchema = z.strictObject({
  /** Percent of the time at which the owner is reminded before it is due. */
  thresholds: z
    .array(z.int('Percent, a whole number').min(1).max(99, 'The due date itself is always told'))
    .max(5, 'More than five reminders before the due date are noise'),
  /** Working days between one reminder after the due date and the next. */
  repeats: z.array(z.int('A whole number of working days').min(1).max(60)).max(10),
  /** What a returned item leaves its owner at least. */
  grace: BudgetSchema,
  /** Who hears next, by the side that owes. */
  ladders: z.strictObject({ partner: Ladder, vendor: Ladder }),
  blockers: z.strictObject({ respond: BudgetSchema, resolve: BudgetSchema, update: BudgetSchema }),
  escalations: z.strictObject({ respond: BudgetSchema, plan: BudgetSchema, update: BudgetSchema }),
});
export type Sla = Readonly<z.infer<typeof SlaSchema>>;

/** What counts where a playbook says nothing else. */
export const USUAL_SLA: Sla = {
  thresholds: [50, 75, 90],
  repeats: [1, 2, 3, 5, 8, 8],
  grace: '2 bd',
  ladders: {
    partner: [
      { after: '4 bh', tell: [BACKUP] },
      { after: '1 bd', tell: ['p.lead', 'v.pm'] },
      { after: '2 bd', tell: ['v.pm', 'v.csl', 'v.ta'] },
      { after: '5 bd', tell: ['v.spon', 'p.spon'] },
    ],
    vendor: [
      { after: '4 bh', tell: [BACKUP] },
      { after: '1 bd', tell: ['v.pm'] },
      { after: '2 bd', tell: ['v.pm', 'v.csl', 'v.ta'] },
      { after: '5 bd', tell: ['v.spon'] },
    ],
  },
  blockers: { respond: '4 bh', resolve: '3 bd', update: '2 bd' },
  escalations: { respond: '4 bh', plan: '1 bd', update: '2 bd' },
};

/** The rules for a clock of `side` that starts now. */
export function policyOf(
  { thresholds, repeats, grace, ladders }: Sla,
  { side, budget }: Readonly<{ side: ClockSide; budget: Budget }>,
): ClockPolicy {
  const ladder = ladders[side === 'partner' ? 'partner' : 'vendor'];
  return { budget, thresholds, repeats, ladder, grace };
}
