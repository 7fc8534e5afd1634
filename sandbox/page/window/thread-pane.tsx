import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Composer } from './composer.tsx';
import { MessageView, type Message, type Showing } from './message.tsx';

/** A message and what was answered to it. */
export function ThreadPane({
  parent,
  messages,
  showing,
  onClose,
}: Readonly<{
  parent: string;
  messages: readonly Message[];
  showing: Showing;
  onClose: () => void;
}>): ReactNode {
  const shown = messages.filter(({ ts, threadTs }) => ts === parent || threadTs === parent);
  return (
    <aside className="thread" aria-label="Thread">
      <header className="pane-head">
        <h2>Thread</h2>
        <button type="button" className="icon-button" aria-label="Close thread" onClick={onClose}>
          <X aria-hidden="true" />
        </button>
      </header>
      <div className="messages" role="log" aria-label="Thread messages" tabIndex={0}>
        {shown.map((message) => (
          <MessageView key={message.ts} message={message} showing={showing} />
        ))}
      </div>
      <Composer
        as={showing.me.id}
        channel={showing.channel}
        thread={parent}
        label="Reply"
        commands={[]}
        onReply={showing.onReply}
      />
    </aside>
  );
}
