import './page.css';
import { useEffect, useState, type ReactNode } from 'react';
import type { DeskState } from '../desk/protocol.ts';
import { PortalContext } from './blocks/index.ts';
import { useLive } from './connection.ts';
import { Bar } from './panel/bar.tsx';
import { Panel } from './panel/panel.tsx';
import { TourStrip } from './panel/tour.tsx';
import { Troubles } from './panel/troubles.tsx';
import { usePlaces } from './place.ts';
import { SlackWindow } from './window/slack-window.tsx';

/** One or two Slack windows, the time machine above them, and beside them tour and inspector. */
export function Page(): ReactNode {
  const { windows, show, split, meet, stay } = usePlaces();
  const { desk, deskAt, screens, connected } = useLive(windows, stay);
  const [layer, setLayer] = useState<HTMLElement | null>(null);
  const [inspected, inspect] = useState<number | null>(null);
  const [panelOpen, setPanelOpen] = useState(() => innerWidth > 1100);

  useEffect(() => {
    if (desk) meet(desk);
  }, [desk, meet]);

  const lookAs = (as: string) => show(0, { as, channel: null });
  if (!desk) return <Waiting connected={connected} />;
  return (
    <div className="page">
      <PortalContext value={layer}>
        <Bar
          desk={desk}
          deskAt={deskAt}
          both={windows.length > 1}
          onBoth={(both) => split(desk, both)}
          onLook={lookAs}
          panelOpen={panelOpen}
          onPanel={setPanelOpen}
        />
      </PortalContext>
      {!connected && <Ended />}
      <div className="page-desk" data-panel={panelOpen}>
        <main className="page-windows" data-count={windows.length}>
          {windows.map((watch, at) => (
            <SlackWindow
              key={`${desk.world}:${at}:${watch.as}`}
              desk={desk}
              watch={watch}
              screen={screenFor(screens[at], watch.as)}
              onWatch={(next) => show(at, next)}
            />
          ))}
          <div className="page-layer" ref={setLayer} />
        </main>
        {panelOpen && (
          <Panel
            desk={desk}
            inspected={inspected}
            onInspect={inspect}
            onLook={lookAs}
            onClose={() => setPanelOpen(false)}
          />
        )}
      </div>
      {!panelOpen && <TourStrip desk={desk} onOpen={() => setPanelOpen(true)} />}
      <Troubles
        desk={desk}
        onInspect={(n) => {
          inspect(n);
          setPanelOpen(true);
        }}
      />
      <Working desk={desk} />
    </div>
  );
}

/** The screen that came last, unless it is still somebody else's. */
function screenFor<T extends Readonly<{ as: string }>>(screen: T | null | undefined, as: string) {
  return screen?.as === as ? screen : null;
}

function Waiting({ connected }: Readonly<{ connected: boolean }>): ReactNode {
  return (
    <main className="page-waiting">
      <h1>A Slack on your desk</h1>
      <p role="status">
        {connected ? 'Two companies and a bot are moving in…' : 'The sandbox does not answer.'}
      </p>
    </main>
  );
}

function Ended(): ReactNode {
  return (
    <p className="page-ended" role="alert">
      The sandbox has ended. Start it again with <code>npm run sandbox</code>; this page comes back
      by itself.
    </p>
  );
}

/** What is under way, for eyes and for screen readers. */
function Working({ desk }: Readonly<{ desk: DeskState }>): ReactNode {
  return (
    <p className="page-working" role="status" data-busy={desk.busy !== null}>
      {desk.busy === null ? '' : `${desk.busy.charAt(0).toUpperCase()}${desk.busy.slice(1)}…`}
    </p>
  );
}
