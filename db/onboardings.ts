import { and, asc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import type { Contact } from '../src/domain/contact.ts';
import type { Instant, ItemId, OnboardingId, PartnerId } from '../src/domain/ids.ts';
import type { Item } from '../src/domain/item.ts';
import type { Onboarding, Partner, WholeOnboarding } from '../src/domain/onboarding.ts';
import { itemSpecs, type Playbook } from '../src/domain/playbook.ts';
import { NotFoundError } from '../src/errors.ts';
import { listPartnerContacts, listTeam } from './contacts.ts';
import { getPlaybook } from './playbooks.ts';
import type { Reader, Tx } from './store.ts';

const GONE = 'This onboarding no longer exists.';

export async function insertOnboarding(tx: Tx, onboarding: Onboarding): Promise<void> {
  await tx.db.insert(tx.t.onboardings).values(onboarding).returning({ id: tx.t.onboardings.id });
}

/** Changes what the bot has learnt of an onboarding. */
export async function saveOnboarding(
  tx: Tx,
  id: OnboardingId,
  change: Partial<Omit<Onboarding, 'id' | 'partnerId' | 'playbookHash' | 'startedAt'>>,
): Promise<void> {
  await tx.db
    .update(tx.t.onboardings)
    .set(change)
    .where(eq(tx.t.onboardings.id, id))
    .returning({ id: tx.t.onboardings.id });
}

/** Notes that a workspace of the partner shares the channel; once is enough. */
export async function connectTeam(
  tx: Tx,
  row: Readonly<{ onboardingId: OnboardingId; teamId: string; connectedAt: Instant }>,
): Promise<void> {
  await tx.db
    .insert(tx.t.connectedTeams)
    .values(row)
    .onConflictDoNothing()
    .returning({ teamId: tx.t.connectedTeams.teamId });
}

export async function disconnectTeam(
  tx: Tx,
  { onboardingId, teamId }: Readonly<{ onboardingId: OnboardingId; teamId: string }>,
): Promise<void> {
  const { connectedTeams } = tx.t;
  await tx.db
    .delete(connectedTeams)
    .where(and(eq(connectedTeams.onboardingId, onboardingId), eq(connectedTeams.teamId, teamId)))
    .returning({ teamId: connectedTeams.teamId });
}

/** @throws NotFoundError */
export async function getOnboarding(reader: Reader, id: OnboardingId): Promise<WholeOnboarding> {
  const [whole] = await load(reader, eq(reader.t.onboardings.id, id));
  if (!whole) throw new NotFoundError(GONE);
  return whole;
}

/** @throws NotFoundError */
export async function getOnboardingOfItem(reader: Reader, id: ItemId): Promise<WholeOnboarding> {
  const [item] = await reader.db
    .select({ onboardingId: reader.t.items.onboardingId })
    .from(reader.t.items)
    .where(eq(reader.t.items.id, id));
  if (!item) throw new NotFoundError('This item no longer exists. Look at the newest message.');
  return getOnboarding(reader, item.onboardingId);
}

/** @throws NotFoundError */
export async function getOnboardingOfPartner(
  reader: Reader,
  id: PartnerId,
): Promise<WholeOnboarding> {
  const [whole] = await load(reader, eq(reader.t.onboardings.partnerId, id));
  if (!whole) throw new NotFoundError(GONE);
  return whole;
}

export async function findOnboardingByChannel(
  reader: Reader,
  channelId: string,
): Promise<WholeOnboarding | undefined> {
  const [whole] = await load(reader, eq(reader.t.onboardings.channelId, channelId));
  return whole;
}

/** All onboardings, oldest first. */
export async function listOnboardings(reader: Reader): Promise<readonly WholeOnboarding[]> {
  return load(reader, undefined);
}

/** Reads whole onboardings with one query a table, however many there are. */
async function load(reader: Reader, where: SQL | undefined): Promise<readonly WholeOnboarding[]> {
  const { db, t } = reader;
  const found = await db
    .select({ onboarding: t.onboardings, partner: t.partners })
    .from(t.onboardings)
    .innerJoin(t.partners, eq(t.partners.id, t.onboardings.partnerId))
    .where(where)
    .orderBy(asc(t.onboardings.startedAt), asc(t.onboardings.id));
  if (found.length === 0) return [];
  // Everything is wanted when there is no condition: naming each id would only cost.
  const ids = where ? found.map(({ onboarding }) => onboarding.id) : undefined;
  const items = await db
    .select()
    .from(t.items)
    .where(ids && inArray(t.items.onboardingId, ids));
  const blockers = await db
    .select()
    .from(t.blockers)
    .where(and(isNull(t.blockers.clearedAt), ids && inArray(t.blockers.onboardingId, ids)))
    .orderBy(asc(t.blockers.raisedAt));
  const teams = await db
    .select()
    .from(t.connectedTeams)
    .where(ids && inArray(t.connectedTeams.onboardingId, ids))
    .orderBy(asc(t.connectedTeams.teamId));
  const contacts = await listPartnerContacts(
    reader,
    found.map(({ partner }) => partner.id),
  );
  const team = await listTeam(reader);
  const itemsOf = Map.groupBy(items, ({ onboardingId }) => onboardingId);
  const wholes: WholeOnboarding[] = [];
  for (const { onboarding, partner } of found) {
    const playbook = await getPlaybook(reader, onboarding.playbookHash);
    wholes.push({
      onboarding,
      partner: plain(partner),
      playbook,
      items: inReadingOrder(playbook, itemsOf.get(onboarding.id) ?? []),
      people: {
        manager: managerOf(team, partner),
        team,
        contacts: contacts.filter(({ partnerId }) => partnerId === partner.id),
      },
      blockers: blockers.filter(({ onboardingId }) => onboardingId === onboarding.id),
      connectedTeams: teams
        .filter(({ onboardingId }) => onboardingId === onboarding.id)
        .map(({ teamId }) => teamId),
    });
  }
  return wholes;
}

function inReadingOrder(playbook: Playbook, items: readonly Item[]): readonly Item[] {
  const place = new Map(itemSpecs(playbook).map(({ id }, index) => [id, index]));
  return items.toSorted((a, b) => (place.get(a.key) ?? 0) - (place.get(b.key) ?? 0));
}

function plain({ nameKey, ...partner }: Partner & { nameKey: string }): Partner {
  return partner;
}

function managerOf(team: readonly Contact[], { id, managerId }: Partner): Contact {
  const manager = team.find((contact) => contact.id === managerId);
  if (!manager) throw new Error(`The manager of ${id} is not one of our people`);
  return manager;
}
