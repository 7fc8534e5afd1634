import { useEffect, useRef, useState } from 'react';
import { isObject, objectsOf, textOf, type Obj } from '../../../slack/json.ts';
import type { FieldValue, Json } from '../../../slack/types.ts';
import { useSurface } from '../surface.ts';
import { whenShown } from './busy.ts';
import { heldBy, type Control } from './control.ts';
import { useDraft } from './entry.ts';

/** After the last key, where the app asked to hear about characters. */
const PAUSE_MS = 300;

/** Whether the app wants to hear about every character. */
export function isHeardPerCharacter({ dispatch_action_config: config }: Obj): boolean {
  const on = isObject(config) ? config['trigger_actions_on'] : [];
  return Array.isArray(on) && on.includes('on_character_entered');
}

function plainOf(value: unknown): string {
  if (!isObject(value)) return textOf(value);
  const inner = objectsOf(value['elements']).map(plainOf);
  return textOf(value['text']) + inner.join(value['type'] === 'rich_text' ? '\n' : '');
}

function heldText(state: Json): string {
  return plainOf(state['rich_text_value'] ?? state['value']);
}

function typedText(value: FieldValue): string {
  return typeof value === 'string' ? value : '';
}

export type Typing = Readonly<{
  text: string;
  busy: boolean;
  change: (next: string) => void;
  /** Tells the app, where anybody is to be told and there is something new. */
  send: () => void;
}>;

/** Text that is kept while it is typed, and told when asked to, or with every pause. */
export function useTyping(control: Control): Typing {
  const { element, where, isInput, dispatches } = control;
  const surface = useSurface();
  const [underWay, setUnderWay] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const told = isInput ? surface.typed?.(where) : undefined;
  const [draft, setDraft] = useDraft<string>(told);
  const held = heldText(heldBy(control, surface.values));
  const text = draft ?? (told === undefined ? held : typedText(told));
  const latest = useRef(text);
  /** What the app was told last, until it shows. */
  const sent = useRef<string>(undefined);

  const tell = (next: string): void => {
    clearTimeout(timer.current);
    if (next === (sent.current ?? held)) return;
    sent.current = next;
    setUnderWay((count) => count + 1);
    const choose = async (): Promise<void> => {
      try {
        await surface.choose(where, next);
      } finally {
        setUnderWay((count) => count - 1);
      }
    };
    void whenShown(choose, () => {
      if (sent.current === next) sent.current = undefined;
      // More may have been typed since.
      if (latest.current === next) setDraft(undefined);
    });
  };
  return {
    text,
    busy: underWay > 0,
    change: (next) => {
      latest.current = next;
      setDraft(next);
      surface.type?.(where, next);
      if (!dispatches || !isHeardPerCharacter(element)) return;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => tell(next), PAUSE_MS);
    },
    send: () => tell(text),
  };
}
