import { isObject } from '../json.ts';

export type Surface = 'message' | 'modal' | 'home';

/** What is carried along while one message or view is looked through. */
export type Scan = {
  readonly surface: Surface;
  /** In Slack's words, each ending in a JSON pointer. */
  readonly problems: string[];
  readonly blockIds: Set<string>;
  /** Of the top-level block at hand: they are unique within it. */
  readonly actionIds: Set<string>;
  /** How often each type of block was met. */
  readonly met: Map<string, number>;
  markdownChars: number;
  focused: number;
};

export type Check = (value: unknown, at: string, scan: Scan) => void;

type Limit = number | readonly number[];

export function newScan(surface: Surface): Scan {
  return {
    surface,
    problems: [],
    blockIds: new Set(),
    actionIds: new Set(),
    met: new Map(),
    markdownChars: 0,
    focused: 0,
  };
}

export function problem(scan: Scan, what: string, at: string): void {
  scan.problems.push(`${what} [json-pointer:${at}]`);
}

function bounds(limit: Limit, least: number): [min: number, max: number] {
  if (typeof limit === 'number') return [least, limit];
  return [limit[0] ?? least, limit[1] ?? Infinity];
}

/** Text of a length; a single number is the maximum and asks for at least one character. */
export function text(limit: Limit, least = 1): Check {
  const [min, max] = bounds(limit, least);
  return (value, at, scan) => {
    if (typeof value !== 'string') problem(scan, 'must provide a string', at);
    else if (value.length > max) problem(scan, `must be less than ${max + 1} characters`, at);
    else if (value.length < min) problem(scan, `must be more than ${min - 1} characters`, at);
  };
}

export function matching(pattern: RegExp, what: string): Check {
  return (value, at, scan) => {
    if (typeof value !== 'string' || !pattern.test(value)) problem(scan, what, at);
  };
}

export function flag(value: unknown, at: string, scan: Scan): void {
  if (typeof value !== 'boolean') problem(scan, 'must provide a boolean', at);
}

export function whole(limit: Limit, least = 1): Check {
  const [min, max] = bounds(limit, least);
  return (value, at, scan) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      problem(scan, 'must provide an integer', at);
    } else if (value < min) problem(scan, `must be greater than ${min - 1}`, at);
    else if (value > max) problem(scan, `must be less than ${max + 1}`, at);
  };
}

export function numeric(value: unknown, at: string, scan: Scan): void {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    problem(scan, 'must provide a number', at);
  }
}

export function oneOf(allowed: readonly string[]): Check {
  return (value, at, scan) => {
    if (typeof value !== 'string' || !allowed.includes(value)) {
      problem(scan, 'must be a valid enum value', at);
    }
  };
}

/** A list of a length; a single number is the maximum and asks for at least one item. */
export function listOf(item: Check, limit: Limit = Infinity, least = 1): Check {
  const [min, max] = bounds(limit, least);
  return (value, at, scan) => {
    if (!Array.isArray(value)) {
      problem(scan, 'must provide an array', at);
      return;
    }
    if (value.length > max) problem(scan, `no more than ${max} items allowed`, at);
    if (value.length < min) problem(scan, `no less than ${min} items allowed`, at);
    value.forEach((each, index) => item(each, `${at}/${index}`, scan));
  };
}

type Fields = Readonly<Record<string, Check>>;

/** An object with these fields and no others, then the rules that look at several of them. */
export function shape(required: Fields, optional: Fields = {}, ...rules: Check[]): Check {
  const checks = new Map(Object.entries({ ...required, ...optional }));
  const needed = Object.keys(required);
  return (value, at, scan) => {
    if (!isObject(value)) {
      problem(scan, 'must provide an object', at);
      return;
    }
    for (const name of needed) {
      if (value[name] === undefined) problem(scan, `missing required field: ${name}`, at);
    }
    for (const [name, field] of Object.entries(value)) {
      const check = checks.get(name);
      if (check === undefined) problem(scan, `invalid additional property: ${name}`, at);
      else if (field !== undefined) check(field, `${at}/${name}`, scan);
    }
    for (const rule of rules) rule(value, at, scan);
  };
}

/** Chooses by `type`; what is not allowed here is unsupported. */
export function byType(choices: ReadonlyMap<string, Check>, allowed?: ReadonlySet<string>): Check {
  return (value, at, scan) => {
    if (!isObject(value)) {
      problem(scan, 'must provide an object', at);
      return;
    }
    const type = value['type'];
    if (type === undefined) {
      problem(scan, 'missing required field: type', at);
      return;
    }
    const name = typeof type === 'string' ? type : JSON.stringify(type);
    const check = allowed === undefined || allowed.has(name) ? choices.get(name) : undefined;
    if (check === undefined) problem(scan, `unsupported type: ${name}`, `${at}/type`);
    else check(value, at, scan);
  };
}

/** Takes the value as it is. */
export function anything(): void {
  // Nothing to say about it.
}
