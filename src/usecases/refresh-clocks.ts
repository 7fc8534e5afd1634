import { recordAudit } from '../../db/audit.ts';
import {
  listOpenClocks,
  listUnclocked,
  savePolicy,
  wakeClocks,
  wakeOutdated,
} from '../../db/clocks.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import type { Tx } from '../../db/store.ts';
import type { AuditEntry } from '../domain/audit.ts';
import type { WholeOnboarding } from '../domain/onboarding.ts';
import { policyOf } from '../domain/sla.ts';
import type { Deps } from './deps.ts';
import { followAll } from './follow-ball.ts';

/**
 * What a start owes the clocks: those for items that were opened by a version of the bot which had
 * none, due when they were due; and another look at dates that were computed with other time zones,
 * hours or holidays than those of today.
 */
export async function refreshClocks(deps: Deps): Promise<void> {
  for (const id of await listUnclocked(deps.store.read)) {
    await deps.store.tx(async (tx) => {
      const whole = await getOnboarding(tx, id);
      await followAll(tx, deps, { whole, actorId: 'clock' });
    });
  }
  const { zoneData, now } = deps;
  await deps.store.tx((tx) => wakeOutdated(tx, { zoneData, now: now() }));
}

/**
 * Has the open clocks of an onboarding follow the rules of its playbook from now on: reminders and
 * ladder that are still to come, and hours. What they have is theirs: budgets and dates stay.
 */
export async function rebaseline(
  tx: Tx,
  deps: Deps,
  { whole, actorId }: Readonly<{ whole: WholeOnboarding; actorId: AuditEntry['actorId'] }>,
): Promise<void> {
  const now = deps.now();
  const clocks = await listOpenClocks(tx, whole.onboarding.id);
  for (const { row } of clocks) {
    const { budget } = row.policy;
    const policy = policyOf(whole.playbook.sla, { side: row.side, budget });
    if (JSON.stringify(policy) === JSON.stringify(row.policy)) continue;
    await savePolicy(tx, row.id, policy);
    await recordAudit(tx, {
      at: now,
      actorId,
      action: 'clock_policy_changed',
      subject: row.id,
      detail: { steps: policy.ladder.length },
    });
  }
  await wakeClocks(tx, { ids: clocks.map(({ row }) => row.id), now });
}
