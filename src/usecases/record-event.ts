import { recordAudit } from '../../db/audit.ts';
import { getContact, saveContact } from '../../db/contacts.ts';
import { isNew } from '../../db/inbox.ts';
import { findInvitation, saveInvitation } from '../../db/invitations.ts';
import { touchMessages } from '../../db/messages.ts';
import {
  connectTeam,
  disconnectTeam,
  findOnboardingByChannel,
  getOnboarding,
  saveOnboarding,
} from '../../db/onboardings.ts';
import { enqueue } from '../../db/outbox.ts';
import type { Tx } from '../../db/store.ts';
import { authorize } from '../domain/access.ts';
import { domainOf, type Contact } from '../domain/contact.ts';
import type { ContactId } from '../domain/ids.ts';
import { personLane } from '../domain/notice.ts';
import { isDoubted, type Problem, type WholeOnboarding, timeFor } from '../domain/onboarding.ts';
import { checkContact, isHost, meetPartnerContact } from './actor.ts';
import type { Deps } from './deps.ts';
import { followAll } from './follow-ball.ts';
import { settle } from './settle.ts';

/** What Slack tells about a shared channel. They come in any order, and for anybody's channels. */
export type SlackEvent =
  | Readonly<{
      kind: 'invitation_accepted';
      slackInviteId: string;
      channelId: string;
      userId: string;
      teamId: string;
      email: string | null;
      name: string | null;
    }>
  | Readonly<{ kind: 'invitation_declined'; slackInviteId: string; channelId: string }>
  | Readonly<{ kind: 'channel_shared'; channelId: string; teamId: string }>
  | Readonly<{ kind: 'channel_unshared'; channelId: string; teamId: string; stillShared: boolean }>
  | Readonly<{ kind: 'member_joined'; channelId: string; userId: string; teamId: string }>;

/**
 * Takes note of an event. The partner's clocks start, and the open modules are posted, when the
 * first of their people is in the channel. What is about no channel of ours is ignored.
 */
export async function recordEvent(
  deps: Deps,
  { keys, event }: Readonly<{ keys: readonly string[]; event: SlackEvent }>,
): Promise<void> {
  const now = deps.now();
  authorize({ kind: 'slack' }, 'record_event');
  await deps.store.tx(async (tx) => {
    for (const key of keys) if (!(await isNew(tx, { key, at: now }))) return;
    switch (event.kind) {
      case 'invitation_accepted':
        await accepted(tx, deps, event);
        return;
      case 'invitation_declined':
        await declined(tx, deps, event);
        return;
      case 'channel_shared':
        await shared(tx, deps, event);
        return;
      case 'channel_unshared':
        await unshared(tx, deps, event);
        return;
      case 'member_joined':
        await joined(tx, deps, event);
        return;
    }
  });
}

type EventOf<K extends SlackEvent['kind']> = Extract<SlackEvent, { kind: K }>;

async function accepted(tx: Tx, deps: Deps, event: EventOf<'invitation_accepted'>): Promise<void> {
  const now = deps.now();
  const invitation = await findInvitation(tx, event);
  if (!invitation || isHost(deps, event.teamId)) return;
  const whole = await getOnboarding(tx, invitation.onboardingId);
  const contact = await getContact(tx, invitation.contactId);
  await saveInvitation(tx, invitation.id, { state: 'accepted', acceptedAt: now });
  const expected = domainOf(contact.email ?? '');
  const actual = domainOf(event.email ?? '');
  // Whoever holds the e-mail may accept, from a workspace of their choice.
  if (expected === '' || expected !== actual) {
    const { teamId, userId } = event;
    // The channel may have been shared before this was heard: until confirmed they have no rights.
    await disconnectTeam(tx, { onboardingId: whole.onboarding.id, teamId });
    await raiseProblem(tx, deps, {
      whole,
      problem: { kind: 'other_company', teamId, userId, domain: actual },
    });
    return;
  }
  const { userId: slackUserId, teamId: slackTeamId, email, name } = event;
  const known = findContact(whole, slackUserId);
  if (!known)
    await saveContact(tx, contact.id, {
      slackUserId,
      slackTeamId,
      email,
      name,
      standing: 'member',
    });
  await connectTeam(tx, {
    onboardingId: whole.onboarding.id,
    teamId: slackTeamId,
    connectedAt: now,
  });
  await saveOnboarding(tx, whole.onboarding.id, { problem: null });
  const detail = { contactId: contact.id, teamId: slackTeamId };
  await note(tx, deps, { whole, action: 'invitation_accepted', detail });
  await checkContact(tx, { contactId: known?.id ?? contact.id, now });
}

async function declined(tx: Tx, deps: Deps, event: EventOf<'invitation_declined'>): Promise<void> {
  const invitation = await findInvitation(tx, event);
  if (!invitation) return;
  await saveInvitation(tx, invitation.id, { state: 'declined' });
  const whole = await getOnboarding(tx, invitation.onboardingId);
  await raiseProblem(tx, deps, { whole, problem: { kind: 'declined' } });
}

