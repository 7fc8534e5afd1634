import { Combobox } from '@base-ui/react/combobox';
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Choice } from '../types.ts';
import type { Group } from './choices.ts';
import type { Search } from './suggest.ts';

function Line({ choice }: Readonly<{ choice: Choice }>): ReactNode {
  return (
    <Combobox.Item value={choice} className="bk-item">
      <span className="bk-item-mark">
        <Combobox.ItemIndicator>
          <Check aria-hidden size={14} />
        </Combobox.ItemIndicator>
      </span>
      <span className="bk-item-text">
        {choice.label}
        {choice.description === undefined ? null : (
          <span className="bk-item-more">{choice.description}</span>
        )}
      </span>
    </Combobox.Item>
  );
}

/** What opens below a picker. */
export function PickerList({
  search,
  full,
}: Readonly<{ search: Search | undefined; full: boolean }>): ReactNode {
  const status = full ? 'No more can be chosen' : (search?.status ?? '');
  return (
    <Combobox.Popup className="bk-popup bk-picker-popup" aria-busy={search?.searching === true}>
      <Combobox.Status>
        {status === '' ? null : <div className="bk-popup-note">{status}</div>}
      </Combobox.Status>
      <Combobox.Empty>
        {search === undefined ? <div className="bk-popup-note">No results</div> : null}
      </Combobox.Empty>
      <Combobox.List className="bk-list-box">
        {(group: Group) => (
          <Combobox.Group key={group.label} items={[...group.items]}>
            {group.label === '' ? null : (
              <Combobox.GroupLabel className="bk-group-label">{group.label}</Combobox.GroupLabel>
            )}
            <Combobox.Collection>
              {(choice: Choice) => <Line key={choice.value} choice={choice} />}
            </Combobox.Collection>
          </Combobox.Group>
        )}
      </Combobox.List>
    </Combobox.Popup>
  );
}
