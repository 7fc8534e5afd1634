import { showMoment, type Clock } from './dates.ts';
import type { Inline } from './inline.ts';
import { emoji, parseToken, unescapeText } from './tokens.ts';

export type { Inline } from './inline.ts';

/** Who reads: names and times are shown their way. */
export type Reader = Clock &
  Readonly<{
    personName: (userId: string) => string;
    channelName: (channelId: string) => string;
  }>;

/** `verbatim`: addresses without `<>` stay text. */
export type MrkdwnOptions = Readonly<{ verbatim?: boolean }>;

/** A character, or something that marks cannot look into. */
type Atom = string | Inline;

const MARKS: Readonly<Record<string, 'bold' | 'italic' | 'strike'>> = {
  '*': 'bold',
  _: 'italic',
  '~': 'strike',
};
const WORD = /^[\p{L}\p{N}]/u;
const BREAK: Inline = { type: 'break' };

/** A token, code, an address, an emoji, the end of a line, any other character. */
const PIECE = new RegExp(
  [
    '<(?<token>[^<>\\n]+)>',
    '(?<![\\p{L}\\p{N}`])`(?<code>[^`\\n]+)`(?![\\p{L}\\p{N}`])',
    '(?<![\\p{L}\\p{N}])(?<url>https?:\\/\\/(?:(?!&[lg]t;)[^\\s<>|`])+(?<!(?<!&amp);|[.,:!?\'"*_~)\\]]))',
    ":(?<emoji>[a-z0-9_+'-]+):(?::skin-tone-(?<skin>[2-6]):)?",
    '(?<end>\\n)',
    '.',
  ].join('|'),
  'gsu',
);

function atomsOf(text: string, { verbatim = false }: MrkdwnOptions): Atom[] {
  return [...text.matchAll(PIECE)].flatMap((found): Atom[] => {
    const { token, code, url, emoji: name, skin, end } = found.groups ?? {};
    if (token !== undefined) return [parseToken(token)];
    if (code !== undefined) return [{ type: 'code', children: parseCode(code) }];
    if (name !== undefined) return [emoji(name, skin)];
    if (end !== undefined) return [BREAK];
    if (url === undefined || verbatim) return Array.from(found[0]);
    const address = unescapeText(url);
    return [{ type: 'link', url: address, children: [{ type: 'text', text: address }] }];
  });
}

/** Inside code only tokens mean something. */
function parseCode(code: string): Inline[] {
  return code
    .split(/(<[^<>\n]+>)/)
    .filter((piece) => piece !== '')
    .map((piece) =>
      /^<.+>$/s.test(piece)
        ? parseToken(piece.slice(1, -1))
        : { type: 'text', text: unescapeText(piece) },
    );
}

function isSpace(atom: Atom | undefined): boolean {
  return atom === undefined || atom === BREAK || (typeof atom === 'string' && /^\s/.test(atom));
}

/** Whether a mark that stands beside `atom` is part of a word there, or of a row of marks. */
function clings(atom: Atom | undefined, mark: string): boolean {
  return typeof atom === 'string' && (atom === mark || WORD.test(atom));
}

/** Where the mark that opens at `from` closes; undefined when it is no mark. */
function closing(atoms: readonly Atom[], from: number): number | undefined {
  const mark = atoms[from];
  if (typeof mark !== 'string' || MARKS[mark] === undefined) return undefined;
  if (clings(atoms[from - 1], mark) || isSpace(atoms[from + 1])) return undefined;
  let end = from + 1;
  while (end < atoms.length && atoms[end] !== mark && atoms[end] !== BREAK) end += 1;
  const closes = atoms[end] === mark && end > from + 1 && !isSpace(atoms[end - 1]);
  return closes && !clings(atoms[end + 1], mark) ? end : undefined;
}

