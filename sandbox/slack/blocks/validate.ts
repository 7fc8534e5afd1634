import { LIMITS } from '../facts.ts';
import { isObject, textOf, type Obj } from '../json.ts';
import { block } from './blocks.ts';
import {
  anything,
  flag,
  listOf,
  newScan,
  problem,
  shape,
  text,
  type Check,
  type Scan,
} from './check.ts';
import { plainText } from './composition.ts';

/** The code Slack answers with, and what is wrong in its words. */
export type Refusal = Readonly<{ code: string; problems: readonly string[] }>;

const { surfaces, ids, modal, blocks: L, message } = LIMITS;

const messageBlocks = listOf(block, surfaces.message.blocks_max, 0);

function countWholeMessage(scan: Scan, at: string): void {
  const charts = scan.met.get('data_visualization') ?? 0;
  if (charts > L.data_visualization.per_message) {
    problem(scan, 'too many data_visualization blocks', at);
  }
  const tables = (scan.met.get('table') ?? 0) + (scan.met.get('data_table') ?? 0);
  if (tables > L.table.table_family_per_message) problem(scan, 'only_one_table_allowed', at);
  if ((scan.met.get('plan') ?? 0) > L.plan.per_message) problem(scan, 'only one plan allowed', at);
  if (scan.markdownChars > L.markdown.cumulative_per_message) {
    problem(scan, `must be less than ${L.markdown.cumulative_per_message + 1} characters`, at);
  }
}

/** What Slack would refuse about the blocks of a message; undefined when it takes them. */
export function refuseMessageBlocks(blocks: unknown, at = '/blocks'): Refusal | undefined {
  const scan = newScan('message');
  messageBlocks(blocks, at, scan);
  countWholeMessage(scan, at);
  if (scan.problems.length > 0) return { code: 'invalid_blocks', problems: scan.problems };
  if (JSON.stringify(blocks).length > message.observed_total_blocks_chars) {
    return { code: 'msg_blocks_too_long', problems: [] };
  }
  return undefined;
}

const shared = {
  private_metadata: text(ids.private_metadata, 0),
  callback_id: text(ids.callback_id, 0),
  external_id: text(ids.external_id, 0),
};

const inputNeedsSubmit: Check = (value, at, scan) => {
  if (!isObject(value) || value['submit'] !== undefined || !Array.isArray(value['blocks'])) return;
  value['blocks'].forEach((each: unknown, index) => {
    if (!isObject(each) || each['type'] !== 'input') return;
    const where = `${at}/blocks/${index}/input`;
    problem(scan, 'must define `submit` to use an `input` block in modals', where);
  });
};

const modalView = shape(
  {
    type: anything,
    title: plainText(modal.title),
    blocks: listOf(block, surfaces.modal.blocks_max, 0),
  },
  {
    ...shared,
    submit: plainText(modal.submit),
    close: plainText(modal.close),
    clear_on_close: flag,
    notify_on_close: flag,
  },
  inputNeedsSubmit,
);

const homeView = shape(
  { type: anything, blocks: listOf(block, surfaces.home.blocks_max, 0) },
  shared,
);

/** What Slack would refuse about a view of one of these types; undefined when it takes it. */
export function refuseView(
  view: unknown,
  types: readonly ('modal' | 'home')[],
): Refusal | undefined {
  const code = 'invalid_arguments';
  if (!isObject(view)) return { code, problems: ['must provide an object [json-pointer:/view]'] };
  const type = types.find((each) => each === view['type']);
  if (type === undefined) {
    const what =
      view['type'] === undefined
        ? 'missing required field: type [json-pointer:/view]'
        : `unsupported type: ${textOf(view['type'])} [json-pointer:/view/type]`;
    return { code, problems: [what] };
  }
  if (Buffer.byteLength(JSON.stringify(view)) > surfaces.view_bytes_max) {
    return { code: surfaces.view_bytes_error, problems: [] };
  }
  const scan = newScan(type);
  (type === 'modal' ? modalView : homeView)(view, '/view', scan);
  return scan.problems.length > 0 ? { code, problems: scan.problems } : undefined;
}

/** Slack publishes no size for metadata; this is where others saw it refuse. */
const METADATA_MAX_CHARS = 8000;

/** What Slack would refuse about message metadata. */
export function refuseMetadata(metadata: unknown): Refusal | undefined {
  if (!isObject(metadata)) return { code: 'invalid_metadata_format', problems: [] };
  const { event_type, event_payload, ...rest } = metadata;
  const fits =
    typeof event_type === 'string' &&
    event_type !== '' &&
    isObject(event_payload) &&
    Object.keys(rest).length === 0;
  if (!fits) return { code: 'invalid_metadata_schema', problems: [] };
  if (JSON.stringify(metadata).length > METADATA_MAX_CHARS) {
    return { code: 'metadata_too_large', problems: [] };
  }
  return undefined;
}

/** A refusal as the fields of an answer, in the two spellings Slack uses. */
export function refusalFields({ code, problems }: Refusal): Obj {
  if (problems.length === 0) return {};
  const response_metadata = { messages: problems.map((each) => `[ERROR] ${each}`) };
  return code === 'invalid_blocks'
    ? { errors: [...problems], response_metadata }
    : { response_metadata };
}
