import type { ModalView } from '@slack/types';
import { asId, type OnboardingId } from '../src/domain/ids.ts';
import type { ListSpec } from '../src/domain/playbook.ts';
import {
  chosen,
  escapeMrkdwn,
  field,
  form,
  option,
  section,
  VALUE,
  type Reading,
  type Submitted,
} from './kit.ts';

export const EXTRA_MODAL = 'extra_modal';

/** Slack shows ten boxes in a group. */
const GROUP = 10;

/** The form that opens items of the playbook's lists: reviews, remediation, exit. */
export function extraModal(
  choices: Readonly<{
    onboardingId: OnboardingId;
    partnerName: string;
    lists: readonly ListSpec[];
  }>,
): ModalView {
  const { onboardingId, partnerName, lists } = choices;
  return form({
    callbackId: EXTRA_MODAL,
    title: 'Open extra items',
    submit: 'Open',
    metadata: onboardingId,
    blocks: [
      section(
        `*${escapeMrkdwn(partnerName)}*. What you tick appears in their channel, and its clock runs.`,
      ),
      ...lists.flatMap((list) => groups(list)),
    ],
  });
}

function groups({ key, title, items }: ListSpec) {
  const starts = items.map((_, nth) => nth).filter((nth) => nth % GROUP === 0);
  return starts.map((start) => {
    const options = items
      .slice(start, start + GROUP)
      .map(({ id, title: asked, opens }) => option(id, `${id} ${asked}`, opens));
    const input = { type: 'checkboxes', action_id: VALUE, options } as const;
    return field(`${key}_${start}`, title, input, { optional: true });
  });
}

/** The inverse of `extraModal`: the ids of the items to open. */
export function readExtraModal(
  view: Submitted,
): Reading<Readonly<{ onboardingId: OnboardingId; keys: readonly string[] }>> {
  const names = Object.keys(view.state.values);
  const keys = names.flatMap((name) => chosen(view, name));
  const [first = ''] = names;
  if (keys.length === 0) return { ok: false, errors: { [first]: 'Tick at least one item.' } };
  return { ok: true, value: { onboardingId: asId('onboarding', view.private_metadata), keys } };
}
