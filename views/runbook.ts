import {
  sideOfRole,
  type ItemSpec,
  type ModuleSpec,
  type Playbook,
} from '../src/domain/playbook.ts';
import { table } from './partner-guide.ts';
import { count } from './words.ts';

/** The runbook for our own people, as Markdown: everything, judgement included. Never for a partner. */
export function runbook(playbook: Playbook): string {
  const { title, version, modules, roles, templates, reviewTarget } = playbook;
  const name = (role: string) => roles[role] ?? role;
  return [
    `# ${title}: runbook`,
    `Version ${version}. Internal. Reviewers have ${count(reviewTarget, 'working day')} unless an item says otherwise.`,
    '## Roles',
    table(
      ['Role', 'Who', 'Side'],
      Object.entries(roles).map(([role, who]) => [role, who, sideOfRole(role)]),
    ),
    '## Who does what: RACI',
    table(
      ['Module', 'Responsible', 'Accountable', 'Consulted', 'Informed'],
      modules.map(({ title: module, raci }) => [
        module,
        raci.responsible.map(name).join(', '),
        name(raci.accountable),
        raci.consulted.map(name).join(', '),
        raci.informed.map(name).join(', '),
      ]),
    ),
    '## Gates',
    ...([1, 2] as const).map((number) => gateText(playbook, number)),
    ...modules.flatMap((module, index) => moduleText(playbook, module, index + 1)),
    '## Templates',
    table(
      ['Template', 'Kept by', 'For', 'Version'],
      templates.map(({ id, title: what, owner, audience, version: nth }) => [
        `${id} ${what}`,
        name(owner),
        audience === 'partner' ? 'both sides' : 'us alone',
        String(nth),
      ]),
    ),
    '## When something fails',
    FAILURES,
  ].join('\n\n');
}

const FAILURES = [
  'A channel or an invitation that fails is told to the partner manager, with what to do and a button to try again.',
  'A message that cannot be delivered raises an alarm with its place in the outbox; `/healthz` and the log say more.',
  'A blocker is owned by the side that it waits for; `/onboard blockers` lists them by age.',
]
  .map((line) => `- ${line}`)
  .join('\n');

function gateText({ gates, modules, roles }: Playbook, number: 1 | 2): string {
  const { title, proves, deciders, opens } = gates[number];
  const proof = modules.flatMap(({ items }) => items.filter(({ gate }) => gate === number));
  return [
    `### Gate ${number}: ${title}`,
    `Proves ${proves}; opens ${opens}. Decided by ${deciders.map((role) => roles[role] ?? role).join(', ')}.`,
    proof.map(({ id, title: item }) => `- ${id} ${item}`).join('\n'),
  ].join('\n\n');
}

function moduleText(playbook: Playbook, module: ModuleSpec, number: number): readonly string[] {
  const { title, problem, insight, solution, impact, items } = module;
  return [
    `## ${number}. ${title}`,
    `- **Problem**: ${problem}.\n- **Insight**: ${insight}.\n- **Solution**: ${solution}.\n- **Impact**: ${impact}.`,
    ...items.flatMap((spec) => itemText(playbook, spec)),
  ];
}

function itemText({ roles }: Playbook, spec: ItemSpec): readonly string[] {
  const name = (role: string) => roles[role] ?? role;
  const facts: readonly (readonly [string, string])[] = [
    ['Owner', `${name(spec.owner)} (${sideOfRole(spec.owner)})`],
    ['Reviewer', name(spec.reviewer)],
    ['Kind', spec.kind],
    ['Working days', String(spec.target)],
    ['After', spec.needs.join(', ')],
    ['Proves', spec.gate === undefined ? '' : `gate ${spec.gate}`],
    ['Good for', spec.revalidate ?? ''],
    ['ISO 44001 stage', String(spec.stage)],
    ['Controls', spec.refs.join(', ')],
    ['Templates', spec.uses.join(', ')],
  ];
  return [
    `### ${spec.id} ${spec.title}`,
    table(
      ['', ''],
      facts.filter(([, value]) => value !== ''),
    ),
    spec.hint,
    `**What proves it.** ${spec.evidence}`,
    `**Verdict guide**\n\n${spec.criteria.map((one, nth) => `${nth + 1}. ${one}`).join('\n')}`,
  ];
}
