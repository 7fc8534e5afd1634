import type { z } from 'zod';
import type {
  ChannelRow,
  Company,
  Invitation,
  Json,
  ModalView,
  PersonCard,
  SeenMessage,
  SlashCommand,
} from '../slack/index.ts';
import type { Fired } from '../time.ts';
import type { Act, Control } from './acts.ts';

export type { Fired };

/* What the page and its server say to each other. Nothing of the server reaches the page. */

/** One Slack window on the page: who looks, and at what; null is where something was said last. */
export type Watch = Readonly<{ as: string; channel: string | null }>;

/** The direct messages with the app, whether there are any yet or not: as `Person` names them. */
export const APP_DM = 'dm';

/** Everything one person sees in their Slack. */
export type Screen = Readonly<{
  as: string;
  /** Where they look: a channel's id, `APP_DM`, or null when there is nothing to look at. */
  at: string | null;
  /** What they may see, by name; direct messages last. */
  channels: readonly ChannelRow[];
  /** The channel there; null when there is none, or nothing in it yet. */
  channel: ChannelRow | null;
  messages: readonly SeenMessage[];
  /** Open forms, the bottom one first. */
  modals: readonly ModalView[];
  /** The app's Home tab as last published; null when nothing is. */
  home: Json | null;
  invitations: readonly Invitation[];
  /** The app's slash commands, which exist in its own workspace only. */
  commands: readonly SlashCommand[];
}>;

/** What happened between Slack and the bot, or in the bot: a line of the inspector. */
export type TraceLine = Readonly<{
  n: number;
  /** Simulated time, epoch milliseconds. */
  at: number;
  /** Slack to the bot, the bot to Slack, what the bot logged, what a person could not do, the clock. */
  kind: 'delivery' | 'call' | 'log' | 'person' | 'clock';
  title: string;
  /** In a few words: a status, an error code. */
  result: string;
  /** Time to the answer; undefined where nobody waits for one. */
  ms?: number;
  /** Somebody should look at it: a refusal, a failure, a warning. */
  wrong: boolean;
}>;

/** All there is to know about a line of the inspector. */
export type TraceDetail = TraceLine &
  Readonly<{
    /** Named pieces: payload, answer, errors, outbox rows, audit entries. */
    parts: readonly Readonly<{ name: string; value: unknown }>[];
  }>;

/** An interesting moment to begin with; `look` is whose Slack shows it best. */
export type MomentCard = Readonly<{ id: string; title: string; about: string; look: string }>;

/** One step of the tour. */
export type TourStep = Readonly<{
  title: string;
  /** What to do, in a sentence or two. */
  how: string;
  /** The user id of who does it; null where time alone brings it about. */
  as: string | null;
  done: boolean;
}>;

/** What all windows share. */
export type DeskState = Readonly<{
  /** Another Slack was set up when it differs. */
  world: number;
  now: number;
  /** IANA name of the zone that the time machine's clock shows: the host's office. */
  zone: string;
  playing: boolean;
  /** What happens next by itself. */
  next: Readonly<{ at: number; what: string }> | null;
  /** Something is under way: a scene, a jump in time. */
  busy: string | null;
  companies: readonly Company[];
  people: readonly PersonCard[];
  botUserId: string;
  appName: string;
  homeTab: boolean;
  moments: readonly MomentCard[];
  /** The moment that this Slack began with. */
  moment: string | null;
  tour: readonly TourStep[];
  fired: readonly Fired[];
  trace: readonly TraceLine[];
  slackIsDown: boolean;
}>;

/** Page → server, over the socket: what to show from now on. */
export type Hello = Readonly<{ watch: readonly Watch[] }>;

/**
 * Server → page, over the socket: what differs from before. Screens come in the order of `watch`;
 * null for somebody who is not in this Slack.
 */
export type Push = Readonly<{ desk?: DeskState; screens?: readonly (Screen | null)[] }>;

/** What a person does, posted to `/act`. */
export type ActRequest = z.input<typeof Act>;

/** What is done to the sandbox itself, posted to `/control`. */
export type ControlRequest = z.input<typeof Control>;

/** What comes of it. */
export type ActReply = Readonly<{
  ok: boolean;
  /** What Slack tells the person, where it says it beside the messages. */
  text?: string;
  errors?: Readonly<Record<string, string>>;
  /** For the app's developer: why Slack could not use what the app answered. */
  refused?: string;
  /** What the app suggests, after `suggest`. */
  options?: readonly Readonly<{ label: string; value: string }>[];
  /** Where to look next: a channel that was just joined. */
  channel?: string;
}>;
