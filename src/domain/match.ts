import { distance } from 'fastest-levenshtein';

export type Match<T> =
  | Readonly<{ kind: 'one'; found: T }>
  | Readonly<{ kind: 'several'; names: readonly string[] }>
  | Readonly<{ kind: 'none'; nearest: string | null }>;

/** Typing mistakes that a name of this length may have. */
function forgiven(name: string): number {
  return Math.max(1, Math.floor(name.length / 4));
}

/**
 * Finds what somebody means by `wanted`: the whole name, a part of it, or a name with a slip in
 * it. `none` tells the nearest name, so that the answer can suggest it.
 */
export function matchByName<T extends Readonly<{ name: string }>>(
  all: readonly T[],
  wanted: string,
): Match<T> {
  const asked = wanted.trim().toLowerCase();
  const named = all.map((found) => ({ found, name: found.name.toLowerCase() }));
  const ways = [
    named.filter(({ name }) => name === asked),
    named.filter(({ name }) => name.startsWith(asked)),
    named.filter(({ name }) => name.includes(asked)),
    named.filter(({ name }) => distance(name, asked) <= forgiven(name)),
  ];
  const hits = ways.find((found) => found.length > 0) ?? [];
  const [only] = hits;
  if (only && hits.length === 1) return { kind: 'one', found: only.found };
  if (hits.length > 1) return { kind: 'several', names: hits.map(({ found }) => found.name) };
  const byDistance = named.toSorted((a, b) => distance(a.name, asked) - distance(b.name, asked));
  return { kind: 'none', nearest: byDistance[0]?.found.name ?? null };
}
