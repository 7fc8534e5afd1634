import type { ReactNode } from 'react';
import { isObject, textOf, type Obj } from '../../../slack/json.ts';
import type { Json } from '../../../slack/types.ts';
import { ImageFrame } from '../text/image-frame.tsx';
import { Unknown } from '../unknown.tsx';
import { Button } from './button.tsx';
import { controlOf, type Control, type Names } from './control.ts';
import { DateInput } from './date-input.tsx';
import { FileInput } from './file-input.tsx';
import { FeedbackButtons, IconButton } from './icon-button.tsx';
import { Checkboxes, RadioButtons } from './options.tsx';
import { Overflow } from './overflow.tsx';
import { Select } from './select.tsx';
import { TextInput } from './text-input.tsx';

function Usable({ control }: Readonly<{ control: Control }>): ReactNode {
  const type = textOf(control.element['type']);
  if (type.endsWith('_select')) return <Select control={control} />;
  switch (type) {
    case 'button':
    case 'workflow_button':
      return <Button control={control} />;
    case 'icon_button':
      return <IconButton control={control} />;
    case 'feedback_buttons':
      return <FeedbackButtons control={control} />;
    case 'checkboxes':
      return <Checkboxes control={control} />;
    case 'radio_buttons':
      return <RadioButtons control={control} />;
    case 'overflow':
      return <Overflow control={control} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <DateInput control={control} />;
    case 'plain_text_input':
    case 'rich_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <TextInput control={control} />;
    case 'file_input':
      return <FileInput control={control} />;
    default:
      return <Unknown value={control.element} />;
  }
}

export function imageUrl(element: Json): string {
  const { image_url: url, slack_file: file } = element;
  return textOf(url) || (isObject(file) ? textOf(file['url']) : '');
}

/** An element of a block: something to use, or an image. */
export function Element({
  block,
  element,
  names,
}: Readonly<{ block: Json; element: Obj; names?: Names }>): ReactNode {
  if (element['type'] === 'image') {
    return (
      <ImageFrame url={imageUrl(element)} alt={textOf(element['alt_text'])} size="accessory" />
    );
  }
  const control = controlOf(block, element, names);
  return <Usable key={`${control.where.blockId} ${control.where.actionId}`} control={control} />;
}
