import { compact, type Obj } from '../json.ts';
import { nextId, seconds, userById, type Channel, type User, type World } from './world.ts';

type NewChannel = Readonly<{
  name: string;
  hostTeamId: string;
  isPrivate: boolean;
  isIm?: boolean;
  creatorId: string;
  members: readonly string[];
}>;

const NO_REMARK = { value: '', creator: '', last_set: 0 };

/** Makes a channel without telling anybody. */
export function createChannel(world: World, spec: NewChannel): Channel {
  const channel: Channel = {
    id: nextId(world, spec.isIm === true ? 'D' : 'C'),
    name: spec.name,
    hostTeamId: spec.hostTeamId,
    isPrivate: spec.isPrivate,
    isIm: spec.isIm === true,
    creatorId: spec.creatorId,
    createdAt: world.now(),
    isArchived: false,
    members: new Set(spec.members),
    teams: new Set([spec.hostTeamId]),
    limitedTeams: new Set(),
    topic: NO_REMARK,
    purpose: NO_REMARK,
    previousNames: [],
    messages: [],
    bookmarks: [],
  };
  world.channels.set(channel.id, channel);
  return channel;
}

/** The DM between the app and a person, made when there is none. */
export function appDmWith(world: World, userId: string): Channel {
  const { botUserId, teamId } = world.app;
  for (const channel of world.channels.values()) {
    if (channel.isIm && channel.members.has(userId)) return channel;
  }
  return createChannel(world, {
    name: userId,
    hostTeamId: teamId,
    isPrivate: true,
    isIm: true,
    creatorId: botUserId,
    members: [botUserId, userId],
  });
}

