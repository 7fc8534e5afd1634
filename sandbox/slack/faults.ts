import type { Fault } from './types.ts';

/** The planned failures that are still to come. */
export type Faults = Readonly<{
  add: (fault: Fault) => void;
  clear: () => void;
  /** What is left of them, in the order they were planned. */
  list: () => readonly Fault[];
  /** The failure meant for this call, used up once. */
  take: (method: string) => Fault['kind'] | undefined;
}>;

export function createFaults(): Faults {
  let planned: { fault: Fault; left: number }[] = [];
  return {
    add: (fault) => {
      planned.push({ fault, left: fault.times ?? 1 });
    },
    clear: () => {
      planned = [];
    },
    list: () => planned.map(({ fault, left }) => ({ ...fault, times: left })),
    take: (method) => {
      const hit = planned.find(({ fault }) => fault.method === method || fault.method === '*');
      if (hit === undefined) return undefined;
      hit.left -= 1;
      if (hit.left <= 0) planned = planned.filter((each) => each !== hit);
      return hit.fault.kind;
    },
  };
}
