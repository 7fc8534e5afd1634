import type { ContactId, Day, Instant, PartnerId, Zone } from './ids.ts';
import { dayOf } from './local-time.ts';
import { sideOfRole } from './playbook.ts';
import type { WorkingHours } from './working-hours.ts';

export type Side = 'vendor' | 'partner';
/** What Slack says a person is; only a `member` has rights. */
export type Standing = 'unchecked' | 'member' | 'guest' | 'bot' | 'unknown';

/** Days on which somebody is not there. */
export type Away = Readonly<{ from: Day; to: Day }>;

/** A person: on our side (`partnerId` null) or on a partner's. */
export type Contact = Readonly<{
  id: ContactId;
  side: Side;
  partnerId: PartnerId | null;
  /** Null until an invitation is accepted. */
  slackUserId: string | null;
  slackTeamId: string | null;
  email: string | null;
  name: string | null;
  zone: Zone;
  standing: Standing;
  /** Hours of their own; null where those of their side count. */
  hours: WorkingHours['week'] | null;
  /** Away from the first to the last day, both included. */
  away: Away | null;
  /** Playbook roles (`v.legal`, `p.lead`), and rights: `admin` (from the settings), `manager`, `executive`. */
  roles: readonly string[];
}>;

/** The people around one onboarding. */
export type People = Readonly<{
  manager: Contact;
  /** Our own people, any partner's. */
  team: readonly Contact[];
  /** This partner's people. */
  contacts: readonly Contact[];
}>;

/**
 * Who answers for `role`: the person named for it, else the partner lead or the partner manager.
 * Undefined only while a partner has no contact at all.
 */
export function holderOf(role: string, { manager, team, contacts }: People): Contact | undefined {
  if (role === 'v.pm') return manager;
  const named = (people: readonly Contact[], wanted: string) =>
    people.find(({ roles }) => roles.includes(wanted));
  if (sideOfRole(role) === 'vendor') return named(team, role) ?? manager;
  return named(contacts, role) ?? named(contacts, 'p.lead') ?? contacts[0];
}

/**
 * Who may judge what `submitterId` handed in: ours, for `role`, never the submitter. Falls back to
 * the partner manager, then to the admins, so that it is empty only when nobody else is there.
 */
export function reviewersFor(
  role: string,
  people: People,
  submitterId: ContactId,
): readonly Contact[] {
  const { manager, team } = people;
  const asked = role === 'v.pm' ? [manager] : team.filter(({ roles }) => roles.includes(role));
  const admins = team.filter(({ roles }) => roles.includes('admin'));
  const choices = [asked, [manager], admins].map((some) =>
    some.filter(({ id, standing }) => id !== submitterId && standing === 'member'),
  );
  return choices.find((some) => some.length > 0) ?? [];
}

/** True while somebody is away, by the days of their own zone. */
export function isAway({ away, zone }: Pick<Contact, 'away' | 'zone'>, now: Instant): boolean {
  if (away === null) return false;
  const today = dayOf(now, zone);
  return away.from <= today && today <= away.to;
}

/** The company's part of an address, in small letters. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}
