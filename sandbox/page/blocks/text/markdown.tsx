import type { ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { ImageFrame } from './image-frame.tsx';
import { Link } from './link.tsx';
import { markdownEmoji } from './markdown-emoji.ts';
import '../text.css';

const PARTS: Components = {
  a: ({ href, children }) => <Link url={href ?? ''}>{children}</Link>,
  img: ({ src, alt }) => <ImageFrame url={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
  // A heading of a message is none of the page.
  h1: ({ children }) => <h3 className="bk-md-1">{children}</h3>,
  h2: ({ children }) => <h4 className="bk-md-2">{children}</h4>,
  h3: ({ children }) => <h5 className="bk-md-3">{children}</h5>,
  h4: ({ children }) => <h6 className="bk-md-3">{children}</h6>,
  h5: ({ children }) => <h6 className="bk-md-3">{children}</h6>,
  h6: ({ children }) => <h6 className="bk-md-3">{children}</h6>,
  code: ({ children }) => <code className="bk-code">{children}</code>,
  pre: ({ children }) => <pre className="bk-pre">{children}</pre>,
  blockquote: ({ children }) => <blockquote className="bk-quote">{children}</blockquote>,
  table: ({ children }) => (
    <div className="bk-scroll" role="group" aria-label="Table" tabIndex={0}>
      <table className="bk-table">{children}</table>
    </div>
  ),
  input: ({ checked }) => (
    <span role="img" aria-label={checked === true ? 'done' : 'to do'}>
      {checked === true ? '☑' : '☐'}
    </span>
  ),
};

/** Markdown as apps write it in `markdown` blocks; HTML in it is text. */
export function Markdown({ text }: Readonly<{ text: string }>): ReactNode {
  return (
    <div className="bk-markdown">
      <ReactMarkdown remarkPlugins={[remarkGfm]} rehypePlugins={[markdownEmoji]} components={PARTS}>
        {text}
      </ReactMarkdown>
    </div>
  );
}
