import { asId } from '../src/domain/ids.ts';
import { blockerChoices, escalationChoices, updateChoices } from '../src/usecases/forms.ts';
import { itemFor } from '../src/usecases/item-for.ts';
import { extensionChoices } from '../src/usecases/more-time.ts';
import { clockChoices, snooze } from '../src/usecases/quiet-clock.ts';
import { acknowledgeBlocker } from '../src/usecases/update-blocker.ts';
import { blockerModal } from '../views/blocker-modal.ts';
import { simple } from '../views/kit.ts';
import { NUDGE_MENU, readNudgeMenu } from '../views/nudge.ts';
import { dayModal, DECIDE_TIME, decideTimeModal, moreTimeModal } from '../views/time-modal.ts';
import {
  escalateModal,
  OPEN_ESCALATION,
  OPEN_UPDATE,
  SEE_TO_IT,
  updateModal,
} from '../views/update-modal.ts';
import { dayText } from '../views/words.ts';
import { valueOf, type Click, type ClickHandler } from './click.ts';

/** The controls of what is late, of what is open, and of more time. */
export const TIME_CLICKS: Readonly<Record<string, ClickHandler>> = {
  [NUDGE_MENU]: { policy: 'snooze', handle: nudgeMenu },
  [SEE_TO_IT]: { policy: 'update_blocker', handle: seeToIt },
  [OPEN_UPDATE]: { policy: 'update_blocker', handle: openUpdate },
  [OPEN_ESCALATION]: { policy: 'escalate', handle: openEscalation },
  [DECIDE_TIME]: { policy: 'decide_time', handle: openDecision },
};

async function nudgeMenu(click: Click): Promise<void> {
  const { deps, signer, action, clicker } = click;
  if (action.type !== 'overflow') return;
  const { choice, clockId, itemId } = readNudgeMenu(action);
  switch (choice) {
    case 'hour':
    case 'morning': {
      const { until, zone } = await snooze(deps, { signer, clockId, peace: { for: choice } });
      const told = choice === 'hour' ? 'in an hour, in your hours' : dayText(until, zone);
      await clicker.tell(simple(`You hear of this again ${told}.`));
      return;
    }
    case 'day': {
      const { title } = await clockChoices(deps, { signer, clockId });
      await clicker.open(dayModal({ clockId, title }));
      return;
    }
    case 'time':
      await openMoreTime(click, itemId);
      return;
    case 'blocked': {
      const { onboardingId } = await itemFor(deps, { signer, itemId, action: 'see_item' });
      const choices = await blockerChoices(deps, { signer, onboardingId });
      await clicker.open(blockerModal({ ...choices, hostName: deps.host.name, itemId }));
    }
  }
}

/** Opens the form that asks the other side for more time for an item. */
export async function openMoreTime({ deps, signer, clicker }: Click, id: string): Promise<void> {
  const itemId = asId('item', id);
  const item = await itemFor(deps, { signer, itemId, action: 'ask_for_time' });
  const { line, zone, partnerName } = item;
  const other = line.side === 'partner' ? deps.host.name : partnerName;
  const { title, dueAt } = line;
  await clicker.open(moreTimeModal({ itemId, title, dueAt, zone, other }));
}

async function seeToIt({ deps, signer, action, clicker }: Click): Promise<void> {
  const blockerId = asId('blocker', valueOf(action));
  const { kind } = await acknowledgeBlocker(deps, { signer, blockerId });
  await clicker.tell(
    simple(
      kind === 'acknowledged'
        ? 'Thank you. An update is expected from you next: “Post an update” tells both companies.'
        : 'Somebody sees to it already.',
    ),
  );
}

async function openUpdate({ deps, signer, action, clicker }: Click): Promise<void> {
  const blockerId = asId('blocker', valueOf(action));
  await clicker.open(updateModal(await updateChoices(deps, { signer, blockerId })));
}

async function openEscalation({ deps, signer, action, clicker }: Click): Promise<void> {
  const onboardingId = asId('onboarding', valueOf(action));
  await escalationChoices(deps, { signer, onboardingId });
  await clicker.open(escalateModal({ onboardingId, hostName: deps.host.name }));
}

async function openDecision({ deps, signer, action, clicker }: Click): Promise<void> {
  const extensionId = asId('extension', valueOf(action));
  await clicker.open(decideTimeModal(await extensionChoices(deps, { signer, extensionId })));
}
