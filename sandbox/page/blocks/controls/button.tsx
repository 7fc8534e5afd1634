import type { ReactNode } from 'react';
import { textOf } from '../../../slack/json.ts';
import { useSurface } from '../surface.ts';
import { AWAY, safeUrl } from '../text/link.tsx';
import { Text } from '../text/text.tsx';
import { useBusy } from './busy.ts';
import { useConfirm } from './confirm.tsx';
import type { Control } from './control.ts';
import '../buttons.css';

const STYLES: Readonly<Record<string, string>> = {
  primary: ' bk-button-primary',
  danger: ' bk-button-danger',
};

/** A button; one with an address leads there, and still tells the app. */
export function Button({ control }: Readonly<{ control: Control }>): ReactNode {
  const { element, where, names } = control;
  const { press } = useSurface();
  const { busy, run } = useBusy();
  const { ask, dialog } = useConfirm(element['confirm']);
  const href = safeUrl(textOf(element['url']));
  const label = textOf(element['accessibility_label']);
  const shared = {
    className: `bk-button${STYLES[textOf(element['style'])] ?? ''}`,
    'aria-busy': busy,
    ...(label === '' ? {} : { 'aria-label': label }),
    ...(names.describedBy === undefined ? {} : { 'aria-describedby': names.describedBy }),
  };
  const tell = (): void => {
    run(() => press(where));
  };
  if (href !== undefined && element['confirm'] === undefined) {
    return (
      <a {...shared} href={href} {...AWAY} onClick={tell}>
        <Text value={element['text']} />
      </a>
    );
  }
  const use = (): void => {
    tell();
    if (href !== undefined) window.open(href, '_blank', 'noopener,noreferrer');
  };
  return (
    <>
      <button type="button" {...shared} aria-disabled={busy} onClick={() => ask(use)}>
        <Text value={element['text']} />
      </button>
      {dialog}
    </>
  );
}
