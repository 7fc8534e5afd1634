import './slack-window.css';
import { useState, type ReactNode } from 'react';
import type { DeskState, Screen, Watch } from '../../desk/protocol.ts';
import { PortalContext } from '../blocks/index.ts';
import { ChannelPane } from './channel-pane.tsx';
import { FormLayer } from './form-layer.tsx';
import { InvitationsPane } from './invitations-pane.tsx';
import { useNotes } from './notes.ts';
import { readerFor } from './reader.ts';
import { Rail } from './rail.tsx';
import { Sidebar } from './sidebar.tsx';
import { useLook } from './look.ts';

/** Slack as one person has it before them. */
export function SlackWindow({
  desk,
  watch,
  screen,
  onWatch,
}: Readonly<{
  desk: DeskState;
  watch: Watch;
  screen: Screen | null;
  onWatch: (watch: Watch) => void;
}>): ReactNode {
  const [portal, setPortal] = useState<HTMLElement | null>(null);
  const look = useLook({ watch, screen, onWatch });
  const { notes, note } = useNotes();
  const me = desk.people.find(({ id }) => id === watch.as);
  if (!me) return <section className="slack" aria-label="Slack" />;
  const reader = readerFor(desk, screen, me);
  return (
    <section className="slack" aria-label={`Slack of ${me.name} at ${me.companyName}`}>
      <PortalContext value={portal}>
        <Rail desk={desk} me={me} onPerson={(as) => onWatch({ as, channel: null })} />
        <div
          className="slack-body"
          data-aside={look.asideOpen}
          inert={screen !== null && screen.modals.length > 0}
        >
          <Sidebar
            desk={desk}
            me={me}
            screen={screen}
            look={look}
            onPerson={(as) => onWatch({ as, channel: null })}
          />
          {look.pane === 'invitations' ? (
            <InvitationsPane me={me} reader={reader} screen={screen} look={look} />
          ) : (
            <ChannelPane
              desk={desk}
              me={me}
              reader={reader}
              screen={screen}
              look={look}
              notes={notes}
              note={note}
            />
          )}
        </div>
        {screen && <FormLayer me={me} reader={reader} modals={screen.modals} container={portal} />}
        <div className="slack-layer" ref={setPortal} />
      </PortalContext>
    </section>
  );
}
