import type { ModalView } from '@slack/types';
import { describe, expect, test } from 'vitest';
import { refuseMessageBlocks, refuseView } from '../../sandbox/slack/blocks/validate.ts';
import type { HeadlineBoard, ModuleBoard } from '../../src/domain/board.ts';
import type { Digest } from '../../src/domain/digest.ts';
import { asId, type ItemId } from '../../src/domain/ids.ts';
import type { Problem } from '../../src/domain/onboarding.ts';
import { blockersAnswer } from '../../views/blockers-answer.ts';
import { helpAnswer } from '../../views/help-answer.ts';
import { reviewsAnswer } from '../../views/reviews-answer.ts';
import { allPartnersAnswer, onePartnerAnswer } from '../../views/status-answer.ts';
import { blockerModal } from '../../views/blocker-modal.ts';
import { detailsModal } from '../../views/details-modal.ts';
import { digestMessage } from '../../views/digest.ts';
import { evidenceModal } from '../../views/evidence-modal.ts';
import { headline } from '../../views/headline.ts';
import { simple, type Message } from '../../views/kit.ts';
import { moduleMessage } from '../../views/module-message.ts';
import * as notices from '../../views/notice.ts';
import { outcomeModal, verifyModal } from '../../views/outcome-modal.ts';
import { reviewModal } from '../../views/review-modal.ts';
import { startModal, zoneOptions } from '../../views/start-modal.ts';
import { teamList, teamModal } from '../../views/team-modal.ts';
import {
  aBlocker,
  aFile,
  aLine,
  anEvidence,
  anOutcome,
  aReview,
  aSpec,
  DAY_MS,
  NOW,
} from '../support/builders.ts';

const many = <T>(n: number, make: (nth: number) => T): T[] =>
  Array.from({ length: n }, (_, nth) => make(nth));
/** Ids are as long as real ones. */
const hex = (nth: number) => nth.toString(16).padStart(32, '0');
const user = (nth: number) => `U0${String(nth).padStart(9, '0')}`;
const item = (nth: number): ItemId => asId('item', `itm_${hex(nth)}`);
const ONBOARDING = asId('onboarding', `onb_${hex(1)}`);
const ZONE = 'America/Argentina/ComodRivadavia';

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
  const module = (line: (nth: number) => ReturnType<typeof aLine>): ModuleBoard => ({
    onboardingId: ONBOARDING,
    number: 8,
    title: fill(60),
    problem: fill(300),
    impact: fill(300),
    accepted: 5,
    total: 12,
    done: false,
    begun: true,
    dueAt: NOW,
    zone: ZONE,
    lines: many(12, line),
  });
  const board: HeadlineBoard = {
    partnerName: names.partner,
    zone: ZONE,
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
  const problem: Problem = {
    kind: 'slack_refused',
    call: 'conversations.inviteShared',
    error: 'no_external_invite_permission',
    outboxSeq: 123_456,
  };
  const row = {
    name: names.partner,
    state: 'active' as const,
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
    digest: digestMessage(digest, { zone: ZONE, hostName: names.host }),
    'nudge of a partner': notices.partnerNudge({
      userId: user(1),
      zone: ZONE,
      lines: many(70, line),
    }),
    'nudge of a colleague': notices.vendorNudge({
      partnerName: names.partner,
      zone: ZONE,
      lines: many(70, (nth) => ({ ...line(nth), needsTick: false })),
    }),
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
    }),
    'blocker assigned': notices.blockerAssigned({ ...about, blockerId, channelId: 'C0ACME00001' }),
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
    'a short answer': simple(fill(3000)),
    'team, as a list': teamList(team),
    'team, as a form': teamModal(team),
    start: startModal({
      managers: many(150, (nth) => ({ id: asId('contact', `con_${hex(nth)}`), name: fill(80) })),
      me: asId('contact', `con_${hex(149)}`),
      today: '2026-03-02',
      zone: ZONE,
      name: fill(200),
    }),
    'hand in evidence': evidenceModal({
      line: { itemId: item(1), title: fill(70) },
      spec,
      lastReview,
    }),
    'review evidence': reviewModal({
      partnerName: names.partner,
      spec,
      evidence,
      submitterName: fill(80),
      lastReview,
    }),
    details: detailsModal({
      line: { ...line(1), status: 'returned' },
      spec,
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
  const zones = zoneOptions(typed);
  expect(zones.length).toBeGreaterThan(0);
  expect(zones.length).toBeLessThanOrEqual(100);
  expect(zones.every(({ text, value }) => text.text === value)).toBe(true);
});
