import { useId, useState, type ReactNode } from 'react';
import { isObject, objectsOf, textOf, type Obj } from '../../../slack/json.ts';
import type { Json } from '../../../slack/types.ts';
import { Element } from '../controls/element.tsx';
import { Text } from '../text/text.tsx';
import '../section.css';

/** Beyond either Slack folds a text that is not `expand`. */
const FOLDED = { chars: 1_200, lines: 16 };

function isLong(value: Json): boolean {
  const text = textOf(value['text']);
  return text.length > FOLDED.chars || text.split('\n').length > FOLDED.lines;
}

function Foldable({ value }: Readonly<{ value: Obj }>): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className={open ? 'bk-text' : 'bk-text bk-folded'}>
        <Text value={value} />
      </div>
      <button type="button" className="bk-more" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? 'Show less' : 'Show more'}
      </button>
    </>
  );
}

/** Selects and dates need room; on a narrow page they go below the text. */
const WIDE = /_select$|picker$|^checkboxes$|^radio_buttons$/;

/** Text, fields in two columns, and one element beside them. */
export function Section({ block }: Readonly<{ block: Json }>): ReactNode {
  const textId = useId();
  const { text, accessory } = block;
  const fields = objectsOf(block['fields']);
  const isWide = isObject(accessory) && WIDE.test(textOf(accessory['type']));
  return (
    <div className={isWide ? 'bk-section bk-section-wide' : 'bk-section'}>
      <div className="bk-section-body" id={textId}>
        {!isObject(text) ? null : isLong(text) && block['expand'] !== true ? (
          <Foldable value={text} />
        ) : (
          <div className="bk-text">
            <Text value={text} />
          </div>
        )}
        {fields.length === 0 ? null : (
          <div className="bk-fields">
            {fields.map((field, at) => (
              <div key={at} className="bk-field bk-text">
                <Text value={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {isObject(accessory) ? (
        <div className="bk-accessory">
          <Element block={block} element={accessory} names={{ describedBy: textId }} />
        </div>
      ) : null}
    </div>
  );
}
