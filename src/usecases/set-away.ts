import { recordAudit } from '../../db/audit.ts';
import { listPeople, saveContact } from '../../db/contacts.ts';
import { authorize, contactOf } from '../domain/access.ts';
import type { Away, Contact } from '../domain/contact.ts';
import { dayOf } from '../domain/local-time.ts';
import type { WorkingHours } from '../domain/working-hours.ts';
import { UserError } from '../errors.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';

/** What the form for somebody's days and hours shows of the person who opens it. */
export type AwayChoices = Pick<Contact, 'hours' | 'away' | 'zone'> &
  Readonly<{ slackUserId: string }>;

/** @throws RefusedError */
export async function awayChoices(deps: Deps, signer: Signer): Promise<AwayChoices> {
  const actor = await colleagueFor(deps.store.read, deps, signer);
  authorize(actor, 'set_away', { isOwn: true });
  const { hours, away, zone } = contactOf(actor);
  return { hours, away, zone, slackUserId: signer.userId };
}

export type AwayInput = Readonly<{
  signer: Signer;
  /** Whose days and hours: Slack's id of a colleague, or of somebody of a partner. */
  userId: string;
  away: Away | null;
  hours: WorkingHours['week'] | null;
}>;

/**
 * Says when somebody is not there, and in which hours they work. Everybody says it for themselves;
 * partner managers for others, partners' people as well. What they are reminded of then goes to their
 * backup, at their hours. No clock stops.
 * @throws RefusedError; UserError for somebody unknown, or days that are over
 */
export async function setAway(
  deps: Deps,
  { signer, userId, away, hours }: AwayInput,
): Promise<Readonly<{ name: string }>> {
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const actor = await colleagueFor(tx, deps, signer);
    authorize(actor, 'set_away', { isOwn: userId === signer.userId });
    const people = (await listPeople(tx)).filter(({ slackUserId }) => slackUserId === userId);
    const [first] = people;
    if (!first)
      throw new UserError('I do not know this person: they have no part in an onboarding.');
    if (away !== null && away.to < dayOf(now, first.zone)) {
      throw new UserError('These days are over already.');
    }
    // Somebody can work with several of our partners.
    for (const { id } of people) {
      await saveContact(tx, id, { away, hours });
      await recordAudit(tx, {
        at: now,
        actorId: contactOf(actor).id,
        action: 'absence_set',
        subject: id,
        detail: { from: away?.from ?? null, to: away?.to ?? null, ownHours: hours !== null },
      });
    }
    return { name: first.name ?? 'They' };
  });
}
