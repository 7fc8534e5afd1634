import { Popover } from '@base-ui/react/popover';
import { Hash, Lock, Menu, Pin, Share2, Users } from 'lucide-react';
import { use, type ReactNode } from 'react';
import type { ActReply, DeskState, Screen } from '../../desk/protocol.ts';
import { act } from '../connection.ts';
import { PortalContext } from '../blocks/index.ts';
import { Avatar } from './avatar.tsx';
import type { Message } from './message.tsx';
import type { Person } from './reader.ts';

type Row = NonNullable<Screen['channel']>;

/** What the open channel is called, who is in it, and what is pinned there. */
export function ChannelHead({
  desk,
  me,
  row,
  messages,
  isApp,
  tab,
  onTab,
  onAside,
  onReply,
}: Readonly<{
  desk: DeskState;
  me: Person;
  row: Row | null;
  messages: readonly Message[];
  isApp: boolean;
  tab: 'messages' | 'home';
  /** Undefined where there are no tabs. */
  onTab: ((tab: 'messages' | 'home') => void) | undefined;
  onAside: () => void;
  onReply: (reply: ActReply) => void;
}>): ReactNode {
  return (
    <header className="pane-head">
      <button
        type="button"
        className="icon-button pane-menu"
        aria-label="Channels"
        onClick={onAside}
      >
        <Menu aria-hidden="true" />
      </button>
      <h2>
        {!isApp && (row?.isPrivate ? <Lock aria-hidden="true" /> : <Hash aria-hidden="true" />)}
        <span>{isApp ? desk.appName : (row?.name ?? '')}</span>
      </h2>
      {row?.isArchived && <span className="pane-badge">Archived</span>}
      {row && row.sharedWith.length > 0 && (
        <span className="pane-badge">
          <Share2 aria-hidden="true" />
          <span className="pane-badge-text">Shared with {row.sharedWith.join(', ')}</span>
        </span>
      )}
      {onTab && (
        <div className="pane-tabs" role="group" aria-label="Tabs">
          {(['home', 'messages'] as const).map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={tab === name}
              onClick={() => onTab(name)}
            >
              {name === 'home' ? 'Home' : 'Messages'}
            </button>
          ))}
        </div>
      )}
      <span className="pane-space" />
      {row && <Pins messages={messages} />}
      {row && !isApp && <Members desk={desk} me={me} row={row} onReply={onReply} />}
    </header>
  );
}

function Pins({ messages }: Readonly<{ messages: readonly Message[] }>): ReactNode {
  const portal = use(PortalContext);
  const pinned = messages.filter((one) => one.pinned);
  if (pinned.length === 0) return null;
  return (
    <Popover.Root>
      <Popover.Trigger className="pane-tool">
        <Pin aria-hidden="true" /> {pinned.length}
        <span className="narrow-hidden">pinned</span>
      </Popover.Trigger>
      <Popover.Portal container={portal}>
        <Popover.Positioner sideOffset={6} className="layer">
          <Popover.Popup className="popup">
            <Popover.Title>Pinned</Popover.Title>
            <ul>
              {pinned.map(({ ts, text }) => (
                <li key={ts}>
                  <Popover.Close
                    className="popup-row"
                    onClick={() => {
                      document
                        .querySelector(`[data-ts="${ts}"]`)
                        ?.scrollIntoView({ block: 'start' });
                    }}
                  >
                    {text.split('\n')[0]}
                  </Popover.Close>
                </li>
              ))}
            </ul>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Members({
  desk,
  me,
  row,
  onReply,
}: Readonly<{
  desk: DeskState;
  me: Person;
  row: Row;
  onReply: (reply: ActReply) => void;
}>): ReactNode {
  const portal = use(PortalContext);
  const members = desk.people.filter(({ id }) => row.memberIds.includes(id));
  const colleagues = desk.people.filter(
    ({ id, teamId, bot }) => teamId === me.teamId && !bot && !row.memberIds.includes(id),
  );
  const add = async (person: string) => {
    onReply(await act({ do: 'add', as: me.id, channel: row.id, person }));
  };
  return (
    <Popover.Root>
      <Popover.Trigger className="pane-tool">
        <Users aria-hidden="true" /> {members.length}
        <span className="narrow-hidden">members</span>
      </Popover.Trigger>
      <Popover.Portal container={portal}>
        <Popover.Positioner sideOffset={6} align="end" className="layer">
          <Popover.Popup className="popup">
            <Popover.Title>Members of #{row.name}</Popover.Title>
            <ul>
              {members.map((one) => (
                <li key={one.id} className="popup-person">
                  <Avatar name={one.name} bot={one.bot} />
                  <span>
                    {one.name}
                    <small>{one.bot ? 'App' : one.companyName}</small>
                  </span>
                </li>
              ))}
            </ul>
            {colleagues.length > 0 && (
              <>
                <h3>Add a colleague</h3>
                <ul>
                  {colleagues.map(({ id, name }) => (
                    <li key={id}>
                      <button type="button" className="popup-row" onClick={() => void add(id)}>
                        Add {name}
                      </button>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
