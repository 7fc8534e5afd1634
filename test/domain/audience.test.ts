import { describe, expect, test } from 'vitest';
import { audienceOf, backupOf, ownerOf, type Owing } from '../../src/domain/audience.ts';
import type { Blocker } from '../../src/domain/blocker.ts';
import { replay } from '../../src/domain/clock-replay.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { Contact } from '../../src/domain/contact.ts';
import { asId, type ContactId } from '../../src/domain/ids.ts';
import { USUAL_SLA } from '../../src/domain/sla.ts';
import {
  ACME,
  aBlocker,
  aColleague,
  anItem,
  aPartnerContact,
  aPlaybook,
  aSpec,
  aWhole,
  HOUR_MS,
  NOW,
  OFFICES,
} from '../support/builders.ts';
import { aPolicy, eventsOf, promise, start, type Happened } from '../support/clocks.ts';

/** Somebody with a name, who is recognised by it. */
function ours(name: string, ...roles: readonly string[]): Contact {
  return aColleague({ ...known(name), name, roles });
}
function theirs(name: string, ...roles: readonly string[]): Contact {
  return aPartnerContact({ ...known(name), name, roles, partnerId: ACME });
}
function known(name: string): Pick<Contact, 'id' | 'slackUserId'> {
  return { id: asId('contact', `con_${name}`), slackUserId: `U0${name.toUpperCase()}` };
}
const idOfName = (name: string): ContactId => known(name).id;

const MARA = ours('mara', 'manager');
const PRIYA = theirs('priya', 'p.lead');

type Case = Readonly<{
  owner?: string;
  kind?: Clock['kind'];
  side?: Clock['side'];
  team?: readonly Contact[];
  contacts?: readonly Contact[];
  submitter?: string;
  subject?: string;
  blockers?: readonly Blocker[];
  promisedBy?: readonly string[];
}>;

/** A clock of an item that legal reviews, with these people around. */
function owing({
  owner = 'p.legal',
  kind = 'work',
  side = kind === 'review' || owner.startsWith('v.') ? 'vendor' : 'partner',
  team = [],
  contacts = [PRIYA],
  submitter,
  subject = anItem().id,
  blockers = [],
  promisedBy = [],
}: Case): Owing {
  const policy = aPolicy({ ladder: USUAL_SLA.ladders[side === 'partner' ? 'partner' : 'vendor'] });
  const promises = promisedBy.map((): Happened => [NOW, promise(NOW + HOUR_MS)]);
  const events = eventsOf([NOW, start()], ...promises).map((event, nth) => {
    return { ...event, actorId: idOfName(promisedBy[nth - 1] ?? 'mara') };
  });
  const [id, onboardingId] = [asId('clock', 'clk'), anItem().onboardingId];
  const calendar = OFFICES[side === 'partner' ? 'partner' : 'vendor'];
  const people = { manager: MARA, team: [MARA, ...team], contacts };
  return {
    whole: aWhole({ playbook: aPlaybook([aSpec({ owner })]), people, blockers }),
    clock: { id, onboardingId, subject, kind, side, cycle: 1, policy },
    view: replay({ policy, events }, calendar, NOW),
    submitters: new Map(submitter === undefined ? [] : [[anItem().id, idOfName(submitter)]]),
    now: NOW,
  };
}

const names = (some: readonly (Contact | undefined)[]) => some.map((one) => one?.name);
const hears = (step: string, about: Case) => names(audienceOf(step, owing(about)));

const RUI = theirs('rui', 'p.legal');
const RITA = theirs('rita', 'p.legal');
const DANA = ours('dana', 'v.legal');
const DORA = ours('dora', 'v.legal');
const GUEST = { standing: 'guest' } as const;
/** Back tomorrow. */
const away = (who: Contact): Contact => ({
  ...who,
  away: { from: '2026-02-23', to: '2026-03-02' },
});

