import type { Clock, ClockView } from './clock.ts';
import { holderOf, isAway, reviewersFor, type Contact, type People } from './contact.ts';
import type { ContactId, Instant } from './ids.ts';
import type { WholeOnboarding } from './onboarding.ts';
import { itemSpec, sideOfRole } from './playbook.ts';
import { BACKUP } from './sla.ts';

/** What is needed to know who owes what a clock counts. */
export type Owing = Readonly<{
  whole: WholeOnboarding;
  clock: Clock;
  view: ClockView;
  /** Who handed in what waits for a review, by item. */
  submitters: ReadonlyMap<string, ContactId>;
  now: Instant;
}>;
/** What is needed to know whose a clock is, however it stands. */
export type Owned = Omit<Owing, 'view'>;

/** Who owes it: the holder of its role, a reviewer, or whoever sees to a blocker. */
export function ownerOf({ whole, clock, submitters }: Owned): Contact | undefined {
  const { people, playbook, items, blockers } = whole;
  const item = items.find(({ id }) => id === clock.subject);
  if (item) {
    const spec = itemSpec(playbook, item.key);
    if (clock.kind !== 'review') return holderOf(spec.owner, people);
    const submitterId = submitters.get(item.id);
    return submitterId === undefined
      ? holderOf(spec.reviewer, people)
      : reviewersFor(spec.reviewer, people, submitterId)[0];
  }
  const blocker = blockers.find(({ id }) => id === clock.subject);
  if (blocker && clock.side !== 'partner')
    return everybody(people).find(({ id }) => id === blocker.ownerId);
  if (clock.kind === 'pause') {
    const byId = whole.onboarding.pause?.byId;
    return people.team.find(({ id }) => id === byId) ?? people.manager;
  }
  return clock.side === 'partner' ? holderOf('p.lead', people) : people.manager;
}

/** The role in whose place somebody owes it, for finding a backup. */
function roleOf({ whole: { playbook, items }, clock }: Owned): string {
  const item = items.find(({ id }) => id === clock.subject);
  if (item) {
    const { owner, reviewer } = itemSpec(playbook, item.key);
    return clock.kind === 'review' ? reviewer : owner;
  }
  return clock.side === 'partner' ? 'p.lead' : 'v.pm';
}

/**
 * Who hears of a step: the owner of a reminder, the people of a rung, whoever promised. Only those who
 * can be reached in Slack.
 */
export function audienceOf(step: string, owing: Owing): readonly Contact[] {
  const { whole, clock, view } = owing;
  const everyone = everybody(whole.people);
  if (step.startsWith('eta')) {
    const byId = view.acknowledgements.at(-1)?.byId;
    return reachable(everyone.filter(({ id }) => id === byId));
  }
  if (!step.startsWith('r')) return remindedOf(owing);
  const rung = clock.policy.ladder[Number(step.slice(1)) - 1];
  const all = reachable((rung?.tell ?? []).flatMap((who) => holdersOf(who, owing)));
  const there = all.filter((one) => !isAway(one, owing.now));
  return there.length > 0 ? there : all;
}

/** Who is reminded of it: nobody where its owner cannot be reached. */
export function remindedOf(owned: Owned): readonly Contact[] {
  return reachable([standInOf(owned)]);
}

/** Whoever owes it, or their backup while they are away; them all the same where there is nobody else. */
function standInOf(owing: Owned): Contact | undefined {
  const owner = ownerOf(owing);
  if (!owner || !isAway(owner, owing.now)) return owner;
  const backup = backupOf(owing);
  return backup && !isAway(backup, owing.now) ? backup : owner;
}

/** Named people only: a rung that falls back to who has been told already says nothing new. */
function holdersOf(who: string, owing: Owing): readonly (Contact | undefined)[] {
  const { people } = owing.whole;
  if (who === BACKUP) return [backupOf(owing)];
  if (who === 'v.pm') return [people.manager];
  const some = sideOfRole(who) === 'vendor' ? people.team : people.contacts;
  return some.filter(({ roles }) => roles.includes(who));
}

/**
 * Somebody else for the same: named for the role as well, else whoever leads their side; of these
 * rather somebody who is there.
 */
export function backupOf(owing: Owned): Contact | undefined {
  const { people } = owing.whole;
  const owner = ownerOf(owing);
  const role = roleOf(owing);
  const isPartner = sideOfRole(role) === 'partner';
  const some = isPartner ? people.contacts : people.team;
  const leads = isPartner
    ? some.filter(({ roles }) => roles.includes('p.lead'))
    : [people.manager, ...some.filter(({ roles }) => roles.includes('manager'))];
  const named = some.filter(({ roles }) => roles.includes(role));
  const others = reachable([...named, ...leads]).filter(({ id }) => id !== owner?.id);
  return others.find((one) => !isAway(one, owing.now)) ?? others[0];
}

function everybody({ team, contacts }: People): readonly Contact[] {
  return [...team, ...contacts];
}

/** Who Slack is still being asked about is told; guests, bots and people it does not know are not. */
const CAN_BE_TOLD: ReadonlySet<Contact['standing']> = new Set(['member', 'unchecked']);

function reachable(some: readonly (Contact | undefined)[]): readonly Contact[] {
  const found = some.flatMap((contact) =>
    contact && contact.slackUserId !== null && CAN_BE_TOLD.has(contact.standing) ? [contact] : [],
  );
  return found.filter((contact, index) => found.findIndex(({ id }) => id === contact.id) === index);
}
