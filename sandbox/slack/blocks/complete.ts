import { isObject, type Obj } from '../json.ts';

/** Elements that get an `action_id` when they bring none. */
const HAS_ACTION =
  /^(button|checkboxes|radio_buttons|overflow|datepicker|timepicker|datetimepicker|file_input|workflow_button|feedback_buttons|icon_button)$|_select$|_input$/;

/** Object types with a `type` that are no blocks, yet stand where blocks could. */
function completeText(value: Obj): Obj {
  if (value['type'] === 'plain_text') return { emoji: true, ...value };
  if (value['type'] === 'mrkdwn') return { verbatim: false, ...value };
  return value;
}

function completeValue(value: unknown, newId: () => string): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => completeValue(each, newId));
  if (!isObject(value)) return value;
  const { type } = value;
  if (type === 'plain_text' || type === 'mrkdwn') return completeText(value);
  const done: Obj = {};
  for (const [name, field] of Object.entries(value)) done[name] = completeValue(field, newId);
  if (typeof type === 'string' && HAS_ACTION.test(type)) done['action_id'] ??= newId();
  return done;
}

/**
 * Blocks as Slack stores and returns them: with every id and default filled in.
 * Call it on valid blocks only.
 */
export function completeBlocks(blocks: readonly Obj[], newId: () => string): Obj[] {
  return blocks.map((block) => {
    const done = completeValue(block, newId) as Obj;
    done['block_id'] ??= newId();
    if (done['type'] === 'input') {
      done['optional'] ??= false;
      done['dispatch_action'] ??= false;
    }
    if (Array.isArray(done['child_blocks'])) {
      done['child_blocks'] = completeBlocks(done['child_blocks'] as Obj[], newId);
    }
    return done;
  });
}
