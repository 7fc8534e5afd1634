import './composer.css';
import { Autocomplete } from '@base-ui/react/autocomplete';
import { Paperclip, SendHorizontal, X } from 'lucide-react';
import { use, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { ActReply, Screen } from '../../desk/protocol.ts';
import { act } from '../connection.ts';
import { PortalContext, type PickedFile } from '../blocks/index.ts';
import { readFiles } from '../files.ts';

type Command = Screen['commands'][number];

/** Where a person writes; what begins with a slash is a command. */
export function Composer({
  as,
  channel,
  thread,
  label,
  commands,
  disabled = false,
  onReply,
}: Readonly<{
  as: string;
  channel: string;
  thread?: string;
  label: string;
  commands: readonly Command[];
  disabled?: boolean;
  onReply: (reply: ActReply) => void;
}>): ReactNode {
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly PickedFile[]>([]);
  const highlighted = useRef(false);
  const isCommand = text.startsWith('/');

  const send = async () => {
    const said = text.trim();
    if (said === '' && files.length === 0) return;
    setText('');
    setFiles([]);
    const there = { as, channel, ...(thread !== undefined && { thread }) };
    const reply = await act(
      isCommand
        ? { do: 'command', text: said, ...there }
        : { do: 'say', text: said, files: [...files], ...there },
    );
    // What was refused is not lost.
    if (!reply.ok && !isCommand) setText(said);
    onReply(reply);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (highlighted.current) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Files files={files} onFiles={setFiles} />
      <div className="composer-row">
        <AttachButton onFiles={(picked) => setFiles((before) => [...before, ...picked])} />
        <CommandInput
          label={label}
          text={text}
          onText={setText}
          commands={commands}
          disabled={disabled}
          onKey={onKey}
          onHighlight={(on) => {
            highlighted.current = on;
          }}
        />
        <button
          type="submit"
          className="icon-button composer-send"
          aria-label="Send"
          disabled={disabled}
        >
          <SendHorizontal aria-hidden="true" />
        </button>
      </div>
    </form>
  );
}

function CommandInput({
  label,
  text,
  onText,
  commands,
  disabled,
  onKey,
  onHighlight,
}: Readonly<{
  label: string;
  text: string;
  onText: (text: string) => void;
  commands: readonly Command[];
  disabled: boolean;
  onKey: (event: KeyboardEvent) => void;
  onHighlight: (on: boolean) => void;
}>): ReactNode {
  const portal = use(PortalContext);
  const fitting = commands.filter(({ command }) => text !== '' && command.startsWith(text));
  return (
    <Autocomplete.Root
      items={fitting}
      mode="none"
      value={text}
      onValueChange={(next, { reason }) => onText(reason === 'item-press' ? `${next} ` : next)}
      itemToStringValue={({ command }) => command}
      open={fitting.length > 0}
      onItemHighlighted={(item) => onHighlight(item !== undefined)}
    >
      <Autocomplete.Input
        aria-label={label}
        placeholder={disabled ? 'This channel is archived' : label}
        disabled={disabled}
        onKeyDown={onKey}
        className="composer-text"
      />
      <Autocomplete.Portal container={portal}>
        <Autocomplete.Positioner side="top" align="start" sideOffset={8} className="layer">
          <Autocomplete.Popup className="popup">
            <Autocomplete.List>
              {(item: Command) => (
                <Autocomplete.Item
                  key={item.command}
                  value={item}
                  className="popup-row composer-command"
                >
                  <strong>{item.command}</strong> <span>{item.usageHint}</span>
                  <small>{item.description}</small>
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}

function AttachButton({
  onFiles,
}: Readonly<{ onFiles: (files: readonly PickedFile[]) => void }>): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label="Attach files"
        onClick={() => input.current?.click()}
      >
        <Paperclip aria-hidden="true" />
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={({ target }) => {
          const picked = [...(target.files ?? [])];
          target.value = '';
          void readFiles(picked).then(onFiles);
        }}
      />
    </>
  );
}

function Files({
  files,
  onFiles,
}: Readonly<{
  files: readonly PickedFile[];
  onFiles: (files: readonly PickedFile[]) => void;
}>): ReactNode {
  if (files.length === 0) return null;
  return (
    <ul className="composer-files" aria-label="Attached">
      {files.map((file, at) => (
        <li key={at}>
          {file.name}
          <button
            type="button"
            className="icon-button"
            aria-label={`Remove ${file.name}`}
            onClick={() => onFiles(files.filter((one) => one !== file))}
          >
            <X aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}
