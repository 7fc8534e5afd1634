import { useState } from 'react';

/** What Slackbot tells a person where they are, for their eyes only; it is gone when they go. */
export type Note = Readonly<{ id: number; channel: string; text: string }>;

export type Noting = (channel: string, text: string) => void;

export function useNotes(): Readonly<{ notes: readonly Note[]; note: Noting }> {
  const [notes, setNotes] = useState<readonly Note[]>([]);
  return {
    notes,
    note: (channel, text) => {
      setNotes((before) => [...before, { id: before.length, channel, text }]);
    },
  };
}
