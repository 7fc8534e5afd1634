import { objectsOf, type Obj } from '../json.ts';
import { findMessage, messageJson } from '../store/messages.ts';
import { nextId, seconds, type Channel, type Message } from '../store/world.ts';
import { ApiError } from './api-error.ts';
import { needScope, type Call, type Method } from './call.ts';
import { joinedChannel, notArchived, seenChannel } from './reach.ts';

const TS = /^\d+\.\d{6}$/;
const PINS_MAX = 100;

/** The message a call's `timestamp` names. @throws ApiError */
function markedMessage(call: Call, channel: Channel): Message {
  const ts = call.args.need('timestamp');
  if (!TS.test(ts)) throw new ApiError('bad_timestamp');
  const message = findMessage(channel, ts);
  if (message === undefined || message.tombstone) throw new ApiError('message_not_found');
  return message;
}

const addPin: Method = (call) => {
  const channel = joinedChannel(call);
  const message = markedMessage(call, channel);
  if (message.pinned) throw new ApiError('already_pinned');
  const pinned = channel.messages.filter((each) => each.pinned);
  if (pinned.length >= PINS_MAX) throw new ApiError('too_many_pins');
  message.pinned = true;
  return {};
};

const removePin: Method = (call) => {
  const message = markedMessage(call, seenChannel(call));
  if (!message.pinned) throw new ApiError('no_pin');
  message.pinned = false;
  return {};
};

const listPins: Method = (call) => {
  const { world } = call;
  const channel = seenChannel(call);
  const items = channel.messages
    .filter((each) => each.pinned)
    .map((each) => ({
      type: 'message',
      created: seconds(world.now()),
      created_by: world.app.botUserId,
      channel: channel.id,
      message: messageJson(world, channel, each),
    }));
  return { items };
};

const addReaction: Method = (call) => {
  const { botUserId } = call.world.app;
  const channel = notArchived(seenChannel(call));
  const message = markedMessage(call, channel);
  const name = call.args.need('name');
  if (!/^[\p{Ll}\d_+'-]+(::skin-tone-\d)?$/u.test(name)) throw new ApiError('invalid_name');
  const users = message.reactions.get(name) ?? new Set<string>();
  if (users.has(botUserId)) throw new ApiError('already_reacted');
  message.reactions.set(name, users.add(botUserId));
  return {};
};

const removeReaction: Method = (call) => {
  const { botUserId } = call.world.app;
  const message = markedMessage(call, seenChannel(call));
  const name = call.args.need('name');
  const users = message.reactions.get(name);
  if (users?.delete(botUserId) !== true) throw new ApiError('no_reaction');
  if (users.size === 0) message.reactions.delete(name);
  return {};
};

function findBookmark(call: Call, channel: Channel): Obj {
  const id = call.args.need('bookmark_id');
  const bookmark = objectsOf(channel.bookmarks).find((each) => each['id'] === id);
  if (bookmark === undefined) throw new ApiError('not_found');
  return bookmark;
}

const addBookmark: Method = (call) => {
  const { world, args } = call;
  const channel = joinedChannel(call);
  if (args.need('type') !== 'link') throw new ApiError('invalid_bookmark_type');
  if (!/^https?:\/\/\S+$/.test(args.text('link') ?? '')) throw new ApiError('invalid_link');
  if (channel.bookmarks.length >= 100) throw new ApiError('too_many_bookmarks');
  const bookmark = {
    id: nextId(world, 'Bk'),
    channel_id: channel.id,
    title: args.need('title'),
    link: args.text('link'),
    emoji: args.text('emoji') ?? '',
    type: 'link',
    date_created: seconds(world.now()),
    date_updated: seconds(world.now()),
    last_updated_by_user_id: world.app.botUserId,
    last_updated_by_team_id: world.app.teamId,
  };
  channel.bookmarks.push(bookmark);
  return { bookmark };
};

const editBookmark: Method = (call) => {
  const { args } = call;
  const bookmark = findBookmark(call, joinedChannel(call));
  for (const name of ['title', 'link', 'emoji']) {
    if (args.has(name)) bookmark[name] = args.text(name);
  }
  bookmark['date_updated'] = seconds(call.world.now());
  return { bookmark };
};

const removeBookmark: Method = (call) => {
  const channel = joinedChannel(call);
  channel.bookmarks.splice(channel.bookmarks.indexOf(findBookmark(call, channel)), 1);
  return {};
};

const listBookmarks: Method = (call) => {
  needScope(call.world, 'bookmarks:read', 'bookmarks:write');
  return { bookmarks: seenChannel(call).bookmarks };
};

export const markMethods: Readonly<Record<string, Method>> = {
  'pins.add': addPin,
  'pins.remove': removePin,
  'pins.list': listPins,
  'reactions.add': addReaction,
  'reactions.remove': removeReaction,
  'bookmarks.add': addBookmark,
  'bookmarks.edit': editBookmark,
  'bookmarks.remove': removeBookmark,
  'bookmarks.list': listBookmarks,
};
