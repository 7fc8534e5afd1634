import type { ReactNode } from 'react';
import type { Fired } from '../../desk/protocol.ts';
import { momentText } from './bar.tsx';

/** What happened by itself when time moved on, the newest first. */
export function FiredList({
  fired,
  zone,
}: Readonly<{ fired: readonly Fired[]; zone: string }>): ReactNode {
  if (fired.length === 0) {
    return (
      <p className="panel-none">
        Nothing yet. Move time on with the buttons above: reminders and the weekly digest are listed
        here, each with its reason.
      </p>
    );
  }
  return (
    <ol className="fired">
      {fired.toReversed().map(({ at, what, why }, nth) => (
        <li key={fired.length - nth}>
          <time dateTime={new Date(at).toISOString()}>{momentText(at, zone)}</time>
          <strong>{what}</strong>
          <span>{why}</span>
        </li>
      ))}
    </ol>
  );
}
