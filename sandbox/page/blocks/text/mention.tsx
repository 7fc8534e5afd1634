import type { ReactNode } from 'react';

/** The name of a person, a channel, a group; calls to everybody stand out. */
export function Mention({
  children,
  loud = false,
}: Readonly<{ children: ReactNode; loud?: boolean }>): ReactNode {
  return <span className={loud ? 'bk-mention bk-mention-loud' : 'bk-mention'}>{children}</span>;
}
