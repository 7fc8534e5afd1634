import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refuseMessageBlocks } from '../../sandbox/slack/blocks/validate.ts';
import { itemSpecs, sideOfRole, type Playbook } from '../../src/domain/playbook.ts';
import { publicPlaybook } from '../../src/domain/playbook-public.ts';
import { hoursOf, type WorkingHours } from '../../src/domain/working-hours.ts';
import { readPlaybook } from '../../src/playbook-folder.ts';
import { mapDiagram, mapFigure } from '../../views/document-map.ts';
import { documentPage, escapeHtml } from '../../views/document-page.ts';
import { templateFile } from '../../views/document-template.ts';
import { md, slug, table } from '../../views/document-text.ts';
import { durationText, hoursRows, targetText, weekdaysText } from '../../views/document-words.ts';
import { logAnswer } from '../../views/log-answer.ts';
import { partnerGuide } from '../../views/partner-guide.ts';
import { runbook } from '../../views/runbook.ts';
import { aModule, aPlaybook, aSpec } from '../support/builders.ts';

const folder = (name: string) => join(import.meta.dirname, '../../playbooks', name);
const shipped = readPlaybook(folder('partner-onboarding'));

type Entry = Playbook['amendments'][number];
const anEntry = (change: Partial<Entry> = {}): Entry => ({
  version: 1,
  on: '2026-03-02',
  who: 'Mara Lindt',
  what: 'Two items are shorter',
  why: 'Partners waited',
  partners: 'You get two items less to do',
  content: '0123456789abcdef',
  ...change,
});

const MARK = '⁂';

/** The texts of a playbook that anybody may read, by their place; arrays are passed through. */
const PUBLIC = [
  /^title$/,
  /^modules\.(title|problem|insight|solution|impact)$/,
  /^modules\.(theirs|ours)\.(id|title|owner|from)$/,
  /^modules\.theirs\.(hint|evidence|criteria|needs|uses|fields\.(label|choices|hint))$/,
  /^roles\.(shown|p\.\w+)$/,
  /^gates\.[12]\.(title|proves|opens)$/,
  /^milestones\.(kickoff|goLive)$/,
  /^calendars\./,
  /^escalation\.(topic|first\.vendor|respond|resolve|update)$/,
  /^templates\.shared\.(id|title|text)$/,
  /^amendments\.partners$/,
];
/** Words of the format: one of a few, which no author makes up; and a day. */
const FIXED = /(^|\.)(kind|audience|when(\..*)?|amendments\.on)$/;

/** `playbook` as `change` makes each text that was typed, by its place. */
function withTexts(playbook: Playbook, change: (text: string, place: string) => string): Playbook {
  const shown = new Set([
    ...itemSpecs(playbook).map(({ owner }) => owner),
    ...playbook.escalation.map(({ first }) => first.vendor),
  ]);
  const walk = (value: unknown, place: string): unknown => {
    if (typeof value === 'string') return FIXED.test(place) ? value : change(value, place);
    if (Array.isArray(value)) return value.map((one) => walk(one, place));
    if (typeof value !== 'object' || value === null) return value;
    const named = Object.entries(value);
    return Object.fromEntries(named.map(([key, one]) => [key, walk(one, below(place, key))]));
  };
  const below = (place: string, key: string) => {
    if (place === 'roles') return shown.has(key) ? 'roles.shown' : `roles.${key}`;
    return place === '' ? key : `${place}.${key}`;
  };
  const theirs = (of: Playbook['modules'][number]['items'][number]) =>
    sideOfRole(of.owner) === 'partner' ? 'modules.theirs' : 'modules.ours';
  const whole = walk({ ...playbook, modules: [], templates: [] }, '') as Playbook;
  return {
    ...whole,
    modules: playbook.modules.map((module) => ({
      ...(walk({ ...module, items: [] }, 'modules') as typeof module),
      items: module.items.map((spec) => walk(spec, theirs(spec)) as typeof spec),
    })),
    templates: playbook.templates.map((one) => {
      const kind = one.audience === 'partner' ? 'shared' : 'internal';
      return walk(one, `templates.${kind}`) as typeof one;
    }),
  };
}

const isPublic = (place: string) => PUBLIC.some((pattern) => pattern.test(place));

