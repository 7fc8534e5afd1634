import type { ApiCall, Delivery, Json, Slack } from '../slack/index.ts';
import type { TraceLine } from './protocol.ts';

/* A line of the inspector in words. */

export function callLine(slack: Slack, call: ApiCall): Omit<TraceLine, 'n'> {
  const { method, args, response, status, at } = call;
  const where = channelText(slack, args['channel'] ?? args['channel_id']);
  const error = refusal(call);
  return {
    at,
    kind: 'call',
    title: [method, where].filter((part) => part !== '').join(' '),
    result: error ?? (response === undefined ? `no answer (${status})` : 'ok'),
    wrong: error !== undefined || response === undefined,
  };
}

/** Why Slack refused, with what it says to the developer; undefined when it did not. */
function refusal({ response, status }: ApiCall): string | undefined {
  if (response === undefined || response['ok'] === true) return undefined;
  const { messages = [] } = (response['response_metadata'] ?? {}) as { messages?: string[] };
  const code = textOf(response['error']) || String(status);
  return [code, ...messages].join(': ');
}

export function deliveryLine(slack: Slack, delivery: Delivery): Omit<TraceLine, 'n'> {
  const { kind, body, status, ms, retryNum, error, at } = delivery;
  const again = retryNum > 0 ? ` (retry ${retryNum})` : '';
  return {
    at,
    kind: 'delivery',
    title: `${titleOf(slack, kind, objectOf(body))}${again}`,
    result: error === undefined ? String(status) : `${error} (${status})`,
    ms: Math.round(ms),
    wrong: error !== undefined,
  };
}

function titleOf(slack: Slack, kind: Delivery['kind'], body: Json): string {
  const who = personText(slack, textOf(objectOf(body['user'])['id']) || textOf(body['user_id']));
  const action = objectOf((body['actions'] as unknown[] | undefined)?.[0]);
  const view = objectOf(body['view']);
  switch (kind) {
    case 'command':
      return `${who} types ${textOf(body['command'])} ${textOf(body['text'])}`.trimEnd();
    case 'block_actions':
      return `${who} uses ${textOf(action['action_id'])}`;
    case 'block_suggestion':
      return `${who} types “${textOf(body['value'])}” into ${textOf(body['action_id'])}`;
    case 'view_submission':
      return `${who} sends the form ${textOf(view['callback_id'])}`;
    case 'view_closed':
      return `${who} closes the form ${textOf(view['callback_id'])}`;
    case 'event':
      return `event ${textOf(objectOf(body['event'])['type'])}`;
    case 'raw':
      return 'a request made by hand';
  }
}

function personText(slack: Slack, id: string): string {
  return slack.people().find((one) => one.id === id)?.name ?? (id || 'Somebody');
}

function channelText(slack: Slack, id: unknown): string {
  const channel = slack.channels().find((one) => one.id === id);
  if (!channel) return '';
  const [other = ''] = channel.memberIds.filter((member) => member !== slack.app.botUserId);
  return channel.isIm ? `to ${personText(slack, other)}` : `in #${channel.name}`;
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
