import type { ElementState } from '../blocks/state.ts';
import type { Obj } from '../json.ts';
import type { AppIdentity, CompanySpec, InvitationStatus, PersonSpec } from '../types.ts';
import type { Grants } from '../app/manifest.ts';

/** The simulated Slack. Times are simulated epoch milliseconds. */
export type World = Memory & {
  readonly now: () => number;
  /** The host first. */
  readonly companies: Map<string, CompanySpec>;
  readonly host: CompanySpec;
  readonly people: Map<string, User>;
  readonly grants: Grants;
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  origin: string;
  /** Queues an event for the app, if it subscribed to it and may see it. */
  emit: (event: Obj, about?: EventContext) => void;
};

/** What happened so far, as plain data: whoever changes its shape raises `FORMAT` in `saved.ts`. */
export type Memory = {
  readonly app: AppIdentity;
  readonly channels: Map<string, Channel>;
  readonly files: Map<string, StoredFile>;
  readonly invites: Map<string, Invite>;
  readonly views: Map<string, View>;
  /** User id → ids of open modals, the bottom one first. */
  readonly stacks: Map<string, string[]>;
  /** User id → id of the published Home view. */
  readonly homes: Map<string, string>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** User id → what only they were shown, latest last. */
  readonly whispers: Map<string, Whisper[]>;
  lastMicros: number;
  lastId: number;
};

export type EventContext = Readonly<{ channel?: Channel; actorTeamId?: string }>;

export type User = Readonly<PersonSpec & { teamId: string; handle: string }>;

export type Channel = {
  readonly id: string;
  name: string;
  readonly hostTeamId: string;
  readonly isPrivate: boolean;
  readonly isIm: boolean;
  readonly creatorId: string;
  readonly createdAt: number;
  isArchived: boolean;
  readonly members: Set<string>;
  /** Companies in it, the host first. */
  readonly teams: Set<string>;
  /** Companies from outside that may only post. */
  readonly limitedTeams: Set<string>;
  topic: Remark;
  purpose: Remark;
  readonly previousNames: string[];
  /** Oldest first, replies and ephemerals included. */
  readonly messages: Message[];
  readonly bookmarks: Obj[];
};

export type Remark = Readonly<{ value: string; creator: string; last_set: number }>;

export type Message = {
  readonly ts: string;
  readonly threadTs: string | undefined;
  readonly authorId: string;
  text: string;
  blocks: Obj[];
  attachments: Obj[];
  metadata: Obj | undefined;
  readonly fileIds: readonly string[];
  pinned: boolean;
  edited: Readonly<{ user: string; ts: string }> | undefined;
  /** Set on an ephemeral message: the one person who sees it. */
  readonly onlyFor: string | undefined;
  /** A deleted parent that still holds its thread together. */
  tombstone: boolean;
  readonly reactions: Map<string, Set<string>>;
  /** What each element showed when it was first loaded. */
  firstPicture: Map<string, ElementState>;
  /** User id → what that person has changed on their own screen. */
  readonly pictures: Map<string, Map<string, ElementState>>;
  readonly suggested: Suggested;
};

/** User id and `keyOf` a control → the options that the app suggested last. */
export type Suggested = Map<string, readonly Obj[]>;

export type StoredFile = {
  readonly id: string;
  readonly name: string;
  readonly mimetype: string;
  readonly size: number;
  readonly content: Uint8Array | undefined;
  readonly ownerId: string;
  readonly teamId: string;
  readonly createdAt: number;
  title: string;
  /** The app was handed it in a form, or made it. */
  appMaySee: boolean;
  /** False between the upload URL and the completed upload. */
  complete: boolean;
  /** Channel id → ts of the message that shares it. */
  readonly shares: Map<string, string>;
};

export type Invite = {
  readonly id: string;
  readonly channelId: string;
  readonly inviterId: string;
  readonly email: string;
  readonly recipientId: string | undefined;
  readonly externalLimited: boolean;
  readonly createdAt: number;
  readonly expiresAt: number;
  status: Exclude<InvitationStatus, 'expired'>;
  acceptedBy: string | undefined;
  acceptedAt: number | undefined;
  /** Companies whose admins have yet to approve. */
  readonly awaiting: Set<string>;
  readonly approvals: { teamId: string; at: number }[];
  updatedAt: number;
};

export type View = {
  readonly id: string;
  readonly userId: string;
  readonly teamId: string;
  readonly rootId: string;
  readonly previousId: string | undefined;
  /** As sent, completed with ids and defaults. */
  content: Obj;
  hash: string;
  held: Map<string, ElementState>;
  readonly suggested: Suggested;
  /** Block id → what is wrong, shown under the field. */
  errors: Record<string, string>;
};

export type Trigger = Readonly<{ userId: string; at: number; viewId: string | undefined }> & {
  used: boolean;
};

export type ResponseUrl = Readonly<{
  userId: string;
  channelId: string;
  /** The message that was clicked; undefined after a command. */
  messageTs: string | undefined;
  at: number;
}> & { uses: number };

export type Whisper = Readonly<{ at: number; channelId: string; message: Message }>;

/** An id no one else has, shaped like Slack's: eleven capitals and digits. */
export function nextId(world: World, prefix: string): string {
  world.lastId += 1;
  return (
    prefix +
    world.lastId
      .toString(36)
      .toUpperCase()
      .padStart(11 - prefix.length, '0')
  );
}

/** A short id for a block or an element that brought none. */
export function nextShortId(world: World): string {
  world.lastId += 1;
  return world.lastId.toString(36).padStart(5, 'a');
}

/** The timestamp id of something that happens now; strictly rising, unique in the whole world. */
export function nextTs(world: World): string {
  world.lastMicros = Math.max(world.lastMicros + 1, Math.floor(world.now()) * 1000);
  const seconds = Math.floor(world.lastMicros / 1_000_000);
  return `${seconds}.${String(world.lastMicros % 1_000_000).padStart(6, '0')}`;
}

export function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}

/** @throws Error when nobody has that id */
export function userById(world: World, id: string): User {
  const user = world.people.get(id);
  if (user === undefined) throw new Error(`Nobody has the id ${id}`);
  return user;
}

/** @throws Error when there is no such company */
export function companyOf(world: World, teamId: string): CompanySpec {
  const company = world.companies.get(teamId);
  if (company === undefined) throw new Error(`There is no company ${teamId}`);
  return company;
}
