import { refuseView } from '../blocks/validate.ts';
import { textOf, type Obj } from '../json.ts';
import { checkTrigger } from '../store/triggers.ts';
import {
  homeOf,
  openView,
  publishHome,
  pushView,
  replaceView,
  STACK_MAX,
  stackOf,
  viewByExternalId,
  viewJson,
} from '../store/views.ts';
import type { Trigger, View, World } from '../store/world.ts';
import type { Args } from './args.ts';
import { ApiError, invalidArguments } from './api-error.ts';
import { refuse, type Method } from './call.ts';

function readView(args: Args, ...types: ('modal' | 'home')[]): Obj {
  const view = args.object('view') ?? {};
  refuse(refuseView(view, types));
  return view;
}

/** @throws ApiError when another view has the external id */
function needFreeExternalId(world: World, view: Obj, except?: View): void {
  const id = textOf(view['external_id']);
  const bearer = id === '' ? undefined : viewByExternalId(world, id);
  if (bearer !== undefined && bearer !== except) throw new ApiError('duplicate_external_id');
}

function readTrigger(world: World, args: Args): Trigger {
  const pointer = args.text('interactivity_pointer');
  const id = args.text('trigger_id') ?? pointer;
  if (id === undefined) throw invalidArguments('missing required field: trigger_id');
  if (pointer !== undefined && args.has('trigger_id')) {
    throw invalidArguments('give either trigger_id or interactivity_pointer');
  }
  const trigger = checkTrigger(world, id);
  if (typeof trigger === 'string') throw new ApiError(trigger);
  return trigger;
}

const open: Method = ({ world, args }) => {
  const trigger = readTrigger(world, args);
  const content = readView(args, 'modal');
  needFreeExternalId(world, content);
  trigger.used = true;
  return { view: viewJson(world, openView(world, trigger.userId, content)) };
};

const push: Method = ({ world, args }) => {
  const trigger = readTrigger(world, args);
  const content = readView(args, 'modal');
  needFreeExternalId(world, content);
  const stack = stackOf(world, trigger.userId);
  if (trigger.viewId === undefined || stack.length === 0) throw new ApiError('not_found');
  if (stack.length >= STACK_MAX) throw new ApiError('push_limit_reached');
  trigger.used = true;
  return { view: viewJson(world, pushView(world, trigger.userId, content)) };
};

function namedView(world: World, args: Args): View {
  const id = args.text('view_id');
  const externalId = args.text('external_id');
  if (id === undefined && externalId === undefined) {
    throw invalidArguments('missing required field: view_id');
  }
  const view = id === undefined ? viewByExternalId(world, externalId ?? '') : world.views.get(id);
  if (view === undefined) throw new ApiError('not_found');
  return view;
}

function needHash(args: Args, view: View | undefined): void {
  const hash = args.text('hash');
  if (hash !== undefined && view !== undefined && hash !== view.hash) {
    throw new ApiError('hash_conflict');
  }
}

const update: Method = ({ world, args }) => {
  const content = readView(args, 'modal', 'home');
  const view = namedView(world, args);
  if (view.content['type'] !== content['type']) {
    throw invalidArguments('the type of a view cannot change [json-pointer:/view/type]');
  }
  needFreeExternalId(world, content, view);
  needHash(args, view);
  replaceView(world, view, content);
  return { view: viewJson(world, view) };
};

const publish: Method = ({ world, args }) => {
  if (!world.grants.homeTab) throw new ApiError('not_enabled');
  const content = readView(args, 'home');
  const userId = args.need('user_id');
  if (!world.people.has(userId)) {
    throw invalidArguments('must be a valid user id [json-pointer:/user_id]');
  }
  const known = homeOf(world, userId);
  needFreeExternalId(world, content, known);
  needHash(args, known);
  return { view: viewJson(world, publishHome(world, userId, content)) };
};

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': open,
  'views.push': push,
  'views.update': update,
  'views.publish': publish,
};
