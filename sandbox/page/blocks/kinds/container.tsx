import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { isObject, textOf } from '../../../slack/json.ts';
import type { Json } from '../../../slack/types.ts';
import { imageUrl } from '../controls/element.tsx';
import { ImageFrame } from '../text/image-frame.tsx';
import { RichText } from '../text/rich-text.tsx';
import { Text } from '../text/text.tsx';
import '../card.css';

const WIDTHS = new Set(['narrow', 'standard', 'wide', 'full']);

function Head({ block }: Readonly<{ block: Json }>): ReactNode {
  const { icon, title, rich_text_title: richTitle, subtitle } = block;
  return (
    <>
      {isObject(icon) ? (
        <ImageFrame url={imageUrl(icon)} alt={textOf(icon['alt_text'])} size="small" />
      ) : null}
      <span className="bk-container-titles">
        <span className="bk-card-title">
          {richTitle === undefined ? <Text value={title} /> : <RichText value={richTitle} />}
        </span>
        {subtitle === undefined ? null : (
          <span className="bk-card-subtitle">
            <Text value={subtitle} />
          </span>
        )}
      </span>
    </>
  );
}

/** Blocks under a title; some can be folded away. */
export function Container({
  block,
  children,
}: Readonly<{ block: Json; children: ReactNode }>): ReactNode {
  const bodyId = useId();
  const folds = block['is_collapsible'] === true;
  const [open, setOpen] = useState(!(folds && block['default_collapsed'] === true));
  const width = WIDTHS.has(textOf(block['width'])) ? textOf(block['width']) : 'standard';
  const line = !folds && block['has_header_divider'] === true ? ' bk-container-line' : '';
  const Icon = open ? ChevronDown : ChevronRight;
  return (
    <section className={`bk-container bk-container-${width}`}>
      {folds ? (
        <button
          type="button"
          className="bk-container-head bk-container-fold"
          aria-expanded={open}
          aria-controls={bodyId}
          onClick={() => setOpen(!open)}
        >
          <Icon aria-hidden size={16} />
          <Head block={block} />
        </button>
      ) : (
        <div className={`bk-container-head${line}`}>
          <Head block={block} />
        </div>
      )}
      <div id={bodyId} className="bk-container-body" hidden={!open}>
        {children}
      </div>
    </section>
  );
}
