import type { Action } from '../src/domain/access.ts';
import type { Signer } from '../src/usecases/actor.ts';
import { claimOutcome } from '../src/usecases/claim-outcome.ts';
import type { Deps } from '../src/usecases/deps.ts';
import { raiseBlocker } from '../src/usecases/raise-blocker.ts';
import { reviewEvidence } from '../src/usecases/review-evidence.ts';
import { startPartner } from '../src/usecases/start-partner.ts';
import { submitEvidence } from '../src/usecases/submit-evidence.ts';
import { nameTeam } from '../src/usecases/team.ts';
import { verifyOutcome } from '../src/usecases/verify-outcome.ts';
import { BLOCKER_MODAL, readBlockerModal } from '../views/blocker-modal.ts';
import { EVIDENCE_MODAL, readEvidenceModal } from '../views/evidence-modal.ts';
import type { Submitted } from '../views/kit.ts';
import {
  OUTCOME_MODAL,
  readOutcomeModal,
  readVerifyModal,
  VERIFY_MODAL,
} from '../views/outcome-modal.ts';
import { readReviewModal, REVIEW_MODAL } from '../views/review-modal.ts';
import { readStartModal, START_MODAL } from '../views/start-modal.ts';
import { readTeamModal, TEAM_MODAL } from '../views/team-modal.ts';
import { DONE, type FormAnswer } from './guarded.ts';

/** A form that was sent. */
export type Sent = Readonly<{
  deps: Deps;
  signer: Signer;
  view: Submitted & Readonly<{ id: string }>;
}>;

/** A form, the rule that its use case holds people to, and what it does. */
export type FormHandler = Readonly<{ policy: Action; handle: (sent: Sent) => Promise<FormAnswer> }>;

/** Every form that can be sent, by its callback id. */
export const FORMS: Readonly<Record<string, FormHandler>> = {
  [START_MODAL]: { policy: 'start_partner', handle: start },
  [EVIDENCE_MODAL]: { policy: 'submit_evidence', handle: handIn },
  [REVIEW_MODAL]: { policy: 'review_evidence', handle: review },
  [BLOCKER_MODAL]: { policy: 'raise_blocker', handle: block },
  [OUTCOME_MODAL]: { policy: 'claim_outcome', handle: claim },
  [VERIFY_MODAL]: { policy: 'verify_outcome', handle: verify },
  [TEAM_MODAL]: { policy: 'name_team', handle: nameRoles },
};

function wrong(field: string, text: string): FormAnswer {
  return { kind: 'errors', errors: { [field]: text } };
}

async function start({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readStartModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const { kind } = await startPartner(deps, { ...form.value, signer, viewId: view.id });
  switch (kind) {
    case 'started':
    case 'done_before':
      return {
        kind: 'told',
        text: `${form.value.name} is started. I am making the channel, adding your team and inviting ${form.value.email}. \`/onboard status ${form.value.name}\` shows how far it is.`,
      };
    case 'name_taken':
      return wrong('name', 'There is a partner of this name. /onboard status shows all.');
    case 'not_signed_yet':
      return wrong(
        'signed_on',
        'A contract cannot have been signed in the future. Give the day of the last signature.',
      );
    case 'not_a_manager':
      return wrong(
        'manager',
        'This person is no partner manager. An admin can change that with /onboard team.',
      );
  }
}

async function handIn({ deps, signer, view }: Sent): Promise<FormAnswer> {
  const form = readEvidenceModal(view);
  if (!form.ok) return { kind: 'errors', errors: form.errors };
  const result = await submitEvidence(deps, { ...form.value, signer });
  switch (result.kind) {
    case 'sent_to_review':
      return DONE;
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
