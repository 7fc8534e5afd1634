import { useEffect, useRef, type ReactNode } from 'react';
import { clockText, dayText, timeOf } from './reader.ts';
import { MessageView, type Message, type Showing } from './message.tsx';
import type { Note } from './notes.ts';
import { SlackbotNote } from './slackbot-note.tsx';

/** What was said in a channel, day by day, the newest last and in view. */
export function MessageList({
  messages,
  nothing,
  notes,
  showing,
  thread,
  onThread,
}: Readonly<{
  messages: readonly Message[];
  /** What stands where nothing has been said. */
  nothing: string;
  notes: readonly Note[];
  showing: Showing;
  thread: string | null;
  onThread: (ts: string) => void;
}>): ReactNode {
  const end = useRef<HTMLDivElement>(null);
  const tops = messages.filter(({ threadTs, ts }) => threadTs === undefined || threadTs === ts);
  const newest = messages.at(-1)?.ts;
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' });
  }, [newest, notes.length, showing.channel]);
  const { zone } = showing.reader;
  return (
    <div className="messages" role="log" aria-label="Messages" tabIndex={0}>
      {tops.map((message, at) => {
        const day = dayText(timeOf(message.ts), zone);
        const before = tops[at - 1];
        const isNewDay = !before || dayText(timeOf(before.ts), zone) !== day;
        const replies = messages.filter(
          ({ threadTs, ts }) => threadTs === message.ts && ts !== message.ts,
        );
        return (
          <div key={message.ts}>
            {isNewDay && <h3 className="messages-day">{day}</h3>}
            <MessageView message={message} showing={showing}>
              {!message.ephemeral && (
                <Replies
                  replies={replies}
                  zone={zone}
                  isOpen={thread === message.ts}
                  onOpen={() => onThread(message.ts)}
                />
              )}
            </MessageView>
          </div>
        );
      })}
      {tops.length === 0 && notes.length === 0 && <p className="messages-none">{nothing}</p>}
      {notes.map((note) => (
        <SlackbotNote key={note.id} text={note.text} />
      ))}
      <div ref={end} />
    </div>
  );
}

function Replies({
  replies,
  zone,
  isOpen,
  onOpen,
}: Readonly<{
  replies: readonly Message[];
  zone: string;
  isOpen: boolean;
  onOpen: () => void;
}>): ReactNode {
  const last = replies.at(-1);
  return (
    <button
      type="button"
      className="message-replies"
      data-some={last !== undefined}
      aria-expanded={isOpen}
      onClick={onOpen}
    >
      {last === undefined ? (
        'Reply in thread'
      ) : (
        <>
          {replies.length} {replies.length === 1 ? 'reply' : 'replies'}
          <small>
            {' '}
            Last reply {clockText(timeOf(last.ts), zone)}: {last.text.split('\n')[0]}
          </small>
        </>
      )}
    </button>
  );
}
