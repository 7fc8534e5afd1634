import { Menu } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { ActReply, Screen } from '../../desk/protocol.ts';
import { act } from '../connection.ts';
import type { Reader } from '../blocks/index.ts';
import type { Look } from './look.ts';
import { clockText, dayText, type Person } from './reader.ts';

type Invitation = Screen['invitations'][number];

/** Slack Connect invitations: those sent to this person, and those that wait for them as an admin. */
export function InvitationsPane({
  me,
  reader,
  screen,
  look,
}: Readonly<{
  me: Person;
  reader: Reader;
  screen: Screen | null;
  look: Look;
}>): ReactNode {
  const answer = (asked: 'accept' | 'approve' | 'decline') => async (one: Invitation) => {
    const reply: ActReply = await act({ do: asked, as: me.id, invitation: one.id });
    if (reply.channel !== undefined) look.open(reply.channel);
    return reply;
  };
  return (
    <div className="pane">
      <div className="pane-main">
        <header className="pane-head">
          <button
            type="button"
            className="icon-button pane-menu"
            aria-label="Channels"
            onClick={() => look.setAsideOpen(true)}
          >
            <Menu aria-hidden="true" />
          </button>
          <h2>Invitations</h2>
        </header>
        <ul className="invitations">
          {(screen?.invitations ?? []).map((one) => (
            <li key={one.id}>
              <Card
                invitation={one}
                inviter={reader.personName(one.from)}
                me={me}
                onAccept={answer('accept')}
                onApprove={answer('approve')}
                onDecline={answer('decline')}
              />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

type Answer = (invitation: Invitation) => Promise<ActReply>;

function Card({
  invitation,
  inviter,
  me,
  onAccept,
  onApprove,
  onDecline,
}: Readonly<{
  invitation: Invitation;
  inviter: string;
  me: Person;
  onAccept: Answer;
  onApprove: Answer;
  onDecline: Answer;
}>): ReactNode {
  const { channelName, companyName, awaits, expiresAt, sentAt } = invitation;
  const [told, setTold] = useState<string>();
  const answer = async (by: Answer) => {
    const reply = await by(invitation);
    setTold(reply.ok ? undefined : reply.text);
  };
  return (
    <section className="invitation" aria-label={`Invitation to #${channelName}`}>
      <p className="invitation-from">
        To {me.name} · {dayText(sentAt, me.zone)}, {clockText(sentAt, me.zone)}
      </p>
      <h3>
        {inviter} at {companyName} invites you to work together in Slack
      </h3>
      <p>
        Join the channel <strong>#{channelName}</strong> from your own Slack. Both companies see
        everything that is said there.
      </p>
      {awaits !== null && (
        <p className="invitation-actions">
          {awaits === 'acceptance' ? (
            <button type="button" className="button primary" onClick={() => void answer(onAccept)}>
              Accept invitation
            </button>
          ) : (
            <button type="button" className="button primary" onClick={() => void answer(onApprove)}>
              Approve as admin
            </button>
          )}
          <button type="button" className="button" onClick={() => void answer(onDecline)}>
            Decline
          </button>
        </p>
      )}
      <p className="invitation-state">{stateText(invitation)}</p>
      {awaits === 'acceptance' && (
        <p className="invitation-state">
          Valid until {dayText(expiresAt, me.zone)}, {clockText(expiresAt, me.zone)}.
        </p>
      )}
      {told !== undefined && <p role="alert">{told}</p>}
    </section>
  );
}

function stateText({ status, awaits }: Invitation): string {
  switch (status) {
    case 'sent':
      return 'Not answered yet.';
    case 'accepted':
      return awaits === 'approval'
        ? 'Accepted. Waiting for your approval.'
        : 'Accepted. Waiting for an admin’s approval.';
    case 'approved':
      return 'Accepted: the channel is in the sidebar.';
    case 'declined':
      return 'Declined.';
    case 'expired':
      return 'Expired: ask for a new one.';
    case 'revoked':
      return 'Taken back.';
  }
}
