import { expect, test } from 'vitest';
import { draw, drawText, tagsIn } from './draw.ts';
import { AT, PIXEL } from './sample-words.ts';
import { samplesOf } from './samples.ts';

type Json = Readonly<Record<string, unknown>>;

const { blocks } = samplesOf((what) => what);

test('mentions, dates and emoji read the way of the reader', () => {
  const shown = drawText(`<@U1> <#C1> <!date^${AT}^{date_short} {time}|x> :tada: :nope: <!here>`);
  expect(shown).toContain('@Mara &lt;b&gt;Winter&lt;/b&gt;');
  expect(shown).toContain('#partner-&lt;i&gt;acme&lt;/i&gt;');
  expect(shown).toContain('title="Friday, March 13, 2026 at 3:05 PM GMT+1"');
  expect(shown).toContain('>Mar 13, 2026 3:05 PM</time>');
  expect(shown).toContain('role="img" aria-label="tada"');
  expect(shown).toContain(':nope:');
  expect(shown).toContain('bk-mention-loud">@here');
});

test.each<[written: string, shown: string]>([
  ['large_green_circle', '🟢'],
  ['large_yellow_circle', '🟡'],
  ['simple_smile', '🙂'],
  ['white_check_mark', '✅'],
  ['wave::skin-tone-4', '👋🏽'],
  ['male-technologist::skin-tone-6', '👨🏿‍💻'],
  ['v::skin-tone-2', '✌🏻'],
])(':%s: is %s', (written, shown) => {
  expect(drawText(`:${written}:`)).toContain(`>${shown}</span>`);
});

test.each(['constructor', '__proto__', 'tostring', 'nobody_knows'])(
  ':%s: stays as it is written',
  (name) => {
    expect(drawText(`:${name}:`)).toContain(`>:${name}:</div>`);
  },
);

test('plain text with emoji off keeps them as typed, and nothing else in it means anything', () => {
  const text = { type: 'plain_text', text: '*a* :tada: <@U1>\nb', emoji: false };
  expect(draw([{ type: 'section', text }])).toContain('*a* :tada: &lt;@U1&gt;\nb');
});

test.each<[written: string, href: string | null]>([
  ['<https://a.example/?a=1&amp;b=2|x>', 'https://a.example/?a=1&amp;b=2'],
  ['<mailto:a@b.example|x>', 'mailto:a@b.example'],
  ['<javascript:alert(1)|x>', null],
  ['< javascript:alert(1)|x>', null],
  ['<data:text/html,x|x>', null],
  ['<JAVASCRIPT:alert(1)|x>', null],
  ['<//a.example|x>', null],
  ['<file:///etc/passwd|x>', null],
])('%s leads to %s', (written, href) => {
  const [, found = null] = / href="([^"]*)"/.exec(drawText(written)) ?? [];
  expect(found).toBe(href);
  if (href !== null) expect(drawText(written)).toContain('rel="noopener noreferrer"');
});

test('buttons, menus, Markdown and rich text lead nowhere that runs', () => {
  const url = 'javascript:alert(1)';
  const run = { type: 'link', url, text: 'x' };
  const shown = draw([
    {
      type: 'actions',
      elements: [{ type: 'button', text: { type: 'plain_text', text: 'x' }, url }],
    },
    { type: 'markdown', text: `[x](${url}) <a href="${url}">y</a>` },
    { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [run] }] },
    { type: 'video', title: { type: 'plain_text', text: 'x' }, title_url: url },
  ]);
  expect(tagsIn(shown).tags.filter(({ attributes }) => attributes.has('href'))).toEqual([]);
});

test('Markdown knows emoji, but not in code', () => {
  const shown = draw([{ type: 'markdown', text: '**:tada:** :nope: `:tada:`' }]);
  expect(shown).toMatch(/<strong><span class="bk-emoji" role="img" aria-label="tada"[^>]*>🎉/);
  expect(shown).toContain(':nope:');
  expect(shown).toContain('>:tada:</code>');
});

test('verbatim text has no links but those in brackets', () => {
  const section = (verbatim: boolean): Json => ({
    type: 'section',
    text: { type: 'mrkdwn', text: 'https://a.example', verbatim },
  });
  expect(draw([section(false)])).toContain('href="https://a.example/"');
  expect(draw([section(true)])).not.toContain('href');
});

test('a list that goes deeper stands in the item above it', () => {
  expect(draw([blocks['rich_text'] ?? {}])).toMatch(
    /<ol[^>]*><li>first<\/li><li>second<ul[^>]*><li>below second<\/li><\/ul><\/li><\/ol><ol[^>]*start="3"[^>]*><li>third/,
  );
});

test('only an image inside its own address is loaded', () => {
  const image = (image_url: string): Json => ({ type: 'image', image_url, alt_text: 'Logo' });
  expect(draw([image(PIXEL)])).toContain(
    `<img class="bk-image bk-image-large" src="${PIXEL}" alt="Logo"`,
  );
  for (const url of ['https://files.example/a.png', 'data:text/html,x', 'blob:x', '//x/y.png']) {
    expect(draw([image(url)])).not.toContain('<img');
  }
  expect(draw([image('https://files.example/a.png')])).toMatch(/Logo.*files\.example/);
});
