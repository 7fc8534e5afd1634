import { compact, type Obj } from '../json.ts';
import { listControls, stateValues, type ElementState } from '../blocks/state.ts';
import { kindOf } from '../store/channels.ts';
import { messageJson } from '../store/messages.ts';
import { viewJson } from '../store/views.ts';
import {
  companyOf,
  nextTs,
  type Channel,
  type Message,
  type User,
  type View,
  type World,
} from '../store/world.ts';

const TOKEN = 'deprecated-verification-token';

function teamFields(world: World, teamId: string): Obj {
  const { domain, enterpriseId, name } = companyOf(world, teamId);
  return compact({
    id: teamId,
    domain,
    enterprise_id: enterpriseId,
    enterprise_name: enterpriseId === undefined ? undefined : name,
  });
}

function enterpriseOf(world: World, teamId: string): Obj | null {
  const { enterpriseId, name } = companyOf(world, teamId);
  return enterpriseId === undefined ? null : { id: enterpriseId, name };
}

function userFields(user: User): Obj {
  return { id: user.id, username: user.handle, name: user.handle, team_id: user.teamId };
}

function channelFields(channel: Channel): Obj {
  return { id: channel.id, name: channel.isIm ? 'directmessage' : channel.name };
}

/**
 * What every payload about a view starts with: `team` is the person's own, so an outsider's names
 * their company, and only `view.app_installed_team_id` names the app's.
 */
function viewHead(world: World, type: string, user: User): Obj {
  return {
    type,
    team: teamFields(world, user.teamId),
    user: userFields(user),
    api_app_id: world.app.appId,
    token: TOKEN,
  };
}

function tail(world: World, teamId: string): Obj {
  return { is_enterprise_install: false, enterprise: enterpriseOf(world, teamId) };
}

type Pressed = Readonly<{ user: User; triggerId: string; action: Obj }>;

function withTs(world: World, action: Obj): Obj {
  return { ...action, action_ts: nextTs(world) };
}

type InMessage = Pressed &
  Readonly<{
    channel: Channel;
    message: Message;
    responseUrl: string;
    held: (key: string) => ElementState | undefined;
  }>;

/** Something used in a message: `message` as last posted, `state` as on that person's screen. */
export function messageActionPayload(world: World, used: InMessage): Obj {
  const { user, channel, message, held } = used;
  const isEphemeral = message.onlyFor !== undefined;
  const state = { values: stateValues(listControls(message.blocks), held) };
  return compact({
    type: 'block_actions',
    user: userFields(user),
    api_app_id: world.app.appId,
    token: TOKEN,
    container: compact({
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: isEphemeral,
      thread_ts: message.threadTs,
    }),
    trigger_id: used.triggerId,
    team: teamFields(world, world.app.teamId),
    enterprise: enterpriseOf(world, world.app.teamId),
    is_enterprise_install: false,
    channel: channelFields(channel),
    message: isEphemeral ? undefined : messageJson(world, channel, message),
    state,
    response_url: used.responseUrl,
    actions: [withTs(world, used.action)],
  });
}

/** Something used in a modal or on the Home tab. */
export function viewActionPayload(world: World, used: Pressed & Readonly<{ view: View }>): Obj {
  return {
    ...viewHead(world, 'block_actions', used.user),
    container: { type: 'view', view_id: used.view.id },
    trigger_id: used.triggerId,
    ...tail(world, used.user.teamId),
    view: viewJson(world, used.view),
    actions: [withTs(world, used.action)],
  };
}

type Asked = Readonly<{
  user: User;
  blockId: string;
  actionId: string;
  query: string;
  view?: View;
  inMessage?: Readonly<{ channel: Channel; message: Message }>;
}>;

/** Somebody types into an external select. */
export function suggestionPayload(world: World, asked: Asked): Obj {
  const { user, view, inMessage } = asked;
  const container =
    inMessage === undefined
      ? { type: 'view', view_id: view?.id }
      : {
          type: 'message',
          message_ts: inMessage.message.ts,
          channel_id: inMessage.channel.id,
          is_ephemeral: inMessage.message.onlyFor !== undefined,
        };
  return compact({
    type: 'block_suggestion',
    user: userFields(user),
    container,
    api_app_id: world.app.appId,
    token: TOKEN,
    action_id: asked.actionId,
    block_id: asked.blockId,
    value: asked.query,
    team: teamFields(world, view === undefined ? world.app.teamId : user.teamId),
    ...tail(world, view === undefined ? world.app.teamId : user.teamId),
    view: view === undefined ? undefined : viewJson(world, view),
    channel: inMessage === undefined ? undefined : channelFields(inMessage.channel),
    message:
      inMessage === undefined
        ? undefined
        : messageJson(world, inMessage.channel, inMessage.message),
  });
}

export function submissionPayload(
  world: World,
  sent: Readonly<{ user: User; view: View; values: Obj; triggerId: string }>,
): Obj {
  return {
    ...viewHead(world, 'view_submission', sent.user),
    trigger_id: sent.triggerId,
    view: viewJson(world, sent.view, sent.values),
    response_urls: [],
    ...tail(world, sent.user.teamId),
  };
}

export function closedPayload(
  world: World,
  closed: Readonly<{ user: User; view: View; values: Obj; isCleared: boolean }>,
): Obj {
  return {
    ...viewHead(world, 'view_closed', closed.user),
    view: viewJson(world, closed.view, closed.values),
    is_cleared: closed.isCleared,
    ...tail(world, closed.user.teamId),
  };
}

type Typed = Readonly<{
  user: User;
  channel: Channel;
  command: string;
  text: string;
  responseUrl: string;
  triggerId: string;
}>;

/** A slash command: plain fields, no nesting. */
export function commandPayload(world: World, typed: Typed): Obj {
  const { user, channel } = typed;
  const { domain, enterpriseId, name } = companyOf(world, user.teamId);
  const names = { im: 'directmessage', group: 'privategroup', channel: channel.name };
  return compact({
    token: TOKEN,
    api_app_id: world.app.appId,
    team_id: user.teamId,
    team_domain: domain,
    channel_id: channel.id,
    channel_name: names[kindOf(channel)],
    user_id: user.id,
    user_name: user.handle,
    command: typed.command,
    text: typed.text,
    is_enterprise_install: 'false',
    response_url: typed.responseUrl,
    trigger_id: typed.triggerId,
    enterprise_id: enterpriseId,
    enterprise_name: enterpriseId === undefined ? undefined : name,
  });
}
