import { messageActionPayload, viewActionPayload } from '../app/payloads.ts';
import { optionsOf } from '../blocks/composition.ts';
import { keyOf, stateField, type Control, type ElementState } from '../blocks/state.ts';
import { compact, objectsOf, type Obj } from '../json.ts';
import { issueResponseUrl } from '../store/response-urls.ts';
import { issueTrigger } from '../store/triggers.ts';
import type { User } from '../store/world.ts';
import type { Outcome, Target } from '../types.ts';
import { findOne, type Found, type Place } from './find.ts';
import { isSuccess, outcomeOf, TROUBLE, unsent } from './outcome.ts';
import { toldSince } from './seeing.ts';
import { heldIn, type Sim } from './sim.ts';

const NOT_INTERACTIVE = 'This app is not configured to handle interactive responses.';

/** What a control shows on this person's screen. */
export function held(place: Place, user: User, control: Control): ElementState | undefined {
  const key = keyOf(control);
  return place.kind === 'view' ? place.view.held.get(key) : heldIn(place.message, user.id)(key);
}

function hold(place: Place, user: User, control: Control, state: ElementState): void {
  if (place.kind === 'view') {
    place.view.held.set(keyOf(control), state);
    return;
  }
  const { pictures } = place.message;
  const own = pictures.get(user.id) ?? new Map<string, ElementState>();
  pictures.set(user.id, own.set(keyOf(control), state));
}

/** The entry in `actions`: the element's own fields and what it holds now. */
function actionOf({ element, type, blockId, actionId }: Control, now: Obj): Obj {
  const { text, value, style, placeholder, confirm } = element;
  const initial = Object.entries(element).filter(([name]) => name.startsWith('initial_'));
  const isButton = stateField(type) === undefined && type !== 'overflow';
  return compact({
    type,
    action_id: actionId,
    block_id: blockId,
    ...(isButton ? { text, value, style } : { placeholder }),
    confirm,
    ...Object.fromEntries(initial),
    ...now,
  });
}

/** Sends the app what was just used. */
export async function dispatch(sim: Sim, user: User, found: Found, now: Obj): Promise<Outcome> {
  const { world, link } = sim;
  const { place, control } = found;
  if (!world.grants.interactivity) return unsent(false, { text: NOT_INTERACTIVE });
  const action = actionOf(control, now);
  const since = world.lastMicros;
  if (place.kind === 'view') {
    const triggerId = issueTrigger(world, user.id, place.view.id);
    const payload = viewActionPayload(world, { user, triggerId, action, view: place.view });
    return told(sim, user, since, await link.send('block_actions', payload));
  }
  const { channel, message } = place;
  const payload = messageActionPayload(world, {
    user,
    channel,
    message,
    action,
    triggerId: issueTrigger(world, user.id),
    responseUrl: issueResponseUrl(world, 'actions', {
      userId: user.id,
      channelId: channel.id,
      messageTs: message.ts,
    }),
    held: heldIn(message, user.id),
  });
  return told(sim, user, since, await link.send('block_actions', payload));
}

function told(
  { world }: Sim,
  user: User,
  since: number,
  answer: Awaited<ReturnType<Sim['link']['send']>>,
): Outcome {
  const heard = toldSince(world, user, since);
  const ok = isSuccess(answer);
  return outcomeOf(ok, answer, { text: ok ? heard : TROUBLE });
}

/** Holds the new state, then tells the app if this control does so at once. */
export async function change(sim: Sim, user: User, found: Found, value: unknown): Promise<Outcome> {
  const { place, control } = found;
  const field = stateField(control.type) ?? '';
  const before = held(place, user, control);
  hold(place, user, control, { ...before, type: control.type, [field]: value });
  return control.dispatches ? dispatch(sim, user, found, { [field]: value }) : unsent(true);
}

/** Presses a button, or picks a choice. */
export async function click(sim: Sim, user: User, what: Target): Promise<Outcome> {
  const found = findOne(sim, user, what, 'choice');
  const { control, option } = found;
  switch (control.type) {
    case 'checkboxes': {
      const isOn = chosenOptions(found, user).some((each) => each['value'] === option?.['value']);
      return setTick(sim, user, found, !isOn);
    }
    case 'overflow':
      return dispatch(sim, user, found, { selected_option: option });
    case 'radio_buttons':
    case 'static_select':
      return change(sim, user, found, option);
    case 'multi_static_select': {
      const before = chosenOptions(found, user);
      const others = before.filter((each) => each['value'] !== option?.['value']);
      const isOn = others.length < before.length;
      return change(sim, user, found, isOn ? others : [...before, option]);
    }
    default:
      if (stateField(control.type) !== undefined) {
        throw new Error(`A ${control.type} takes a value: use choose`);
      }
      return dispatch(sim, user, found, {});
  }
}

function chosenOptions({ place, control }: Found, user: User): Obj[] {
  return objectsOf(held(place, user, control)?.['selected_options']);
}

function setTick(sim: Sim, user: User, found: Found, on: boolean): Promise<Outcome> {
  const value = found.option?.['value'];
  const before = chosenOptions(found, user);
  const others = before.filter((each) => each['value'] !== value);
  // A click the screen shows as done already sends nothing.
  if (on === others.length < before.length) return Promise.resolve(unsent(true));
  // Slack lists what is ticked in the order of the options.
  const ticked = objectsOf(optionsOf(found.control.element)).filter(
    (each) => (each['value'] === value && on) || others.some((o) => o['value'] === each['value']),
  );
  return change(sim, user, found, ticked);
}

/** Ticks or unticks one option on this person's own screen. */
export async function tick(sim: Sim, user: User, what: Target, on: boolean): Promise<Outcome> {
  const found = findOne(sim, user, what, 'choice');
  if (found.control.type !== 'checkboxes') throw new Error(`A ${found.control.type} has no ticks`);
  return setTick(sim, user, found, on);
}
