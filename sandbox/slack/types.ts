/** What the outside may use: every name here is public. */

import type { Json } from './types/json.ts';
import type { Person } from './types/person.ts';
import type { ApiCall, CallListener, Delivery, Fault, Traffic } from './types/traffic.ts';

export type { Json };
export type * from './types/person.ts';
export type * from './types/traffic.ts';

export type SlackOptions = Readonly<{
  /** The first company hosts the app. */
  companies: readonly CompanySpec[];
  app: AppSpec;
  /** Epoch milliseconds: drives `ts`, the life of triggers and of invitations. Default `Date.now`. */
  now?: () => number;
  /** Loopback port; 0, the default, takes any free one. */
  port?: number;
  /** Real-time waits before the three retries of an event. Default at once, 1 and 5 minutes. */
  eventRetryDelaysMs?: readonly number[];
  /** How long the app has to answer, in real time. Default 3000, as at Slack. */
  answerWithinMs?: number;
  /** Count calls per method and minute of `now` and answer 429 beyond the tier. Default false. */
  enforceRateLimits?: boolean;
  /** How many calls, and how many deliveries, are remembered; older ones are forgotten. Default all. */
  keepTraffic?: number;
  /**
   * What `Slack.save` returned: goes on from there, with the same ids, tokens and secret. What both
   * name stands as in `companies`. Addresses once handed out hold the port: give the same one.
   */
  saved?: Uint8Array;
}>;

export type AppSpec = Readonly<{
  /** The app manifest as an object: scopes, events, commands, Socket Mode, Home tab. */
  manifest: unknown;
  name?: string;
  requestUrl?: string;
}>;

export type CompanySpec = Readonly<{
  teamId: string;
  name: string;
  domain: string;
  enterpriseId?: string;
  /** Its admins must approve a Connect invitation after it was accepted. */
  approvesInvites?: boolean;
  /** Its settings forbid invitations that are not limited: `restricted_action`. */
  limitedInvitesOnly?: boolean;
  people: readonly PersonSpec[];
}>;

export type PersonSpec = Readonly<{
  id: string;
  name: string;
  email: string;
  /** IANA name. */
  zone: string;
  /** What they do, as their profile has it. */
  title?: string;
  admin?: boolean;
  guest?: boolean;
  bot?: boolean;
}>;

export type Slack = Readonly<{
  /** `http://127.0.0.1:PORT/api/`. */
  url: string;
  app: AppIdentity;
  /** Where events, interactivity, commands and option requests go from now on. */
  deliverTo: (requestUrl: string) => void;
  /** A person at their keyboard. @throws Error when nobody has that id */
  as: (userId: string) => Person;
  /** The host first. */
  companies: () => readonly Company[];
  /** Everybody, the app's bot user included. */
  people: () => readonly PersonCard[];
  /** A company more, with its people. @throws Error when one of their ids is taken */
  addCompany: (spec: CompanySpec) => void;
  /** The app's slash commands, in the manifest's order. */
  commands: () => readonly SlashCommand[];
  /** Whether the manifest enables the Home tab. */
  homeTab: boolean;
  /** @throws Error when there is no such channel */
  channel: (idOrName: string) => ChannelView;
  channels: () => readonly ChannelView[];
  /** A channel made by people; `withApp` adds the app to it. */
  createChannel: (spec: ChannelSpec) => ChannelView;
  /** A file to show, whoever may see it; undefined when there is none, or its upload is not complete. */
  file: (id: string) => FileContent | undefined;
  /** Every Web API call that is remembered, in the order they began; of one method when named. */
  calls: (method?: string) => readonly ApiCall[];
  /** Every request or frame sent to the app that is remembered, in the order they ended. */
  deliveries: () => readonly Delivery[];
  /** What ended with a number above `after`, in the order of `ended`. Default all. */
  traffic: (after?: number) => readonly Traffic[];
  /** `list`: the failures that are still to come, `times` being how many calls they will hit. */
  faults: Readonly<{
    add: (fault: Fault) => void;
    clear: () => void;
    list: () => readonly Fault[];
  }>;
  /**
   * Called a moment after anything somebody may see may have changed, once for all that changed
   * together, and sometimes when nothing did. Time that passes is no change. What the listener
   * throws is dropped. Returns a remover.
   */
  onChange: (listener: () => void) => () => void;
  /** All that this Slack remembers, for `SlackOptions.saved`; the README says what is left out. */
  save: () => Uint8Array;
  /**
   * Awaited at both phases of a call: `received` before anything happens, `stored` between the
   * effect and the answer of a call that succeeds. Returns a remover.
   */
  onCall: (listener: CallListener) => () => void;
  /**
   * Resolves when no delivery is under way and no call is being answered. A retry due within a
   * second counts, a call that hangs by a fault does not.
   */
  idle: () => Promise<void>;
  /** A raw request to the app, for forged and late signatures. */
  deliver: (body: string, headers: Readonly<Record<string, string>>) => Promise<Delivery>;
  /** The headers of a signed form request. `atMs` is real time: receivers compare it to theirs. */
  sign: (body: string, atMs?: number) => Record<string, string>;
  /** Tell connected Socket Mode clients to reconnect. */
  refreshSockets: () => void;
  close: () => Promise<void>;
}>;

export type Company = Readonly<{
  teamId: string;
  name: string;
  domain: string;
  /** Hosts the app. */
  isHost: boolean;
}>;

export type PersonCard = Readonly<{
  id: string;
  name: string;
  teamId: string;
  companyName: string;
  /** IANA name. */
  zone: string;
  /** What they do, as their profile has it. */
  title?: string;
  admin: boolean;
  guest: boolean;
  bot: boolean;
}>;

export type SlashCommand = Readonly<{
  /** With the leading slash. */
  command: string;
  description: string;
  usageHint: string;
}>;

export type FileContent = Readonly<{ name: string; mimetype: string; content: Uint8Array }>;

export type AppIdentity = Readonly<{
  appId: string;
  teamId: string;
  botId: string;
  botUserId: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
}>;

export type ChannelSpec = Readonly<{
  name: string;
  teamId: string;
  isPrivate?: boolean;
  members: readonly string[];
  withApp?: boolean;
}>;

export type ChannelView = Readonly<{
  id: string;
  name: string;
  isPrivate: boolean;
  isIm: boolean;
  isArchived: boolean;
  /** Shared with another company right now. */
  isShared: boolean;
  hostTeamId: string;
  /** Host first. */
  teamIds: readonly string[];
  memberIds: readonly string[];
  topic: string;
  purpose: string;
  creatorId: string;
  /** Everything public in it, oldest first; replies stand at their own time. */
  messages: readonly StoredMessage[];
}>;

export type StoredMessage = Readonly<{
  ts: string;
  threadTs?: string;
  /** User id of the author. */
  from: string;
  text: string;
  blocks: readonly Json[];
  metadata?: Json;
  files: readonly string[];
  pinned: boolean;
  edited: boolean;
}>;
