import type { Instant } from '../domain/ids.ts';

/** How often something may be done: `burst` at once, then one more each `everyMs`. */
export type Pace = Readonly<{
  /** How many may be done now. */
  room: (now: Instant) => number;
  /** Takes note that `count` are done. */
  spend: (count: number, now: Instant) => void;
}>;

/**
 * A token bucket for this process. Slack counts for the whole workspace: what several processes
 * overdraw together, it answers with 429.
 */
export function createPace({ burst, everyMs }: Readonly<{ burst: number; everyMs: number }>): Pace {
  let tokens = burst;
  let filledAt: Instant | null = null;
  const fill = (now: Instant) => {
    const passed = filledAt === null ? 0 : Math.max(0, now - filledAt);
    tokens = Math.min(burst, tokens + passed / everyMs);
    filledAt = now;
  };
  return {
    room: (now) => {
      fill(now);
      return Math.floor(tokens);
    },
    spend: (count, now) => {
      fill(now);
      tokens -= count;
    },
  };
}
