import type { ReactNode } from 'react';
import { fullDate, showMoment, type Moment } from '../../../slack/text/dates.ts';
import { useReader } from '../surface.ts';
import { Link } from './link.tsx';

/** A moment in the reader's zone; the whole date stands in its title. */
export function MomentText({
  moment,
  url = '',
}: Readonly<{ moment: Moment; url?: string }>): ReactNode {
  const reader = useReader();
  const shown = showMoment(moment, reader);
  const title = fullDate(moment.at, reader.zone);
  if (title === '') return shown;
  const time = (
    <time className="bk-date" dateTime={new Date(moment.at).toISOString()} title={title}>
      {shown}
    </time>
  );
  return url === '' ? time : <Link url={url}>{time}</Link>;
}
