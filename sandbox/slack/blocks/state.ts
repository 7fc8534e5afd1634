import { objectsOf, textOf, isObject, type Obj } from '../json.ts';

/** What one element holds, as it stands in `state.values`. */
export type ElementState = Obj;

/** Element → what it holds, by `keyOf`. */
export type Picture = ReadonlyMap<string, ElementState>;

/** An element someone can use, with the block it stands in. */
export type Control = Readonly<{
  block: Obj;
  element: Obj;
  blockId: string;
  actionId: string;
  type: string;
  /** Whether using it tells the app at once; inputs usually wait for the submission. */
  dispatches: boolean;
}>;

/** Element type → the field of its state, and the field of the element it starts from. */
const FIELDS: Readonly<Record<string, readonly [state: string, initial: string]>> = {
  checkboxes: ['selected_options', 'initial_options'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  radio_buttons: ['selected_option', 'initial_option'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  users_select: ['selected_user', 'initial_user'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  channels_select: ['selected_channel', 'initial_channel'],
  multi_users_select: ['selected_users', 'initial_users'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  rich_text_input: ['rich_text_value', 'initial_value'],
  file_input: ['files', 'initial_files'],
};

const STATELESS = new Set(['button', 'overflow', 'icon_button', 'feedback_buttons']);

export function keyOf(control: Readonly<{ blockId: string; actionId: string }>): string {
  return `${control.blockId}\n${control.actionId}`;
}

function controlsOf(block: Obj): Control[] {
  if (block['type'] === 'container') return objectsOf(block['child_blocks']).flatMap(controlsOf);
  if (block['type'] === 'carousel') return objectsOf(block['elements']).flatMap(controlsOf);
  const isInput = block['type'] === 'input';
  const candidates = [
    ...objectsOf(block['elements']),
    ...objectsOf(block['actions']),
    ...[block['accessory'], block['element']].filter(isObject),
  ];
  const usable = candidates.filter(
    ({ type }) => FIELDS[textOf(type)] !== undefined || STATELESS.has(textOf(type)),
  );
  return usable.map((element) => ({
    block,
    element,
    blockId: textOf(block['block_id']),
    actionId: textOf(element['action_id']),
    type: textOf(element['type']),
    dispatches: !isInput || block['dispatch_action'] === true,
  }));
}

/** Everything usable in these blocks, top to bottom. */
export function listControls(blocks: readonly Obj[]): Control[] {
  return blocks.flatMap(controlsOf);
}

/** The field of its state an element writes; undefined when it holds nothing. */
export function stateField(type: string): string | undefined {
  return FIELDS[type]?.[0];
}

/** What an element holds when it is first shown; undefined when it holds nothing. */
export function initialState({ type, element }: Control): ElementState | undefined {
  const fields = FIELDS[type];
  if (fields === undefined) return undefined;
  const [state, initial] = fields;
  const isList = state.endsWith('s');
  const started = element[initial] ?? (isList ? [] : null);
  const { timezone } = element;
  return { type, [state]: started, ...(timezone === undefined ? {} : { timezone }) };
}

/** The picture at first load. */
export function firstPicture(blocks: readonly Obj[]): Map<string, ElementState> {
  return redraw(new Map(), blocks);
}

/**
 * The picture after an update: what has the same block and action id keeps what it held, whatever
 * its new initial value; everything else starts afresh.
 */
export function redraw(before: Picture, blocks: readonly Obj[]): Map<string, ElementState> {
  const after = new Map<string, ElementState>();
  for (const control of listControls(blocks)) {
    const key = keyOf(control);
    const kept = before.get(key);
    const state = kept?.['type'] === control.type ? kept : initialState(control);
    if (state !== undefined) after.set(key, state);
  }
  return after;
}

/** `state.values`: block id → action id → what it holds. */
export function stateValues(
  controls: readonly Control[],
  held: (key: string) => ElementState | undefined,
): Record<string, Record<string, ElementState>> {
  const values: Record<string, Record<string, ElementState>> = {};
  for (const control of controls) {
    const state = held(keyOf(control));
    if (state === undefined) continue;
    (values[control.blockId] ??= {})[control.actionId] = state;
  }
  return values;
}
