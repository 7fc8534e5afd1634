import { describe, expect, test } from 'vitest';
import {
  authorize,
  contactOf,
  type Action,
  type Actor,
  type Resource,
} from '../../src/domain/access.ts';
import { asId } from '../../src/domain/ids.ts';
import { RefusedError } from '../../src/errors.ts';
import { ACME, aColleague, aPartnerContact, DANA } from '../support/builders.ts';

const SAM = asId('contact', 'con_sam');

const ours = (roles: readonly string[], id = SAM): Actor => ({
  kind: 'vendor',
  contact: aColleague({ id, roles }),
});
const theirs = (roles: readonly string[] = [], id = SAM): Actor => ({
  kind: 'partner',
  partnerId: ACME,
  contact: aPartnerContact({ id, roles }),
});
const nobody = (why: Extract<Actor, { kind: 'nobody' }>['why']): Actor => ({ kind: 'nobody', why });

/** Everybody who might try, under the letter that the table knows them by. */
const ACTORS = {
  P: theirs(['p.lead']),
  // Somebody of a partner who carries every role, as no form would let them.
  Q: theirs(['admin', 'manager', 'executive', 'v.legal', 'v.csl']),
  X: { kind: 'partner', partnerId: asId('partner', 'par_other'), contact: aPartnerContact() },
  C: ours([]),
  O: ours(['v.mkt']),
  V: ours(['v.csl']),
  R: ours(['v.legal'], DANA),
  E: ours(['executive']),
  M: ours(['manager']),
  A: ours(['admin']),
  S: { kind: 'slack' },
  g: nobody('guest'),
  b: nobody('bot'),
  u: nobody('unknown'),
  n: nobody('unchecked'),
} satisfies Record<string, Actor>;

const theirItem: Resource = { partnerId: ACME, ownerRole: 'p.lead' };
const ourItem: Resource = { partnerId: ACME, ownerRole: 'v.mkt' };
const inReview: Resource = { partnerId: ACME, reviewerIds: [DANA] };
const OUR_PEOPLE = 'COVREMA';

const ALLOWED: Record<Action, readonly [special: string, resource: Resource, allowed: string][]> = {
  read_help: [['', {}, OUR_PEOPLE]],
  start_partner: [['', {}, 'MA']],
  see_partners: [['', {}, 'EMA']],
  see_plan: [
    ['', {}, 'EMA'],
    ['with somebody for its tier', { approverRole: 'v.csl' }, 'VEMA'],
  ],
  change_facts: [
    ['', {}, 'MA'],
    ['with somebody for its tier', { approverRole: 'v.csl' }, 'VMA'],
  ],
  override_tier: [
    ['that the manager answers for', {}, 'MA'],
    ['that somebody else answers for', { approverRole: 'v.csl' }, 'VA'],
  ],
  migrate_playbook: [['', {}, 'MA']],
  open_extra: [['', {}, 'MA']],
  search_playbook: [['', {}, OUR_PEOPLE]],
  search_own_playbook: [
    ['of Acme', { partnerId: ACME }, `PQ${OUR_PEOPLE}`],
    ['of nobody known', {}, OUR_PEOPLE],
  ],
  see_reviews: [['', {}, OUR_PEOPLE]],
  see_item: [
    ['of Acme', { partnerId: ACME }, `PQ${OUR_PEOPLE}`],
    ['of nobody known', {}, OUR_PEOPLE],
  ],
  set_item: [
    ['that Acme owns', theirItem, 'PQMA'],
    ['that we own', ourItem, 'OMA'],
    ['whose owner is not given', { partnerId: ACME }, ''],
    ['whose partner is not given', { ownerRole: 'p.lead' }, 'MA'],
  ],
  submit_evidence: [
    ['for what Acme owns', theirItem, 'PQMA'],
    ['for what we own', ourItem, 'OMA'],
    ['for what has no owner', {}, ''],
  ],
  raise_blocker: [['at Acme', { partnerId: ACME }, `PQ${OUR_PEOPLE}`]],
  clear_blocker: [['at Acme', { partnerId: ACME }, `PQ${OUR_PEOPLE}`]],
  update_blocker: [['at Acme', { partnerId: ACME }, `PQ${OUR_PEOPLE}`]],
  escalate: [
    ['at Acme', { partnerId: ACME }, 'PQ'],
    ['at nobody known', {}, ''],
  ],
  snooze: [['at Acme', { partnerId: ACME }, `PQ${OUR_PEOPLE}`]],
  promise_day: [['at Acme', { partnerId: ACME }, `PQ${OUR_PEOPLE}`]],
  ask_for_time: [
    ['for what Acme owns', theirItem, 'PQMA'],
    ['for what we own', ourItem, 'OMA'],
  ],
  decide_time: [
    ['for what Acme owns', theirItem, 'MA'],
    ['for what we own', ourItem, 'PQ'],
    ['for what nobody owns', {}, ''],
  ],
  see_doctor: [['', {}, 'MA']],
  pause_partner: [['', {}, 'MA']],
  correct_clock: [['', {}, 'MA']],
  set_away: [
    ['for oneself', { isOwn: true }, OUR_PEOPLE],
    ['for others', {}, 'MA'],
  ],
  review_evidence: [
    ['for which Dana is named', inReview, 'R'],
    ['that Dana handed in herself', { ...inReview, submitterId: DANA }, ''],
    ['for which everybody of ours is named', { reviewerIds: [DANA, SAM] }, OUR_PEOPLE],
    ['that Sam handed in', { reviewerIds: [DANA, SAM], submitterId: SAM }, 'R'],
    ['for which nobody is named', {}, ''],
  ],
  claim_outcome: [['', {}, 'MA']],
  verify_outcome: [
    ['that Dana claimed', { claimedById: DANA }, 'VMA'],
    ['that Sam claimed', { claimedById: SAM }, ''],
  ],
  name_team: [['', {}, 'A']],
  see_team: [['', {}, OUR_PEOPLE]],
  mend_channel: [['', {}, 'MA']],
  preview_digest: [['', {}, 'MA']],
  record_event: [['', {}, 'S']],
  press_harmless: [['', {}, 'PQXCOVREMASgbun']],
};