/** `playbook` with a mark on every text that is ours alone. */
const marked = (playbook: Playbook): Playbook =>
  withTexts(playbook, (text, place) => (isPublic(place) ? text : `${text}${MARK}`));

/** All that goes out: the guide, its page, the templates with their names. */
function everythingPublic(playbook: Playbook): string {
  const shown = publicPlaybook(playbook);
  const guide = partnerGuide(shown);
  const files = shown.templates.map((one) => templateFile(one, shown));
  return [
    JSON.stringify(shown),
    guide,
    documentPage(guide, mapFigure(shown)),
    ...files.flatMap(({ name, text }) => [name, text]),
  ].join('\n');
}

describe.each(['partner-onboarding', 'referral-light'])('the guide of %s', (name) => {
  const read = readPlaybook(folder(name));
  const playbook = { ...read, amendments: [anEntry(), anEntry({ version: 2 })] };
  const guide = partnerGuide(publicPlaybook(playbook));

  test('carries nothing that is ours alone, and neither do its page and its templates', () => {
    const leaks = everythingPublic(marked(playbook)).match(new RegExp(`.{0,60}${MARK}`, 'g'));
    expect(leaks).toBeNull();
    expect(runbook(marked(playbook))).toContain(MARK);
  });

  test('names no template of ours', () => {
    for (const { id, title, audience } of playbook.templates) {
      if (audience === 'partner') expect(guide).toContain(`${id} ${md(title)}`);
      else expect(guide).not.toMatch(new RegExp(`\\b${id}\\b`));
    }
  });

  test('names every item, and all by which the partner is judged', () => {
    for (const { title, owner, criteria, hint, evidence, fields } of itemSpecs(playbook)) {
      expect(guide).toContain(md(title));
      if (sideOfRole(owner) !== 'partner') continue;
      const labels = fields.map(({ label }) => label);
      for (const text of [hint, evidence, ...criteria, ...labels])
        expect(guide).toContain(md(text));
    }
  });

  test('says whom to turn to and how soon, and when we work', () => {
    for (const { topic, first, respond } of playbook.escalation) {
      const who = playbook.roles[first.vendor] ?? '';
      expect(guide).toContain(`| ${md(topic)} | ${who} | ${durationText(respond)} |`);
    }
    for (const row of hoursRows(playbook.calendars))
      expect(guide).toContain(`| ${row.join(' | ')} |`);
  });

  test('has one heading per module, and none twice', () => {
    const headings = [...guide.matchAll(/^## .*$/gm)].map(([heading]) => heading);
    expect(new Set(headings).size).toBe(headings.length);
    expect(headings.filter((heading) => /^## \d\. /.test(heading))).toHaveLength(
      playbook.modules.length,
    );
  });

  test.each(['guide', 'runbook'])('every link of the %s leads somewhere', (which) => {
    const text = which === 'guide' ? guide : runbook(playbook);
    const html = documentPage(text, mapFigure(publicPlaybook(playbook)));
    const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    const links = [...html.matchAll(/href="#([^"]*)"/g)].map(([, id]) => decodeURIComponent(id!));
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
    const shared = publicPlaybook(playbook).templates;
    const names = new Set(shared.map((one) => templateFile(one, playbook).name));
    const files = [...html.matchAll(/href="(?:\.\.\/public\/)templates\/([^"]*)"/g)];
    expect(files.filter(([, file]) => !names.has(file!))).toEqual([]);
  });
});

describe('the runbook', () => {
  const texts = new Map<string, string>();
  const playbook = withTexts({ ...shipped, amendments: [anEntry()] }, (text, place) => {
    texts.set(`${place} ${text}`, text);
    return text;
  });
  const text = runbook(playbook);

  test('leaves nothing out that anybody typed', () => {
    // What is only a name for something else is shown as that; templates lie beside the runbook.
    const other =
      /(key|first\.\w+|then|owner|reviewer|raci\.\w+|from|needs|uses|deciders|tierApprover|fields\.id|content|text|revalidate|calendars\.[\w.-]+|respond|resolve|update|on) /;
    const wanted = [...texts].filter(
      ([place]) => !other.test(place.slice(0, place.indexOf(' ') + 1)),
    );
    expect(wanted.length).toBeGreaterThan(1000);
    const bare = (one: string) => one.replaceAll('\\|', '|');
    const missing = wanted.filter(([, typed]) => !bare(text).includes(md(typed)));
    expect(missing.map(([place]) => place)).toEqual([]);
  });

  test('has a RACI line for every item, in which nobody stands twice', () => {
    for (const { id, title, owner, reviewer } of itemSpecs(shipped)) {
      const line = text
        .split('\n')
        .find((one) => one.startsWith(`| [${id}](`) && one.includes(`) ${md(title)} |`));
      expect(line, id).toBeDefined();
      const [, , responsible, accountable, consulted, informed] = line!
        .split(' | ')
        .map((one) => one.replace(/ \|$/, ''));
      expect([owner, reviewer].every((role) => line!.includes(shipped.roles[role] ?? role))).toBe(
        true,
      );
      const others = `${consulted ?? ''}, ${informed ?? ''}`.split(', ');
      expect(others).not.toContain(responsible);
      expect(others).not.toContain(accountable);
    }
  });

  test('calculates the tier as the bot does', () => {
    expect(text).toContain('| 28–40 | 1 (strategic) |\n| 19–27 | 2 (mission-critical) |');
    expect(text).toContain('| 10–18 | 3 (sustaining) |\n| 0–9 | 4 (standard) |');
    expect(text.match(/means tier 2 at least/g)).toHaveLength(3);
  });

  test('says which roles are on which side where both have one of that name', () => {
    const small = aPlaybook([aSpec({ owner: 'p.sup', reviewer: 'v.sup' })]);
    const roles = { ...small.roles, 'p.sup': 'support lead', 'v.sup': 'support lead' };
    expect(runbook({ ...small, roles })).toContain(
      '| support lead (the partner’s) | support lead (ours) |',
    );
  });
});

/** What an author may type without meaning anything by it. */
const NASTY = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  '[here](javascript:alert(1))',
  '![here](http://evil.example/x.png)',
  '&lt;b&gt; &amp; AT&T',
  '# not a heading',
  '1. not a list',
  '- nor this',
  '*nor* _this_ ~~or~~ `that`',
  'a | b | c',
  'back\\slash \\| bar',
  'two\nlines\n\nand more',
  '```mermaid',
  '</code></pre>',
  '$& $1 $$',
  'http://evil.example www.evil.example me@evil.example',
];

describe('what an author types is text', () => {
  const plain = (html: string) =>
    html
      .replace(/<[^>]*>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&');
  const typed =
    /(title|problem|hint|evidence|criteria|label|choices|topic|proves|opens|purpose|what)$/;
  // Some of everything is enough: a page of all takes half a second.
  const some: Playbook = {
    ...shipped,
    modules: shipped.modules.slice(0, 1),
    lists: shipped.lists.slice(0, 1),
    templates: shipped.templates.slice(0, 5),
    amendments: [anEntry()],
  };
  const spoiled = (nasty: string) =>
    withTexts(some, (text, place) =>
      (typed.test(place) && !place.startsWith('calendars')) || place.startsWith('roles.')
        ? nasty
        : text,
    );

  test.each(NASTY)('%j', (nasty) => {
    const playbook = spoiled(nasty);
    const shown = publicPlaybook(playbook);
    for (const text of [partnerGuide(shown), runbook(playbook)]) {
      const html = documentPage(text, mapFigure(shown));
      const body = html.slice(html.indexOf('<body>'));
      const tags = new Set([...body.matchAll(/<\/?([a-z]\w*)/g)].map(([, tag]) => tag));
      for (const tag of ['script', 'img', 'svg', 'iframe', 'style'])
        expect(tags).not.toContain(tag);
      expect(body).not.toMatch(/<[^>]* (on\w+|src|style)=/);
      const links = [...body.matchAll(/href="([^"]*)"/g)].map(([, link]) => link);
      expect(links.filter((link) => !/^(#|(\.\.\/public\/)?templates\/)/.test(link!))).toEqual([]);
      expect(plain(html)).toContain(nasty.replace(/\s+/g, ' '));
      expect(html.match(/<h3 /g)).toHaveLength(text.match(/^### /gm)?.length ?? 0);
      expect(html.match(/<tr>/g)?.length).toBe(text.match(/^\|(?! ---)/gm)?.length);
    }
    const diagram = mapDiagram(shown).split('\n');
    expect(diagram.filter((line) => line.includes('```'))).toEqual(['```mermaid', '```']);
    expect(diagram.every((line) => (line.match(/"/g) ?? []).length % 2 === 0)).toBe(true);
  });
});

describe('a page', () => {
  const html = documentPage(
    '# A & B\n\nText\n\n## One\n\n## One\n\n```mermaid\nx\n```',
    '<p>$&</p>',
  );

  test('needs nothing else: no script, no request, and it says so', () => {
    expect(html).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'\"");
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(/);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain('<meta name="viewport"');
  });

  test('has the title of the document, and leads to each of its parts', () => {
    expect(html).toContain('<title>A &amp; B</title>');
    expect(html).toContain('<h2 id="one">One</h2>');
    expect(html).toContain('<h2 id="one-1">One</h2>');
    expect(html).toContain('<li><a href="#one-1">One</a></li>');
  });

  test('shows the figure where the Markdown has a diagram', () => {
    expect(html).toContain('<p>$&</p>');
    expect(html).not.toContain('mermaid');
  });
});

test('a bar or a line break in a cell does not end it', () => {
  expect(table(['a'], [['x | y\nz']])).toBe('| a |\n| --- |\n| x \\| y z |');
});

test.each([
  ['QUA-1 Register the partner', 'qua-1-register-the-partner'],
  ['1. A, “b” & c', '1-a-b--c'],
  ['Größe', 'größe'],
])('the heading %j is found by %s', (heading, found) => {
  expect(slug(heading)).toBe(found);
});

test.each([
  [[1, 2, 3, 4, 5], 'Monday to Friday'],
  [[7, 1, 2, 3, 4], 'Sunday to Thursday'],
  [[6, 7], 'Saturday, Sunday'],
  [[1, 3, 5], 'Monday, Wednesday, Friday'],
  [[1, 2, 3, 4, 5, 6, 7], 'every day'],
])('the days %j are %s', (days, said) => {
  expect(weekdaysText(days)).toBe(said);
});

test('countries with the same hours stand in one row, all others last', () => {
  const sunday = hoursOf({ 'sun-thu': '08:00-16:00' });
  const office = hoursOf({ 'mon-fri': '09:00-17:00' });
  expect(hoursRows({ default: office, SA: sunday, EG: sunday })).toEqual([
    ['Egypt, Saudi Arabia', 'Sunday to Thursday', '08:00–16:00'],
    ['everywhere else', 'Monday to Friday', '09:00–17:00'],
  ]);
});

test.each<[special: string, hours: WorkingHours, rows: readonly (readonly string[])[]]>([
  [
    'a break at noon',
    hoursOf({ 'mon-fri': '09:00-12:30, 13:30-17:30' }),
    [['everywhere', 'Monday to Friday', '09:00–12:30, 13:30–17:30']],
  ],
  [
    'a short Friday, under the name of the place',
    hoursOf({ 'mon-thu': '09:00-17:00', fri: '09:00-12:00' }),
    [
      ['everywhere', 'Monday to Thursday', '09:00–17:00'],
      ['', 'Friday', '09:00–12:00'],
    ],
  ],
  [
    'days written one by one',
    hoursOf({
      mon: '09:00-17:00',
      wed: '09:00-12:00',
      tue: '09:00-17:00',
      thu: '09:00-17:00',
      sun: '09:00-17:00',
    }),
    [
      ['everywhere', 'Monday, Tuesday, Thursday, Sunday', '09:00–17:00'],
      ['', 'Wednesday', '09:00–12:00'],
    ],
  ],
  [
    'half days and days off, in order',
    {
      ...hoursOf({ 'mon-fri': '09:00-17:00' }),
      days: { '2026-12-31': '09:00-12:30', '2026-12-28': 'closed', '2026-12-24': '09:00-12:30' },
    },
    [
      ['everywhere', 'Monday to Friday', '09:00–17:00'],
      ['', '24 Dec 2026, 31 Dec 2026', '09:00–12:30'],
      ['', '28 Dec 2026', 'closed'],
    ],
  ],
  [
    'another week from a day on, the earlier first',
    {
      ...hoursOf({ 'mon-fri': '09:00-17:00' }),
      changes: {
        '2028-01-01': { 'tue-thu': '10:00-16:00' },
        '2027-01-01': { 'mon-thu': '09:00-18:00', fri: 'closed' },
      },
    },
    [
      ['everywhere', 'Monday to Friday', '09:00–17:00'],
      ['', 'Monday to Thursday, from 1 Jan 2027', '09:00–18:00'],
      ['', 'Friday, from 1 Jan 2027', 'closed'],
      ['', 'Tuesday to Thursday, from 1 Jan 2028', '10:00–16:00'],
    ],
  ],
])('hours are told with %s', (_special, hours, rows) => {
  expect(hoursRows({ default: hours })).toEqual(rows);
});

test('countries that differ in a single day do not share a row', () => {
  const office = hoursOf({ 'mon-fri': '09:00-17:00' });
  const half = { ...office, days: { '2026-12-24': '09:00-12:30' } };
  expect(hoursRows({ default: office, DE: half, PT: office })).toEqual([
    ['Germany', 'Monday to Friday', '09:00–17:00'],
    ['', '24 Dec 2026', '09:00–12:30'],
    ['Portugal', 'Monday to Friday', '09:00–17:00'],
    ['everywhere else', 'Monday to Friday', '09:00–17:00'],
  ]);
});

test.each([
  [3, null, '3 working days'],
  [1, 'kickoff', '1 working day after the kickoff'],
  [5, 'gate-1', '5 working days after gate 1'],
  [5, 'QUA-1', '5 working days after the registration'],
  [-10, 'go-live', '10 working days before the go-live'],
])('%d days from %s are %s', (days, from, said) => {
  expect(targetText(days, from, () => 'the registration')).toBe(said);
});

test('a template is handed on with blanks where the bot would know', () => {
  const text = '# Profile of {partner}\n\nUnder {playbook}. [fill: country]';
  const template = { id: 'T01', title: 'Partner profile', version: 3, text };
  const file = templateFile(template, { title: 'Onboarding', version: 2 });
  expect(file.name).toBe('T01-partner-profile.md');
  expect(file.text).toMatch(
    /^# Profile of \[fill: partner\]\n\nUnder Onboarding, version 2\. \[fill: country\]\n\n---\n\n_Template T01, version 3\./,
  );
});

describe('the log in Slack', () => {
  test('tells the newest first, with what partners were told', () => {
    const amendments = [anEntry(), anEntry({ version: 2, on: '2026-04-01', what: 'A third' })];
    const { text, blocks } = logAnswer({ ...aPlaybook(), version: 2, amendments });
    expect(text).toMatch(
      /^A small playbook, version 2: what each version changed\n\n\*Version 2\*, 1 Apr 2026, Mara Lindt\nA third\n_Why:_ Partners waited\n_Told to partners:_ You get two items less to do\n\n\*Version 1\*/,
    );
    expect(blocks).toHaveLength(3);
  });

  test('says when there is none', () => {
    expect(logAnswer(aPlaybook()).text).toContain('has no log yet');
  });

  test('fits a message, however long, and mentions nobody', () => {
    const long = '<!channel> & '.repeat(46);
    const amendments = Array.from({ length: 60 }, (_, nth) =>
      anEntry({ version: nth + 1, who: long.slice(0, 80), what: long, why: long, partners: long }),
    );
    const { text, blocks } = logAnswer({ ...aPlaybook(), amendments });
    expect(refuseMessageBlocks(blocks)).toBeUndefined();
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(JSON.stringify([text, blocks])).not.toContain('<!channel>');
    expect(JSON.stringify(blocks.at(-1))).toMatch(/And \d+ more/);
  });
});

test('a title means nothing in HTML', () => {
  expect(escapeHtml('<a href="x">&')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;');
  const guide = partnerGuide(
    publicPlaybook({ ...aPlaybook(), modules: [aModule({ title: '<b>' })] }),
  );
  expect(guide).toContain('## 1. \\<b\\>');
});
