import type { Obj } from '../json.ts';
import {
  addMember,
  appDmWith,
  appIsIn,
  appSees,
  channelJson,
  createChannel,
  isNameTaken,
  kindOf,
  removeMember,
  renameChannel,
  setArchived,
} from '../store/channels.ts';
import { isExternal } from '../store/users.ts';
import { nextTs, seconds, type Channel, type World } from '../store/world.ts';
import type { Args } from './args.ts';
import { ApiError, invalidArguments } from './api-error.ts';
import { needScope, type Call, type Method } from './call.ts';
import { pageOf, readLimit } from './paging.ts';
import { joinedChannel, noDm, notArchived, reachableUser, seenChannel } from './reach.ts';

const NAME_MAX = 80;
const REMARK_MAX = 250;
const INVITED_MAX = 100;

/** @throws ApiError invalid_name_* */
function readName(args: Args): string {
  const name = args.need('name').replace(/^#/, '');
  if (name === '') throw new ApiError('invalid_name_required');
  if (name.length > NAME_MAX) throw new ApiError('invalid_name_maxlength');
  if (!/^[\p{Ll}\p{Lo}\p{M}\p{N}_-]+$/u.test(name)) throw new ApiError('invalid_name_specials');
  if (!/[\p{L}\p{N}]/u.test(name)) throw new ApiError('invalid_name_punctuation');
  return name;
}

const create: Method = ({ world, args }) => {
  const name = readName(args);
  const isPrivate = args.flag('is_private');
  needScope(world, isPrivate ? 'groups:write' : 'channels:manage');
  const { teamId, botUserId } = world.app;
  if (isNameTaken(world, teamId, name)) throw new ApiError('name_taken');
  const channel = createChannel(world, {
    name,
    hostTeamId: teamId,
    isPrivate,
    creatorId: botUserId,
    members: [botUserId],
  });
  return { channel: channelJson(world, channel) };
};

const info: Method = (call) => {
  const channel = seenChannel(call, 'read');
  const { world, args } = call;
  const counted = args.flag('include_num_members') ? { num_members: channel.members.size } : {};
  return { channel: { ...channelJson(world, channel), ...counted } };
};

const TYPES = ['public_channel', 'private_channel', 'mpim', 'im'];

function typeOf(channel: Channel): string {
  if (channel.isIm) return 'im';
  return channel.isPrivate ? 'private_channel' : 'public_channel';
}

const SCOPE_OF_TYPE: Readonly<Record<string, string>> = {
  public_channel: 'channels:read',
  private_channel: 'groups:read',
  mpim: 'mpim:read',
  im: 'im:read',
};

/** @throws ApiError invalid_types, missing_scope */
function readTypes(world: World, args: Args): string[] {
  const types = (args.text('types') ?? 'public_channel').split(',').map((each) => each.trim());
  for (const type of types) {
    if (!TYPES.includes(type)) throw new ApiError('invalid_types');
    needScope(world, SCOPE_OF_TYPE[type] ?? '');
  }
  return types;
}

function listing(call: Call, keep: (channel: Channel) => boolean): Obj {
  const { world, args } = call;
  const types = readTypes(world, args);
  const noArchived = args.flag('exclude_archived');
  const listed = [...world.channels.values()].filter(
    (each) => types.includes(typeOf(each)) && !(noArchived && each.isArchived) && keep(each),
  );
  const page = pageOf(call, listed, readLimit(call, 100));
  return { channels: page.items.map((each) => channelJson(world, each, true)), ...page.metadata };
}

const list: Method = (call) => listing(call, (channel) => appSees(call.world, channel));

const usersConversations: Method = (call) => {
  const { world, args } = call;
  const userId = args.text('user') ?? world.app.botUserId;
  return listing(call, (each) => each.members.has(userId) && appSees(world, each));
};

const members: Method = (call) => {
  const channel = seenChannel(call, 'read');
  const page = pageOf(call, [...channel.members], readLimit(call, 100));
  return { members: page.items, ...page.metadata };
};

/** Why somebody cannot be added; undefined when they can. */
function cannotAdd(world: World, channel: Channel, id: string): string | undefined {
  if (id === world.app.botUserId) return 'cant_invite_self';
  if (channel.members.has(id)) return 'already_in_channel';
  const user = reachableUser(world, id);
  if (user === undefined) return 'user_not_found';
  // Somebody of another company comes by a Connect invitation, unless theirs is in already.
  return isExternal(world, user) && !channel.teams.has(user.teamId) ? 'user_not_found' : undefined;
}

const invite: Method = (call) => {
  const { world, args } = call;
  const channel = notArchived(noDm(joinedChannel(call, 'invite')));
  const ids = args
    .need('users')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  if (ids.length === 0) throw new ApiError('no_user');
  if (ids.length > INVITED_MAX) {
    throw invalidArguments(`no more than ${INVITED_MAX} items allowed [json-pointer:/users]`);
  }
  const verdicts = ids.map((id) => ({ id, error: cannotAdd(world, channel, id) }));
  const good = verdicts.filter(({ error }) => error === undefined);
  const errors = verdicts.flatMap(({ id, error }) =>
    error === undefined ? [] : [{ user: id, ok: false, error }],
  );
  const [first] = errors;
  if (first !== undefined && (good.length === 0 || !args.flag('force'))) {
    throw new ApiError(first.error, { errors });
  }
  for (const { id } of good) addMember(world, channel, id, world.app.botUserId);
  return { channel: channelJson(world, channel), ...(errors.length > 0 ? { errors } : {}) };
};

const kick: Method = (call) => {
  const { world, args } = call;
  const channel = noDm(joinedChannel(call, 'write'));
  const userId = args.need('user');
  if (userId === world.app.botUserId) throw new ApiError('cant_kick_self');
  if (!world.people.has(userId)) throw new ApiError('user_not_found');
  if (!channel.members.has(userId)) throw new ApiError('not_in_channel');
  removeMember(world, channel, userId, world.app.botUserId);
  return {};
};

const open: Method = ({ world, args }) => {
  const channelId = args.text('channel');
  if (channelId !== undefined) {
    const known = world.channels.get(channelId);
    if (known?.isIm !== true) throw new ApiError('channel_not_found');
    return { channel: args.flag('return_im') ? channelJson(world, known) : { id: known.id } };
  }
  const ids = (args.text('users') ?? '').split(',').filter((each) => each !== '');
  if (ids.length === 0) throw new ApiError('users_list_not_supplied');
  // Group DMs are not simulated.
  if (ids.length > 1) throw new ApiError('invalid_user_combination');
  needScope(world, 'im:write');
  const user = reachableUser(world, ids[0] ?? '');
  if (user === undefined) throw new ApiError('user_not_found');
  if (user.bot === true) throw new ApiError('invalid_user_combination');
  const channel = appDmWith(world, user.id);
  return { channel: args.flag('return_im') ? channelJson(world, channel) : { id: channel.id } };
};

const join: Method = (call) => {
  const { world } = call;
  const channel = notArchived(noDm(seenChannel(call)));
  if (channel.isPrivate) throw new ApiError('method_not_supported_for_channel_type');
  const wasIn = appIsIn(world, channel);
  if (!wasIn) addMember(world, channel, world.app.botUserId);
  const warning = 'already_in_channel';
  return {
    channel: channelJson(world, channel),
    ...(wasIn ? { warning, response_metadata: { warnings: [warning] } } : {}),
  };
};

const leave: Method = (call) => {
  const { world } = call;
  const channel = notArchived(noDm(seenChannel(call, 'write')));
  if (!appIsIn(world, channel)) return { not_in_channel: true };
  if (channel.isPrivate && channel.members.size === 1) throw new ApiError('last_member');
  removeMember(world, channel, world.app.botUserId);
  return {};
};

const archive: Method = (call) => {
  const channel = noDm(joinedChannel(call, 'write'));
  if (channel.isArchived) throw new ApiError('already_archived');
  setArchived(call.world, channel, true, call.world.app.botUserId);
  return {};
};

const unarchive: Method = (call) => {
  const channel = noDm(seenChannel(call, 'write'));
  if (!channel.isArchived) throw new ApiError('not_archived');
  setArchived(call.world, channel, false, call.world.app.botUserId);
  return {};
};

const rename: Method = (call) => {
  const { world, args } = call;
  const channel = notArchived(noDm(joinedChannel(call, 'write')));
  const name = readName(args);
  if (channel.creatorId !== world.app.botUserId) throw new ApiError('not_authorized');
  if (name !== channel.name && isNameTaken(world, channel.hostTeamId, name)) {
    throw new ApiError('name_taken');
  }
  renameChannel(world, channel, name);
  return { channel: channelJson(world, channel) };
};

/** @throws ApiError too_long */
function setRemark(call: Call, field: 'topic' | 'purpose'): Channel {
  const { world, args } = call;
  const channel = notArchived(noDm(joinedChannel(call, 'topic')));
  const value = args.need(field);
  if (value.length > REMARK_MAX) throw new ApiError('too_long');
  const creator = world.app.botUserId;
  channel[field] = { value, creator, last_set: seconds(world.now()) };
  world.emit(
    {
      type: 'message',
      subtype: `${kindOf(channel)}_${field}`,
      ts: nextTs(world),
      user: creator,
      text: value,
      [field]: value,
      channel: channel.id,
      channel_type: kindOf(channel),
    },
    { channel },
  );
  return channel;
}

export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.create': create,
  'conversations.info': info,
  'conversations.list': list,
  'conversations.members': members,
  'conversations.invite': invite,
  'conversations.kick': kick,
  'conversations.open': open,
  'conversations.join': join,
  'conversations.leave': leave,
  'conversations.archive': archive,
  'conversations.unarchive': unarchive,
  'conversations.rename': rename,
  'conversations.setTopic': (call) => ({
    channel: channelJson(call.world, setRemark(call, 'topic')),
  }),
  'conversations.setPurpose': (call) => ({ purpose: setRemark(call, 'purpose').purpose.value }),
  'users.conversations': usersConversations,
};
