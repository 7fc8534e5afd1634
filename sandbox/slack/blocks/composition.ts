import { LIMITS } from '../facts.ts';
import { isObject, sameJson, textOf } from '../json.ts';
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
  type Check,
} from './check.ts';

const { composition, ids } = LIMITS;

export const URL_TEXT = matching(/^https?:\/\/\S+$/, 'must be a valid URL');

/** A url of at most so many characters. */
export function url(max: number): Check {
  const length = text(max);
  return (value, at, scan) => {
    length(value, at, scan);
    URL_TEXT(value, at, scan);
  };
}

function plainBody(limit: number): Check {
  return shape({ type: anything, text: text(limit) }, { emoji: flag });
}

function mrkdwnBody(limit: number): Check {
  return shape({ type: anything, text: text(limit) }, { verbatim: flag });
}

const longest = LIMITS.text_object[1] ?? 0;

export function plainText(limit: number = longest): Check {
  return byType(new Map([['plain_text', plainBody(limit)]]));
}

export function mrkdwn(limit: number = longest): Check {
  return byType(new Map([['mrkdwn', mrkdwnBody(limit)]]));
}

export function anyText(limit: number = longest): Check {
  return byType(
    new Map([
      ['plain_text', plainBody(limit)],
      ['mrkdwn', mrkdwnBody(limit)],
    ]),
  );
}

/** Unique within the message or view. */
export const blockId: Check = (value, at, scan) => {
  text(ids.block_id)(value, at, scan);
  if (typeof value !== 'string') return;
  if (scan.blockIds.has(value)) problem(scan, `\`block_id\` "${value}" already exists`, at);
  scan.blockIds.add(value);
};

/** Unique within its top-level block. */
export const actionId: Check = (value, at, scan) => {
  text(ids.action_id)(value, at, scan);
  if (typeof value !== 'string') return;
  if (scan.actionIds.has(value)) problem(scan, `\`action_id\` "${value}" already exists`, at);
  scan.actionIds.add(value);
};

export const focus: Check = (value, at, scan) => {
  flag(value, at, scan);
  if (value !== true) return;
  scan.focused += 1;
  if (scan.focused > ids.focus_on_load_per_view) {
    problem(scan, 'only one element may have `focus_on_load`', at);
  }
};

export const confirm = shape(
  { text: anyText(composition.confirm.text) },
  {
    title: plainText(composition.confirm.title),
    confirm: plainText(composition.confirm.confirm),
    deny: plainText(composition.confirm.deny),
    style: oneOf(composition.confirm.style),
  },
);

export const dispatchConfig = shape(
  { trigger_actions_on: listOf(oneOf(composition.dispatch_action_config)) },
  {},
);

export const style = oneOf(LIMITS.elements.button.style);

/** A choice of a select: plain text only. */
export const plainOption = shape(
  { text: plainText(composition.option.text), value: text(composition.option.value) },
  { description: plainText(composition.option.description) },
);

/** A choice of checkboxes or radio buttons: these two render mrkdwn. */
export const richOption = shape(
  { text: anyText(composition.option.text), value: text(composition.option.value) },
  { description: anyText(composition.option.description) },
);

export const overflowOption = shape(
  { text: plainText(composition.option.text), value: text(composition.option.value) },
  {
    description: plainText(composition.option.description),
    url: url(composition.option.url_overflow_only),
  },
);

export const optionGroup = shape({
  label: plainText(composition.option_group.label),
  options: listOf(plainOption, composition.option_group.options),
});

export const slackFile = shape({}, { id: text(255), url: url(3000) }, (value, at, scan) => {
  if (!isObject(value)) return;
  if ((value['id'] === undefined) === (value['url'] === undefined)) {
    problem(scan, 'invalid slack file', at);
  }
});

/** Exactly one of `image_url` and `slack_file`. */
export const oneImageSource: Check = (value, at, scan) => {
  if (!isObject(value)) return;
  if ((value['image_url'] === undefined) === (value['slack_file'] === undefined)) {
    problem(scan, 'must define either `image_url` or `slack_file`', `${at}/type`);
  }
};

/** All options of an element, those in groups included. */
export function optionsOf(element: Readonly<Record<string, unknown>>): unknown[] {
  const direct = element['options'];
  if (Array.isArray(direct)) return direct as unknown[];
  const groups = element['option_groups'];
  if (!Array.isArray(groups)) return [];
  return groups.flatMap((group: unknown) => (isObject(group) ? optionsOf(group) : []));
}

/** What is chosen at first must be one of the options, field by field. */
export function initialAmongOptions(field: string): Check {
  return (value, at, scan) => {
    if (!isObject(value) || value[field] === undefined) return;
    const options = optionsOf(value);
    const initial = value[field];
    const chosen: unknown[] = Array.isArray(initial) ? initial : [initial];
    chosen.forEach((each, index) => {
      if (options.some((option) => sameJson(option, each))) return;
      const where = Array.isArray(initial) ? `${at}/${field}/${index}` : `${at}/${field}`;
      problem(scan, `\`${field}\` must match one of the \`options\``, where);
    });
  };
}

/** Values tell the options apart. */
export const distinctValues: Check = (value, at, scan) => {
  if (!isObject(value)) return;
  const seen = new Set<string>();
  for (const option of optionsOf(value)) {
    const own = isObject(option) ? textOf(option['value']) : '';
    if (own !== '' && seen.has(own)) problem(scan, `duplicate option value: ${own}`, at);
    seen.add(own);
  }
};

/** Either `options` or `option_groups`. */
export const optionsOrGroups: Check = (value, at, scan) => {
  if (!isObject(value)) return;
  if ((value['options'] === undefined) === (value['option_groups'] === undefined)) {
    problem(scan, 'must define either `options` or `option_groups`', `${at}/type`);
  }
};
