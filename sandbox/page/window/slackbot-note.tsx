import type { ReactNode } from 'react';
import { Avatar } from './avatar.tsx';

/** What Slack itself tells one person, where they are. */
export function SlackbotNote({ text }: Readonly<{ text: string }>): ReactNode {
  return (
    <article className="message" data-ephemeral="true">
      <Avatar name="Slackbot" />
      <div className="message-body">
        <p className="message-head">
          <strong>Slackbot</strong>
        </p>
        <p className="message-only">Only visible to you</p>
        <p className="message-plain">{text}</p>
      </div>
    </article>
  );
}
