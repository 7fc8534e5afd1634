import { RESPONSE_URL_LIFE_MS, RESPONSE_URL_USES, TEXT_MAX } from '../api/limits.ts';
import { refusalFields, refuseMessageBlocks } from '../blocks/validate.ts';
import { objectsOf, textOf, type Obj } from '../json.ts';
import { deleteMessage, editMessage, findMessage, postMessage } from '../store/messages.ts';
import type { Channel, Message, World } from '../store/world.ts';

export type Reply = Readonly<{ status: number; body: Obj }>;

const KNOWN = new Set(
  (
    'text blocks attachments response_type replace_original delete_original thread_ts metadata ' +
    'link_names mrkdwn parse unfurl_links unfurl_media'
  ).split(' '),
);

function refused(error: string, more: Obj = {}, status = 400): Reply {
  return { status, body: { ok: false, error, ...more } };
}

const DONE: Reply = { status: 200, body: { ok: true } };

/** What is wrong with a message sent as an answer; undefined when Slack takes it. */
export function refuseAnswer(body: Obj): Reply | undefined {
  const unknown = Object.keys(body).filter((name) => !KNOWN.has(name));
  if (unknown.length > 0) {
    const messages = unknown.map((name) => `[ERROR] invalid additional property: ${name}`);
    return refused('invalid_arguments', { response_metadata: { messages } });
  }
  const { blocks, text } = body;
  if (blocks !== undefined) {
    const refusal = refuseMessageBlocks(blocks);
    if (refusal !== undefined) return refused(refusal.code, refusalFields(refusal));
  }
  const isEmpty = textOf(text) === '' && objectsOf(blocks).length === 0;
  const hasAttachments = objectsOf(body['attachments']).length > 0;
  return isEmpty && !hasAttachments ? refused('no_text') : undefined;
}

type Answer = Readonly<{ channel: Channel; userId: string; body: Obj }>;

/** Posts what the app answered: for that person alone, unless it says `in_channel`. */
export function postAnswer(world: World, { channel, userId, body }: Answer): Message {
  const { text, blocks, thread_ts, response_type } = body;
  return postMessage(world, channel, {
    authorId: world.app.botUserId,
    text: textOf(text).slice(0, TEXT_MAX),
    blocks: objectsOf(blocks),
    attachments: objectsOf(body['attachments']),
    threadTs: typeof thread_ts === 'string' ? thread_ts : undefined,
    onlyFor: response_type === 'in_channel' ? undefined : userId,
  });
}

/** A post to a `response_url`: at most five in half an hour. */
export function respond(world: World, id: string, body: Obj): Reply {
  const issued = world.responseUrls.get(id);
  const channel = world.channels.get(issued?.channelId ?? '');
  if (issued === undefined || channel === undefined) return refused('invalid_url', {}, 404);
  if (world.now() - issued.at > RESPONSE_URL_LIFE_MS) return refused('expired_url', {}, 404);
  if (issued.uses >= RESPONSE_URL_USES) return refused('used_url', {}, 404);
  const { userId, messageTs } = issued;
  const original = messageTs === undefined ? undefined : findMessage(channel, messageTs, true);
  if (body['delete_original'] === true) {
    issued.uses += 1;
    if (original !== undefined) deleteMessage(world, channel, original);
    return DONE;
  }
  const refusal = refuseAnswer(body);
  if (refusal !== undefined) return refusal;
  issued.uses += 1;
  if (body['replace_original'] === true && original !== undefined) {
    const blocks = objectsOf(body['blocks']);
    const text = typeof body['text'] === 'string' ? body['text'] : undefined;
    editMessage(world, channel, original, { text, blocks });
    return DONE;
  }
  // There is no way from an ephemeral message to a visible one but to post anew.
  postAnswer(world, { channel, userId, body });
  return DONE;
}
