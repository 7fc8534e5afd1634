import type { Busy } from '../busy.ts';
import { textOf, type Obj } from '../json.ts';
import { appIsIn, isExtShared, kindOf } from '../store/channels.ts';
import { nextId, nextTs, seconds, type EventContext, type World } from '../store/world.ts';
import type { Answer } from './http-post.ts';
import type { Link } from './link.ts';

/** Event names whose scope does not follow from the kind of channel. */
const SCOPES: Readonly<Record<string, string>> = {
  'message.channels': 'channels:history',
  'message.groups': 'groups:history',
  'message.im': 'im:history',
  file_shared: 'files:read',
  shared_channel_invite_accepted: 'conversations.connect:read',
  shared_channel_invite_approved: 'conversations.connect:read',
  shared_channel_invite_declined: 'conversations.connect:read',
};

const OF_CHANNELS = /^(member_|channel_|group_)/;

/** The subscription an event belongs to. */
function subscriptionOf(event: Obj, { channel }: EventContext): string {
  const type = textOf(event['type']);
  if (type !== 'message' || channel === undefined) return type;
  const kind = kindOf(channel);
  return kind === 'im' ? 'message.im' : `message.${kind}s`;
}

function scopeOf(subscription: string, { channel }: EventContext): string | undefined {
  if (OF_CHANNELS.test(subscription) && channel !== undefined) {
    return channel.isPrivate ? 'groups:read' : 'channels:read';
  }
  return SCOPES[subscription];
}

/** Whether the app asked for the event, has the scope for it, and is where it happened. */
function reachesApp(world: World, event: Obj, about: EventContext): boolean {
  const { events, scopes } = world.grants;
  const subscription = subscriptionOf(event, about);
  const scope = scopeOf(subscription, about);
  if (!events.has(subscription) || (scope !== undefined && !scopes.has(scope))) return false;
  const { channel } = about;
  if (channel === undefined || appIsIn(world, channel)) return true;
  // What happens to a public channel as such is told to everybody at the host.
  return !channel.isPrivate && subscription.startsWith('channel_');
}

function envelope(world: World, event: Obj, about: EventContext): Obj {
  const { teamId, appId, botUserId } = world.app;
  const { enterpriseId } = world.host;
  const { channel } = about;
  const outer = about.actorTeamId ?? teamId;
  const outerOrg = world.companies.get(outer)?.enterpriseId;
  return {
    token: 'deprecated-verification-token',
    // In shared channels the outer team may be the other side's.
    team_id: outer,
    ...(outerOrg === undefined || outer === teamId ? {} : { enterprise_id: outerOrg }),
    context_team_id: teamId,
    context_enterprise_id: enterpriseId ?? null,
    api_app_id: appId,
    event: { event_ts: nextTs(world), ...event },
    type: 'event_callback',
    event_id: nextId(world, 'Ev'),
    event_time: seconds(world.now()),
    authorizations: [
      {
        enterprise_id: enterpriseId ?? null,
        team_id: teamId,
        user_id: botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: channel !== undefined && isExtShared(channel),
    event_context: '4-simulated',
  };
}

export type Events = Readonly<{
  emit: (event: Obj, about?: EventContext) => void;
  /** Resolves when every event so far had its first attempt. */
  attempted: () => Promise<void>;
  close: () => void;
}>;

type Parts = Readonly<{ world: World; link: Link; busy: Busy; retryDelaysMs: readonly number[] }>;

/** A retry due within this time counts as under way. */
const SOON_MS = 1000;

/**
 * Delivers events, in order within a channel, and repeats what failed. A retry never holds up the
 * events after it.
 */
export function createEvents({ world, link, busy, retryDelaysMs }: Parts): Events {
  const queues = new Map<string, Promise<void>>();
  const firstAttempts = new Set<Promise<void>>();
  const timers = new Map<NodeJS.Timeout, () => void>();
  let closed = false;

  async function pause(ms: number): Promise<void> {
    const wait = (): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(() => {
          timers.delete(timer);
          resolve();
        }, ms);
        timer.unref();
        timers.set(timer, resolve);
      });
    await (ms <= SOON_MS ? busy.track(wait) : wait());
  }

  async function retry(payload: Obj, failed: Answer): Promise<void> {
    let last = failed;
    for (const [index, delay] of retryDelaysMs.entries()) {
      const reason = last.error ?? 'http_error';
      if (last.headers['x-slack-no-retry'] === '1') return;
      await pause(delay);
      if (closed) return;
      last = await link.send('event', payload, { num: index + 1, reason });
      if (succeeded(last)) return;
    }
  }

  function succeeded({ status }: Answer): boolean {
    return status >= 200 && status < 300;
  }

  async function attempt(payload: Obj): Promise<void> {
    if (closed) return;
    const answer = await link.send('event', payload);
    if (!succeeded(answer)) void retry(payload, answer);
  }

  return {
    emit: (event, about = {}) => {
      if (closed || !reachesApp(world, event, about)) return;
      const payload = envelope(world, event, about);
      const place = about.channel?.id ?? '';
      const before = queues.get(place) ?? Promise.resolve();
      const done = busy.track(() => before.then(() => attempt(payload)));
      queues.set(place, done);
      firstAttempts.add(done);
      void done.then(() => firstAttempts.delete(done));
    },
    attempted: async () => {
      await Promise.all(firstAttempts);
    },
    close: () => {
      closed = true;
      for (const [timer, wake] of timers) {
        clearTimeout(timer);
        wake();
      }
      timers.clear();
    },
  };
}
