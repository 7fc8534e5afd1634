import { getPlaybook } from '../../db/playbooks.ts';
import { authorize } from '../domain/access.ts';
import { asId } from '../domain/ids.ts';
import { firstItems } from '../domain/item.ts';
import { factSheet, planFor, timeFor } from '../domain/onboarding.ts';
import type { SeenPlan } from '../domain/seen-plan.ts';
import { tierOf } from '../domain/tier.ts';
import { colleagueFor } from './actor.ts';
import type { Deps } from './deps.ts';
import type { StartInput } from './start-partner.ts';

/** The plan that a partner would get; nothing is stored. @throws RefusedError */
export async function previewStart(
  deps: Deps,
  { signer, facts, ...basics }: Omit<StartInput, 'viewId'>,
): Promise<SeenPlan> {
  const { read } = deps.store;
  authorize(await colleagueFor(read, deps, signer), 'start_partner');
  const playbook = await getPlaybook(read, basics.playbookHash);
  const onboarding = { facts, tierOverride: null, targetGoLive: basics.targetGoLive };
  const sheet = factSheet({ onboarding, partner: basics });
  const items = firstItems({ playbook, sheet }, (key) => ({
    id: asId('item', key),
    onboardingId: asId('onboarding', ''),
  }));
  const time = timeFor(deps.settings, { partner: basics, playbook }, deps.now());
  const plan = planFor({ onboarding, partner: basics, playbook, items }, time);
  return { plan, tier: tierOf(facts), override: null, zone: deps.settings.zone };
}
