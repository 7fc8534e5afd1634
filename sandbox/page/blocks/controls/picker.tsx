import { Combobox } from '@base-ui/react/combobox';
import { ChevronDown, X } from 'lucide-react';
import { useContext, useState, type ReactNode } from 'react';
import { PortalContext } from '../portal.ts';
import type { Choice } from '../types.ts';
import type { Group } from './choices.ts';
import { naming, type Names } from './control.ts';
import { PickerList } from './picker-list.tsx';
import type { Search } from './suggest.ts';
import '../picker.css';

export type PickerProps = Readonly<{
  groups: readonly Group[];
  chosen: readonly Choice[];
  /** Many may be chosen, at most `most`. */
  multiple: boolean;
  most: number;
  placeholder: string;
  names: Names;
  busy: boolean;
  clearable: boolean;
  /** Where the list comes from the app. */
  search: Search | undefined;
  onChoose: (chosen: readonly Choice[]) => void;
}>;

function Chips({
  chosen,
  children,
}: Readonly<{ chosen: readonly Choice[]; children: ReactNode }>): ReactNode {
  return (
    <Combobox.Chips className="bk-chips" {...(chosen.length > 0 ? { 'aria-label': 'Chosen' } : {})}>
      {chosen.map(({ label, value }) => (
        <Combobox.Chip
          key={value}
          className="bk-chip"
          aria-label={label}
          aria-description="Press Backspace or Delete to remove"
        >
          {label}
          <Combobox.ChipRemove className="bk-chip-remove" aria-label={`Remove ${label}`}>
            <X aria-hidden size={14} />
          </Combobox.ChipRemove>
        </Combobox.Chip>
      ))}
      {children}
    </Combobox.Chips>
  );
}

function Field(props: PickerProps): ReactNode {
  const { chosen, multiple, placeholder, names, busy, clearable } = props;
  const input = (
    <Combobox.Input
      className="bk-picker-input"
      placeholder={multiple && chosen.length > 0 ? '' : placeholder}
      aria-busy={busy}
      {...naming(names, placeholder)}
    />
  );
  return (
    <Combobox.InputGroup className="bk-picker" data-busy={busy ? '' : undefined}>
      {multiple ? <Chips chosen={chosen}>{input}</Chips> : input}
      {clearable && chosen.length > 0 ? (
        <Combobox.Clear className="bk-picker-button" aria-label="Clear">
          <X aria-hidden size={16} />
        </Combobox.Clear>
      ) : null}
      <Combobox.Trigger className="bk-picker-button" aria-label={`Open: ${placeholder}`}>
        <ChevronDown aria-hidden size={16} />
      </Combobox.Trigger>
    </Combobox.InputGroup>
  );
}

type SearchText = Readonly<{
  inputValue: string;
  onInputValueChange: (text: string, details: Combobox.Root.ChangeEventDetails) => void;
  onOpenChange: (open: boolean, details: Combobox.Root.OpenChangeEventDetails) => void;
}>;

/** What stands in the input: what is typed while the list is open, what is chosen otherwise. */
function useSearchText({ chosen, multiple, search }: PickerProps): SearchText {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const label = multiple ? '' : (chosen[0]?.label ?? '');
  return {
    inputValue: open ? text : label,
    onInputValueChange: (typed, { reason }) => {
      setText(typed);
      if (reason === 'input-change' || reason === 'input-clear') search?.look(typed);
    },
    onOpenChange: (next, { reason }) => {
      setOpen(next);
      if (!next || reason === 'input-change') return;
      setText(label);
      search?.look('');
    },
  };
}

/** Every kind of select: one or many, from a list or as the app suggests. */
export function Picker(props: PickerProps): ReactNode {
  const { groups, chosen, multiple, most, busy, clearable, search, onChoose } = props;
  const container = useContext(PortalContext) ?? undefined;
  const searchText = useSearchText(props);
  const listed = search === undefined ? groups : [{ label: '', items: search.found }];
  const choose = (
    next: Choice | Choice[] | null,
    details: Combobox.Root.ChangeEventDetails,
  ): void => {
    const { reason } = details;
    // Escape is for leaving, and an empty text may be the beginning of another search.
    if (reason === 'escape-key' || (reason === 'input-clear' && !clearable)) {
      details.cancel();
      details.allowPropagation();
      return;
    }
    const picked = Array.isArray(next) ? next : next === null ? [] : [next];
    if (picked.length <= most) onChoose(picked);
  };
  return (
    <Combobox.Root<Choice, boolean>
      items={listed.map((group) => ({ ...group, items: [...group.items] }))}
      multiple={multiple}
      value={multiple ? [...chosen] : (chosen[0] ?? null)}
      isItemEqualToValue={(item, value) => item.value === value.value}
      itemToStringLabel={({ label }) => label}
      readOnly={busy}
      autoHighlight
      {...(search === undefined ? {} : { filter: null })}
      {...searchText}
      onValueChange={choose}
    >
      <Field {...props} />
      <Combobox.Portal container={container}>
        <Combobox.Positioner className="bk-popup-place" sideOffset={4} collisionPadding={8}>
          <PickerList search={search} full={multiple && chosen.length >= most} />
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
