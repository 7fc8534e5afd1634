import { compact } from '../json.ts';
import { appDmWith } from '../store/channels.ts';
import { isExternal } from '../store/users.ts';
import { homeOf, viewJson } from '../store/views.ts';
import type { User, View, World } from '../store/world.ts';
import { showHome } from './seeing.ts';
import type { Sim } from './sim.ts';

const PLACEHOLDER = 'Work in progress';

/** The Home tab as this person sees it; undefined while they see Slack's placeholder. */
export function seenHome(world: World, user: User): View | undefined {
  // Whatever is published for an outsider, they see the placeholder.
  return world.grants.homeTab && !isExternal(world, user) ? homeOf(world, user.id) : undefined;
}

/** Opens the app's Home tab, lets the app react, and reads what stands there. */
export async function openHome(sim: Sim, user: User): Promise<string> {
  const { world, events, busy } = sim;
  if (!world.grants.homeTab || isExternal(world, user)) return PLACEHOLDER;
  const known = homeOf(world, user.id);
  const channel = appDmWith(world, user.id);
  const event = compact({
    type: 'app_home_opened',
    user: user.id,
    channel: channel.id,
    tab: 'home',
    view: known === undefined ? undefined : viewJson(world, known),
  });
  world.emit(event, { channel });
  await events.attempted();
  await busy.idle();
  const view = homeOf(world, user.id);
  return view === undefined ? PLACEHOLDER : showHome(world, user, view);
}
