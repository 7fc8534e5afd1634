import type { Moment } from './dates.ts';

type Of<Type extends string, Fields = unknown> = Readonly<{ type: Type }> & Readonly<Fields>;

/** A piece of mrkdwn. Quotes and blocks of code stand on lines of their own. */
export type Inline =
  | Of<'text', { text: string }>
  | Of<'break'>
  | Of<
      'bold' | 'italic' | 'strike' | 'code' | 'code_block' | 'quote',
      { children: readonly Inline[] }
    >
  | Of<'link', { url: string; children: readonly Inline[] }>
  | Of<'user' | 'channel', { id: string }>
  | Of<'usergroup', { id: string; label: string }>
  | Of<'broadcast', { range: string }>
  | Of<'date', Moment & { url?: string }>
  | Of<'emoji', { name: string; skinTone?: number }>;
