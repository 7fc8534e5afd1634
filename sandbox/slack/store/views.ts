import { completeBlocks } from '../blocks/complete.ts';
import { firstPicture, listControls, redraw, stateValues, type Control } from '../blocks/state.ts';
import { objectsOf, textOf, type Obj } from '../json.ts';
import {
  nextId,
  nextShortId,
  nextTs,
  userById,
  type User,
  type View,
  type World,
} from './world.ts';

export const STACK_MAX = 3;

const DEFAULT_TITLE = { type: 'plain_text', text: 'View Title', emoji: true };

function completeView(world: World, content: Obj): Obj {
  const done: Obj = { ...content };
  done['blocks'] = completeBlocks(objectsOf(content['blocks']), () => nextShortId(world));
  for (const name of ['title', 'submit', 'close']) {
    if (content[name] !== undefined) done[name] = { emoji: true, ...(content[name] as Obj) };
  }
  return done;
}

function newHash(world: World, id: string): string {
  return `${nextTs(world)}.${id.slice(-8)}`;
}

function makeView(world: World, user: User, content: Obj, below?: View): View {
  const id = nextId(world, 'V');
  const done = completeView(world, content);
  const view: View = {
    id,
    userId: user.id,
    teamId: user.teamId,
    rootId: below?.rootId ?? id,
    previousId: below?.id,
    content: done,
    hash: newHash(world, id),
    held: firstPicture(objectsOf(done['blocks'])),
    suggested: new Map(),
    errors: {},
  };
  world.views.set(id, view);
  return view;
}

/** The open modals of a person, the bottom one first. */
export function stackOf(world: World, userId: string): View[] {
  return (world.stacks.get(userId) ?? []).flatMap((id) => world.views.get(id) ?? []);
}

/** Opens a modal in place of whatever is open. */
export function openView(world: World, userId: string, content: Obj): View {
  closeAll(world, userId);
  const view = makeView(world, userById(world, userId), content);
  world.stacks.set(userId, [view.id]);
  return view;
}

/** Puts a modal on top of the open ones. @throws Error when there is none, or no room */
export function pushView(world: World, userId: string, content: Obj): View {
  const stack = stackOf(world, userId);
  const top = stack.at(-1);
  if (top === undefined || stack.length >= STACK_MAX) throw new Error('No room on the stack');
  const view = makeView(world, userById(world, userId), content, top);
  world.stacks.set(userId, [...stack.map(({ id }) => id), view.id]);
  return view;
}

/** What was typed survives where block id and action id do. */
export function replaceView(world: World, view: View, content: Obj): void {
  view.content = completeView(world, content);
  view.hash = newHash(world, view.id);
  view.held = redraw(view.held, objectsOf(view.content['blocks']));
  view.errors = {};
}

/** The Home tab of a person, published anew. */
export function publishHome(world: World, userId: string, content: Obj): View {
  const known = homeOf(world, userId);
  if (known !== undefined) {
    replaceView(world, known, content);
    return known;
  }
  const view = makeView(world, userById(world, userId), content);
  world.homes.set(userId, view.id);
  return view;
}

export function homeOf(world: World, userId: string): View | undefined {
  return world.views.get(world.homes.get(userId) ?? '');
}

export function closeView(world: World, view: View): void {
  world.views.delete(view.id);
  const left = (world.stacks.get(view.userId) ?? []).filter((id) => id !== view.id);
  world.stacks.set(view.userId, left);
}

export function closeAll(world: World, userId: string): void {
  for (const view of stackOf(world, userId)) closeView(world, view);
}

export function isOpen(world: World, view: View): boolean {
  return world.views.get(view.id) === view;
}

/** The view that bears an external id. */
export function viewByExternalId(world: World, externalId: string): View | undefined {
  return [...world.views.values()].find((each) => each.content['external_id'] === externalId);
}

export function controlsOf(view: View): Control[] {
  return listControls(objectsOf(view.content['blocks']));
}

/** `state.values` of a view; without its input blocks when it is being closed. */
export function viewValues(view: View, keep: (control: Control) => boolean = () => true): Obj {
  return stateValues(controlsOf(view).filter(keep), (key) => view.held.get(key));
}

/** The view as the API and the payloads carry it. */
export function viewJson(world: World, view: View, values: Obj = viewValues(view)): Obj {
  const { content } = view;
  const isModal = content['type'] === 'modal';
  return {
    id: view.id,
    team_id: view.teamId,
    type: content['type'],
    blocks: content['blocks'],
    private_metadata: textOf(content['private_metadata']),
    callback_id: textOf(content['callback_id']),
    state: { values },
    hash: view.hash,
    title: isModal ? content['title'] : DEFAULT_TITLE,
    clear_on_close: content['clear_on_close'] === true,
    notify_on_close: content['notify_on_close'] === true,
    close: content['close'] ?? null,
    submit: content['submit'] ?? null,
    previous_view_id: view.previousId ?? null,
    root_view_id: view.rootId,
    app_id: world.app.appId,
    external_id: textOf(content['external_id']),
    app_installed_team_id: world.app.teamId,
    bot_id: world.app.botId,
  };
}
