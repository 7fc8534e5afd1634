import { objectsOf, type Obj } from '../../../slack/json.ts';

export type NestedList = {
  readonly ordered: boolean;
  readonly indent: number;
  /** How many numbers come before its first. */
  readonly offset: number;
  readonly bordered: boolean;
  readonly items: ListItem[];
};

/** `section` is undefined where a list begins deeper than the one around it. */
type ListItem = { readonly section: Obj | undefined; readonly inner: NestedList[] };

export type RichPart =
  Readonly<{ kind: 'list'; list: NestedList }> | Readonly<{ kind: 'part'; element: Obj }>;

function whole(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.floor(value) : 0;
}

function readList(element: Obj): NestedList {
  return {
    ordered: element['style'] === 'ordered',
    indent: Math.min(whole(element['indent']), 8),
    offset: whole(element['offset']),
    bordered: element['border'] === 1,
    items: objectsOf(element['elements']).map((section) => ({ section, inner: [] })),
  };
}

/** Hangs `list` below the last item of the list that is one level up, at whatever depth. */
function hang(into: NestedList, list: NestedList): void {
  if (into.items.length === 0) into.items.push({ section: undefined, inner: [] });
  const last = into.items.at(-1);
  const deeper = last?.inner.at(-1);
  if (deeper !== undefined && deeper.indent < list.indent) hang(deeper, list);
  else last?.inner.push(list);
}

/**
 * The parts of a `rich_text` block. Slack writes nested lists one after the other, each with its
 * indent; here each stands in the item it belongs to.
 */
export function nestLists(elements: readonly Obj[]): RichPart[] {
  const parts: RichPart[] = [];
  for (const element of elements) {
    if (element['type'] !== 'rich_text_list') {
      parts.push({ kind: 'part', element });
      continue;
    }
    const list = readList(element);
    const before = parts.at(-1);
    if (before?.kind === 'list' && before.list.indent < list.indent) hang(before.list, list);
    else parts.push({ kind: 'list', list });
  }
  return parts;
}
