import { RefusedError } from '../errors.ts';
import type { Contact } from './contact.ts';
import type { ContactId, PartnerId } from './ids.ts';
import { sideOfRole } from './playbook.ts';

/** Who a signed payload came from, as far as our tables know them. */
export type Actor =
  | Readonly<{ kind: 'vendor'; contact: Contact }>
  | Readonly<{ kind: 'partner'; contact: Contact; partnerId: PartnerId }>
  | Readonly<{ kind: 'slack' }>
  | Readonly<{ kind: 'nobody'; why: 'unknown' | 'unchecked' | 'guest' | 'bot' }>;

/** Everything that anybody can try, each with the rule in `RULES`. */
export type Action =
  | 'read_help'
  | 'start_partner'
  | 'see_partners'
  | 'see_plan'
  | 'change_facts'
  | 'override_tier'
  | 'migrate_playbook'
  | 'open_extra'
  | 'search_playbook'
  | 'search_own_playbook'
  | 'see_reviews'
  | 'see_item'
  | 'set_item'
  | 'submit_evidence'
  | 'raise_blocker'
  | 'clear_blocker'
  | 'update_blocker'
  | 'escalate'
  | 'snooze'
  | 'promise_day'
  | 'ask_for_time'
  | 'decide_time'
  | 'pause_partner'
  | 'set_away'
  | 'correct_clock'
  | 'review_evidence'
  | 'claim_outcome'
  | 'verify_outcome'
  | 'name_team'
  | 'see_team'
  | 'mend_channel'
  | 'preview_digest'
  | 'see_doctor'
  | 'record_event'
  | 'press_harmless';

/** What the action is about; a rule refuses when what it needs is not given. */
export type Resource = Readonly<{
  partnerId?: PartnerId;
  /** The playbook role that owns the item. */
  ownerRole?: string;
  /** Who may judge the evidence. */
  reviewerIds?: readonly ContactId[];
  submitterId?: ContactId;
  claimedById?: ContactId;
  /** Who may set a risk tier by hand. */
  approverRole?: string;
  /** It is about the person who acts. */
  isOwn?: boolean;
}>;

type Rule = (actor: Actor, resource: Resource) => string | null;

const NOT_YOURS =
  'This belongs to another partner’s onboarding. Use the buttons in your own channel.';
const OURS_ONLY = 'Only the hosting company can do this.';
const MANAGERS_ONLY =
  'Only partner managers can do this. Ask an admin to add you with `/onboard team`.';
const STRANGERS = {
  unknown:
    'I do not know you, so I have changed nothing. Ask a partner manager or an admin to add you with `/onboard team`.',
  unchecked: 'I am still asking Slack who you are. Try again in a moment.',
  guest: 'Guest accounts have no rights here. Ask a colleague with a full account.',
  bot: 'Bots and apps have no rights here.',
} as const;

const RULES: Readonly<Record<Action, Rule>> = {
  read_help: ours,
  start_partner: managers,
  see_partners: (actor) =>
    has(actor, 'admin', 'manager', 'executive') ? null : (ours(actor) ?? MANAGERS_ONLY),
  see_plan: (actor, { approverRole = 'v.pm' }) =>
    has(actor, 'admin', 'manager', 'executive', approverRole)
      ? null
      : (ours(actor) ?? MANAGERS_ONLY),
  change_facts: (actor, { approverRole = 'v.pm' }) =>
    has(actor, 'admin', 'manager', approverRole) ? null : (ours(actor) ?? MANAGERS_ONLY),
  override_tier: (actor, { approverRole = 'v.pm' }) =>
    has(actor, approverRole, 'admin') || (approverRole === 'v.pm' && has(actor, 'manager'))
      ? null
      : (ours(actor) ??
        'Only whoever answers for security can set a risk tier by hand: `/onboard team` shows who that is.'),
  migrate_playbook: managers,
  open_extra: managers,
  search_playbook: ours,
  search_own_playbook: members,
  see_reviews: ours,
  see_item: members,
  set_item: owners,
  submit_evidence: owners,
  raise_blocker: members,
  clear_blocker: members,
  update_blocker: members,
  escalate: (actor, { partnerId }) =>
    actor.kind === 'partner' && actor.partnerId === partnerId
      ? null
      : 'Escalating is for the partner. You can raise a blocker, or talk to the partner manager.',
  snooze: members,
  promise_day: members,
  ask_for_time: owners,
  decide_time: otherSide,
  pause_partner: managers,
  correct_clock: managers,
  set_away: (actor, { isOwn = false }) => (isOwn ? ours(actor) : managers(actor)),
  review_evidence: reviewers,
  claim_outcome: managers,
  verify_outcome: (actor, { claimedById }) => {
    if (actor.kind === 'vendor' && actor.contact.id === claimedById) {
      return 'Whoever claims an outcome cannot verify it. Ask a colleague.';
    }
    return has(actor, 'v.csl', 'v.sops', 'v.ta', 'manager', 'admin')
      ? null
      : (ours(actor) ?? MANAGERS_ONLY);
  },
  name_team: (actor) =>
    has(actor, 'admin') ? null : (ours(actor) ?? 'Only an admin can name the team.'),
  see_team: ours,
  mend_channel: managers,
  preview_digest: managers,
  see_doctor: managers,
  record_event: (actor) => (actor.kind === 'slack' ? null : 'Only Slack reports events.'),
  press_harmless: () => null,
};

