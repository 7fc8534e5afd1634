import { and, asc, eq } from 'drizzle-orm';
import type { ContactId, Instant, InvitationId, OnboardingId } from '../src/domain/ids.ts';
import { NotFoundError } from '../src/errors.ts';
import type { InvitationState } from './kinds.ts';
import type { Reader, Tx } from './store.ts';

/** An invitation to a Slack Connect channel. Slack keeps it open for 14 days from `sentAt`. */
export type Invitation = Readonly<{
  id: InvitationId;
  onboardingId: OnboardingId;
  contactId: ContactId;
  state: InvitationState;
  slackInviteId: string | null;
  /** Post-only: Slack refused an unlimited invitation. */
  limited: boolean;
  attemptedAt: Instant | null;
  sentAt: Instant | null;
  acceptedAt: Instant | null;
}>;

export async function insertInvitation(tx: Tx, invitation: Invitation): Promise<void> {
  await tx.db.insert(tx.t.invitations).values(invitation).returning({ id: tx.t.invitations.id });
}

export async function saveInvitation(
  tx: Tx,
  id: InvitationId,
  change: Partial<Omit<Invitation, 'id' | 'onboardingId' | 'contactId'>>,
): Promise<void> {
  await tx.db
    .update(tx.t.invitations)
    .set(change)
    .where(eq(tx.t.invitations.id, id))
    .returning({ id: tx.t.invitations.id });
}

/** @throws NotFoundError */
export async function getInvitation({ db, t }: Reader, id: InvitationId): Promise<Invitation> {
  const [row] = await db.select().from(t.invitations).where(eq(t.invitations.id, id));
  if (!row) throw new NotFoundError('This invitation no longer exists.');
  return row;
}

/** The invitation that an event of Slack's is about, by Slack's id or, failing that, the channel's. */
export async function findInvitation(
  { db, t }: Reader,
  { slackInviteId, channelId }: Readonly<{ slackInviteId: string; channelId: string }>,
): Promise<Invitation | undefined> {
  const [byId] = await db
    .select()
    .from(t.invitations)
    .where(eq(t.invitations.slackInviteId, slackInviteId));
  if (byId) return byId;
  const [byChannel] = await db
    .select({ invitation: t.invitations })
    .from(t.invitations)
    .innerJoin(t.onboardings, eq(t.onboardings.id, t.invitations.onboardingId))
    .where(and(eq(t.onboardings.channelId, channelId)))
    .orderBy(asc(t.invitations.id));
  return byChannel?.invitation;
}

/** The invitations of an onboarding, oldest first. */
export async function listInvitations(
  { db, t }: Reader,
  onboardingId: OnboardingId,
): Promise<readonly Invitation[]> {
  return db
    .select()
    .from(t.invitations)
    .where(eq(t.invitations.onboardingId, onboardingId))
    .orderBy(asc(t.invitations.attemptedAt), asc(t.invitations.id));
}
