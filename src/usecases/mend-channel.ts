import { recordAudit } from '../../db/audit.ts';
import { saveContact } from '../../db/contacts.ts';
import { listInvitations } from '../../db/invitations.ts';
import { connectTeam, getOnboarding, saveOnboarding } from '../../db/onboardings.ts';
import { retryOutbox } from '../../db/outbox.ts';
import { authorize, contactOf } from '../domain/access.ts';
import type { OnboardingId } from '../domain/ids.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { activate } from './record-event.ts';

/**
 * Tries again what Slack refused, after a person has put the reason right. False when there was
 * nothing to try.
 * @throws RefusedError, NotFoundError
 */
export async function retryChannel(
  deps: Deps,
  { signer, onboardingId }: Readonly<{ signer: Signer; onboardingId: OnboardingId }>,
): Promise<boolean> {
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const actor = await colleagueFor(tx, deps, signer);
    authorize(actor, 'mend_channel');
    const { onboarding } = await getOnboarding(tx, onboardingId);
    if (onboarding.problem?.kind !== 'slack_refused') return false;
    if (!(await retryOutbox(tx, onboarding.problem.outboxSeq, now))) return false;
    await saveOnboarding(tx, onboardingId, { problem: null });
    const by = contactOf(actor).id;
    await recordAudit(tx, {
      at: now,
      actorId: by,
      action: 'channel_retried',
      subject: onboardingId,
      detail: {},
    });
    return true;
  });
}

/**
 * Says that the company which accepted the invitation, under another e-mail domain, is the partner.
 * False when there was no doubt.
 * @throws RefusedError, NotFoundError
 */
export async function confirmCompany(
  deps: Deps,
  { signer, onboardingId }: Readonly<{ signer: Signer; onboardingId: OnboardingId }>,
): Promise<boolean> {
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const actor = await colleagueFor(tx, deps, signer);
    authorize(actor, 'mend_channel');
    const whole = await getOnboarding(tx, onboardingId);
    const { problem } = whole.onboarding;
    if (problem?.kind !== 'other_company') return false;
    const { teamId, userId } = problem;
    await connectTeam(tx, { onboardingId, teamId, connectedAt: now });
    await saveOnboarding(tx, onboardingId, { problem: null });
    const [invitation] = await listInvitations(tx, onboardingId);
    const lead = whole.people.contacts.find(({ id }) => id === invitation?.contactId);
    if (lead) {
      await saveContact(tx, lead.id, {
        slackUserId: userId,
        slackTeamId: teamId,
        standing: 'member',
      });
    }
    const by = contactOf(actor).id;
    await recordAudit(tx, {
      at: now,
      actorId: by,
      action: 'company_confirmed',
      subject: onboardingId,
      detail: { teamId },
    });
    await activate(tx, deps, { whole, contactId: lead?.id ?? by });
    return true;
  });
}
