import { createContext, useContext } from 'react';
import type { Reader as TextReader } from '../../slack/text/mrkdwn.ts';
import type { Surface } from './types.ts';

export const SurfaceContext = createContext<Surface | undefined>(undefined);
export const ReaderContext = createContext<TextReader | undefined>(undefined);

/** @throws Error outside `Blocks` */
export function useSurface(): Surface {
  const surface = useContext(SurfaceContext);
  if (surface === undefined) throw new Error('Controls stand in <Blocks>');
  return surface;
}

/** @throws Error outside `Blocks` and `MessageText` */
export function useReader(): TextReader {
  const reader = useContext(ReaderContext);
  if (reader === undefined) throw new Error('Texts stand in <Blocks> or <MessageText>');
  return reader;
}
