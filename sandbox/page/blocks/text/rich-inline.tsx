import type { ReactNode } from 'react';
import { isObject, textOf, type Obj } from '../../../slack/json.ts';
import { momentOf } from '../../../slack/text/dates.ts';
import { useReader } from '../surface.ts';
import { Emoji } from './emoji.tsx';
import { Link } from './link.tsx';
import { Mention } from './mention.tsx';
import { MomentText } from './moment.tsx';

const COLOR = /^#[0-9a-f]{3,8}$/i;

function Swatch({ value }: Readonly<{ value: string }>): ReactNode {
  return (
    <>
      {value}
      {COLOR.test(value) ? (
        <span className="bk-swatch" style={{ backgroundColor: value }} aria-hidden />
      ) : null}
    </>
  );
}

function Bare({ element }: Readonly<{ element: Obj }>): ReactNode {
  const reader = useReader();
  const text = textOf(element['text']);
  switch (element['type']) {
    case 'user':
      return <Mention>@{reader.personName(textOf(element['user_id']))}</Mention>;
    case 'channel':
      return <Mention>#{reader.channelName(textOf(element['channel_id']))}</Mention>;
    case 'usergroup':
      return <Mention>@{textOf(element['usergroup_id'])}</Mention>;
    case 'team':
      return <Mention>@{textOf(element['team_id'])}</Mention>;
    case 'broadcast':
      return <Mention loud>@{textOf(element['range'])}</Mention>;
    case 'emoji': {
      const tone = element['skin_tone'];
      const skinTone = typeof tone === 'number' ? tone : undefined;
      return <Emoji name={textOf(element['name'])} skinTone={skinTone} />;
    }
    case 'link': {
      const url = textOf(element['url']);
      return <Link url={url}>{text || url}</Link>;
    }
    case 'date':
      return <MomentText moment={momentOf(element)} url={textOf(element['url'])} />;
    case 'color':
      return <Swatch value={textOf(element['value'])} />;
    default:
      return text || textOf(element['fallback']);
  }
}

/** A piece of rich text, in its style. */
export function RichInline({ element }: Readonly<{ element: Obj }>): ReactNode {
  const style = isObject(element['style']) ? element['style'] : {};
  let shown: ReactNode = <Bare element={element} />;
  if (style['code'] === true) shown = <code className="bk-code">{shown}</code>;
  if (style['bold'] === true) shown = <b>{shown}</b>;
  if (style['italic'] === true) shown = <i>{shown}</i>;
  if (style['strike'] === true) shown = <s>{shown}</s>;
  if (style['underline'] === true) shown = <u>{shown}</u>;
  if (style['highlight'] === true) shown = <mark className="bk-mark">{shown}</mark>;
  return shown;
}
