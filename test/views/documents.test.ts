import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { itemSpecs, sideOfRole, type Playbook } from '../../src/domain/playbook.ts';
import { publicPlaybook } from '../../src/domain/playbook-public.ts';
import { readPlaybook } from '../../src/playbook-folder.ts';
import { partnerGuide, table } from '../../views/partner-guide.ts';
import { runbook } from '../../views/runbook.ts';

const folder = (name: string) => join(import.meta.dirname, '../../playbooks', name);
const shipped = readPlaybook(folder('partner-onboarding'));

/** `playbook` with a mark on every text that is ours alone. */
function marked(playbook: Playbook): Playbook {
  return {
    ...playbook,
    modules: playbook.modules.map((module) => ({
      ...module,
      items: module.items.map((spec) => {
        const ours = { ...spec, refs: ['§refs'], revalidate: '§revalidate' };
        if (sideOfRole(spec.owner) === 'partner') return ours;
        return {
          ...ours,
          hint: '§hint',
          evidence: '§evidence',
          criteria: ['§one', '§two', '§three'],
          uses: ['T03'],
        };
      }),
    })),
    templates: playbook.templates.map((template) => ({
      ...template,
      text: '§text',
      ...(template.audience === 'vendor' && { title: '§template' }),
    })),
  };
}

describe.each(['partner-onboarding', 'referral-light'])('the guide of %s', (name) => {
  const playbook = readPlaybook(folder(name));

  test('carries nothing that is ours alone', () => {
    expect(partnerGuide(publicPlaybook(marked(playbook)))).not.toContain('§');
    expect(runbook(marked(playbook))).toContain('§');
  });

  test('names every item, and every criterion by which the partner is judged', () => {
    const guide = partnerGuide(publicPlaybook(playbook));
    for (const { title, owner, criteria, hint } of itemSpecs(playbook)) {
      expect(guide).toContain(title.replaceAll('|', '\\|'));
      if (sideOfRole(owner) !== 'partner') continue;
      for (const text of [hint, ...criteria]) expect(guide).toContain(text);
    }
  });

  test('has one heading per module, and none twice', () => {
    const guide = partnerGuide(publicPlaybook(playbook));
    const headings = [...guide.matchAll(/^## .*$/gm)].map(([heading]) => heading);
    expect(new Set(headings).size).toBe(headings.length);
    expect(headings.filter((heading) => /^## \d\. /.test(heading))).toHaveLength(
      playbook.modules.length,
    );
  });
});

test('the runbook has every verdict guide, role and control', () => {
  const text = runbook(shipped);
  for (const { id, title, criteria, refs } of itemSpecs(shipped)) {
    expect(text).toContain(`### ${id} ${title}`);
    for (const one of [...criteria, ...refs]) expect(text).toContain(one);
  }
  for (const role of Object.values(shipped.roles)) expect(text).toContain(role);
  for (const { id } of shipped.templates) expect(text).toContain(`| ${id} `);
});

test('a bar or a line break in a cell does not end it', () => {
  expect(table(['a'], [['x | y\nz']])).toBe('| a |\n| --- |\n| x \\| y z |');
});
