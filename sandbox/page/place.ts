import { useEffect, useState } from 'react';
import type { DeskState, Screen, Watch } from '../desk/protocol.ts';

/*
 * Who is looked at, and where: one Slack window or two, side by side. It stands in the address, so
 * that another browser window can show somebody else.
 */

/** `#U0MARA0001/C123+U0PRIYA001/C123`. */
function readHash(hash: string): readonly Watch[] {
  return hash
    .replace(/^#/, '')
    .split('+')
    .flatMap((part) => {
      const [as = '', channel] = part.split('/');
      return as === '' ? [] : [{ as, channel: channel ?? null }];
    })
    .slice(0, 2);
}

function hashOf(windows: readonly Watch[]): string {
  const parts = windows.map(({ as, channel }) => (channel === null ? as : `${as}/${channel}`));
  return `#${parts.join('+')}`;
}

export type Places = Readonly<{
  windows: readonly Watch[];
  show: (at: number, watch: Watch) => void;
  /** One window, or two: the second shows somebody of another company. */
  split: (desk: DeskState, both: boolean) => void;
}>;

/** Begins with what the address says, else with whom the moment shows best. */
export function usePlaces(): Places &
  Readonly<{
    meet: (desk: DeskState) => void;
    /** Stays where the server began for those who asked for no place. */
    stay: (screens: readonly (Screen | null)[]) => void;
  }> {
  const [windows, setWindows] = useState(() => readHash(location.hash));
  const [world, setWorld] = useState<number | null>(null);

  useEffect(() => {
    if (windows.length > 0) history.replaceState(null, '', hashOf(windows));
  }, [windows]);

  useEffect(() => {
    const follow = () => setWindows(readHash(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);

  return {
    windows,
    show: (at, watch) => {
      setWindows((before) => before.map((one, nth) => (nth === at ? watch : one)));
    },
    split: (desk, both) => {
      setWindows((before) => {
        const [first, second] = before;
        if (!first || !both) return before.slice(0, 1);
        return [first, second ?? { as: counterpartOf(desk, first.as), channel: null }];
      });
    },
    stay: (screens) => {
      setWindows((before) =>
        before.map((one, nth) => {
          const { as, at = null } = screens[nth] ?? {};
          return one.channel === null && as === one.as ? { ...one, channel: at } : one;
        }),
      );
    },
    meet: (desk) => {
      if (world === desk.world) return;
      setWorld(desk.world);
      setWindows((before) => {
        const known = before.every(({ as }) => desk.people.some(({ id }) => id === as));
        if (before.length === 0 || !known) return firstLook(desk, before.length);
        // The first Slack that this page meets is shown as the address says; in another one the same
        // people stay, and look around anew.
        return world === null ? before : before.map(({ as }) => ({ as, channel: null }));
      });
    },
  };
}

function firstLook(desk: DeskState, count: number): readonly Watch[] {
  const moment = desk.moments.find(({ id }) => id === desk.moment);
  const as = moment?.look ?? desk.people.find(({ bot }) => !bot)?.id ?? '';
  return Array.from({ length: Math.max(1, count) }, (_, nth) => ({
    as: nth === 0 ? as : counterpartOf(desk, as),
    channel: null,
  }));
}

/** Somebody of another company: the other side of the same onboarding. */
function counterpartOf({ people }: DeskState, as: string): string {
  const own = people.find(({ id }) => id === as)?.teamId;
  return people.find(({ teamId, bot }) => teamId !== own && !bot)?.id ?? as;
}
