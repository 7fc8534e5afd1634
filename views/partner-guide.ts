import type { PublicModule, PublicPlaybook, PublicTask } from '../src/domain/playbook-public.ts';
import { count } from './words.ts';

/** The guide for partners, as Markdown: what they do, what we do for them, and what opens when. */
export function partnerGuide(playbook: PublicPlaybook): string {
  const { title, version, modules, gates, roles, templates, reviewDays } = playbook;
  return [
    `# ${title}: guide for partners`,
    `Version ${version}. Made from the playbook that the checklist in your channel follows.`,
    '## How it works',
    [
      'Everything happens in the Slack channel that we share: a checklist per module, with a due date in your own working days for each item. You tick what is done, hand in evidence where it is asked for, and press _I’m blocked_ when you cannot go on.',
      `A named person on our side judges evidence criterion by criterion, within ${count(reviewDays, 'working day')} unless the item says otherwise. What is met stays met; what is not met comes back with the reason.`,
      'The clock runs for both companies: you see our dates as we see yours.',
    ].join('\n\n'),
    '## The way, on one page',
    processMap(playbook),
    '## Two gates',
    ...gates.map(
      ({ number, title: name, proves, opens }) =>
        `**Gate ${number}, ${name}.** Proven by ${proves}. It opens ${opens}. There is no date on which it opens: proof opens it.`,
    ),
    '## Who you name',
    roles.map((role) => `- ${role}`).join('\n'),
    'One person may hold several of these roles.',
    ...modules.flatMap((module, index) => moduleText(module, index + 1)),
    '## Templates',
    templates.length === 0
      ? 'There are none.'
      : `Ask for them in the menu of an item; they come filled in with what is known.\n\n${templates.map(({ id, title: name }) => `- ${id} ${name}`).join('\n')}`,
    '## Words',
    WORDS,
  ].join('\n\n');
}

const WORDS = [
  ['Evidence', 'what proves an item: a text, a link, a file'],
  ['Criterion', 'one sentence by which evidence is judged; each is met or not'],
  ['Gate', 'a set of proofs that opens the next part of the way'],
  ['Blocker', 'something that keeps you from going on; it says who has to move'],
  ['First value', 'the first outcome that both sides can see, verified by a second person'],
]
  .map(([word, means]) => `- **${word ?? ''}**: ${means ?? ''}.`)
  .join('\n');

function moduleText(module: PublicModule, number: number): readonly string[] {
  const { title, problem, insight, solution, impact, tasks, promises } = module;
  return [
    `## ${number}. ${title}`,
    `- **Problem**: ${problem}.\n- **Insight**: ${insight}.\n- **Solution**: ${solution}.\n- **Impact**: ${impact}.`,
    ...tasks.flatMap(taskText),
    ...(promises.length === 0
      ? []
      : [
          '### What we do',
          table(
            ['Item', 'Who', 'Working days'],
            promises.map((one) => [one.title, one.who, String(one.workingDays)]),
          ),
        ]),
  ];
}

function taskText(task: PublicTask): readonly string[] {
  const { id, title, who, workingDays, hint, evidence, criteria, after, gate, templates } = task;
  const facts = [
    `${who}, ${count(workingDays, 'working day')}`,
    after.length === 0 ? '' : `after ${after.join(', ')}`,
    gate === null ? '' : `proves gate ${gate}`,
    templates.length === 0 ? '' : `templates ${templates.join(', ')}`,
  ];
  return [
    `### ${id} ${title}`,
    `_${facts.filter((fact) => fact !== '').join(' · ')}_`,
    hint,
    `**What proves it.** ${evidence}`,
    `**It is accepted when**\n\n${criteria.map((one, nth) => `${nth + 1}. ${one}`).join('\n')}`,
  ];
}

/** Modules in their order, and what the gates wait for, as a Mermaid diagram. */
function processMap({ modules, gates }: PublicPlaybook): string {
  const lines = modules.map(({ title }, nth) => `  m${nth + 1}["${nth + 1}. ${title}"]`);
  const next = modules.slice(1).map((_, nth) => `  m${nth + 1} --> m${nth + 2}`);
  const proven = gates.flatMap(({ number, title }) => [
    `  g${number}{{"Gate ${number}: ${title}"}}`,
    ...modules.flatMap(({ tasks }, nth) =>
      tasks.some(({ gate }) => gate === number) ? [`  m${nth + 1} -.-> g${number}`] : [],
    ),
  ]);
  return ['```mermaid', 'flowchart LR', ...lines, ...next, ...proven, '```'].join('\n');
}

/** A Markdown table; a bar in a cell would end it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
