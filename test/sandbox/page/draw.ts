import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import {
  Blocks,
  MessageText,
  type Reader,
  type Surface,
} from '../../../sandbox/page/blocks/index.ts';
import { AT } from './sample-words.ts';

type Json = Readonly<Record<string, unknown>>;

const READER: Reader = {
  zone: 'Europe/Berlin',
  now: AT * 1000,
  personName: (id) => (id === 'U1' ? 'Mara <b>Winter</b>' : id),
  channelName: () => 'partner-<i>acme</i>',
  people: [{ label: 'Mara', value: 'U1' }],
  channels: [{ label: '#partner-acme', value: 'C1' }],
};

const nothing = (): Promise<void> => Promise.resolve();
export const SURFACE: Surface = {
  reader: READER,
  values: {},
  errors: {},
  press: nothing,
  tick: nothing,
  choose: nothing,
  suggest: () => Promise.resolve([]),
  changed: new Set(),
};
export const IN_FORM: Surface = { ...SURFACE, type: () => undefined, typed: () => undefined };

export function draw(blocks: readonly Json[], surface: Partial<Surface> = {}): string {
  return renderToStaticMarkup(
    createElement(Blocks, { blocks, surface: { ...SURFACE, ...surface } }),
  );
}

export function drawText(text: string): string {
  return renderToStaticMarkup(createElement(MessageText, { text, reader: READER }));
}

type Tag = Readonly<{ name: string; attributes: ReadonlyMap<string, string> }>;

const TAG = /<\/?([a-z0-9]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/g;

/** The elements of what was drawn. Whatever looks like one and is not well-formed stays over. */
export function tagsIn(shown: string): Readonly<{ tags: Tag[]; rest: string }> {
  const tags = [...shown.matchAll(TAG)].map(([, name = '', written = '']) => ({
    name,
    attributes: new Map(
      [...written.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [
        key,
        value,
      ]),
    ),
  }));
  return { tags, rest: shown.replace(TAG, '') };
}
