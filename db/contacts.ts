import { and, asc, eq, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { Contact } from '../src/domain/contact.ts';
import type { ContactId, PartnerId } from '../src/domain/ids.ts';
import { NotFoundError } from '../src/errors.ts';
import { prepared } from './prepared.ts';
import type { Reader, Tx } from './store.ts';

type Row = Omit<Contact, 'roles'>;

/** People with their roles in one query, in order of id. */
function select({ db, t }: Reader, where: SQL | undefined) {
  return db
    .select({
      id: t.contacts.id,
      side: t.contacts.side,
      partnerId: t.contacts.partnerId,
      slackUserId: t.contacts.slackUserId,
      slackTeamId: t.contacts.slackTeamId,
      email: t.contacts.email,
      name: t.contacts.name,
      zone: t.contacts.zone,
      standing: t.contacts.standing,
      hours: t.contacts.hours,
      away: t.contacts.away,
      role: t.contactRoles.role,
    })
    .from(t.contacts)
    .leftJoin(t.contactRoles, eq(t.contactRoles.contactId, t.contacts.id))
    .where(where)
    .orderBy(asc(t.contacts.id), asc(t.contactRoles.role));
}

/** Puts the roles of a person, a row each, together. */
function gathered(rows: readonly (Row & { role: string | null })[]): readonly Contact[] {
  const found = new Map<ContactId, Row & { roles: string[] }>();
  for (const { role, ...row } of rows) {
    const contact = found.get(row.id) ?? { ...row, roles: [] };
    if (role !== null) contact.roles.push(role);
    found.set(row.id, contact);
  }
  return [...found.values()];
}

/** Everybody. */
export async function listPeople(reader: Reader): Promise<readonly Contact[]> {
  return gathered(await select(reader, undefined));
}

/** Our own people. */
export async function listTeam(reader: Reader): Promise<readonly Contact[]> {
  return gathered(await select(reader, isNull(reader.t.contacts.partnerId)));
}

/** Our own people, and those of one partner. */
export async function listPeopleOf(
  reader: Reader,
  partnerId: PartnerId,
): Promise<readonly Contact[]> {
  const query = prepared(reader, 'people of a partner', () => {
    const theirs = eq(reader.t.contacts.partnerId, sql.placeholder('partnerId'));
    return select(reader, or(isNull(reader.t.contacts.partnerId), theirs)).prepare();
  });
  return gathered(await query.execute({ partnerId }));
}

/** Our colleague with this Slack account. */
export async function findColleague(
  reader: Reader,
  slackUserId: string,
): Promise<Contact | undefined> {
  const { contacts } = reader.t;
  const where = and(eq(contacts.slackUserId, slackUserId), isNull(contacts.partnerId));
  return gathered(await select(reader, where))[0];
}

/** @throws NotFoundError */
export async function getContact(reader: Reader, id: ContactId): Promise<Contact> {
  const [contact] = gathered(await select(reader, eq(reader.t.contacts.id, id)));
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
