import { globSync } from 'node:fs';
import { join } from 'node:path';
import { mapFigure } from '../../views/document-map.ts';
import { documentPage } from '../../views/document-page.ts';
import { templateFile } from '../../views/document-template.ts';
import { partnerGuide } from '../../views/partner-guide.ts';
import { runbook } from '../../views/runbook.ts';
import type { Playbook } from '../domain/playbook.ts';
import type { SourceFile } from '../domain/playbook-file.ts';
import { publicPlaybook, type PublicTemplate } from '../domain/playbook-public.ts';
import { readOrTell, writeOrTell, type Shell } from './shell.ts';

/**
 * Writes what anybody may read to `to`/public and what is ours alone to `to`/internal: whoever hands
 * on the first takes nothing of the second along.
 */
export function publish(to: string, folder: string, shell: Shell): number {
  const playbook = readOrTell(folder, shell);
  if (!playbook) return 1;
  const files = documentsOf(playbook);
  const strange = strangeTemplates(to, files);
  for (const path of strange) {
    shell.print(
      `${join(to, path)}: This is not among the public templates of the playbook, and may be internal. Take it away, or publish to another folder.`,
    );
  }
  if (strange.length > 0 || !writeOrTell(to, files, shell)) return 1;
  for (const { path } of files) if (!isTemplate(path)) shell.print(join(to, path));
  for (const part of ['public', 'internal']) {
    const own = files.filter(({ path }) => isTemplate(path) && path.startsWith(part));
    if (own.length > 0) shell.print(`${join(to, part, 'templates')}: ${own.length} templates`);
  }
  return 0;
}

function isTemplate(path: string): boolean {
  return path.includes('/templates/');
}

/** All documents of a playbook. */
function documentsOf(playbook: Playbook): readonly SourceFile[] {
  const shown = publicPlaybook(playbook);
  const figure = mapFigure(shown);
  const guide = partnerGuide(shown);
  const book = runbook(playbook);
  const ours = playbook.templates.filter(({ audience }) => audience === 'vendor');
  const templates = (part: string, some: readonly PublicTemplate[]) =>
    some.map((one): SourceFile => {
      const { name, text } = templateFile(one, playbook);
      return { path: `${part}/templates/${name}`, text: `${text}\n` };
    });
  return [
    { path: 'public/partner-guide.md', text: `${guide}\n` },
    { path: 'public/partner-guide.html', text: documentPage(guide, figure) },
    ...templates('public', shown.templates),
    { path: 'internal/runbook.md', text: `${book}\n` },
    { path: 'internal/runbook.html', text: documentPage(book, figure) },
    ...templates('internal', ours),
  ];
}

/** What lies with the public templates and is none: it may have been public once. */
function strangeTemplates(to: string, files: readonly SourceFile[]): readonly string[] {
  const ours = new Set(files.map(({ path }) => path));
  return globSync('public/templates/*', { cwd: to }).filter((path) => !ours.has(path));
}
