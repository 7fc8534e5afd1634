import type { ApiCall, Delivery, Traffic } from './types.ts';

/** A call that is under way: its answer is filled in. */
export type OpenCall = { -readonly [K in keyof ApiCall]: ApiCall[K] };

/** What came of a delivery. */
export type Delivered = Omit<Delivery, 'at' | 'n' | 'ended'>;

/** What goes between Slack and the app, numbered. */
export type TrafficLog = Readonly<{
  callStarts: (method: string, args: ApiCall['args']) => OpenCall;
  callEnds: (call: OpenCall) => void;
  /** Something is sent to the app. The result takes what came of it. */
  deliveryStarts: () => (outcome: Delivered) => Delivery;
  calls: (method?: string) => readonly ApiCall[];
  deliveries: () => readonly Delivery[];
  traffic: (after?: number) => readonly Traffic[];
}>;

function endedAt(one: Traffic): number {
  return one.kind === 'call' ? one.call.ended : one.delivery.ended;
}

/** Remembers the latest `keep` calls and as many deliveries. */
export function createTrafficLog(now: () => number, keep = Infinity): TrafficLog {
  const calls: OpenCall[] = [];
  const deliveries: Delivery[] = [];
  let started = 0;
  let ended = 0;

  function remember<T>(log: T[], one: T): T {
    log.push(one);
    if (log.length > keep) log.shift();
    return one;
  }

  return {
    callStarts: (method, args) => {
      started += 1;
      const fresh = { method, args, response: undefined, status: 0, at: now(), n: started };
      return remember(calls, { ...fresh, ended: 0 });
    },
    callEnds: (call) => {
      ended += 1;
      call.ended = ended;
    },
    deliveryStarts: () => {
      started += 1;
      const start = { at: now(), n: started };
      return (outcome) => {
        ended += 1;
        return remember(deliveries, { ...outcome, ...start, ended });
      };
    },
    calls: (method) => calls.filter((each) => method === undefined || each.method === method),
    deliveries: () => [...deliveries],
    traffic: (after = 0) => {
      const all: Traffic[] = [
        ...calls.map((call) => ({ kind: 'call', call }) as const),
        ...deliveries.map((delivery) => ({ kind: 'delivery', delivery }) as const),
      ];
      // What is under way has no end yet: its 0 is above no number.
      return all
        .filter((each) => endedAt(each) > Math.max(0, after))
        .sort((a, b) => endedAt(a) - endedAt(b));
    },
  };
}