async function shared(tx: Tx, deps: Deps, event: EventOf<'channel_shared'>): Promise<void> {
  const whole = await findOnboardingByChannel(tx, event.channelId);
  if (!whole || isHost(deps, event.teamId) || isDoubted(whole)) return;
  await connectTeam(tx, {
    onboardingId: whole.onboarding.id,
    teamId: event.teamId,
    connectedAt: deps.now(),
  });
  await note(tx, deps, { whole, action: 'channel_shared', detail: { teamId: event.teamId } });
}

async function unshared(tx: Tx, deps: Deps, event: EventOf<'channel_unshared'>): Promise<void> {
  const whole = await findOnboardingByChannel(tx, event.channelId);
  if (!whole) return;
  await disconnectTeam(tx, { onboardingId: whole.onboarding.id, teamId: event.teamId });
  await note(tx, deps, { whole, action: 'channel_unshared', detail: { teamId: event.teamId } });
  if (event.stillShared) return;
  const problem = { kind: 'disconnected' } as const;
  await raiseProblem(tx, deps, { whole, problem });
  // Who cannot see the channel owes nothing meanwhile.
  const down = { ...whole, onboarding: { ...whole.onboarding, problem } };
  await followAll(tx, deps, { whole: down, actorId: 'slack' });
}

async function joined(tx: Tx, deps: Deps, event: EventOf<'member_joined'>): Promise<void> {
  const now = deps.now();
  const whole = await findOnboardingByChannel(tx, event.channelId);
  if (!whole || isHost(deps, event.teamId) || isDoubted(whole)) return;
  const { userId, teamId } = event;
  await connectTeam(tx, { onboardingId: whole.onboarding.id, teamId, connectedAt: now });
  const problem = stillInTheWay(whole);
  await saveOnboarding(tx, whole.onboarding.id, { problem });
  if (whole.onboarding.problem?.kind === 'disconnected') {
    const up = { ...whole, onboarding: { ...whole.onboarding, problem } };
    await followAll(tx, deps, { whole: up, actorId: 'slack' });
  }
  const contact =
    findContact(whole, userId) ?? (await meetPartnerContact(tx, deps, { whole, userId, teamId }));
  await activate(tx, deps, { whole, contactId: contact.id });
}

/** The person of the partner with this Slack account. */
function findContact({ people }: WholeOnboarding, userId: string): Contact | undefined {
  return people.contacts.find(({ slackUserId }) => slackUserId === userId);
}

/** What a person of the partner in the channel does not put right: they are back, or came after all. */
function stillInTheWay({ onboarding: { problem } }: WholeOnboarding): Problem | null {
  return problem?.kind === 'disconnected' || problem?.kind === 'declined' ? null : problem;
}

/** The partner is in: clocks start, open modules are posted, the manager hears of it. Once only. */
export async function activate(
  tx: Tx,
  deps: Deps,
  { whole, contactId }: Readonly<{ whole: WholeOnboarding; contactId: ContactId }>,
): Promise<void> {
  const { onboarding, people } = whole;
  if (onboarding.state === 'active') return;
  const now = deps.now();
  await saveOnboarding(tx, onboarding.id, { state: 'active', activeAt: now, problem: null });
  await note(tx, deps, { whole, action: 'partner_joined', detail: { contactId } });
  const active: WholeOnboarding = { ...whole, onboarding: { ...onboarding, state: 'active' } };
  await settle(tx, deps, {
    whole: active,
    changed: [],
    time: timeFor(deps.settings, active, now),
    actorId: 'slack',
  });
  await enqueue(tx, {
    dedupeKey: `joined:${onboarding.id}`,
    lane: personLane(people.manager.id),
    intent: { kind: 'partner_joined', onboardingId: onboarding.id, contactId: people.manager.id },
    now,
  });
}

/** Keeps what stands in the way, and tells the partner manager. */
async function raiseProblem(
  tx: Tx,
  deps: Deps,
  { whole, problem }: Readonly<{ whole: WholeOnboarding; problem: Problem }>,
): Promise<void> {
  const now = deps.now();
  const { onboarding, people } = whole;
  await saveOnboarding(tx, onboarding.id, { problem });
  await touchMessages(tx, { onboardingId: onboarding.id, moduleKeys: [] });
  await note(tx, deps, { whole, action: 'channel_problem', detail: { problem: problem.kind } });
  await enqueue(tx, {
    dedupeKey: `problem:${onboarding.id}:${problem.kind}:${now}`,
    lane: personLane(people.manager.id),
    intent: { kind: 'channel_problem', onboardingId: onboarding.id, contactId: people.manager.id },
    now,
  });
}

async function note(
  tx: Tx,
  deps: Deps,
  input: Readonly<{
    whole: WholeOnboarding;
    action: string;
    detail: Readonly<Record<string, string>>;
  }>,
): Promise<void> {
  const { whole, action, detail } = input;
  await recordAudit(tx, {
    at: deps.now(),
    actorId: 'slack',
    action,
    subject: whole.onboarding.id,
    detail,
  });
}
