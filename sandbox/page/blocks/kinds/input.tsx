import { CircleAlert } from 'lucide-react';
import { useEffect, useId, type ReactNode } from 'react';
import { isObject, textOf, type Obj } from '../../../slack/json.ts';
import type { Json } from '../../../slack/types.ts';
import { Element } from '../controls/element.tsx';
import { useSurface } from '../surface.ts';
import { Text } from '../text/text.tsx';
import '../inputs.css';

type Ids = Readonly<Record<'input' | 'label' | 'hint' | 'error', string>>;

/** Elements that are groups of controls: a label cannot point at one of them. */
const GROUPS = new Set(['checkboxes', 'radio_buttons']);

function Label({ block, ids }: Readonly<{ block: Json; ids: Ids }>): ReactNode {
  const { element } = block;
  const label = (
    <>
      <Text value={block['label']} />
      {block['optional'] === true ? <span className="bk-optional"> (optional)</span> : null}
    </>
  );
  return isObject(element) && GROUPS.has(textOf(element['type'])) ? (
    <div className="bk-label" id={ids.label}>
      {label}
    </div>
  ) : (
    <label className="bk-label" id={ids.label} htmlFor={ids.input}>
      {label}
    </label>
  );
}

/** Puts the focus where the form wants it when it opens. */
function useFocusOnLoad(element: Obj, id: string): void {
  const { type } = useSurface();
  const wants = type !== undefined && element['focus_on_load'] === true;
  useEffect(() => {
    if (wants) document.getElementById(id)?.focus();
  }, [wants, id]);
}

/** A labelled input, with its hint and with what is wrong with it. */
export function Input({ block }: Readonly<{ block: Json }>): ReactNode {
  const { errors } = useSurface();
  const base = useId();
  const ids = { input: base, label: `${base}-label`, hint: `${base}-hint`, error: `${base}-error` };
  const element = isObject(block['element']) ? block['element'] : {};
  const { hint } = block;
  const wrong = errors[textOf(block['block_id'])];
  useFocusOnLoad(element, base);
  const described = [
    ...(wrong === undefined ? [] : [ids.error]),
    ...(hint === undefined ? [] : [ids.hint]),
  ].join(' ');
  const names = {
    id: ids.input,
    labelledBy: ids.label,
    ...(described === '' ? {} : { describedBy: described }),
    invalid: wrong !== undefined,
    required: block['optional'] !== true,
  };
  return (
    <div className="bk-labelled">
      <Label block={block} ids={ids} />
      <Element block={block} element={element} names={names} />
      {wrong === undefined ? null : (
        <div className="bk-error" id={ids.error} role="alert">
          <CircleAlert aria-hidden size={14} /> {wrong}
        </div>
      )}
      {hint === undefined ? null : (
        <div className="bk-hint" id={ids.hint}>
          <Text value={hint} />
        </div>
      )}
    </div>
  );
}
