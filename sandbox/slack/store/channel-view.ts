import type { ChannelView, StoredMessage } from '../types.ts';
import { isExtShared } from './channels.ts';
import type { Channel, Message } from './world.ts';

function storedMessage(message: Message): StoredMessage {
  const { ts, threadTs, metadata } = message;
  return {
    ts,
    ...(threadTs === undefined ? {} : { threadTs }),
    from: message.authorId,
    text: message.text,
    blocks: message.blocks,
    ...(metadata === undefined ? {} : { metadata }),
    files: message.fileIds,
    pinned: message.pinned,
    edited: message.edited !== undefined,
  };
}

/** A channel as tests look at it. */
export function channelView(channel: Channel): ChannelView {
  return {
    id: channel.id,
    name: channel.name,
    isPrivate: channel.isPrivate,
    isIm: channel.isIm,
    isArchived: channel.isArchived,
    isShared: isExtShared(channel),
    hostTeamId: channel.hostTeamId,
    teamIds: [...channel.teams],
    memberIds: [...channel.members],
    topic: channel.topic.value,
    purpose: channel.purpose.value,
    creatorId: channel.creatorId,
    messages: channel.messages.filter(({ onlyFor }) => onlyFor === undefined).map(storedMessage),
  };
}
