/** One partner's time: `reached` the value at `days`, or still without it after `days`. */
export type Observation = Readonly<{ days: number; reached: boolean }>;

/** A step of the curve: `atRisk` before it, `events` on it, `share` still without the value after it. */
export type Step = Readonly<{ days: number; atRisk: number; events: number; share: number }>;

/** Under this many events a median is more noise than news. */
const ENOUGH_EVENTS = 5;

/**
 * The Kaplan–Meier estimate: who has not reached the value yet counts as long as they were watched.
 * Steps are in order of time; events come before censorings at the same day.
 */
export function survivalCurve(observations: readonly Observation[]): readonly Step[] {
  const days = [...new Set(observations.filter(({ reached }) => reached).map((one) => one.days))];
  let share = 1;
  return days
    .sort((a, b) => a - b)
    .map((day) => {
      const atRisk = observations.filter((one) => one.days >= day).length;
      const events = observations.filter((one) => one.reached && one.days === day).length;
      share *= 1 - events / atRisk;
      return { days: day, atRisk, events, share };
    });
}

export type Median =
  | Readonly<{ kind: 'days'; days: number; n: number; events: number }>
  | Readonly<{ kind: 'not_reached'; n: number; events: number }>
  | Readonly<{ kind: 'too_few'; n: number; events: number }>;

/** The first day by which half have reached the value, or why there is none to tell. */
export function medianTime(observations: readonly Observation[]): Median {
  const n = observations.length;
  const events = observations.filter(({ reached }) => reached).length;
  if (events < ENOUGH_EVENTS) return { kind: 'too_few', n, events };
  const half = survivalCurve(observations).find(({ share }) => share <= 0.5);
  return half ? { kind: 'days', days: half.days, n, events } : { kind: 'not_reached', n, events };
}
