/** Who reads: names and times are shown their way. */
export type Reader = Readonly<{
  /** IANA name. */
  zone: string;
  now: number;
  personName: (userId: string) => string;
  channelName: (channelId: string) => string;
}>;

const DATE_STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  time_secs: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
};

function dayOf(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
}

const DAY_MS = 86_400_000;

function nearby(at: number, { zone, now }: Reader): string | undefined {
  const day = dayOf(at, zone);
  if (day === dayOf(now, zone)) return 'Today';
  if (day === dayOf(now - DAY_MS, zone)) return 'Yesterday';
  return day === dayOf(now + DAY_MS, zone) ? 'Tomorrow' : undefined;
}

function ago(at: number, now: number): string {
  const minutes = Math.round(Math.abs(now - at) / 60_000);
  const words =
    minutes < 60
      ? `${minutes} minutes`
      : minutes < 1440
        ? `${Math.round(minutes / 60)} hours`
        : `${Math.round(minutes / 1440)} days`;
  return at <= now ? `${words} ago` : `in ${words}`;
}

function dateToken(token: string, at: number, reader: Reader): string {
  if (token === 'ago') return ago(at, reader.now);
  const style = DATE_STYLES[token.replace('_pretty', '')];
  if (style === undefined) return `{${token}}`;
  const near = token.endsWith('_pretty') ? nearby(at, reader) : undefined;
  if (near !== undefined) return near;
  return new Intl.DateTimeFormat('en-US', { ...style, timeZone: reader.zone }).format(at);
}

function showDate(body: string, reader: Reader): string {
  const [, unix = '', format = ''] = /^date\^(\d+)\^([^|^]*)/.exec(body) ?? [];
  const at = Number(unix) * 1000;
  return format.replace(/\{(\w+)\}/g, (_, token: string) => dateToken(token, at, reader));
}

function showToken(body: string, reader: Reader): string {
  const [head = '', label] = body.split('|');
  if (body.startsWith('!date^')) return showDate(body.slice(1), reader);
  if (head.startsWith('@')) return `@${reader.personName(head.slice(1))}`;
  if (head.startsWith('#')) return `#${reader.channelName(head.slice(1))}`;
  if (head.startsWith('!subteam^')) return label ?? '@group';
  if (head.startsWith('!')) return `@${head.slice(1)}`;
  return label ?? head.replace(/^mailto:/, '');
}

/** Pairs of marks around text, not inside a word. */
const MARKS = [
  /(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*[^*\s])\*(?![\p{L}\p{N}*])/gu,
  /(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*[^_\s])_(?![\p{L}\p{N}_])/gu,
  /(?<![\p{L}\p{N}~])~(?=\S)([^~\n]*[^~\s])~(?![\p{L}\p{N}~])/gu,
];

function unmark(text: string): string {
  return MARKS.reduce((left, mark) => left.replace(mark, '$1'), text);
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** What a person sees of mrkdwn: mentions by name, dates in their zone, links by label, no marks. */
export function showMrkdwn(text: string, reader: Reader): string {
  const pieces = text.split(/(<[^<>\n]+>)/);
  const shown = pieces.map((piece) =>
    piece.startsWith('<') && piece.endsWith('>') && piece.length > 2
      ? showToken(unescape(piece.slice(1, -1)), reader)
      : unescape(unmark(piece)),
  );
  // Marks may enclose a token: look once more at the whole.
  return unmark(shown.join(''));
}
