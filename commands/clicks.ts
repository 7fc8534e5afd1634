import { authorize } from '../src/domain/access.ts';
import { asId } from '../src/domain/ids.ts';
import type { TickDecision } from '../src/domain/item.ts';
import { UserError } from '../src/errors.ts';
import { factsChoices } from '../src/usecases/change-facts.ts';
import { clearBlocker } from '../src/usecases/clear-blocker.ts';
import { blockerChoices } from '../src/usecases/forms.ts';
import { itemFor } from '../src/usecases/item-for.ts';
import { confirmCompany, retryChannel } from '../src/usecases/mend-channel.ts';
import { previewMigration } from '../src/usecases/migrate.ts';
import { extraChoices } from '../src/usecases/open-extra.ts';
import { onboardingHits } from '../src/usecases/search-playbook.ts';
import { setItem } from '../src/usecases/set-item.ts';
import { templatesFor } from '../src/usecases/templates-for.ts';
import { outcomeToVerify } from '../src/usecases/verify-outcome.ts';
import { CLEAR_BLOCKER } from '../views/blockers-answer.ts';
import { OPEN_REVIEW } from '../views/reviews-answer.ts';
import { MARK_DONE } from '../views/status-answer.ts';
import { blockerModal } from '../views/blocker-modal.ts';
import { factsModal } from '../views/change-modal.ts';
import { detailsModal } from '../views/details-modal.ts';
import { extraModal } from '../views/extra-modal.ts';
import { evidenceModal } from '../views/evidence-modal.ts';
import { OPEN_LINK, simple } from '../views/kit.ts';
import {
  ITEM_MENU,
  OPEN_BLOCKER,
  OPEN_EVIDENCE,
  readItemClick,
  readItemMenu,
  SET_ITEM,
} from '../views/module-message.ts';
import { migrationModal } from '../views/migration-modal.ts';
import { CONFIRM_COMPANY, OPEN_VERIFY, RETRY_CHANNEL } from '../views/notice.ts';
import { verifyModal } from '../views/outcome-modal.ts';
import { OPEN_EXTRA, OPEN_FACTS, OPEN_MIGRATION } from '../views/plan-answer.ts';
import { reviewModal } from '../views/review-modal.ts';
import { OPEN_SEARCH, searchModal } from '../views/search-modal.ts';
import { templateMessage } from '../views/template-answer.ts';
import { valueOf, type Click, type ClickHandler } from './click.ts';
import { openMoreTime, TIME_CLICKS } from './time-clicks.ts';

/** Every control that a message or a form of ours has, by its action id. */
export const CLICKS: Readonly<Record<string, ClickHandler>> = {
  [SET_ITEM]: { policy: 'set_item', handle: tickItem },
  [OPEN_EVIDENCE]: {
    policy: 'submit_evidence',
    handle: (click) => openEvidence(click, valueOf(click.action)),
  },
  [MARK_DONE]: { policy: 'set_item', handle: markDone },
  [ITEM_MENU]: { policy: 'see_item', handle: itemMenu },
  [OPEN_BLOCKER]: { policy: 'raise_blocker', handle: openBlocker },
  [CLEAR_BLOCKER]: { policy: 'clear_blocker', handle: solved },
  [OPEN_SEARCH]: { policy: 'search_own_playbook', handle: openSearch },
  [OPEN_FACTS]: { policy: 'change_facts', handle: openFacts },
  [OPEN_MIGRATION]: { policy: 'migrate_playbook', handle: openMigration },
  [OPEN_EXTRA]: { policy: 'open_extra', handle: openExtraForm },
  [OPEN_REVIEW]: { policy: 'review_evidence', handle: openReview },
  [OPEN_VERIFY]: { policy: 'verify_outcome', handle: openVerify },
  [RETRY_CHANNEL]: { policy: 'mend_channel', handle: tryAgain },
  [CONFIRM_COMPANY]: { policy: 'mend_channel', handle: confirm },
  ...TIME_CLICKS,
  // Slack reports the click on a link button, too; there is nothing to do.
  [OPEN_LINK]: { policy: 'press_harmless', handle: letAnybody },
};

/** What changes nothing is open to whoever sees it: the rule says so, and not its absence. */
function letAnybody(): Promise<void> {
  authorize({ kind: 'nobody', why: 'unknown' }, 'press_harmless');
  return Promise.resolve();
}

/** A control that no message of this version has. */
export const OLD_CONTROL: ClickHandler = {
  policy: 'press_harmless',
  handle: async () => {
    await letAnybody();
    throw new UserError(
      'This button is from an older message. Use the newest one in this channel.',
    );
  },
};

async function tickItem(click: Click): Promise<void> {
  const { deps, signer, action, clickKey, clicker } = click;
  if (action.type !== 'checkboxes') return;
  const { itemId, on } = readItemClick(action);
  const decision = await setItem(deps, { signer, clickKey, itemId, on });
  if (decision.kind === 'needs_evidence') {
    await openEvidence(click, itemId);
    return;
  }
  const told = refusalOf(decision);
  if (told !== null) await clicker.tell(simple(told));
}

