import { LIMITS } from '../facts.ts';
import { isObject } from '../json.ts';
import {
  anything,
  byType,
  flag,
  listOf,
  matching,
  oneOf,
  problem,
  shape,
  text,
  whole,
  type Check,
} from './check.ts';
import {
  actionId,
  confirm,
  dispatchConfig,
  distinctValues,
  focus,
  initialAmongOptions,
  oneImageSource,
  optionGroup,
  optionsOrGroups,
  overflowOption,
  plainOption,
  plainText,
  richOption,
  slackFile,
  style,
  url,
} from './composition.ts';
import { richText } from './rich-text.ts';

const { elements, element_blocks: BLOCKS, element_surfaces: SURFACES } = LIMITS;

const type = anything;
const common = { action_id: actionId, confirm, focus_on_load: focus };
const placeholder = plainText(elements.static_select.placeholder);
const select = { ...common, placeholder };
const atLeastOne = whole([elements.multi_static_select.max_selected_items_min, 100]);
const multi = { ...select, max_selected_items: atLeastOne };
const input = {
  action_id: actionId,
  focus_on_load: focus,
  placeholder,
  dispatch_action_config: dispatchConfig,
};
const userId = text(64);
const date = matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'must be YYYY-MM-DD');
const time = matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:mm');
const decimal = matching(/^-?\d+(\.\d+)?$/, 'must be a valid number');

const zone: Check = (value, at, scan) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: String(value) });
  } catch {
    problem(scan, 'must be a valid timezone', at);
  }
};

