import { FileText, Upload, X } from 'lucide-react';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { sizeText } from '../../files.ts';
import { naming, type Control } from './control.ts';
import { usePickedFiles } from './picked-files.ts';
import '../inputs.css';

function FileLine({
  name,
  size,
  onRemove,
}: Readonly<{ name: string; size: number; onRemove?: () => void }>): ReactNode {
  return (
    <li className="bk-file">
      <FileText aria-hidden size={20} />
      <span className="bk-file-name">{name}</span>
      <span className="bk-file-size">{sizeText(size)}</span>
      {onRemove === undefined ? null : (
        <button
          type="button"
          className="bk-icon-button"
          aria-label={`Remove ${name}`}
          onClick={onRemove}
        >
          <X aria-hidden size={16} />
        </button>
      )}
    </li>
  );
}

function acceptOf({ element }: Control): string {
  const types: unknown[] = Array.isArray(element['filetypes']) ? element['filetypes'] : [];
  return types.map((type) => `.${String(type)}`).join(',');
}

/** Files from this machine, read at once; dropping them works too. */
export function FileInput({ control }: Readonly<{ control: Control }>): ReactNode {
  const { most, before, picked, trouble, add, remove } = usePickedFiles(control);
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const drag = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(isOver);
  };
  const drop = (event: DragEvent): void => {
    drag(false)(event);
    add([...event.dataTransfer.files]);
  };
  return (
    <div
      className={over ? 'bk-files bk-files-over' : 'bk-files'}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={drop}
    >
      <div className="bk-files-zone">
        <Upload aria-hidden size={16} />
        <span>
          <b>{most === 1 ? 'Add a file' : 'Add files'}</b> or drop {most === 1 ? 'it' : 'them'} here
        </span>
        <input
          ref={input}
          type="file"
          className="bk-files-input"
          multiple={most > 1}
          accept={acceptOf(control)}
          {...naming(control.names, 'Add files')}
          onChange={({ target }) => {
            add([...(target.files ?? [])]);
            // The same file may be picked again after it was removed.
            target.value = '';
          }}
        />
      </div>
      {trouble === '' ? null : (
        <div className="bk-error" role="alert">
          {trouble}
        </div>
      )}
      <ul className="bk-file-list" aria-label="Files">
        {before.map(({ name, size }) => (
          <FileLine key={name} name={name} size={size} />
        ))}
        {picked.map(({ name, size }, at) => (
          <FileLine
            key={`${at} ${name}`}
            name={name}
            size={size}
            onRemove={() => {
              remove(at);
              // The button that had the focus is gone.
              input.current?.focus();
            }}
          />
        ))}
      </ul>
    </div>
  );
}
