import type { ReactNode } from 'react';
import type { ActReply, Screen } from '../../desk/protocol.ts';
import { Blocks, type Reader, type Surface } from '../blocks/index.ts';
import type { Person } from './reader.ts';
import { surfaceFor } from './surface.ts';

/** The app's Home tab, as last published for this person. */
export function HomeTab({
  view,
  me,
  reader,
  onReply,
}: Readonly<{
  view: Screen['home'];
  me: Person;
  reader: Reader;
  onReply: (reply: ActReply) => void;
}>): ReactNode {
  if (view === null) {
    return <p className="messages-none">Work in progress: the app has nothing here for you yet.</p>;
  }
  const state = view['state'] as Readonly<{ values: Surface['values'] }>;
  const surface = surfaceFor({
    as: me.id,
    reader,
    where: { home: true },
    values: state.values,
    onReply,
  });
  return (
    <div className="home" tabIndex={0} role="region" aria-label="Home">
      <Blocks
        blocks={view['blocks'] as readonly Readonly<Record<string, unknown>>[]}
        surface={surface}
      />
    </div>
  );
}
