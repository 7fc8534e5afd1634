import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type {
  ActReply,
  ActRequest,
  ControlRequest,
  DeskState,
  Hello,
  Push,
  Screen,
  TraceDetail,
  Watch,
} from '../desk/protocol.ts';

const AGAIN_AFTER_MS = 500;

export type Live = Readonly<{
  desk: DeskState | null;
  /** When `desk` came, by this machine's clock. */
  deskAt: number;
  /** In the order of what is watched; null before the first comes. */
  screens: readonly (Screen | null)[];
  /** The server answers. */
  connected: boolean;
}>;

const NOTHING_YET: Live = { desk: null, deskAt: 0, screens: [], connected: true };

/** What the server shows of `watch`, whenever it changes; `onScreens` hears of it first. Connects again when the server comes back. */
export function useLive(
  watch: readonly Watch[],
  onScreens: (screens: readonly (Screen | null)[]) => void,
): Live {
  const [live, setLive] = useState(NOTHING_YET);
  const heard = useEffectEvent(onScreens);
  const socket = useRef<WebSocket | null>(null);
  const hello = JSON.stringify({ watch } satisfies Hello);
  const latest = useRef(hello);

  useEffect(() => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const connect = () => {
      const opened = new WebSocket(`${location.origin.replace('http', 'ws')}/live`);
      socket.current = opened;
      opened.onopen = () => {
        setLive((before) => ({ ...before, connected: true }));
        opened.send(latest.current);
      };
      opened.onmessage = ({ data }) => {
        const push = JSON.parse(String(data)) as Push;
        if (push.screens) heard(push.screens);
        setLive((before) => ({
          ...before,
          ...push,
          ...(push.desk && { deskAt: Date.now() }),
        }));
      };
      opened.onclose = () => {
        if (ended) return;
        setLive((before) => ({ ...before, connected: false }));
        timer = setTimeout(connect, AGAIN_AFTER_MS);
      };
    };
    connect();
    return () => {
      ended = true;
      clearTimeout(timer);
      socket.current?.close();
    };
  }, []);

  useEffect(() => {
    latest.current = hello;
    if (socket.current?.readyState === WebSocket.OPEN) socket.current.send(hello);
  }, [hello]);

  return live;
}

const UNREACHABLE: ActReply = {
  ok: false,
  text: 'The sandbox does not answer. Is it still running?',
};

async function post(path: string, body: unknown): Promise<ActReply> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await answer.json()) as ActReply;
  } catch {
    return UNREACHABLE;
  }
}

/** Does what a person does. Never rejects. */
export function act(asked: ActRequest): Promise<ActReply> {
  return post('/act', asked);
}

/** Does something to the sandbox itself. Never rejects. */
export function control(asked: ControlRequest): Promise<ActReply> {
  return post('/control', asked);
}

/** All about a line of the inspector; null when it is forgotten, or nobody answers. */
export async function traceDetail(n: number): Promise<TraceDetail | null> {
  try {
    const detail = (await (await fetch(`/trace/${n}`)).json()) as Partial<TraceDetail>;
    return detail.parts ? (detail as TraceDetail) : null;
  } catch {
    return null;
  }
}
