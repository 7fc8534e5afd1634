import { CircleCheck, CirclePlay, CircleX, Circle, FileText, LoaderCircle } from 'lucide-react';
import type { ReactNode } from 'react';
import { isObject, objectsOf, textOf } from '../../../slack/json.ts';
import type { Json } from '../../../slack/types.ts';
import { ImageFrame } from '../text/image-frame.tsx';
import { Link } from '../text/link.tsx';
import { RichText } from '../text/rich-text.tsx';
import { Text } from '../text/text.tsx';
import '../card.css';

type BlockProps = Readonly<{ block: Json }>;

/** A video: what it is about and where it is; nothing of it is loaded. */
export function Video({ block }: BlockProps): ReactNode {
  const url = textOf(block['title_url']) || textOf(block['video_url']);
  const from = [block['author_name'], block['provider_name']].map(textOf).filter(Boolean);
  return (
    <div className="bk-video">
      {from.length === 0 ? null : <div className="bk-card-subtitle">{from.join(' · ')}</div>}
      <div className="bk-card-title">
        <Link url={url}>
          <CirclePlay aria-hidden size={16} className="bk-inline-icon" />{' '}
          <Text value={block['title']} />
        </Link>
      </div>
      {block['description'] === undefined ? null : (
        <div className="bk-text">
          <Text value={block['description']} />
        </div>
      )}
      <ImageFrame url={textOf(block['thumbnail_url'])} alt={textOf(block['alt_text'])} />
    </div>
  );
}

/** A file that lives elsewhere. */
export function FileBlock({ block }: BlockProps): ReactNode {
  const file = isObject(block['file']) ? block['file'] : {};
  const name = [file['title'], file['name'], block['external_id']].map(textOf).find(Boolean);
  return (
    <div className="bk-file">
      <FileText aria-hidden size={20} />
      <span className="bk-file-name">{name ?? 'File'}</span>
      <span className="bk-file-size">{textOf(block['source'])}</span>
    </div>
  );
}

const STATUS = {
  pending: [Circle, 'To do'],
  in_progress: [LoaderCircle, 'Under way'],
  complete: [CircleCheck, 'Done'],
  error: [CircleX, 'Failed'],
} as const;

function isStatus(value: string): value is keyof typeof STATUS {
  return Object.hasOwn(STATUS, value);
}

/** One step of something an app does. */
export function TaskCard({ block }: BlockProps): ReactNode {
  const status = textOf(block['status']);
  const [Icon, said] = STATUS[isStatus(status) ? status : 'pending'];
  return (
    <div className={`bk-task bk-task-${isStatus(status) ? status : 'pending'}`}>
      <Icon aria-hidden size={16} className="bk-task-icon" />
      <div>
        <span className="bk-hidden">{said}: </span>
        {textOf(block['title'])}
        <RichText value={block['details']} />
        <RichText value={block['output']} />
        {objectsOf(block['sources']).map((source, at) => (
          <div key={at}>
            <Link url={textOf(source['url'])}>
              {textOf(source['text']) || textOf(source['url'])}
            </Link>
          </div>
        ))}
      </div>
    </div>
  );
}

/** Steps under a title. */
export function Plan({ block }: BlockProps): ReactNode {
  return (
    <section className="bk-container bk-container-standard">
      <div className="bk-container-head bk-card-title">{textOf(block['title'])}</div>
      <div className="bk-container-body">
        {objectsOf(block['tasks']).map((task, at) => (
          <TaskCard key={at} block={task} />
        ))}
      </div>
    </section>
  );
}
