import { isScalar, isSeq, LineCounter, parse, parseDocument, stringify, type Document } from 'yaml';
import type { z } from 'zod';

/** A text file of a playbook folder; `path` is relative to the folder. */
export type SourceFile = Readonly<{ path: string; text: string }>;
/** What is wrong, where, and what to do about it. `line` counts from 1. */
export type PlaybookProblem = Readonly<{ path: string; line: number; message: string }>;

type Path = readonly PropertyKey[];
/** The value, or undefined when something is wrong; `at` is the line of what stands at a path. */
export type Parsed<T> = Readonly<{ value: T | undefined; at: (path: Path) => number }>;

/** Reads YAML as `schema` has it; what is wrong is added to `problems`. */
export function parseYaml<T>(
  { path, text }: SourceFile,
  schema: z.ZodType<T>,
  problems: PlaybookProblem[],
): Parsed<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, stringKeys: true });
  const at = (where: Path) => lineOf(document, lines, where);
  for (const error of [...document.errors, ...document.warnings]) {
    const line = lines.linePos(error.pos[0]).line;
    problems.push({ path, line, message: `Not valid YAML: ${error.message.split('\n')[0] ?? ''}` });
  }
  if (document.errors.length > 0) return { value: undefined, at };
  const result = schema.safeParse(document.toJS());
  if (result.success) return { value: result.data, at };
  for (const issue of result.error.issues) {
    problems.push({
      path,
      line: at(issue.path),
      message: `${named(issue.path)}: ${remedy(issue)}`,
    });
  }
  return { value: undefined, at };
}

/** What a YAML file says, whatever its comments and its form. */
export function yamlContent(text: string): unknown {
  return parse(text, { stringKeys: true });
}

/** `text` with another value where `path` leads to a single one; the rest stays as it was written. */
export function withYamlValue(text: string, path: Path, value: string | number): string {
  const node: unknown = parseDocument(text).getIn(path, true);
  if (!isScalar(node) || !node.range) throw new Error(`No single value at ${named(path)}`);
  const [start, end] = node.range;
  return `${text.slice(0, start)}${written(value)}${text.slice(end)}`;
}

/** A YAML list with one more entry at its end; what stood there stays as it was written. */
export function withYamlEntry(text: string, entry: Readonly<Record<string, unknown>>): string {
  const document = parseDocument(text);
  const { contents } = document;
  const begins = text.slice(0, contents?.range[0]);
  const isIndented = begins !== '' && !begins.endsWith('\n');
  if (isSeq(contents) && (contents.flow === true || isIndented)) {
    contents.flow = false;
    document.add(document.createNode(entry));
    return document.toString(YAML_STYLE);
  }
  const before = text.trim() === '' ? '' : `${text.trimEnd()}\n\n`;
  return `${before}${written([entry])}\n`;
}

/** As Prettier writes it: what is long stays on its line. */
const YAML_STYLE = { lineWidth: 0, singleQuote: true };

function written(value: unknown): string {
  return stringify(value, YAML_STYLE).trimEnd();
}

/** The line of the value at `path`, or of the nearest parent that the file has. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as
      { range?: [number, number, number] | null } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function named(path: Path): string {
  return path.length === 0 ? 'The file' : path.map(String).join('.');
}

function remedy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `Nobody reads ${issue.keys.join(', ')}. Take it out, or check the spelling.`;
    case 'invalid_type':
      return issue.message.includes('undefined') ? 'This is missing. Add it.' : `${issue.message}.`;
    case 'too_big':
      if (issue.origin === 'string')
        return `Too long: at most ${String(issue.maximum)}. Shorten it.`;
      return `${issue.message}.`;
    case 'invalid_key':
      return `${issue.issues[0]?.message ?? issue.message}.`;
    default:
      return issue.message.endsWith('.') ? issue.message : `${issue.message}.`;
  }
}
