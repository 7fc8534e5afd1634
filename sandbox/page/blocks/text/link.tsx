import type { ReactNode } from 'react';

const FOLLOWED = new Set(['http:', 'https:', 'mailto:']);

/** The address if the page may lead there: the web and mail, nothing that runs. */
export function safeUrl(url: string): string | undefined {
  const parsed = URL.parse(url);
  return parsed !== null && FOLLOWED.has(parsed.protocol) ? parsed.href : undefined;
}

/** What every link that leaves the page carries. */
export const AWAY = { target: '_blank', rel: 'noopener noreferrer' } as const;

/** A link; only its text where the page may not lead there. */
export function Link({
  url,
  children,
  className = 'bk-link',
}: Readonly<{ url: string; children: ReactNode; className?: string }>): ReactNode {
  const href = safeUrl(url);
  if (href === undefined) return <span>{children}</span>;
  return (
    <a className={className} href={href} {...AWAY}>
      {children}
    </a>
  );
}