describe('reminders go to the owner', () => {
  test.each<[special: string, about: Case, owner: string]>([
    ['whoever is named for the role', { contacts: [PRIYA, RUI] }, 'rui'],
    ['of several the first', { contacts: [PRIYA, RITA, RUI] }, 'rita'],
    ['the lead where nobody is named', { contacts: [theirs('omar'), PRIYA] }, 'priya'],
    ['anybody where nobody leads', { contacts: [theirs('omar')] }, 'omar'],
    ['of ours whoever is named', { owner: 'v.legal', team: [DANA] }, 'dana'],
    ['the manager where nobody is named', { owner: 'v.legal' }, 'mara'],
    ['the manager of this partner', { owner: 'v.pm', team: [ours('mia', 'manager')] }, 'mara'],
    ['the reviewer of a review', { kind: 'review', team: [DANA], submitter: 'rui' }, 'dana'],
    [
      'never whoever handed it in',
      { kind: 'review', team: [DANA, DORA], submitter: 'dana' },
      'dora',
    ],
    ['the reviewer before it is known who did', { kind: 'review', team: [DANA] }, 'dana'],
  ])('%s', (_special, about, owner) => {
    expect(names([ownerOf(owing(about))])).toEqual([owner]);
    for (const step of ['p50', 'p90', 'due', 'od3']) expect(hears(step, about)).toEqual([owner]);
  });

  const blocker = aBlocker({ ownerId: idOfName('dana'), waitsFor: 'vendor' });
  const about = {
    subject: blocker.id,
    blockers: [blocker],
    kind: 'resolve',
    team: [DANA],
  } as const;

  test.each<[special: string, about: Case, owner: string]>([
    ['whoever sees to it', { ...about, side: 'vendor' }, 'dana'],
    ['the lead where it waits for the partner', { ...about, side: 'partner' }, 'priya'],
    [
      'the manager where they are gone',
      { ...about, side: 'vendor', team: [], subject: 'x' },
      'mara',
    ],
  ])('of a blocker: %s', (_special, so, owner) => {
    expect(hears('due', so)).toEqual([owner]);
  });
});

describe('the first rung is a backup', () => {
  test.each<[special: string, about: Case, backup: string | undefined]>([
    ['named for the same', { contacts: [PRIYA, RITA, RUI] }, 'rui'],
    ['the lead of their side', { contacts: [PRIYA, RUI] }, 'priya'],
    ['nobody where the lead owes it', { contacts: [PRIYA, theirs('omar')] }, undefined],
    ['nobody where nobody leads', { contacts: [RUI] }, undefined],
    ['of several leads the other one', { contacts: [PRIYA, theirs('paul', 'p.lead')] }, 'paul'],
    ['of ours named for the same', { owner: 'v.legal', team: [DANA, DORA] }, 'dora'],
    ['the partner manager', { owner: 'v.legal', team: [DANA] }, 'mara'],
    [
      'another manager where the partner manager owes it',
      { owner: 'v.pm', team: [DANA, ours('mia', 'manager')] },
      'mia',
    ],
    ['nobody where there is no other', { owner: 'v.pm', team: [DANA] }, undefined],
    [
      'of a review for the reviewer',
      { kind: 'review', team: [DANA, DORA], submitter: 'rui' },
      'dora',
    ],
    [
      'never a guest',
      { contacts: [PRIYA, RUI, theirs('gil', 'p.legal')].map(asGuest('gil')) },
      'priya',
    ],
    [
      'never somebody who has not come yet',
      { contacts: [PRIYA, RUI, { ...RITA, slackUserId: null }] },
      'priya',
    ],
  ])('%s', (_special, about, backup) => {
    expect(names([backupOf(owing(about))])).toEqual([backup]);
    expect(hears('r1', about)).toEqual(backup === undefined ? [] : [backup]);
  });

  function asGuest(name: string) {
    return (one: Contact): Contact => (one.name === name ? { ...one, ...GUEST } : one);
  }
});

describe('the other rungs are roles', () => {
  const team = [ours('theo', 'v.csl'), ours('tara', 'v.ta'), ours('eva', 'v.spon'), DANA];
  const contacts = [RUI, PRIYA, theirs('pam', 'p.spon')];

  test.each<[side: string, step: string, about: Case, people: readonly string[]]>([
    ['partner', 'r2', { team, contacts }, ['priya', 'mara']],
    ['partner', 'r3', { team, contacts }, ['mara', 'theo', 'tara']],
    ['partner', 'r4', { team, contacts }, ['eva', 'pam']],
    ['vendor', 'r2', { owner: 'v.legal', team, contacts }, ['mara']],
    ['vendor', 'r3', { owner: 'v.legal', team, contacts }, ['mara', 'theo', 'tara']],
    ['vendor', 'r4', { owner: 'v.legal', team, contacts }, ['eva']],
    // The ladder has no more.
    ['partner', 'r5', { team, contacts }, []],
  ])('of a clock of the %s: %s', (_side, step, about, people) => {
    expect(hears(step, about)).toEqual(people);
  });

  test('everybody who has the role', () => {
    const both = [ours('theo', 'v.csl'), ours('tim', 'v.csl')];
    expect(hears('r3', { team: both })).toEqual(['mara', 'theo', 'tim']);
  });

  test('nobody twice', () => {
    expect(hears('r3', { team: [ours('theo', 'v.csl', 'v.ta')] })).toEqual(['mara', 'theo']);
  });

  test('nobody in the place of a role that nobody has', () => {
    expect(hears('r4', {})).toEqual([]);
    expect(hears('r2', { contacts: [RUI] })).toEqual(['mara']);
  });
});

