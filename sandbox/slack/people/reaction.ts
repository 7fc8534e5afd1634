import { refuseView, type Refusal } from '../blocks/validate.ts';
import { isObject, parseJson, textOf, type Obj } from '../json.ts';
import {
  closeAll,
  closeView,
  controlsOf,
  isOpen,
  pushView,
  replaceView,
  STACK_MAX,
  stackOf,
  viewByExternalId,
} from '../store/views.ts';
import type { View, World } from '../store/world.ts';

/** What the app answers to a submission, as Slack takes it; `why` is for the app's developer. */
type Reaction =
  | Readonly<{ action: 'close' | 'clear' }>
  | Readonly<{ action: 'update' | 'push'; content: Obj }>
  | Readonly<{ action: 'errors'; errors: Record<string, string> }>
  | Readonly<{ action: 'refused'; why: string }>;

function refused(why: string): Reaction {
  return { action: 'refused', why };
}

export function readReaction(world: World, view: View, answer: string): Reaction {
  if (answer.trim() === '') return { action: 'close' };
  const body = parseJson(answer);
  if (!isObject(body)) return refused('the answer is no JSON object');
  const { response_action: action, view: content } = body;
  switch (action) {
    case 'clear':
      return { action };
    case 'errors':
      return readErrors(view, body['errors']);
    case 'update':
    case 'push':
      return readView(world, view, { action, content });
    default:
      return refused(`unknown response_action: ${JSON.stringify(action)}`);
  }
}

/** Errors must name input blocks of the view. */
function readErrors(view: View, value: unknown): Reaction {
  const entries = isObject(value) ? Object.entries(value) : [];
  if (entries.length === 0) return refused('errors: must name at least one block');
  const inputs = new Set(
    controlsOf(view)
      .filter(({ block }) => block['type'] === 'input')
      .map(({ blockId }) => blockId),
  );
  const stray = entries.find(([id, text]) => !inputs.has(id) || textOf(text) === '');
  if (stray) return refused(`errors: ${stray[0]} is no input block of this view, or has no text`);
  const errors = entries.map(([id, text]) => [id, textOf(text)] as const);
  return { action: 'errors', errors: Object.fromEntries(errors) };
}

function readView(
  world: World,
  view: View,
  { action, content }: Readonly<{ action: 'update' | 'push'; content: unknown }>,
): Reaction {
  const refusal = refuseView(content, ['modal']);
  if (refusal || !isObject(content)) return refused(refusalText(refusal));
  const externalId = textOf(content['external_id']);
  const bearer = externalId === '' ? undefined : viewByExternalId(world, externalId);
  if (bearer !== undefined && (action === 'push' || bearer !== view)) {
    return refused('duplicate_external_id');
  }
  const isFull = stackOf(world, view.userId).length >= STACK_MAX;
  return action === 'push' && isFull ? refused('push_limit_reached') : { action, content };
}

function refusalText(refusal: Refusal | undefined): string {
  return refusal ? [refusal.code, ...refusal.problems].join(': ') : 'view: must be an object';
}

/** Does to the person's screen what the app asked for. */
export function react(
  world: World,
  view: View,
  reaction: Exclude<Reaction, { action: 'refused' }>,
): void {
  switch (reaction.action) {
    case 'close':
      closeView(world, view);
      return;
    case 'clear':
      closeAll(world, view.userId);
      return;
    case 'update':
      if (isOpen(world, view)) replaceView(world, view, reaction.content);
      return;
    case 'push':
      pushView(world, view.userId, reaction.content);
      return;
    case 'errors':
      view.errors = reaction.errors;
  }
}
