import { listOnboardings } from '../../db/onboardings.ts';
import { listOutcomes } from '../../db/outcomes.ts';
import { enqueue, PRIORITY } from '../../db/outbox.ts';
import { claimSlot } from '../../db/schedule.ts';
import { authorize } from '../domain/access.ts';
import { DIGEST_TOO_LATE_MS, digestOf, weeklySlot, type Digest } from '../domain/digest.ts';
import { EXECUTIVES_LANE } from '../domain/notice.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';

/** Queues the weekly digest once its hour has come; once a week, however many processes ask. */
export async function planDigest(deps: Deps): Promise<void> {
  const { zone, executiveChannel } = deps.settings;
  const now = deps.now();
  const slotAt = weeklySlot(now, zone);
  if (executiveChannel === null || now - slotAt > DIGEST_TOO_LATE_MS) return;
  await deps.store.tx(async (tx) => {
    if (!(await claimSlot(tx, { job: 'digest', slotAt, at: now }))) return;
    await enqueue(tx, {
      dedupeKey: `digest:${slotAt}`,
      lane: EXECUTIVES_LANE,
      intent: { kind: 'digest', slotAt },
      priority: PRIORITY.digest,
      now,
    });
  });
}

/** The digest as it would be posted now. @throws RefusedError */
export async function previewDigest(deps: Deps, signer: Signer): Promise<Digest> {
  const { read } = deps.store;
  authorize(await colleagueFor(read, deps, signer), 'preview_digest');
  const now = deps.now();
  const { zone } = deps.settings;
  return digestOf({
    slotAt: now,
    now,
    zone,
    onboardings: await listOnboardings(read),
    outcomes: await listOutcomes(read),
  });
}
