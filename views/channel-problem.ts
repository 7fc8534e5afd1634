import type { Problem } from '../src/domain/onboarding.ts';

/** What stands in the way of a channel, and what to do about it. */
export function problemText(problem: Problem): string {
  switch (problem.kind) {
    case 'slack_refused':
      return `Slack refused ${problem.call} (${problem.error}). ${REMEDY[problem.error] ?? 'Ask a Slack admin to put this right, then try again.'}`;
    case 'other_company':
      return `The invitation was accepted from ${problem.domain === '' ? 'an unknown company' : problem.domain}, not from the company it was sent to. Nothing is shown to them until you confirm that they are the partner.`;
    case 'declined':
      return 'The invitation was declined. Talk to the contact, then invite them from Slack’s own dialog: I notice when they join.';
    case 'disconnected':
      return 'The partner’s company has left the channel. Invite them again from Slack’s own dialog: I notice when they join.';
  }
}

/** What to do about refusals that people meet most. @see conversations.inviteShared */
const REMEDY: Readonly<Record<string, string>> = {
  restricted_action:
    'Your workspace does not let apps do this: an admin can allow it, then try again.',
  not_paid: 'Slack Connect needs a paid plan.',
  invalid_email:
    'The address does not exist. Invite the right person from Slack’s own dialog: I notice when they join.',
  name_taken: 'There is a channel of this name that is not mine. Rename it, then try again.',
  no_external_invite_permission: 'An admin must let me invite external people, then try again.',
  missing_scope: 'The app lacks a permission: install it again from manifest.yml, then try again.',
};
