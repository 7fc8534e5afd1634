import { personSees } from '../store/channels.ts';
import { companyOf, type Channel, type User, type World } from '../store/world.ts';
import type { ChannelRow } from '../types.ts';
import { isSeen } from './seeing.ts';

function nameFor(world: World, user: User, channel: Channel): string {
  if (!channel.isIm) return channel.name;
  const other = [...channel.members].find((id) => id !== user.id) ?? user.id;
  return world.people.get(other)?.name ?? other;
}

function rowOf(world: World, user: User, channel: Channel): ChannelRow {
  const others = [...channel.teams].filter((teamId) => teamId !== user.teamId);
  const latest = channel.messages.findLast((message) => isSeen(message, user));
  return {
    id: channel.id,
    name: nameFor(world, user, channel),
    isIm: channel.isIm,
    isPrivate: channel.isPrivate,
    isArchived: channel.isArchived,
    sharedWith: others.map((teamId) => companyOf(world, teamId).name),
    isMember: channel.members.has(user.id),
    memberIds: [...channel.members],
    topic: channel.topic.value,
    purpose: channel.purpose.value,
    ...(latest === undefined ? {} : { latestTs: latest.ts }),
  };
}

/** The channels a person sees, by name, direct messages last. */
export function listRows(world: World, user: User): ChannelRow[] {
  return [...world.channels.values()]
    .filter((channel) => personSees(channel, user))
    .map((channel) => rowOf(world, user, channel))
    .sort((a, b) => Number(a.isIm) - Number(b.isIm) || a.name.localeCompare(b.name, 'en'));
}
