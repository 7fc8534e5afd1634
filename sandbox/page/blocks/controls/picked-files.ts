import { useState } from 'react';
import { isObject, objectsOf, textOf } from '../../../slack/json.ts';
import { readFiles } from '../../files.ts';
import { useSurface } from '../surface.ts';
import type { PickedFile } from '../types.ts';
import { heldBy, type Control } from './control.ts';
import { useDraft } from './entry.ts';

const MOST_FILES = 10;
const MOST_BYTES = 10 * 1024 * 1024;

function isPicked(value: unknown): value is PickedFile {
  return isObject(value) && 'base64' in value;
}

function filesIn(value: unknown): readonly PickedFile[] {
  return Array.isArray(value) ? value.filter(isPicked) : [];
}

export type PickedFiles = Readonly<{
  /** At most so many. */
  most: number;
  /** Already uploaded, as long as nothing else was picked. */
  before: readonly Readonly<{ name: string; size: number }>[];
  picked: readonly PickedFile[];
  /** Why some were left out. */
  trouble: string;
  add: (list: readonly File[]) => void;
  remove: (at: number) => void;
}>;

function countFiles(many: number): string {
  return many === 1 ? 'one file' : `${many} files`;
}

/** What a file input holds, and how it changes. */
export function usePickedFiles(control: Control): PickedFiles {
  const { element, where } = control;
  const surface = useSurface();
  const told = surface.typed?.(where);
  const [draft, setDraft] = useDraft<readonly PickedFile[]>(told);
  const [trouble, setTrouble] = useState('');
  const picked = draft ?? filesIn(told);
  const most = typeof element['max_files'] === 'number' ? element['max_files'] : MOST_FILES;
  const held = told === undefined ? objectsOf(heldBy(control, surface.values)['files']) : [];

  const keep = (next: readonly PickedFile[]): void => {
    setDraft(next);
    surface.type?.(where, next);
  };
  const add = async (list: readonly File[]): Promise<void> => {
    const small = list.filter(({ size }) => size <= MOST_BYTES);
    // Where one is enough, another takes its place.
    const kept = most === 1 && small.length > 0 ? [] : picked;
    const added = small.slice(0, most - kept.length);
    const tooLarge = small.length < list.length ? 'A file may have 10 MB at most.' : '';
    const tooMany = added.length < small.length ? `You can add ${countFiles(most)} at most.` : '';
    setTrouble([tooLarge, tooMany].filter(Boolean).join(' '));
    keep([...kept, ...(await readFiles(added))]);
  };
  return {
    most,
    before: held.map(({ name, size }) => ({ name: textOf(name), size: Number(size ?? 0) })),
    picked,
    trouble,
    add: (list) => {
      void add(list);
    },
    remove: (at) => {
      keep(picked.filter((_, other) => other !== at));
    },
  };
}
