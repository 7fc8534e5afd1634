import { messageJson, repliesTo, findMessage } from '../store/messages.ts';
import type { Message } from '../store/world.ts';
import { ApiError } from './api-error.ts';
import type { Call, Method } from './call.ts';
import { pageMetadata, readCursor, readLimit } from './paging.ts';
import { joinedChannel } from './reach.ts';

const TS = /^\d{1,12}(\.\d{1,6})?$/;

/** @throws ApiError when it is no timestamp */
function bound(call: Call, name: 'oldest' | 'latest'): number | undefined {
  const value = call.args.text(name);
  if (value === undefined || value === '') return undefined;
  if (!TS.test(value)) throw new ApiError(`invalid_ts_${name}`);
  // 0 stands for "no bound".
  return Number(value) === 0 ? undefined : Number(value);
}

/** Whether a ts lies between `oldest` and `latest`; the bounds themselves count if `inclusive`. */
function within(call: Call): (ts: string) => boolean {
  const inclusive = call.args.flag('inclusive');
  const oldest = bound(call, 'oldest') ?? -Infinity;
  const latest = bound(call, 'latest') ?? Infinity;
  return (ts) => {
    const at = Number(ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  };
}

const history: Method = (call) => {
  const { world, args } = call;
  const channel = joinedChannel(call, 'history');
  const limit = readLimit(call, 100);
  const inside = within(call);
  const before = readCursor(call);
  const listed = channel.messages
    .filter(({ onlyFor, threadTs, ts }) => {
      const isPublic = onlyFor === undefined && threadTs === undefined;
      return isPublic && inside(ts) && (before === undefined || Number(ts) < Number(before));
    })
    .toReversed();
  const page = listed.slice(0, limit);
  const more = listed.length > limit;
  const withMetadata = args.flag('include_all_metadata');
  return {
    messages: page.map((each) => messageJson(world, channel, each, withMetadata)),
    has_more: more,
    pin_count: channel.messages.filter(({ pinned }) => pinned).length,
    channel_actions_ts: null,
    channel_actions_count: 0,
    ...(more ? pageMetadata(page.at(-1)?.ts) : {}),
  };
};

/** The thread a message stands in, parent first. @throws ApiError thread_not_found */
function threadAround(messages: Message | undefined, all: (ts: string) => Message[]): Message[] {
  if (messages === undefined) throw new ApiError('thread_not_found');
  return [messages, ...all(messages.ts)];
}

const replies: Method = (call) => {
  const { world, args } = call;
  const channel = joinedChannel(call, 'history');
  const limit = readLimit(call, 1000);
  const asked = findMessage(channel, args.need('ts'));
  const parent = asked?.threadTs === undefined ? asked : findMessage(channel, asked.threadTs);
  const thread = threadAround(parent, (ts) => repliesTo(channel, ts));
  const inside = within(call);
  const after = readCursor(call);
  const [first, ...rest] = thread;
  const listed = rest.filter(
    ({ ts }) => inside(ts) && (after === undefined || Number(ts) > Number(after)),
  );
  // The parent opens every first page, whatever the bounds.
  const opened = after === undefined && first !== undefined ? [first, ...listed] : listed;
  const page = opened.slice(0, limit);
  const more = opened.length > limit;
  const withMetadata = args.flag('include_all_metadata');
  return {
    messages: page.map((each) => messageJson(world, channel, each, withMetadata)),
    has_more: more,
    ...(more ? pageMetadata(page.at(-1)?.ts) : {}),
  };
};

export const historyMethods: Readonly<Record<string, Method>> = {
  'conversations.history': history,
  'conversations.replies': replies,
};
