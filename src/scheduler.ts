import cron from 'node-cron';

/** A tick that takes longer is given up, or it would keep all later ones from running. */
const DEADLINE_MS = 55_000;

const UTC = new Set(['UTC', 'Etc/UTC']);

export type Scheduler = Readonly<{ stop: () => Promise<void> }>;

/**
 * Calls `tick` once a minute, in UTC, where no hour is ever skipped or repeated. It knows nothing of
 * what is due: that stands in the database.
 * @throws Error when the process runs in another zone: node-cron matches minutes in that one,
 * whatever its `timezone` says, and is silent for the hour that its clocks repeat
 */
export function startScheduler(
  tick: () => Promise<void>,
  onError: (error: unknown) => void,
): Scheduler {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  if (!UTC.has(timeZone)) throw new Error(`The process runs in ${timeZone}: set TZ=UTC`);
  const run = async () => {
    const { promise: deadline, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      reject(new Error(`The tick took longer than ${DEADLINE_MS} ms`));
    }, DEADLINE_MS);
    try {
      await Promise.race([tick(), deadline]);
    } catch (error) {
      onError(error);
    } finally {
      clearTimeout(timer);
    }
  };
  const task = cron.schedule('* * * * *', run, { timezone: 'Etc/UTC', noOverlap: true });
  return {
    stop: async () => {
      await task.destroy();
    },
  };
}
