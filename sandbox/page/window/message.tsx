import './message.css';
import { FileText, Pin } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ActReply, DeskState, Screen } from '../../desk/protocol.ts';
import { Blocks, MessageText, type Reader } from '../blocks/index.ts';
import { sizeText } from '../files.ts';
import { Avatar } from './avatar.tsx';
import { clockText, timeOf, type Person } from './reader.ts';
import { surfaceFor } from './surface.ts';

export type Message = Screen['messages'][number];

export type Showing = Readonly<{
  desk: DeskState;
  me: Person;
  reader: Reader;
  channel: string;
  changes: ReadonlySet<string>;
  onReply: (reply: ActReply) => void;
}>;

/** One message as Slack shows it to `me`. */
export function MessageView({
  message,
  showing,
  children,
}: Readonly<{ message: Message; showing: Showing; children?: ReactNode }>): ReactNode {
  const { desk, me, reader } = showing;
  const author = desk.people.find(({ id }) => id === message.from);
  const at = timeOf(message.ts);
  return (
    <article
      className="message"
      data-ephemeral={message.ephemeral}
      data-pinned={message.pinned}
      data-ts={message.ts}
    >
      {message.pinned && (
        <p className="message-mark">
          <Pin aria-hidden="true" /> Pinned
        </p>
      )}
      <Avatar name={author?.name ?? '?'} bot={author?.bot === true} />
      <div className="message-body">
        <p className="message-head">
          <strong>{author?.name ?? message.from}</strong>
          {author?.bot && <span className="message-app">App</span>}
          {author && author.teamId !== me.teamId && !author.bot && (
            <span className="message-company">{author.companyName}</span>
          )}
          <time dateTime={new Date(at).toISOString()}>{clockText(at, reader.zone)}</time>
        </p>
        {message.ephemeral && <p className="message-only">Only visible to you</p>}
        <Content message={message} showing={showing} />
        <Files message={message} />
        {children}
      </div>
    </article>
  );
}

function Content({
  message,
  showing,
}: Readonly<{ message: Message; showing: Showing }>): ReactNode {
  const { me, reader, channel, changes, onReply } = showing;
  const { ts, blocks, mrkdwn, state, edited } = message;
  if (blocks.length === 0) {
    return (
      <div>
        <MessageText text={mrkdwn} reader={reader} />
        {edited && <span className="message-edited"> (edited)</span>}
      </div>
    );
  }
  const changed = new Set(
    [...changes].flatMap((mark) => (mark.startsWith(`${ts}:`) ? [mark.slice(ts.length + 1)] : [])),
  );
  const surface = surfaceFor({
    as: me.id,
    reader,
    where: { channel, ts },
    values: state,
    changed,
    onReply,
  });
  return <Blocks blocks={blocks} surface={surface} />;
}

function Files({ message }: Readonly<{ message: Message }>): ReactNode {
  if (message.files.length === 0) return null;
  return (
    <ul className="message-files" aria-label="Files">
      {message.files.map(({ id, name, size }) => (
        <li key={id}>
          <a href={`/files/${id}`} download={name}>
            <FileText aria-hidden="true" />
            <span>{name}</span>
            <small>{sizeText(size)}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}
