import type { ReactNode } from 'react';
import { isObject, objectsOf, type Obj } from '../../../slack/json.ts';
import { nestLists, type NestedList, type RichPart } from './nest-lists.ts';
import { RichInline } from './rich-inline.tsx';
import '../text.css';

function inlines(part: Obj): ReactNode {
  return objectsOf(part['elements']).map((element, at) => (
    <RichInline key={at} element={element} />
  ));
}

function List({ list }: Readonly<{ list: NestedList }>): ReactNode {
  const items = list.items.map(({ section, inner }, at) => (
    <li key={at} className={section === undefined ? 'bk-list-bare' : undefined}>
      {section === undefined ? null : inlines(section)}
      {inner.map((each, nth) => (
        <List key={nth} list={each} />
      ))}
    </li>
  ));
  const className = `bk-list bk-list-${list.indent % 3}${list.bordered ? ' bk-bordered' : ''}`;
  return list.ordered ? (
    <ol className={className} start={list.offset + 1}>
      {items}
    </ol>
  ) : (
    <ul className={className}>{items}</ul>
  );
}

function Part({ part }: Readonly<{ part: RichPart }>): ReactNode {
  if (part.kind === 'list') return <List list={part.list} />;
  const { element } = part;
  const bordered = element['border'] === 1 ? ' bk-bordered' : '';
  switch (element['type']) {
    case 'rich_text_quote':
      return <blockquote className={`bk-quote${bordered}`}>{inlines(element)}</blockquote>;
    case 'rich_text_preformatted':
      return <pre className={`bk-pre${bordered}`}>{inlines(element)}</pre>;
    default:
      return <div className="bk-rich-section">{inlines(element)}</div>;
  }
}

/** A `rich_text` block. */
export function RichText({ value }: Readonly<{ value: unknown }>): ReactNode {
  const elements = isObject(value) ? objectsOf(value['elements']) : [];
  return nestLists(elements).map((part, at) => <Part key={at} part={part} />);
}
