import { listAuditBetween } from '../../db/audit.ts';
import { listOutboxWritten } from '../../db/outbox.ts';
import type { Reader } from '../../db/store.ts';
import type { ApiCall, Delivery, Slack } from '../slack/index.ts';
import { callLine, deliveryLine } from './trace-words.ts';
import type { TraceDetail, TraceLine } from './protocol.ts';

/** Lines that the page shows. */
const SHOWN = 200;
/** Lines that are remembered. */
const KEPT = 2_000;
/** More rows than one request ever writes. */
const ROWS = 200;

type Source =
  | Readonly<{ kind: 'call'; call: ApiCall }>
  | Readonly<{ kind: 'delivery'; delivery: Delivery }>
  | Readonly<{ kind: 'told'; value: unknown }>;

/** What happened between Slack and the bot, in the order in which it ended. */
export type Trace = Readonly<{
  /** Reads what was said since the last time. */
  catchUp: (slack: Slack) => void;
  /** Notes what is neither request nor call. */
  note: (line: Omit<TraceLine, 'n'>, value?: unknown) => void;
  lines: () => readonly TraceLine[];
  /** A line with all there is to know about it, and what was written while it was handled. */
  detail: (n: number, reader: Reader) => Promise<TraceDetail | undefined>;
  /** Another Slack was set up. */
  restart: () => void;
}>;

export function createTrace(): Trace {
  let entries: Readonly<{ line: TraceLine; source: Source }>[] = [];
  let last = 0;
  let seen = 0;

  function add(line: Omit<TraceLine, 'n'>, source: Source): void {
    entries.push({ line: { n: ++last, ...line }, source });
    if (entries.length > KEPT) entries = entries.slice(-KEPT / 2);
  }

  return {
    catchUp: (slack) => {
      for (const one of slack.traffic(seen)) {
        if (one.kind === 'call') add(callLine(slack, one.call), one);
        else add(deliveryLine(slack, one.delivery), one);
        seen = one.kind === 'call' ? one.call.ended : one.delivery.ended;
      }
    },
    note: (line, value) => {
      add(line, { kind: 'told', value });
    },
    lines: () => entries.slice(-SHOWN).map(({ line }) => line),
    detail: async (n, reader) => {
      const entry = entries.find(({ line }) => line.n === n);
      return entry && { ...entry.line, parts: await partsOf(entry.source, reader) };
    },
    restart: () => {
      entries = [];
      seen = 0;
    },
  };
}

async function partsOf(source: Source, reader: Reader): Promise<TraceDetail['parts']> {
  switch (source.kind) {
    case 'told':
      return source.value === undefined ? [] : [{ name: 'What was told', value: source.value }];
    case 'call': {
      const { args, response } = source.call;
      return [
        { name: 'Arguments', value: args },
        { name: 'Slack’s answer', value: response ?? null },
      ];
    }
    case 'delivery': {
      const { at, ms, body, response } = source.delivery;
      // What a request writes carries the time at which it is handled.
      const meanwhile = { from: at, to: at + Math.ceil(ms), limit: ROWS };
      return [
        { name: 'Payload', value: body },
        { name: 'The bot’s answer', value: readable(response) },
        {
          name: 'Outbox rows written meanwhile',
          value: await listOutboxWritten(reader, meanwhile),
        },
        {
          name: 'Audit entries written meanwhile',
          value: await listAuditBetween(reader, meanwhile),
        },
      ];
    }
  }
}

/** JSON as a value, anything else as it is. */
function readable(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
