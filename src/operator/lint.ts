import { join } from 'node:path';
import { count } from '../../views/words.ts';
import { FACTORS, PARTNER_TYPES } from '../domain/facts.ts';
import { unusedIn, usualShapes, type ShapeLine } from '../domain/plan-shape.ts';
import { releaseState, type ReleaseState } from '../domain/playbook-release.ts';
import type { Playbook } from '../domain/playbook.ts';
import { playbookFiles } from '../playbook-folder.ts';
import { commandFor, readOrTell, type Shell } from './shell.ts';
import { NOTES } from './release.ts';

/** Checks the playbook in `folder`. Notes are worth a look; problems have to be mended. */
export function lint(folder: string, shell: Shell): number {
  const playbook = readOrTell(folder, shell);
  if (!playbook) return 1;
  const state = releaseState(playbookFiles(folder));
  const isChanged = state.kind === 'changed';
  const lines = [
    ...shapeLines(playbook),
    ...notesOn(playbook).map((note) => `Note: ${note}`),
    ...releaseLines(state, folder),
    `${countsOf(playbook)}. ${isChanged ? '1 problem.' : 'Nothing to mend.'}`,
  ];
  for (const line of lines) shell.print(line);
  return isChanged ? 1 : 0;
}

function countsOf({ title, version, modules, lists, templates }: Playbook): string {
  const items = modules.reduce((sum, module) => sum + module.items.length, 0);
  const counts = [
    count(modules.length, 'module'),
    count(items, 'item'),
    ...(lists.length === 0 ? [] : [count(lists.length, 'list')]),
    count(templates.length, 'template'),
  ];
  return `${title}, version ${version}: ${counts.join(', ')}`;
}

/** Content that is not what its version was released with misleads whoever reads the version. */
function releaseLines(state: ReleaseState, folder: string): readonly string[] {
  switch (state.kind) {
    case 'changed':
      return [
        `${join(folder, 'amendments.yml')}:${state.line}: The content changed since version ${state.version} was released. Release it anew: ${commandFor(folder, `release ${NOTES}`)}`,
      ];
    case 'not_released':
      return [
        `Note: Version ${state.version} is not released yet: ${commandFor(folder, 'release')}`,
      ];
    case 'no_log':
      return [`Note: There is no amendments.yml yet: ${commandFor(folder, `release ${NOTES}`)}`];
    case 'released':
      return [];
  }
}

function notesOn(playbook: Playbook): readonly string[] {
  const { stages, templates } = unusedIn(playbook);
  return [
    ...stages.map((stage) => `No item is of ISO 44001 stage ${stage}.`),
    ...templates.map((id) => `No item uses template ${id}. Name it under “uses”, or take it out.`),
  ];
}

const GOALS: Readonly<Record<ShapeLine['goal'], string>> = {
  'gate-1': 'gate 1',
  'gate-2': 'gate 2',
  'go-live': 'go-live',
  'or-else': 'or else',
  end: 'last item',
};

function shapeLines(playbook: Playbook): readonly string[] {
  const depth = FACTORS.depth.title.toLowerCase();
  return [
    'The longest chains, in working days from the registration on (all days used, reviews not counted):',
    ...usualShapes(playbook).flatMap(({ sheets, lines }) => [
      ...sheets.map(({ type, facts }) => `  ${PARTNER_TYPES[type]} (${depth} ${facts.depth})`),
      ...lines.map(shapeLine),
    ]),
    '',
  ];
}

function shapeLine({ goal, chain }: ShapeLine): string {
  return `    ${GOALS[goal].padEnd(10)} day ${String(chain.day).padStart(3)}  ${chain.items.join(', ')}`;
}
