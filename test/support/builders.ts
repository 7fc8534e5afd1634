import type { Blocker } from '../../src/domain/blocker.ts';
import type { ItemLine } from '../../src/domain/board.ts';
import { officeCalendar } from '../../src/domain/calendar.ts';
import type { FactSheet } from '../../src/domain/condition.ts';
import type { Contact } from '../../src/domain/contact.ts';
import type { Evidence, EvidenceFile, Review } from '../../src/domain/evidence.ts';
import type { Facts } from '../../src/domain/facts.ts';
import { asId, type ContactId, type PartnerId } from '../../src/domain/ids.ts';
import type { Item, Time } from '../../src/domain/item.ts';
import type { Onboarding, Partner, WholeOnboarding } from '../../src/domain/onboarding.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import type { Plan, PlannedItem } from '../../src/domain/plan.ts';
import { OFFICE_HOURS } from '../../src/domain/working-hours.ts';
import { USUAL_SLA } from '../../src/domain/sla.ts';
import {
  itemSpecs,
  type Amendment,
  type ItemSpec,
  type ModuleSpec,
  type Playbook,
} from '../../src/domain/playbook.ts';

/* Valid by default; a test names what is special in it. */

/** A Monday morning: 10:00 in Berlin, 09:00 in Lisbon. */
export const NOW = Date.parse('2026-03-02T09:00:00Z');
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

export const ACME: PartnerId = asId('partner', 'par_acme');
export const MARA: ContactId = asId('contact', 'con_mara');
export const DANA: ContactId = asId('contact', 'con_dana');
export const PRIYA: ContactId = asId('contact', 'con_priya');

