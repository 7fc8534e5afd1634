import { isObject, textOf, type Obj } from '../../../slack/json.ts';
import type { Json } from '../../../slack/types.ts';
import type { Where } from '../types.ts';

/** How assistive technology learns what a control is for. */
export type Names = Readonly<{
  /** The id the control must take, so that its label points at it. */
  id?: string;
  labelledBy?: string;
  describedBy?: string;
  invalid?: boolean;
  required?: boolean;
}>;

/** An element that somebody can use, in its place. */
export type Control = Readonly<{
  element: Obj;
  where: Where;
  names: Names;
  /** Stands in an input block. */
  isInput: boolean;
  /** Its input block tells the app at once. */
  dispatches: boolean;
}>;

/** The element of a block as a control. */
export function controlOf(block: Json, element: Obj, names: Names = {}): Control {
  return {
    element,
    where: { blockId: textOf(block['block_id']), actionId: textOf(element['action_id']) },
    names,
    isInput: block['type'] === 'input',
    dispatches: block['dispatch_action'] === true,
  };
}

/** The attributes that name a control; `fallback` where no label stands beside it. */
export function naming(
  { id, labelledBy, describedBy, invalid, required }: Names,
  fallback: string,
): Readonly<Record<string, string | boolean>> {
  return {
    ...(id === undefined ? {} : { id }),
    ...(labelledBy === undefined ? { 'aria-label': fallback } : { 'aria-labelledby': labelledBy }),
    ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
    ...(invalid === true ? { 'aria-invalid': true } : {}),
    ...(required === true ? { 'aria-required': true } : {}),
  };
}

/** What `state.values` holds for a control; what it begins with where nothing is held yet. */
export function heldBy(
  { element, where }: Control,
  values: Readonly<Record<string, Readonly<Record<string, Json>>>>,
): Json {
  const held = values[where.blockId]?.[where.actionId];
  if (isObject(held)) return held;
  const begins = Object.entries(element).filter(([name]) => name.startsWith('initial_'));
  return Object.fromEntries(
    begins.map(([name, value]) => [
      name === 'initial_value' ? 'value' : name.replace('initial_', 'selected_'),
      value,
    ]),
  );
}