describe('only who can be reached', () => {
  test.each<[special: string, contact: Contact]>([
    ['a guest', { ...RUI, ...GUEST }],
    ['somebody who has not accepted yet', { ...RUI, slackUserId: null }],
  ])('%s hears of nothing', (_special, rui) => {
    const contacts = [PRIYA, rui];
    expect(hears('due', { contacts })).toEqual([]);
    // It is theirs all the same: the ladder goes on above them.
    expect(names([ownerOf(owing({ contacts }))])).toEqual(['rui']);
    expect(hears('r1', { contacts })).toEqual(['priya']);
  });

  test('nobody where a partner has no people at all', () => {
    expect(hears('due', { contacts: [] })).toEqual([]);
    expect(hears('r1', { contacts: [] })).toEqual([]);
    expect(hears('r2', { contacts: [] })).toEqual(['mara']);
  });

  test('a guest of ours hears of no rung', () => {
    expect(hears('r3', { team: [{ ...ours('theo', 'v.csl'), ...GUEST }] })).toEqual(['mara']);
  });
});

describe('whoever is away', () => {
  test.each<[special: string, about: Case, reminded: string]>([
    ['is stood in for by their backup', { contacts: [PRIYA, away(RUI)] }, 'priya'],
    ['by one who is there', { contacts: [PRIYA, away(RITA), away(RUI)] }, 'priya'],
    ['is reminded where nobody else is there', { contacts: [away(PRIYA), away(RUI)] }, 'rui'],
    ['is reminded where there is nobody else', { contacts: [away(RUI)] }, 'rui'],
    [
      'is reminded again from the day after on',
      { contacts: [PRIYA, { ...RUI, away: { from: '2026-02-23', to: '2026-03-01' } }] },
      'rui',
    ],
    ['of ours by the manager', { owner: 'v.legal', team: [away(DANA)] }, 'mara'],
    ['in a review, too', { kind: 'review', team: [away(DANA), DORA], submitter: 'rui' }, 'dora'],
  ])('%s', (_special, about, reminded) => {
    for (const step of ['p50', 'due', 'od1']) expect(hears(step, about)).toEqual([reminded]);
  });

  test('owes it all the same', () => {
    expect(names([ownerOf(owing({ contacts: [PRIYA, away(RUI)] }))])).toEqual(['rui']);
  });

  test('is no backup where somebody else can be', () => {
    expect(hears('r1', { contacts: [PRIYA, RITA, away(RUI)] })).toEqual(['priya']);
    expect(hears('r1', { contacts: [away(PRIYA), RITA, away(RUI)] })).toEqual(['rui']);
  });

  test('is left out of a rung, unless all of it are away', () => {
    const [theo, tara] = [ours('theo', 'v.csl'), ours('tara', 'v.ta')];
    expect(hears('r3', { team: [away(theo), tara] })).toEqual(['mara', 'tara']);
    expect(hears('r4', { team: [away(ours('eva', 'v.spon'))] })).toEqual(['eva']);
  });
});

describe('a promised moment', () => {
  test.each<[special: string, promisedBy: readonly string[], told: readonly string[]]>([
    ['is told to whoever promised it, not to the owner', ['priya'], ['priya']],
    ['of two to whoever promised last', ['priya', 'mara'], ['mara']],
    ['to nobody where they are gone', ['omar'], []],
    ['to nobody where nothing was promised', [], []],
  ])('%s', (_special, promisedBy, told) => {
    expect(hears('eta1', { contacts: [RUI, PRIYA], promisedBy })).toEqual(told);
  });
});
