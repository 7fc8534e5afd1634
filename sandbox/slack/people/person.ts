import { stackOf, viewJson } from '../store/views.ts';
import type { User } from '../store/world.ts';
import type { Person } from '../types.ts';
import { choose } from './choose.ts';
import { command } from './command.ts';
import { openHome, seenHome } from './home.ts';
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
import { listRows } from './sidebar.ts';
import { suggestions } from './suggest.ts';
import { click, tick } from './use.ts';

/** Somebody at their keyboard: can do what Slack lets them, and sees what Slack shows them. */
export function createPerson(sim: Sim, user: User): Person {
  const { world, events, changed } = sim;

  /** Does something: what shows on the screen at once is told at once, the rest when all is done. */
  async function act<T>(doing: () => Promise<T>): Promise<T> {
    try {
      const done = doing();
      changed();
      return await done;
    } finally {
      changed();
    }
  }

  /** Does something, then waits until the app was told of it. */
  function tell<T>(doing: () => T): Promise<T> {
    return act(async () => {
      const result = doing();
      await events.attempted();
      return result;
    });
  }

  return {
    id: user.id,
    command: (text, channelId = 'dm', threadTs) =>
      act(() => command(sim, user, text, { channelId, threadTs })),
    click: (what) => act(() => click(sim, user, what)),
    tick: (what) => act(() => tick(sim, user, what, true)),
    untick: (what) => act(() => tick(sim, user, what, false)),
    choose: (what, value) => act(() => choose(sim, user, what, value)),
    suggestions: (what, query) => act(() => suggestions(sim, user, what, query)),
    modal: () => {
      const top = stackOf(world, user.id).at(-1);
      return top === undefined ? undefined : toModal(world, user, top);
    },
    modals: () => stackOf(world, user.id).map((each) => toModal(world, user, each)),
    fill: (values) => {
      try {
        fill(sim, user, values);
      } finally {
        changed();
      }
    },
    submit: (values = {}) =>
      act(async () => {
        fill(sim, user, values);
        return submit(sim, user);
      }),
    dismiss: () => act(() => dismiss(sim, user, false)),
    dismissAll: () => act(() => dismiss(sim, user, true)),
    channels: () => listRows(world, user),
    reads: (channel) => readChannel(world, channelFor(sim, user, channel), user),
    sees: (channel) =>
      listSeen(channelFor(sim, user, channel), user).map((each) => toSeen(world, user, each)),
    dms: () => readChannel(world, channelFor(sim, user, 'dm'), user),
    home: () => act(() => openHome(sim, user)),
    homeView: () => {
      const view = seenHome(world, user);
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
