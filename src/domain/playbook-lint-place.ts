import type { ItemSpec, Playbook } from './playbook.ts';

/** The kind of file that a finding is in. */
export type FindingFile = 'frame' | 'module' | 'list' | 'amendments';

/** A problem that only the whole playbook shows: in which file, of several the `nth`, and where. */
export type Finding = Readonly<{
  file: FindingFile;
  nth?: number;
  at: readonly (string | number)[];
  message: string;
}>;

/** An item with where it stands: the file, and the item's place in it. */
export type Placed = Readonly<{
  spec: ItemSpec;
  file: 'module' | 'list';
  nth: number;
  index: number;
  /** Of the module or list. */
  key: string;
}>;

/** Every item of the modules and of the lists. */
export function placedItems({ modules, lists }: Playbook): readonly Placed[] {
  const placed = (file: Placed['file'], parts: Playbook['modules'] | Playbook['lists']) =>
    parts.flatMap(({ key, items }, nth) =>
      items.map((spec, index): Placed => ({ spec, file, nth, index, key })),
    );
  return [...placed('module', modules), ...placed('list', lists)];
}

/** Says `message` of a place in an item. */
export function of(
  { file, nth, index }: Placed,
  rest: readonly (string | number)[],
  message: string,
): Finding {
  return { file, nth, at: ['items', index, ...rest], message };
}
