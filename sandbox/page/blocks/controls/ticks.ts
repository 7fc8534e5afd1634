import { useRef, useState, type ReactNode } from 'react';
import { objectsOf, textOf } from '../../../slack/json.ts';
import type { FieldValue } from '../../../slack/types.ts';
import { useSurface } from '../surface.ts';
import { whenShown } from './busy.ts';
import { useConfirm } from './confirm.tsx';
import { heldBy, type Control } from './control.ts';
import { useDraft, waitsFor } from './entry.ts';

/** The values of a list of options. */
export function valuesOf(options: unknown): string[] {
  return objectsOf(options).map((each) => textOf(each['value']));
}

/** What was typed, where it is one option or several. */
export function textsOf(value: FieldValue): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value)
    ? value.filter((each): each is string => typeof each === 'string')
    : [];
}

/** A tick that the app is being told, or was told a moment ago; `turn` tells it from later ones. */
type Way = Readonly<{ on: boolean; busy: boolean; turn: number }>;
type Ways = ReadonlyMap<string, Way>;

function withWay(ways: Ways, value: string, way: Way | undefined): Ways {
  const others = [...ways].filter(([each]) => each !== value);
  return new Map(way === undefined ? others : [...others, [value, way]]);
}

type Ticking = Readonly<{
  ways: Ways;
  send: (value: string, on: boolean) => void;
}>;

/** Ticks on their way: each shows at once, then gives way to what is held. */
function useTicking({ where }: Control): Ticking {
  const { tick } = useSurface();
  const [ways, setWays] = useState<Ways>(new Map());
  const turns = useRef(0);
  const send = (value: string, on: boolean): void => {
    const turn = (turns.current += 1);
    const follow = (next: Way | undefined): void => {
      setWays((now) => (now.get(value)?.turn === turn ? withWay(now, value, next) : now));
    };
    setWays((now) => withWay(now, value, { on, busy: true, turn }));
    const told = async (): Promise<void> => {
      await tick(where, value, on);
      follow({ on, busy: false, turn });
    };
    void whenShown(told, () => {
      follow(undefined);
    });
  };
  return { ways, send };
}

export type Ticks = Readonly<{
  stateOf: (value: string) => Readonly<{ checked: boolean; busy: boolean }>;
  busy: boolean;
  change: (value: string, on: boolean) => void;
  /** To be drawn beside the control. */
  dialog: ReactNode;
}>;

/** What checkboxes hold, and what ticking them comes to. */
export function useTicks(control: Control): Ticks {
  const { element, where, isInput } = control;
  const surface = useSurface();
  const { ask, dialog } = useConfirm(element['confirm']);
  const { ways, send } = useTicking(control);
  const told = isInput ? surface.typed?.(where) : undefined;
  const [draft, setDraft] = useDraft<readonly string[]>(told);
  const held = valuesOf(heldBy(control, surface.values)['selected_options']);
  const ticked = draft ?? (told === undefined ? held : textsOf(told));

  /** In the order of the options, as Slack lists them. */
  const keep = (value: string, on: boolean): void => {
    const values = valuesOf(element['options']);
    const next = values.filter((each) => (each === value ? on : ticked.includes(each)));
    setDraft(next);
    surface.type?.(where, next);
  };
  return {
    stateOf: (value) => ({
      checked: ways.get(value)?.on ?? ticked.includes(value),
      busy: ways.get(value)?.busy === true,
    }),
    busy: [...ways.values()].some(({ busy }) => busy),
    change: (value, on) => {
      if (ways.get(value)?.busy === true) return;
      if (waitsFor(control, surface)) keep(value, on);
      else {
        ask(() => {
          send(value, on);
        });
      }
    },
    dialog,
  };
}
