import { Menu } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';
import { useContext, type ReactNode } from 'react';
import { objectsOf, textOf, type Obj } from '../../../slack/json.ts';
import { PortalContext } from '../portal.ts';
import { useSurface } from '../surface.ts';
import { AWAY, safeUrl } from '../text/link.tsx';
import { Text } from '../text/text.tsx';
import { useBusy } from './busy.ts';
import { useConfirm } from './confirm.tsx';
import { naming, type Control } from './control.ts';
import '../buttons.css';
import '../picker.css';

function Item({ option, onPick }: Readonly<{ option: Obj; onPick: () => void }>): ReactNode {
  const href = safeUrl(textOf(option['url']));
  const inner = (
    <span className="bk-item-text">
      <Text value={option['text']} />
      {option['description'] === undefined ? null : (
        <span className="bk-item-more">
          <Text value={option['description']} />
        </span>
      )}
    </span>
  );
  return href === undefined ? (
    <Menu.Item className="bk-item" onClick={onPick}>
      {inner}
    </Menu.Item>
  ) : (
    <Menu.LinkItem className="bk-item" href={href} {...AWAY} closeOnClick onClick={onPick}>
      {inner}
    </Menu.LinkItem>
  );
}

/** The menu behind three dots. */
export function Overflow({ control }: Readonly<{ control: Control }>): ReactNode {
  const { element, where, names } = control;
  const { press } = useSurface();
  const { busy, run } = useBusy();
  const { ask, dialog } = useConfirm(element['confirm']);
  const container = useContext(PortalContext) ?? undefined;
  const pick = (option: Obj): void => {
    ask(() => {
      run(() => press(where, textOf(option['value'])));
    });
  };
  return (
    <>
      <Menu.Root modal={false}>
        <Menu.Trigger
          className="bk-button bk-overflow"
          aria-busy={busy}
          {...naming(names, 'More actions')}
        >
          <Ellipsis aria-hidden size={18} />
        </Menu.Trigger>
        <Menu.Portal container={container}>
          <Menu.Positioner
            className="bk-popup-place"
            align="end"
            sideOffset={4}
            collisionPadding={8}
          >
            <Menu.Popup className="bk-popup">
              {objectsOf(element['options']).map((option) => (
                <Item
                  key={textOf(option['value'])}
                  option={option}
                  onPick={() => {
                    pick(option);
                  }}
                />
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {dialog}
    </>
  );
}
