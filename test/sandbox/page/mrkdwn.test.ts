import { describe, expect, test } from 'vitest';
import { fullDate, showMoment } from '../../../sandbox/slack/text/dates.ts';
import type { Inline } from '../../../sandbox/slack/text/inline.ts';
import { parseMrkdwn, showMrkdwn, type Reader } from '../../../sandbox/slack/text/mrkdwn.ts';

const READER: Reader = {
  zone: 'America/New_York',
  now: Date.UTC(2026, 2, 13, 12),
  personName: (id) => (id === 'U1' ? '*Mara* <b>_W_</b> <!channel>' : id),
  channelName: (id) => (id === 'C1' ? 'partner_acme_' : id),
};
const AT = Date.UTC(2026, 2, 13, 14, 5);

const text = (value: string): Inline => ({ type: 'text', text: value });
const link = (url: string, shown = url): Inline => ({ type: 'link', url, children: [text(shown)] });
const bold = (...children: Inline[]): Inline => ({ type: 'bold', children });
const italic = (...children: Inline[]): Inline => ({ type: 'italic', children });
const end: Inline = { type: 'break' };
const quote = (...children: Inline[]): Inline => ({ type: 'quote', children });
const code = (...children: Inline[]): Inline => ({ type: 'code', children });
const codeBlock = (...children: Inline[]): Inline => ({ type: 'code_block', children });

describe('the tree', () => {
  test.each<[what: string, mrkdwn: string, tree: Inline[]]>([
    ['nothing', '', []],
    [
      'marks in marks',
      '*a _b ~c~_*',
      [bold(text('a '), italic(text('b '), { type: 'strike', children: [text('c')] }))],
    ],
    ['marks around a token', '*due <@U1>*', [bold(text('due '), { type: 'user', id: 'U1' })]],
    ['marks right after a token', '<@U1>*bold*', [{ type: 'user', id: 'U1' }, bold(text('bold'))]],
    ['marks inside words', '2*3*4 and snake_case_name', [text('2*3*4 and snake_case_name')]],
    ['marks beside letters of other scripts', 'ß*a*ñ', [text('ß*a*ñ')]],
    ['marks around spaces', '* a * _ b_', [text('* a * _ b_')]],
    ['marks that never close', '*a _b ~c', [text('*a _b ~c')]],
    ['marks over the end of a line', '*a\nb*', [text('*a'), end, text('b*')]],
    ['rows of marks', '**a** ~~b~~', [text('**a** ~~b~~')]],
    ['marks beside an emoji', '*:tada:*', [bold({ type: 'emoji', name: 'tada' })]],
    ['code keeps marks and escapes', '`*a* &lt;b&gt; :x:`', [code(text('*a* <b> :x:'))]],
    ['code with a token', '`<https://a.example|x>`', [code(link('https://a.example', 'x'))]],
    ['code in bold', '*`a`*', [bold(code(text('a')))]],
    [
      'a block of code',
      'a\n```\n*b*\n> c\n```\nd',
      [text('a'), end, codeBlock(text('\n*b*\n> c\n')), end, text('d')],
    ],
    ['a block of code that never closes', '```a', [text('```a')]],
    [
      'a quote',
      'a\n&gt; *b*\n&gt;c\nd',
      [text('a'), end, quote(bold(text('b')), end, text('c')), end, text('d')],
    ],
    [
      'a quote to the end',
      'a\n&gt;&gt;&gt; b\nc',
      [text('a'), end, quote(text('b'), end, text('c'))],
    ],
    ['a bare quote mark', '> a', [quote(text('a'))]],
    ['no quote inside a line', 'a > b &gt; c', [text('a > b > c')]],
    [
      'a link with its label',
      '<https://a.example/?a=1&amp;b=2|The *report*>',
      [link('https://a.example/?a=1&b=2', 'The *report*')],
    ],
    ['a link without label', '<mailto:a@b.example>', [link('mailto:a@b.example', 'a@b.example')]],
    [
      'a bare address',
      'see https://a.example/x_y_?q=1&amp;r=2, now',
      [text('see '), link('https://a.example/x_y_?q=1&r=2'), text(', now')],
    ],
    [
      'a bare address in marks and brackets',
      '*(https://a.example)*',
      [bold(text('('), link('https://a.example'), text(')'))],
    ],
    [
      'a bare address before an escape',
      'https://a.example&gt;b',
      [link('https://a.example'), text('>b')],
    ],
    ['no address inside a word', 'xhttps://a.example', [text('xhttps://a.example')]],
    [
      'mentions',
      '<@U1|mara> <#C1|x> <!here> <!subteam^S1|@ops>',
      [
        { type: 'user', id: 'U1' },
        text(' '),
        { type: 'channel', id: 'C1' },
        text(' '),
        { type: 'broadcast', range: 'here' },
        text(' '),
        { type: 'usergroup', id: 'S1', label: '@ops' },
      ],
    ],
    [
      'a date',
      `<!date^${AT / 1000}^{date} at {time}^https://a.example|then>`,
      [
        {
          type: 'date',
          at: AT,
          format: '{date} at {time}',
          fallback: 'then',
          url: 'https://a.example',
        },
      ],
    ],
    [
      'emoji',
      ':wave::skin-tone-3: :+1: 10:30',
      [
        { type: 'emoji', name: 'wave', skinTone: 3 },
        text(' '),
        { type: 'emoji', name: '+1' },
        text(' 10:30'),
      ],
    ],
    ['HTML', '<img src=x onerror=alert(1)>', [link('img src=x onerror=alert(1)')]],
    ['escaped HTML', '&lt;script&gt;&amp;lt;', [text('<script>&lt;')]],
    ['brackets with nothing in them', '<> < a', [text('<> < a')]],
  ])('%s', (_, mrkdwn, tree) => {
    expect(parseMrkdwn(mrkdwn)).toEqual(tree);
  });

  test('of verbatim text has no links but those in brackets', () => {
    expect(parseMrkdwn('https://a.example <https://b.example>', { verbatim: true })).toEqual([
      text('https://a.example '),
      link('https://b.example'),
    ]);
  });

  test.each(['*', '_ ', '`', '<', '&gt;', '```', ':a', 'https://', '*_~', '<!date^', '> '])(
    'of a long row of %j is grown in no time',
    (piece) => {
      const long = piece.repeat(40_000 / piece.length);
      expect(parseMrkdwn(long).length).toBeGreaterThan(0);
    },
    5_000,
  );
});

