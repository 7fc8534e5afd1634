import { Agent, request, type IncomingHttpHeaders } from 'node:http';

/** What the app answered, or why nothing came back. */
export type Answer = Readonly<{
  /** 0 when nothing came back. */
  status: number;
  body: string;
  headers: IncomingHttpHeaders;
  error?: 'http_timeout' | 'connection_failed';
  ms: number;
}>;

type Post = Readonly<{
  url: string;
  body: string;
  headers: Readonly<Record<string, string>>;
  timeoutMs: number;
}>;

export type Poster = Readonly<{
  post: (what: Post) => Promise<Answer>;
  close: () => void;
}>;

/** Posts over kept-alive loopback connections. */
export function createPoster(): Poster {
  const agent = new Agent({ keepAlive: true });

  function once(what: Post, retried: boolean): Promise<Answer> {
    const started = performance.now();
    const since = (): number => performance.now() - started;
    return new Promise((resolve) => {
      const sent = request(what.url, {
        method: 'POST',
        agent,
        headers: { ...what.headers, 'content-length': Buffer.byteLength(what.body) },
      });
      const fail = (error: NonNullable<Answer['error']>): void => {
        resolve({ status: 0, body: '', headers: {}, error, ms: since() });
      };
      const timer = setTimeout(() => {
        fail('http_timeout');
        sent.destroy();
      }, what.timeoutMs);
      sent.on('error', () => {
        clearTimeout(timer);
        // The app may have closed an idle connection at this very moment.
        if (sent.reusedSocket && !retried) resolve(once(what, true));
        else fail('connection_failed');
      });
      sent.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', () => {
          clearTimeout(timer);
          fail('connection_failed');
        });
        response.on('end', () => {
          clearTimeout(timer);
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString(),
            headers: response.headers,
            ms: since(),
          });
        });
      });
      sent.end(what.body);
    });
  }

  return {
    post: (what) => once(what, false),
    close: () => {
      agent.destroy();
    },
  };
}
