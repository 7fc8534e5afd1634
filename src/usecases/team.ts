import { recordAudit } from '../../db/audit.ts';
import {
  addRole,
  clearTeamRole,
  findColleague,
  insertContact,
  listTeam,
} from '../../db/contacts.ts';
import { getPlaybooks } from '../../db/playbooks.ts';
import type { Tx } from '../../db/store.ts';
import { authorize, contactOf, may } from '../domain/access.ts';
import type { Contact } from '../domain/contact.ts';
import { idOf, type ContactId, type Instant } from '../domain/ids.ts';
import type { Playbook } from '../domain/playbook.ts';
import { checkContact, colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';

/** Roles that can be given to our people, in order, with who has them now. */
export type Team = Readonly<{
  roles: readonly Readonly<{
    role: string;
    title: string;
    userIds: readonly string[];
    several: boolean;
  }>[];
  mayChange: boolean;
}>;

const ACCESS_TITLES = {
  manager: 'Partner managers: start partners, see all of them',
  executive: 'Executives: see all partners',
} as const;

/** @throws RefusedError */
export async function team(deps: Deps, signer: Signer): Promise<Team> {
  const { read } = deps.store;
  const actor = await colleagueFor(read, deps, signer);
  authorize(actor, 'see_team');
  const people = await listTeam(read);
  const playbooks = await getPlaybooks(read, deps.settings.playbooks);
  // Of a role that several have, the usual playbook's name counts.
  const roles = Object.assign(
    {},
    ...playbooks.toReversed().map((one) => one.roles),
  ) as Playbook['roles'];
  // v.pm is whoever manages the partner, so nobody is named for it.
  const named = Object.entries(roles).filter(([role]) => role.startsWith('v.') && role !== 'v.pm');
  const access = Object.entries(ACCESS_TITLES);
  return {
    mayChange: may(actor, 'name_team'),
    roles: [...access, ...named].map(([role, title]) => ({
      role,
      title,
      several: role in ACCESS_TITLES,
      userIds: people
        .filter((one) => one.roles.includes(role))
        .flatMap(({ slackUserId }) => slackUserId ?? []),
    })),
  };
}

/**
 * Names who has which role; roles that are left out stay as they are. People whom we do not know
 * yet have no rights until Slack has said that they are full members.
 * @throws RefusedError
 */
export async function nameTeam(
  deps: Deps,
  input: Readonly<{ signer: Signer; roles: Readonly<Record<string, readonly string[]>> }>,
): Promise<void> {
  const now = deps.now();
  await deps.store.tx(async (tx) => {
    const actor = await colleagueFor(tx, deps, input.signer);
    authorize(actor, 'name_team');
    for (const [role, userIds] of Object.entries(input.roles)) {
      await clearTeamRole(tx, role);
      for (const userId of userIds) {
        const contactId = await knowColleague(tx, deps, { userId, now });
        await addRole(tx, { contactId, role });
      }
      const subject = `role:${role}`;
      const detail = { holders: userIds.length };
      await recordAudit(tx, {
        at: now,
        actorId: contactOf(actor).id,
        action: 'role_named',
        subject,
        detail,
      });
    }
  });
}

/** Makes sure that the admins of the settings, and nobody else, are admins. */
export async function nameAdmins(deps: Deps, userIds: readonly string[]): Promise<void> {
  const now = deps.now();
  await deps.store.tx(async (tx) => {
    const before = (await listTeam(tx)).filter(({ roles }) => roles.includes('admin'));
    const same =
      new Set(before.map(({ slackUserId }) => slackUserId)).symmetricDifference(new Set(userIds))
        .size === 0;
    if (same) return;
    await clearTeamRole(tx, 'admin');
    for (const userId of userIds) {
      const contactId = await knowColleague(tx, deps, { userId, now });
      await addRole(tx, { contactId, role: 'admin' });
    }
    const detail = { holders: userIds.length };
    await recordAudit(tx, {
      at: now,
      actorId: 'clock',
      action: 'role_named',
      subject: 'role:admin',
      detail,
    });
  });
}

async function knowColleague(
  tx: Tx,
  deps: Deps,
  { userId, now }: Readonly<{ userId: string; now: Instant }>,
): Promise<ContactId> {
  const known = await findColleague(tx, userId);
  if (known) return known.id;
  const contact: Contact = {
    id: idOf('contact', deps.newId()),
    side: 'vendor',
    partnerId: null,
    slackUserId: userId,
    slackTeamId: deps.host.teamId,
    email: null,
    name: null,
    zone: deps.settings.zone,
    standing: 'unchecked',
    hours: null,
    away: null,
    roles: [],
  };
  await insertContact(tx, contact);
  await checkContact(tx, { contactId: contact.id, now });
  return contact.id;
}