describe('as plain text', () => {
  test.each<[mrkdwn: string, seen: string]>([
    ['*a* _b_ ~c~ `d` ```e```', 'a b c `d` ```e```'],
    ['&gt; a\nb', '> a\nb'],
    ['a\n```\nb\n```\nc', 'a\n```\nb\n```\nc'],
    ['*<@U1>* in <#C1>', '@*Mara* <b>_W_</b> <!channel> in #partner_acme_'],
    ['<!channel> <!subteam^S1> <https://a.example|b&amp;c>', '@channel @group b&c'],
    [':tada: :wave::skin-tone-2:', ':tada: :wave::skin-tone-2:'],
    ['<!date^x^{date}|soon> <!date^99999999999999999^{date}|later>', 'soon later'],
  ])('%s', (mrkdwn, seen) => {
    expect(showMrkdwn(mrkdwn, READER)).toBe(seen);
  });
});

describe('dates', () => {
  test.each<[format: string, shown: string]>([
    ['{date_num}', '2026-03-13'],
    ['{date_slash}', '03/13/2026'],
    ['{date}', 'March 13, 2026'],
    ['{date_short}', 'Mar 13, 2026'],
    ['{date_long}', 'Friday, March 13, 2026'],
    ['{date_long_full}', 'March 13, 2026'],
    ['{date_pretty} {time}', 'Today 10:05 AM'],
    ['{time_secs}', '10:05:00 AM'],
    ['{ago}', 'in 2 hours'],
    ['{unheard_of}', '{unheard_of}'],
  ])('%s', (format, shown) => {
    expect(showMoment({ at: AT, format, fallback: '' }, READER)).toBe(shown);
  });

  test.each<[what: string, at: number, shown: string]>([
    ['another day of this year', Date.UTC(2026, 5, 1), 'Sunday, May 31'],
    ['another year', Date.UTC(2025, 5, 1), 'Saturday, May 31, 2025'],
    ['the day before', AT - 86_400_000, 'Yesterday'],
    ['the day after', AT + 86_400_000, 'Tomorrow'],
  ])('a divider between days: %s', (_, at, shown) => {
    const moment = { at, format: '{day_divider_pretty}', fallback: '' };
    expect(showMoment(moment, READER)).toBe(shown);
  });

  test('the full date names the zone, and is empty when there is none', () => {
    expect(fullDate(AT, 'America/New_York')).toBe('Friday, March 13, 2026 at 10:05 AM EDT');
    expect(fullDate(NaN, 'America/New_York')).toBe('');
  });
});
