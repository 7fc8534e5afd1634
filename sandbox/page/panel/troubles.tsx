import './troubles.css';
import { TriangleAlert, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { DeskState } from '../../desk/protocol.ts';

/** What went wrong last, where everybody sees it: a refusal of Slack's, or an error of the bot's. */
export function Troubles({
  desk,
  onInspect,
}: Readonly<{ desk: DeskState; onInspect: (n: number) => void }>): ReactNode {
  const [seen, setSeen] = useState<Readonly<{ world: number; n: number }>>({ world: 0, n: 0 });
  const after = seen.world === desk.world ? seen.n : 0;
  const wrong = desk.trace.filter((line) => line.wrong && line.n > after);
  const last = wrong.at(-1);
  return (
    <div className="troubles" role="alert">
      {last && (
        <div className="trouble">
          <TriangleAlert aria-hidden="true" />
          <p>
            <strong>{last.title}</strong> {last.result}
            {wrong.length > 1 && <small> and {wrong.length - 1} before</small>}
          </p>
          <button type="button" className="button" onClick={() => onInspect(last.n)}>
            Inspect
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label="Dismiss"
            onClick={() => setSeen({ world: desk.world, n: last.n })}
          >
            <X aria-hidden="true" />
          </button>
        </div>
      )}
    </div>
  );
}
