import { noteRendered, type Message } from '../../db/messages.ts';
import { drawMessage } from './drawing.ts';
import type { Outbound } from './outbound.ts';
import { failedAttempt } from './send-failure.ts';

/** Slack allows some fifty edits a minute: many clicks are folded into one drawing. */
const BETWEEN_RENDERS_MS = 1_200;
const AFTER_FAILURE_MS = 30_000;

/**
 * Draws a message anew in place. It shows the state of things at `desiredRev`; what changes
 * meanwhile leaves it out of date, and it is drawn again.
 */
export async function renderMessage(out: Outbound, stored: Message): Promise<void> {
  const { deps, client, log } = out;
  const { id, channelId, ts, desiredRev, renderedRev } = stored;
  if (channelId === null || ts === null) return;
  const ended = (change: Readonly<{ renderedRev: number; waitMs: number }>) => {
    const leaseUntil = deps.now() + change.waitMs;
    return deps.store.tx((tx) =>
      noteRendered(tx, { id, renderedRev: change.renderedRev, leaseUntil }),
    );
  };
  const { text, blocks } = await drawMessage(deps, stored);
  try {
    await client.chat.update({ channel: channelId, ts, text, blocks });
    await ended({ renderedRev: desiredRev, waitMs: BETWEEN_RENDERS_MS });
  } catch (error) {
    const attempt = failedAttempt(error);
    if (attempt.kind === 'refused') {
      // A message that is gone stays gone: it is not drawn again until something changes.
      log.error({ messageId: id, error: attempt.error }, 'Slack refused to update a message');
      await ended({ renderedRev: desiredRev, waitMs: AFTER_FAILURE_MS });
      return;
    }
    const waitMs = attempt.kind === 'postponed' ? attempt.retryAfterMs : AFTER_FAILURE_MS;
    await ended({ renderedRev, waitMs });
  }
}
