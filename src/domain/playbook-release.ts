import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Day } from './ids.ts';
import { parsePlaybook, PlaybookError } from './playbook-file.ts';
import { AmendmentSchema } from './playbook-schema.ts';
import type { Amendment } from './playbook.ts';
import {
  parseYaml,
  withYamlEntry,
  withYamlValue,
  yamlContent,
  type PlaybookProblem,
  type SourceFile,
} from './yaml-file.ts';

/*
 * Versions of a playbook. Each has an entry in amendments.yml that carries the fingerprint of what
 * was released, so that content which changed without a new version is noticed.
 */

const FRAME = 'playbook.yml';
const LOG = 'amendments.yml';

/** What an entry carries until its version is released. */
export const NOT_RELEASED = '0'.repeat(16);

/** How the content of a playbook stands to its log. `line` is where the newest entry says so. */
export type ReleaseState =
  | Readonly<{ kind: 'no_log' }>
  | Readonly<{ kind: 'not_released'; version: number }>
  | Readonly<{ kind: 'released'; version: number }>
  | Readonly<{ kind: 'changed'; version: number; line: number }>;

/** What whoever releases says about it. */
export type ReleaseNotes = Readonly<{
  who?: string | undefined;
  what?: string | undefined;
  why?: string | undefined;
  /** For the partners on it, in their words. */
  partners?: string | undefined;
}>;

/** What came of a wish to release; `files` are those to write. */
export type ReleaseDecision =
  | Readonly<{ kind: 'released'; version: number; files: readonly SourceFile[] }>
  | Readonly<{ kind: 'nothing_changed'; version: number }>
  | Readonly<{ kind: 'notes_wanted'; version: number; missing: readonly string[] }>
  | Readonly<{ kind: 'notes_wrong'; problems: readonly Readonly<{ note: string; told: string }>[] }>
  | Readonly<{ kind: 'entry_is_there'; version: number }>
  | Readonly<{ kind: 'log_is_ahead'; version: number; logged: number }>;

/**
 * Names the content of a playbook folder: 16 hexadecimal digits. Comments, form and order of keys
 * do not count, nor do the version and the log; what a newer bot would read into it does not either.
 */
export function contentFingerprint(files: readonly SourceFile[]): string {
  const parts = partsOf(files).map((file): [string, unknown] => [file.path, contentOf(file)]);
  const content = JSON.stringify(sorted(Object.fromEntries(parts)));
  return createHash('sha256').update(content).digest('hex').slice(0, NOT_RELEASED.length);
}

/** How the content of `files` stands to the newest entry of their log. @throws PlaybookError */
export function releaseState(files: readonly SourceFile[]): ReleaseState {
  const { entries, line } = readLog(files);
  const newest = entries.at(-1);
  if (!newest) return { kind: 'no_log' };
  const { version, content } = newest;
  if (content === NOT_RELEASED) return { kind: 'not_released', version };
  return content === contentFingerprint(files)
    ? { kind: 'released', version }
    : { kind: 'changed', version, line };
}

/**
 * Releases what `files` say now as a version with an entry of its own: the next one, or the one that
 * playbook.yml names when the log has not come to it yet. An entry that its author wrote beforehand
 * only gets its fingerprint.
 * @throws PlaybookError when the playbook could not be read, before or after
 */
export function decideRelease(
  files: readonly SourceFile[],
  { notes, today }: Readonly<{ notes: ReleaseNotes; today: Day }>,
): ReleaseDecision {
  const { version: named } = parsePlaybook(files.filter(({ path }) => path !== LOG));
  const { entries } = readLog(files);
  const newest = entries.at(-1);
  if (newest && newest.version > named) {
    return { kind: 'log_is_ahead', version: named, logged: newest.version };
  }
  if (newest?.content === NOT_RELEASED && newest.version === named) {
    if (Object.values(notes).some((note) => note !== undefined)) {
      return { kind: 'entry_is_there', version: named };
    }
    return stamped(files, { version: named, nth: entries.length - 1 });
  }
  const isNamed = newest?.version === named;
  if (isNamed && newest.content === contentFingerprint(files)) {
    return { kind: 'nothing_changed', version: named };
  }
  return withNotes(files, { version: isNamed ? named + 1 : named, notes, today });
}

function withNotes(
  files: readonly SourceFile[],
  { version, notes, today }: Readonly<{ version: number; notes: ReleaseNotes; today: Day }>,
): ReleaseDecision {
  const missing = (['who', 'what', 'why'] as const).filter((note) => !notes[note]?.trim());
  if (missing.length > 0) return { kind: 'notes_wanted', version, missing };
  const content = contentFingerprint(files);
  const entry = AmendmentSchema.safeParse({ version, on: today, ...notes, content });
  if (!entry.success) {
    const problems = entry.error.issues.map((issue) => ({
      note: issue.path.map(String).join('.'),
      told:
        issue.code === 'too_big'
          ? `Too long: at most ${String(issue.maximum)} characters. Shorten it.`
          : `${issue.message}.`,
    }));
    return { kind: 'notes_wrong', problems };
  }
  const frame = withYamlValue(textOf(files, FRAME), ['version'], version);
  const log = withYamlEntry(textOf(files, LOG), entry.data);
  return released(files, version, [
    { path: FRAME, text: frame },
    { path: LOG, text: log },
  ]);
}

function stamped(
  files: readonly SourceFile[],
  { version, nth }: Readonly<{ version: number; nth: number }>,
): ReleaseDecision {
  const text = withYamlValue(textOf(files, LOG), [nth, 'content'], contentFingerprint(files));
  return released(files, version, [{ path: LOG, text }]);
}

/** The decision to write `changed`, once what they give can be read and agrees with its log. */
function released(
  files: readonly SourceFile[],
  version: number,
  changed: readonly SourceFile[],
): ReleaseDecision {
  const paths = changed.map(({ path }) => path);
  const after = [...files.filter(({ path }) => !paths.includes(path)), ...changed];
  parsePlaybook(after);
  const state = releaseState(after);
  if (state.kind !== 'released') throw new Error(`Version ${version} does not fit its own entry`);
  return { kind: 'released', version, files: changed };
}

function textOf(files: readonly SourceFile[], wanted: string): string {
  return files.find(({ path }) => path === wanted)?.text ?? '';
}

/** The entries, oldest first, and the line on which the newest says what was released. */
function readLog(
  files: readonly SourceFile[],
): Readonly<{ entries: readonly Amendment[]; line: number }> {
  const file = files.find(({ path }) => path === LOG);
  if (!file) return { entries: [], line: 1 };
  const problems: PlaybookProblem[] = [];
  const { value, at } = parseYaml(file, z.array(AmendmentSchema), problems);
  if (!value) throw new PlaybookError(problems);
  return { entries: value, line: at([value.length - 1, 'content']) };
}

/** The files that playbook.yml names, and its templates: nobody reads any other. */
function partsOf(files: readonly SourceFile[]): readonly SourceFile[] {
  const { modules, lists } = Names.parse(yamlContent(textOf(files, FRAME)));
  const named = [
    FRAME,
    ...modules.map((name) => `modules/${name}.yml`),
    ...lists.map((name) => `lists/${name}.yml`),
  ];
  return files.filter(({ path }) => named.includes(path) || path.startsWith('templates/'));
}

const Names = z.object({ modules: z.array(z.string()), lists: z.array(z.string()).default([]) });

function contentOf({ path, text }: SourceFile): unknown {
  if (path.startsWith('templates/')) return text.trim();
  return yamlContent(path === FRAME ? withYamlValue(text, ['version'], 0) : text);
}

/** With the keys of every map in one order: it is part of the form. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}
