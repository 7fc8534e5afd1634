import { PARTNER_TYPES } from '../src/domain/facts.ts';
import {
  publicTitles,
  type PublicField,
  type PublicModule,
  type PublicPlaybook,
  type PublicTask,
} from '../src/domain/playbook-public.ts';
import { TIERS } from '../src/domain/tier.ts';
import { mapDiagram } from './document-map.ts';
import { templateName } from './document-template.ts';
import { blocks, bullets, linkTo, md, numbered, table } from './document-text.ts';
import { arcText, durationText, hoursRows, needText, targetText } from './document-words.ts';
import { count, dateText } from './words.ts';

/** The guide for partners, as Markdown: what they do, what we do for them, and what opens when. */
export function partnerGuide(playbook: PublicPlaybook): string {
  const { title, version, modules } = playbook;
  return blocks(
    `# ${md(title)}: guide for partners`,
    `Version ${version}. Made from the playbook that the checklist in your channel follows.`,
    '## How it works',
    howItWorks(playbook),
    '## The way, on one page',
    mapDiagram(playbook),
    '## Two gates',
    gatesText(playbook),
    milestonesText(playbook),
    '## Which items are for you',
    whoGetsWhat(playbook),
    '## Who you name',
    rolesText(playbook),
    ...modules.map((module, index) => moduleText(playbook, module, index + 1)),
    contactPointsText(playbook),
    '## Working hours',
    'Working days and hours count in the calendar of whoever has to act: in yours for your items, in ours for ours. Weekends and public holidays do not count.',
    table(['Where', 'Days', 'Hours'], hoursRows(playbook.calendars)),
    templatesText(playbook),
    changesText(playbook),
    '## Words',
    wordsText(playbook),
  );
}

const WORDS = [
  ['Evidence', 'what proves an item: an answer, a text, a link, a file'],
  ['Criterion', 'one sentence by which evidence is judged; each is met or not'],
  ['Gate', 'a set of proofs that opens the next part of the way'],
  ['Blocker', 'something that keeps you from going on; it says who has to move'],
  ['First value', 'the first outcome that both sides can see, verified by a second person'],
];

function wordsText(playbook: PublicPlaybook): string {
  const { 1: first, 4: last } = TIERS;
  const tier = [
    'Risk tier',
    `how much depends on the partnership going well, from 1 (${first}) to 4 (${last}); you are told yours`,
  ];
  const words = isForAll(playbook) ? WORDS : [...WORDS, tier];
  return bullets(words.map(([word = '', means = '']) => `**${word}**: ${means}.`));
}

function howItWorks({ reviewDays }: PublicPlaybook): string {
  return blocks(
    'Everything happens in the Slack channel that we share: a checklist per module, with a due date in your own working days for each item. You tick what is done, hand in evidence where it is asked for, and press _I’m blocked_ when you cannot go on. An item opens when everything that it comes after is accepted; its days count from then, unless it says otherwise.',
    `A named person on our side judges evidence criterion by criterion, within ${count(reviewDays, 'working day')} unless the item says otherwise. What is met stays met; what is not met comes back with the reason.`,
    'The clock runs for both companies: you see our dates as we see yours.',
  );
}

function gatesText({ gates }: PublicPlaybook): string {
  return blocks(
    ...gates.map(
      ({ number, title, proves, opens }) =>
        `**Gate ${number}, ${md(title)}.** It is proven by ${md(proves)}, and opens ${md(opens)}.`,
    ),
    'There is no date on which a gate opens: proof opens it. What is missing for it is always shown in the channel.',
  );
}

function milestonesText(playbook: PublicPlaybook): string {
  const { kickoff, goLive } = playbook.milestones;
  const names = publicTitles(playbook);
  const said = (keys: readonly string[]) =>
    keys.map((key) => `“${md(names.get(key) ?? key)}”`).join(', or ');
  const some = (keys: readonly string[]) =>
    keys.length > 1 ? '; the first of these that is for you counts' : '';
  const lines = [
    kickoff.length === 0 ? '' : `**The kickoff** is done with ${said(kickoff)}${some(kickoff)}.`,
    goLive.length === 0 ? '' : `**The go-live** is reached with ${said(goLive)}${some(goLive)}.`,
  ].filter((line) => line !== '');
  return lines.length === 0 ? '' : blocks('## Kickoff and go-live', ...lines);
}

function isForAll({ modules }: PublicPlaybook): boolean {
  const items = modules.flatMap(({ tasks, promises }) => [...tasks, ...promises]);
  return items.every(({ onlyFor }) => onlyFor === null);
}

function whoGetsWhat(playbook: PublicPlaybook): string {
  if (isForAll(playbook)) return 'All of them: everything here is for every partner.';
  return blocks(
    'Not every item is for every partner: less data and a shallower integration mean less work. An item that is not for all says so, as “only for …”. Your checklist has just those that are for you, with the reason for each that is left out.',
    `What decides it is asked at the start: what kind of partner you are (${Object.values(PARTNER_TYPES).map(md).join('; ')}), where you are, how deeply you integrate, which data and access you get, and a few plain questions, in which “they” are you. The risk tier follows from these answers by a sum that you are shown.`,
  );
}

