import type { Events } from '../app/events.ts';
import type { Link } from '../app/link.ts';
import type { Busy } from '../busy.ts';
import { appDmWith, findChannel, personSees } from '../store/channels.ts';
import type { Channel, Message, User, World } from '../store/world.ts';
import type { ElementState } from '../blocks/state.ts';
import type { Reader } from '../text/mrkdwn.ts';

/** What acting as a person needs. */
export type Sim = Readonly<{
  world: World;
  link: Link;
  events: Events;
  busy: Busy;
  /** Says that something may look different now. */
  changed: () => void;
}>;

/** A channel as a person names it: id, name, or `dm` for their DM with the app. @throws Error */
export function channelFor({ world }: Sim, user: User, name: string): Channel {
  const isDm = name === 'dm' || name === world.app.botUserId;
  const channel = isDm ? appDmWith(world, user.id) : findChannel(world, name);
  if (channel === undefined) throw new Error(`There is no channel ${name}`);
  if (!personSees(channel, user)) throw new Error(`${user.name} cannot see ${name}`);
  return channel;
}

/** @throws Error when the person is not in the channel, or it is archived */
export function writableFor(sim: Sim, user: User, name: string): Channel {
  const channel = channelFor(sim, user, name);
  if (!channel.members.has(user.id)) throw new Error(`${user.name} is not in ${name}`);
  if (channel.isArchived) throw new Error(`${name} is archived`);
  return channel;
}

/** How this person is shown names and times. */
export function readerOf(world: World, user: User): Reader {
  return {
    zone: user.zone,
    now: world.now(),
    personName: (id) => world.people.get(id)?.name ?? id,
    channelName: (id) => world.channels.get(id)?.name ?? id,
  };
}

/** What elements of a message show on this person's screen. */
export function heldIn(
  message: Message,
  userId: string,
): (key: string) => ElementState | undefined {
  const own = message.pictures.get(userId);
  return (key) => own?.get(key) ?? message.firstPicture.get(key);
}
