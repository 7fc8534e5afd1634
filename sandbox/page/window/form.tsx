import { Dialog } from '@base-ui/react/dialog';
import { ArrowLeft, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
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
  const onReply = (reply: ActReply) => setTold(reply.ok ? undefined : reply.text);
  const fields = () => knownFields(typed, view);

  const send = async () => {
    if (sending) return;
    setSending(true);
    const reply = await act({ do: 'submit', as: me.id, values: fields() });
    setSending(false);
    onReply(reply);
  };
  const surface: Surface = {
    ...surfaceFor({
      as: me.id,
      reader,
      where: {},
      values: view.state.values,
      errors: modal.errors,
      typed: fields,
      onReply,
    }),
    type: ({ blockId }, value) => setTyped((before) => ({ ...before, [blockId]: value })),
    typed: ({ blockId }) => typed[blockId],
  };
  return (
    <form
      className="form-sheet"
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
      <div className="form-body">
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

/** What was typed into inputs that the form still has: an update may have taken some away. */
function knownFields(typed: Readonly<Record<string, Entered>>, { blocks }: View): FormFields {
  const there = new Set(blocks.map((block) => block['block_id']));
  const fields = Object.entries(typed).filter(([blockId]) => there.has(blockId));
  return Object.fromEntries(fields) as FormFields;
}
