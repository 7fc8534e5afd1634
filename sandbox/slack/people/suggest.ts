import { suggestionPayload } from '../app/payloads.ts';
import { optionsOf } from '../blocks/composition.ts';
import { keyOf, type Control } from '../blocks/state.ts';
import { LIMITS } from '../facts.ts';
import { isObject, objectsOf, parseJson, textOf, type Obj } from '../json.ts';
import type { Suggested, User } from '../store/world.ts';
import { showText } from '../text/render.ts';
import type { Suggestion, Target } from '../types.ts';
import { findOne, type Found, type Place } from './find.ts';
import { isSuccess } from './outcome.ts';
import { readerOf, type Sim } from './sim.ts';
import { held } from './use.ts';

const { external_select: L } = LIMITS.elements;

function keyFor(user: User, control: Control): string {
  return `${user.id}\n${keyOf(control)}`;
}

function memoryOf(place: Place): Suggested {
  return place.kind === 'view' ? place.view.suggested : place.message.suggested;
}

type Use = Pick<Found, 'place' | 'control'>;

/** Whether the app has suggested anything to this person there. */
export function wasSuggested(user: User, { place, control }: Use): boolean {
  return memoryOf(place).has(keyFor(user, control));
}

/** What an external select takes from this person: what was suggested last, or is chosen already. */
export function offeredTo(user: User, { place, control }: Use): Obj[] {
  const state = held(place, user, control);
  const chosen = state?.['selected_options'] ?? [state?.['selected_option']];
  return [...(memoryOf(place).get(keyFor(user, control)) ?? []), ...objectsOf(chosen)];
}

/** What the app suggests for a query. @throws Error when it answers nothing usable */
export async function suggest(
  sim: Sim,
  user: User,
  found: Found,
  query: string,
): Promise<readonly Obj[]> {
  const { place, control } = found;
  if (!control.type.endsWith('external_select')) {
    throw new Error(`A ${control.type} takes no suggestions of the app`);
  }
  const least = Number(control.element['min_query_length'] ?? L.min_query_length_default);
  if (query.length < least) throw new Error(`Slack asks the app from ${least} characters on`);
  const where =
    place.kind === 'view'
      ? { view: place.view }
      : { inMessage: { channel: place.channel, message: place.message } };
  const { blockId, actionId } = control;
  const payload = suggestionPayload(sim.world, { user, blockId, actionId, query, ...where });
  const answer = await sim.link.send('block_suggestion', payload);
  const body = parseJson(answer.body);
  if (!isSuccess(answer) || !isObject(body)) throw new Error('The app suggests nothing');
  const options = objectsOf(optionsOf(body));
  if (options.length > L.response_options) {
    throw new Error('Slack shows no more than 100 suggestions');
  }
  return options;
}

/** Types into an external select, and keeps what is suggested for choosing it. */
export async function suggestions(
  sim: Sim,
  user: User,
  what: Target,
  query: string,
): Promise<readonly Suggestion[]> {
  const found = findOne(sim, user, what, 'control');
  const options = await suggest(sim, user, found, query);
  memoryOf(found.place).set(keyFor(user, found.control), options);
  const reader = readerOf(sim.world, user);
  return options.map(({ text, value }) => ({
    label: showText(text, reader),
    value: textOf(value),
  }));
}
