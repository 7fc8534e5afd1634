import type { ReactNode } from 'react';
import { findEmoji } from './emoji-names.ts';

/** An emoji by its name in Slack; one that nobody knows stays as it was written. */
export function Emoji({
  name,
  skinTone,
}: Readonly<{ name: string; skinTone?: number | undefined }>): ReactNode {
  const written = `:${name}:${skinTone === undefined ? '' : `:skin-tone-${skinTone}:`}`;
  const character = findEmoji(name, skinTone);
  if (character === undefined) return written;
  return (
    <span className="bk-emoji" role="img" aria-label={name.replaceAll('_', ' ')} title={written}>
      {character}
    </span>
  );
}
