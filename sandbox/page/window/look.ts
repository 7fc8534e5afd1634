import { useState } from 'react';
import type { Screen, Watch } from '../../desk/protocol.ts';

type Row = Screen['channels'][number];

export type Look = Readonly<{
  /** The open channel's id, `APP_DM` for the app; null when there is none. */
  channel: string | null;
  open: (channel: string) => void;
  pane: 'channel' | 'invitations';
  openInvitations: () => void;
  /** The parent of the open thread. */
  thread: string | null;
  openThread: (ts: string | null) => void;
  /** On a narrow screen the sidebar covers the rest. */
  asideOpen: boolean;
  setAsideOpen: (open: boolean) => void;
  /** Whether the newest message of a channel has not been looked at. */
  isUnread: (channel: Row) => boolean;
}>;

type Looking = Readonly<{
  watch: Watch;
  screen: Screen | null;
  onWatch: (watch: Watch) => void;
}>;

/** What one person has open in their Slack. */
export function useLook({ watch, screen, onWatch }: Looking): Look {
  const [chosen, setPane] = useState<Look['pane'] | null>(null);
  const [thread, setThread] = useState<string | null>(null);
  const [asideOpen, setAsideOpen] = useState(false);
  // Somebody who can only be invited looks at the invitation.
  const onlyInvited = screen?.channels.length === 0 && screen.invitations.length > 0;
  const pane = chosen ?? (onlyInvited ? 'invitations' : 'channel');
  const isUnread = useUnread(pane === 'channel' ? (screen?.channel ?? null) : null);
  return {
    channel: screen?.at ?? watch.channel,
    open: (channel) => {
      setPane('channel');
      setThread(null);
      setAsideOpen(false);
      onWatch({ as: watch.as, channel });
    },
    pane,
    openInvitations: () => {
      setPane('invitations');
      setAsideOpen(false);
    },
    thread,
    openThread: setThread,
    asideOpen,
    setAsideOpen,
    isUnread,
  };
}

/** Remembers how far each channel was looked at, `open` being the one before their eyes. */
function useUnread(open: Row | null): (channel: Row) => boolean {
  const [read, setRead] = useState<ReadonlyMap<string, string>>(new Map());
  const newest = open?.latestTs;
  if (open && newest !== undefined && newest > (read.get(open.id) ?? '')) {
    setRead(new Map([...read, [open.id, newest]]));
  }
  return ({ id, latestTs = '' }) => latestTs > (read.get(id) ?? '');
}
