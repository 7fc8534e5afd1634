import { closedPayload, submissionPayload } from '../app/payloads.ts';
import { keyOf, type Control } from '../blocks/state.ts';
import { issueTrigger } from '../store/triggers.ts';
import { closeAll, closeView, controlsOf, stackOf, viewValues } from '../store/views.ts';
import type { User, View, World } from '../store/world.ts';
import type { FieldValue, Outcome } from '../types.ts';
import { stateFrom } from './entry.ts';
import { wrongInput } from './form-check.ts';
import { isSuccess, outcomeOf, TROUBLE, unsent } from './outcome.ts';
import { react, readReaction } from './reaction.ts';
import { labelsOf, toldSince } from './seeing.ts';
import type { Sim } from './sim.ts';
import { offeredTo } from './suggest.ts';

/** @throws Error when no modal is open */
function topOf(world: World, user: User): View {
  const top = stackOf(world, user.id).at(-1);
  if (top === undefined) throw new Error(`${user.name} has no modal open`);
  return top;
}

/** The input with this block id, or with this label. @throws Error listing the inputs */
function inputNamed(world: World, user: User, view: View, name: string): Control {
  const controls = controlsOf(view);
  const labels = labelsOf(world, user, view);
  const hits = [
    controls.filter(({ blockId }) => blockId === name),
    controls.filter(({ blockId }) => labels.get(blockId) === name),
    controls.filter(({ blockId }) => labels.get(blockId)?.includes(name) === true),
  ].find((each) => each.length > 0);
  const [hit] = hits ?? [];
  if (hit !== undefined && hits?.length === 1) return hit;
  const listed = controls.map((each) => `- ${each.blockId} "${labels.get(each.blockId) ?? ''}"`);
  throw new Error(`No single input is named "${name}". There are:\n${listed.join('\n')}`);
}

/** Types into the open modal. @throws Error when Slack's client would not let them */
export function fill(
  { world }: Sim,
  user: User,
  values: Readonly<Record<string, FieldValue>>,
): void {
  const view = topOf(world, user);
  for (const [name, value] of Object.entries(values)) {
    const control = inputNamed(world, user, view, name);
    const offered = offeredTo(user, { place: { kind: 'view', view }, control });
    view.held.set(keyOf(control), stateFrom({ world, user, control, offered }, value));
  }
}

function clientErrors(view: View): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const control of controlsOf(view)) {
    const wrong = wrongInput(control, view.held.get(keyOf(control)));
    if (wrong !== undefined) errors[control.blockId] = wrong;
  }
  return errors;
}

/** Presses the submit button of the open modal. */
export async function submit(sim: Sim, user: User): Promise<Outcome> {
  const { world, link } = sim;
  const view = topOf(world, user);
  if (view.content['submit'] === undefined) throw new Error('This modal has no submit button');
  const wrong = clientErrors(view);
  if (Object.keys(wrong).length > 0) {
    view.errors = wrong;
    return unsent(false, { errors: wrong });
  }
  const since = world.lastMicros;
  const triggerId = issueTrigger(world, user.id, view.id);
  const payload = submissionPayload(world, { user, view, values: viewValues(view), triggerId });
  const answer = await link.send('view_submission', payload);
  if (!isSuccess(answer)) return outcomeOf(false, answer, { text: TROUBLE });
  const reaction = readReaction(world, view, answer.body);
  if (reaction.action === 'refused') {
    return outcomeOf(false, answer, { text: TROUBLE, refused: reaction.why });
  }
  view.errors = {};
  react(world, view, reaction);
  if (reaction.action === 'errors') return outcomeOf(false, answer, { errors: reaction.errors });
  return outcomeOf(true, answer, { text: toldSince(world, user, since) });
}

/** Cancel closes the top view, ✕ the whole stack; the app hears of it if it asked to. */
export async function dismiss(sim: Sim, user: User, everything: boolean): Promise<Outcome> {
  const { world, link } = sim;
  const top = topOf(world, user);
  const cleared = everything || top.content['clear_on_close'] === true;
  const told = cleared ? (stackOf(world, user.id)[0] ?? top) : top;
  const asked = stackOf(world, user.id).some(
    (each) => (cleared || each === top) && each.content['notify_on_close'] === true,
  );
  // What was typed into inputs is not told.
  const values = viewValues(told, ({ block }) => block['type'] !== 'input');
  const payload = closedPayload(world, { user, view: told, values, isCleared: cleared });
  if (cleared) closeAll(world, user.id);
  else closeView(world, top);
  if (!asked) return unsent(true);
  const answer = await link.send('view_closed', payload);
  return outcomeOf(isSuccess(answer), answer);
}