function rolesText({ roles, modules }: PublicPlaybook): string {
  const tasks = modules.flatMap((module, index) =>
    module.tasks.map(({ who }) => ({ who, module: index + 1 })),
  );
  const rows = roles.map((role) => {
    const own = tasks.filter(({ who }) => who === role);
    const where = [...new Set(own.map(({ module }) => module))].join(', ');
    return [md(role), own.length === 0 ? 'is asked when needed' : String(own.length), where];
  });
  return blocks(
    table(['Role', 'Items', 'In modules'], rows),
    'One person may hold several of these roles. What nobody is named for goes to the lead.',
  );
}

function moduleText(playbook: PublicPlaybook, module: PublicModule, number: number): string {
  const { title, tasks } = module;
  return blocks(
    `## ${number}. ${md(title)}`,
    arcText(module),
    ...tasks.map((task) => taskText(playbook, task)),
    promisesText(playbook, module),
  );
}

function taskText(playbook: PublicPlaybook, task: PublicTask): string {
  const { id, title, hint, evidence, asks, criteria, templates } = task;
  const named = new Map(playbook.templates.map((template) => [template.id, template]));
  const links = templates.flatMap((one) => {
    const template = named.get(one);
    return template ? [templateLink(template)] : [];
  });
  return blocks(
    `### ${id} ${md(title)}`,
    `_${taskFacts(playbook, task).join(' · ')}_`,
    md(hint),
    `**What proves it.** ${md(evidence)}`,
    ...(asks.length === 0 ? [] : ['**The form asks for**', bullets(asks.map(fieldText))]),
    `**It is accepted when**`,
    numbered(criteria.map(md)),
    links.length === 0 ? '' : `**Templates**: ${links.join(', ')}`,
  );
}

function taskFacts(playbook: PublicPlaybook, task: PublicTask): readonly string[] {
  const { who, kind, workingDays, from, after, gate, onlyFor, reviewDays } = task;
  const name = (key: string) => nameOf(playbook, key);
  return [
    `${md(who)}, ${targetText(workingDays, from, name)}`,
    kind === 'attest' ? 'done by a tick' : '',
    after.length === 0 ? '' : `after ${after.map((need) => needText(need, name)).join(', ')}`,
    gate === null ? '' : `proves gate ${gate}`,
    onlyFor === null ? '' : `only for ${md(onlyFor)}`,
    reviewDays === null ? '' : `reviewed within ${count(reviewDays, 'working day')}`,
  ].filter((fact) => fact !== '');
}

/** An item by its title; one of theirs leads to where it is explained. */
function nameOf(playbook: PublicPlaybook, key: string): string {
  const title = publicTitles(playbook).get(key) ?? key;
  const isTheirs = playbook.modules.some(({ tasks }) => tasks.some(({ id }) => id === key));
  return isTheirs ? linkTo(`${key} ${title}`, title) : md(title);
}

const KINDS: Readonly<Record<PublicField['kind'], string>> = {
  text: '',
  url: 'a link',
  file: 'a file',
  date: 'a date',
  number: 'a number',
  choice: '',
  attestation: 'to be confirmed',
};

function fieldText({ label, kind, choices, hint, optional }: PublicField): string {
  const notes = [
    KINDS[kind],
    choices.length === 0 ? '' : choices.map((one) => `“${md(one)}”`).join(' or '),
    optional ? 'optional' : '',
  ].filter((note) => note !== '');
  const said = notes.length === 0 ? md(label) : `${md(label)} (${notes.join(', ')})`;
  return hint === '' ? said : `${said}. ${md(hint)}`;
}

function promisesText(playbook: PublicPlaybook, { promises }: PublicModule): string {
  if (promises.length === 0) return '';
  const rows = promises.map(({ title, who, workingDays, from, gate, onlyFor }) => [
    md(title),
    md(who),
    targetText(workingDays, from, (key) => nameOf(playbook, key)),
    [gate === null ? '' : `proves gate ${gate}`, onlyFor === null ? '' : `only for ${md(onlyFor)}`]
      .filter((note) => note !== '')
      .join('; '),
  ]);
  const head = ['Item', 'Who of ours', 'How long we take', ''];
  const isPlain = rows.every(([, , , note]) => note === '');
  return blocks(
    '### What we do',
    isPlain
      ? table(
          head.slice(0, 3),
          rows.map((row) => row.slice(0, 3)),
        )
      : table(head, rows),
  );
}

function contactPointsText({ contactPoints }: PublicPlaybook): string {
  if (contactPoints.length === 0) return '';
  return blocks(
    '## Whom to turn to',
    'Write in the shared channel, or press _I’m blocked_ at the item. These are the people of ours who answer first, and how soon. When they do not, we call in others by ourselves.',
    table(
      ['About', 'Who of ours', 'First answer within', 'Solved within', 'News at least every'],
      contactPoints.map(({ topic, who, respond, resolve, update }) => [
        md(topic),
        md(who),
        ...[respond, resolve, update].map((time) =>
          time === undefined ? '–' : durationText(time),
        ),
      ]),
    ),
  );
}

function templatesText({ templates }: PublicPlaybook): string {
  if (templates.length === 0) return '';
  return blocks(
    '## Templates',
    'Ask for them in the menu of an item; they come filled in with what is known.',
    bullets(templates.map(templateLink)),
  );
}

function templateLink(template: Readonly<{ id: string; title: string }>): string {
  return `[${template.id} ${md(template.title)}](templates/${templateName(template)})`;
}

function changesText({ changes }: PublicPlaybook): string {
  if (changes.length === 0) return '';
  const lines = changes
    .toReversed()
    .map(({ version, on, text }) => `**Version ${version}**, ${dateText(on)}: ${md(text)}`);
  return blocks('## What changed', bullets(lines));
}
