import { Fragment, type ReactNode } from 'react';
import { isObject, textOf } from '../../../slack/json.ts';
import { showMrkdwn, type Reader } from '../../../slack/text/mrkdwn.ts';
import { parseEmoji } from '../../../slack/text/tokens.ts';
import { Emoji } from './emoji.tsx';
import { findEmoji } from './emoji-names.ts';
import { MrkdwnText } from './mrkdwn-text.tsx';
import '../text.css';

/** Text in which nothing but `:name:` means anything. */
export function PlainText({ text }: Readonly<{ text: string }>): ReactNode {
  return parseEmoji(text).map((piece, at) => (
    <Fragment key={at}>
      {piece.type === 'emoji' ? <Emoji name={piece.name} skinTone={piece.skinTone} /> : null}
      {piece.type === 'text' ? piece.text : null}
    </Fragment>
  ));
}

/** A text object, of either kind. */
export function Text({ value }: Readonly<{ value: unknown }>): ReactNode {
  if (!isObject(value)) return textOf(value);
  const text = textOf(value['text']);
  if (value['type'] === 'mrkdwn') {
    return <MrkdwnText text={text} verbatim={value['verbatim'] === true} />;
  }
  return value['emoji'] === false ? text : <PlainText text={text} />;
}

function withEmoji(text: string): string {
  return parseEmoji(text)
    .map((piece) => {
      if (piece.type === 'text') return piece.text;
      if (piece.type !== 'emoji') return '';
      const tone = piece.skinTone === undefined ? '' : `:skin-tone-${piece.skinTone}:`;
      return findEmoji(piece.name, piece.skinTone) ?? `:${piece.name}:${tone}`;
    })
    .join('');
}

/** A text object where only characters can stand: in names, placeholders and lists. */
export function labelOf(value: unknown, reader: Reader): string {
  if (!isObject(value)) return textOf(value);
  const text = textOf(value['text']);
  if (value['type'] === 'mrkdwn') return withEmoji(showMrkdwn(text, reader));
  return value['emoji'] === false ? text : withEmoji(text);
}
