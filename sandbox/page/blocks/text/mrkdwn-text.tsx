import { Fragment, type ReactNode } from 'react';
import type { Inline } from '../../../slack/text/inline.ts';
import { parseMrkdwn, type MrkdwnOptions } from '../../../slack/text/mrkdwn.ts';
import { useReader } from '../surface.ts';
import { Emoji } from './emoji.tsx';
import { Link } from './link.tsx';
import { Mention } from './mention.tsx';
import { MomentText } from './moment.tsx';
import '../text.css';

function isBlock(piece: Inline | undefined): boolean {
  return piece?.type === 'quote' || piece?.type === 'code_block';
}

/** Quotes and code bring their own line ends, so one break before and after them goes. */
function withoutDoubleBreaks(pieces: readonly Inline[]): readonly Inline[] {
  return pieces.filter(
    (piece, at) => piece.type !== 'break' || !(isBlock(pieces[at - 1]) || isBlock(pieces[at + 1])),
  );
}

/** Blocks of code are written with line ends inside their marks. */
function withoutOuterBreaks(pieces: readonly Inline[]): readonly Inline[] {
  return pieces.map((piece, at) => {
    if (piece.type !== 'text') return piece;
    const start = at === 0 ? piece.text.replace(/^\n/, '') : piece.text;
    return { ...piece, text: at === pieces.length - 1 ? start.replace(/\n$/, '') : start };
  });
}

function Piece({ piece }: Readonly<{ piece: Inline }>): ReactNode {
  const reader = useReader();
  switch (piece.type) {
    case 'text':
      return piece.text;
    case 'break':
      return <br />;
    case 'bold':
      return <b>{inside(piece.children)}</b>;
    case 'italic':
      return <i>{inside(piece.children)}</i>;
    case 'strike':
      return <s>{inside(piece.children)}</s>;
    case 'code':
      return <code className="bk-code">{inside(piece.children)}</code>;
    case 'code_block':
      return <pre className="bk-pre">{inside(withoutOuterBreaks(piece.children))}</pre>;
    case 'quote':
      return <blockquote className="bk-quote">{inside(piece.children)}</blockquote>;
    case 'link':
      return <Link url={piece.url}>{inside(piece.children)}</Link>;
    case 'user':
      return <Mention>@{reader.personName(piece.id)}</Mention>;
    case 'channel':
      return <Mention>#{reader.channelName(piece.id)}</Mention>;
    case 'usergroup':
      return <Mention>{piece.label}</Mention>;
    case 'broadcast':
      return <Mention loud>@{piece.range}</Mention>;
    case 'date':
      return <MomentText moment={piece} url={piece.url ?? ''} />;
    case 'emoji':
      return <Emoji name={piece.name} skinTone={piece.skinTone} />;
  }
}

function inside(pieces: readonly Inline[]): ReactNode {
  return withoutDoubleBreaks(pieces).map((piece, at) => (
    <Fragment key={at}>
      <Piece piece={piece} />
    </Fragment>
  ));
}

/** mrkdwn as Slack shows it. */
export function MrkdwnText({
  text,
  verbatim = false,
}: MrkdwnOptions & Readonly<{ text: string }>): ReactNode {
  return inside(parseMrkdwn(text, { verbatim }));
}
