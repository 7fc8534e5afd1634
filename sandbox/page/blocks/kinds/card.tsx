import { useId, type ReactNode } from 'react';
import { isObject, objectsOf, textOf } from '../../../slack/json.ts';
import type { Json } from '../../../slack/types.ts';
import { Element, imageUrl } from '../controls/element.tsx';
import { ImageFrame } from '../text/image-frame.tsx';
import { Text } from '../text/text.tsx';
import '../card.css';

/** A picture, a title, a few words and up to two buttons. */
export function Card({ block }: Readonly<{ block: Json }>): ReactNode {
  const titleId = useId();
  const { hero_image: hero, icon, title, subtitle, body } = block;
  const actions = objectsOf(block['actions']);
  return (
    <article className="bk-card" {...(title === undefined ? {} : { 'aria-labelledby': titleId })}>
      {isObject(hero) ? (
        <div className="bk-card-hero">
          <ImageFrame url={imageUrl(hero)} alt={textOf(hero['alt_text'])} />
        </div>
      ) : null}
      <div className="bk-card-head">
        {isObject(icon) ? (
          <ImageFrame url={imageUrl(icon)} alt={textOf(icon['alt_text'])} size="small" />
        ) : null}
        <div>
          {title === undefined ? null : (
            <div className="bk-card-title" id={titleId}>
              <Text value={title} />
            </div>
          )}
          {subtitle === undefined ? null : (
            <div className="bk-card-subtitle">
              <Text value={subtitle} />
            </div>
          )}
        </div>
      </div>
      {body === undefined ? null : (
        <div className="bk-card-body bk-text">
          <Text value={body} />
        </div>
      )}
      {actions.length === 0 ? null : (
        <div className="bk-actions bk-card-actions">
          {actions.map((element, at) => (
            <Element key={textOf(element['action_id']) || at} block={block} element={element} />
          ))}
        </div>
      )}
    </article>
  );
}

/** Cards side by side; the row scrolls. */
export function Carousel({ block }: Readonly<{ block: Json }>): ReactNode {
  return (
    <div className="bk-carousel" role="region" aria-label="Cards" tabIndex={0}>
      {objectsOf(block['elements']).map((card, at) => (
        <Card key={textOf(card['block_id']) || at} block={card} />
      ))}
    </div>
  );
}
