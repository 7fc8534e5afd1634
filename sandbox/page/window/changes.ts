import { useEffect, useRef, useState } from 'react';
import type { Screen } from '../../desk/protocol.ts';

/** How long an edit stays marked. */
const MARKED_MS = 6_000;

type Message = Screen['messages'][number];

/** Everything a block says, whatever its id: that one differs with each version of a message. */
function saysOf(block: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...block, block_id: undefined });
}

function changedIn(before: Message, after: Message): readonly string[] {
  const old = new Set(before.blocks.map(saysOf));
  return after.blocks.flatMap((block) =>
    old.has(saysOf(block)) ? [] : [`${after.ts}:${String(block['block_id'])}`],
  );
}

/** `ts:block id` of every block that an edit has just changed. */
export function useChanges(
  channel: string | null,
  messages: readonly Message[],
): ReadonlySet<string> {
  const before =
    useRef<Readonly<{ channel: string | null; messages: ReadonlyMap<string, Message> }>>(null);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    const known = before.current;
    before.current = { channel, messages: new Map(messages.map((one) => [one.ts, one])) };
    if (known?.channel !== channel) {
      setMarked(new Set());
      return;
    }
    const fresh = messages.flatMap((message) => {
      const old = known.messages.get(message.ts);
      return old ? changedIn(old, message) : [];
    });
    if (fresh.length === 0) return;
    setMarked((marks) => new Set([...marks, ...fresh]));
    setTimeout(() => {
      setMarked((marks) => new Set([...marks].filter((mark) => !fresh.includes(mark))));
    }, MARKED_MS);
  }, [channel, messages]);

  return marked;
}
