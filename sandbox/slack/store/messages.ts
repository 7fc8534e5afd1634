import { completeBlocks } from '../blocks/complete.ts';
import { firstPicture, redraw } from '../blocks/state.ts';
import { fallbackText } from '../text/render.ts';
import { typedElements } from '../text/typed.ts';
import { compact, type Obj } from '../json.ts';
import { isExtShared, kindOf } from './channels.ts';
import { fileJson, fileStub } from './files.ts';
import { nextShortId, nextTs, userById, type Channel, type Message, type World } from './world.ts';

export type NewMessage = Readonly<{
  authorId: string;
  text: string;
  blocks?: readonly Obj[];
  attachments?: readonly Obj[];
  metadata?: Obj | undefined;
  threadTs?: string | undefined;
  onlyFor?: string | undefined;
  fileIds?: readonly string[];
}>;

/** The blocks a person's typed text is stored as. */
function typedBlocks(text: string, newId: () => string): Obj[] {
  const section = { type: 'rich_text_section', elements: typedElements(text) };
  return [{ type: 'rich_text', block_id: newId(), elements: [section] }];
}

function completed(world: World, blocks: readonly Obj[]): Obj[] {
  return completeBlocks(blocks, () => nextShortId(world));
}

/** Stores a message and tells the app, unless it is ephemeral. */
export function postMessage(world: World, channel: Channel, draft: NewMessage): Message {
  const isBot = draft.authorId === world.app.botUserId;
  const typed = !isBot && draft.text !== '' && draft.blocks === undefined;
  const blocks = typed
    ? typedBlocks(draft.text, () => nextShortId(world))
    : completed(world, draft.blocks ?? []);
  const message: Message = {
    ts: nextTs(world),
    threadTs: draft.threadTs,
    authorId: draft.authorId,
    text: draft.text === '' ? fallbackText(blocks) : draft.text,
    blocks,
    attachments: [...(draft.attachments ?? [])],
    metadata: draft.metadata,
    fileIds: draft.fileIds ?? [],
    pinned: false,
    edited: undefined,
    onlyFor: draft.onlyFor,
    tombstone: false,
    reactions: new Map(),
    firstPicture: firstPicture(blocks),
    pictures: new Map(),
    suggested: new Map(),
  };
  channel.messages.push(message);
  if (message.onlyFor === undefined) emitMessage(world, channel, message);
  else whisper(world, channel, message, message.onlyFor);
  return message;
}

const WHISPERS_KEPT = 100;

/** Remembers what only one person is shown, so that they can be told what a click brought. */
function whisper(world: World, channel: Channel, message: Message, userId: string): void {
  const heard = world.whispers.get(userId) ?? [];
  nextTs(world);
  heard.push({ at: world.lastMicros, channelId: channel.id, message });
  if (heard.length > WHISPERS_KEPT) heard.shift();
  world.whispers.set(userId, heard);
}

export type Edit = Readonly<{
  text: string | undefined;
  blocks: readonly Obj[] | undefined;
  metadata?: Obj | undefined;
}>;

/** Text without blocks takes the blocks away; a picture survives where its ids survive. */
export function editMessage(world: World, channel: Channel, message: Message, edit: Edit): void {
  const before = messageJson(world, channel, message);
  message.blocks = completed(world, edit.blocks ?? []);
  message.text = edit.text ?? fallbackText(message.blocks);
  if (edit.metadata !== undefined) message.metadata = edit.metadata;
  // With blocks Slack shows no "edited" mark.
  if (message.blocks.length === 0) {
    message.edited = { user: message.authorId, ts: nextTs(world) };
  }
  message.firstPicture = redraw(message.firstPicture, message.blocks);
  for (const own of message.pictures.values()) {
    for (const key of own.keys()) if (!message.firstPicture.has(key)) own.delete(key);
  }
  if (message.onlyFor !== undefined) {
    whisper(world, channel, message, message.onlyFor);
    return;
  }
  const event = {
    type: 'message',
    subtype: 'message_changed',
    message: messageJson(world, channel, message),
    previous_message: before,
    channel: channel.id,
    hidden: true,
    ts: nextTs(world),
    channel_type: kindOf(channel),
  };
  world.emit(event, { channel });
}

