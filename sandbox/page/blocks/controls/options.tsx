import { useId, type ReactNode } from 'react';
import { objectsOf, textOf, type Obj } from '../../../slack/json.ts';
import type { Json } from '../../../slack/types.ts';
import { Text } from '../text/text.tsx';
import { naming, type Control, type Names } from './control.ts';
import { useEntry, type Kind } from './entry.ts';
import { textsOf, useTicks, valuesOf } from './ticks.ts';
import '../options.css';

type OptionProps = Readonly<{
  type: 'checkbox' | 'radio';
  name: string;
  option: Obj;
  checked: boolean;
  busy: boolean;
  invalid: boolean;
  onChange: (on: boolean) => void;
}>;

function Option(props: OptionProps): ReactNode {
  const { type, name, option, checked, busy, invalid, onChange } = props;
  const described = useId();
  const more = option['description'];
  return (
    <div className="bk-option">
      <label className="bk-option-label">
        <input
          type={type}
          name={name}
          className={`bk-tick bk-tick-${type}`}
          checked={checked}
          aria-busy={busy}
          aria-invalid={invalid ? true : undefined}
          aria-describedby={more === undefined ? undefined : described}
          onChange={(event) => {
            onChange(event.target.checked);
          }}
        />
        <span className="bk-option-text">
          <Text value={option['text']} />
        </span>
      </label>
      {more === undefined ? null : (
        <div id={described} className="bk-option-more">
          <Text value={more} />
        </div>
      )}
    </div>
  );
}

/** Checkboxes. */
export function Checkboxes({ control }: Readonly<{ control: Control }>): ReactNode {
  const name = useId();
  const { stateOf, busy, change, dialog } = useTicks(control);
  return (
    <div
      role="group"
      className="bk-options"
      aria-busy={busy}
      {...naming(withoutId({ ...control.names, invalid: false, required: false }), 'Checkboxes')}
    >
      {objectsOf(control.element['options']).map((option) => {
        const value = textOf(option['value']);
        return (
          <Option
            key={value}
            type="checkbox"
            name={name}
            option={option}
            {...stateOf(value)}
            invalid={control.names.invalid === true}
            onChange={(on) => {
              change(value, on);
            }}
          />
        );
      })}
      {dialog}
    </div>
  );
}

/** Groups take their name from a label, never by its `for`. */
function withoutId({ id: _, ...names }: Names): Names {
  return names;
}

function single(control: Control): Kind<string> {
  return {
    held: (state: Json) => valuesOf([state['selected_option']])[0] ?? '',
    typed: (value) => textsOf(value)[0] ?? '',
    enter: (value) => value,
    send: (surface, value) => surface.press(control.where, value),
  };
}

/** Radio buttons. */
export function RadioButtons({ control }: Readonly<{ control: Control }>): ReactNode {
  const name = useId();
  const { value: chosen, busy, set, dialog } = useEntry(control, single(control));
  return (
    <div
      role="radiogroup"
      className="bk-options"
      aria-busy={busy}
      {...naming(withoutId(control.names), 'Choices')}
    >
      {objectsOf(control.element['options']).map((option) => {
        const value = textOf(option['value']);
        return (
          <Option
            key={value}
            type="radio"
            name={name}
            option={option}
            checked={value === chosen}
            busy={busy}
            invalid={false}
            onChange={() => {
              set(value);
            }}
          />
        );
      })}
      {dialog}
    </div>
  );
}
