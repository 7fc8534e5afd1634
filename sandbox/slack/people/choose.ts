import { stateField, type Control, type ElementState } from '../blocks/state.ts';
import { textOf, type Obj } from '../json.ts';
import type { User } from '../store/world.ts';
import type { Outcome, Target } from '../types.ts';
import { optionAmong, optionFor, stateFrom, takesMany, wrong, type Entry } from './entry.ts';
import { findOne, type Found } from './find.ts';
import type { Sim } from './sim.ts';
import { offeredTo, suggest, wasSuggested } from './suggest.ts';
import { change, dispatch } from './use.ts';

/** One value, a list of them, or nothing. */
type Choice = string | readonly string[] | null;

const CLEARABLE = /picker$|select$/;

/** @throws Error when Slack's client shows no way to take the choice back */
function needClearable(control: Control): void {
  if (takesMany(control)) throw wrong(control, 'is cleared by choosing an empty list');
  const isOptional = control.block['type'] === 'input' && control.block['optional'] === true;
  if (isOptional && CLEARABLE.test(control.type)) return;
  throw wrong(control, 'cannot be cleared: only a picker or a select in an optional input can');
}

/** The option of an external select that is meant; the app is asked before it suggested anything. */
async function externalOption(sim: Sim, user: User, found: Found, wanted: string): Promise<Obj> {
  const entry: Entry = {
    world: sim.world,
    user,
    control: found.control,
    offered: offeredTo(user, found),
  };
  if (wasSuggested(user, found)) return optionFor(entry, wanted);
  const known = optionAmong(entry, entry.offered, wanted);
  if (known !== undefined) return known;
  const options = await suggest(sim, user, found, wanted);
  const picked = optionAmong(entry, options, wanted) ?? options[0];
  if (picked === undefined) throw new Error(`The app suggests nothing for "${wanted}"`);
  return picked;
}

/** What an external select holds once this was chosen. */
async function externalState(
  sim: Sim,
  user: User,
  found: Found,
  value: Choice,
): Promise<ElementState> {
  const { control } = found;
  const isMany = takesMany(control);
  if (!isMany && Array.isArray(value)) throw wrong(control, 'takes one value');
  const offered: Obj[] = [];
  for (const wanted of value === null ? [] : [value].flat()) {
    offered.push(await externalOption(sim, user, found, wanted));
  }
  const values = offered.map((each) => textOf(each['value']));
  const entry = { world: sim.world, user, control, offered };
  return stateFrom(entry, isMany ? values : (values[0] ?? null));
}

/** Gives a control a value: an option's value or label, an id, a date, a time, a text. */
export async function choose(sim: Sim, user: User, what: Target, value: Choice): Promise<Outcome> {
  const found = findOne(sim, user, what, 'control');
  const { control } = found;
  const entry: Entry = { world: sim.world, user, control, offered: [] };
  if (value === null) needClearable(control);
  if (control.type === 'overflow') {
    if (typeof value !== 'string') throw wrong(control, 'takes one value');
    return dispatch(sim, user, found, { selected_option: optionFor(entry, value) });
  }
  const state = control.type.endsWith('external_select')
    ? await externalState(sim, user, found, value)
    : stateFrom(entry, value);
  return change(sim, user, found, state[stateField(control.type) ?? '']);
}
