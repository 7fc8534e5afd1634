import { LIMITS, METHODS } from '../facts.ts';
import { textOf, type Obj } from '../json.ts';

const MINUTE_MS = 60_000;
const POST_EVERY_MS = 1000;

/** Counts calls. Returns the seconds to wait, or undefined when the call may pass. */
export type Limiter = (method: string, args: Readonly<Obj>) => number | undefined;

/** Slack's published floors: calls a minute per method, and a message a second per channel. */
export function createLimiter(now: () => number): Limiter {
  const calls = new Map<string, number[]>();

  function take(key: string, most: number, windowMs: number): number | undefined {
    const since = now() - windowMs;
    const recent = (calls.get(key) ?? []).filter((at) => at > since);
    calls.set(key, recent);
    const [oldest = 0] = recent;
    if (recent.length >= most) return Math.max(1, Math.ceil((oldest - since) / 1000));
    recent.push(now());
    return undefined;
  }

  return (method, args) => {
    if (method === 'chat.postMessage') {
      return take(`${method} ${textOf(args['channel'])}`, 1, POST_EVERY_MS);
    }
    const perMinute = METHODS.get(method)?.perMinute;
    return perMinute === undefined ? undefined : take(method, perMinute, MINUTE_MS);
  };
}

export const RESPONSE_URL_USES = 5;
export const RESPONSE_URL_LIFE_MS = 30 * MINUTE_MS;
export const TEXT_MAX = LIMITS.message.text_truncated_at;
