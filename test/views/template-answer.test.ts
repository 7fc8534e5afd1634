import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refuseMessageBlocks } from '../../sandbox/slack/blocks/validate.ts';
import { itemSpecs, sideOfRole, templatesOf } from '../../src/domain/playbook.ts';
import { VARIABLES } from '../../src/domain/template.ts';
import { readPlaybook } from '../../src/playbook-folder.ts';
import { escapeMarkdown } from '../../views/kit.ts';
import { templateMessage } from '../../views/template-answer.ts';

const playbook = readPlaybook(join(import.meta.dirname, '../../playbooks/partner-onboarding'));

const facts = {
  partner: 'A'.repeat(80),
  host: 'B'.repeat(80),
  partnerType: 'Technology or integration',
  zone: 'America/Argentina/Buenos_Aires',
  signedOn: '2026-02-27',
  today: '2026-03-02',
  manager: 'C'.repeat(80),
  partnerLead: 'D'.repeat(80),
  playbook,
  channelName: `onboard-${'e'.repeat(70)}`,
} as const;

describe('every shipped template', () => {
  test.each(playbook.templates.map((template) => [template.id, template] as const))(
    '%s fits one message of Slack’s, with the longest names, and nothing is left in braces',
    (_id, template) => {
      const { blocks, text } = templateMessage(template, facts);
      expect(refuseMessageBlocks(blocks)).toBeUndefined();
      expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(12_000);
      expect(text.length).toBeLessThanOrEqual(4_000);
      expect(JSON.stringify(blocks)).not.toMatch(/\{[a-z_]+\}/);
    },
  );

  test('is there for every item that uses it, and says whose it is in its head', () => {
    expect(playbook.templates.length).toBe(53);
    const used = new Set(itemSpecs(playbook).flatMap(({ uses }) => uses));
    const known = new Set(playbook.templates.map(({ id }) => id));
    expect([...used].filter((id) => !known.has(id))).toEqual([]);
    for (const { text } of playbook.templates) expect(text).toMatch(/\{partner\}|\{host\}/);
    expect(
      VARIABLES.filter((name) =>
        playbook.templates.every(({ text }) => !text.includes(`{${name}}`)),
      ),
    ).toEqual([]);
  });

  test('that is ours alone is never for the partner', () => {
    for (const spec of itemSpecs(playbook)) {
      const shown = templatesOf(playbook, spec, 'partner');
      expect(shown.every(({ audience }) => audience === 'partner')).toBe(true);
      if (sideOfRole(spec.owner) === 'partner' && spec.uses.length > 0) {
        expect(shown.length, `${spec.id} has a template that its owner may see`).toBeGreaterThan(0);
      }
    }
    const ours = playbook.templates.filter(({ audience }) => audience === 'vendor');
    expect(ours.map(({ id }) => id)).toContain('T03');
  });
});

test('a name cannot draw Markdown, call anybody or lead anywhere', () => {
  const nasty = '# [Acme](https://evil.example) <!channel> **bold** | `x`\n- item';
  const escaped = escapeMarkdown(nasty);
  expect(escaped).not.toMatch(/(?<!\\)[[\]()*`|<>#]/);
  expect(escaped).not.toContain('\n');
});
