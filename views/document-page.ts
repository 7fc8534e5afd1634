import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { slug } from './document-text.ts';
import { DOCUMENT_STYLE } from './document-style.ts';

/* A document as one page of HTML that needs nothing else: no script, no request, one file. */

/** Makes `text` harmless inside HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/**
 * `markdown` as a page with a table of contents; its first heading is the title. Where the Markdown
 * has a Mermaid diagram, the page shows `figure`, which is HTML. HTML in the Markdown is shown as text.
 */
export function documentPage(markdown: string, figure: string): string {
  const drawn = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] }).replace(
    /<pre><code class="language-mermaid">[^]*?<\/code><\/pre>/,
    () => figure,
  );
  const { html, headings } = withAnchors(framed(drawn));
  const title = headings.find(({ level }) => level === 1)?.inner ?? '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>
${DOCUMENT_STYLE}
</style>
</head>
<body>
${contents(headings)}
<main>
${html}
</main>
</body>
</html>
`;
}

/** `inner` is HTML. */
type Heading = Readonly<{ level: number; inner: string; id: string }>;

/** Every heading with an id to link to; of several with one text, the others are numbered. */
function withAnchors(html: string): Readonly<{ html: string; headings: readonly Heading[] }> {
  const headings: Heading[] = [];
  const seen = new Map<string, number>();
  const anchored = html.replace(/<h([1-6])>(.*?)<\/h\1>/g, (_, digit: string, inner: string) => {
    const name = slug(textOf(inner));
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    const heading = { level: Number(digit), inner, id: nth === 0 ? name : `${name}-${nth}` };
    headings.push(heading);
    return `<h${digit} id="${escapeHtml(heading.id)}">${inner}</h${digit}>`;
  });
  return { html: anchored, headings };
}

/** What a heading says: its HTML has only the references that micromark writes. */
function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** Wide tables scroll by themselves, also by keyboard. */
function framed(html: string): string {
  return html
    .replaceAll('<table>', '<div class="table" tabindex="0"><table>')
    .replaceAll('</table>', '</table></div>');
}

function contents(headings: readonly Heading[]): string {
  const parts = headings
    .filter(({ level }) => level === 2)
    .map(({ inner, id }) => `<li><a href="#${escapeHtml(id)}">${textual(inner)}</a></li>`);
  return `<nav aria-label="Contents"><ul>\n${parts.join('\n')}\n</ul></nav>`;
}

/** A heading without links and emphasis. */
function textual(html: string): string {
  return escapeHtml(textOf(html));
}
