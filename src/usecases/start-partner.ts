import { recordAudit } from '../../db/audit.ts';
import { getContact, insertContact } from '../../db/contacts.ts';
import { isNew, wasSeen } from '../../db/inbox.ts';
import { insertInvitation } from '../../db/invitations.ts';
import { insertItems } from '../../db/items.ts';
import { insertMessage, newMessage } from '../../db/messages.ts';
import { insertOnboarding } from '../../db/onboardings.ts';
import { enqueue } from '../../db/outbox.ts';
import { findPartnerByName, insertPartner } from '../../db/partners.ts';
import { getPlaybook } from '../../db/playbooks.ts';
import type { Tx } from '../../db/store.ts';
import { authorize, contactOf } from '../domain/access.ts';
import { dayOf } from '../domain/calendar.ts';
import type { Contact } from '../domain/contact.ts';
import {
  idOf,
  type ContactId,
  type Day,
  type Instant,
  type OnboardingId,
  type PartnerId,
  type Zone,
} from '../domain/ids.ts';
import type { Item } from '../domain/item.ts';
import { channelLane } from '../domain/notice.ts';
import type { PartnerType } from '../domain/facts.ts';
import { channelNameFor } from '../domain/onboarding.ts';
import { itemSpecs } from '../domain/playbook.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';

export type StartInput = Readonly<{
  signer: Signer;
  /** The form's id: a form sent twice starts one partner. */
  viewId: string;
  name: string;
  type: PartnerType;
  email: string;
  managerId: ContactId;
  signedOn: Day;
  zone: Zone;
}>;

export type Started =
  | Readonly<{ kind: 'started'; partnerId: PartnerId }>
  | Readonly<{ kind: 'done_before' }>
  | Readonly<{ kind: 'name_taken' }>
  | Readonly<{ kind: 'not_signed_yet' }>
  | Readonly<{ kind: 'not_a_manager' }>;

/**
 * Starts the onboarding of a partner: everything is written down, and Slack is asked to make the
 * channel, invite our people and the contact, and post the headline, in this order.
 * @throws RefusedError when the signer may not start partners
 */
export async function startPartner(deps: Deps, input: StartInput): Promise<Started> {
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const actor = await colleagueFor(tx, deps, input.signer);
    authorize(actor, 'start_partner');
    const key = `view:${input.viewId}`;
    if (await wasSeen(tx, key)) return { kind: 'done_before' };
    if (input.signedOn > dayOf(now, input.zone)) return { kind: 'not_signed_yet' };
    if (await findPartnerByName(tx, input.name)) return { kind: 'name_taken' };
    const manager = await getContact(tx, input.managerId);
    if (!isManager(manager)) return { kind: 'not_a_manager' };
    if (!(await isNew(tx, { key, at: now }))) return { kind: 'done_before' };
    const partnerId = idOf('partner', deps.newId());
    const onboardingId = idOf('onboarding', deps.newId());
    await insertPartner(tx, {
      id: partnerId,
      name: input.name.trim(),
      type: input.type,
      zone: input.zone,
      country: null,
      signedOn: input.signedOn,
      managerId: manager.id,
      createdAt: now,
    });
    await insertOnboarding(tx, {
      id: onboardingId,
      partnerId,
      playbookHash: deps.settings.playbookHash,
      state: 'provisioning',
      channelName: channelNameFor(input.name, partnerId),
      channelId: null,
      problem: null,
      facts: null,
      tierOverride: null,
      targetGoLive: null,
      startedAt: now,
      activeAt: null,
    });
    await insertLockedItems(tx, deps, onboardingId);
    await queueChannel(tx, deps, {
      onboardingId,
      partnerId,
      email: input.email,
      zone: input.zone,
      now,
    });
    await recordAudit(tx, {
      at: now,
      actorId: contactOf(actor).id,
      action: 'partner_started',
      subject: onboardingId,
      detail: { partnerId, managerId: manager.id, signedOn: input.signedOn, type: input.type },
    });
    return { kind: 'started', partnerId };
  });
}

function isManager({ standing, roles }: Contact): boolean {
  return standing === 'member' && (roles.includes('manager') || roles.includes('admin'));
}

/** All items start locked: the clocks of both sides begin when the partner is in the channel. */
async function insertLockedItems(tx: Tx, deps: Deps, onboardingId: OnboardingId): Promise<void> {
  const playbook = await getPlaybook(tx, deps.settings.playbookHash);
  const items = itemSpecs(playbook).map((spec): Item => ({
    id: idOf('item', deps.newId()),
    onboardingId,
    key: spec.id,
    status: 'locked',
    openedAt: null,
    dueAt: null,
    reviewDueAt: null,
    nextNudgeAt: null,
    nudges: 0,
    acceptedAt: null,
    acceptedById: null,
    rev: 1,
  }));
  await insertItems(tx, items);
}

/** Everything after the channel waits for the channel. */
async function queueChannel(
  tx: Tx,
  deps: Deps,
  input: Readonly<{
    onboardingId: OnboardingId;
    partnerId: PartnerId;
    email: string;
    zone: Zone;
    now: Instant;
  }>,
): Promise<void> {
  const { onboardingId, partnerId, email, zone, now } = input;
  const contactId = idOf('contact', deps.newId());
  const invitationId = idOf('invitation', deps.newId());
  const messageId = idOf('message', deps.newId());
  await insertContact(tx, {
    id: contactId,
    side: 'partner',
    partnerId,
    slackUserId: null,
    slackTeamId: null,
    email,
    name: null,
    zone,
    standing: 'unchecked',
    roles: ['p.lead'],
  });
  const pending = {
    slackInviteId: null,
    limited: false,
    attemptedAt: null,
    sentAt: null,
    acceptedAt: null,
  };
  await insertInvitation(tx, {
    id: invitationId,
    onboardingId,
    contactId,
    state: 'queued',
    ...pending,
  });
  await insertMessage(
    tx,
    newMessage({ id: messageId, onboardingId, kind: 'headline', moduleKey: '' }),
  );

  const lane = channelLane(onboardingId);
  const afterSeq = await enqueue(tx, {
    dedupeKey: `channel:${onboardingId}`,
    lane,
    intent: { kind: 'create_channel', onboardingId },
    now,
  });
  const following = { lane, now, afterSeq };
  const post = { kind: 'post_message', messageId } as const;
  await enqueue(tx, {
    dedupeKey: `team:${onboardingId}`,
    intent: { kind: 'invite_team', onboardingId },
    ...following,
  });
  const posted = await enqueue(tx, { dedupeKey: `post:${messageId}`, intent: post, ...following });
  const pin = { kind: 'pin_message', messageId } as const;
  await enqueue(tx, { dedupeKey: `pin:${messageId}`, intent: pin, lane, now, afterSeq: posted });
  const invite = { kind: 'invite_contact', invitationId } as const;
  await enqueue(tx, { dedupeKey: `invite:${invitationId}`, intent: invite, ...following });
}
