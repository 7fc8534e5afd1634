import { LIMITS } from '../facts.ts';
import { isObject } from '../json.ts';
import {
  anything,
  byType,
  flag,
  listOf,
  oneOf,
  problem,
  shape,
  text,
  whole,
  type Check,
} from './check.ts';
import {
  anyText,
  blockId,
  mrkdwn,
  oneImageSource,
  plainText,
  slackFile,
  url,
} from './composition.ts';
import { chartBlock, dataTableBlock, tableBlock } from './data-blocks.ts';
import { buttonElement, elementIn, imageElement } from './elements.ts';
import { richText } from './rich-text.ts';

const { blocks: L } = LIMITS;

const type = anything;
const id = { block_id: blockId };

const textOrFields: Check = (value, at, scan) => {
  if (isObject(value) && value['text'] === undefined && value['fields'] === undefined) {
    problem(scan, 'must define either `text` or `fields`', `${at}/type`);
  }
};

const noDispatchOfFiles: Check = (value, at, scan) => {
  if (!isObject(value) || value['dispatch_action'] !== true) return;
  const { element } = value;
  const kind = isObject(element) ? element['type'] : undefined;
  if (typeof kind === 'string' && L.input.dispatch_action_forbidden_with.includes(kind)) {
    problem(scan, `\`dispatch_action\` is not supported for ${kind}`, `${at}/dispatch_action`);
  }
};

const countMarkdown: Check = (value, at, scan) => {
  text(L.markdown.text)(value, at, scan);
  if (typeof value === 'string') scan.markdownChars += value.length;
};

const someOf =
  (...fields: string[]): Check =>
  (value, at, scan) => {
    if (isObject(value) && fields.every((field) => value[field] === undefined)) {
      problem(scan, `must define one of ${fields.join(', ')}`, `${at}/type`);
    }
  };

const contextElement: Check = (value, at, scan) => {
  const isImage = isObject(value) && value['type'] === 'image';
  (isImage ? imageElement : anyText())(value, at, scan);
};

const card = shape(
  { type },
  {
    ...id,
    hero_image: imageElement,
    icon: imageElement,
    title: mrkdwn(L.card.title),
    subtitle: mrkdwn(L.card.subtitle),
    body: mrkdwn(L.card.body),
    actions: listOf(buttonElement, L.card.actions),
  },
  someOf(...L.card.needs_one_of),
);

const task = shape(
  { type, task_id: text(255), title: text(Infinity), status: oneOf(L.task_card.status) },
  { ...id, details: richText, output: richText, sources: listOf(anything) },
);

const CHECKS = new Map<string, Check>(
  Object.entries({
    section: shape(
      { type },
      {
        ...id,
        text: anyText(L.section.text[1]),
        fields: listOf(anyText(L.section.field_text), L.section.fields_items),
        accessory: elementIn('section'),
        expand: flag,
      },
      textOrFields,
    ),
    header: shape(
      { type, text: plainText(L.header.text) },
      { ...id, level: whole(L.header.level) },
    ),
    divider: shape({ type }, id),
    actions: shape({ type, elements: listOf(elementIn('actions'), L.actions.elements) }, id),
    context: shape({ type, elements: listOf(contextElement, L.context.elements) }, id),
    context_actions: shape(
      { type, elements: listOf(elementIn('context_actions'), L.context_actions.elements) },
      id,
    ),
    image: shape(
      { type, alt_text: text(L.image.alt_text) },
      {
        ...id,
        title: plainText(L.image.title),
        image_url: url(L.image.image_url),
        slack_file: slackFile,
      },
      oneImageSource,
    ),
    input: shape(
      { type, label: plainText(L.input.label), element: elementIn('input') },
      { ...id, hint: plainText(L.input.hint), optional: flag, dispatch_action: flag },
      noDispatchOfFiles,
    ),
    // Its block_id is taken and ignored.
    markdown: shape({ type, text: countMarkdown }, { block_id: anything }),
    rich_text: richText,
    table: tableBlock,
    data_table: dataTableBlock,
    data_visualization: chartBlock,
    alert: shape({ type, text: anyText(L.alert.text) }, { ...id, level: oneOf(L.alert.levels) }),
    card,
    carousel: shape(
      { type, elements: listOf(byType(new Map([['card', card]])), L.carousel.elements) },
      id,
    ),
    plan: shape({ type, title: text(Infinity) }, { ...id, tasks: listOf(anything, Infinity, 0) }),
    task_card: task,
    video: shape(
      {
        type,
        video_url: url(3000),
        thumbnail_url: url(3000),
        alt_text: text(2000),
        title: plainText(199),
      },
      {
        ...id,
        title_url: url(3000),
        author_name: text(49),
        provider_name: text(49),
        provider_icon_url: url(3000),
        description: plainText(200),
      },
    ),
  }),
);

const IN_CONTAINER = new Set(
  'actions context divider header image input rich_text section table video'.split(' '),
);

const collapsible: Check = (value, at, scan) => {
  if (!isObject(value)) return;
  if (value['default_collapsed'] === true && value['is_collapsible'] !== true) {
    problem(scan, '`default_collapsed` needs `is_collapsible`', `${at}/default_collapsed`);
  }
};

CHECKS.set(
  'container',
  shape(
    { type, child_blocks: listOf(byType(CHECKS, IN_CONTAINER), L.container.child_blocks) },
    {
      ...id,
      title: plainText(L.container.title),
      rich_text_title: richText,
      subtitle: anyText(L.container.subtitle),
      icon: imageElement,
      width: oneOf(L.container.width),
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    },
    someOf('title', 'rich_text_title'),
    collapsible,
  ),
);

function onSurface(surface: string): ReadonlySet<string> {
  const works = Object.entries(LIMITS.block_surfaces as Readonly<Record<string, string[]>>);
  return new Set(works.filter(([, surfaces]) => surfaces.includes(surface)).map(([name]) => name));
}

const BLOCK = {
  message: byType(CHECKS, onSurface('message')),
  modal: byType(CHECKS, onSurface('modal')),
  home: byType(CHECKS, onSurface('home')),
};

/** One top-level block. */
export const block: Check = (value, at, scan) => {
  scan.actionIds.clear();
  const kind = isObject(value) ? String(value['type']) : '';
  scan.met.set(kind, (scan.met.get(kind) ?? 0) + 1);
  BLOCK[scan.surface](value, at, scan);
};
