import { compact, type Obj } from '../json.ts';
import type { InvitationStatus } from '../types.ts';
import { addMember, connectTeam } from './channels.ts';
import { inviteUserJson, teamJson } from './users.ts';
import {
  companyOf,
  nextId,
  seconds,
  userById,
  type Channel,
  type Invite,
  type User,
  type World,
} from './world.ts';

const LIFE_MS = 14 * 86_400_000;

type NewInvite = Readonly<{
  channelId: string;
  inviterId: string;
  email: string;
  recipientId: string | undefined;
  externalLimited: boolean;
}>;

export function createInvite(world: World, draft: NewInvite): Invite {
  const createdAt = world.now();
  const invite: Invite = {
    ...draft,
    id: nextId(world, 'I'),
    createdAt,
    expiresAt: createdAt + LIFE_MS,
    status: 'sent',
    acceptedBy: undefined,
    acceptedAt: undefined,
    awaiting: new Set(),
    approvals: [],
    updatedAt: createdAt,
  };
  world.invites.set(invite.id, invite);
  return invite;
}

/** Nothing tells when an invitation runs out: it is so when its time has passed. */
export function statusOf(world: World, invite: Invite): InvitationStatus {
  const isOpen = invite.status === 'sent' || invite.status === 'accepted';
  return isOpen && world.now() >= invite.expiresAt ? 'expired' : invite.status;
}

/** Invitations to a channel that are out or await an approval. */
export function openInvites(world: World, channel: Channel): Invite[] {
  return [...world.invites.values()].filter((each) => {
    const status = statusOf(world, each);
    return each.channelId === channel.id && (status === 'sent' || status === 'accepted');
  });
}

/** The invitation as events carry it. */
export function inviteJson(world: World, invite: Invite): Obj {
  const inviter = userById(world, invite.inviterId);
  return compact({
    id: invite.id,
    date_created: seconds(invite.createdAt),
    date_invalid: seconds(invite.expiresAt),
    inviting_team: teamJson(world, inviter.teamId),
    inviting_user: inviteUserJson(inviter),
    recipient_email: invite.email,
    recipient_user_id: invite.recipientId,
  });
}

export function inviteChannelJson(channel: Channel): Obj {
  return { id: channel.id, is_private: channel.isPrivate, is_im: false, name: channel.name };
}

function channelOf(world: World, invite: Invite): Channel {
  const channel = world.channels.get(invite.channelId);
  if (channel === undefined) throw new Error(`The invitation ${invite.id} has no channel`);
  return channel;
}

function emitAbout(world: World, invite: Invite, type: string, more: Obj): void {
  const channel = channelOf(world, invite);
  world.emit({
    type,
    invite: inviteJson(world, invite),
    channel: inviteChannelJson(channel),
    teams_in_channel: [...channel.teams].map((each) => teamJson(world, each)),
    ...more,
  });
}

function connect(world: World, invite: Invite): void {
  const channel = channelOf(world, invite);
  const user = userById(world, invite.acceptedBy ?? '');
  invite.status = 'approved';
  if (!channel.teams.has(user.teamId)) {
    connectTeam(world, channel, user.teamId);
    if (invite.externalLimited) channel.limitedTeams.add(user.teamId);
  }
  if (!channel.members.has(user.id)) addMember(world, channel, user.id);
}

/** The sides whose admins must approve before this person's company is in. */
function approversFor(world: World, invite: Invite, user: User): string[] {
  const channel = channelOf(world, invite);
  if (channel.teams.has(user.teamId)) return [];
  const sides = [channel.hostTeamId, user.teamId];
  // Who manages Connect at home approves by accepting.
  return sides.filter(
    (side) =>
      companyOf(world, side).approvesInvites === true &&
      !(side === user.teamId && user.admin === true),
  );
}

/** @throws Error when the invitation cannot be accepted by this person any more */
export function acceptInvite(world: World, invite: Invite, user: User): void {
  const status = statusOf(world, invite);
  if (status !== 'sent') throw new Error(`The invitation is ${status}`);
  const channel = channelOf(world, invite);
  if (user.teamId === channel.hostTeamId) throw new Error('invite_from_same_org');
  invite.status = 'accepted';
  invite.acceptedBy = user.id;
  invite.acceptedAt = world.now();
  invite.updatedAt = world.now();
  for (const side of approversFor(world, invite, user)) invite.awaiting.add(side);
  emitAbout(world, invite, 'shared_channel_invite_accepted', {
    approval_required: invite.awaiting.size > 0,
    accepting_user: inviteUserJson(user),
  });
  if (invite.awaiting.size === 0) connect(world, invite);
}

/** One side's approval; the last one connects the channel. */
export function approveInvite(world: World, invite: Invite, by: User): void {
  invite.awaiting.delete(by.teamId);
  invite.approvals.push({ teamId: by.teamId, at: world.now() });
  invite.updatedAt = world.now();
  emitAbout(world, invite, 'shared_channel_invite_approved', {
    approving_team_id: by.teamId,
    approving_user: inviteUserJson(by),
  });
  if (invite.awaiting.size === 0) connect(world, invite);
}

export function declineInvite(world: World, invite: Invite, by: User): void {
  invite.status = 'declined';
  invite.updatedAt = world.now();
  emitAbout(world, invite, 'shared_channel_invite_declined', {
    declining_team_id: by.teamId,
    declining_user: inviteUserJson(by),
  });
}
