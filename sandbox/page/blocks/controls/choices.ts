import { isObject, objectsOf, textOf, type Obj } from '../../../slack/json.ts';
import type { Json } from '../../../slack/types.ts';
import { labelOf } from '../text/text.tsx';
import type { Choice, Reader } from '../types.ts';

/** Lines of a picker under a heading; without one where `label` is empty. */
export type Group = Readonly<{ label: string; items: readonly Choice[] }>;

export function choiceOf(option: Obj, reader: Reader): Choice {
  const choice = { label: labelOf(option['text'], reader), value: textOf(option['value']) };
  const more = option['description'];
  return more === undefined ? choice : { ...choice, description: labelOf(more, reader) };
}

function optionGroups(element: Obj, reader: Reader): Group[] {
  const groups = objectsOf(element['option_groups']);
  const lines = (value: unknown): Choice[] => objectsOf(value).map((o) => choiceOf(o, reader));
  return groups.length === 0
    ? [{ label: '', items: lines(element['options']) }]
    : groups.map((group) => ({
        label: labelOf(group['label'], reader),
        items: lines(group['options']),
      }));
}

/** What a select offers; nothing for those that ask the app. */
export function groupsOf(element: Obj, reader: Reader): readonly Group[] {
  switch (textOf(element['type']).replace('multi_', '')) {
    case 'static_select':
      return optionGroups(element, reader);
    case 'users_select':
      return [{ label: '', items: reader.people }];
    case 'channels_select':
    case 'conversations_select':
      return [{ label: '', items: reader.channels }];
    default:
      return [];
  }
}

function named(type: string, id: string, reader: Reader): Choice {
  if (type.includes('users_select')) return { label: reader.personName(id), value: id };
  return { label: reader.channelName(id), value: id };
}

/** Slack's `state.values` of a select, as lines of the picker. */
export function heldChoices(type: string, state: Json, reader: Reader): readonly Choice[] {
  const fields = Object.entries(state).filter(([name]) => name.startsWith('selected_'));
  const held = fields.flatMap(([, value]): unknown[] => (Array.isArray(value) ? value : [value]));
  return held.flatMap((each): Choice[] => {
    if (isObject(each)) return [choiceOf(each, reader)];
    return typeof each === 'string' ? [named(type, each, reader)] : [];
  });
}
