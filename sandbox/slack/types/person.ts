import type { Json } from './json.ts';

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
  /**
   * An option's value or label, a user or channel id, a date, a time; a list, which replaces what was
   * chosen, for a `multi_*` select or checkboxes; null to clear a picker or a select. An external
   * select takes what was suggested last or is chosen already; before any suggestion it asks the app.
   * @throws Error when Slack's client would not let them: only optional inputs can be cleared
   */
  choose: (what: Target, value: string | readonly string[] | null) => Promise<Outcome>;
  /** Types into an external select and gets what the app suggests; it can then be chosen or filled in. */
  suggestions: (what: Target, query: string) => Promise<readonly Suggestion[]>;
  /** The top of the view stack. */
  modal: () => ModalView | undefined;
  /** The whole view stack, the bottom one first. */
  modals: () => readonly ModalView[];
  /**
   * Types into the open modal, by `block_id` or label. An external select takes what was suggested
   * last or is chosen already. @throws Error when Slack's client would not let them
   */
  fill: (values: Readonly<Record<string, FieldValue>>) => void;
  /** Fills, then presses the submit button. */
  submit: (values?: Readonly<Record<string, FieldValue>>) => Promise<Outcome>;
  /** Presses Cancel: the top view closes. */
  dismiss: () => Promise<Outcome>;
  /** Presses ✕: the whole stack closes. */
  dismissAll: () => Promise<Outcome>;
  /**
   * Channels they are in and public ones of their company, archived ones included, by name; direct
   * messages last. Looking makes none.
   */
  channels: () => readonly ChannelRow[];
  /** Everything this person sees in the channel as plain text, replies indented under their parent. */
  reads: (channelIdOrName: string) => string;
  /** The same as data, in reading order. */
  sees: (channelIdOrName: string) => readonly SeenMessage[];
  /** What stands in the DM with the app. */
  dms: () => string;
  /** Opens the app's Home tab and returns its plain text. */
  home: () => Promise<string>;
  /** The Home tab as last published; undefined for an outsider, who sees Slack's placeholder. */
  homeView: () => Json | undefined;
  /** Posts a message. Returns its `ts`. */
  say: (
    channelIdOrName: string,
    text: string,
    threadTs?: string,
    files?: readonly UploadSpec[],
  ) => Promise<string>;
  /** Connect invitations sent to this person's address, or awaiting their approval; oldest first. */
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

export type Suggestion = Readonly<{ label: string; value: string }>;

/** A channel as it stands in one person's sidebar. */
export type ChannelRow = Readonly<{
  id: string;
  /** The other one's name in a direct message. */
  name: string;
  isIm: boolean;
  isPrivate: boolean;
  isArchived: boolean;
  /** Names of the other companies in it. */
  sharedWith: readonly string[];
  isMember: boolean;
  memberIds: readonly string[];
  topic: string;
  purpose: string;
  /** Of the newest message that this person sees (ephemerals included). */
  latestTs?: string;
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
  /** For the app's developer: why Slack could not use what the app answered. */
  refused?: string;
  ms: number;
}>;

export type SeenMessage = Readonly<{
  ts: string;
  threadTs?: string;
  /** User id. */
  from: string;
  /** Plain text of blocks, else of the text. */
  text: string;
  /** The message's own text, as sent or typed. */
  mrkdwn: string;
  blocks: readonly Json[];
  /** Block id → action id → what it shows on this person's own screen, like `state.values`. */
  state: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  files: readonly SeenFile[];
  reactions: readonly Readonly<{ name: string; userIds: readonly string[] }>[];
  ephemeral: boolean;
  pinned: boolean;
  edited: boolean;
}>;

export type SeenFile = Readonly<{ id: string; name: string; mimetype: string; size: number }>;

export type InvitationStatus =
  'sent' | 'accepted' | 'approved' | 'declined' | 'expired' | 'revoked';

export type Invitation = Readonly<{
  id: string;
  channelName: string;
  /** User id of the inviter. */
  from: string;
  /** The inviter's company. */
  companyName: string;
  status: InvitationStatus;
  /** Simulated time, like `expiresAt`. */
  sentAt: number;
  expiresAt: number;
  /** What this person may do about it now. */
  awaits: 'acceptance' | 'approval' | null;
}>;
