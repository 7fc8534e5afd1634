import { changeFacts, previewFacts } from '../src/usecases/change-facts.ts';
import { claimOutcome } from '../src/usecases/claim-outcome.ts';
import { migrate } from '../src/usecases/migrate.ts';
import { openExtra } from '../src/usecases/open-extra.ts';
import { previewStart } from '../src/usecases/preview-start.ts';
import { raiseBlocker } from '../src/usecases/raise-blocker.ts';
import { reviewEvidence } from '../src/usecases/review-evidence.ts';
import { onboardingHits } from '../src/usecases/search-playbook.ts';
import { checkStart, startPartner, type NotStarted } from '../src/usecases/start-partner.ts';
import { submitEvidence } from '../src/usecases/submit-evidence.ts';
import { nameTeam } from '../src/usecases/team.ts';
import { verifyOutcome } from '../src/usecases/verify-outcome.ts';
import { BLOCKER_MODAL, readBlockerModal } from '../views/blocker-modal.ts';
import {
  FACTS_MODAL,
  FACTS_PREVIEW,
  factsPreviewModal,
  readFactsModal,
  readFactsPreview,
} from '../views/change-modal.ts';
import { EVIDENCE_MODAL, evidenceErrors, readEvidenceModal } from '../views/evidence-modal.ts';
import { EXTRA_MODAL, readExtraModal } from '../views/extra-modal.ts';
import { MIGRATION_MODAL, readMigrationModal } from '../views/migration-modal.ts';
import {
  OUTCOME_MODAL,
  readOutcomeModal,
  readVerifyModal,
  VERIFY_MODAL,
} from '../views/outcome-modal.ts';
import { readReviewModal, REVIEW_MODAL } from '../views/review-modal.ts';
import { readSearchModal, searchModal, SEARCH_MODAL } from '../views/search-modal.ts';
import { readStartModal, START_MODAL } from '../views/start-modal.ts';
import {
  readStartFacts,
  readStartPlan,
  START_FACTS,
  START_PLAN,
  startFactsModal,
  startPlanModal,
} from '../views/start-plan.ts';
import { readTeamModal, TEAM_MODAL } from '../views/team-modal.ts';
import { wrong, type FormHandler, type Sent } from './form.ts';
import { DONE, type FormAnswer } from './guarded.ts';
import { TIME_FORMS } from './time-forms.ts';

/** Every form that can be sent, by its callback id. */
export const FORMS: Readonly<Record<string, FormHandler>> = {
  [START_MODAL]: { policy: 'start_partner', handle: describe },
  [START_FACTS]: { policy: 'start_partner', handle: showPlan },
  [START_PLAN]: { policy: 'start_partner', handle: start },
  [FACTS_MODAL]: { policy: 'change_facts', handle: showChange },
  [FACTS_PREVIEW]: { policy: 'change_facts', handle: applyChange },
  [EXTRA_MODAL]: { policy: 'open_extra', handle: openItems },
  [MIGRATION_MODAL]: { policy: 'migrate_playbook', handle: move },
  [EVIDENCE_MODAL]: { policy: 'submit_evidence', handle: handIn },
  [REVIEW_MODAL]: { policy: 'review_evidence', handle: review },
  [BLOCKER_MODAL]: { policy: 'raise_blocker', handle: block },
  [SEARCH_MODAL]: { policy: 'search_own_playbook', handle: search },
  [OUTCOME_MODAL]: { policy: 'claim_outcome', handle: claim },
  [VERIFY_MODAL]: { policy: 'verify_outcome', handle: verify },
  [TEAM_MODAL]: { policy: 'name_team', handle: nameRoles },
  ...TIME_FORMS,
};

