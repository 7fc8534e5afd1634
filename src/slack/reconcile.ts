import type { ConversationsHistoryResponse } from '@slack/web-api';
import type { OutboxRow } from '../../db/outbox.ts';
import type { Found } from '../domain/delivery.ts';
import { bearsMark } from './mark.ts';
import type { Outbound } from './outbound.ts';

/** Clocks of Slack and ours may differ by this much. */
const SKEW_MS = 60_000;
const PAGE = 200;

/**
 * Looks in Slack's history whether the message of `row` arrived: by its signed mark, and written by
 * us. Reads every page since the first attempt.
 */
export async function findInSlack(out: Outbound, row: OutboxRow): Promise<Found> {
  const { client, markKey, deps } = out;
  const { channelId, threadTs, firstTryAt } = row;
  // The address is written down before anything is sent.
  if (channelId === null) return { kind: 'absent' };
  const since = {
    channel: channelId,
    oldest: String(((firstTryAt ?? row.createdAt) - SKEW_MS) / 1000),
    include_all_metadata: true,
    limit: PAGE,
  };
  try {
    let cursor = '';
    do {
      const page: ConversationsHistoryResponse =
        threadTs === null
          ? await client.conversations.history({ ...since, ...(cursor !== '' && { cursor }) })
          : await client.conversations.replies({
              ...since,
              ts: threadTs,
              ...(cursor !== '' && { cursor }),
            });
      const hit = page.messages?.find(
        ({ metadata, bot_id: botId }) =>
          botId === deps.host.botId && bearsMark(metadata, row, markKey),
      );
      if (hit?.ts !== undefined) return { kind: 'found', channelId, ts: hit.ts };
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor !== '');
    return { kind: 'absent' };
  } catch (error) {
    return {
      kind: 'unreadable',
      error: error instanceof Error ? error.message.slice(0, 100) : 'unknown',
    };
  }
}
