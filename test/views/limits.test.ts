import type { ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { refuseMessageBlocks, refuseView } from '../../sandbox/slack/blocks/validate.ts';
import { PART_ITEMS, type HeadlineBoard, type ModuleBoard } from '../../src/domain/board.ts';
import { FATES } from '../../src/domain/clock-steps.ts';
import { conditionText, factsAsked, type Condition } from '../../src/domain/condition.ts';
import type { Digest } from '../../src/domain/digest.ts';
import type { Findings } from '../../src/domain/doctor.ts';
import { MAX_FILES } from '../../src/domain/evidence.ts';
import { PARTNER_TYPES, REGIONS, type PartnerType, type Region } from '../../src/domain/facts.ts';
import { FIELD_KINDS, type FieldSpec, type FieldValue } from '../../src/domain/field.ts';
import { COUNTRY_NAMES } from '../../src/domain/holidays.ts';
import { asId, type ItemId } from '../../src/domain/ids.ts';
import type { Problem } from '../../src/domain/onboarding.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { Amendment } from '../../src/domain/playbook.ts';
import type { Found } from '../../src/domain/playbook-search.ts';
import type { PlanChange } from '../../src/domain/replan.ts';
import type { PartnerPlan } from '../../src/domain/seen-plan.ts';
import type { SlaBoard, SlaLog, SlaPreview } from '../../src/domain/sla-board.ts';
import { tierOf, type TierOverride } from '../../src/domain/tier.ts';
import { blockersAnswer } from '../../views/blockers-answer.ts';
import { factsModal, factsPreviewModal } from '../../views/change-modal.ts';
import { helpAnswer } from '../../views/help-answer.ts';
import { reviewsAnswer } from '../../views/reviews-answer.ts';
import { allPartnersAnswer, onePartnerAnswer } from '../../views/status-answer.ts';
import { blockerModal } from '../../views/blocker-modal.ts';
import { detailsModal } from '../../views/details-modal.ts';
import { digestMessage } from '../../views/digest.ts';
import { doctorAnswer } from '../../views/doctor-answer.ts';
import { evidenceModal } from '../../views/evidence-modal.ts';
import { headline } from '../../views/headline.ts';
import { simple, type Message } from '../../views/kit.ts';
import { logAnswer } from '../../views/log-answer.ts';
import { migrationModal } from '../../views/migration-modal.ts';
import { goneMessage, moduleMessage } from '../../views/module-message.ts';
import * as notices from '../../views/notice.ts';
import { partnerNudge, vendorNudge } from '../../views/nudge.ts';
import { awayModal } from '../../views/away-modal.ts';
import { correctionModal } from '../../views/correction-modal.ts';
import { pauseModal } from '../../views/pause-modal.ts';
import { dayModal, decideTimeModal, moreTimeModal } from '../../views/time-modal.ts';
import { pauseChanged, timeAsked, timeDecided, updatePosted } from '../../views/time-notices.ts';
import { escalateModal, updateModal } from '../../views/update-modal.ts';
import type { Extension } from '../../src/domain/extension.ts';
import type { NudgeLine } from '../../src/domain/nudge-line.ts';
import { outcomeModal, verifyModal } from '../../views/outcome-modal.ts';
import { planAnswer } from '../../views/plan-answer.ts';
import { overrideEnded, releaseNotes } from '../../views/plan-notices.ts';
import { playbookAnswer } from '../../views/playbook-answer.ts';
import { reviewModal } from '../../views/review-modal.ts';
import { searchModal } from '../../views/search-modal.ts';
import { previewAnswer, slaAnswer, slaLogAnswer } from '../../views/sla-answer.ts';
import { lookedUp, startModal, type StartForm } from '../../views/start-modal.ts';
import { startFactsModal, startPlanModal } from '../../views/start-plan.ts';
import { teamList, teamModal } from '../../views/team-modal.ts';
import {
  aBlocker,
  aColleague,
  aFile,
  aLine,
  anAmendment,
  anEvidence,
  anOutcome,
  aPlan,
  aPlannedItem,
  aPlaybook,
  aReview,
  aSheet,
  aSpec,
  DAY_MS,
  MARA,
  NOW,
  someFacts,
} from '../support/builders.ts';

const many = <T>(n: number, make: (nth: number) => T): T[] =>
  Array.from({ length: n }, (_, nth) => make(nth));
/** Ids are as long as real ones. */
const hex = (nth: number) => nth.toString(16).padStart(32, '0');
const user = (nth: number) => `U0${String(nth).padStart(9, '0')}`;
const item = (nth: number): ItemId => asId('item', `itm_${hex(nth)}`);
const ONBOARDING = asId('onboarding', `onb_${hex(1)}`);
const ZONE = 'America/Argentina/ComodRivadavia';

/** The most fields that an item can have, with the longest texts, each of a kind by its place. */
function fieldsOf(
  fill: (length: number) => string,
  kindOf: (nth: number) => FieldSpec['kind'],
): FieldSpec[] {
  return many(12, (nth) => ({
    id: `field${'x'.repeat(33)}${nth}`,
    label: fill(150),
    kind: kindOf(nth),
    hint: fill(150),
    optional: nth % 2 === 0,
    ...(kindOf(nth) === 'choice' && { choices: many(10, (choice) => `${choice}${fill(74)}`) }),
  }));
}

/** The longest that can be entered in `field`. */
function answerOf(
  fill: (length: number) => string,
  { id, label, kind, choices = [] }: FieldSpec,
): FieldValue {
  const values = {
    text: fill(500),
    url: `https://acme.example/${'x'.repeat(1979)}`,
    file: 'F0TERMS0010',
    date: '2026-02-20',
    number: '9'.repeat(30),
    choice: choices[0] ?? '',
    attestation: 'confirmed',
  };
  return { id, label, value: values[kind] };
}

/** Facts with the longest names, and a tier that a rule lifts. */
const FACTS = someFacts({
  data: 4,
  dependency: 3,
  jointMarketing: true,
  firstLineSupport: true,
  moneyFlows: true,
});
const TYPES = Object.keys(PARTNER_TYPES) as [PartnerType, ...PartnerType[]];
const EVERYTHING = {
  type: TYPES,
  region: Object.keys(REGIONS) as [Region, ...Region[]],
  tier: { min: 1, max: 4 },
  depth: { min: 1, max: 3 },
  data: { min: 1, max: 3 },
  access: { min: 1, max: 3 },
  jointMarketing: true,
  firstLineSupport: false,
  moneyFlows: true,
} as const satisfies Omit<Condition, 'any'>;
const CONDITION: Condition = { ...EVERYTHING, any: many(3, () => EVERYTHING) };

const PLANNED = 500;
const LEFT_OUT = 100;
const CRITICAL = 99;
/** The most modules that items are named after, each with more items than a section holds. */
const MODULES = many(10, (nth) => `MO${String.fromCharCode(65 + nth)}`);
const specId = (nth: number) =>
  `${MODULES[nth % MODULES.length] ?? ''}-${Math.floor(nth / MODULES.length) + 1}`;

/** The largest plan, of items in this state. */
function aLongPlan(fill: (length: number) => string, status: 'open' | 'accepted'): Plan {
  const spec = (nth: number) => aSpec({ id: specId(nth), title: fill(70) });
  const items = many(PLANNED, (nth) =>
    aPlannedItem({
      spec: { ...spec(nth), gate: nth % 2 === 0 ? 1 : 2 },
      status,
      critical: nth < CRITICAL,
      latest: '2026-09-23',
    }),
  );
  const reason = {
    asked: conditionText(CONDITION),
    found: factsAsked(CONDITION, aSheet({ type: 'embedded', region: 'eea', tier: 2 }, FACTS)),
  };
  return {
    items,
    leftOut: many(LEFT_OUT, (nth) => ({
      ...reason,
      spec: spec(PLANNED + nth),
      asked: `${nth}: ${reason.asked}`,
    })),
    gates: { 1: NOW, 2: NOW + DAY_MS },
    goLive: { spec: spec(CRITICAL - 1), expectedAt: NOW, target: '2026-09-23', shortBy: 100 },
    criticalPath: items.slice(0, CRITICAL),
  };
}

function aSeenPlan(overrides: Partial<PartnerPlan>): PartnerPlan {
  return {
    onboardingId: ONBOARDING,
    partnerName: 'Acme',
    playbook: { title: 'A playbook', version: 1 },
    modules: new Map(MODULES.map((key, nth) => [key, `${nth + 1} · ${key}`])),
    plan: aPlan(),
    tier: tierOf(FACTS),
    override: null,
    zone: ZONE,
    mayChange: true,
    mayMigrate: true,
    mayOpenExtra: true,
    newer: { version: 1_001 },
    ...overrides,
  };
}

/** The largest change of a plan: every list as long as a plan. */
function aLongChange(plan: Plan): PlanChange {
  const specs = plan.items.map(({ spec }) => spec);
  return {
    before: { ...plan, gates: { 1: null, 2: null }, goLive: null },
    after: plan,
    comes: specs,
    goes: specs,
    stays: specs,
    redated: specs.map((spec) => ({ spec, from: NOW, to: NOW + DAY_MS })),
    kept: PLANNED,
  };
}

const CLOCKS = 300;

/** Everything that the doctor can find, at more partners than a message holds. */
function theWorst(fill: (length: number) => string): Findings {
  const at = NOW - 30 * DAY_MS;
  return {
    now: NOW,
    tickAt: at,
    auditor: { at, result: { clocks: 99_999, gaps: 99_999 } },
    reminders: { failed: 99_999, overdue: 99_999 },
    messages: { refused: 99_999, unclear: 99_999 },
    ownerless: many(CLOCKS, (nth) => ({
      partnerName: fill(80),
      side: nth % 2 === 0 ? ('partner' as const) : ('vendor' as const),
      clocks: 99,
    })),
    zoneData: {
      running: `2026b ${ZONE} DE-BE`,
      others: many(3, (nth) => ({ version: `202${nth}a ${ZONE} DE-BE`, clocks: 99 })),
    },
  };
}

/** More clocks than a message holds: late, running and standing still, with all that can be said. */
function manyClocks(fill: (length: number) => string, partnerName: string): SlaBoard {
  const ladder = many(6, () => ({
    after: '120 bh',
    tell: many(6, (nth) =>
      nth === 0 ? ('backup' as const) : { side: 'partner' as const, title: fill(60) },
    ),
  }));
  const late = { amount: 99, unit: 'hour', isWorkingTime: true } as const;
  return {
    partnerName,
    zone: ZONE,
    lines: many(CLOCKS, (nth) => ({
      title: fill(70),
      kind: 'review',
      side: 'vendor',
      ownerName: fill(80),
      isHourly: true,
      dueAt: NOW,
      firstDueAt: NOW,
      extensions: 9,
      promisedAt: NOW,
      late: nth % 3 === 0 ? late : null,
      held: nth % 3 === 1 ? { since: NOW, reasons: ['dependency', 'waiting_other_side'] } : null,
    })),
    rules: {
      thresholds: [10, 30, 50, 70, 90],
      repeats: many(10, () => 60),
      ladders: { partner: ladder, vendor: ladder },
      others: CLOCKS,
    },
  };
}

/** Clocks with every moment that can come, heard by as many as a rung can tell. */
function manyCalls(fill: (length: number) => string, clocks: number): SlaPreview {
  const hearing = { contact: aColleague({ name: fill(80) }), at: NOW + DAY_MS } as const;
  return {
    partnerName: fill(80),
    zone: ZONE,
    clocks: many(clocks, () => ({
      title: fill(70),
      kind: 'respond',
      side: 'partner',
      ownerName: fill(80),
      isHourly: false,
      dueAt: NOW,
      calls: many(20, (nth) => ({
        step: { name: `od${nth}`, at: NOW },
        hearings: many(nth % 7, () => ({ ...hearing, reason: 'gathered' as const })),
        silence: nth % 7 === 0 ? ('told_before' as const) : null,
      })),
    })),
  };
}

const LOGGED = 5_000;

/** The longest log. */
function aLongLog(fill: (length: number) => string): SlaLog {
  return {
    partnerName: fill(80),
    zone: ZONE,
    total: LOGGED,
    lines: many(200, (nth) => ({
      title: fill(70),
      kind: 'update',
      step: 'od10',
      reachedAt: NOW,
      personName: fill(80),
      fate: FATES[nth % FATES.length] ?? 'sent',
      reason: 'gathered',
      at: NOW,
    })),
  };
}

type Views = Readonly<Record<string, Message | ModalView>>;

/** Every view with the most and the longest that it can get, all of its texts made by `fill`. */
function everyView(fill: (length: number) => string): Views {
  const names = { host: fill(80), partner: fill(80) };
  const line = (nth: number) =>
    aLine({
      itemId: item(nth),
      title: fill(70),
      role: fill(60),
      person: fill(80),
      late: true,
      waitsFor: many(4, () => fill(70)),
      blockedBy: 'vendor',
      acceptedAt: NOW,
    });
  const extension: Extension = {
    id: asId('extension', 'ext_1'),
    onboardingId: ONBOARDING,
    clockId: asId('clock', 'clk_1'),
    itemId: item(1),
    requestedById: MARA,
    requestedAt: NOW,
    wanted: '2026-03-31',
    reason: fill(500),
    state: 'asked',
    decidedById: null,
    decidedAt: null,
    answer: null,
  };
  const reminder = (nth: number): NudgeLine => ({
    clockId: asId('clock', `clk_${nth}`),
    kind: 'review',
    cause: 'escalated',
    title: fill(70),
    partnerName: names.partner,
    dueAt: NOW,
    ownerName: fill(80),
    ownerIsAway: true,
    action: { kind: 'evidence', itemId: item(nth) },
  });
  const module = (line: (nth: number) => ReturnType<typeof aLine>): ModuleBoard => ({
    onboardingId: ONBOARDING,
    number: 8,
    title: fill(60),
    part: 1,
    parts: 11,
    why: fill(300),
    impact: fill(300),
    accepted: 5,
    total: 99,
    done: false,
    dueAt: NOW,
    zone: ZONE,
    lines: many(PART_ITEMS, line),
  });
  const board: HeadlineBoard = {
    onboardingId: ONBOARDING,
    partnerName: names.partner,
    zone: ZONE,
    pause: { reason: 'agreed_absence', until: NOW },
    waitingForPartner: false,
    stage: `8 of 8: ${fill(60)}`,
    next: { partner: many(3, line), vendor: many(3, line) },
    openCount: { partner: 70, vendor: 70 },
    lateCount: { partner: 70, vendor: 70 },
    modules: many(12, (nth) => ({ number: nth, title: fill(60), accepted: 12, total: 12 })),
    gates: [
      { gate: 1, title: fill(80), accepted: 10, proofs: 20, passed: false },
      { gate: 2, title: fill(80), accepted: 10, proofs: 20, passed: true },
    ],
    blockers: many(20, (nth) => ({
      waitsFor: (['vendor', 'partner', 'third_party'] as const)[nth % 3] ?? 'vendor',
      raisedAt: NOW,
    })),
    managerUserId: user(1),
  };
  const found: Found = {
    playbook: { title: fill(100), version: 1_000 },
    words: fill(100),
    hits: many(10, (nth) =>
      nth % 2 === 0
        ? {
            kind: 'item',
            id: 'QUA-99',
            title: fill(70),
            moduleTitle: fill(60),
            who: fill(60),
            line: fill(600),
          }
        : {
            kind: 'template',
            id: 'T99',
            title: fill(70),
            usedBy: many(20, () => fill(70)),
            line: fill(1000),
          },
    ),
  };
  const problem: Problem = {
    kind: 'slack_refused',
    call: 'conversations.inviteShared',
    error: 'no_external_invite_permission',
    outboxSeq: 123_456,
  };
  const row = {
    name: names.partner,
    state: 'active' as const,
    paused: true,
    problem,
    stage: board.stage,
    accepted: 70,
    total: 70,
    late: board.lateCount,
    open: board.openCount,
    blockers: 20,
    daysSinceSignature: 1_000,
    firstValue: null,
  };
  const median = { kind: 'days', days: 100, n: 60, events: 60 } as const;
  const spec = aSpec({
    title: fill(70),
    hint: fill(300),
    evidence: fill(600),
    criteria: many(8, () => fill(300)),
    gate: 2,
    owner: 'p.lead',
    reviewer: 'v.legal',
  });
  const lastReview = aReview({ verdicts: many(8, () => false), reason: fill(1000) });
  const evidence = anEvidence({
    note: fill(3000),
    link: `https://acme.example/${'x'.repeat(1900)}`,
    files: many(5, () =>
      aFile({ name: fill(255), permalink: `https://acme.slack.com/${'x'.repeat(500)}` }),
    ),
  });
  const kinds = fieldsOf(fill, (nth) => FIELD_KINDS[nth % FIELD_KINDS.length] ?? 'text');
  const answered = (fields: FieldSpec[]) => ({
    spec: { ...spec, fields },
    evidence: { ...evidence, answers: fields.map((field) => answerOf(fill, field)) },
  });
  const onlyFiles = fieldsOf(fill, () => 'file');
  const allFiles = onlyFiles.flatMap(({ id, label }, field) =>
    many(MAX_FILES, (nth) => ({ id, label, value: `F0TERMS${field}${nth}` })),
  );
  const handedIn = {
    ...evidence,
    answers: allFiles,
    files: allFiles.map(({ value: id }) => ({ ...aFile(evidence.files[0]), id })),
  };
  const outcome = anOutcome({
    id: asId('outcome', `out_${hex(1)}`),
    reference: fill(200),
    reason: fill(500),
    state: 'rejected',
  });
  const blockerLine = (nth: number) => ({
    ...aBlocker({
      id: asId('blocker', `blk_${hex(nth)}`),
      description: fill(1000),
      category: 'data',
    }),
    partnerName: names.partner,
    itemTitle: fill(70),
    ownerUserId: null,
    ownerName: fill(80),
    raisedByName: fill(80),
    ageMs: 100 * DAY_MS,
  });
  const digest: Digest = {
    slotAt: NOW,
    timeToFirstValue: median,
    partners: { active: 60, waitingForPartner: 60, withFirstValue: 60 },
    funnel: many(12, () => ({ title: fill(60), partners: 60 })),
    gates: [1, 2].map((gate) => ({ gate: gate === 1 ? 1 : 2, passed: 60 })),
    late: { ours: 1_000, theirs: 1_000 },
    blockers: many(5, () => ({
      partnerName: names.partner,
      blocker: aBlocker({ waitsFor: 'partner' }),
      ageMs: DAY_MS,
    })),
    blockersOpen: 1_000,
    wins: many(60, () => ({ partnerName: names.partner, type: 'integration', days: 100 })),
  };
  const team = {
    roles: [
      { role: 'manager', title: fill(60), several: true, userIds: many(100, user) },
      { role: 'executive', title: fill(60), several: true, userIds: many(100, user) },
      ...many(13, (nth) => ({
        role: `v.role${nth}`,
        title: fill(60),
        several: false,
        userIds: [user(nth)],
      })),
    ],
  };
  const onePartner = {
    row,
    board,
    signedOn: '2026-01-12',
    channelId: 'C0ACME00001',
    ours: many(70, (nth) => ({
      ...line(nth),
      mayAct: true,
      needsTick: nth % 2 === 0,
      needsEvidence: true,
    })),
    theirs: many(70, line),
    blockers: many(20, blockerLine),
    outcomes: many(20, () => anOutcome({ state: 'claimed' })),
    invitation: {
      state: 'sent',
      sentAt: NOW,
      limited: true,
      email: `${'x'.repeat(200)}@acme.example`,
    },
  };
  const about = {
    names,
    category: 'third_party',
    waitsFor: 'partner',
    description: fill(1000),
  } as const;
  const review = { partnerName: names.partner, submitterName: fill(80), lastReview };
  const longestName = (names: Iterable<readonly [string, string]>) =>
    [...names].reduce((longest, one) => (one[1].length > longest[1].length ? one : longest))[0];
  const country = longestName(COUNTRY_NAMES);
  const basics: StartForm = {
    name: names.partner,
    type: 'embedded',
    email: `${'x'.repeat(242)}@acme.example`,
    managerId: asId('contact', `con_${hex(1)}`),
    signedOn: '2026-03-02',
    targetGoLive: '2026-09-23',
    country,
    zone: ZONE,
    playbookHash: hex(1).repeat(2),
  };
  const startChoices = {
    managers: many(150, (nth) => ({ id: asId('contact', `con_${hex(nth)}`), name: fill(80) })),
    me: asId('contact', `con_${hex(149)}`),
    today: '2026-03-02',
    zone: ZONE,
    name: fill(200),
  };
  const override: TierOverride = {
    tier: 2,
    reason: fill(300),
    byId: MARA,
    until: '2026-09-23',
  };
  const seen = aSeenPlan({
    partnerName: names.partner,
    playbook: { title: fill(100), version: 1_000 },
    modules: new Map(MODULES.map((key, nth) => [key, `${nth + 1} · ${fill(60)}`])),
    plan: aLongPlan(fill, 'open'),
    override,
  });
  const started = { ...seen, tier: tierOf(FACTS) };
  const change = aLongChange(seen.plan);
  const unchanged = { ...change, comes: [], goes: [], stays: [], redated: [] };
  const amendments: readonly Amendment[] = many(30, (nth) =>
    anAmendment({
      version: nth + 2,
      who: fill(80),
      what: fill(600),
      why: fill(600),
      partners: fill(600),
    }),
  );
  const wanted = { onboardingId: ONBOARDING, facts: FACTS, override, targetGoLive: '2026-09-23' };
  const preview = {
    partnerName: names.partner,
    change,
    tierBefore: null,
    tierAfter: 2 as const,
    zone: ZONE,
  };
  const migration = {
    onboardingId: ONBOARDING,
    partnerName: names.partner,
    from: { hash: hex(1).repeat(2), version: 1_000 },
    to: { hash: hex(2).repeat(2), version: 1_001 },
    amendments,
    change,
    zone: ZONE,
  };
  const blockerId = asId('blocker', `blk_${hex(1)}`);
  const outcomeId = outcome.id;
  return {
    headline: headline(board, names.host),
    'headline of a partner who is awaited': headline(
      { ...board, waitingForPartner: true },
      names.host,
    ),
    'module, all to do': moduleMessage(module(line), { names, rev: 100 }),
    'module, all ticked': moduleMessage(
      module((nth) => ({ ...line(nth), status: 'accepted', control: 'tick' })),
      { names, rev: 100 },
    ),
    'module, all ours': moduleMessage(
      module((nth) => ({ ...line(nth), side: 'vendor', control: null })),
      { names, rev: 100 },
    ),
    'module, all locked': moduleMessage(
      module((nth) => ({ ...line(nth), status: 'locked', control: null })),
      { names, rev: 100 },
    ),
    'module, all done': moduleMessage({ ...module(line), done: true }, { names, rev: 100 }),
    'module, some of everything': moduleMessage(
      module((nth) => ({
        ...line(nth),
        status: (['returned', 'in_review', 'accepted', 'locked'] as const)[nth % 4] ?? 'open',
        control: nth % 4 === 0 ? 'evidence' : null,
      })),
      { names, rev: 100 },
    ),
    'module, a further part': moduleMessage({ ...module(line), part: 11 }, { names, rev: 100 }),
    'module, a part of nothing': moduleMessage(
      { ...module(line), lines: [], done: true },
      { names, rev: 100 },
    ),
    'module, a part that is gone': goneMessage(),
    'playbook, found': playbookAnswer(found),
    'playbook, found by the partner': searchModal({ ...found, onboardingId: ONBOARDING }),
    'playbook, before the first search': searchModal({
      ...found,
      words: '',
      hits: [],
      onboardingId: ONBOARDING,
    }),
    'playbook, nothing found': searchModal({ ...found, hits: [], onboardingId: ONBOARDING }),
    digest: digestMessage(digest, { zone: ZONE, hostName: names.host }),
    'nudge of a partner': partnerNudge({ userId: user(1), zone: ZONE, lines: many(70, reminder) }),
    'nudge of a colleague': vendorNudge({ zone: ZONE, lines: many(70, reminder) }),
    'evidence returned': notices.evidenceReturned({
      userId: user(1),
      itemId: item(1),
      title: fill(70),
      missing: spec.criteria,
      reason: fill(1000),
      dueAt: NOW,
      zone: ZONE,
    }),
    'review requested': notices.reviewRequested({
      itemId: item(1),
      partnerName: names.partner,
      title: fill(70),
      nth: 99,
      submitterName: fill(80),
      dueAt: NOW,
      zone: ZONE,
    }),
    'blocker raised': notices.blockerRaised({
      ...about,
      blockerId,
      raisedByUserId: user(1),
      ownerUserId: user(2),
      itemTitle: fill(70),
      impact: null,
    }),
    'escalated in the channel': notices.blockerRaised({
      ...about,
      blockerId,
      raisedByUserId: user(1),
      ownerUserId: user(2),
      itemTitle: fill(70),
      impact: fill(500),
    }),
    'blocker assigned': notices.blockerAssigned({
      ...about,
      blockerId,
      channelId: 'C0ACME00001',
      impact: fill(500),
    }),
    'update posted': updatePosted({
      blockerId,
      category: 'third_party',
      byUserId: user(1),
      text: fill(1000),
      nextBy: NOW,
      zone: ZONE,
    }),
    paused: pauseChanged({ pause: { reason: 'agreed_absence', until: NOW }, zone: ZONE }),
    'goes on': pauseChanged({ pause: null, zone: ZONE }),
    'time asked': timeAsked({
      extension,
      title: fill(70),
      partnerName: names.partner,
      askedBy: fill(80),
      deciderUserId: user(1),
      dueAt: NOW,
      zone: ZONE,
    }),
    'time decided': timeDecided({
      extension: { ...extension, state: 'declined', answer: fill(500) },
      title: fill(70),
      userId: user(1),
      decidedBy: fill(80),
    }),
    'form: pause': pauseModal({ onboardingId: ONBOARDING, partnerName: names.partner }),
    'form: away': awayModal({
      slackUserId: user(1),
      hours: { 'mon-fri': '09:00-17:00' },
      away: { from: '2026-03-02', to: '2026-03-06' },
      zone: ZONE,
    }),
    'form: correct a clock': correctionModal({
      onboardingId: ONBOARDING,
      partnerName: names.partner,
      clocks: many(120, (nth) => ({
        id: asId('clock', `clk_${nth}`),
        kind: 'work' as const,
        title: fill(70),
        cycle: nth,
        isOpen: nth % 2 === 0,
      })),
    }),
    'form: update': updateModal({ blockerId, description: fill(1000) }),
    'form: escalate': escalateModal({ onboardingId: ONBOARDING, hostName: names.host }),
    'form: more time': moreTimeModal({
      itemId: item(1),
      title: fill(70),
      dueAt: NOW,
      zone: ZONE,
      other: names.partner,
    }),
    'form: decide on time': decideTimeModal({ extension, title: fill(70), askedBy: fill(80) }),
    'form: another day': dayModal({ clockId: asId('clock', 'clk_1'), title: fill(70) }),
    'blocker cleared': notices.blockerCleared({
      clearedByUserId: user(1),
      category: 'third_party',
      age: '100 days',
      itemTitle: fill(70),
    }),
    'outcome claimed': notices.outcomeClaimed({
      outcomeId,
      outcome,
      partnerName: names.partner,
      claimedBy: fill(80),
    }),
    'outcome rejected': notices.outcomeDecided({ outcome, partnerName: names.partner, days: 100 }),
    'outcome verified': notices.outcomeDecided({
      outcome: { ...outcome, state: 'verified' },
      partnerName: names.partner,
      days: 100,
    }),
    'partner joined': notices.partnerJoined({
      partnerName: names.partner,
      channelId: 'C0ACME00001',
    }),
    'Slack refused': notices.channelProblem({
      onboardingId: ONBOARDING,
      partnerName: names.partner,
      problem,
    }),
    'another company': notices.channelProblem({
      onboardingId: ONBOARDING,
      partnerName: names.partner,
      problem: { kind: 'other_company', teamId: 'T0OTHER000', userId: user(1), domain: fill(200) },
    }),
    undelivered: notices.undelivered({
      what: 'blocker raised',
      seq: 123_456,
      error: fill(500),
      unclear: true,
    }),
    'status of all': allPartnersAnswer({
      rows: many(60, () => row),
      timeToFirstValue: median,
    }),
    'status of one': onePartnerAnswer(onePartner, { hostName: names.host, zone: ZONE }),
    'status of one who is invited': onePartnerAnswer(
      { ...onePartner, row: { ...row, problem: null, state: 'inviting' } },
      { hostName: names.host, zone: ZONE },
    ),
    blockers: blockersAnswer(many(60, blockerLine), names.host),
    reviews: reviewsAnswer(
      many(60, (nth) => ({
        itemId: item(nth),
        evidenceId: evidence.id,
        partnerName: names.partner,
        title: fill(70),
        dueAt: NOW,
        late: true,
      })),
      ZONE,
    ),
    help: helpAnswer(fill(200)),
    doctor: doctorAnswer(theWorst(fill), ZONE),
    'doctor, where all is well': doctorAnswer(
      {
        ...theWorst(fill),
        tickAt: NOW,
        auditor: { at: NOW, result: { clocks: 9, gaps: 0 } },
        reminders: { failed: 0, overdue: 0 },
        messages: { refused: 0, unclear: 0 },
        ownerless: [],
        zoneData: { running: '2026b', others: [] },
      },
      ZONE,
    ),
    sla: slaAnswer(manyClocks(fill, names.partner), names.host),
    'sla, without clocks': slaAnswer({ ...manyClocks(fill, fill(80)), lines: [] }, names.host),
    'sla, what comes': previewAnswer(manyCalls(fill, CLOCKS), names.host),
    'sla, what comes of few': previewAnswer(manyCalls(fill, 5), names.host),
    'sla, what comes of none': previewAnswer(manyCalls(fill, 0), names.host),
    'sla, what was': slaLogAnswer(aLongLog(fill)),
    'sla, what was not': slaLogAnswer({ ...aLongLog(fill), lines: [], total: 0 }),
    'a short answer': simple(fill(3000)),
    'team, as a list': teamList(team),
    'team, as a form': teamModal(team),
    'start, who it is': startModal({
      ...startChoices,
      playbooks: many(120, (nth) => ({ hash: hex(nth), title: fill(100), version: 1_000 })),
    }),
    'start, who it is, with one playbook': startModal({
      ...startChoices,
      playbooks: [{ hash: hex(1).repeat(2), title: fill(100), version: 1_000 }],
    }),
    'start, what decides': startFactsModal(basics),
    'start, the plan': startPlanModal({ basics, facts: FACTS }, started),
    'start, a plan of little': startPlanModal(
      { basics, facts: FACTS },
      { ...started, override: null, plan: { ...seen.plan, leftOut: [], criticalPath: [] } },
    ),
    plan: planAnswer(seen),
    'plan, all done': planAnswer({ ...seen, plan: aLongPlan(fill, 'accepted') }),
    'plan, all left out for one reason': planAnswer({
      ...seen,
      plan: {
        ...seen.plan,
        leftOut: seen.plan.leftOut.map((one) => ({ ...one, asked: 'a', found: '' })),
      },
    }),
    'plan, in more modules than a message has blocks': planAnswer({
      ...seen,
      modules: new Map(many(99, (nth) => [`M${nth}`, `${nth + 1} · ${fill(60)}`])),
      plan: {
        ...seen.plan,
        items: seen.plan.items.map((one, nth) => ({
          ...one,
          spec: { ...one.spec, id: `M${nth % 99}-${nth}` },
        })),
      },
    }),
    'plan, of which nothing is known': planAnswer({ ...seen, tier: null, override: null }),
    'what a plan rests on': factsModal({
      onboarding: {
        id: ONBOARDING,
        facts: FACTS,
        tierOverride: override,
        targetGoLive: '2026-09-23',
      },
      partnerName: names.partner,
      overrideBy: fill(80),
    }),
    'what a plan is to rest on': factsPreviewModal(wanted, preview),
    'what a plan is to rest on, without effect': factsPreviewModal(wanted, {
      ...preview,
      change: unchanged,
    }),
    'move to a new version': migrationModal(migration),
    'move to a new version, without a word to partners': migrationModal({
      ...migration,
      amendments: amendments.map(({ partners, ...others }) => others),
    }),
    'override ended': overrideEnded({
      onboardingId: ONBOARDING,
      partnerName: names.partner,
      tier: 2,
    }),
    'release notes': releaseNotes({ hostName: names.host, version: 1_000, amendments }),
    'release notes of many words': releaseNotes({
      hostName: names.host,
      version: 1_000,
      amendments: many(500, () => anAmendment({ partners: fill(20) })),
    }),
    'playbook log': logAnswer({ ...aPlaybook(), title: fill(100), version: 1_000, amendments }),
    'hand in evidence': evidenceModal({ line: line(1), spec, evidence, lastReview }),
    'hand in fields, again': evidenceModal({ ...answered(kinds), line: line(1), lastReview }),
    ...Object.fromEntries(
      FIELD_KINDS.map((kind) => [
        `hand in fields of kind ${kind}, again`,
        evidenceModal({
          ...answered(fieldsOf(fill, () => kind)),
          line: line(1),
          lastReview,
        }),
      ]),
    ),
    'hand in files, again': evidenceModal({
      line: line(1),
      spec: { ...spec, fields: onlyFiles },
      evidence: handedIn,
      lastReview,
    }),
    'review evidence': reviewModal({ ...review, spec, evidence }),
    'review fields': reviewModal({ ...review, ...answered(kinds) }),
    'review links': reviewModal({ ...review, ...answered(fieldsOf(fill, () => 'url')) }),
    'review texts': reviewModal({ ...review, ...answered(fieldsOf(fill, () => 'text')) }),
    'review files': reviewModal({
      ...review,
      spec: { ...spec, fields: onlyFiles },
      evidence: handedIn,
    }),
    details: detailsModal({
      line: { ...line(1), status: 'returned' },
      spec: { ...spec, fields: kinds },
      roles: { 'p.lead': fill(60), 'v.legal': fill(60) },
      zone: ZONE,
      lastReview,
    }),
    'I’m blocked': blockerModal({
      onboardingId: ONBOARDING,
      hostName: names.host,
      partnerName: names.partner,
      items: many(140, (nth) => ({ id: item(nth), title: fill(70) })),
      itemId: item(139),
    }),
    'record an outcome': outcomeModal({
      onboardingId: ONBOARDING,
      partnerName: names.partner,
      signedOn: '2026-01-12',
      today: '2026-03-02',
    }),
    'verify an outcome': verifyModal({ outcome, partnerName: names.partner, claimedBy: fill(80) }),
  };
}

/** Every text of a view, with the type of what it stands in. */
function textsOf(value: unknown): readonly { type: string; text: string }[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  const own = value as { type?: unknown; text?: unknown };
  const { type, text } = own;
  const here =
    typeof text === 'string' ? [{ type: typeof type === 'string' ? type : 'text', text }] : [];
  return [...here, ...Object.values(value).flatMap(textsOf)];
}

const FILLS: Readonly<Record<string, (length: number) => string>> = {
  'plain letters': (length) => 'x'.repeat(length),
  'what grows when it is escaped': (length) => 'R&D '.repeat(length).slice(0, length - 1) + '.',
  'characters of two units': (length) => '👋'.repeat(length / 2).padStart(length, '!'),
};

/** Views that are still too long when they get the most. */
describe.each(Object.entries(FILLS))('full of %s', (_what, fill) => {
  const views = Object.entries(everyView(fill));

  test.each(views)('%s fits Slack', (_name, view) => {
    expect(textsOf(view).filter(({ text }) => !text.isWellFormed())).toEqual([]);
    if ('type' in view) {
      expect(refuseView(view, ['modal'])).toBeUndefined();
      return;
    }
    expect(refuseMessageBlocks(view.blocks)).toBeUndefined();
    expect(JSON.stringify(view.blocks).length).toBeLessThanOrEqual(12_000);
    expect(view.text.length).toBeLessThanOrEqual(4_000);
    expect(view.text).not.toBe('');
  });
});

describe('what people typed stays text', () => {
  const typed =
    '<!channel> <@U123> <#C123> <https://evil.example|x> & * _ ~ \u202e\u2066\u200f\u061c';
  const ours = /<!date\^\d+\^\{date_short_pretty\}\|[\w ]+>|<@U0\d{9}>|<#C0ACME00001>/g;

  const views = Object.entries(everyView(() => typed));

  test.each(views)('%s', (_name, view) => {
    const blocks = textsOf(view);
    expect(blocks.filter(({ text }) => /\p{Bidi_Control}/u.test(text))).toEqual([]);
    const markup = blocks.filter(({ type }) => type !== 'plain_text');
    expect(markup.filter(({ text }) => text.replace(ours, '').includes('<'))).toEqual([]);
  });
});

test.each(['', 'a', 'america', 'utc', 'new york'])('zones for “%s” fit a list', (typed) => {
  const zones = lookedUp('zone', typed);
  expect(zones.length).toBeGreaterThan(0);
  expect(zones.length).toBeLessThanOrEqual(100);
  expect(zones.every(({ text, value }) => text.text === value)).toBe(true);
});

test.each<[typed: string, first: string]>([
  ['', 'AF'],
  ['a', 'AF'],
  ['PT', 'PT'],
  ['united s', 'US'],
  [' portugal ', 'PT'],
  ["cote d'iv", 'CI'],
  ['TURK', 'TR'],
])('countries for “%s” fit a list, and begin with %s', (typed, first) => {
  const countries = lookedUp('country', typed);
  expect(countries[0]?.value).toBe(first);
  expect(countries.length).toBeLessThanOrEqual(100);
  expect(
    countries.filter(({ text, value = '' }) => text.text !== COUNTRY_NAMES.get(value)),
  ).toEqual([]);
});

test('what begins with the words comes before what holds them', () => {
  const values = lookedUp('country', 'guinea').map(({ value }) => value);
  expect(values).toEqual(['GN', 'GW', 'GQ', 'PG']);
});

/** Every line of a view; of a message, those of its blocks. */
function linesOf(view: Message | ModalView | undefined): readonly string[] {
  return textsOf(view?.blocks).flatMap(({ text }) => text.split('\n'));
}

/** How many things are not there, as the lines say themselves; `said` finds the number. */
function missing(lines: readonly string[], said: RegExp): number {
  const counts = lines.map((line) => Number(said.exec(line)?.[1] ?? 0));
  return counts.reduce((sum, count) => sum + count, 0);
}

const MORE_ITEMS = /^and (\d+) (?:more items?\.?$|items? in other modules\.$)/i;
const MORE_CHANGES = /^And (\d+) more changes?\.$/;

describe.each(Object.entries(FILLS))('what has no room is counted, full of %s', (_what, fill) => {
  const views = everyView(fill);
  const starting = (lines: readonly string[], mark: RegExp) =>
    lines.filter((line) => mark.test(line)).length;
  const namesIn = (lines: readonly string[]) => starting(lines, /^MO[A-J]-\d/);

  test.each(['plan', 'plan, all done', 'plan, in more modules than a message has blocks'])(
    '%s',
    (name) => {
      const lines = linesOf(views[name]);
      const from = lines.findIndex((line) => line.startsWith('*1 · '));
      const to = lines.indexOf('*Left out, and why*');
      const items = lines.slice(from, to);
      expect(starting(items, /^[●○✓] /)).toBeGreaterThan(9);
      expect(starting(items, /^[●○✓] /) + missing(items, MORE_ITEMS)).toBe(PLANNED);
      const leftOut = lines.slice(to);
      expect(namesIn(leftOut)).toBeGreaterThan(1);
      expect(namesIn(leftOut) + missing(leftOut, MORE_ITEMS)).toBe(LEFT_OUT);
    },
  );

  test('plan, all left out for one reason', () => {
    const more = / and (\d+) more$/;
    const lines = linesOf(views['plan, all left out for one reason']);
    const line = lines.find((text) => more.test(text)) ?? '';
    const names = line.match(/MO[A-J]-\d+/g)?.length ?? 0;
    expect(names).toBeGreaterThan(3);
    expect(names + missing([line], more)).toBe(LEFT_OUT);
  });

  test('start, the plan', () => {
    const lines = linesOf(views['start, the plan']);
    const leftOut = lines.slice(lines.indexOf('*Left out, and why*'));
    expect(namesIn(leftOut) + missing(leftOut, MORE_ITEMS)).toBe(LEFT_OUT);
  });

  test.each(['what a plan is to rest on', 'move to a new version'])('%s', (name) => {
    const lines = linesOf(views[name]);
    expect(starting(lines, /^• /)).toBeGreaterThan(100);
    expect(starting(lines, /^• /) + missing(lines, MORE_ITEMS)).toBe(4 * PLANNED);
  });

  test.each([
    ['release notes', 30],
    ['release notes of many words', 500],
  ])('%s', (name, all) => {
    const view = views[name];
    const spoken = view && 'text' in view ? view.text.split('\n') : [];
    for (const lines of [linesOf(view), spoken]) {
      expect(starting(lines, /^• /)).toBeGreaterThan(1);
      expect(starting(lines, /^• /) + missing(lines, MORE_CHANGES)).toBe(all);
    }
  });

  test.each<[name: string, all: number, more: RegExp, mark: RegExp]>([
    ['sla', CLOCKS, /^And (\d+) more clocks?\.$/, /^• /],
    ['sla, what comes', CLOCKS, /^And (\d+) more clocks?\.$/, /, due /],
    ['sla, what was', LOGGED, /^And (\d+) more reminders?\.$/, /^• /],
    ['doctor', 3 + 7 + CLOCKS, /^And (\d+) more things?\.$/, /^\*/],
  ])('%s', (name, all, more, mark) => {
    const view = views[name];
    const spoken = view && 'text' in view ? view.text.split('\n') : [];
    const lines = linesOf(view);
    expect(starting(lines, mark)).toBeGreaterThan(3);
    expect(starting(lines, mark) + missing(lines, more)).toBe(all);
    expect(missing(spoken, more)).toBeGreaterThan(0);
  });

  test('the longest way shows what comes next, and its end', () => {
    const lines = linesOf(views['plan']);
    const from = lines.indexOf('*The longest way to the go-live*') + 1;
    const steps = lines.slice(from, from + 13);
    expect(starting(steps, /^● /)).toBe(12);
    expect(steps[11]).toBe(`and ${CRITICAL - 12} more, before`);
    expect(steps[12]).toContain(specId(CRITICAL - 1));
  });
});

test('a plan that is too long shows what is owed first, and what is done last', () => {
  const late = NOW + 400 * DAY_MS;
  const items = many(PLANNED, (nth) =>
    aPlannedItem({
      spec: aSpec({ id: specId(nth), title: 'x'.repeat(70) }),
      status: nth < 300 ? 'accepted' : 'open',
      dueAt: nth >= 490 ? NOW : late,
    }),
  );
  const lines = linesOf(planAnswer(aSeenPlan({ plan: aPlan({ items }) })));
  const shown = lines.flatMap((line) => /^[○✓] (\S+)/.exec(line)?.[1] ?? []);
  expect(shown).toEqual(expect.arrayContaining(many(10, (nth) => specId(490 + nth))));
  expect(lines.filter((line) => line.startsWith('✓'))).toEqual([]);
});

test.each(['"', '\\'])('no view is too long in letters that take two each, as %s', (letter) => {
  for (const [name, view] of Object.entries(everyView((length) => letter.repeat(length)))) {
    const refused = 'type' in view ? refuseView(view, ['modal']) : refuseMessageBlocks(view.blocks);
    expect(refused, name).toBeUndefined();
  }
});

test('playbooks of one long name are told apart by their versions', () => {
  const views = everyView((length) => 'x'.repeat(length));
  expect(linesOf(views['start, who it is'])).toContain(`${'x'.repeat(49)}…, version 1000`);
});

describe(`a message holds the ${PART_ITEMS} items of a part`, () => {
  const parts = (fill: (length: number) => string) =>
    Object.entries(everyView(fill)).flatMap(([name, view]) =>
      name.startsWith('module') && !('type' in view) ? [{ name, ...view }] : [],
    );

  test.each(['"', '\\'])('in letters that take two each, as %s does', (letter) => {
    const messages = parts((length) => letter.repeat(length));
    expect(messages.length).toBeGreaterThan(5);
    for (const { name, blocks } of messages) {
      expect(refuseMessageBlocks(blocks), name).toBeUndefined();
      expect(JSON.stringify(blocks).length, name).toBeLessThanOrEqual(12_000);
    }
  });

  test.each(Object.entries(FILLS))('and cuts none of them off, full of %s', (_what, fill) => {
    const shown = parts(fill).map(({ name, blocks }) => {
      const lines = textsOf(blocks).flatMap(({ text }) => text.match(/^• /gm) ?? []);
      const rows = blocks.filter((block) => 'block_id' in block);
      return [name, lines.length + rows.length];
    });
    expect(shown).toEqual(
      expect.arrayContaining([
        ['module, all to do', PART_ITEMS],
        ['module, all ticked', PART_ITEMS],
        ['module, all ours', PART_ITEMS],
        ['module, all locked', PART_ITEMS],
        ['module, some of everything', PART_ITEMS],
        ['module, a further part', PART_ITEMS],
      ]),
    );
  });
});
