import { findColleague, insertContact } from '../../db/contacts.ts';
import { enqueue } from '../../db/outbox.ts';
import type { Reader, Tx } from '../../db/store.ts';
import type { Actor } from '../domain/access.ts';
import type { Contact } from '../domain/contact.ts';
import { idOf, type ContactId, type Instant } from '../domain/ids.ts';
import type { WholeOnboarding } from '../domain/onboarding.ts';
import type { Deps } from './deps.ts';

/**
 * Who signed for a payload: the person's own workspace (`user.team_id`), which is not the one the
 * payload was sent to. `channelId` is where they clicked; null in a form or a command.
 */
export type Signer = Readonly<{ userId: string; teamId: string; channelId: string | null }>;

/** True for a workspace or organisation that is ours. */
export function isHost({ host }: Deps, teamId: string): boolean {
  return teamId === host.teamId || (host.enterpriseId !== null && teamId === host.enterpriseId);
}

/** One of our own people, or nobody. For what no single partner is about. */
export async function colleagueFor(reader: Reader, deps: Deps, signer: Signer): Promise<Actor> {
  if (!isHost(deps, signer.teamId)) return { kind: 'nobody', why: 'unknown' };
  return asColleague(await findColleague(reader, signer.userId));
}

function asColleague(contact: Contact | undefined): Actor {
  if (!contact) return { kind: 'nobody', why: 'unknown' };
  if (contact.standing === 'member') return { kind: 'vendor', contact };
  return { kind: 'nobody', why: contact.standing };
}

/**
 * Who `signer` is to the onboarding `whole`. A person of a company that shares the channel belongs
 * to the partner; who is not in our tables yet is added.
 */
export async function actorFor(
  tx: Tx,
  deps: Deps,
  { signer, whole }: Readonly<{ signer: Signer; whole: WholeOnboarding }>,
): Promise<Actor> {
  const { team, contacts } = whole.people;
  const isSigner = ({ slackUserId }: Contact) => slackUserId === signer.userId;
  if (isHost(deps, signer.teamId)) return asColleague(team.find(isSigner));
  const elsewhere = signer.channelId !== null && signer.channelId !== whole.onboarding.channelId;
  if (elsewhere || !whole.connectedTeams.includes(signer.teamId)) {
    return { kind: 'nobody', why: 'unknown' };
  }
  const { id: partnerId } = whole.partner;
  const contact =
    contacts.find(isSigner) ??
    (await meetPartnerContact(tx, deps, { whole, userId: signer.userId, teamId: signer.teamId }));
  if (contact.standing === 'guest' || contact.standing === 'bot') {
    return { kind: 'nobody', why: contact.standing };
  }
  return { kind: 'partner', contact, partnerId };
}

/** Adds a person of the partner whom nobody invited by name; Slack tells name and zone later. */
export async function meetPartnerContact(
  tx: Tx,
  deps: Deps,
  input: Readonly<{ whole: WholeOnboarding; userId: string; teamId: string }>,
): Promise<Contact> {
  const { whole, userId, teamId } = input;
  const contact: Contact = {
    id: idOf('contact', deps.newId()),
    side: 'partner',
    partnerId: whole.partner.id,
    slackUserId: userId,
    slackTeamId: teamId,
    email: null,
    name: null,
    zone: whole.partner.zone,
    standing: 'member',
    hours: null,
    away: null,
    roles: [],
  };
  await insertContact(tx, contact);
  await checkContact(tx, { contactId: contact.id, now: deps.now() });
  return contact;
}

/** Has Slack asked who somebody is: their name, zone, and whether they are a full member. */
export async function checkContact(
  tx: Tx,
  { contactId, now }: Readonly<{ contactId: ContactId; now: Instant }>,
): Promise<void> {
  await enqueue(tx, {
    dedupeKey: `check:${contactId}`,
    lane: `errand:${contactId}`,
    intent: { kind: 'check_contact', contactId },
    now,
  });
}
