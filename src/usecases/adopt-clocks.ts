import { listUnclocked } from '../../db/clocks.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import type { Deps } from './deps.ts';
import { followAll } from './follow-ball.ts';

/**
 * Starts clocks for items that were opened by a version of the bot which had none: due when they were
 * due, as if they had run since.
 */
export async function adoptClocks(deps: Deps): Promise<void> {
  for (const id of await listUnclocked(deps.store.read)) {
    await deps.store.tx(async (tx) => {
      const whole = await getOnboarding(tx, id);
      await followAll(tx, deps, { whole, actorId: 'clock' });
    });
  }
}
