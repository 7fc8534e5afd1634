import { useState, type ReactNode } from 'react';
import { sameJson } from '../../../slack/json.ts';
import type { FieldValue, Json } from '../../../slack/types.ts';
import { useSurface } from '../surface.ts';
import type { Entered, Surface } from '../types.ts';
import { useBusy } from './busy.ts';
import { useConfirm } from './confirm.tsx';
import { heldBy, type Control } from './control.ts';

/** How a kind of control reads and says what it holds. */
export type Kind<Value> = Readonly<{
  held: (state: Json) => Value;
  typed: (value: FieldValue) => Value;
  enter: (value: Value) => Entered;
  /** Tells the app. */
  send: (surface: Surface, value: Value) => Promise<void>;
}>;

export type Entry<Value> = Readonly<{
  value: Value;
  busy: boolean;
  /** Waits for the form to be sent; otherwise the app is told at once. */
  waits: boolean;
  set: (next: Value) => void;
  /** To be drawn beside the control. */
  dialog: ReactNode;
}>;

/** Whether a control keeps what it is given until its form is sent. */
export function waitsFor(control: Control, surface: Surface): boolean {
  return control.isInput && !control.dispatches && surface.type !== undefined;
}

/** What stands in a draft, until `told`, which somebody else says about it, changes. */
export function useDraft<Value>(
  told: unknown,
): readonly [Value | undefined, (next: Value | undefined) => void] {
  const [draft, setDraft] = useState<Readonly<{ value: Value }>>();
  const [seen, setSeen] = useState(told);
  if (!sameJson(seen, told)) {
    setSeen(told);
    setDraft(undefined);
  }
  return [draft?.value, (next) => setDraft(next === undefined ? undefined : { value: next })];
}

/** A control that holds one value, picked in one go. */
export function useEntry<Value>(control: Control, kind: Kind<Value>): Entry<Value> {
  const surface = useSurface();
  const { busy, run } = useBusy();
  const { ask, dialog } = useConfirm(control.element['confirm']);
  const waits = waitsFor(control, surface);
  const told = control.isInput ? surface.typed?.(control.where) : undefined;
  const [draft, setDraft] = useDraft<Value>(told);
  const settled =
    told === undefined ? kind.held(heldBy(control, surface.values)) : kind.typed(told);
  const sendNow = (next: Value): void => {
    setDraft(next);
    run(
      () => kind.send(surface, next),
      () => setDraft(undefined),
    );
  };
  return {
    value: draft ?? settled,
    busy,
    waits,
    dialog,
    set: (next) => {
      if (busy) return;
      if (waits) {
        setDraft(next);
        surface.type?.(control.where, kind.enter(next));
      } else {
        ask(() => {
          sendNow(next);
        });
      }
    },
  };
}