/** Takes a message away; the parent of a thread leaves a tombstone. */
export function deleteMessage(world: World, channel: Channel, message: Message): void {
  const before = messageJson(world, channel, message);
  if (repliesTo(channel, message.ts).length > 0) {
    Object.assign(message, { tombstone: true, text: 'This message was deleted.', blocks: [] });
    message.pinned = false;
  } else {
    channel.messages.splice(channel.messages.indexOf(message), 1);
  }
  if (message.onlyFor !== undefined) return;
  const event = {
    type: 'message',
    subtype: 'message_deleted',
    previous_message: before,
    channel: channel.id,
    hidden: true,
    deleted_ts: message.ts,
    ts: nextTs(world),
    channel_type: kindOf(channel),
  };
  world.emit(event, { channel });
}

/** Ephemerals are found only when asked for. */
export function findMessage(channel: Channel, ts: string, ephemeral = false): Message | undefined {
  return channel.messages.findLast(
    (each) => each.ts === ts && (ephemeral || each.onlyFor === undefined),
  );
}

/** The public replies under a parent, oldest first. */
export function repliesTo(channel: Channel, parentTs: string): Message[] {
  return channel.messages.filter(
    (each) => each.threadTs === parentTs && each.ts !== parentTs && each.onlyFor === undefined,
  );
}

function threadFields(channel: Channel, message: Message): Obj {
  if (message.threadTs !== undefined) {
    const parent = findMessage(channel, message.threadTs);
    return compact({ thread_ts: message.threadTs, parent_user_id: parent?.authorId });
  }
  const replies = repliesTo(channel, message.ts);
  if (replies.length === 0) return {};
  const users = [...new Set(replies.map((each) => each.authorId))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts,
    reply_users: users,
    is_locked: false,
    subscribed: false,
  };
}

function botFields(world: World): Obj {
  const { botId, appId, teamId } = world.app;
  return {
    bot_id: botId,
    app_id: appId,
    bot_profile: {
      id: botId,
      app_id: appId,
      user_id: world.app.botUserId,
      name: userById(world, world.app.botUserId).name,
      icons: {},
      deleted: false,
      updated: 0,
      team_id: teamId,
    },
  };
}

/** A message as `conversations.history` returns it. */
export function messageJson(
  world: World,
  channel: Channel,
  message: Message,
  withMetadata = false,
): Obj {
  const author = userById(world, message.authorId);
  const files = message.fileIds.flatMap((id) => {
    const file = world.files.get(id);
    return file === undefined ? [] : [fileJson(world, file)];
  });
  const reactions = [...message.reactions].map(([name, users]) => ({
    name,
    users: [...users],
    count: users.size,
  }));
  return compact({
    user: author.id,
    type: 'message',
    subtype: message.tombstone ? 'tombstone' : undefined,
    ts: message.ts,
    ...(author.id === world.app.botUserId
      ? botFields(world)
      : { client_msg_id: `msg-${message.ts}` }),
    text: message.text,
    team: author.teamId,
    ...threadFields(channel, message),
    blocks: message.blocks.length > 0 ? message.blocks : undefined,
    attachments: message.attachments.length > 0 ? message.attachments : undefined,
    metadata: withMetadata ? message.metadata : undefined,
    files: files.length > 0 ? files : undefined,
    upload: files.length > 0 ? false : undefined,
    edited: message.edited,
    pinned_to: message.pinned ? [channel.id] : undefined,
    reactions: reactions.length > 0 ? reactions : undefined,
  });
}

function emitMessage(world: World, channel: Channel, message: Message): void {
  const author = userById(world, message.authorId);
  const json = messageJson(world, channel, message);
  const stubs = isExtShared(channel) ? message.fileIds.map(fileStub) : json['files'];
  const event = {
    ...json,
    ...(message.fileIds.length > 0 ? { subtype: 'file_share', files: stubs } : {}),
    channel: channel.id,
    event_ts: message.ts,
    channel_type: kindOf(channel),
  };
  world.emit(event, { channel, actorTeamId: author.teamId });
}
