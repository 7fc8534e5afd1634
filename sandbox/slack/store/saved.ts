import { deserialize, serialize } from 'node:v8';

import type { Grants } from '../app/manifest.ts';
import { isObject, objectsOf, textOf } from '../json.ts';
import type { CompanySpec } from '../types.ts';
import { fileJson } from './files.ts';
import type { Memory, World } from './world.ts';

/** Raised when `Memory` changes its shape: what was saved before is refused then. */
const FORMAT = 1;

const REMEDY = 'Start afresh, without `saved`.';

/** What a Slack was when it was saved. */
export type Saved = Readonly<{
  format: number;
  /** The app's name in the manifest. */
  appName: string;
  /** The host first. */
  companies: readonly CompanySpec[];
  memory: Memory;
}>;

/** All that the world remembers, as bytes. */
export function saveWorld(world: World): Uint8Array {
  const { app, channels, files, invites, views, stacks, homes } = world;
  const { triggers, responseUrls, whispers, lastMicros, lastId } = world;
  const saved: Saved = {
    format: FORMAT,
    appName: world.grants.displayName,
    companies: [...world.companies.values()],
    memory: {
      ...{ app, channels, files, invites, views, stacks, homes },
      ...{ triggers, responseUrls, whispers, lastMicros, lastId },
    },
  };
  return serialize(saved);
}

/** @throws Error when the bytes are not what `saveWorld` makes */
export function readSaved(bytes: Uint8Array): Saved {
  let read: unknown;
  try {
    read = deserialize(bytes);
  } catch (cause) {
    throw new Error(`The saved Slack cannot be read. ${REMEDY}`, { cause });
  }
  const format = isObject(read) ? read['format'] : undefined;
  if (format === FORMAT) return read as Saved;
  const what = typeof format === 'number' ? `of format ${format}, not ${FORMAT}` : 'none of ours';
  throw new Error(`The saved Slack is ${what}. ${REMEDY}`);
}

/** Gives the world its address: files that stand in an open form move there with it. */
export function readdress(world: World, origin: string): void {
  world.origin = origin;
  for (const { held } of world.views.values()) {
    for (const [key, state] of held) {
      const files = objectsOf(state['files']).map((each) => {
        const file = world.files.get(textOf(each['id']));
        return file === undefined || each['mode'] === 'file_access' ? each : fileJson(world, file);
      });
      if (files.length > 0) held.set(key, { ...state, files });
    }
  }
}

/** @throws Error when they cannot be the same people, or one of them has changed sides */
function needSamePeople(saved: readonly CompanySpec[], named: readonly CompanySpec[]): void {
  const teamOf = new Map(
    saved.flatMap(({ teamId, people }) => people.map(({ id }) => [id, teamId] as const)),
  );
  const filled = new Set(teamOf.values());
  for (const { teamId, name, people } of named) {
    const strange = people.filter(({ id }) => teamOf.get(id) !== teamId);
    const moved = strange.filter(({ id }) => teamOf.has(id));
    // Newcomers are fine, but not in the place of everybody.
    const isAnother = filled.has(teamId) && people.length > 0 && strange.length === people.length;
    if (!isAnother && moved.length === 0) continue;
    const ids = (isAnother ? strange : moved).map(({ id }) => id).join(', ');
    throw new Error(`In the saved Slack ${name} has nobody with the id ${ids}. ${REMEDY}`);
  }
}

/** A company as it is named now, with the people it had before. */
function grown(before: CompanySpec, now: CompanySpec): CompanySpec {
  const people = new Map([...before.people, ...now.people].map((each) => [each.id, each]));
  return { ...now, people: [...people.values()] };
}

/**
 * The companies that were saved and those named now, each once, the host first.
 * @throws Error when the saved Slack is another one
 */
export function companiesAfter(
  { appName, companies }: Saved,
  named: readonly CompanySpec[],
  { displayName }: Grants,
): CompanySpec[] {
  const [hostId, savedHostId] = [named[0]?.teamId, companies[0]?.teamId];
  if (appName !== displayName || hostId !== savedHostId) {
    const [is, wanted] = [`${appName} at ${savedHostId}`, `${displayName} at ${hostId}`];
    throw new Error(`The saved Slack is that of ${is}, not of ${wanted}. ${REMEDY}`);
  }
  needSamePeople(companies, named);
  const all = new Map(companies.map((each) => [each.teamId, each]));
  for (const now of named) {
    const before = all.get(now.teamId);
    all.set(now.teamId, before === undefined ? now : grown(before, now));
  }
  return [...all.values()];
}
