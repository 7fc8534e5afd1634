import '@fontsource/lato/400.css';
import '@fontsource/lato/700.css';
import '@fontsource/lato/900.css';
import '../../../sandbox/page/style.css';
import { useEffect, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import {
  Blocks,
  MessageText,
  PortalContext,
  type Entered,
  type Surface,
} from '../../../sandbox/page/blocks/index.ts';

type Json = Readonly<Record<string, unknown>>;
type Values = Surface['values'];

/** What is shown, as the test sets it. */
type Shown = Readonly<{
  blocks: readonly Json[];
  /** A message without blocks. */
  text?: string;
  form?: boolean;
  errors?: Readonly<Record<string, string>>;
  changed?: readonly string[];
  values?: Values;
  /** What the app suggests, by query. */
  suggestions?: Readonly<Record<string, readonly { label: string; value: string }[]>>;
}>;

type Stage = {
  /** Everything the surface was told, in order. */
  told: unknown[];
  /** While true, what is told stays under way until `settle`. */
  hold: boolean;
  settle: (ok: boolean) => void;
  show: (shown: Shown) => void;
  setValues: (values: Values) => void;
};

declare global {
  interface Window {
    stage: Stage;
  }
}

const waiting: ((ok: boolean) => void)[] = [];

function tell(...what: unknown[]): Promise<void> {
  window.stage.told.push(what);
  if (!window.stage.hold) return Promise.resolve();
  return new Promise((resolve, reject) => {
    waiting.push((ok) => {
      if (ok) resolve();
      else reject(new Error('The app did not answer'));
    });
  });
}

const PEOPLE = [
  { label: 'Mara Winter', value: 'U1' },
  { label: 'Priya <b>Rao</b>', value: 'U2' },
];
const CHANNELS = [
  { label: '#partner-acme', value: 'C1' },
  { label: '#general', value: 'C2' },
];

function Page(): ReactNode {
  const [shown, setShown] = useState<Shown>({ blocks: [] });
  const [values, setValues] = useState<Values>({});
  const [typed, setTyped] = useState<Readonly<Record<string, Entered>>>({});
  const [container, setContainer] = useState<HTMLElement | null>(null);
  useEffect(() => {
    // At once, so that a test sees what it asked for and nothing older.
    window.stage.show = (next) => {
      flushSync(() => {
        setShown(next);
        setValues(next.values ?? {});
        setTyped({});
      });
    };
    window.stage.setValues = (next) => {
      flushSync(() => setValues(next));
    };
  }, []);
  const keyOf = (where: Readonly<{ blockId: string; actionId: string }>): string =>
    `${where.blockId} ${where.actionId}`;
  const surface: Surface = {
    reader: {
      zone: 'Europe/Berlin',
      now: Date.UTC(2026, 2, 13, 9),
      personName: (id) => PEOPLE.find(({ value }) => value === id)?.label ?? id,
      channelName: (id) => CHANNELS.find(({ value }) => value === id)?.label.slice(1) ?? id,
      people: PEOPLE,
      channels: CHANNELS,
    },
    values,
    errors: shown.errors ?? {},
    changed: new Set(shown.changed),
    press: (where, value) => tell('press', keyOf(where), value),
    tick: (where, value, on) => tell('tick', keyOf(where), value, on),
    choose: (where, value) => tell('choose', keyOf(where), value),
    suggest: async (where, query) => {
      await tell('suggest', keyOf(where), query);
      return shown.suggestions?.[query] ?? [];
    },
    ...(shown.form === true && {
      type: (where, value) => {
        window.stage.told.push(['type', keyOf(where), value]);
        setTyped((before) => ({ ...before, [keyOf(where)]: value }));
      },
      typed: (where) => typed[keyOf(where)],
    }),
  };
  return (
    <PortalContext value={container}>
      <main className="harness" ref={setContainer}>
        <h1>Harness</h1>
        <h2>Blocks</h2>
        {shown.text === undefined ? null : (
          <div>
            <MessageText text={shown.text} reader={surface.reader} /> <small>(edited)</small>
          </div>
        )}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            window.stage.told.push(['submit']);
          }}
        >
          <Blocks blocks={shown.blocks} surface={surface} />
        </form>
      </main>
    </PortalContext>
  );
}

window.stage = {
  told: [],
  hold: false,
  settle: (ok) => {
    for (const end of waiting.splice(0)) end(ok);
  },
  show: () => undefined,
  setValues: () => undefined,
};

const root = document.createElement('div');
document.body.append(root);
flushSync(() => createRoot(root).render(<Page />));
