import { describe, expect, test } from 'vitest';

import { showMrkdwn } from '../../../sandbox/slack/text/mrkdwn.ts';
import { actions, button, checkboxes, createTown, MARA, section, type Json } from './town.ts';

describe('mrkdwn as a person sees it', () => {
  const reader = {
    zone: 'America/New_York',
    now: Date.UTC(2026, 2, 2, 3),
    personName: (id: string) => (id === 'U1' ? 'Mara' : id),
    channelName: () => 'partner-acme',
  };
  const at = Date.UTC(2026, 2, 13, 14, 5) / 1000;
  const today = Date.UTC(2026, 2, 2, 2) / 1000;

  test.each<[mrkdwn: string, seen: string]>([
    ['Ask <@U1> in <#C1>', 'Ask @Mara in #partner-acme'],
    ['*Bold* _and_ ~struck~, 2*3*4, snake_case_name', 'Bold and struck, 2*3*4, snake_case_name'],
    ['*_both_*', 'both'],
    ['*due <@U1>*', 'due @Mara'],
    ['<https://acme.example|The report>', 'The report'],
    ['<https://acme.example>', 'https://acme.example'],
    ['a &lt;b&gt; &amp; c', 'a <b> & c'],
    ['<!channel>', '@channel'],
    [`<!date^${at}^{date_short_pretty} at {time}|13 March>`, 'Mar 13, 2026 at 10:05 AM'],
    [`<!date^${today}^{date_short_pretty}|x>`, 'Today'],
    [`<!date^${at}^{ago}|x>`, 'in 11 days'],
  ])('%s', (mrkdwn, seen) => {
    expect(showMrkdwn(mrkdwn, reader)).toBe(seen);
  });
});

test('blocks read from top to bottom, controls in brackets', async () => {
  const town = await createTown();
  const channel = await town.room();
  const chart: Json = {
    type: 'data_visualization',
    title: 'Time to live',
    chart: {
      type: 'bar',
      series: [{ name: 'Days', data: [{ label: 'Q1', value: 41 }] }],
      axis_config: { categories: ['Q1'] },
    },
  };
  const table: Json = {
    type: 'table',
    rows: [
      [
        { type: 'raw_text', text: 'Partner' },
        { type: 'raw_text', text: 'Day' },
      ],
    ],
  };
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text: 'Compliance' } },
    { ...section('*Sign*'), accessory: checkboxes(['done'], ['done']) },
    actions('a', button('help', 'Ask'), {
      type: 'overflow',
      action_id: 'more',
      options: [{ text: { type: 'plain_text', text: 'Later' }, value: 'l' }],
    }),
    { type: 'divider' },
    chart,
    table,
    { type: 'context', elements: [{ type: 'mrkdwn', text: 'due soon' }] },
  ];
  await town.call('chat.postMessage', { channel, text: 'a', blocks });
  expect(town.slack.as(MARA).sees(channel)[0]?.text).toBe(
    [
      'Compliance',
      'Sign',
      '[x] done',
      '[Ask] [⋯ Later]',
      '---',
      'Time to live (bar)',
      'Days: Q1 41',
      'Partner | Day',
      'due soon',
    ].join('\n'),
  );
});
