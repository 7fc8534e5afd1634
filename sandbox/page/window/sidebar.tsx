import './sidebar.css';
import { Bot, Hash, Lock, Mail, Share2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { APP_DM, type DeskState, type Screen } from '../../desk/protocol.ts';
import type { Look } from './look.ts';
import type { Person } from './reader.ts';

type Row = Screen['channels'][number];

/** Whose Slack this is, and everything they can open in it. */
export function Sidebar({
  desk,
  me,
  screen,
  look,
  onPerson,
}: Readonly<{
  desk: DeskState;
  me: Person;
  screen: Screen | null;
  look: Look;
  onPerson: (id: string) => void;
}>): ReactNode {
  const rows = screen?.channels ?? [];
  const channels = rows.filter(({ isIm }) => !isIm);
  const direct = rows.find(({ isIm }) => isIm);
  const isHost = desk.companies.find(({ teamId }) => teamId === me.teamId)?.isHost === true;
  return (
    <nav className="aside" aria-label={`Channels of ${me.name}`}>
      <header className="aside-head">
        <h2>{me.companyName}</h2>
        <PersonPicker desk={desk} me={me} onPerson={onPerson} />
      </header>
      <Invitations screen={screen} look={look} />
      <h3 id={`channels-${me.id}`}>Channels</h3>
      <ul aria-labelledby={`channels-${me.id}`}>
        {channels.map((row) => (
          <li key={row.id}>
            <Entry row={row} look={look} />
          </li>
        ))}
        {channels.length === 0 && <li className="aside-empty">None yet</li>}
      </ul>
      {(isHost || direct) && (
        <>
          <h3 id={`apps-${me.id}`}>Apps</h3>
          <ul aria-labelledby={`apps-${me.id}`}>
            <li>
              <Item
                isOpen={
                  look.pane === 'channel' &&
                  (look.channel === APP_DM || look.channel === direct?.id)
                }
                isUnread={direct !== undefined && look.isUnread(direct)}
                icon={<Bot aria-hidden="true" />}
                label={desk.appName}
                onClick={() => look.open(direct?.id ?? APP_DM)}
              />
            </li>
          </ul>
        </>
      )}
    </nav>
  );
}

function PersonPicker({
  desk,
  me,
  onPerson,
}: Readonly<{ desk: DeskState; me: Person; onPerson: (id: string) => void }>): ReactNode {
  const people = desk.people.filter(({ bot }) => !bot);
  return (
    <label className="aside-person">
      <span>Act as</span>
      <select value={me.id} onChange={({ target }) => onPerson(target.value)}>
        {desk.companies.map(({ teamId, name }) => (
          <optgroup key={teamId} label={name}>
            {people
              .filter((one) => one.teamId === teamId)
              .map((one) => (
                <option key={one.id} value={one.id}>
                  {personLabel(one)}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

/** `Mara · Partner manager`. */
export function personLabel({ name, title }: Person): string {
  return title === undefined ? name : `${name} · ${title}`;
}

function Invitations({ screen, look }: Readonly<{ screen: Screen | null; look: Look }>): ReactNode {
  const all = screen?.invitations ?? [];
  const open = all.filter(({ awaits }) => awaits !== null).length;
  if (all.length === 0) return null;
  return (
    <ul aria-label="Mail">
      <li>
        <Item
          isOpen={look.pane === 'invitations'}
          isUnread={open > 0}
          icon={<Mail aria-hidden="true" />}
          label="Invitations"
          count={open}
          onClick={look.openInvitations}
        />
      </li>
    </ul>
  );
}

function Entry({ row, look }: Readonly<{ row: Row; look: Look }>): ReactNode {
  const shared = row.sharedWith.length > 0;
  return (
    <Item
      isOpen={look.pane === 'channel' && look.channel === row.id}
      isUnread={look.isUnread(row)}
      icon={row.isPrivate ? <Lock aria-hidden="true" /> : <Hash aria-hidden="true" />}
      label={row.name}
      more={shared ? <Share2 aria-label={`shared with ${row.sharedWith.join(', ')}`} /> : null}
      onClick={() => look.open(row.id)}
    />
  );
}

function Item({
  isOpen,
  isUnread,
  icon,
  label,
  count = 0,
  more = null,
  onClick,
}: Readonly<{
  isOpen: boolean;
  isUnread: boolean;
  icon: ReactNode;
  label: string;
  count?: number;
  more?: ReactNode;
  onClick: () => void;
}>): ReactNode {
  return (
    <button
      type="button"
      className="aside-item"
      aria-current={isOpen ? 'page' : undefined}
      data-unread={isUnread && !isOpen}
      onClick={onClick}
    >
      {icon}
      <span className="aside-label">{label}</span>
      {isUnread && !isOpen && <span className="hidden">, unread</span>}
      {more}
      {count > 0 && <span className="aside-count">{count}</span>}
    </button>
  );
}
