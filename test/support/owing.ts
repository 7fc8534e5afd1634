import type { ClockRow } from '../../db/clocks.ts';
import type { Owing } from '../../src/domain/audience.ts';
import { replay } from '../../src/domain/clock-replay.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { Contact } from '../../src/domain/contact.ts';
import { asId } from '../../src/domain/ids.ts';
import type { Time } from '../../src/domain/item.ts';
import type { Nudge } from '../../src/domain/nudge.ts';
import {
  aColleague,
  anItem,
  anOnboarding,
  aPartnerContact,
  aPlaybook,
  aSpec,
  aWhole,
  NOW,
} from './builders.ts';
import { BER } from './calendars.ts';
import { aPolicy, berlin, eventsOf, start, type Happened } from './clocks.ts';

/* A clock of three working days in Berlin from Monday 10:00, and everybody whom its ladder names. */

export const MONDAY = berlin('2026-02-02 10:00');

const BERLIN = 'Europe/Berlin';
const theirs = (name: string, roles: readonly string[], zone = BERLIN): Contact =>
  aPartnerContact({
    id: asId('contact', `con_${name.toLowerCase()}`),
    slackUserId: `U0${name.toUpperCase()}`,
    name,
    roles,
    zone,
  });
const ours = (name: string, roles: readonly string[]): Contact =>
  aColleague({
    id: asId('contact', `con_${name.toLowerCase()}`),
    slackUserId: `U0${name.toUpperCase()}`,
    name,
    roles,
  });

/** Omar owes it, Priya leads the partner, Mara manages it; Theo and Tina stand above her. */
export const OWNER = theirs('Omar', ['p.sec']);
export const PEOPLE = {
  manager: ours('Mara', ['manager']),
  team: [ours('Mara', ['manager']), ours('Theo', ['v.csl']), ours('Tina', ['v.ta'])],
  contacts: [OWNER, theirs('Priya', ['p.lead'])],
};

export const calendars: Time['calendars'] = { vendor: BER, partner: BER };

/** What is owed at `now`. */
export function owingAt(
  now: number,
  {
    happened = [],
    policy = aPolicy(),
    people = PEOPLE,
  }: Readonly<{
    happened?: readonly Happened[];
    policy?: Clock['policy'];
    people?: typeof PEOPLE;
  }> = {},
): Owing {
  const item = anItem();
  const clock: Clock = {
    id: asId('clock', 'clk_1'),
    onboardingId: item.onboardingId,
    subject: item.id,
    kind: 'work',
    side: 'partner',
    cycle: 1,
    policy,
  };
  const events = eventsOf([MONDAY, start()], ...happened);
  const playbook = aPlaybook([aSpec({ owner: 'p.sec' })]);
  return {
    whole: aWhole({ playbook, people, items: [item] }),
    clock,
    view: replay({ policy, events }, BER, now),
    submitters: new Map(),
    now,
  };
}

let made = 0;

/** A row about this clock: sent to its owner when it was reached, unless said otherwise. */
export function aNudge(overrides: Partial<Nudge> = {}): Nudge {
  const { reachedAt = MONDAY } = overrides;
  return {
    id: asId('nudge', `ndg_${++made}`),
    clockId: asId('clock', 'clk_1'),
    onboardingId: asId('onboarding', 'onb_acme'),
    leg: 0,
    step: 'due',
    contactId: OWNER.id,
    reachedAt,
    fate: 'sent',
    reason: null,
    deliverAt: reachedAt,
    outboxSeq: 1,
    settledAt: reachedAt,
    ...overrides,
  };
}

/** The clock as it is stored: started now, with nothing done yet. */
export function aClockRow(overrides: Partial<ClockRow> = {}): ClockRow {
  return {
    id: asId('clock', 'clk_1'),
    onboardingId: anOnboarding().id,
    subject: anItem().id,
    kind: 'work',
    side: 'partner',
    cycle: 1,
    policy: aPolicy(),
    state: 'running',
    startedAt: NOW,
    closedAt: null,
    dueAt: NOW,
    baselineDueAt: NOW,
    breachedAt: null,
    elapsedMs: 0,
    wallMs: 0,
    nextAt: NOW,
    zoneData: '2026a',
    rev: 1,
    ...overrides,
  };
}
