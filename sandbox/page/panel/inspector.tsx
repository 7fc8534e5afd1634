import { ArrowLeft, Clock, MessageSquareWarning, ScrollText } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { TraceDetail, TraceLine } from '../../desk/protocol.ts';
import { traceDetail } from '../connection.ts';
import { momentText } from './bar.tsx';

const KINDS: Readonly<Record<TraceLine['kind'], readonly [mark: ReactNode, name: string]>> = {
  delivery: ['→ bot', 'Slack to the bot'],
  call: ['← bot', 'the bot to Slack'],
  log: [<ScrollText key="log" aria-hidden="true" />, 'the bot’s log'],
  person: [<MessageSquareWarning key="person" aria-hidden="true" />, 'refused by Slack'],
  clock: [<Clock key="clock" aria-hidden="true" />, 'the clock'],
};

/** What went to the bot and came back, the newest first; a line opens to all there is to know. */
export function Inspector({
  lines,
  zone,
  inspected,
  onInspect,
}: Readonly<{
  lines: readonly TraceLine[];
  zone: string;
  inspected: number | null;
  onInspect: (n: number | null) => void;
}>): ReactNode {
  if (inspected !== null) return <Detail n={inspected} onBack={() => onInspect(null)} />;
  return (
    <ol className="trace">
      {lines.toReversed().map(({ n, at, kind, title, result, ms, wrong }) => (
        <li key={n}>
          <button type="button" data-wrong={wrong} onClick={() => onInspect(n)}>
            <span className="trace-kind">
              {KINDS[kind][0]}
              <span className="hidden">{KINDS[kind][1]}</span>
            </span>
            <span className="trace-title">{title}</span>
            <span className="trace-result">
              {wrong ? '⚠ ' : ''}
              {result}
              {ms === undefined ? '' : ` · ${ms} ms`}
            </span>
            <time dateTime={new Date(at).toISOString()}>{momentText(at, zone)}</time>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Detail({ n, onBack }: Readonly<{ n: number; onBack: () => void }>): ReactNode {
  const [detail, setDetail] = useState<TraceDetail | null>();
  useEffect(() => {
    let isCurrent = true;
    void traceDetail(n).then((found) => {
      if (isCurrent) setDetail(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [n]);
  return (
    <div className="trace-detail">
      <button type="button" className="button" onClick={onBack}>
        <ArrowLeft aria-hidden="true" /> All
      </button>
      {detail === null && <p>This is no longer remembered.</p>}
      {detail && (
        <>
          <h2>{detail.title}</h2>
          <p data-wrong={detail.wrong}>
            {detail.result}
            {detail.ms === undefined ? '' : `, answered after ${detail.ms} ms`}
          </p>
          {detail.parts.map(({ name, value }) => (
            <details key={name} open={!Array.isArray(value) || value.length > 0}>
              <summary>
                {name}
                {Array.isArray(value) ? ` (${value.length})` : ''}
              </summary>
              <pre tabIndex={0}>{JSON.stringify(value, null, 2)}</pre>
            </details>
          ))}
        </>
      )}
    </div>
  );
}
