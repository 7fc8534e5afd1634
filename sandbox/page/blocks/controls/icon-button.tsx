import { CircleHelp, ThumbsDown, ThumbsUp, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { isObject, textOf } from '../../../slack/json.ts';
import { useReader, useSurface } from '../surface.ts';
import { labelOf } from '../text/text.tsx';
import { useBusy } from './busy.ts';
import { useConfirm } from './confirm.tsx';
import type { Control } from './control.ts';
import '../buttons.css';

function IconOnly({
  control,
  label,
  value,
  children,
}: Readonly<{ control: Control; label: string; value?: string; children: ReactNode }>): ReactNode {
  const { press } = useSurface();
  const { busy, run } = useBusy();
  const { ask, dialog } = useConfirm(control.element['confirm']);
  return (
    <>
      <button
        type="button"
        className="bk-icon-button"
        aria-label={label}
        title={label}
        aria-busy={busy}
        aria-disabled={busy}
        onClick={() => {
          ask(() => {
            run(() => press(control.where, value));
          });
        }}
      >
        {children}
      </button>
      {dialog}
    </>
  );
}

/** A button that is an icon; Slack has but one, the bin. */
export function IconButton({ control }: Readonly<{ control: Control }>): ReactNode {
  const { element } = control;
  const reader = useReader();
  const label = textOf(element['accessibility_label']) || labelOf(element['text'], reader);
  const Icon = element['icon'] === 'trash' ? Trash2 : CircleHelp;
  return (
    <IconOnly control={control} label={label}>
      <Icon aria-hidden size={16} />
    </IconOnly>
  );
}

/** Thumbs up, thumbs down. */
export function FeedbackButtons({ control }: Readonly<{ control: Control }>): ReactNode {
  const reader = useReader();
  const choices = [
    ['positive_button', ThumbsUp],
    ['negative_button', ThumbsDown],
  ] as const;
  return choices.map(([name, Icon]) => {
    const each = control.element[name];
    if (!isObject(each)) return null;
    const label = textOf(each['accessibility_label']) || labelOf(each['text'], reader);
    return (
      <IconOnly key={name} control={control} label={label} value={textOf(each['value'])}>
        <Icon aria-hidden size={16} />
      </IconOnly>
    );
  });
}
