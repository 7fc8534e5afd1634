import { CAST } from '../cast.ts';
import type { Stage } from '../stage.ts';
import { STORY, type Scene } from '../story.ts';
import type { TourStep } from './protocol.ts';

/** The team is named before the tour begins. */
const STEPS = STORY.filter(({ id }) => id !== 'team');

/** How far somebody has come on the guided path through one partner's onboarding. */
export type Tour = Readonly<{
  /** Looks whether the next steps have happened; what happened stays so. */
  check: (stage: Stage) => void;
  /** The first step that has not happened; undefined at the end. */
  next: () => Scene | undefined;
  steps: () => readonly TourStep[];
  restart: () => void;
}>;

export function createTour(): Tour {
  let done = 0;
  return {
    check: (stage) => {
      while (STEPS[done]?.happened(stage)) done++;
    },
    next: () => STEPS[done],
    steps: () =>
      STEPS.map(({ title, how, by }, at) => ({
        title,
        how,
        as: by === null ? null : CAST[by],
        done: at < done,
      })),
    restart: () => {
      done = 0;
    },
  };
}
