import { ImageIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import '../image.css';

const INLINE = /^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/i;

function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? '';
}

/**
 * An image. The page asks nobody outside for anything: what is not in the address itself is shown
 * as a frame that says what it is and where it comes from.
 */
export function ImageFrame({
  url,
  alt,
  size = 'large',
}: Readonly<{ url: string; alt: string; size?: 'large' | 'accessory' | 'small' }>): ReactNode {
  const className = `bk-image bk-image-${size}`;
  if (INLINE.test(url)) return <img className={className} src={url} alt={alt} />;
  const host = hostOf(url);
  return (
    <span
      className={`${className} bk-image-frame`}
      role="img"
      aria-label={alt}
      title={`${alt} ${host}`}
    >
      <ImageIcon aria-hidden size={size === 'large' ? 20 : 14} />
      {size === 'small' ? null : <span className="bk-image-alt">{alt}</span>}
      {size === 'small' || host === '' ? null : <span className="bk-image-host">{host}</span>}
    </span>
  );
}
