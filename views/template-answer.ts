import type { Template } from '../src/domain/playbook.ts';
import { fillTemplate, type TemplateFacts } from '../src/domain/template.ts';
import { context, escapeMarkdown, escapeMrkdwn, markdown, message, type Message } from './kit.ts';
import { dateText } from './words.ts';

/** A template as a message to whoever asked: to be copied, and filled in where it says so. */
export function templateMessage(template: Template, facts: TemplateFacts): Message {
  const { playbook } = facts;
  const filled = fillTemplate(template, {
    partner: escapeMarkdown(facts.partner),
    host: escapeMarkdown(facts.host),
    partner_type: escapeMarkdown(facts.partnerType),
    partner_zone: escapeMarkdown(facts.zone),
    signed_on: dateText(facts.signedOn),
    today: dateText(facts.today),
    manager: escapeMarkdown(facts.manager ?? 'the partner manager'),
    partner_lead: escapeMarkdown(facts.partnerLead ?? 'the partner lead'),
    playbook: escapeMarkdown(`${playbook.title}, version ${playbook.version}`),
    channel: escapeMarkdown(`#${facts.channelName}`),
  });
  const note = `Template ${template.id}, version ${template.version}. Only you see this: copy it into your own document, and fill in what stands in square brackets.`;
  return message(escapeMrkdwn(`${note}\n${filled}`), [
    context(escapeMrkdwn(note)),
    markdown(filled),
  ]);
}
