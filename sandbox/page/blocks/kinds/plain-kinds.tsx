import { CircleAlert, CircleCheck, Info, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { objectsOf, textOf } from '../../../slack/json.ts';
import type { Json } from '../../../slack/types.ts';
import { Element, imageUrl } from '../controls/element.tsx';
import { ImageFrame } from '../text/image-frame.tsx';
import { Text } from '../text/text.tsx';
import '../section.css';

type BlockProps = Readonly<{ block: Json }>;

const HEADINGS = ['h3', 'h4', 'h5', 'h6'] as const;

/** A heading of the message, below those of the page. */
export function Header({ block }: BlockProps): ReactNode {
  const { level } = block;
  const at = typeof level === 'number' ? Math.min(Math.max(level, 1), 4) : 1;
  const Heading = HEADINGS[at - 1] ?? 'h3';
  return (
    <Heading className={`bk-header bk-header-${at}`}>
      <Text value={block['text']} />
    </Heading>
  );
}

export function Divider(): ReactNode {
  return <hr className="bk-divider" />;
}

/** Small images and texts in one line. */
export function Context({ block }: BlockProps): ReactNode {
  return (
    <div className="bk-context">
      {objectsOf(block['elements']).map((element, at) =>
        element['type'] === 'image' ? (
          <ImageFrame
            key={at}
            url={imageUrl(element)}
            alt={textOf(element['alt_text'])}
            size="small"
          />
        ) : (
          <div key={at} className="bk-text">
            <Text value={element} />
          </div>
        ),
      )}
    </div>
  );
}

/** Things to use, in a row. */
export function Actions({ block }: BlockProps): ReactNode {
  const isQuiet = block['type'] === 'context_actions';
  return (
    <div className={isQuiet ? 'bk-actions bk-actions-quiet' : 'bk-actions'}>
      {objectsOf(block['elements']).map((element, at) => (
        <Element key={textOf(element['action_id']) || at} block={block} element={element} />
      ))}
    </div>
  );
}

export function Image({ block }: BlockProps): ReactNode {
  return (
    <figure className="bk-figure">
      {block['title'] === undefined ? null : (
        <figcaption className="bk-figure-title">
          <Text value={block['title']} />
        </figcaption>
      )}
      <ImageFrame url={imageUrl(block)} alt={textOf(block['alt_text'])} />
    </figure>
  );
}

const ALERTS: Readonly<Record<string, readonly [icon: LucideIcon, said: string]>> = {
  default: [Info, 'Note'],
  info: [Info, 'Information'],
  warning: [TriangleAlert, 'Warning'],
  error: [CircleAlert, 'Error'],
  success: [CircleCheck, 'Success'],
};

/** A message that stands out; what its colour says is said in words too. */
export function Alert({ block }: BlockProps): ReactNode {
  const level = Object.hasOwn(ALERTS, textOf(block['level'])) ? textOf(block['level']) : 'default';
  const [Icon, said] = ALERTS[level] ?? [Info, 'Note'];
  return (
    <div className={`bk-alert bk-alert-${level}`} role="note">
      <Icon aria-hidden size={18} className="bk-alert-icon" />
      <div className="bk-text">
        <span className="bk-hidden">{said}: </span>
        <Text value={block['text']} />
      </div>
    </div>
  );
}
