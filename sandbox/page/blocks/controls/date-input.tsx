import { useRef, useState, type ReactNode } from 'react';
import { textOf } from '../../../slack/json.ts';
import type { Json } from '../../../slack/types.ts';
import { useReader } from '../surface.ts';
import { labelOf } from '../text/text.tsx';
import { naming, type Control } from './control.ts';
import { useEntry, type Kind } from './entry.ts';
import { fromWallClock, toWallClock } from './zoned.ts';
import '../inputs.css';

type Form = Readonly<{
  input: 'date' | 'time' | 'datetime-local';
  field: string;
  name: string;
  /** From what Slack holds to what the input shows, and back. */
  show: (held: string) => string;
  read: (shown: string) => string;
}>;

const AS_IS = { show: (held: string) => held, read: (shown: string) => shown };

function formOf(type: string, zone: string): Form {
  if (type === 'timepicker') {
    return { input: 'time', field: 'selected_time', name: 'Select a time', ...AS_IS };
  }
  if (type === 'datepicker') {
    return { input: 'date', field: 'selected_date', name: 'Select a date', ...AS_IS };
  }
  return {
    input: 'datetime-local',
    field: 'selected_date_time',
    name: 'Select a date and time',
    show: (held) => (held === '' ? '' : toWallClock(Number(held) * 1000, zone)),
    read: (shown) => {
      const at = fromWallClock(shown, zone);
      return Number.isNaN(at) ? '' : String(at / 1000);
    },
  };
}

function kindOf({ where }: Control, field: string): Kind<string> {
  return {
    held: (state: Json) => {
      const value = state[field];
      return typeof value === 'number' ? String(value) : textOf(value);
    },
    typed: (value) => textOf(value),
    enter: (value) => (value === '' ? null : value),
    send: (surface, value) => surface.choose(where, value === '' ? null : value),
  };
}

/**
 * A date, a time, or both in the reader's zone, as a native input. What is picked from its calendar
 * counts at once; what is typed digit by digit passes through dates nobody means, so it counts on
 * Enter or on leaving.
 */
export function DateInput({ control }: Readonly<{ control: Control }>): ReactNode {
  const { element, names, isInput } = control;
  const reader = useReader();
  const form = formOf(textOf(element['type']), reader.zone);
  const { value, busy, waits, set, dialog } = useEntry(control, kindOf(control, form.field));
  const [draft, setDraft] = useState<string>();
  const typing = useRef(false);
  const settled = form.show(value);

  // Slack takes an answer back in optional inputs only.
  const mayClear = waits || (isInput && names.required !== true);
  const commit = (shown: string): void => {
    setDraft(undefined);
    if (shown !== settled && (shown !== '' || mayClear)) set(form.read(shown));
  };
  const label = labelOf(element['placeholder'], reader) || form.name;
  return (
    <>
      <input
        type={form.input}
        className="bk-input bk-date-input"
        title={label}
        value={draft ?? settled}
        readOnly={busy}
        aria-busy={busy}
        {...naming(names, label)}
        onKeyDown={(event) => {
          typing.current = event.key !== 'Enter';
          if (event.key === 'Enter' && draft !== undefined) commit(draft);
        }}
        onPointerDown={() => {
          typing.current = false;
        }}
        onChange={(event) => {
          if (waits || !typing.current) commit(event.target.value);
          else setDraft(event.target.value);
        }}
        onBlur={() => {
          if (draft !== undefined) commit(draft);
        }}
      />
      {element['timezone'] === undefined ? null : (
        <span className="bk-zone">{textOf(element['timezone'])}</span>
      )}
      {dialog}
    </>
  );
}