/**
 * Lets `actor` do `action`, or says why not and what to do instead.
 * @throws RefusedError
 */
export function authorize(actor: Actor, action: Action, resource: Resource = {}): void {
  if (actor.kind === 'nobody' && action !== 'press_harmless') {
    throw new RefusedError(STRANGERS[actor.why]);
  }
  const refusal = RULES[action](actor, resource);
  if (refusal !== null) throw new RefusedError(refusal);
}

/** True for whoever `authorize` would let do it: what an answer offers them. */
export function may(actor: Actor, action: Action, resource: Resource = {}): boolean {
  return actor.kind !== 'nobody' && RULES[action](actor, resource) === null;
}

/** The person who acts. @throws RefusedError when nobody known does */
export function contactOf(actor: Actor): Contact {
  if (actor.kind === 'vendor' || actor.kind === 'partner') return actor.contact;
  throw new RefusedError(STRANGERS.unknown);
}

function has(actor: Actor, ...roles: readonly string[]): boolean {
  return actor.kind === 'vendor' && actor.contact.roles.some((role) => roles.includes(role));
}

function ours(actor: Actor): string | null {
  return actor.kind === 'vendor' ? null : OURS_ONLY;
}

function managers(actor: Actor): string | null {
  return has(actor, 'admin', 'manager') ? null : (ours(actor) ?? MANAGERS_ONLY);
}

/** The partner's own people, and ours. */
function members(actor: Actor, { partnerId }: Resource): string | null {
  if (actor.kind === 'vendor') return null;
  return actor.kind === 'partner' && actor.partnerId === partnerId ? null : NOT_YOURS;
}

/** Whoever owns the item; a manager may act on anybody's behalf, and the audit says so. */
function owners(actor: Actor, resource: Resource): string | null {
  const { ownerRole } = resource;
  if (ownerRole === undefined) return NOT_YOURS;
  if (actor.kind === 'partner') {
    if (actor.partnerId !== resource.partnerId) return NOT_YOURS;
    return sideOfRole(ownerRole) === 'partner'
      ? null
      : 'This one is ours to do. You see here when it is done.';
  }
  if (has(actor, 'admin', 'manager', ownerRole)) return null;
  return ours(actor) ?? 'Only its owner or a partner manager can do this.';
}

/** Of the side that waits for the item: the partner for ours, our managers for theirs. */
function otherSide(actor: Actor, { partnerId, ownerRole }: Resource): string | null {
  if (ownerRole === undefined) return NOT_YOURS;
  if (sideOfRole(ownerRole) === 'partner') return managers(actor);
  if (actor.kind !== 'partner') {
    return 'The partner decides on more time for what we owe them.';
  }
  return actor.partnerId === partnerId ? null : NOT_YOURS;
}

function reviewers(actor: Actor, { reviewerIds, submitterId }: Resource): string | null {
  if (actor.kind !== 'vendor')
    return 'Evidence is accepted by the hosting company, never by the partner.';
  if (actor.contact.id === submitterId)
    return 'You handed this in, so somebody else has to review it.';
  if (reviewerIds?.includes(actor.contact.id) === true) return null;
  return 'You are not named as a reviewer of this item. `/onboard team` shows who is.';
}
