import { appIsIn, appSees, kindOf, sharesChannelWithHost } from '../store/channels.ts';
import { isExternal } from '../store/users.ts';
import type { Channel, User, World } from '../store/world.ts';
import { ApiError } from './api-error.ts';
import { listed, needScope, type Call } from './call.ts';

/** What is done in a channel: each has its scopes per kind of channel. */
type Doing = 'read' | 'history' | 'write' | 'invite' | 'topic';

const SCOPES: Readonly<Record<Doing, Readonly<Record<'group' | 'channel' | 'im', string[]>>>> = {
  read: { group: ['groups:read'], channel: ['channels:read'], im: ['im:read'] },
  history: { group: ['groups:history'], channel: ['channels:history'], im: ['im:history'] },
  write: { group: ['groups:write'], channel: ['channels:manage'], im: ['im:write'] },
  invite: {
    group: ['groups:write', 'groups:write.invites'],
    channel: ['channels:manage', 'channels:write.invites'],
    im: ['im:write'],
  },
  topic: {
    group: ['groups:write', 'groups:write.topic'],
    channel: ['channels:manage', 'channels:write.topic'],
    im: ['im:write', 'im:write.topic'],
  },
};

/** The channel named in the call, if the app knows of it. @throws ApiError */
export function seenChannel({ world, args }: Call, doing?: Doing): Channel {
  const channel = world.channels.get(args.text('channel') ?? args.need('channel_id'));
  if (channel === undefined || !appSees(world, channel)) throw new ApiError('channel_not_found');
  if (doing !== undefined) needScope(world, ...SCOPES[doing][kindOf(channel)]);
  return channel;
}

/** The channel named in the call, if the app is in it. @throws ApiError */
export function joinedChannel(call: Call, doing?: Doing): Channel {
  const channel = seenChannel(call, doing);
  if (!appIsIn(call.world, channel)) throw listed(call, 'not_in_channel', 'channel_not_found');
  return channel;
}

/** @throws ApiError method_not_supported_for_channel_type in a DM */
export function noDm(channel: Channel): Channel {
  if (channel.isIm) throw new ApiError('method_not_supported_for_channel_type');
  return channel;
}

/** @throws ApiError is_archived */
export function notArchived(channel: Channel, code = 'is_archived'): Channel {
  if (channel.isArchived) throw new ApiError(code);
  return channel;
}

/** Somebody the app may write to or add: our own people, and outsiders met in a shared channel. */
export function reachableUser(world: World, id: string): User | undefined {
  const user = world.people.get(id);
  if (user === undefined) return undefined;
  return isExternal(world, user) && !sharesChannelWithHost(world, user) ? undefined : user;
}