/** Who the partner is. What is wrong is told before anything else is asked. */
async function describe({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readStartModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const refused = await checkStart(deps, { ...form.value, signer });
  if (refused) {
    const { field, text } = NOT_STARTED[refused];
    // The playbook is asked for only where there is a choice.
    return wrong(field in view.state.values ? field : 'name', text);
  }
  return { kind: 'form', view: startFactsModal(form.value) };
}

async function showPlan({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readStartFacts(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const { basics, facts } = form.value;
  const seen = await previewStart(deps, { ...basics, facts, signer });
  return { kind: 'form', view: startPlanModal(form.value, seen) };
}

async function start({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const { basics, facts } = readStartPlan(view);
  const { kind } = await startPartner(deps, { ...basics, facts, signer, viewId: view.id });
  if (kind !== 'started' && kind !== 'done_before') {
    return { kind: 'told', text: NOT_STARTED[kind].text };
  }
  const { name, email } = basics;
  return {
    kind: 'told',
    text: `${name} is started. I am making the channel, adding your team and inviting ${email}. \`/onboard status ${name}\` shows how far it is, \`/onboard plan ${name}\` every date.`,
  };
}

/** Why a partner is not started, and the field of the first form that it is about. */
const NOT_STARTED: Readonly<Record<NotStarted, Readonly<{ field: string; text: string }>>> = {
  name_taken: {
    field: 'name',
    text: 'There is a partner of this name. /onboard status shows all.',
  },
  not_signed_yet: {
    field: 'signed_on',
    text: 'A contract cannot have been signed in the future. Give the day of the last signature.',
  },
  not_a_manager: {
    field: 'manager',
    text: 'This person is no partner manager. An admin can change that with /onboard team.',
  },
  playbook_gone: {
    field: 'playbook',
    text: 'This playbook is no longer offered. Start again with /onboard start.',
  },
};

async function showChange({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readFactsModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const preview = await previewFacts(deps, { ...form.value, signer });
  return { kind: 'form', view: factsPreviewModal(form.value, preview) };
}

async function applyChange({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const wanted = readFactsPreview(view);
  const { partnerName } = await changeFacts(deps, { ...wanted, signer, viewId: view.id });
  return {
    kind: 'told',
    text: `Done. The checklist of ${partnerName} shows it; \`/onboard plan ${partnerName}\` shows every date.`,
  };
}

async function openItems({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readExtraModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const { partnerName } = await openExtra(deps, { ...form.value, signer, viewId: view.id });
  return { kind: 'told', text: `Done. The channel of ${partnerName} shows it.` };
}

async function move({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const wanted = readMigrationModal(view);
  const { partnerName, version } = await migrate(deps, { ...wanted, signer, viewId: view.id });
  return {
    kind: 'told',
    text: `${partnerName} is on version ${version} now. \`/onboard plan ${partnerName}\` shows every date.`,
  };
}

async function handIn({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readEvidenceModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const result = await submitEvidence(deps, { ...form.value, signer });
  switch (result.kind) {
    case 'sent_to_review':
      return DONE;
    case 'wrong':
      return { kind: 'errors', errors: evidenceErrors(view, result.wrong) };
    case 'nobody_to_review':
      return wrong(
        'note',
        `Nobody but you could review this as ${result.role}. Ask an admin to name somebody with /onboard team.`,
      );
    case 'not_open':
      return result.status === 'accepted'
        ? wrong('note', 'This is accepted already. Nothing is left to do.')
        : wrong('note', 'This was handed in already and is being reviewed.');
  }
}

async function review({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readReviewModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const { kind } = await reviewEvidence(deps, { ...form.value, signer });
  if (kind !== 'not_in_review') return DONE;
  return {
    kind: 'told',
    text: 'Somebody was faster, or newer evidence has come in. Nothing was changed. `/onboard review` shows what is left.',
  };
}

async function block({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readBlockerModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  await raiseBlocker(deps, { ...form.value, signer, viewId: view.id });
  return DONE;
}

async function search({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readSearchModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const found = await onboardingHits(deps, { ...form.value, signer });
  return { kind: 'form', view: searchModal(found) };
}

async function claim({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readOutcomeModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const { kind } = await claimOutcome(deps, { ...form.value, signer });
  switch (kind) {
    case 'claimed':
      return { kind: 'told', text: 'Recorded. A colleague is asked to verify it; then it counts.' };
    case 'known_before':
      return wrong('reference', 'This outcome is recorded already.');
    case 'in_the_future':
      return wrong('happened_on', 'This day has not come yet. Give the day on which it happened.');
    case 'nobody_to_verify':
      return wrong(
        'type',
        'Nobody but you could verify it. Ask an admin to name a customer success lead with /onboard team.',
      );
  }
}

async function verify({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readVerifyModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  await verifyOutcome(deps, { ...form.value, signer });
  return DONE;
}

async function nameRoles({ deps, signer, view }: Sent): Promise<FormAnswer> {
  await nameTeam(deps, { signer, roles: readTeamModal(view) });
  return {
    kind: 'told',
    text: 'Saved. New people can act as soon as Slack has confirmed who they are.',
  };
}