const filter = shape(
  {},
  {
    include: listOf(oneOf(['im', 'mpim', 'private', 'public']), 4),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
  (value, at, scan) => {
    if (isObject(value) && Object.keys(value).length === 0) {
      problem(scan, 'must define at least one field', at);
    }
  },
);

const choices = {
  options: listOf(plainOption, elements.static_select.options),
  option_groups: listOf(optionGroup, elements.static_select.option_groups),
};
const feedback = shape(
  { text: plainText(elements.button.text), value: text(elements.button.value) },
  { accessibility_label: text(elements.button.accessibility_label) },
);
const conversations = { default_to_current_conversation: flag, filter };
const query = whole([0, 100], 0);
const image = { image_url: url(elements.image.image_url), slack_file: slackFile };
const tenDigits = whole([1_000_000_000, 9_999_999_999]);

const lengthsInOrder: Check = (value, at, scan) => {
  if (!isObject(value)) return;
  if (Number(value['min_length'] ?? 0) > Number(value['max_length'] ?? Infinity)) {
    problem(scan, '`min_length` must not exceed `max_length`', `${at}/min_length`);
  }
};

const CHECKS: ReadonlyMap<string, Check> = new Map(
  Object.entries({
    button: shape(
      { type, text: plainText(elements.button.text) },
      {
        action_id: actionId,
        confirm,
        value: text(elements.button.value, 0),
        url: url(elements.button.url),
        style,
        accessibility_label: text(elements.button.accessibility_label),
      },
    ),
    checkboxes: shape(
      { type, options: listOf(richOption, elements.checkboxes.options) },
      { ...common, initial_options: listOf(richOption, elements.checkboxes.options) },
      initialAmongOptions('initial_options'),
      distinctValues,
    ),
    radio_buttons: shape(
      { type, options: listOf(richOption, elements.radio_buttons.options) },
      { ...common, initial_option: richOption },
      initialAmongOptions('initial_option'),
      distinctValues,
    ),
    overflow: shape(
      { type, options: listOf(overflowOption, elements.overflow.options) },
      { action_id: actionId, confirm },
      distinctValues,
    ),
    static_select: shape(
      { type },
      { ...select, ...choices, initial_option: plainOption },
      optionsOrGroups,
      initialAmongOptions('initial_option'),
      distinctValues,
    ),
    multi_static_select: shape(
      { type },
      { ...multi, ...choices, initial_options: listOf(plainOption) },
      optionsOrGroups,
      initialAmongOptions('initial_options'),
      distinctValues,
    ),
    external_select: shape(
      { type },
      { ...select, initial_option: plainOption, min_query_length: query },
    ),
    multi_external_select: shape(
      { type },
      { ...multi, initial_options: listOf(plainOption), min_query_length: query },
    ),
    users_select: shape({ type }, { ...select, initial_user: userId }),
    multi_users_select: shape({ type }, { ...multi, initial_users: listOf(userId) }),
    conversations_select: shape(
      { type },
      {
        ...select,
        ...conversations,
        initial_conversation: userId,
        response_url_enabled: flag,
      },
    ),
    multi_conversations_select: shape(
      { type },
      { ...multi, ...conversations, initial_conversations: listOf(userId) },
    ),
    channels_select: shape(
      { type },
      { ...select, initial_channel: userId, response_url_enabled: flag },
    ),
    multi_channels_select: shape({ type }, { ...multi, initial_channels: listOf(userId) }),
    datepicker: shape(
      { type },
      { ...common, placeholder: plainText(elements.datepicker.placeholder), initial_date: date },
    ),
    timepicker: shape({ type }, { ...select, initial_time: time, timezone: zone }),
    datetimepicker: shape({ type }, { ...common, initial_date_time: tenDigits }),
    plain_text_input: shape(
      { type },
      {
        ...input,
        initial_value: text(elements.plain_text_input.max_length, 0),
        multiline: flag,
        min_length: whole(elements.plain_text_input.min_length),
        max_length: whole(elements.plain_text_input.max_length),
      },
      lengthsInOrder,
    ),
    email_text_input: shape({ type }, { ...input, initial_value: text(3000, 0) }),
    url_text_input: shape({ type }, { ...input, initial_value: text(3000, 0) }),
    number_input: shape(
      { type, is_decimal_allowed: flag },
      { ...input, initial_value: decimal, min_value: decimal, max_value: decimal },
    ),
    rich_text_input: shape(
      { type },
      {
        ...input,
        initial_value: richText,
        min_lines: whole(elements.rich_text_input.min_lines),
        max_lines: whole(elements.rich_text_input.max_lines),
      },
    ),
    file_input: shape(
      { type },
      {
        action_id: actionId,
        filetypes: listOf(text(50)),
        max_files: whole(elements.file_input.max_files),
      },
    ),
    image: shape({ type, alt_text: text(2000) }, image, oneImageSource),
    workflow_button: shape(
      { type, text: plainText(elements.button.text), workflow: anything },
      {
        action_id: actionId,
        confirm,
        style,
        accessibility_label: text(elements.button.accessibility_label),
      },
    ),
    feedback_buttons: shape(
      { type, positive_button: feedback, negative_button: feedback },
      { action_id: actionId },
    ),
    icon_button: shape(
      { type, icon: text(75), text: plainText(elements.button.text) },
      {
        action_id: actionId,
        confirm,
        value: text(elements.button.value),
        accessibility_label: text(elements.button.accessibility_label),
        visible_to_user_ids: listOf(userId),
      },
    ),
  }),
);

/** The row of the "which block takes it" table an element stands in. */
function family(element: string): string {
  if (element.startsWith('multi_')) return 'multi_select';
  return element.endsWith('_select') ? 'select' : element;
}

/** `block surface` → the elements that work there. */
const ALLOWED = new Map<string, Set<string>>();

function allowedIn(block: string, surface: string): ReadonlySet<string> {
  const key = `${block} ${surface}`;
  const known = ALLOWED.get(key);
  if (known !== undefined) return known;
  const blocks: Readonly<Record<string, readonly string[]>> = BLOCKS;
  const surfaces: Readonly<Record<string, readonly string[]>> = SURFACES;
  const works = [...CHECKS.keys()].filter(
    (name) =>
      blocks[family(name)]?.includes(block) === true && surfaces[name]?.includes(surface) !== false,
  );
  const allowed = new Set(works);
  ALLOWED.set(key, allowed);
  return allowed;
}

/** An element that a block of this type takes on the surface at hand. */
export function elementIn(block: string): Check {
  return (value, at, scan) => {
    byType(CHECKS, allowedIn(block, scan.surface))(value, at, scan);
    if (!isObject(value) || value['response_url_enabled'] === undefined) return;
    if (block !== 'input' || scan.surface !== 'modal') {
      problem(scan, '`response_url_enabled` works in input blocks of modals only', at);
    }
  };
}

export const buttonElement = byType(CHECKS, new Set(['button']));
export const imageElement = byType(CHECKS, new Set(['image']));
