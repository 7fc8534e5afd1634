import './form.css';
import { Dialog } from '@base-ui/react/dialog';
import { useEffect, useRef, type ReactNode } from 'react';
import { act } from '../connection.ts';
import type { Reader } from '../blocks/index.ts';
import { CONTROL, Form, type Modal } from './form.tsx';
import type { Person } from './reader.ts';

/** Where a person begins: as in Slack, not at the button that closes the form. */
const FIRST_INPUT = `.form-body ${CONTROL}`;

/** Without an input the form itself: nobody presses by accident what they have not read. */
function firstIn(popup: HTMLElement | null): HTMLElement | null {
  return popup?.querySelector<HTMLElement>(FIRST_INPUT) ?? popup;
}

/** The form on top, over the Slack window of whoever has it open. */
export function FormLayer({
  me,
  reader,
  modals,
  container,
}: Readonly<{
  me: Person;
  reader: Reader;
  modals: readonly Modal[];
  container: HTMLElement | null;
}>): ReactNode {
  const sheet = useRef<HTMLDivElement>(null);
  const top = modals.at(-1);
  // An app may put another form in the place of one: that begins anew, at its top.
  const shown = top && `${top.id} ${top.title}`;
  useEffect(() => {
    const popup = sheet.current;
    if (shown === undefined || popup?.querySelector('.form-body :focus')) return;
    firstIn(popup)?.focus();
  }, [shown]);
  const dismiss = (all: boolean) => void act({ do: 'dismiss', as: me.id, all });
  return (
    <Dialog.Root
      open={top !== undefined}
      // The rest of this Slack window is inert meanwhile; the other window and the panel are not.
      modal={false}
      disablePointerDismissal
      onOpenChange={(open) => {
        if (!open) dismiss(false);
      }}
    >
      <Dialog.Portal container={container}>
        <Dialog.Backdrop className="form-backdrop" />
        <Dialog.Popup
          className="form"
          ref={sheet}
          initialFocus={() => firstIn(sheet.current) ?? true}
        >
          {top && (
            <Form
              key={shown}
              modal={top}
              isPushed={modals.length > 1}
              me={me}
              reader={reader}
              onDismiss={dismiss}
            />
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
