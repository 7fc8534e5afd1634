import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { Contact } from '../src/domain/contact.ts';
import type { ContactId, PartnerId } from '../src/domain/ids.ts';
import { NotFoundError } from '../src/errors.ts';
import type { Reader, Tx } from './store.ts';

type Row = Omit<Contact, 'roles'>;

function columns({ t }: Reader) {
  return {
    id: t.contacts.id,
    side: t.contacts.side,
    partnerId: t.contacts.partnerId,
    slackUserId: t.contacts.slackUserId,
    slackTeamId: t.contacts.slackTeamId,
    email: t.contacts.email,
    name: t.contacts.name,
    zone: t.contacts.zone,
    standing: t.contacts.standing,
  };
}

async function withRoles({ db, t }: Reader, rows: readonly Row[]): Promise<readonly Contact[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const roles = await db
    .select()
    .from(t.contactRoles)
    .where(inArray(t.contactRoles.contactId, ids))
    .orderBy(asc(t.contactRoles.role));
  return rows.map((row) => ({
    ...row,
    roles: roles.filter(({ contactId }) => contactId === row.id).map(({ role }) => role),
  }));
}

/** Our own people, in order of id. */
export async function listTeam(reader: Reader): Promise<readonly Contact[]> {
  const { db, t } = reader;
  const rows = await db
    .select(columns(reader))
    .from(t.contacts)
    .where(isNull(t.contacts.partnerId))
    .orderBy(asc(t.contacts.id));
  return withRoles(reader, rows);
}

/** The people of these partners, in order of id. */
export async function listPartnerContacts(
  reader: Reader,
  partnerIds: readonly PartnerId[],
): Promise<readonly Contact[]> {
  const { db, t } = reader;
  if (partnerIds.length === 0) return [];
  const rows = await db
    .select(columns(reader))
    .from(t.contacts)
    .where(inArray(t.contacts.partnerId, [...partnerIds]))
    .orderBy(asc(t.contacts.id));
  return withRoles(reader, rows);
}

/** Our colleague with this Slack account. */
export async function findColleague(
  reader: Reader,
  slackUserId: string,
): Promise<Contact | undefined> {
  const { db, t } = reader;
  const rows = await db
    .select(columns(reader))
    .from(t.contacts)
    .where(and(eq(t.contacts.slackUserId, slackUserId), isNull(t.contacts.partnerId)));
  return (await withRoles(reader, rows))[0];
}

export async function findPartnerContact(
  reader: Reader,
  { partnerId, slackUserId }: Readonly<{ partnerId: PartnerId; slackUserId: string }>,
): Promise<Contact | undefined> {
  const { db, t } = reader;
  const rows = await db
    .select(columns(reader))
    .from(t.contacts)
    .where(and(eq(t.contacts.slackUserId, slackUserId), eq(t.contacts.partnerId, partnerId)));
  return (await withRoles(reader, rows))[0];
}

/** @throws NotFoundError */
export async function getContact(reader: Reader, id: ContactId): Promise<Contact> {
  const { db, t } = reader;
  const rows = await db.select(columns(reader)).from(t.contacts).where(eq(t.contacts.id, id));
  const contact = (await withRoles(reader, rows))[0];
  if (!contact) throw new NotFoundError('I no longer know this person.');
  return contact;
}

/** Adds a person with their roles. */
export async function insertContact(tx: Tx, { roles, ...row }: Contact): Promise<void> {
  await tx.db.insert(tx.t.contacts).values(row).returning({ id: tx.t.contacts.id });
  for (const role of roles) await addRole(tx, { contactId: row.id, role });
}

/** Changes what is known of a person; roles stay as they are. */
export async function saveContact(
  tx: Tx,
  id: ContactId,
  change: Partial<Omit<Row, 'id' | 'side' | 'partnerId'>>,
): Promise<void> {
  await tx.db
    .update(tx.t.contacts)
    .set(change)
    .where(eq(tx.t.contacts.id, id))
    .returning({ id: tx.t.contacts.id });
}

/** Gives a role; one that the person has already stays. */
export async function addRole(
  tx: Tx,
  row: Readonly<{ contactId: ContactId; role: string }>,
): Promise<void> {
  await tx.db
    .insert(tx.t.contactRoles)
    .values(row)
    .onConflictDoNothing()
    .returning({ role: tx.t.contactRoles.role });
}

/** Takes a role away from whoever of ours has it. */
export async function clearTeamRole(tx: Tx, role: string): Promise<void> {
  await tx.db
    .delete(tx.t.contactRoles)
    .where(eq(tx.t.contactRoles.role, role))
    .returning({ role: tx.t.contactRoles.role });
}

/** The direct message channel with a person, if one was opened before. */
export async function findDmChannel({ db, t }: Reader, id: ContactId): Promise<string | null> {
  const [row] = await db
    .select({ dmChannelId: t.contacts.dmChannelId })
    .from(t.contacts)
    .where(eq(t.contacts.id, id));
  return row?.dmChannelId ?? null;
}

export async function saveDmChannel(tx: Tx, id: ContactId, dmChannelId: string): Promise<void> {
  await tx.db
    .update(tx.t.contacts)
    .set({ dmChannelId })
    .where(eq(tx.t.contacts.id, id))
    .returning({ id: tx.t.contacts.id });
}
