import { stateField, type Control, type ElementState } from '../blocks/state.ts';
import { LIMITS } from '../facts.ts';
import { textOf } from '../json.ts';

const REQUIRED = 'Please complete this required field.';
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

function isEmpty(control: Control, state: ElementState | undefined): boolean {
  const value = state?.[stateField(control.type) ?? ''];
  return value == null || value === '' || (Array.isArray(value) && value.length === 0);
}

function wrongNumber({ element }: Control, typed: string): string | undefined {
  const number = Number(typed);
  if (typed.trim() === '' || !Number.isFinite(number)) return 'Please enter a number.';
  if (element['is_decimal_allowed'] !== true && !Number.isInteger(number)) {
    return 'Please enter a whole number.';
  }
  const { min_value, max_value } = element;
  if (min_value !== undefined && number < Number(min_value)) {
    return `Please enter a number of at least ${textOf(min_value)}.`;
  }
  if (max_value !== undefined && number > Number(max_value)) {
    return `Please enter a number of at most ${textOf(max_value)}.`;
  }
  return undefined;
}

function wrongLength({ element }: Control, typed: string): string | undefined {
  const longest = LIMITS.elements.plain_text_input.max_length[1] ?? Infinity;
  const max = Number(element['max_length'] ?? longest);
  const min = Number(element['min_length'] ?? 0);
  if (typed.length > max) return `Please enter at most ${max} characters.`;
  return typed.length < min ? `Please enter at least ${min} characters.` : undefined;
}

function wrongText(control: Control, typed: string): string | undefined {
  switch (control.type) {
    case 'plain_text_input':
      return wrongLength(control, typed);
    case 'email_text_input':
      return EMAIL.test(typed) ? undefined : 'Please enter a valid email address.';
    case 'url_text_input':
      return URL.canParse(typed) ? undefined : 'Please enter a valid URL.';
    case 'number_input':
      return wrongNumber(control, typed);
    default:
      return undefined;
  }
}

/** What Slack's client says under an input before it sends the form; undefined when it is fine. */
export function wrongInput(control: Control, state: ElementState | undefined): string | undefined {
  if (control.block['type'] !== 'input') return undefined;
  if (isEmpty(control, state)) {
    return control.block['optional'] === true ? undefined : REQUIRED;
  }
  return wrongText(control, textOf(state?.['value']));
}
