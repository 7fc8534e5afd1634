import { compact, type Obj } from '../json.ts';
import { channelJson } from '../store/channels.ts';
import {
  approveInvite,
  createInvite,
  declineInvite,
  inviteChannelJson,
  inviteJson,
  openInvites,
  statusOf,
} from '../store/invites.ts';
import { inviteUserJson, teamJson } from '../store/users.ts';
import {
  seconds,
  userById,
  type Channel,
  type Invite,
  type User,
  type World,
} from '../store/world.ts';
import { ApiError } from './api-error.ts';
import type { Call, Method } from './call.ts';
import { pageOf, readLimit } from './paging.ts';
import { joinedChannel, reachableUser, seenChannel } from './reach.ts';

const EMAIL = /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/;

function personByEmail(world: World, email: string): User | undefined {
  const wanted = email.toLowerCase();
  return [...world.people.values()].find((each) => each.email.toLowerCase() === wanted);
}

/** Whom the call names: one address or one user. @throws ApiError */
function recipient({ world, args }: Call): Readonly<{ email: string; user: User | undefined }> {
  const emails = args.list('emails').map(String);
  const ids = args.list('user_ids').map(String);
  if (emails.length + ids.length === 0) throw new ApiError('recipients_not_specified');
  if (emails.length + ids.length > 1) throw new ApiError('too_many_emails');
  const [email] = emails;
  if (email === undefined) {
    const known = reachableUser(world, ids[0] ?? '');
    if (known === undefined) throw new ApiError('user_not_found');
    return { email: known.email, user: known };
  }
  if (!EMAIL.test(email)) throw new ApiError('invalid_email');
  return { email, user: personByEmail(world, email) };
}

function shareable(call: Call): Channel {
  const channel = joinedChannel(call);
  if (channel.isIm) throw new ApiError('invalid_channel_type');
  if (channel.isArchived) throw new ApiError('channel_archived');
  if (channel.hostTeamId !== call.world.app.teamId) throw new ApiError('not_owner');
  return channel;
}

const inviteShared: Method = (call) => {
  const { world, args } = call;
  const channel = shareable(call);
  const { email, user } = recipient(call);
  if (user !== undefined && channel.members.has(user.id)) {
    throw new ApiError('already_in_channel');
  }
  // Connect is for other companies; our own people are added by conversations.invite.
  if (user?.teamId === channel.hostTeamId) throw new ApiError('invalid_email');
  const externalLimited = !args.has('external_limited') || args.flag('external_limited');
  if (!externalLimited && world.host.limitedInvitesOnly === true) {
    throw new ApiError('restricted_action');
  }
  if (openInvites(world, channel).length > 0) {
    throw new ApiError('connection_limit_exceeded_pending');
  }
  const invite = createInvite(world, {
    channelId: channel.id,
    inviterId: world.app.botUserId,
    email,
    recipientId: user?.id,
    externalLimited,
  });
  const link = {
    conf_code: `conf-${invite.id}`,
    url: `https://join.slack.com/share/${invite.id}`,
  };
  return {
    invite_id: invite.id,
    is_legacy_shared_channel: false,
    ...(externalLimited ? {} : link),
  };
};

function acceptanceJson(world: World, invite: Invite): Obj {
  const user = userById(world, invite.acceptedBy ?? '');
  return {
    approval_status: invite.status === 'approved' ? 'approved' : 'pending',
    date_accepted: seconds(invite.acceptedAt ?? 0),
    date_invalid: seconds(invite.expiresAt),
    date_last_updated: seconds(invite.updatedAt),
    accepting_team: teamJson(world, user.teamId),
    accepting_user: inviteUserJson(user),
    reviews: invite.approvals.map(({ teamId, at }) => ({
      type: 'approve',
      date_review: seconds(at),
      reviewing_team: teamJson(world, teamId),
    })),
  };
}

const listConnectInvites: Method = (call) => {
  const { world } = call;
  // What all sides have approved is no invitation any more; dead ones stay listed.
  const listed = [...world.invites.values()].filter((each) => each.status !== 'approved');
  const page = pageOf(call, listed, readLimit(call, 100));
  const invites = page.items.map((invite) => {
    const channel = world.channels.get(invite.channelId);
    return compact({
      direction: 'outgoing',
      status: statusOf(world, invite),
      date_last_updated: seconds(invite.updatedAt),
      invite_type: 'channel',
      invite: {
        ...inviteJson(world, invite),
        link: `https://join.slack.com/share/${invite.id}`,
        sig: `sig-${invite.id}`,
      },
      channel: channel === undefined ? undefined : inviteChannelJson(channel),
      acceptances: invite.acceptedBy === undefined ? undefined : [acceptanceJson(world, invite)],
    });
  });
  return { invites, ...page.metadata };
};

/** An invitation that awaits the host's word. @throws ApiError */
function awaitingHost({ world, args }: Call, inactive: string): Invite {
  const invite = world.invites.get(args.need('invite_id'));
  if (invite === undefined) throw new ApiError('invite_not_found');
  if (args.text('target_team') === undefined) throw new ApiError('missing_target_team');
  const status = statusOf(world, invite);
  if (status === 'sent') throw new ApiError('approval_not_found');
  if (status !== 'accepted' && status !== 'approved') throw new ApiError(inactive);
  const { teamId } = userById(world, invite.acceptedBy ?? '');
  if (teamId !== args.text('target_team')) throw new ApiError('approval_not_found');
  return invite;
}

const approveSharedInvite: Method = (call) => {
  const invite = awaitingHost(call, 'approval_inactive');
  if (!invite.awaiting.has(call.world.app.teamId)) throw new ApiError('already_approved');
  approveInvite(call.world, invite, userById(call.world, call.world.app.botUserId));
  return {};
};

const declineSharedInvite: Method = (call) => {
  const invite = awaitingHost(call, 'inactive_invite');
  if (!invite.awaiting.has(call.world.app.teamId)) throw new ApiError('approval_inactive');
  declineInvite(call.world, invite, userById(call.world, call.world.app.botUserId));
  return {};
};

const setPermissions: Method = (call) => {
  const { args } = call;
  const channel = seenChannel(call);
  const action = args.need('action');
  if (action !== 'upgrade' && action !== 'downgrade') throw new ApiError('invalid_action');
  const team = args.need('target_team');
  if (!channel.teams.has(team) || team === channel.hostTeamId) {
    throw new ApiError('invalid_target_team');
  }
  if (action === 'upgrade') channel.limitedTeams.delete(team);
  else channel.limitedTeams.add(team);
  return { channel: channelJson(call.world, channel) };
};

export const connectMethods: Readonly<Record<string, Method>> = {
  'conversations.inviteShared': inviteShared,
  'conversations.listConnectInvites': listConnectInvites,
  'conversations.approveSharedInvite': approveSharedInvite,
  'conversations.declineSharedInvite': declineSharedInvite,
  'conversations.externalInvitePermissions.set': setPermissions,
};
