import { describe, expect, test } from 'vitest';
import type { Template } from '../../src/domain/playbook.ts';
import {
  fillTemplate,
  parseTemplate,
  VARIABLES,
  type Variable,
} from '../../src/domain/template.ts';
import type { PlaybookProblem } from '../../src/domain/yaml-file.ts';

const HEAD = `id: T01
title: Partner profile
owner: v.pm
audience: partner
module: QUA
version: 1
`;
const BODY = `# Partner profile: {partner}

Country: [fill: where you are registered]
`;

function read(text: string, path = 'templates/T01-partner-profile.md') {
  const problems: PlaybookProblem[] = [];
  return { template: parseTemplate({ path, text }, problems), problems };
}

const whole = (head = HEAD, body = BODY) => `---\n${head}---\n\n${body}`;

test('a template is its head and its Markdown', () => {
  const { template, problems } = read(whole());
  expect(problems).toEqual([]);
  expect(template).toEqual({
    id: 'T01',
    title: 'Partner profile',
    owner: 'v.pm',
    audience: 'partner',
    module: 'QUA',
    version: 1,
    text: BODY.trim(),
  });
});

describe('what is wrong is told with its line', () => {
  test.each<[what: string, text: string, line: number, says: string]>([
    ['no head', BODY, 1, 'between two lines of three dashes'],
    ['a head without an end', `---\n${HEAD}${BODY}`, 1, 'between two lines of three dashes'],
    ['a misspelt field', whole(HEAD.replace('owner', 'ower')), 2, 'Nobody reads ower'],
    ['a role that is none', whole(HEAD.replace('v.pm', 'boss')), 4, 'v.legal'],
    ['an unknown variable', whole(HEAD, `${BODY}Dear {customer}\n`), 13, '{customer} is none of'],
    ['an empty word', whole(HEAD, `${BODY}With adequate care\n`), 13, '“adequate” says nothing'],
    ['nothing to fill in', whole(HEAD, '# {partner}\n'), 9, 'Nothing is to be filled in'],
    ['too much for a message', whole(HEAD, `${BODY}${'x'.repeat(9_000)}\n`), 9, 'do not fit'],
  ])('%s', (_what, text, line, says) => {
    const { template, problems } = read(text);
    expect(template).toBeUndefined();
    expect(problems.map((problem) => problem.path)).toContain('templates/T01-partner-profile.md');
    expect(problems.find(({ message }) => message.includes(says))).toMatchObject({ line });
  });

  test('a file that is named after another template', () => {
    const { problems } = read(whole(), 'templates/T02-partner-profile.md');
    expect(problems).toMatchObject([{ line: 2, message: 'Its name must begin with T01-.' }]);
  });
});

test('every variable is filled in, wherever it stands, and nothing twice', () => {
  const values = Object.fromEntries(VARIABLES.map((name) => [name, `<${name}> {today}`]));
  const text = VARIABLES.map((name) => `{${name}} and {${name}}`).join('\n');
  const template = { text } as Template;
  expect(fillTemplate(template, values as Record<Variable, string>)).toBe(
    VARIABLES.map((name) => `<${name}> {today} and <${name}> {today}`).join('\n'),
  );
});
