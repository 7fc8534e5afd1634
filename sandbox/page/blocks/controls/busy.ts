import { useEffect, useRef, useState } from 'react';

/** What the app makes of something reaches the screen a moment after its answer. */
export const LINGER_MS = 400;

/** Calls `end` when the job failed, and a moment later when it did not. */
export async function whenShown(job: () => Promise<void>, end: () => void): Promise<void> {
  try {
    await job();
    setTimeout(end, LINGER_MS);
  } catch {
    // Whoever did the job says what went wrong.
    end();
  }
}

export type Busy = Readonly<{
  busy: boolean;
  /** Does `job` unless one is under way; `after` follows once its outcome shows, however it ends. */
  run: (job: () => Promise<void>, after?: () => void) => void;
}>;

/** One job at a time. */
export function useBusy(): Busy {
  const [busy, setBusy] = useState(false);
  // State arrives with the next drawing, a second click may come before it.
  const latest = useRef(0);
  const underWay = useRef(false);
  useEffect(
    () => () => {
      latest.current = -1;
    },
    [],
  );
  const run: Busy['run'] = (job, after) => {
    if (underWay.current) return;
    underWay.current = true;
    const mine = (latest.current += 1);
    setBusy(true);
    const tracked = async (): Promise<void> => {
      try {
        await job();
      } finally {
        underWay.current = false;
        setBusy(false);
      }
    };
    void whenShown(tracked, () => {
      if (mine === latest.current) after?.();
    });
  };
  return { busy, run };
}
