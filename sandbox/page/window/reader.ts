import type { DeskState, Screen } from '../../desk/protocol.ts';
import type { Reader } from '../blocks/index.ts';

export type Person = DeskState['people'][number];

/** How `me` is shown names and times, and whom they may pick: their own company's people. */
export function readerFor(desk: DeskState, screen: Screen | null, me: Person): Reader {
  const colleagues = desk.people.filter(({ teamId, bot }) => teamId === me.teamId && !bot);
  const channels = screen?.channels ?? [];
  return {
    zone: me.zone,
    now: desk.now,
    personName: (id) => desk.people.find((one) => one.id === id)?.name ?? id,
    channelName: (id) => channels.find((one) => one.id === id)?.name ?? id,
    people: colleagues.map(({ id, name }) => ({ label: name, value: id })),
    channels: channels
      .filter(({ isIm }) => !isIm)
      .map(({ id, name }) => ({ label: `#${name}`, value: id })),
  };
}

/** `09:05`, in the reader's zone. */
export function clockText(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(at);
}

/** `Monday, 2 March`, in the reader's zone. */
export function dayText(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: zone,
  }).format(at);
}

/** Epoch milliseconds of a message's `ts`. */
export function timeOf(ts: string): number {
  return Number(ts) * 1000;
}
