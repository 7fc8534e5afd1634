import { optionsOf } from '../blocks/composition.ts';
import { stateField, type Control, type ElementState } from '../blocks/state.ts';
import { LIMITS } from '../facts.ts';
import { isObject, objectsOf, textOf, type Obj } from '../json.ts';
import { addUpload, fileJson, fileStub } from '../store/files.ts';
import { isExternal } from '../store/users.ts';
import type { User, World } from '../store/world.ts';
import { showText } from '../text/render.ts';
import type { FieldValue, UploadSpec } from '../types.ts';
import { readerOf } from './sim.ts';

const TYPED = /^(plain_text|email_text|url_text|number)_input$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether a control holds a list of choices. */
export function takesMany({ type }: Control): boolean {
  return type.startsWith('multi_') || type === 'checkboxes';
}

export function wrong(control: Control, what: string): Error {
  return new Error(`${control.type} ${control.blockId}/${control.actionId}: ${what}`);
}

/** Who gives a value to what. */
export type Entry = Readonly<{
  world: World;
  user: User;
  control: Control;
  /** Options that do not stand in the element: an external select has no others. */
  offered: readonly Obj[];
}>;

function labelFor({ world, user }: Pick<Entry, 'world' | 'user'>, option: Obj): string {
  return showText(option['text'], readerOf(world, user));
}

/** The option with this value, or else with this label. */
export function optionAmong(
  by: Pick<Entry, 'world' | 'user'>,
  options: readonly Obj[],
  wanted: string,
): Obj | undefined {
  return (
    options.find((each) => each['value'] === wanted) ??
    options.find((each) => labelFor(by, each) === wanted)
  );
}

/** @throws Error listing the options when none fits */
export function optionFor(entry: Entry, wanted: string): Obj {
  const { control, offered } = entry;
  const options = [...objectsOf(optionsOf(control.element)), ...offered];
  const option = optionAmong(entry, options, wanted);
  if (option !== undefined) return option;
  if (options.length === 0) {
    throw wrong(control, 'takes what the app suggests: ask for suggestions first, or use choose');
  }
  const listed = options.map((each) => `${textOf(each['value'])} ("${labelFor(entry, each)}")`);
  throw wrong(control, `there is no option "${wanted}", only ${listed.join(', ')}`);
}

function isUpload(value: unknown): value is UploadSpec {
  return isObject(value) && typeof value['name'] === 'string' && typeof value['size'] === 'number';
}

/** Uploads what was picked; an outsider's file reaches the app as a stub. */
function pickFiles({ world, user, control }: Entry, value: FieldValue): Obj[] {
  const picked: unknown[] = Array.isArray(value) ? value : [];
  const { max_files_default, file_bytes_max } = LIMITS.elements.file_input;
  const most = Number(control.element['max_files'] ?? max_files_default);
  if (picked.length > most) throw wrong(control, `takes ${most} files at most`);
  return picked.map((each) => {
    if (!isUpload(each)) throw wrong(control, 'takes {name, mimetype, size}');
    if (each.size > file_bytes_max) throw wrong(control, `${each.name} is larger than 10 MB`);
    const file = addUpload(world, user, each);
    file.appMaySee = true;
    return isExternal(world, user) ? fileStub(file.id) : fileJson(world, file);
  });
}

function list(control: Control, value: FieldValue): string[] {
  if (value === null || value === false) return [];
  if (value === true) return objectsOf(optionsOf(control.element)).map((o) => textOf(o['value']));
  if (typeof value === 'string') return [value];
  const texts: unknown[] = [...value];
  return texts.map((each) => {
    if (typeof each !== 'string') throw wrong(control, 'takes a list of values');
    return each;
  });
}

function single(control: Control, value: FieldValue): string | null {
  if (value === null || typeof value === 'string') return value;
  throw wrong(control, 'takes one value');
}

function known(control: Control, ids: ReadonlyMap<string, unknown>, id: string): string {
  if (!ids.has(id)) throw wrong(control, `nothing has the id ${id}`);
  return id;
}

function shaped(control: Control, value: string | null, pattern: RegExp): string | null {
  if (value !== null && !pattern.test(value)) throw wrong(control, `cannot be set to "${value}"`);
  return value;
}

function many(entry: Entry, value: FieldValue): unknown[] {
  const { world, control } = entry;
  const values = list(control, value);
  const most = Number(control.element['max_selected_items'] ?? Infinity);
  if (values.length > most) throw wrong(control, `takes ${most} at most`);
  switch (control.type) {
    case 'multi_users_select':
      return values.map((id) => known(control, world.people, id));
    case 'multi_channels_select':
    case 'multi_conversations_select':
      return values.map((id) => known(control, world.channels, id));
    case 'checkboxes': {
      const ticked = new Set(values.map((each) => optionFor(entry, each)));
      // Slack lists what is ticked in the order of the options.
      return objectsOf(optionsOf(control.element)).filter((each) => ticked.has(each));
    }
    default:
      return values.map((each) => optionFor(entry, each));
  }
}

function one(entry: Entry, value: FieldValue): unknown {
  const { world, control } = entry;
  if (TYPED.test(control.type)) {
    const typed = single(control, value);
    return typed === '' ? null : typed;
  }
  const wanted = single(control, value);
  switch (control.type) {
    case 'datepicker':
      return shaped(control, wanted, DATE);
    case 'timepicker':
      return shaped(control, wanted, TIME);
    case 'datetimepicker':
      return wanted === null ? null : Number(shaped(control, wanted, /^\d{10}$/));
    case 'users_select':
      return wanted === null ? null : known(control, world.people, wanted);
    case 'channels_select':
    case 'conversations_select':
      return wanted === null ? null : known(control, world.channels, wanted);
    case 'rich_text_input':
      return wanted === null ? null : richTextOf(wanted);
    default:
      return wanted === null ? null : optionFor(entry, wanted);
  }
}

function richTextOf(text: string): Obj {
  const section = { type: 'rich_text_section', elements: [{ type: 'text', text }] };
  return { type: 'rich_text', elements: [section] };
}

/**
 * What an element holds once a person gave it this value.
 * @throws Error when Slack's client would not let them
 */
export function stateFrom(entry: Entry, value: FieldValue): ElementState {
  const { control } = entry;
  const field = stateField(control.type);
  if (field === undefined) throw wrong(control, 'takes no value');
  const { timezone } = control.element;
  const zone = timezone === undefined ? {} : { timezone };
  const next =
    control.type === 'file_input'
      ? pickFiles(entry, value)
      : takesMany(control)
        ? many(entry, value)
        : one(entry, value);
  return { type: control.type, [field]: next, ...zone };
}
