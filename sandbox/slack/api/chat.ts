import { LIMITS } from '../facts.ts';
import { isObject, objectsOf, type Obj } from '../json.ts';
import { refuseMessageBlocks, refuseMetadata } from '../blocks/validate.ts';
import { appDmWith, appIsIn, appSees } from '../store/channels.ts';
import {
  deleteMessage,
  editMessage,
  findMessage,
  messageJson,
  postMessage,
} from '../store/messages.ts';
import { companyOf, type Channel, type Message } from '../store/world.ts';
import { unreadable, type Args } from './args.ts';
import { ApiError, invalidArguments } from './api-error.ts';
import { needScope, refuse, type Call, type Method } from './call.ts';
import { joinedChannel, notArchived, reachableUser, seenChannel } from './reach.ts';

const { message: L } = LIMITS;

type Content = Readonly<{
  text: string | undefined;
  blocks: Obj[] | undefined;
  attachments: Obj[];
  metadata: Obj | undefined;
}>;

function readBlocks(args: Args): Obj[] | undefined {
  const blocks = args.json('blocks');
  if (blocks === undefined) return undefined;
  if (blocks === unreadable || !Array.isArray(blocks)) throw new ApiError('invalid_blocks_format');
  refuse(refuseMessageBlocks(blocks));
  return objectsOf(blocks);
}

function readAttachments(args: Args): Obj[] {
  const attachments = args.json('attachments') ?? [];
  if (!Array.isArray(attachments)) {
    throw invalidArguments('must provide an array [json-pointer:/attachments]');
  }
  if (attachments.length > L.attachments_max) throw new ApiError('too_many_attachments');
  attachments.forEach((each: unknown, index) => {
    if (!isObject(each) || each['blocks'] === undefined) return;
    refuse(refuseMessageBlocks(each['blocks'], `/attachments/${index}/blocks`));
  });
  return objectsOf(attachments);
}

function readMetadata(args: Args): Obj | undefined {
  const metadata = args.json('metadata');
  if (metadata === undefined) return undefined;
  refuse(refuseMetadata(metadata === unreadable ? undefined : metadata));
  return isObject(metadata) ? metadata : undefined;
}

/** @throws ApiError no_text when there is nothing to show */
function readContent(args: Args): Content {
  const markdown = args.text('markdown_text');
  const blocks = readBlocks(args);
  const text = args.text('text');
  if (markdown !== undefined) {
    if (text !== undefined || blocks !== undefined) throw new ApiError('markdown_text_conflict');
    if (markdown.length > L.markdown_text) {
      throw invalidArguments(
        `must be less than ${L.markdown_text + 1} characters [json-pointer:/markdown_text]`,
      );
    }
  }
  const attachments = readAttachments(args);
  const shown = markdown === undefined ? blocks : [{ type: 'markdown', text: markdown }];
  const isEmpty = (text ?? markdown ?? '') === '' && (shown ?? []).length === 0;
  if (isEmpty && attachments.length === 0) throw new ApiError('no_text');
  return { text: text ?? markdown, blocks: shown, attachments, metadata: readMetadata(args) };
}

function needCustomize({ world, args }: Call): void {
  const customized = ['username', 'icon_emoji', 'icon_url'].some((name) => args.has(name));
  if (customized) needScope(world, 'chat:write.customize');
}

/** Where to post: a channel, or a person's DM. @throws ApiError */
function target({ world, args }: Call): Channel {
  const id = args.need('channel');
  const isPerson = /^[UW]/.test(id);
  const user = isPerson ? reachableUser(world, id) : undefined;
  if (isPerson && (user === undefined || user.bot === true)) {
    throw new ApiError('channel_not_found');
  }
  const channel = user === undefined ? world.channels.get(id) : appDmWith(world, user.id);
  if (channel === undefined || !appSees(world, channel)) throw new ApiError('channel_not_found');
  if (channel.isIm && !world.grants.messagesTab) throw new ApiError('messages_tab_disabled');
  if (!appIsIn(world, channel) && !world.grants.scopes.has('chat:write.public')) {
    throw new ApiError('not_in_channel');
  }
  return notArchived(channel);
}

/** The parent to reply to: a message of its own, not a reply. @throws ApiError */
function threadOf(args: Args, channel: Channel): string | undefined {
  const ts = args.text('thread_ts');
  if (ts === undefined) return undefined;
  const parent = findMessage(channel, ts);
  if (parent === undefined || parent.threadTs !== undefined) {
    throw new ApiError('cannot_reply_to_message');
  }
  return ts;
}

const postMessageMethod: Method = (call) => {
  const { world, args } = call;
  needCustomize(call);
  const channel = target(call);
  const content = readContent(args);
  const message = postMessage(world, channel, {
    authorId: world.app.botUserId,
    ...content,
    text: (content.text ?? '').slice(0, L.text_truncated_at),
    blocks: content.blocks ?? [],
    threadTs: threadOf(args, channel),
  });
  return {
    channel: channel.id,
    ts: message.ts,
    message: messageJson(world, channel, message, true),
  };
};

const postEphemeral: Method = (call) => {
  const { world, args } = call;
  needCustomize(call);
  const channel = notArchived(joinedChannel(call));
  if (channel.isIm && !world.grants.messagesTab) throw new ApiError('messages_tab_disabled');
  const user = args.need('user');
  if (!channel.members.has(user)) throw new ApiError('user_not_in_channel');
  const content = readContent(args);
  if ((content.text ?? '').length > L.text_truncated_at) throw new ApiError('msg_too_long');
  const message = postMessage(world, channel, {
    authorId: world.app.botUserId,
    ...content,
    text: content.text ?? '',
    blocks: content.blocks ?? [],
    threadTs: threadOf(args, channel),
    onlyFor: user,
  });
  return { message_ts: message.ts };
};

/** A message of the app's own. @throws ApiError */
function ownMessage(
  { world, args }: Call,
  channel: Channel,
  codes: Readonly<{ notOwn: string }>,
): Message {
  const message = findMessage(channel, args.need('ts'));
  if (message === undefined || message.tombstone) throw new ApiError('message_not_found');
  if (message.authorId !== world.app.botUserId) throw new ApiError(codes.notOwn);
  return message;
}

const update: Method = (call) => {
  const { world, args } = call;
  const channel = seenChannel(call);
  const message = ownMessage(call, channel, { notOwn: 'cant_update_message' });
  if (channel.isArchived) throw new ApiError('is_inactive');
  const { text, blocks, metadata } = readContent(args);
  if ((text ?? '').length > L.update_text_max) throw new ApiError('msg_too_long');
  editMessage(world, channel, message, { text, blocks, metadata });
  return {
    channel: channel.id,
    ts: message.ts,
    text: message.text,
    message: messageJson(world, channel, message, true),
  };
};

const remove: Method = (call) => {
  const channel = seenChannel(call);
  const message = ownMessage(call, channel, { notOwn: 'cant_delete_message' });
  deleteMessage(call.world, channel, message);
  return { channel: channel.id, ts: message.ts };
};

const getPermalink: Method = (call) => {
  const channel = seenChannel(call);
  const message = findMessage(channel, call.args.need('message_ts'));
  if (message === undefined) throw new ApiError('message_not_found');
  const { domain } = companyOf(call.world, call.world.app.teamId);
  const place = `https://${domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`;
  const thread =
    message.threadTs === undefined ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
  return { channel: channel.id, permalink: place + thread };
};

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': postMessageMethod,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
};
