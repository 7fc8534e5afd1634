import { homeOf, stackOf, viewJson } from '../store/views.ts';
import type { User } from '../store/world.ts';
import type { Person } from '../types.ts';
import { command } from './command.ts';
import { openHome } from './home.ts';
import {
  accept,
  addTo,
  approve,
  decline,
  disconnect,
  invitationsTo,
  leave,
  removeFrom,
  renameBy,
  say,
  setArchivedBy,
} from './membership.ts';
import { dismiss, fill, submit } from './modals.ts';
import { listSeen, readChannel, toModal, toSeen } from './seeing.ts';
import { channelFor, type Sim } from './sim.ts';
import { choose, click, suggestions, tick } from './use.ts';

/** Somebody at their keyboard: can do what Slack lets them, and sees what Slack shows them. */
export function createPerson(sim: Sim, user: User): Person {
  const { world, events } = sim;

  /** Does something, then waits until the app was told of it. */
  async function tell<T>(act: () => T): Promise<T> {
    const result = act();
    await events.attempted();
    return result;
  }

  return {
    id: user.id,
    command: (text, channelId = 'dm', threadTs) =>
      command(sim, user, text, { channelId, threadTs }),
    click: (what) => click(sim, user, what),
    tick: (what) => tick(sim, user, what, true),
    untick: (what) => tick(sim, user, what, false),
    choose: (what, value) => choose(sim, user, what, value),
    suggestions: (what, query) => suggestions(sim, user, what, query),
    modal: () => {
      const top = stackOf(world, user.id).at(-1);
      return top === undefined ? undefined : toModal(world, user, top);
    },
    fill: (values) => {
      fill(sim, user, values);
    },
    submit: async (values = {}) => {
      fill(sim, user, values);
      return submit(sim, user);
    },
    dismiss: () => dismiss(sim, user, false),
    dismissAll: () => dismiss(sim, user, true),
    reads: (channel) => readChannel(world, channelFor(sim, user, channel), user),
    sees: (channel) =>
      listSeen(channelFor(sim, user, channel), user).map((each) => toSeen(world, user, each)),
    dms: () => readChannel(world, channelFor(sim, user, 'dm'), user),
    home: () => openHome(sim, user),
    homeView: () => {
      const view = homeOf(world, user.id);
      return view === undefined ? undefined : viewJson(world, view);
    },
    say: (channel, text, threadTs, files) =>
      tell(() => say(sim, user, channel, { text, threadTs, files })),
    invitations: () => invitationsTo(world, user),
    acceptInvitation: (id, as) => tell(() => accept(world, user, id, as)),
    approveInvitation: (id) => tell(() => approve(world, user, id)),
    declineInvitation: (id) => tell(() => decline(world, user, id)),
    addToChannel: (channel, userId) => tell(() => addTo(sim, user, channel, userId)),
    leave: (channel) => tell(() => leave(sim, user, channel)),
    archive: (channel) => tell(() => setArchivedBy(sim, user, channel, true)),
    unarchive: (channel) => tell(() => setArchivedBy(sim, user, channel, false)),
    rename: (channel, name) => tell(() => renameBy(sim, user, channel, name)),
    removeFromChannel: (channel, userId) => tell(() => removeFrom(sim, user, channel, userId)),
    disconnect: (channel, teamId) => tell(() => disconnect(sim, user, channel, teamId)),
  };
}
