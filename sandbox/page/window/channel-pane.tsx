import './channel-pane.css';
import { useState, type ReactNode } from 'react';
import { APP_DM, type ActReply, type DeskState, type Screen } from '../../desk/protocol.ts';
import { act } from '../connection.ts';
import type { Reader } from '../blocks/index.ts';
import { ChannelHead } from './channel-head.tsx';
import { Composer } from './composer.tsx';
import { HomeTab } from './home-tab.tsx';
import type { Look } from './look.ts';
import { MessageList } from './message-list.tsx';
import type { Note, Noting } from './notes.ts';
import type { Person } from './reader.ts';
import { ThreadPane } from './thread-pane.tsx';
import { useChanges } from './changes.ts';

/** The open channel, or the app: what was said there, and where to say more. */
export function ChannelPane({
  desk,
  me,
  reader,
  screen,
  look,
  notes,
  note,
}: Readonly<{
  desk: DeskState;
  me: Person;
  reader: Reader;
  screen: Screen | null;
  look: Look;
  notes: readonly Note[];
  note: Noting;
}>): ReactNode {
  const [tab, setTab] = useState<'messages' | 'home'>('messages');
  const row = screen?.channel ?? null;
  const messages = screen?.messages ?? [];
  const changes = useChanges(row?.id ?? null, messages);
  const isApp = row?.isIm ?? look.channel === APP_DM;
  // The same before its first message as after it.
  const channel = isApp ? APP_DM : (row?.id ?? '');
  const onReply = (reply: ActReply) => {
    if (!reply.ok && reply.text !== undefined) note(channel, reply.text);
  };
  const showing = { desk, me, reader, channel, changes, onReply };
  const openTab = (next: 'messages' | 'home') => {
    setTab(next);
    if (next === 'home') void act({ do: 'home', as: me.id }).then(onReply);
  };
  const atHome = isApp && desk.homeTab && tab === 'home';
  return (
    <div className="pane" data-thread={look.thread !== null}>
      <div className="pane-main">
        <ChannelHead
          desk={desk}
          me={me}
          row={row}
          messages={messages}
          isApp={isApp}
          tab={tab}
          onTab={desk.homeTab && isApp ? openTab : undefined}
          onAside={() => look.setAsideOpen(true)}
          onReply={onReply}
        />
        {!row && !isApp ? (
          <p className="messages-none">
            {me.companyName} shares no channel yet. When {me.name} is invited to one, the invitation
            stands in the sidebar.
          </p>
        ) : atHome ? (
          <HomeTab view={screen?.home ?? null} me={me} reader={reader} onReply={onReply} />
        ) : (
          <>
            <MessageList
              messages={messages}
              nothing={nothingText(desk, isApp)}
              notes={notes.filter((one) => one.channel === channel)}
              showing={showing}
              thread={look.thread}
              onThread={look.openThread}
            />
            <Composer
              as={me.id}
              channel={channel}
              label={isApp ? `Message ${desk.appName}` : `Message #${row?.name ?? ''}`}
              commands={screen?.commands ?? []}
              disabled={row?.isArchived === true}
              onReply={onReply}
            />
          </>
        )}
      </div>
      {look.thread !== null && (
        <ThreadPane
          parent={look.thread}
          messages={messages}
          showing={showing}
          onClose={() => look.openThread(null)}
        />
      )}
    </div>
  );
}

/** What stands where nothing has been said yet. */
function nothingText({ appName }: DeskState, isApp: boolean): string {
  return isApp
    ? `${appName} has not written to you yet. Type / to see its commands; /onboard help says what they do.`
    : 'Nothing has been said here yet.';
}
