import type { ReactNode } from 'react';
import { isObject, textOf } from '../../slack/json.ts';
import type { Json } from '../../slack/types.ts';
import './blocks.css';

/** Fields in which blocks and elements say something. */
const SAYING = ['fallback', 'text', 'title', 'alt_text', 'label', 'name'];

function saidIn(value: Json): string {
  const texts = SAYING.map((name) => value[name]).map((each) =>
    isObject(each) ? textOf(each['text']) : textOf(each),
  );
  return texts.filter((text) => text !== '').join(' · ');
}

/** What this page has no picture of: said, never left out. */
export function Unknown({ value }: Readonly<{ value: Json }>): ReactNode {
  const said = saidIn(value);
  return (
    <div className="bk-unknown">
      <code className="bk-unknown-type">{textOf(value['type']) || 'no type'}</code>
      {said === '' ? null : <span> {said}</span>}
    </div>
  );
}