/** Noon in UTC, for what only needs a moment of that day. */
export const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`);

export const OFFICES: Time['calendars'] = {
  vendor: officeCalendar('Europe/Berlin'),
  partner: officeCalendar('Europe/Lisbon'),
};

export const timeAt = (now: number): Time => ({ now, calendars: OFFICES });

/** A colleague of ours: the partner manager. */
export function aColleague(overrides: Partial<Contact> = {}): Contact {
  return {
    id: MARA,
    side: 'vendor',
    partnerId: null,
    slackUserId: 'U0MARA0001',
    slackTeamId: 'T0NORTHWND',
    email: 'mara@northwind.example',
    name: 'Mara',
    zone: 'Europe/Berlin',
    standing: 'member',
    hours: null,
    away: null,
    roles: ['manager'],
    ...overrides,
  };
}

/** A person at Acme: the partner lead. */
export function aPartnerContact(overrides: Partial<Contact> = {}): Contact {
  return {
    id: PRIYA,
    side: 'partner',
    partnerId: ACME,
    slackUserId: 'U0PRIYA001',
    slackTeamId: 'T0ACME0000',
    email: 'priya@acme.example',
    name: 'Priya',
    zone: 'Europe/Lisbon',
    standing: 'member',
    hours: null,
    away: null,
    roles: ['p.lead'],
    ...overrides,
  };
}

/** Something the partner lead hands in and legal reviews. */
export function aSpec(overrides: Partial<ItemSpec> = {}): ItemSpec {
  return {
    id: 'QUA-1',
    title: 'Sign the terms',
    owner: 'p.lead',
    reviewer: 'v.legal',
    kind: 'evidence',
    target: 3,
    needs: [],
    stage: 1,
    refs: [],
    uses: [],
    fields: [],
    hint: 'A signed copy is enough.',
    evidence: 'The signed terms.',
    criteria: ['Both have signed', 'The date is given', 'The version is named'],
    ...overrides,
  };
}

export function aModule(overrides: Partial<ModuleSpec> = {}): ModuleSpec {
  return {
    key: 'QUA',
    title: 'Qualification',
    problem: 'Weak fits get in',
    insight: 'Fit can be known early',
    solution: 'Ask once, in one form',
    impact: 'Only plans that can finish start',
    raci: { responsible: ['p.lead'], accountable: 'v.pm', consulted: [], informed: [] },
    items: [aSpec()],
    ...overrides,
  };
}

const aGate = { title: 'Ready', proves: 'Identity', deciders: ['v.pm'], opens: 'the next part' };

/** A playbook of one module with these items. */
export function aPlaybook(specs: readonly ItemSpec[] = [aSpec()]): Playbook {
  return {
    id: 'small',
    version: 1,
    title: 'A small playbook',
    roles: { 'v.pm': 'partner manager', 'v.legal': 'legal counsel', 'p.lead': 'partner lead' },
    gates: { '1': aGate, '2': aGate },
    reviewTarget: 2,
    modules: [aModule({ items: [...specs] })],
    milestones: { kickoff: [], goLive: [] },
    calendars: { default: OFFICE_HOURS },
    sla: USUAL_SLA,
    escalation: [],
    lists: [],
    templates: [],
    amendments: [],
  };
}

export function anItem(overrides: Partial<Item> = {}): Item {
  const key = overrides.key ?? 'QUA-1';
  return {
    id: asId('item', `itm_${key}`),
    onboardingId: asId('onboarding', 'onb_acme'),
    key,
    status: 'open',
    openedAt: NOW,
    dueAt: NOW + 3 * DAY_MS,
    reviewDueAt: null,
    heldAt: null,
    acceptedAt: null,
    acceptedById: null,
    rev: 1,
    ...overrides,
  };
}

export function aLockedItem(key: string): Item {
  return anItem({ key, status: 'locked', openedAt: null, dueAt: null });
}

export function aPartner(overrides: Partial<Partner> = {}): Partner {
  return {
    id: ACME,
    name: 'Acme',
    type: 'integrator',
    zone: 'Europe/Lisbon',
    country: 'PT',
    signedOn: '2026-01-12',
    managerId: MARA,
    createdAt: NOW,
    ...overrides,
  };
}

export function anOnboarding(overrides: Partial<Onboarding> = {}): Onboarding {
  return {
    id: asId('onboarding', 'onb_acme'),
    partnerId: ACME,
    playbookHash: 'hash',
    state: 'active',
    channelName: 'onboard-acme',
    channelId: 'C0ACME0001',
    problem: null,
    pause: null,
    facts: null,
    tierOverride: null,
    targetGoLive: null,
    startedAt: NOW,
    activeAt: NOW,
    ...overrides,
  };
}

/** One active onboarding; its items stand open unless given. */
export function aWhole(overrides: Partial<WholeOnboarding> = {}): WholeOnboarding {
  const playbook = overrides.playbook ?? aPlaybook();
  return {
    onboarding: anOnboarding(),
    partner: aPartner(),
    playbook,
    items: itemSpecs(playbook).map(({ id: key }) => anItem({ key })),
    people: { manager: aColleague(), team: [aColleague()], contacts: [aPartnerContact()] },
    blockers: [],
    connectedTeams: ['T0ACME0000'],
    ...overrides,
  };
}

export function aBlocker(overrides: Partial<Blocker> = {}): Blocker {
  return {
    id: asId('blocker', 'blk_1'),
    onboardingId: asId('onboarding', 'onb_acme'),
    itemId: null,
    category: 'access',
    waitsFor: 'vendor',
    description: 'No test account',
    impact: null,
    raisedById: PRIYA,
    raisedAt: NOW,
    ownerId: MARA,
    acknowledgedAt: null,
    updatedAt: null,
    clearedAt: null,
    clearedById: null,
    ...overrides,
  };
}

/** A verified deal, claimed by the manager and looked up by a colleague. */
export function anOutcome(overrides: Partial<Outcome> = {}): Outcome {
  return {
    id: asId('outcome', 'out_1'),
    onboardingId: asId('onboarding', 'onb_acme'),
    type: 'deal',
    reference: 'OPP-1',
    happenedOn: '2026-02-20',
    claimedById: MARA,
    claimedAt: NOW,
    state: 'verified',
    decidedById: DANA,
    decidedAt: NOW,
    reason: null,
    ...overrides,
  };
}

export function aFile(overrides: Partial<EvidenceFile> = {}): EvidenceFile {
  return {
    id: 'F0TERMS001',
    name: 'terms.pdf',
    mimetype: 'application/pdf',
    sizeBytes: 2048,
    permalink: 'https://acme.slack.com/files/U0PRIYA001/F0TERMS001/terms.pdf',
    ...overrides,
  };
}

export function anEvidence(overrides: Partial<Evidence> = {}): Evidence {
  return {
    id: asId('evidence', 'evd_1'),
    itemId: asId('item', 'itm_QUA-1'),
    nth: 1,
    note: 'Signed today',
    link: 'https://acme.example/terms',
    answers: [],
    files: [],
    submittedById: PRIYA,
    submittedAt: NOW,
    ...overrides,
  };
}

/** A review that found the second of three criteria not met. */
export function aReview(overrides: Partial<Review> = {}): Review {
  return {
    id: asId('review', 'rev_1'),
    evidenceId: asId('evidence', 'evd_1'),
    itemId: asId('item', 'itm_QUA-1'),
    reviewerId: DANA,
    reviewedAt: NOW,
    decision: 'returned',
    verdicts: [true, false, true],
    reason: 'Give the date',
    ...overrides,
  };
}

/** A line of a checklist, as the channel shows it. */
export function aLine(overrides: Partial<ItemLine> = {}): ItemLine {
  return {
    itemId: asId('item', 'itm_QUA-1'),
    rev: 1,
    title: 'Sign the terms',
    status: 'open',
    side: 'partner',
    control: 'evidence',
    hasTemplates: true,
    dueAt: NOW + DAY_MS,
    late: false,
    acceptedAt: null,
    role: 'partner lead',
    person: 'Priya',
    waitsFor: [],
    blockedBy: null,
    ...overrides,
  };
}

/** Facts of a partner with nothing special. */
export function someFacts(overrides: Partial<Facts> = {}): Facts {
  return {
    data: 0,
    depth: 0,
    access: 0,
    substitutability: 0,
    dependency: 0,
    jointMarketing: false,
    firstLineSupport: false,
    moneyFlows: false,
    ...overrides,
  };
}

/** What conditions ask: an integrator of tier 4 in the European Economic Area. */
export function aSheet(
  overrides: Partial<Omit<FactSheet, 'facts'>> = {},
  facts: Partial<Facts> = {},
): FactSheet {
  return { type: 'integrator', region: 'eea', tier: 4, ...overrides, facts: someFacts(facts) };
}

/** An item of a plan that is open, and that no go-live waits for. */
export function aPlannedItem(overrides: Partial<PlannedItem> = {}): PlannedItem {
  return {
    spec: aSpec(),
    status: 'open',
    opensAt: NOW,
    dueAt: NOW + 3 * DAY_MS,
    doneAt: NOW + 5 * DAY_MS,
    latest: null,
    critical: false,
    ...overrides,
  };
}

/** A plan of one item, without a go-live and without proof for its gates. */
export function aPlan(overrides: Partial<Plan> = {}): Plan {
  return {
    items: [aPlannedItem()],
    leftOut: [],
    gates: { 1: null, 2: null },
    goLive: null,
    criticalPath: [],
    ...overrides,
  };
}

/** What the second version of a playbook changed, with a word for partners. */
export function anAmendment(overrides: Partial<Amendment> = {}): Amendment {
  return {
    version: 2,
    on: '2026-03-09',
    who: 'Partner operations',
    what: 'Partners say which languages they support.',
    why: 'Support cases landed with people who could not read them.',
    partners: 'We now ask which languages your support speaks.',
    content: '0123456789abcdef',
    ...overrides,
  };
}
