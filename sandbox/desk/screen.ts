import type { ChannelRow, Slack } from '../slack/index.ts';
import { APP_DM, type Screen, type Watch } from './protocol.ts';

/** Everything that one person sees in their Slack, looking at one channel. */
export function screenOf(slack: Slack, watch: Watch): Screen {
  const { as } = watch;
  const who = slack.as(as);
  const channels = who.channels();
  const isHost = teamOf(slack, as) === slack.app.teamId;
  const at = placeOf(channels, watch.channel) ?? (isHost ? APP_DM : null);
  const channel = channels.find(({ id, isIm }) => id === at || (isIm && at === APP_DM)) ?? null;
  return {
    as,
    at,
    channels,
    channel,
    messages: channel === null ? [] : who.sees(channel.id),
    modals: who.modals(),
    home: who.homeView() ?? null,
    invitations: who.invitations(),
    commands: isHost ? slack.commands() : [],
  };
}

function teamOf(slack: Slack, userId: string): string | undefined {
  return slack.people().find(({ id }) => id === userId)?.teamId;
}

/** The channel asked for, if they have it; else the one in which something was said last. */
function placeOf(channels: readonly ChannelRow[], asked: string | null): string | undefined {
  if (asked === APP_DM || channels.some(({ id }) => id === asked)) return asked ?? undefined;
  const spoken = channels.filter(({ latestTs }) => latestTs !== undefined);
  const latest = spoken.toSorted((a, b) => (a.latestTs ?? '').localeCompare(b.latestTs ?? ''));
  return latest.at(-1)?.id;
}
