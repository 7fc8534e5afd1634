import type { Reader } from './store.ts';

const known = new WeakMap<object, Map<string, unknown>>();

/**
 * A query that is built once for each connection. Building takes longer than running it: this is
 * for what every click does, with `sql.placeholder` for what differs.
 */
export function prepared<Query>(reader: Reader, name: string, build: () => Query): Query {
  const queries = known.get(reader.db) ?? new Map<string, unknown>();
  known.set(reader.db, queries);
  const kept = queries.get(name) as Query | undefined;
  if (kept) return kept;
  const query = build();
  queries.set(name, query);
  return query;
}
