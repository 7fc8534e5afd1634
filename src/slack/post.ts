import { findDmChannel, saveDmChannel } from '../../db/contacts.ts';
import { noteAddress, type OutboxRow } from '../../db/outbox.ts';
import type { Attempt } from '../domain/delivery.ts';
import type { Notice } from '../domain/notice.ts';
import type { Contact } from '../domain/contact.ts';
import { NotFoundError } from '../errors.ts';
import { CALL_TIMEOUT_MS } from './client.ts';
import type { Address, Drawing, Drawn } from './address.ts';
import { drawNotice } from './drawing.ts';
import { MARK_EVENT, markOf } from './mark.ts';
import { NOTHING_TO_RECORD, type Outbound, type Record } from './outbound.ts';
import { failedAttempt } from './send-failure.ts';

/** How posting ended. `void`: no longer true, so nothing was sent; `lost`: the row is not ours any more. */
export type PostResult =
  | Readonly<{ kind: 'tried'; attempt: Attempt; record: Record }>
  | Readonly<{ kind: 'void'; record: Record }>
  | Readonly<{ kind: 'lost' }>;

/** Sends one notice, once. Where it goes is written down before it goes there. */
export async function postNotice(
  out: Outbound,
  row: OutboxRow,
  notice: Notice,
): Promise<PostResult> {
  const { deps } = out;
  const drawn = await stillTrue(out, notice);
  if (!drawn) return { kind: 'void', record: NOTHING_TO_RECORD };
  if (drawn.message === null) return { kind: 'void', record: drawn.onDropped };
  const channelId = await channelFor(out, drawn.to);
  if (typeof channelId !== 'string')
    return { kind: 'tried', attempt: channelId, record: NOTHING_TO_RECORD };
  const threadTs = drawn.threadTs ?? null;
  const late = deps.now() + CALL_TIMEOUT_MS >= (row.leaseUntil ?? 0);
  const noted =
    !late && (await deps.store.tx((tx) => noteAddress(tx, row, { channelId, threadTs })));
  if (!noted) return { kind: 'lost' };
  const attempt = await send(out, row, { drawn, channelId, threadTs });
  const { onPosted } = drawn;
  if (attempt.kind !== 'sent' || attempt.ts === null || !onPosted) {
    return { kind: 'tried', attempt, record: NOTHING_TO_RECORD };
  }
  const place = { channelId, ts: attempt.ts };
  return { kind: 'tried', attempt, record: (tx) => onPosted(tx, place) };
}

async function stillTrue({ deps }: Outbound, notice: Notice): Promise<Drawn> {
  try {
    return await drawNotice(deps, notice);
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}

/** The channel to post to. Opening a direct message may be repeated, so a failure is never unclear. */
async function channelFor(
  out: Outbound,
  to: Address,
): Promise<string | Exclude<Attempt, { kind: 'sent' }>> {
  if (to.kind === 'channel') return to.channelId;
  try {
    return await dmChannel(out, to.contact);
  } catch (error) {
    const attempt = failedAttempt(error);
    if (attempt.kind !== 'unclear') return attempt;
    return { kind: 'postponed', retryAfterMs: CALL_TIMEOUT_MS, error: attempt.error };
  }
}

async function dmChannel(
  { deps, client }: Outbound,
  { id, slackUserId }: Contact,
): Promise<string> {
  const known = await findDmChannel(deps.store.read, id);
  if (known !== null) return known;
  const { channel } = await client.conversations.open({ users: slackUserId ?? '' });
  const opened = channel?.id;
  if (opened === undefined) throw new Error('Slack opened a conversation without an id');
  await deps.store.tx((tx) => saveDmChannel(tx, id, opened));
  return opened;
}

async function send(
  { client, markKey }: Outbound,
  row: OutboxRow,
  {
    drawn,
    channelId,
    threadTs,
  }: Readonly<{ drawn: Drawing; channelId: string; threadTs: string | null }>,
): Promise<Attempt> {
  try {
    const { ts } = await client.chat.postMessage({
      channel: channelId,
      text: drawn.message.text,
      blocks: drawn.message.blocks,
      ...(threadTs !== null && { thread_ts: threadTs }),
      metadata: { event_type: MARK_EVENT, event_payload: markOf(row, markKey) },
      unfurl_links: false,
      unfurl_media: false,
    });
    return { kind: 'sent', channelId, ts: ts ?? null };
  } catch (error) {
    return failedAttempt(error);
  }
}