/** By id, or by name with or without `#`. */
export function findChannel(world: World, idOrName: string): Channel | undefined {
  const byId = world.channels.get(idOrName);
  if (byId !== undefined) return byId;
  const name = idOrName.replace(/^#/, '');
  return [...world.channels.values()].find((each) => !each.isIm && each.name === name);
}

export function isNameTaken(world: World, teamId: string, name: string): boolean {
  return [...world.channels.values()].some(
    (each) => !each.isIm && each.hostTeamId === teamId && each.name === name,
  );
}

export function isExtShared(channel: Channel): boolean {
  return channel.teams.size > 1;
}

export function appIsIn(world: World, channel: Channel): boolean {
  return channel.members.has(world.app.botUserId);
}

/** Whether the app knows that the channel is there. */
export function appSees(world: World, channel: Channel): boolean {
  if (appIsIn(world, channel)) return true;
  return !channel.isPrivate && channel.teams.has(world.app.teamId);
}

export function personSees(channel: Channel, user: User): boolean {
  if (channel.members.has(user.id)) return true;
  return !channel.isPrivate && user.guest !== true && channel.teams.has(user.teamId);
}

/** Whether a person from outside meets the app's company in some channel. */
export function sharesChannelWithHost(world: World, user: User): boolean {
  return [...world.channels.values()].some(
    (each) => !each.isIm && isExtShared(each) && each.members.has(user.id),
  );
}

/** `group`, `channel` or `im`: the word Slack's event names and types are built with. */
export function kindOf(channel: Channel): 'group' | 'channel' | 'im' {
  if (channel.isIm) return 'im';
  return channel.isPrivate ? 'group' : 'channel';
}

function pendingTeams(world: World, channel: Channel): string[] {
  return [...world.invites.values()]
    .filter((each) => each.channelId === channel.id && each.status === 'accepted')
    .map((each) => userById(world, each.acceptedBy ?? '').teamId);
}

function hasOpenInvite(world: World, channel: Channel): boolean {
  return [...world.invites.values()].some(
    (each) =>
      each.channelId === channel.id &&
      (each.status === 'sent' || each.status === 'accepted') &&
      each.expiresAt > world.now(),
  );
}

function imJson(world: World, channel: Channel): Obj {
  const partner = [...channel.members].find((each) => each !== world.app.botUserId);
  return {
    id: channel.id,
    created: seconds(channel.createdAt),
    is_archived: false,
    is_im: true,
    is_org_shared: false,
    context_team_id: world.app.teamId,
    updated: channel.createdAt,
    user: partner,
    is_user_deleted: false,
    priority: 0,
  };
}

/** The channel as `conversations.*` return it; `brief` as in lists, without the connected teams. */
export function channelJson(world: World, channel: Channel, brief = false): Obj {
  if (channel.isIm) return imJson(world, channel);
  const shared = isExtShared(channel);
  const outside = [...channel.teams].filter((each) => each !== channel.hostTeamId);
  const connected = {
    connected_team_ids: outside.map((each) => world.companies.get(each)?.enterpriseId ?? each),
    internal_team_ids: [channel.hostTeamId],
    conversation_host_id: channel.hostTeamId,
  };
  const pending = shared ? [] : pendingTeams(world, channel);
  return {
    id: channel.id,
    name: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    created: seconds(channel.createdAt),
    is_archived: channel.isArchived,
    is_general: false,
    unlinked: 0,
    name_normalized: channel.name,
    is_shared: shared,
    is_org_shared: false,
    is_pending_ext_shared: !shared && hasOpenInvite(world, channel),
    pending_shared: pending,
    context_team_id: world.app.teamId,
    updated: channel.createdAt,
    parent_conversation: null,
    creator: channel.creatorId,
    is_ext_shared: shared,
    shared_team_ids: [...channel.teams],
    pending_connected_team_ids: pending,
    is_member: appIsIn(world, channel),
    topic: channel.topic,
    purpose: channel.purpose,
    previous_names: [...channel.previousNames],
    ...(shared && !brief ? connected : {}),
  };
}

/** Lets a person in and tells the app. */
export function addMember(
  world: World,
  channel: Channel,
  userId: string,
  inviterId?: string,
): void {
  channel.members.add(userId);
  const { teamId } = userById(world, userId);
  const event = compact({
    type: 'member_joined_channel',
    user: userId,
    channel: channel.id,
    channel_type: channel.isPrivate ? 'G' : 'C',
    team: teamId,
    inviter: inviterId,
  });
  world.emit(event, { channel, actorTeamId: teamId });
}

/** Lets a person out and tells the app; the app itself hears of its own leaving. */
export function removeMember(
  world: World,
  channel: Channel,
  userId: string,
  actorId = userId,
): void {
  const { teamId } = userById(world, userId);
  if (userId === world.app.botUserId) {
    const event = { type: `${kindOf(channel)}_left`, channel: channel.id, actor_id: actorId };
    world.emit(event, { channel });
  } else {
    const event = {
      type: 'member_left_channel',
      user: userId,
      channel: channel.id,
      channel_type: channel.isPrivate ? 'G' : 'C',
      team: teamId,
    };
    world.emit(event, { channel, actorTeamId: teamId });
  }
  channel.members.delete(userId);
}

/** Archives or unarchives. An archived channel takes its open invitations with it. */
export function setArchived(
  world: World,
  channel: Channel,
  archived: boolean,
  actorId: string,
): void {
  channel.isArchived = archived;
  const word = archived ? 'archive' : 'unarchive';
  const event = compact({
    type: `${kindOf(channel)}_${word}`,
    channel: channel.id,
    user: actorId,
    is_moved: archived ? 0 : undefined,
  });
  world.emit(event, { channel });
  if (!archived) return;
  for (const invite of world.invites.values()) {
    const isOpen = invite.status === 'sent' || invite.status === 'accepted';
    if (invite.channelId === channel.id && isOpen) invite.status = 'revoked';
  }
}

export function renameChannel(world: World, channel: Channel, name: string): void {
  channel.previousNames.unshift(channel.name);
  channel.name = name;
  const renamed = {
    id: channel.id,
    is_channel: true,
    is_mpim: false,
    name,
    name_normalized: name,
    created: seconds(channel.createdAt),
  };
  world.emit({ type: `${kindOf(channel)}_rename`, channel: renamed }, { channel });
}

/** The organisation's id where a company has one: events name companies that way. */
function outwardId(world: World, teamId: string): string {
  return world.companies.get(teamId)?.enterpriseId ?? teamId;
}

export function connectTeam(world: World, channel: Channel, teamId: string): void {
  channel.teams.add(teamId);
  const event = {
    type: 'channel_shared',
    connected_team_id: outwardId(world, teamId),
    channel: channel.id,
  };
  world.emit(event, { channel });
}

/** Ends a company's part in the channel; its people are gone with it. */
export function disconnectTeam(world: World, channel: Channel, teamId: string): void {
  channel.teams.delete(teamId);
  channel.limitedTeams.delete(teamId);
  for (const userId of [...channel.members]) {
    if (userById(world, userId).teamId === teamId) channel.members.delete(userId);
  }
  const event = {
    type: 'channel_unshared',
    previously_connected_team_id: outwardId(world, teamId),
    channel: channel.id,
    is_ext_shared: isExtShared(channel),
  };
  world.emit(event, { channel });
}
