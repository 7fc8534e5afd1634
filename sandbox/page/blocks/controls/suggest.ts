import { useEffect, useRef, useState } from 'react';
import { useSurface } from '../surface.ts';
import type { Choice, Where } from '../types.ts';

/** What an external select knows about what was typed so far. */
export type Search = Readonly<{
  found: readonly Choice[];
  /** What the person is told meanwhile; '' where the list says it all. */
  status: string;
  searching: boolean;
  look: (query: string) => void;
}>;

/** Between the last key and the question, so that not every letter is one. */
const PAUSE_MS = 250;

type State = Readonly<{
  query: string;
  found: readonly Choice[];
  kind: 'short' | 'searching' | 'found' | 'failed';
}>;

const STATUS = {
  short: 'Type to search',
  searching: 'Loading…',
  failed: 'The app sent no suggestions. Try again.',
};

/** Asks the app for suggestions, from `least` characters on; only the latest answer counts. */
export function useSearch(where: Where, least: number): Search {
  const { suggest } = useSurface();
  const [state, setState] = useState<State>({ query: '', found: [], kind: 'short' });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);

  const look = (typed: string): void => {
    const query = typed.trim();
    clearTimeout(timer.current);
    latest.current += 1;
    const mine = latest.current;
    if (query.length < least) {
      setState({ query, found: [], kind: 'short' });
      return;
    }
    setState({ query, found: [], kind: 'searching' });
    const end = (found: readonly Choice[], kind: State['kind']): void => {
      if (mine === latest.current) setState({ query, found, kind });
    };
    timer.current = setTimeout(() => {
      void (async () => suggest(where, query))().then(
        (found) => end(found, 'found'),
        () => end([], 'failed'),
      );
    }, PAUSE_MS);
  };
  const { found, kind, query } = state;
  const none = query === '' ? 'No results' : `No results for “${query}”`;
  return {
    found,
    searching: kind === 'searching',
    status: kind !== 'found' ? STATUS[kind] : found.length === 0 ? none : '',
    look,
  };
}
