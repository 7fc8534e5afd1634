import './bar.css';
import { Menu } from '@base-ui/react/menu';
import { ChevronDown, Columns2, FastForward, PanelRight, Pause, Play, Square } from 'lucide-react';
import { use, useEffect, useState, type ReactNode } from 'react';
import type { DeskState } from '../../desk/protocol.ts';
import { PortalContext } from '../blocks/index.ts';
import { control } from '../connection.ts';

const HOURS_A_DAY = 24;
/** The clock shows minutes. */
const BEAT_MS = 5_000;

/** The time machine, the moments, and what is shown. */
export function Bar({
  desk,
  deskAt,
  both,
  onBoth,
  onLook,
  panelOpen,
  onPanel,
}: Readonly<{
  desk: DeskState;
  deskAt: number;
  both: boolean;
  onBoth: (both: boolean) => void;
  /** Another scene was set up, which this person's Slack shows best. */
  onLook: (as: string) => void;
  panelOpen: boolean;
  onPanel: (open: boolean) => void;
}>): ReactNode {
  return (
    <header className="bar">
      <h1>
        Partner onboarding <span className="bar-sub">a Slack on your desk</span>
      </h1>
      <TimeMachine desk={desk} deskAt={deskAt} />
      <div className="bar-group">
        <Moments desk={desk} onLook={onLook} />
        <button
          type="button"
          className="bar-button bar-outage"
          aria-pressed={desk.slackIsDown}
          disabled={desk.busy !== null}
          onClick={() => void control({ do: 'outage', on: !desk.slackIsDown })}
        >
          {desk.slackIsDown ? 'Bring Slack back' : 'Take Slack down'}
        </button>
        <button
          type="button"
          className="bar-button bar-both"
          aria-pressed={both}
          onClick={() => onBoth(!both)}
        >
          {both ? <Square aria-hidden="true" /> : <Columns2 aria-hidden="true" />}
          {both ? 'One side' : 'Both sides'}
        </button>
        <button
          type="button"
          className="bar-button"
          aria-pressed={panelOpen}
          onClick={() => onPanel(!panelOpen)}
        >
          <PanelRight aria-hidden="true" /> Tour and inspector
        </button>
      </div>
    </header>
  );
}

function TimeMachine({ desk, deskAt }: Readonly<{ desk: DeskState; deskAt: number }>): ReactNode {
  const now = useNow(desk, deskAt);
  const { next, playing } = desk;
  // While time is played it stands still for a moment only: the buttons would flicker.
  const isBusy = desk.busy !== null && !playing;
  return (
    <div className="bar-group" role="group" aria-label="Time machine">
      <time className="bar-clock" dateTime={new Date(now).toISOString()}>
        {momentText(now, desk.zone)} <small>{cityOf(desk.zone)}</small>
      </time>
      <button
        type="button"
        className="bar-button"
        disabled={isBusy}
        onClick={() => void control({ do: 'advance', hours: 1 })}
      >
        +1 h
      </button>
      <button
        type="button"
        className="bar-button"
        disabled={isBusy}
        onClick={() => void control({ do: 'advance', hours: HOURS_A_DAY })}
      >
        +1 day
      </button>
      <button
        type="button"
        className="bar-button"
        disabled={isBusy || next === null}
        onClick={() => void control({ do: 'next' })}
      >
        <FastForward aria-hidden="true" />
        {next === null ? 'Nothing is due' : `Next: ${next.what}, ${momentText(next.at, desk.zone)}`}
      </button>
      <button
        type="button"
        className="bar-button"
        aria-pressed={playing}
        onClick={() => void control({ do: 'play', on: !playing })}
      >
        {playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
        {playing ? 'Stop' : 'Play'}
      </button>
    </div>
  );
}

function Moments({
  desk,
  onLook,
}: Readonly<{ desk: DeskState; onLook: (as: string) => void }>): ReactNode {
  const layer = use(PortalContext);
  const current = desk.moments.find(({ id }) => id === desk.moment);
  return (
    <Menu.Root>
      <Menu.Trigger className="bar-button">
        Scene: {current?.title ?? 'yours'} <ChevronDown aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal container={layer}>
        <Menu.Positioner sideOffset={6} align="end" className="layer">
          <Menu.Popup className="popup bar-moments">
            {desk.moments.map(({ id, title, about, look }) => (
              <Menu.Item
                key={id}
                className="popup-row"
                onClick={() => {
                  void control({ do: 'begin', moment: id }).then(({ ok }) => {
                    if (ok) onLook(look);
                  });
                }}
              >
                <strong>{title}</strong>
                <small>{about}</small>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** The simulated time, which runs as fast as the real one between two moves. */
function useNow({ now }: DeskState, deskAt: number): number {
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const beat = () => setPassed(Date.now() - deskAt);
    beat();
    const timer = setInterval(beat, BEAT_MS);
    return () => clearInterval(timer);
  }, [deskAt]);
  return now + passed;
}

/** `Berlin` of `Europe/Berlin`. */
function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** `Mon 2 Mar, 09:05`, in `zone`. */
export function momentText(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(at);
}
