import { shareFiles } from '../api/files.ts';
import {
  addMember,
  disconnectTeam,
  isNameTaken,
  removeMember,
  renameChannel,
  setArchived,
} from '../store/channels.ts';
import { addUpload } from '../store/files.ts';
import { acceptInvite, approveInvite, declineInvite, statusOf } from '../store/invites.ts';
import { findMessage, postMessage } from '../store/messages.ts';
import {
  companyOf,
  userById,
  type Channel,
  type Invite,
  type User,
  type World,
} from '../store/world.ts';
import type { Invitation, UploadSpec } from '../types.ts';
import { channelFor, writableFor, type Sim } from './sim.ts';
import { escapeTyped } from './typed.ts';

type Saying = Readonly<{
  text: string;
  threadTs: string | undefined;
  files: readonly UploadSpec[] | undefined;
}>;

/** Posts as a person. Returns the message's ts. @throws Error when they may not */
export function say(sim: Sim, user: User, where: string, said: Saying): string {
  const { world } = sim;
  const channel = writableFor(sim, user, where);
  const { threadTs, files = [] } = said;
  if (threadTs !== undefined && findMessage(channel, threadTs) === undefined) {
    throw new Error(`There is no message ${threadTs} in ${where}`);
  }
  const text = escapeTyped(world, said.text);
  const draft = { authorId: user.id, text, threadTs };
  if (files.length === 0) return postMessage(world, channel, draft).ts;
  const uploads = files.map((each) => addUpload(world, user, each));
  return shareFiles(world, channel, { ...draft, files: uploads });
}

function isForMe(invite: Invite, user: User): boolean {
  return invite.email.toLowerCase() === user.email.toLowerCase();
}

function awaitedFrom(world: World, user: User, invite: Invite): Invitation['awaits'] {
  const status = statusOf(world, invite);
  if (status === 'sent' && isForMe(invite, user)) return 'acceptance';
  const isApprover = user.admin === true && invite.awaiting.has(user.teamId);
  return status === 'accepted' && isApprover ? 'approval' : null;
}

function toInvitation(world: World, user: User, invite: Invite): Invitation {
  return {
    id: invite.id,
    channelName: world.channels.get(invite.channelId)?.name ?? '',
    from: invite.inviterId,
    companyName: companyOf(world, userById(world, invite.inviterId).teamId).name,
    status: statusOf(world, invite),
    sentAt: invite.createdAt,
    expiresAt: invite.expiresAt,
    awaits: awaitedFrom(world, user, invite),
  };
}

/** What was sent to this person's address, and what awaits their approval. */
export function invitationsTo(world: World, user: User): Invitation[] {
  return [...world.invites.values()]
    .filter((each) => isForMe(each, user) || awaitedFrom(world, user, each) === 'approval')
    .map((each) => toInvitation(world, user, each));
}

function inviteById(world: World, id: string): Invite {
  const invite = world.invites.get(id);
  if (invite === undefined) throw new Error(`There is no invitation ${id}`);
  return invite;
}

/** Whoever holds the mail may use it; `as` when it was forwarded. */
export function accept(world: World, user: User, id: string, as: string | undefined): void {
  const invite = inviteById(world, id);
  if (!isForMe(invite, user)) throw new Error(`The invitation ${id} is not ${user.name}'s`);
  acceptInvite(world, invite, as === undefined ? user : userById(world, as));
}

/** @throws Error unless this person's company is asked for its approval */
function needApprover(world: World, user: User, invite: Invite): void {
  const status = statusOf(world, invite);
  if (status !== 'accepted') throw new Error(`The invitation is ${status}`);
  if (user.admin !== true) throw new Error(`${user.name} is no admin`);
  if (!invite.awaiting.has(user.teamId)) throw new Error('No approval is awaited from this side');
}

export function approve(world: World, user: User, id: string): void {
  const invite = inviteById(world, id);
  needApprover(world, user, invite);
  approveInvite(world, invite, user);
}

/** By the invited person before acceptance, by an approver after it. */
export function decline(world: World, user: User, id: string): void {
  const invite = inviteById(world, id);
  const isMine = isForMe(invite, user) && statusOf(world, invite) === 'sent';
  if (!isMine) needApprover(world, user, invite);
  declineInvite(world, invite, user);
}

/** A channel to come to and go from. @throws Error in a DM, which is for two */
function joinableFor(sim: Sim, user: User, where: string): Channel {
  const channel = writableFor(sim, user, where);
  if (channel.isIm) throw new Error('Nobody is added to a direct message, and nobody leaves it');
  return channel;
}

/** @throws Error when Slack would not let this person add that one */
export function addTo(sim: Sim, user: User, where: string, userId: string): void {
  const channel = joinableFor(sim, user, where);
  const added = userById(sim.world, userId);
  if (channel.limitedTeams.has(user.teamId)) throw new Error(`${user.name} may only post here`);
  if (!channel.teams.has(added.teamId)) throw new Error(`${added.name}'s company is not in here`);
  if (channel.members.has(userId)) throw new Error(`${added.name} is in ${where} already`);
  addMember(sim.world, channel, userId, user.id);
}

export function leave(sim: Sim, user: User, where: string): void {
  removeMember(sim.world, joinableFor(sim, user, where), user.id);
}

/** @throws Error unless the person belongs to the company that hosts the channel */
function hosted(sim: Sim, user: User, where: string): Channel {
  const channel = channelFor(sim, user, where);
  if (channel.isIm) throw new Error('Nobody hosts a direct message');
  if (user.teamId !== channel.hostTeamId) throw new Error(`${user.name} does not host ${where}`);
  return channel;
}

export function setArchivedBy(sim: Sim, user: User, where: string, archived: boolean): void {
  const channel = hosted(sim, user, where);
  if (channel.isArchived === archived) throw new Error(`${where} is so already`);
  setArchived(sim.world, channel, archived, user.id);
}

export function renameBy(sim: Sim, user: User, where: string, name: string): void {
  const channel = hosted(sim, user, where);
  if (isNameTaken(sim.world, channel.hostTeamId, name)) throw new Error(`${name} is taken`);
  renameChannel(sim.world, channel, name);
}

export function removeFrom(sim: Sim, user: User, where: string, userId: string): void {
  const channel = hosted(sim, user, where);
  if (!channel.members.has(userId)) throw new Error(`${userId} is not in ${where}`);
  removeMember(sim.world, channel, userId, user.id);
}

/** An admin of either side ends a company's part in a channel. */
export function disconnect(sim: Sim, user: User, where: string, teamId: string): void {
  const channel = channelFor(sim, user, where);
  if (user.admin !== true) throw new Error(`${user.name} is no admin`);
  if (teamId === channel.hostTeamId || !channel.teams.has(teamId)) {
    throw new Error(`${teamId} is no guest of ${where}`);
  }
  disconnectTeam(sim.world, channel, teamId);
}
