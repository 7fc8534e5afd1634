import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Slack } from './slack/index.ts';
import type { Clock } from './stage.ts';

/* A sandbox that is kept: the bot's database, the simulated Slack, and what time it is there. */

const SLACK = 'slack.bin';
const CLOCK = 'clock.json';
/** Changes come in bursts: one save is enough for each. */
const SAVE_AFTER_MS = 500;

export type Kept = Readonly<{ slack: Uint8Array; now: number }>;

/** What was kept in `folder`, which is made if need be; undefined when nothing was. */
export function readKept(folder: string): Kept | undefined {
  mkdirSync(folder, { recursive: true });
  if (!existsSync(join(folder, SLACK))) {
    // A database without its Slack would tell of channels that are not there.
    forgetKept(folder);
    return undefined;
  }
  const { now } = JSON.parse(readFileSync(join(folder, CLOCK), 'utf8')) as { now: number };
  return { slack: readFileSync(join(folder, SLACK)), now };
}

/** Takes away what was kept in `folder`, and nothing else. */
export function forgetKept(folder: string): void {
  for (const name of [SLACK, CLOCK, 'onboard.db', 'onboard.db-wal', 'onboard.db-shm']) {
    rmSync(join(folder, name), { force: true });
  }
}

/** Saves the simulated Slack a moment after each change, and once more in the end. */
export function createKeeper(
  folder: string,
  { slack, clock }: Readonly<{ slack: Slack; clock: Clock }>,
): Readonly<{ close: () => void }> {
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    timer = undefined;
    replace(join(folder, CLOCK), JSON.stringify({ now: clock.now() }));
    replace(join(folder, SLACK), slack.save());
  };
  const remove = slack.onChange(() => {
    timer ??= setTimeout(save, SAVE_AFTER_MS);
  });
  return {
    close: () => {
      remove();
      clearTimeout(timer);
      save();
    },
  };
}

/** Writes a file so that a crash leaves the old one or the new one. */
function replace(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}
