import { getPlaybooks } from '../../db/playbooks.ts';
import type { Reader } from '../../db/store.ts';
import { authorize, may, type Actor } from '../domain/access.ts';
import { planFor, type WholeOnboarding, timeFor } from '../domain/onboarding.ts';
import { diffPlaybooks } from '../domain/playbook-diff.ts';
import { approverOf, type Playbook } from '../domain/playbook.ts';
import type { PartnerPlan } from '../domain/seen-plan.ts';
import { tierOf } from '../domain/tier.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { findByName } from './find-partner.ts';

/** The plan of one partner as things stand. @throws RefusedError; UserError for an unknown name */
export async function seePlan(
  deps: Deps,
  { signer, name }: Readonly<{ signer: Signer; name: string }>,
): Promise<PartnerPlan> {
  const { read } = deps.store;
  const { actor, whole } = await partnerToSee(deps, { signer, name });
  const { onboarding, partner, playbook } = whole;
  const newer = await newerPlaybook(read, deps, whole);
  return {
    onboardingId: onboarding.id,
    partnerName: partner.name,
    playbook: { title: playbook.title, version: playbook.version },
    modules: new Map([
      ...playbook.modules.map(({ key, title }, nth) => [key, `${nth + 1} · ${title}`] as const),
      ...playbook.lists.map(({ key, title }) => [key, title] as const),
    ]),
    plan: planFor(whole, timeFor(deps.settings, whole, deps.now())),
    tier: onboarding.facts && tierOf(onboarding.facts),
    override: onboarding.tierOverride,
    zone: deps.settings.zone,
    mayChange: may(actor, 'change_facts', approverOf(playbook)),
    mayMigrate: may(actor, 'migrate_playbook'),
    mayOpenExtra: may(actor, 'open_extra') && playbook.lists.length > 0,
    newer: newer && { version: newer.playbook.version },
  };
}

/** A partner whose plan may be seen, and by whom. @throws RefusedError; UserError for an unknown name */
export async function partnerToSee(
  deps: Deps,
  { signer, name }: Readonly<{ signer: Signer; name: string }>,
): Promise<Readonly<{ actor: Actor; whole: WholeOnboarding }>> {
  const { read } = deps.store;
  const actor = await colleagueFor(read, deps, signer);
  // Before names are looked up: whoever may see no plan learns of no partner.
  const [usual] = await getPlaybooks(read, deps.settings.playbooks);
  authorize(actor, 'see_plan', usual && approverOf(usual));
  const whole = await findByName(read, name);
  authorize(actor, 'see_plan', approverOf(whole.playbook));
  return { actor, whole };
}

/** The playbook that new partners of this one's kind get, when this one is pinned to an older. */
export async function newerPlaybook(
  reader: Reader,
  deps: Deps,
  { onboarding, playbook }: WholeOnboarding,
): Promise<Readonly<{ hash: string; playbook: Playbook }> | null> {
  const { playbooks } = deps.settings;
  if (playbooks.includes(onboarding.playbookHash)) return null;
  const current = await getPlaybooks(reader, playbooks);
  const index = current.findIndex(({ id }) => id === playbook.id);
  const hash = playbooks[index];
  const newest = current[index];
  // A version of the bot may store the same playbook under another hash.
  if (hash === undefined || !newest || diffPlaybooks(playbook, newest).length === 0) return null;
  return { hash, playbook: newest };
}
