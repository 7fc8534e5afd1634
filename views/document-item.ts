import { conditionText } from '../src/domain/condition.ts';
import type { FieldSpec } from '../src/domain/field.ts';
import { reviewDays, sideOfRole, type ItemSpec, type Playbook } from '../src/domain/playbook.ts';
import { templateName } from './document-template.ts';
import { blocks, linkTo, md, numbered, table } from './document-text.ts';
import { needText, targetText } from './document-words.ts';
import { count } from './words.ts';

/* An item as our own people read it, judgement included. Never for a partner. */

/** A role in words, as Markdown; with its side where both sides have one of that name. */
export function roleText(playbook: Playbook, role: string): string {
  const name = playbook.roles[role];
  const namesakes = Object.values(playbook.roles).filter((other) => other === name);
  return namesakes.length > 1 ? sidedRole(playbook, role) : md(name ?? role);
}

/** `legal counsel, support lead (ours)`. */
export function rolesText(playbook: Playbook, roles: readonly string[]): string {
  return roles.map((role) => roleText(playbook, role)).join(', ');
}

/** A role in words with its side. */
export function sidedRole({ roles }: Playbook, role: string): string {
  const side = sideOfRole(role) === 'vendor' ? 'ours' : 'the partner’s';
  return `${md(roles[role] ?? role)} (${side})`;
}

/** Every item of the modules and of the lists, in reading order. */
export function everyItem({ modules, lists }: Playbook): readonly ItemSpec[] {
  return [...modules, ...lists].flatMap((part): readonly ItemSpec[] => part.items);
}

/** What stands in the heading of an item. */
function itemHeading({ id, title }: ItemSpec): string {
  return `${id} ${title}`;
}

/** A link to an item of the same document, by its id; of one that is not there the id. */
export function itemLink(playbook: Playbook, key: string): string {
  const spec = everyItem(playbook).find(({ id }) => id === key);
  return spec ? linkTo(itemHeading(spec), key) : md(key);
}

/** All of an item; `opens` says what opens it, if it is one of a list. */
export function itemText(playbook: Playbook, spec: ItemSpec, opens?: string): string {
  return blocks(
    `### ${spec.id} ${md(spec.title)}`,
    table(['', ''], factsOf(playbook, spec, opens)),
    md(spec.hint),
    `**What proves it.** ${md(spec.evidence)}`,
    fieldsText(spec.fields),
    '**Verdict guide.** Accept it when all of this is true; send it back with the number of what is not.',
    numbered(spec.criteria.map(md)),
  );
}

function factsOf(
  playbook: Playbook,
  spec: ItemSpec,
  opens: string | undefined,
): readonly (readonly string[])[] {
  const name = (key: string) => itemLink(playbook, key);
  const { owner, reviewer, kind, target, from, needs, gate, when, revalidate, refs } = spec;
  const facts: readonly (readonly [string, string])[] = [
    ['Opens', opens === undefined ? '' : md(opens)],
    ['Owner', sidedRole(playbook, owner)],
    ['Reviewer', `${sidedRole(playbook, reviewer)}, ${reviewText(playbook, spec)}`],
    ['Kind', KINDS[kind]],
    ['Due in', targetText(target, from ?? null, name)],
    ['After', needs.map((need) => needText(need, name)).join(', ')],
    ['Only for', when ? md(conditionText(when)) : ''],
    ['Proves', gate === undefined ? '' : `gate ${gate}`],
    ['Good for', revalidate === undefined ? '' : md(revalidate.replace(/^(\d+) m$/, '$1 months'))],
    ['ISO 44001 stage', String(spec.stage)],
    ['Controls', refs.map(md).join(', ')],
    ['Templates', spec.uses.map((id) => templateLink(playbook, id)).join(', ')],
  ];
  return facts.filter(([, value]) => value !== '');
}

function reviewText(playbook: Playbook, spec: ItemSpec): string {
  return count(reviewDays(playbook, spec), 'working day');
}

const KINDS: Readonly<Record<ItemSpec['kind'], string>> = {
  attest: 'attestation: done by a tick',
  evidence: 'evidence, reviewed by a person',
  review: 'judgement, with a record',
  exam: 'exam, with its result',
  meeting: 'meeting, with a record',
  system: 'record of a system, handed in',
};

const FIELD_KINDS: Readonly<Record<FieldSpec['kind'], string>> = {
  text: 'text',
  url: 'link',
  file: 'file',
  date: 'date',
  number: 'number',
  choice: 'one of',
  attestation: 'statement to confirm',
};

function fieldsText(fields: readonly FieldSpec[]): string {
  if (fields.length === 0) return '';
  const rows = fields.map(({ label, kind, choices = [], hint = '', optional }) => [
    md(label),
    [FIELD_KINDS[kind], choices.map((one) => `“${md(one)}”`).join(', ')]
      .filter((part) => part !== '')
      .join(': '),
    optional ? 'no' : 'yes',
    md(hint),
  ]);
  return table(['The form asks for', 'Kind', 'Required', 'Hint'], rows);
}

/** A link to a template where `publish` puts it: those for both sides lie with the guide. */
export function templateLink({ templates }: Playbook, id: string): string {
  const template = templates.find((one) => one.id === id);
  if (!template) return md(id);
  const folder = template.audience === 'partner' ? '../public/templates' : 'templates';
  return `[${template.id} ${md(template.title)}](${folder}/${templateName(template)})`;
}
