import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';

/** Knows when nothing is under way. */
export type Busy = Readonly<{
  track: <T>(work: () => Promise<T>) => Promise<T>;
  /** Resolves once nothing has been under way for a few turns of the loop. */
  idle: () => Promise<void>;
}>;

/** The app may act a moment after its answer: nothing must start within this time. */
const QUIET_MS = 5;
const QUIET_TURNS = 10;

/** `onEnd` is called whenever something that was tracked has ended. */
export function createBusy(onEnd: () => void): Busy {
  let underWay = 0;
  let started = 0;
  let waiting: (() => void)[] = [];

  function ended(): void {
    underWay -= 1;
    onEnd();
    if (underWay > 0) return;
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  }

  async function quiet(): Promise<boolean> {
    const before = started;
    await wait(QUIET_MS);
    for (let turn = 0; turn < QUIET_TURNS; turn += 1) await nextTurn();
    return underWay === 0 && started === before;
  }

  return {
    track: async (work) => {
      underWay += 1;
      started += 1;
      try {
        return await work();
      } finally {
        ended();
      }
    },
    idle: async () => {
      do {
        while (underWay > 0) {
          await new Promise<void>((resolve) => {
            waiting.push(resolve);
          });
        }
      } while (!(await quiet()));
    },
  };
}