function refusalOf(decision: TickDecision): string | null {
  switch (decision.kind) {
    case 'left_out':
      return 'This item does not apply to you. Look at the newest message.';
    case 'locked':
      return 'This item is not open yet: another one comes first.';
    case 'proves_a_gate':
      return `This item proves gate ${decision.gate}, which is open. Talk to the partner manager if it is no longer true.`;
    case 'accepted':
    case 'reopened':
    case 'unchanged':
    case 'needs_evidence':
      return null;
  }
}

async function openEvidence({ deps, signer, clicker }: Click, id: string): Promise<void> {
  const item = await itemFor(deps, { signer, itemId: asId('item', id), action: 'submit_evidence' });
  const { status } = item.line;
  if (status === 'in_review') throw new UserError('This was handed in and is being reviewed.');
  if (status === 'accepted')
    throw new UserError('This is accepted already. Nothing is left to do.');
  if (status === 'locked')
    throw new UserError('This item is not open yet: another one comes first.');
  await clicker.open(evidenceModal(item));
}

async function markDone({ deps, signer, action, clickKey, clicker }: Click): Promise<void> {
  const itemId = asId('item', valueOf(action));
  const decision = await setItem(deps, { signer, clickKey, itemId, on: true });
  const told =
    decision.kind === 'accepted'
      ? 'Done. The checklist shows it.'
      : (refusalOf(decision) ?? 'This was done before.');
  await clicker.tell(simple(told));
}

async function itemMenu(click: Click): Promise<void> {
  const { deps, signer, action, clicker } = click;
  if (action.type !== 'overflow') return;
  const { choice, itemId } = readItemMenu(action);
  const item = await itemFor(deps, { signer, itemId, action: 'see_item' });
  if (choice === 'details') {
    await clicker.open(detailsModal(item));
    return;
  }
  if (choice === 'templates') {
    const { templates, facts } = await templatesFor(deps, { signer, itemId });
    for (const template of templates) await clicker.tell(templateMessage(template, facts));
    return;
  }
  if (choice === 'time') {
    await openMoreTime(click, itemId);
    return;
  }
  const choices = await blockerChoices(deps, { signer, onboardingId: item.onboardingId });
  await clicker.open(blockerModal({ ...choices, hostName: deps.host.name, itemId }));
}

async function openBlocker({ deps, signer, action, clicker }: Click): Promise<void> {
  const onboardingId = asId('onboarding', valueOf(action));
  const choices = await blockerChoices(deps, { signer, onboardingId });
  await clicker.open(blockerModal({ ...choices, hostName: deps.host.name, itemId: null }));
}

async function solved({ deps, signer, action, clicker }: Click): Promise<void> {
  const { kind } = await clearBlocker(deps, {
    signer,
    blockerId: asId('blocker', valueOf(action)),
  });
  await clicker.tell(
    simple(
      kind === 'cleared'
        ? 'Thank you. The channel hears that it is solved.'
        : 'This was solved before.',
    ),
  );
}

async function openSearch({ deps, signer, action, clicker }: Click): Promise<void> {
  const onboardingId = asId('onboarding', valueOf(action));
  await clicker.open(searchModal(await onboardingHits(deps, { signer, onboardingId, words: '' })));
}

async function openFacts({ deps, signer, action, clicker }: Click): Promise<void> {
  const onboardingId = asId('onboarding', valueOf(action));
  await clicker.open(factsModal(await factsChoices(deps, { signer, onboardingId })));
}

async function openMigration({ deps, signer, action, clicker }: Click): Promise<void> {
  const onboardingId = asId('onboarding', valueOf(action));
  await clicker.open(migrationModal(await previewMigration(deps, { signer, onboardingId })));
}

async function openExtraForm({ deps, signer, action, clicker }: Click): Promise<void> {
  const onboardingId = asId('onboarding', valueOf(action));
  await clicker.open(extraModal(await extraChoices(deps, { signer, onboardingId })));
}

async function openReview({ deps, signer, action, clicker }: Click): Promise<void> {
  const itemId = asId('item', valueOf(action));
  const item = await itemFor(deps, { signer, itemId, action: 'review_evidence' });
  const { evidence } = item;
  if (item.line.status !== 'in_review' || !evidence)
    throw new UserError('This has been reviewed already.');
  await clicker.open(reviewModal({ ...item, evidence }));
}

async function openVerify({ deps, signer, action, clicker }: Click): Promise<void> {
  const claim = await outcomeToVerify(deps, {
    signer,
    outcomeId: asId('outcome', valueOf(action)),
  });
  if (claim.outcome.state !== 'claimed')
    throw new UserError('Somebody has decided on this outcome already.');
  await clicker.open(verifyModal(claim));
}

async function tryAgain({ deps, signer, action, clicker }: Click): Promise<void> {
  const again = await retryChannel(deps, {
    signer,
    onboardingId: asId('onboarding', valueOf(action)),
  });
  await clicker.tell(
    simple(again ? 'I am trying again.' : 'There is nothing left to try: it has worked meanwhile.'),
  );
}

async function confirm({ deps, signer, action, clicker }: Click): Promise<void> {
  const done = await confirmCompany(deps, {
    signer,
    onboardingId: asId('onboarding', valueOf(action)),
  });
  await clicker.tell(
    simple(done ? 'Confirmed. They see their checklist now.' : 'This was settled before.'),
  );
}
