import type { Day } from './ids.ts';
import { TemplateHeadSchema } from './playbook-schema.ts';
import type { Template } from './playbook.ts';
import { parseYaml, type PlaybookProblem, type SourceFile } from './yaml-file.ts';

/** What the bot fills in by itself; whatever else is in braces is a mistake. */
export const VARIABLES = [
  'partner',
  'host',
  'partner_type',
  'partner_zone',
  'signed_on',
  'today',
  'manager',
  'partner_lead',
  'playbook',
  'channel',
] as const;
export type Variable = (typeof VARIABLES)[number];

/** What a template is filled in with. */
export type TemplateFacts = Readonly<{
  partner: string;
  host: string;
  partnerType: string;
  zone: string;
  signedOn: Day;
  today: Day;
  manager: string | null;
  partnerLead: string | null;
  playbook: Readonly<{ title: string; version: number }>;
  channelName: string;
}>;

/** One Slack message holds it, escaped and all. */
const LONGEST = 9_000;
const FEWEST_FIELDS = 1;
/** Words that tell whoever fills it in nothing. */
const EMPTY_WORDS = /\b(appropriate|adequate|sufficient|timely|properly|as needed)\b/i;
const IN_BRACES = /\{([^{}\n]*)\}/g;
const FIELD = /\[fill: [^\]]+\]/;

/** Reads a template: YAML between two lines of dashes, then Markdown. Undefined when it is wrong. */
export function parseTemplate(file: SourceFile, problems: PlaybookProblem[]): Template | undefined {
  const { path, text } = file;
  const [, head, body] = /^---\n([^]*?\n)---\n([^]*)$/.exec(text) ?? [];
  if (head === undefined || body === undefined) {
    const message = 'A template begins with id, title and so on between two lines of three dashes.';
    problems.push({ path, line: 1, message });
    return undefined;
  }
  // The line of dashes stands before the head: its lines count from the second.
  const wrong: PlaybookProblem[] = [];
  const { value } = parseYaml({ path, text: `#\n${head}` }, TemplateHeadSchema, wrong);
  const bodyStart = head.split('\n').length + 2;
  wrong.push(...lintBody(path, body, bodyStart));
  if (value && !path.startsWith(`templates/${value.id}-`)) {
    wrong.push({ path, line: 2, message: `Its name must begin with ${value.id}-.` });
  }
  problems.push(...wrong);
  return value && wrong.length === 0 ? { ...value, text: body.trim() } : undefined;
}

function lintBody(path: string, body: string, start: number): readonly PlaybookProblem[] {
  const problems = body
    .split('\n')
    .flatMap((line, at): PlaybookProblem[] =>
      lineProblems(line).map((message) => ({ path, line: start + at, message })),
    );
  if (body.length > LONGEST) {
    const message = `${body.length} characters do not fit one message: shorten it to ${LONGEST}, or make it two.`;
    problems.push({ path, line: start, message });
  }
  if ((body.match(new RegExp(FIELD, 'g')) ?? []).length < FEWEST_FIELDS) {
    const message = 'Nothing is to be filled in: mark it as [fill: what goes here].';
    problems.push({ path, line: start, message });
  }
  return problems;
}

function lineProblems(line: string): readonly string[] {
  const unknown = [...line.matchAll(IN_BRACES)]
    .map(([, name = '']) => name)
    .filter((name) => !isVariable(name));
  const empty = EMPTY_WORDS.exec(line)?.[0];
  return [
    ...unknown.map(
      (name) => `{${name}} is none of the variables: ${VARIABLES.join(', ')}. Correct it.`,
    ),
    ...(empty ? [`“${empty}” says nothing. Say a number, a date or a document.`] : []),
  ];
}

function isVariable(name: string): name is Variable {
  return (VARIABLES as readonly string[]).includes(name);
}

/** The template's Markdown with `values` in it; they must be safe in Markdown. */
export function fillTemplate(
  { text }: Template,
  values: Readonly<Record<Variable, string>>,
): string {
  return text.replace(IN_BRACES, (found, name: string) =>
    isVariable(name) ? values[name] : found,
  );
}
