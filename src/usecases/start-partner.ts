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
import { insertPlanChange } from '../../db/plan-changes.ts';
import type { Reader, Tx } from '../../db/store.ts';
import { authorize, contactOf } from '../domain/access.ts';
import { dayOf } from '../domain/local-time.ts';
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
import { firstItems } from '../domain/item.ts';
import { channelLane } from '../domain/notice.ts';
import type { Country, Facts, PartnerType } from '../domain/facts.ts';
import { channelNameFor, factSheet } from '../domain/onboarding.ts';
import { effectiveTier } from '../domain/tier.ts';
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
  country: Country;
  targetGoLive: Day | null;
  /** Names the playbook: one of those in the settings. */
  playbookHash: string;
  facts: Facts;
}>;

export type Started =
  | Readonly<{ kind: 'started'; partnerId: PartnerId }>
  | Readonly<{ kind: 'done_before' }>
  | Readonly<{ kind: NotStarted }>;

export type NotStarted = 'name_taken' | 'not_signed_yet' | 'not_a_manager' | 'playbook_gone';

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
    const refused = await whyNot(tx, deps, input);
    if (refused) return { kind: refused };
    if (!(await isNew(tx, { key, at: now }))) return { kind: 'done_before' };
    const partnerId = idOf('partner', deps.newId());
    const onboardingId = idOf('onboarding', deps.newId());
    const { playbookHash, facts, targetGoLive } = input;
    const ground = { playbookHash, facts, tierOverride: null, targetGoLive };
    await insertPartner(tx, {
      id: partnerId,
      name: input.name.trim(),
      type: input.type,
      zone: input.zone,
      country: input.country,
      signedOn: input.signedOn,
      managerId: input.managerId,
      createdAt: now,
    });
    await insertOnboarding(tx, {
      id: onboardingId,
      partnerId,
      ...ground,
      state: 'provisioning',
      channelName: channelNameFor(input.name, partnerId),
      channelId: null,
      problem: null,
      pause: null,
      startedAt: now,
      activeAt: null,
    });
    await insertPlan(tx, deps, { input, onboardingId });
    await insertPlanChange(tx, { onboardingId, at: now, byId: contactOf(actor).id, ...ground });
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
      detail: {
        partnerId,
        managerId: input.managerId,
        signedOn: input.signedOn,
        type: input.type,
        tier: effectiveTier(facts, null),
      },
    });
    return { kind: 'started', partnerId };
  });
}

/** What stands against starting this partner, before anything else is asked. @throws RefusedError */
export async function checkStart(
  deps: Deps,
  input: Omit<StartInput, 'viewId' | 'facts'>,
): Promise<NotStarted | null> {
  const { read } = deps.store;
  authorize(await colleagueFor(read, deps, input.signer), 'start_partner');
  return whyNot(read, deps, input);
}

async function whyNot(
  reader: Reader,
  { now, settings }: Deps,
  input: Omit<StartInput, 'viewId' | 'facts'>,
): Promise<NotStarted | null> {
  if (input.signedOn > dayOf(now(), input.zone)) return 'not_signed_yet';
  if (await findPartnerByName(reader, input.name)) return 'name_taken';
  // The settings may have changed while the form was open.
  if (!settings.playbooks.includes(input.playbookHash)) return 'playbook_gone';
  return isManager(await getContact(reader, input.managerId)) ? null : 'not_a_manager';
}

function isManager({ standing, roles }: Contact): boolean {
  return standing === 'member' && (roles.includes('manager') || roles.includes('admin'));
}

/** No item starts open: the clocks of both sides begin when the partner is in the channel. */
async function insertPlan(
  tx: Tx,
  deps: Deps,
  { input, onboardingId }: Readonly<{ input: StartInput; onboardingId: OnboardingId }>,
): Promise<void> {
  const { facts, playbookHash } = input;
  const playbook = await getPlaybook(tx, playbookHash);
  const sheet = factSheet({ onboarding: { facts, tierOverride: null }, partner: input });
  const ids = () => ({ id: idOf('item', deps.newId()), onboardingId });
  await insertItems(tx, firstItems({ playbook, sheet }, ids));
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
    hours: null,
    away: null,
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
