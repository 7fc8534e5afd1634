import {
  sideOfRole,
  type GateNumber,
  type ItemSpec,
  type ListSpec,
  type ModuleSpec,
  type Playbook,
} from '../src/domain/playbook.ts';
import { publicPlaybook } from '../src/domain/playbook-public.ts';
import { conditionText } from '../src/domain/condition.ts';
import {
  everyItem,
  itemLink,
  itemText,
  rolesText,
  sidedRole,
  templateLink,
} from './document-item.ts';
import { mapDiagram } from './document-map.ts';
import {
  calendarsText,
  conditionsText,
  escalationText,
  shapeText,
  stagesText,
  tierText,
} from './document-rules.ts';
import { blocks, bullets, md, table } from './document-text.ts';
import { arcText } from './document-words.ts';
import { count, dateText } from './words.ts';

/** The runbook for our own people, as Markdown: everything, judgement included. Never for a partner. */
export function runbook(playbook: Playbook): string {
  const { id, title, version, modules, lists } = playbook;
  return blocks(
    `# ${md(title)}: runbook`,
    `Playbook ${md(id)}, version ${version}. **Internal**: partners get the guide instead.`,
    '## How we work with it',
    howWeWork(playbook),
    '## The way, on one page',
    mapDiagram(publicPlaybook(playbook)),
    '## How long it takes',
    shapeText(playbook),
    '## Gates',
    ...([1, 2] as const).map((number) => gateText(playbook, number)),
    '## Kickoff and go-live',
    milestonesText(playbook),
    '## Risk tier',
    tierText(playbook),
    '## Which items are for whom',
    conditionsText(playbook),
    '## Whom to call in',
    escalationText(playbook),
    '## Working hours',
    calendarsText(playbook),
    ...modules.map((module, index) => moduleText(playbook, module, index + 1)),
    ...(lists.length === 0
      ? []
      : ['## Lists that events open', LISTS, ...lists.map((list) => listText(playbook, list))]),
    '## Templates',
    templatesText(playbook),
    '## Roles',
    rolesGlossary(playbook),
    '## ISO 44001 stages',
    stagesText(playbook),
    '## When something fails',
    FAILURES,
    '## Log of amendments',
    amendmentsText(playbook),
  );
}

const LISTS =
  'They do not belong to the way to the go-live. Their items are proven and reviewed like all others; each says what opens it.';

const FAILURES = bullets([
  'A channel or an invitation that fails is told to the partner manager, with what to do and a button to try again.',
  'A message that cannot be delivered raises an alarm with its place in the outbox; `/healthz` and the log say more.',
  'A blocker is owned by the side that it waits for; `/onboard blockers` lists them by age.',
]);

function howWeWork({ reviewTarget }: Playbook): string {
  return blocks(
    `**Reviewers** have ${count(reviewTarget, 'working day')} unless an item says otherwise, and judge criterion by criterion: what is met stays met, what is not goes back with the reason. Nobody reviews what they handed in. The verdict guide of an item is the whole of what may be asked; whoever wants more changes the playbook.`,
    '**The partner manager** owns the channel, the dates and every item that nobody is named for. **The one accountable** for a module answers for all of it, and decides when two roles disagree.',
    '**Dates** count in working days of whoever has to act, from the day an item opens unless it says otherwise. An item opens when all that it comes after is accepted or left out.',
  );
}

function gateText(playbook: Playbook, number: GateNumber): string {
  const { title, proves, deciders, opens } = playbook.gates[number];
  const proof = playbook.modules.flatMap(({ items }) =>
    items.filter(({ gate }) => gate === number),
  );
  return blocks(
    `### Gate ${number}: ${md(title)}`,
    `Proves ${md(proves)}; opens ${md(opens)}. Decided by ${rolesText(playbook, deciders)}.`,
    table(
      ['Proof', '', 'Only for'],
      proof.map(({ id, title: item, when }) => [
        itemLink(playbook, id),
        md(item),
        when ? md(conditionText(when)) : '',
      ]),
    ),
  );
}