describe.each(Object.entries(ALLOWED))('%s', (action, cases) => {
  test.each(cases)('%s', (_special, resource, allowed) => {
    const admitted = Object.entries(ACTORS).filter(([, actor]) => {
      try {
        authorize(actor, action as Action, resource);
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(RefusedError);
        return false;
      }
    });
    const names = (letters: Iterable<string>) => [...letters].sort().join('');
    expect(names(admitted.map(([letter]) => letter))).toBe(names(allowed));
  });
});

test.each<[special: string, actor: Actor, action: Action, resource: Resource, told: RegExp]>([
  ['an unknown person whom to ask', ACTORS.u, 'read_help', {}, /Ask a partner manager or an admin/],
  ['an unchecked person to try again', ACTORS.n, 'set_item', theirItem, /Try again in a moment/],
  ['a guest', ACTORS.g, 'set_item', theirItem, /^Guest accounts have no rights here/],
  ['a bot', ACTORS.b, 'set_item', theirItem, /^Bots and apps have no rights here/],
  ['another partner where to look', ACTORS.X, 'set_item', theirItem, /in your own channel/],
  ['a partner that an item is ours', ACTORS.P, 'set_item', ourItem, /This one is ours to do/],
  ['a colleague who may', ACTORS.C, 'set_item', theirItem, /its owner or a partner manager/],
  [
    'a partner that reviews are ours',
    ACTORS.P,
    'review_evidence',
    inReview,
    /never by the partner/,
  ],
  [
    'a submitter that somebody else reviews',
    ACTORS.R,
    'review_evidence',
    { ...inReview, submitterId: DANA },
    /^You handed this in/,
  ],
  ['a colleague who reviews', ACTORS.M, 'review_evidence', inReview, /`\/onboard team` shows who/],
  [
    'a claimant to ask a colleague',
    ACTORS.A,
    'verify_outcome',
    { claimedById: SAM },
    /Ask a colleague/,
  ],
  ['a colleague how to become a manager', ACTORS.C, 'start_partner', {}, /`\/onboard team`/],
  ['a partner that it is not theirs', ACTORS.P, 'start_partner', {}, /Only the hosting company/],
])('a refusal tells %s', (_special, actor, action, resource, told) => {
  expect(() => {
    authorize(actor, action, resource);
  }).toThrow(told);
});

test('only a person whom we know acts as somebody', () => {
  expect(contactOf(ACTORS.R).id).toBe(DANA);
  expect(contactOf(ACTORS.P).id).toBe(SAM);
  expect(() => contactOf(ACTORS.S)).toThrow(RefusedError);
  expect(() => contactOf(ACTORS.g)).toThrow(RefusedError);
});