function withMarks(atoms: readonly Atom[]): Inline[] {
  const done: Inline[] = [];
  let text = '';
  const endText = (): void => {
    if (text !== '') done.push({ type: 'text', text: unescapeText(text) });
    text = '';
  };
  for (let at = 0; at < atoms.length; at += 1) {
    const atom = atoms[at] ?? '';
    const end = closing(atoms, at);
    if (typeof atom === 'string' && end === undefined) {
      text += atom;
      continue;
    }
    endText();
    if (typeof atom !== 'string') done.push(atom);
    else {
      const children = withMarks(atoms.slice(at + 1, end));
      done.push({ type: MARKS[atom] ?? 'bold', children });
      at = end ?? at;
    }
  }
  endText();
  return done;
}

const QUOTED = /^(?:&gt;|>) ?/;
/** Everything from here on is quoted. */
const ALL_QUOTED = /^(?:&gt;|>){3} ?/;

type Run = { readonly isQuote: boolean; readonly lines: string[] };

/** Lines that belong together: quoted ones, and others. */
function runsOf(text: string, startsLine: boolean): readonly Run[] {
  const runs: Run[] = [];
  let all = false;
  for (const [at, line] of text.split('\n').entries()) {
    const mayQuote: boolean = !all && (at > 0 || startsLine);
    const mark = mayQuote ? (ALL_QUOTED.exec(line) ?? QUOTED.exec(line))?.[0] : undefined;
    const isQuote = all || mark !== undefined;
    const bare = line.slice(mark?.length ?? 0);
    const run = runs.at(-1);
    if (run?.isQuote === isQuote) run.lines.push(bare);
    else runs.push({ isQuote, lines: [bare] });
    all ||= mayQuote && ALL_QUOTED.test(line);
  }
  return runs;
}

function parseLines(text: string, options: MrkdwnOptions, startsLine: boolean): Inline[] {
  return runsOf(text, startsLine).flatMap(({ isQuote, lines }, at): Inline[] => {
    const children = withMarks(atomsOf(lines.join('\n'), options));
    const shown: Inline[] = isQuote ? [{ type: 'quote', children }] : children;
    return at === 0 ? shown : [BREAK, ...shown];
  });
}

/** mrkdwn as a tree. Whatever is in it comes out as text: nothing is dropped, nothing is HTML. */
export function parseMrkdwn(text: string, options: MrkdwnOptions = {}): readonly Inline[] {
  return text
    .split(/```(?!`)([^]+?)```/)
    .flatMap((part, at): Inline[] =>
      at % 2 === 1
        ? [{ type: 'code_block', children: parseCode(part) }]
        : parseLines(part, options, at === 0),
    );
}

function showAll(pieces: readonly Inline[], reader: Reader): string {
  return pieces.map((piece) => show(piece, reader)).join('');
}

function show(piece: Inline, reader: Reader): string {
  switch (piece.type) {
    case 'text':
      return piece.text;
    case 'break':
      return '\n';
    case 'bold':
    case 'italic':
    case 'strike':
    case 'link':
      return showAll(piece.children, reader);
    case 'code':
      return `\`${showAll(piece.children, reader)}\``;
    case 'code_block':
      return `\`\`\`${showAll(piece.children, reader)}\`\`\``;
    case 'quote':
      return showAll(piece.children, reader).replace(/^/gm, '> ');
    case 'user':
      return `@${reader.personName(piece.id)}`;
    case 'channel':
      return `#${reader.channelName(piece.id)}`;
    case 'usergroup':
      return piece.label;
    case 'broadcast':
      return `@${piece.range}`;
    case 'date':
      return showMoment(piece, reader);
    case 'emoji':
      return `:${piece.name}:${piece.skinTone === undefined ? '' : `:skin-tone-${piece.skinTone}:`}`;
  }
}

/** What a person sees of mrkdwn: mentions by name, dates in their zone, links by label, no marks. */
export function showMrkdwn(text: string, reader: Reader): string {
  return showAll(parseMrkdwn(text), reader);
}
