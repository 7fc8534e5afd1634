import { z } from 'zod';
import type { SlackEvent } from '../src/usecases/record-event.ts';

/*
 * Readers of the events that we subscribe to. Slack's types differ from what it sends in places,
 * so each is read by a schema of ours; one that does not fit is not for us.
 */

const Invite = z.object({ id: z.string() });
const Channel = z.object({ id: z.string() });

const Accepted = z
  .object({
    invite: Invite,
    channel: Channel,
    accepting_user: z.object({
      id: z.string(),
      team_id: z.string(),
      name: z.string().optional(),
      profile: z
        .object({
          email: z.string().optional(),
          real_name: z.string().optional(),
          display_name: z.string().optional(),
        })
        .optional(),
    }),
  })
  .transform(
    ({ invite, channel, accepting_user: { id, team_id: teamId, name, profile } }): SlackEvent => ({
      kind: 'invitation_accepted',
      slackInviteId: invite.id,
      channelId: channel.id,
      userId: id,
      teamId,
      email: profile?.email ?? null,
      name: [profile?.display_name, profile?.real_name, name].find(Boolean) ?? null,
    }),
  );

const Declined = z
  .object({ invite: Invite, channel: Channel })
  .transform(({ invite, channel }): SlackEvent => ({
    kind: 'invitation_declined',
    slackInviteId: invite.id,
    channelId: channel.id,
  }));

const Shared = z
  .object({ channel: z.string(), connected_team_id: z.string() })
  .transform(({ channel, connected_team_id: teamId }): SlackEvent => ({
    kind: 'channel_shared',
    channelId: channel,
    teamId,
  }));

const Unshared = z
  .object({
    channel: z.string(),
    previously_connected_team_id: z.string(),
    is_ext_shared: z.boolean(),
  })
  .transform(
    ({
      channel,
      previously_connected_team_id: teamId,
      is_ext_shared: stillShared,
    }): SlackEvent => ({
      kind: 'channel_unshared',
      channelId: channel,
      teamId,
      stillShared,
    }),
  );

const Joined = z
  .object({ channel: z.string(), user: z.string(), team: z.string() })
  .transform(({ channel, user: userId, team: teamId }): SlackEvent => ({
    kind: 'member_joined',
    channelId: channel,
    userId,
    teamId,
  }));

/** Every event that we subscribe to, by Slack's name, with its reader. */
export const EVENTS: Readonly<Record<string, z.ZodType<SlackEvent>>> = {
  shared_channel_invite_accepted: Accepted,
  shared_channel_invite_declined: Declined,
  channel_shared: Shared,
  channel_unshared: Unshared,
  member_joined_channel: Joined,
};

const Envelope = z.object({
  event_id: z.string(),
  event: z.object({
    type: z.string(),
    event_ts: z.string().optional(),
    user: z.unknown().optional(),
    channel: z.unknown().optional(),
  }),
});

/**
 * The keys under which an event counts once: its id, and what it tells, because Slack has sent one
 * event under several ids.
 */
export function eventKeys(body: unknown): readonly string[] {
  const { event_id: id, event } = Envelope.parse(body);
  const told = JSON.stringify([event.type, event.event_ts, event.user, event.channel]);
  return [`event:${id}`, `told:${told}`];
}
