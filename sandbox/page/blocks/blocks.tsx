import { type ReactNode } from 'react';
import { objectsOf, textOf } from '../../slack/json.ts';
import type { Json } from '../../slack/types.ts';
import { useKeptFocus } from './kept-focus.ts';
import { Card, Carousel } from './kinds/card.tsx';
import { Chart } from './kinds/chart.tsx';
import { Container } from './kinds/container.tsx';
import { Input } from './kinds/input.tsx';
import { FileBlock, Plan, TaskCard, Video } from './kinds/media.tsx';
import { Actions, Alert, Context, Divider, Header, Image } from './kinds/plain-kinds.tsx';
import { Section } from './kinds/section.tsx';
import { DataTable, PlainTable } from './kinds/tables.tsx';
import { ReaderContext, SurfaceContext, useSurface } from './surface.ts';
import { Markdown } from './text/markdown.tsx';
import { MrkdwnText } from './text/mrkdwn-text.tsx';
import { RichText } from './text/rich-text.tsx';
import type { Reader, Surface } from './types.ts';
import { Unknown } from './unknown.tsx';
import './blocks.css';

function Kind({ block }: Readonly<{ block: Json }>): ReactNode {
  switch (block['type']) {
    case 'section':
      return <Section block={block} />;
    case 'header':
      return <Header block={block} />;
    case 'divider':
      return <Divider />;
    case 'context':
      return <Context block={block} />;
    case 'actions':
    case 'context_actions':
      return <Actions block={block} />;
    case 'image':
      return <Image block={block} />;
    case 'input':
      return <Input block={block} />;
    case 'rich_text':
      return <RichText value={block} />;
    case 'markdown':
      return <Markdown text={textOf(block['text'])} />;
    case 'table':
      return <PlainTable block={block} />;
    case 'data_table':
      return <DataTable block={block} />;
    case 'data_visualization':
      return <Chart block={block} />;
    case 'alert':
      return <Alert block={block} />;
    case 'card':
      return <Card block={block} />;
    case 'carousel':
      return <Carousel block={block} />;
    case 'container':
      return (
        <Container block={block}>
          <List blocks={objectsOf(block['child_blocks'])} />
        </Container>
      );
    case 'video':
      return <Video block={block} />;
    case 'file':
      return <FileBlock block={block} />;
    case 'plan':
      return <Plan block={block} />;
    case 'task_card':
      return <TaskCard block={block} />;
    default:
      return <Unknown value={block} />;
  }
}

function List({ blocks }: Readonly<{ blocks: readonly Json[] }>): ReactNode {
  const { changed } = useSurface();
  return blocks.map((block, at) => {
    const id = textOf(block['block_id']);
    const isChanged = changed.has(id);
    return (
      <div key={id || at} className={isChanged ? 'bk-block bk-changed' : 'bk-block'}>
        {isChanged ? <span className="bk-hidden">updated</span> : null}
        <Kind block={block} />
      </div>
    );
  });
}

/** Blocks of a message, a form or the Home tab, from top to bottom. */
export function Blocks({
  blocks,
  surface,
}: Readonly<{ blocks: readonly Json[]; surface: Surface }>): ReactNode {
  const root = useKeptFocus();
  return (
    <SurfaceContext value={surface}>
      <ReaderContext value={surface.reader}>
        <div className="bk-blocks" ref={root}>
          <List blocks={blocks} />
        </div>
      </ReaderContext>
    </SurfaceContext>
  );
}

/** The mrkdwn of a message without blocks. */
export function MessageText({
  text,
  reader,
}: Readonly<{ text: string; reader: Reader }>): ReactNode {
  return (
    <ReaderContext value={reader}>
      <div className="bk-message bk-text">
        <MrkdwnText text={text} />
      </div>
    </ReaderContext>
  );
}
