import { useState, type ReactNode } from 'react';
import { textOf } from '../../../slack/json.ts';
import { useSurface } from '../surface.ts';
import { labelOf } from '../text/text.tsx';
import type { Choice, Reader, Surface } from '../types.ts';
import { groupsOf, heldChoices, type Group } from './choices.ts';
import type { Control } from './control.ts';
import { useEntry, type Kind } from './entry.ts';
import { Picker } from './picker.tsx';
import { useSearch } from './suggest.ts';
import { textsOf } from './ticks.ts';

/** Slack asks the app from this many characters on, unless the app says otherwise. */
const LEAST_TYPED = 3;

function tell(control: Control, surface: Surface, chosen: readonly Choice[]): Promise<void> {
  const values = chosen.map(({ value }) => value);
  const type = textOf(control.element['type']);
  if (type === 'static_select') return surface.press(control.where, values[0]);
  return surface.choose(control.where, type.startsWith('multi_') ? values : (values[0] ?? null));
}

/** Typed values are ids: their lines are among those on offer, or were suggested before. */
function lineFor(
  value: string,
  groups: readonly Group[],
  met: ReadonlyMap<string, Choice>,
): Choice {
  const offered = groups.flatMap(({ items }) => items).find((each) => each.value === value);
  return offered ?? met.get(value) ?? { label: value, value };
}

function kindOf(
  control: Control,
  {
    reader,
    groups,
    met,
  }: Readonly<{ reader: Reader; groups: readonly Group[]; met: ReadonlyMap<string, Choice> }>,
): Kind<readonly Choice[]> {
  const type = textOf(control.element['type']);
  return {
    held: (state) => heldChoices(type, state, reader),
    typed: (value) => textsOf(value).map((each) => lineFor(each, groups, met)),
    enter: (chosen) => {
      const values = chosen.map(({ value }) => value);
      return type.startsWith('multi_') ? values : (values[0] ?? null);
    },
    send: (surface, chosen) => tell(control, surface, chosen),
  };
}

/** Every select: static, external, of people, of channels, of conversations; for one or many. */
export function Select({ control }: Readonly<{ control: Control }>): ReactNode {
  const { element, where, names } = control;
  const { reader } = useSurface();
  const type = textOf(element['type']);
  const least = element['min_query_length'];
  const search = useSearch(where, typeof least === 'number' ? least : LEAST_TYPED);
  const [met, setMet] = useState<ReadonlyMap<string, Choice>>(new Map());
  const groups = groupsOf(element, reader);
  const entry = useEntry(control, kindOf(control, { reader, groups, met }));
  const most = element['max_selected_items'];
  const multiple = type.startsWith('multi_');
  return (
    <>
      <Picker
        groups={groups}
        chosen={entry.value}
        multiple={multiple}
        most={typeof most === 'number' ? most : Infinity}
        placeholder={labelOf(element['placeholder'], reader) || 'Select an item'}
        names={names}
        busy={entry.busy}
        clearable={entry.waits && names.required !== true}
        search={type.endsWith('external_select') ? search : undefined}
        onChoose={(chosen) => {
          setMet(
            (before) => new Map([...before, ...chosen.map((each) => [each.value, each] as const)]),
          );
          if (chosen.length > 0 || multiple || entry.waits) entry.set(chosen);
        }}
      />
      {entry.dialog}
    </>
  );
}
