import { and, asc, eq, inArray, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import type { Blocker } from '../src/domain/blocker.ts';
import type { Contact } from '../src/domain/contact.ts';
import type { Instant, ItemId, OnboardingId, PartnerId } from '../src/domain/ids.ts';
import { inReadingOrder, type Item } from '../src/domain/item.ts';
import type { Onboarding, Partner, WholeOnboarding } from '../src/domain/onboarding.ts';
import { NotFoundError } from '../src/errors.ts';
import { listPeople, listPeopleOf } from './contacts.ts';
import { getPlaybook } from './playbooks.ts';
import { prepared } from './prepared.ts';
import type { Reader, Tx } from './store.ts';

const GONE = 'This onboarding no longer exists.';
/** Stands for the partner that our own people belong to. */
const OURS = '';

export async function insertOnboarding(tx: Tx, onboarding: Onboarding): Promise<void> {
  await tx.db.insert(tx.t.onboardings).values(onboarding).returning({ id: tx.t.onboardings.id });
}

/** Changes what the bot has learnt of an onboarding. */
export async function saveOnboarding(
  tx: Tx,
  id: OnboardingId,
  change: Partial<Omit<Onboarding, 'id' | 'partnerId' | 'startedAt'>>,
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
  return found(await one(reader, eq(reader.t.onboardings.id, id)));
}

/** @throws NotFoundError */
export async function getOnboardingOfItem(reader: Reader, id: ItemId): Promise<WholeOnboarding> {
  const { items, onboardings } = reader.t;
  const its = reader.db.select({ id: items.onboardingId }).from(items).where(eq(items.id, id));
  const whole = await one(reader, inArray(onboardings.id, its));
  if (!whole) throw new NotFoundError('This item no longer exists. Look at the newest message.');
  return whole;
}

/** @throws NotFoundError */
export async function getOnboardingOfPartner(
  reader: Reader,
  id: PartnerId,
): Promise<WholeOnboarding> {
  return found(await one(reader, eq(reader.t.onboardings.partnerId, id)));
}

export async function findOnboardingByChannel(
  reader: Reader,
  channelId: string,
): Promise<WholeOnboarding | undefined> {
  return one(reader, eq(reader.t.onboardings.channelId, channelId));
}

/** Onboardings whose risk tier was set by hand. */
export async function listOverridden({ db, t }: Reader): Promise<readonly OnboardingId[]> {
  const rows = await db
    .select({ id: t.onboardings.id })
    .from(t.onboardings)
    .where(isNotNull(t.onboardings.tierOverride));
  return rows.map(({ id }) => id);
}

/** All onboardings, oldest first: one query a table, however many there are. */
export async function listOnboardings(reader: Reader): Promise<readonly WholeOnboarding[]> {
  const { db, t } = reader;
  const heads = await headsOf(reader).orderBy(asc(t.onboardings.startedAt), asc(t.onboardings.id));
  const items = await db.select().from(t.items);
  const blockers = await openBlockers(reader);
  const teams = await db.select().from(t.connectedTeams).orderBy(asc(t.connectedTeams.teamId));
  const people = await listPeople(reader);
  const itemsOf = Map.groupBy(items, ({ onboardingId }) => onboardingId);
  const blockersOf = Map.groupBy(blockers, ({ onboardingId }) => onboardingId);
  const teamsOf = Map.groupBy(teams, ({ onboardingId }) => onboardingId);
  const peopleOf = Map.groupBy(people, ({ partnerId }) => partnerId ?? OURS);
  const wholes: WholeOnboarding[] = [];
  for (const head of heads) {
    const { id } = head.onboarding;
    wholes.push(
      await assemble(reader, head, {
        items: itemsOf.get(id) ?? [],
        blockers: blockersOf.get(id) ?? [],
        teams: teamsOf.get(id) ?? [],
        people: [...(peopleOf.get(OURS) ?? []), ...(peopleOf.get(head.partner.id) ?? [])],
      }),
    );
  }
  return wholes;
}

type Head = Readonly<{ onboarding: Onboarding; partner: Partner & { nameKey: string } }>;
type Parts = Readonly<{
  items: readonly Item[];
  blockers: readonly Blocker[];
  teams: readonly Readonly<{ teamId: string }>[];
  /** Our own, and the partner's. */
  people: readonly Contact[];
}>;

function found(whole: WholeOnboarding | undefined): WholeOnboarding {
  if (!whole) throw new NotFoundError(GONE);
  return whole;
}

function headsOf({ db, t }: Reader) {
  return db
    .select({ onboarding: t.onboardings, partner: t.partners })
    .from(t.onboardings)
    .innerJoin(t.partners, eq(t.partners.id, t.onboardings.partnerId));
}

async function openBlockers({ db, t }: Reader): Promise<readonly Blocker[]> {
  return db
    .select()
    .from(t.blockers)
    .where(isNull(t.blockers.clearedAt))
    .orderBy(asc(t.blockers.raisedAt));
}

/** The one onboarding that `where` names. Every click reads one: its queries are built once. */
async function one(reader: Reader, where: SQL): Promise<WholeOnboarding | undefined> {
  const [head] = await headsOf(reader).where(where);
  if (!head) return undefined;
  const queries = prepared(reader, 'whole onboarding', () => partsOf(reader));
  const its = { id: head.onboarding.id };
  return assemble(reader, head, {
    items: await queries.items.execute(its),
    blockers: await queries.blockers.execute(its),
    teams: await queries.teams.execute(its),
    people: await listPeopleOf(reader, head.partner.id),
  });
}

function partsOf({ db, t }: Reader) {
  const id = sql.placeholder('id');
  return {
    items: db.select().from(t.items).where(eq(t.items.onboardingId, id)).prepare(),
    blockers: db
      .select()
      .from(t.blockers)
      .where(and(isNull(t.blockers.clearedAt), eq(t.blockers.onboardingId, id)))
      .orderBy(asc(t.blockers.raisedAt))
      .prepare(),
    teams: db
      .select()
      .from(t.connectedTeams)
      .where(eq(t.connectedTeams.onboardingId, id))
      .orderBy(asc(t.connectedTeams.teamId))
      .prepare(),
  };
}

async function assemble(
  reader: Reader,
  { onboarding, partner }: Head,
  { items, blockers, teams, people }: Parts,
): Promise<WholeOnboarding> {
  const playbook = await getPlaybook(reader, onboarding.playbookHash);
  const team = people.filter(({ partnerId }) => partnerId === null);
  const contacts = people.filter(({ partnerId }) => partnerId === partner.id);
  return {
    onboarding,
    partner: plain(partner),
    playbook,
    items: inReadingOrder(playbook, items),
    people: { manager: managerOf(team, partner), team, contacts },
    blockers,
    connectedTeams: teams.map(({ teamId }) => teamId),
  };
}

function plain({ nameKey, ...partner }: Partner & { nameKey: string }): Partner {
  return partner;
}

function managerOf(team: readonly Contact[], { id, managerId }: Partner): Contact {
  const manager = team.find((contact) => contact.id === managerId);
  if (!manager) throw new Error(`The manager of ${id} is not one of our people`);
  return manager;
}
