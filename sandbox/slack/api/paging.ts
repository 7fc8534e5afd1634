import type { Obj } from '../json.ts';
import { invalidArguments, type ApiError } from './api-error.ts';
import { listed, type Call } from './call.ts';

const MAX_LIMIT = 1000;

/** @throws ApiError when it is not 1 to 1000 */
export function readLimit(call: Call, fallback: number): number {
  const limit = call.args.number('limit') ?? call.args.number('count') ?? fallback;
  // Slack takes 0 as "not given".
  if (limit === 0) return fallback;
  if (limit >= 1 && limit <= MAX_LIMIT) return limit;
  if (call.facts.errors.has('invalid_limit')) throw listed(call, 'invalid_limit', '');
  throw invalidArguments(`must be between 1 and ${MAX_LIMIT} [json-pointer:/limit]`);
}

function badCursor(call: Call): ApiError {
  return listed(call, 'invalid_cursor', 'invalid_arguments');
}

function cursorAfter(position: string): string {
  return Buffer.from(`next:${position}`).toString('base64');
}

/** Where the page starts; undefined on the first. @throws ApiError invalid_cursor */
export function readCursor(call: Call): string | undefined {
  const cursor = call.args.text('cursor');
  if (cursor === undefined || cursor === '') return undefined;
  const [, position] = /^next:(.+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  if (position === undefined) throw badCursor(call);
  return position;
}

export function pageMetadata(next: string | undefined): Obj {
  return { response_metadata: { next_cursor: next === undefined ? '' : cursorAfter(next) } };
}

/** A page of a list whose order does not change. */
export function pageOf<T>(
  call: Call,
  items: readonly T[],
  limit: number,
): Readonly<{ items: readonly T[]; metadata: Obj }> {
  const position = readCursor(call);
  const from = position === undefined ? 0 : Number(position);
  if (!Number.isInteger(from)) throw badCursor(call);
  const end = from + limit;
  const next = end < items.length ? String(end) : undefined;
  return { items: items.slice(from, end), metadata: pageMetadata(next) };
}
