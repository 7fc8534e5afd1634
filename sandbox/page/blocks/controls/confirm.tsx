import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useContext, useState, type ReactNode } from 'react';
import { isObject, type Obj } from '../../../slack/json.ts';
import { PortalContext } from '../portal.ts';
import { Text } from '../text/text.tsx';
import '../dialog.css';

function Dialog({
  confirm,
  open,
  onClose,
  onConfirm,
}: Readonly<{
  confirm: Obj;
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
}>): ReactNode {
  const container = useContext(PortalContext) ?? undefined;
  const place = container === undefined ? '' : ' bk-in-window';
  const kind = confirm['style'] === 'danger' ? 'bk-button-danger' : 'bk-button-primary';
  return (
    <AlertDialog.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <AlertDialog.Portal container={container}>
        <AlertDialog.Backdrop className={`bk-backdrop${place}`} forceRender />
        <AlertDialog.Popup className={`bk-dialog${place}`}>
          <AlertDialog.Title className="bk-dialog-title">
            {confirm['title'] === undefined ? 'Are you sure?' : <Text value={confirm['title']} />}
          </AlertDialog.Title>
          <AlertDialog.Description className="bk-dialog-text" render={<div />}>
            <Text value={confirm['text']} />
          </AlertDialog.Description>
          <div className="bk-dialog-buttons">
            <AlertDialog.Close className="bk-button bk-button-large">
              {confirm['deny'] === undefined ? 'Cancel' : <Text value={confirm['deny']} />}
            </AlertDialog.Close>
            <button
              type="button"
              className={`bk-button bk-button-large ${kind}`}
              onClick={onConfirm}
            >
              {confirm['confirm'] === undefined ? 'Yes' : <Text value={confirm['confirm']} />}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

export type Confirmation = Readonly<{
  /** Does `then` once the person confirmed; at once where nothing is to be confirmed. */
  ask: (then: () => void) => void;
  /** To be drawn beside the control. */
  dialog: ReactNode;
}>;

/** The question an element puts before it is used. */
export function useConfirm(confirm: unknown): Confirmation {
  const [then, setThen] = useState<() => void>();
  const [open, setOpen] = useState(false);
  if (!isObject(confirm)) {
    return {
      ask: (act) => {
        act();
      },
      dialog: null,
    };
  }
  const close = (): void => {
    setOpen(false);
  };
  return {
    ask: (act) => {
      setThen(() => act);
      setOpen(true);
    },
    dialog: (
      <Dialog
        confirm={confirm}
        open={open}
        onClose={close}
        onConfirm={() => {
          close();
          then?.();
        }}
      />
    ),
  };
}
