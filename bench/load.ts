import { Agent, request } from 'node:http';

/** A request that is ready to be sent. */
export type Shot = Readonly<{ body: string; headers: Readonly<Record<string, string>> }>;

/** Latencies in milliseconds, and answers that were not 200. */
export type Result = Readonly<{ latencies: readonly number[]; failed: number; seconds: number }>;

/** Sends `rate` shots a second for `seconds`, whether or not earlier ones are answered. */
export async function openLoop(
  url: URL,
  { rate, seconds, shot }: Readonly<{ rate: number; seconds: number; shot: (nth: number) => Shot }>,
): Promise<Result> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const started = performance.now();
  const flying: Promise<Timed>[] = [];
  const total = rate * seconds;
  while (flying.length < total) {
    const due = Math.min(total, Math.floor(((performance.now() - started) / 1000) * rate) + 1);
    while (flying.length < due) flying.push(fire(url, agent, shot(flying.length)));
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  const timed = await Promise.all(flying);
  agent.destroy();
  return summary(timed, started);
}

/** Keeps `connections` busy for `seconds`. */
export async function closedLoop(
  url: URL,
  options: Readonly<{ connections: number; seconds: number; shot: (nth: number) => Shot }>,
): Promise<Result> {
  const { connections, seconds, shot } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const started = performance.now();
  const timed: Timed[] = [];
  let nth = 0;
  const worker = async () => {
    while (performance.now() - started < seconds * 1000)
      timed.push(await fire(url, agent, shot(nth++)));
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  return summary(timed, started);
}

/** The value below which `share` of the latencies lie: nearest rank. */
export function percentile(latencies: readonly number[], share: number): number {
  const sorted = latencies.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

type Timed = Readonly<{ ms: number; ok: boolean }>;

function summary(timed: readonly Timed[], started: number): Result {
  return {
    latencies: timed.map(({ ms }) => ms),
    failed: timed.filter(({ ok }) => !ok).length,
    seconds: (performance.now() - started) / 1000,
  };
}

function fire(url: URL, agent: Agent, { body, headers }: Shot): Promise<Timed> {
  const { promise, resolve } = Promise.withResolvers<Timed>();
  const sent = performance.now();
  const done = (ok: boolean) => resolve({ ms: performance.now() - sent, ok });
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  const post = request(
    url,
    { method: 'POST', agent, headers: { ...headers, ...length } },
    (response) => {
      response.resume();
      response.on('end', () => done(response.statusCode === 200));
    },
  );
  post.on('error', () => done(false));
  post.end(body);
  return promise;
}
