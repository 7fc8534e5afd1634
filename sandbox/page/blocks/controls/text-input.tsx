import type { KeyboardEvent, ReactNode } from 'react';
import { textOf, type Obj } from '../../../slack/json.ts';
import { useReader, useSurface } from '../surface.ts';
import { labelOf } from '../text/text.tsx';
import { naming, type Control } from './control.ts';
import { isHeardPerCharacter, useTyping } from './typing.ts';
import '../inputs.css';

const MODES: Readonly<Record<string, 'email' | 'url' | 'decimal'>> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
};

function linesOf(element: Obj): number {
  const { min_lines } = element;
  if (element['type'] === 'rich_text_input') return typeof min_lines === 'number' ? min_lines : 3;
  return element['multiline'] === true ? 4 : 1;
}

/** An input for text, an address, a number. */
export function TextInput({ control }: Readonly<{ control: Control }>): ReactNode {
  const { element, names, isInput, dispatches } = control;
  const reader = useReader();
  const surface = useSurface();
  const { text, busy, change, send } = useTyping(control);
  const lines = linesOf(element);
  const placeholder = labelOf(element['placeholder'], reader);
  const inForm = isInput && surface.type !== undefined;
  const onEnter = (event: KeyboardEvent): void => {
    // In several lines Enter is a line; while a character is being composed it is none of ours.
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (lines > 1 && !event.ctrlKey && !event.metaKey) return;
    if (inForm && !dispatches) return;
    event.preventDefault();
    send();
  };
  const shared = {
    className: 'bk-input',
    value: text,
    placeholder,
    'aria-busy': busy,
    onKeyDown: onEnter,
    ...(inForm ? {} : { onBlur: send }),
    ...(typeof element['max_length'] === 'number' ? { maxLength: element['max_length'] } : {}),
    ...naming(names, placeholder || 'Text'),
  };
  const input =
    lines > 1 ? (
      <textarea {...shared} rows={lines} onChange={(event) => change(event.target.value)} />
    ) : (
      <input
        {...shared}
        type="text"
        autoComplete="off"
        inputMode={MODES[textOf(element['type'])] ?? 'text'}
        onChange={(event) => change(event.target.value)}
      />
    );
  if (!dispatches || isHeardPerCharacter(element)) return input;
  return (
    <>
      {input}
      <div className="bk-hint">Press {lines > 1 ? 'Ctrl+Enter' : 'Enter'} to submit</div>
    </>
  );
}
