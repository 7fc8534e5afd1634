import { Dialog } from '@base-ui/react/dialog';
import { ArrowLeft, X } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ActReply, ActRequest, Screen } from '../../desk/protocol.ts';
import { act } from '../connection.ts';
import { Blocks, type Entered, type Reader, type Surface } from '../blocks/index.ts';
import type { Person } from './reader.ts';
import { surfaceFor } from './surface.ts';

type FormFields = Extract<ActRequest, { do: 'submit' }>['values'];

export type Modal = Screen['modals'][number];

/** A view as the app sent it, completed by Slack. */
type View = Readonly<{
  blocks: readonly Readonly<Record<string, unknown>>[];
  title: Readonly<{ text: string }>;
  submit: Readonly<{ text: string }> | null;
  close: Readonly<{ text: string }> | null;
  state: Readonly<{ values: Surface['values'] }>;
}>;

/** What a person uses in a form. */
export const CONTROL = ':is(input:not([type="hidden"], [tabindex="-1"]), textarea, button)';

const NONE: ReadonlySet<string> = new Set();

/** One form: its inputs keep what was typed until it is sent. */
export function Form({
  modal,
  isPushed,
  me,
  reader,
  onDismiss,
}: Readonly<{
  modal: Modal;
  /** Another form waits under it. */
  isPushed: boolean;
  me: Person;
  reader: Reader;
  onDismiss: (all: boolean) => void;
}>): ReactNode {
  const view = modal.view as unknown as View;
  const [typed, setTyped] = useState<Readonly<Record<string, Entered>>>({});
  const [sending, setSending] = useState(false);
  const [told, setTold] = useState<string>();
  // What was wrong with an input is gone from it once it is used, until the form is sent again.
  const [mended, setMended] = useState(NONE);
  const [times, setTimes] = useState(0);
  const sheet = useRef<HTMLFormElement>(null);
  const onReply = (reply: ActReply) => setTold(reply.ok ? undefined : reply.text);
  const fields = () => knownFields(typed, view);

  const send = async () => {
    if (sending) return;
    setSending(true);
    const reply = await act({ do: 'submit', as: me.id, values: fields() });
    setSending(false);
    setMended(NONE);
    setTimes((before) => before + 1);
    onReply(reply);
  };
  const wrong = Object.keys(modal.errors).join(' ');
  useEffect(() => {
    if (wrong !== '') goToFirstWrong(sheet.current);
  }, [wrong, times]);
  const surface: Surface = {
    ...surfaceFor({
      as: me.id,
      reader,
      where: {},
      values: view.state.values,
      errors: without(modal.errors, mended),
      typed: fields,
      onReply,
    }),
    type: ({ blockId }, value) => {
      setTyped((before) => ({ ...before, [blockId]: value }));
      setMended((before) => new Set(before).add(blockId));
    },
    typed: ({ blockId }) => typed[blockId],
  };
  // What cannot be tabbed into has to be scrolled by keyboard itself.
  const isOnlyRead = !view.blocks.some(({ type }) => type === 'input');
  return (
    <form
      className="form-sheet"
      ref={sheet}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <header className="form-head">
        {isPushed && (
          <button
            type="button"
            className="icon-button"
            aria-label="Back"
            onClick={() => onDismiss(false)}
          >
            <ArrowLeft aria-hidden="true" />
          </button>
        )}
        <Dialog.Title>{view.title.text}</Dialog.Title>
        <button
          type="button"
          className="icon-button"
          aria-label="Close"
          onClick={() => onDismiss(true)}
        >
          <X aria-hidden="true" />
        </button>
      </header>
      <div className="form-body" {...(isOnlyRead && { tabIndex: 0 })}>
        {told !== undefined && (
          <p className="form-told" role="alert">
            {told}
          </p>
        )}
        <Blocks blocks={view.blocks} surface={surface} />
      </div>
      <footer className="form-foot">
        <button type="button" className="button" onClick={() => onDismiss(false)}>
          {view.close?.text ?? 'Close'}
        </button>
        {view.submit && (
          <button type="submit" className="button primary" aria-busy={sending}>
            {view.submit.text}
          </button>
        )}
      </footer>
    </form>
  );
}

/** Puts a person before the first input with something wrong: it may have been scrolled away. */
function goToFirstWrong(sheet: HTMLElement | null): void {
  const input = sheet?.querySelector('.bk-labelled:has(.bk-error)');
  input?.querySelector<HTMLElement>(CONTROL)?.focus();
  input?.scrollIntoView({ block: 'nearest' });
}

function without(errors: Modal['errors'], mended: ReadonlySet<string>): Modal['errors'] {
  return Object.fromEntries(Object.entries(errors).filter(([blockId]) => !mended.has(blockId)));
}

/** What was typed into inputs that the form still has: an update may have taken some away. */
function knownFields(typed: Readonly<Record<string, Entered>>, { blocks }: View): FormFields {
  const there = new Set(blocks.map((block) => block['block_id']));
  const fields = Object.entries(typed).filter(([blockId]) => there.has(blockId));
  return Object.fromEntries(fields) as FormFields;
}
