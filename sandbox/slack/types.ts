/** What the outside may use: every name here is public. */

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
  /** @throws Error when there is no such channel */
  channel: (idOrName: string) => ChannelView;
  channels: () => readonly ChannelView[];
  /** A channel made by people; `withApp` adds the app to it. */
  createChannel: (spec: ChannelSpec) => ChannelView;
  /** Every Web API call so far, in order; of one method when named. */
  calls: (method?: string) => readonly ApiCall[];
  /** Every request or frame sent to the app so far, in order. */
  deliveries: () => readonly Delivery[];
  faults: Readonly<{ add: (fault: Fault) => void; clear: () => void }>;
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

export type Json = Readonly<Record<string, unknown>>;

export type ApiCall = Readonly<{
  method: string;
  /** As values: JSON parsed, booleans and numbers read. */
  args: Readonly<Record<string, unknown>>;
  /** The body as answered; undefined while under way, dropped or never answered. */
  response: Json | undefined;
  /** HTTP status; 0 when the connection was dropped. */
  status: number;
  /** Simulated time. */
  at: number;
}>;

export type CallListener = (
  call: Readonly<{ method: string; args: Record<string, unknown> }>,
  phase: 'received' | 'stored',
) => void | Promise<void>;

export type DeliveryKind =
  | 'event'
  | 'command'
  | 'block_actions'
  | 'block_suggestion'
  | 'view_submission'
  | 'view_closed'
  | 'raw';

export type Delivery = Readonly<{
  kind: DeliveryKind;
  /** The payload as an object; the body text of a raw delivery. */
  body: unknown;
  /** HTTP status; 0 when there was no answer. Over Socket Mode 200 means acknowledged. */
  status: number;
  /** The answer's body as text. */
  response: string;
  ms: number;
  retryNum: number;
  error?: 'http_timeout' | 'connection_failed' | 'http_error';
}>;

/** One planned failure of a Web API method; `'*'` stands for any. */
export type Fault = Readonly<{
  method: string;
  /** How many calls it hits. Default 1. */
  times?: number;
  kind:
    | Readonly<{ type: 'error'; error: string }>
    | Readonly<{ type: 'rate_limited'; retryAfterSeconds: number }>
    | Readonly<{ type: 'status'; status: number; stored: boolean }>
    | Readonly<{ type: 'drop'; stored: boolean }>
    | Readonly<{ type: 'hang'; stored: boolean }>;
}>;

/**
 * Wherever a channel is asked for: its id, its name, or `dm` for the person's DM with the app. What
 * a person does resolves once the app answered, or failed to; what the app does after its answer is
 * awaited by `slack.idle()`.
 */
export type Person = Readonly<{
  id: string;
  /** `/onboard start Acme`. Default channel: their own DM with the app. */
  command: (text: string, channelId?: string, threadTs?: string) => Promise<Outcome>;
  /** Presses a button; picks an option of an overflow menu, a select or radio buttons. */
  click: (what: Target) => Promise<Outcome>;
  tick: (what: Target) => Promise<Outcome>;
  untick: (what: Target) => Promise<Outcome>;
  /** An option's value, a user or channel id, a date, a time. */
  choose: (what: Target, value: string) => Promise<Outcome>;
  /** Types into an external select and gets what the app suggests. */
  suggestions: (what: Target, query: string) => Promise<readonly string[]>;
  /** The top of the view stack. */
  modal: () => ModalView | undefined;
  /** Types into the open modal, by `block_id` or label. @throws Error when Slack's client would not let them */
  fill: (values: Readonly<Record<string, FieldValue>>) => void;
  /** Fills, then presses the submit button. */
  submit: (values?: Readonly<Record<string, FieldValue>>) => Promise<Outcome>;
  /** Presses Cancel: the top view closes. */
  dismiss: () => Promise<Outcome>;
  /** Presses ✕: the whole stack closes. */
  dismissAll: () => Promise<Outcome>;
  /** Everything this person sees in the channel as plain text, replies indented under their parent. */
  reads: (channelIdOrName: string) => string;
  /** The same as data, in reading order. */
  sees: (channelIdOrName: string) => readonly SeenMessage[];
  /** What stands in the DM with the app. */
  dms: () => string;
  /** Opens the app's Home tab and returns its plain text. */
  home: () => Promise<string>;
  /** The Home tab as last published. */
  homeView: () => Json | undefined;
  /** Posts a message. Returns its `ts`. */
  say: (
    channelIdOrName: string,
    text: string,
    threadTs?: string,
    files?: readonly UploadSpec[],
  ) => Promise<string>;
  /** Connect invitations sent to this person's address. */
  invitations: () => readonly Invitation[];
  /** Accepts; `as` lets another person use the forwarded mail. @throws Error when it is not open */
  acceptInvitation: (id: string, as?: string) => Promise<void>;
  /** As an admin of either side. @throws Error when their approval is not awaited */
  approveInvitation: (id: string) => Promise<void>;
  declineInvitation: (id: string) => Promise<void>;
  addToChannel: (channelIdOrName: string, userId: string) => Promise<void>;
  leave: (channelIdOrName: string) => Promise<void>;
  archive: (channelIdOrName: string) => Promise<void>;
  unarchive: (channelIdOrName: string) => Promise<void>;
  rename: (channelIdOrName: string, name: string) => Promise<void>;
  removeFromChannel: (channelIdOrName: string, userId: string) => Promise<void>;
  /** An admin ends the other company's part in the channel. */
  disconnect: (channelIdOrName: string, teamId: string) => Promise<void>;
}>;

/** What is clicked: without `channel` something in the open modal; `home: true` in the Home tab. */
export type Target = Readonly<{
  channel?: string;
  ts?: string;
  home?: boolean;
  actionId?: string;
  blockId?: string;
  value?: string;
  /** Visible text: exact, or a part that only one control has. */
  label?: string;
}>;

export type UploadSpec = Readonly<{
  name: string;
  mimetype: string;
  size: number;
  content?: string | Uint8Array;
}>;

export type FieldValue = string | readonly string[] | readonly UploadSpec[] | boolean | null;

export type ModalView = Readonly<{
  id: string;
  callbackId: string;
  title: string;
  /** Plain text of the whole modal, with what is typed and what is wrong. */
  text: string;
  view: Json;
  /** By `block_id`. */
  errors: Readonly<Record<string, string>>;
}>;

export type Outcome = Readonly<{
  ok: boolean;
  /** HTTP status of the app's answer; 0 when nothing was sent or nothing came back. */
  status: number;
  /** What the person is told. */
  text?: string;
  errors?: Readonly<Record<string, string>>;
  ms: number;
}>;

export type SeenMessage = Readonly<{
  ts: string;
  threadTs?: string;
  /** User id. */
  from: string;
  /** Plain text of blocks, else of the text. */
  text: string;
  blocks: readonly Json[];
  ephemeral: boolean;
  pinned: boolean;
  edited: boolean;
}>;

export type InvitationStatus =
  'sent' | 'accepted' | 'approved' | 'declined' | 'expired' | 'revoked';

export type Invitation = Readonly<{
  id: string;
  channelName: string;
  /** User id of the inviter. */
  from: string;
  status: InvitationStatus;
}>;
