import type { Clock, ClockView } from './clock.ts';
import { holderOf, reviewersFor, type Contact, type People } from './contact.ts';
import type { ContactId } from './ids.ts';
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
}>;

/** Who owes it: the holder of its role, a reviewer, or whoever sees to a blocker. */
export function ownerOf({ whole, clock, submitters }: Owing): Contact | undefined {
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
  return clock.side === 'partner' ? holderOf('p.lead', people) : people.manager;
}

/** The role in whose place somebody owes it, for finding a backup. */
function roleOf({ whole: { playbook, items }, clock }: Owing): string {
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
  if (!step.startsWith('r')) return reachable([ownerOf(owing)]);
  const rung = clock.policy.ladder[Number(step.slice(1)) - 1];
  return reachable((rung?.tell ?? []).flatMap((who) => holdersOf(who, owing)));
}

/** Named people only: a rung that falls back to who has been told already says nothing new. */
function holdersOf(who: string, owing: Owing): readonly (Contact | undefined)[] {
  const { people } = owing.whole;
  if (who === BACKUP) return [backupOf(owing)];
  if (who === 'v.pm') return [people.manager];
  const some = sideOfRole(who) === 'vendor' ? people.team : people.contacts;
  return some.filter(({ roles }) => roles.includes(who));
}

/** Somebody else for the same: named for the role as well, else whoever leads their side. */
export function backupOf(owing: Owing): Contact | undefined {
  const { people } = owing.whole;
  const owner = ownerOf(owing);
  const role = roleOf(owing);
  const isPartner = sideOfRole(role) === 'partner';
  const some = isPartner ? people.contacts : people.team;
  const leads = isPartner
    ? some.filter(({ roles }) => roles.includes('p.lead'))
    : [people.manager, ...some.filter(({ roles }) => roles.includes('manager'))];
  const named = some.filter(({ roles }) => roles.includes(role));
  return reachable([...named, ...leads]).find(({ id }) => id !== owner?.id);
}

function everybody({ team, contacts }: People): readonly Contact[] {
  return [...team, ...contacts];
}

function reachable(some: readonly (Contact | undefined)[]): readonly Contact[] {
  const found = some.flatMap((contact) =>
    contact && contact.slackUserId !== null && contact.standing !== 'guest' ? [contact] : [],
  );
  return found.filter((contact, index) => found.findIndex(({ id }) => id === contact.id) === index);
}
