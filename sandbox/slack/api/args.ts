import type { ArgType, MethodFacts } from '../facts.ts';
import { isObject, parseJson, type Obj } from '../json.ts';
import { invalidArguments } from './api-error.ts';

/** The arguments of a call, already of their types. */
export type Args = Readonly<{
  has: (name: string) => boolean;
  text: (name: string) => string | undefined;
  /** A required text. */
  need: (name: string) => string;
  /** False when left out. */
  flag: (name: string) => boolean;
  number: (name: string) => number | undefined;
  list: (name: string) => readonly unknown[];
  object: (name: string) => Obj | undefined;
  /** What a JSON argument holds; `unreadable` when it is no JSON. */
  json: (name: string) => unknown;
}>;

/** Stands for a JSON argument that does not parse: methods have codes of their own for it. */
export const unreadable = Symbol('unreadable');

const wrong = Symbol('wrong');

function readList(value: unknown): unknown {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'string') return wrong;
  if (!value.trimStart().startsWith('[')) return value.split(',').map((each) => each.trim());
  const parsed = parseJson(value);
  return Array.isArray(parsed) ? parsed : wrong;
}

function readNumber(value: unknown, whole: boolean): unknown {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof read !== 'number' || !Number.isFinite(read)) return wrong;
  return whole && !Number.isInteger(read) ? wrong : read;
}

const BOOLEANS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  ['true', true],
  ['1', true],
  [false, false],
  ['false', false],
  ['0', false],
]);

function read(type: ArgType, value: unknown): unknown {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : wrong;
    case 'boolean':
      return BOOLEANS.get(value) ?? wrong;
    case 'integer':
      return readNumber(value, true);
    case 'number':
      return readNumber(value, false);
    case 'array':
      return readList(value);
    case 'object': {
      const parsed = typeof value === 'string' ? parseJson(value) : value;
      return isObject(parsed) ? parsed : wrong;
    }
    case 'json': {
      if (typeof value !== 'string') return value;
      const parsed = parseJson(value);
      return parsed === undefined ? unreadable : parsed;
    }
  }
}

/** The fields of a form as the values they stand for; what does not fit stays as it came. */
export function decodeArgs(facts: MethodFacts, raw: Readonly<Obj>): Obj {
  const decoded: Obj = {};
  for (const [name, value] of Object.entries(raw)) {
    const arg = facts.args.get(name);
    const done = arg === undefined ? wrong : read(arg.type, value);
    decoded[name] = done === wrong || done === unreadable ? value : done;
  }
  return decoded;
}

const ARTICLE: Readonly<Record<ArgType, string>> = {
  string: 'a string',
  boolean: 'a boolean',
  integer: 'an integer',
  number: 'a number',
  array: 'an array',
  object: 'an object',
  json: 'JSON',
};

function accessors(values: ReadonlyMap<string, unknown>): Args {
  const text = (name: string): string | undefined => {
    const value = values.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  return {
    has: (name) => values.has(name),
    text,
    need: (name) => text(name) ?? '',
    flag: (name) => values.get(name) === true,
    number: (name) => {
      const value = values.get(name);
      return typeof value === 'number' ? value : undefined;
    },
    list: (name) => {
      const value = values.get(name);
      return Array.isArray(value) ? (value as unknown[]) : [];
    },
    object: (name) => {
      const value = values.get(name);
      return isObject(value) ? value : undefined;
    },
    json: (name) => values.get(name),
  };
}

/**
 * The arguments as the method takes them.
 * @throws ApiError invalid_arguments naming every unknown, missing and mistyped one
 */
export function readArgs(facts: MethodFacts, raw: Readonly<Obj>): Args {
  const values = new Map<string, unknown>();
  const problems: string[] = [];
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined || value === null) continue;
    const arg = facts.args.get(name);
    if (arg === undefined) {
      problems.push(`invalid additional property: ${name}`);
      continue;
    }
    const done = read(arg.type, value);
    if (done === wrong) {
      problems.push(`must provide ${ARTICLE[arg.type]} [json-pointer:/${name}]`);
    } else values.set(name, done);
  }
  for (const [name, { required }] of facts.args) {
    if (required && raw[name] == null) problems.push(`missing required field: ${name}`);
  }
  if (problems.length > 0) throw invalidArguments(...problems);
  return accessors(values);
}
