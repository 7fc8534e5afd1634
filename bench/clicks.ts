import { createHmac } from 'node:crypto';
import { HOST_TEAM, PARTNER_TEAM, CAST } from '../sandbox/cast.ts';
import type { Shot } from './load.ts';

/** An item that can be clicked, and where. */
export type Place = Readonly<{
  channelId: string;
  ts: string;
  itemId: string;
  blocks: readonly unknown[];
}>;

/** A signed click on the checkbox of an item: on, then off, then on …; no two are the same. */
export function clickShot(
  place: Place,
  { nth, secret }: Readonly<{ nth: number; secret: string }>,
): Shot {
  const { channelId, ts, itemId, blocks } = place;
  const option = { text: { type: 'plain_text', text: 'x' }, value: itemId };
  const payload = {
    type: 'block_actions',
    user: { id: CAST.priya, username: 'priya', name: 'priya', team_id: PARTNER_TEAM },
    api_app_id: 'A0BENCH',
    token: 'deprecated',
    container: { type: 'message', message_ts: ts, channel_id: channelId, is_ephemeral: false },
    trigger_id: `1.2.${nth}`,
    team: { id: HOST_TEAM, domain: 'northwind' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: channelId, name: 'onboard' },
    message: { type: 'message', ts, blocks },
    state: { values: {} },
    response_url: 'http://127.0.0.1:9/none',
    actions: [
      {
        type: 'checkboxes',
        action_id: 'set_item',
        block_id: `v1|${itemId}|r1`,
        selected_options: nth % 2 === 0 ? [option] : [],
        action_ts: String(1_700_000_000 + nth / 1000),
      },
    ],
  };
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const at = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${signature}`,
    },
  };
}