function milestonesText(playbook: Playbook): string {
  const { kickoff, goLive } = playbook.milestones;
  const said = (keys: readonly string[]) =>
    keys.length === 0
      ? 'no item reaches it'
      : keys.map((key) => itemLink(playbook, key)).join(', else ');
  return bullets([`**Kickoff**: ${said(kickoff)}.`, `**Go-live**: ${said(goLive)}.`]);
}

function moduleText(playbook: Playbook, module: ModuleSpec, number: number): string {
  const { title, items } = module;
  return blocks(
    `## ${number}. ${md(title)}`,
    arcText(module),
    raciTable(playbook, module),
    ...items.map((spec) => itemText(playbook, spec)),
  );
}

/** The module’s line, then its items: the owner does it, the reviewer answers for the verdict. */
function raciTable(playbook: Playbook, { raci, items }: ModuleSpec): string {
  const names = (roles: readonly string[]) => rolesText(playbook, roles);
  const others = (roles: readonly string[], { owner, reviewer }: ItemSpec) =>
    names(roles.filter((role) => role !== owner && role !== reviewer));
  return table(
    ['', 'Responsible', 'Accountable', 'Consulted', 'Informed'],
    [
      [
        '**The module**',
        ...[raci.responsible, [raci.accountable], raci.consulted, raci.informed].map(names),
      ],
      ...items.map((spec) => [
        `${itemLink(playbook, spec.id)} ${md(spec.title)}`,
        names([spec.owner]),
        names([spec.reviewer]),
        others(raci.consulted, spec),
        others(raci.informed, spec),
      ]),
    ],
  );
}

function listText(playbook: Playbook, { key, title, purpose, items }: ListSpec): string {
  return blocks(
    `### ${key}: ${md(title)}`,
    md(purpose),
    table(
      ['Item', 'Opens', 'Owner', 'Reviewer'],
      items.map((spec) => [
        `${itemLink(playbook, spec.id)} ${md(spec.title)}`,
        md(spec.opens),
        sidedRole(playbook, spec.owner),
        sidedRole(playbook, spec.reviewer),
      ]),
    ),
    ...items.map((spec) => itemText(playbook, spec, spec.opens)),
  );
}

function templatesText(playbook: Playbook): string {
  const { templates } = playbook;
  if (templates.length === 0) return 'There are none.';
  const items = everyItem(playbook);
  return table(
    ['Template', 'Module', 'Kept by', 'For', 'Version', 'Used by'],
    templates.map(({ id, module, owner, audience, version }) => [
      templateLink(playbook, id),
      md(module),
      rolesText(playbook, [owner]),
      audience === 'partner' ? 'both sides' : 'us alone',
      String(version),
      items
        .filter(({ uses }) => uses.includes(id))
        .map((spec) => itemLink(playbook, spec.id))
        .join(', '),
    ]),
  );
}

function rolesGlossary(playbook: Playbook): string {
  const { roles, modules } = playbook;
  const items = everyItem(playbook);
  return table(
    ['Role', 'Who', 'Side', 'Owns', 'Reviews', 'Accountable for'],
    Object.entries(roles).map(([role, who]) => [
      `\`${role}\``,
      md(who),
      sideOfRole(role) === 'vendor' ? 'ours' : 'the partner’s',
      count(items.filter(({ owner }) => owner === role).length, 'item'),
      count(items.filter(({ reviewer }) => reviewer === role).length, 'item'),
      modules
        .filter(({ raci }) => raci.accountable === role)
        .map(({ title }) => md(title))
        .join(', '),
    ]),
  );
}

function amendmentsText({ amendments }: Playbook): string {
  if (amendments.length === 0) return 'Nothing is released yet.';
  return table(
    ['Version', 'Day', 'Who', 'What', 'Why', 'Told to partners'],
    amendments
      .toReversed()
      .map(({ version, on, who, what, why, partners = '' }) => [
        String(version),
        dateText(on),
        md(who),
        md(what),
        md(why),
        md(partners),
      ]),
  );
}
