import { channelView } from './store/channel-view.ts';
import { createChannel, findChannel, isNameTaken } from './store/channels.ts';
import { addCompany, listCompanies, listPeople } from './store/companies.ts';
import { fileContent } from './store/files.ts';
import { userById, type World } from './store/world.ts';
import type { ChannelSpec, ChannelView, Slack, SlashCommand } from './types.ts';

function makeChannel(world: World, spec: ChannelSpec): ChannelView {
  const [creatorId] = spec.members;
  if (creatorId === undefined) throw new Error('A channel needs a member');
  if (isNameTaken(world, spec.teamId, spec.name)) throw new Error(`${spec.name} is taken`);
  for (const id of spec.members) userById(world, id);
  const members = [...spec.members, ...(spec.withApp === true ? [world.app.botUserId] : [])];
  const channel = createChannel(world, {
    name: spec.name,
    hostTeamId: spec.teamId,
    isPrivate: spec.isPrivate === true,
    creatorId,
    members,
  });
  return channelView(channel);
}

function listCommands({ grants }: World): SlashCommand[] {
  return [...grants.commands.values()].map(({ command, description, usageHint }) => ({
    command,
    description,
    usageHint,
  }));
}

type Contents = Pick<
  Slack,
  | 'addCompany'
  | 'channel'
  | 'channels'
  | 'commands'
  | 'companies'
  | 'createChannel'
  | 'file'
  | 'homeTab'
  | 'people'
>;

/** What there is in a Slack: companies, people, channels, files, commands. */
export function contentsOf(world: World, changed: () => void): Contents {
  return {
    companies: () => listCompanies(world),
    people: () => listPeople(world),
    addCompany: (spec) => {
      addCompany(world, spec);
      changed();
    },
    commands: () => listCommands(world),
    homeTab: world.grants.homeTab,
    channel: (idOrName) => {
      const channel = findChannel(world, idOrName);
      if (channel === undefined) throw new Error(`There is no channel ${idOrName}`);
      return channelView(channel);
    },
    channels: () => [...world.channels.values()].map(channelView),
    createChannel: (spec) => {
      const made = makeChannel(world, spec);
      changed();
      return made;
    },
    file: (id) => fileContent(world, id),
  };
}
