import { VARIABLES, type Variable } from '../src/domain/template.ts';
import { md, slug } from './document-text.ts';

/** A template as a file to hand on: where it lies, and what it says. */
export type TemplateFile = Readonly<{ name: string; text: string }>;

type Template = Readonly<{ id: string; title: string; version: number; text: string }>;

/** `T01-partner-profile.md`. */
export function templateName({ id, title }: Pick<Template, 'id' | 'title'>): string {
  return `${[id, slug(title)].filter((part) => part !== '').join('-')}.md`;
}

/** The file of a template; what the bot would know is to be filled in like everything else. */
export function templateFile(
  template: Template,
  playbook: Readonly<{ title: string; version: number }>,
): TemplateFile {
  const { id, version, text } = template;
  const values = { ...BLANKS, playbook: md(`${playbook.title}, version ${playbook.version}`) };
  const blank = VARIABLES.reduce((all, name) => all.replaceAll(`{${name}}`, values[name]), text);
  const note = `_Template ${id}, version ${version}. Fill in what stands in square brackets; the bot fills in names and dates when it hands it out in the channel._`;
  return { name: templateName(template), text: `${blank}\n\n---\n\n${note}` };
}

const BLANKS: Readonly<Record<Exclude<Variable, 'playbook'>, string>> = {
  partner: '[fill: partner]',
  host: '[fill: vendor]',
  partner_type: '[fill: type of partner]',
  partner_zone: '[fill: the partner’s time zone]',
  signed_on: '[fill: day of the signature]',
  today: '[fill: date]',
  manager: '[fill: partner manager]',
  partner_lead: '[fill: partner lead]',
  channel: '[fill: shared channel]',
};
