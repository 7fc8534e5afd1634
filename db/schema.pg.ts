import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { AuditDetail, AuditEntry } from '../src/domain/audit.ts';
import type { BlockerCategory, WaitsFor } from '../src/domain/blocker.ts';
import type {
  ClockEventType,
  ClockKind,
  ClockPolicy,
  ClockSide,
  ClockState,
  LegReason,
  PauseReason,
} from '../src/domain/clock.ts';
import type { Fate } from '../src/domain/clock-steps.ts';
import type { Away, Side, Standing } from '../src/domain/contact.ts';
import type { OutboxState } from '../src/domain/delivery.ts';
import type { Extension } from '../src/domain/extension.ts';
import type { EvidenceFile, Review } from '../src/domain/evidence.ts';
import type { Country, Facts, PartnerType } from '../src/domain/facts.ts';
import type { FieldValue } from '../src/domain/field.ts';
import type {
  BlockerId,
  ClockId,
  ContactId,
  EvidenceId,
  ExtensionId,
  InvitationId,
  ItemId,
  MessageId,
  NudgeId,
  OnboardingId,
  OutcomeId,
  PartnerId,
  ReviewId,
  UpdateId,
} from '../src/domain/ids.ts';
import type { ItemStatus, Verdicts } from '../src/domain/item.ts';
import type { Intent } from '../src/domain/notice.ts';
import type { FateReason } from '../src/domain/nudge.ts';
import type { AuditResult } from '../src/domain/nudge-audit.ts';
import type { ManualPause, OnboardingState, Problem } from '../src/domain/onboarding.ts';
import type { Outcome } from '../src/domain/outcome.ts';
import type { StoredPlaybook } from '../src/domain/playbook.ts';
import type { TierOverride } from '../src/domain/tier.ts';
import type { WorkingHours } from '../src/domain/working-hours.ts';
import type { InvitationState, MessageKind } from './kinds.ts';

/* Instants are UTC milliseconds, days are YYYY-MM-DD. schema.sqlite.ts holds the same tables. */

export const playbooks = pgTable('playbooks', {
  hash: text('hash').primaryKey(),
  content: jsonb('content').$type<StoredPlaybook>().notNull(),
  addedAt: bigint('added_at', { mode: 'number' }).notNull(),
});

/** The one table that holds names and addresses; everything else knows people by id. */
export const contacts = pgTable(
  'contacts',
  {
    id: text('id').$type<ContactId>().primaryKey(),
    side: text('side').$type<Side>().notNull(),
    partnerId: text('partner_id').$type<PartnerId>(),
    slackUserId: text('slack_user_id'),
    slackTeamId: text('slack_team_id'),
    email: text('email'),
    name: text('name'),
    zone: text('zone').notNull(),
    standing: text('standing').$type<Standing>().notNull(),
    hours: jsonb('hours').$type<WorkingHours['week']>(),
    away: jsonb('away').$type<Away>(),
    /** The direct message channel, once opened. */
    dmChannelId: text('dm_channel_id'),
  },
  (t) => [
    uniqueIndex('contacts_vendor_user')
      .on(t.slackUserId)
      .where(sql`partner_id is null`),
    uniqueIndex('contacts_partner_user')
      .on(t.partnerId, t.slackUserId)
      .where(sql`partner_id is not null`),
  ],
);

export const contactRoles = pgTable(
  'contact_roles',
  {
    contactId: text('contact_id')
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    role: text('role').notNull(),
  },
  (t) => [primaryKey({ columns: [t.contactId, t.role] })],
);

export const partners = pgTable('partners', {
  id: text('id').$type<PartnerId>().primaryKey(),
  name: text('name').notNull(),
  /** The name in small letters: one partner, one onboarding. */
  nameKey: text('name_key').notNull().unique(),
  type: text('type').$type<PartnerType>().notNull(),
  zone: text('zone').notNull(),
  country: text('country').$type<Country>(),
  signedOn: text('signed_on').notNull(),
  managerId: text('manager_id')
    .$type<ContactId>()
    .notNull()
    .references(() => contacts.id),
  createdAt: bigint('created_at', { mode: 'number' }).notNull(),
});

export const onboardings = pgTable('onboardings', {
  id: text('id').$type<OnboardingId>().primaryKey(),
  partnerId: text('partner_id')
    .$type<PartnerId>()
    .notNull()
    .unique()
    .references(() => partners.id),
  playbookHash: text('playbook_hash')
    .notNull()
    .references(() => playbooks.hash),
  state: text('state').$type<OnboardingState>().notNull(),
  channelName: text('channel_name').notNull(),
  channelId: text('channel_id').unique(),
  problem: jsonb('problem').$type<Problem>(),
  pause: jsonb('pause').$type<ManualPause>(),
  facts: jsonb('facts').$type<Facts>(),
  tierOverride: jsonb('tier_override').$type<TierOverride>(),
  targetGoLive: text('target_go_live'),
  startedAt: bigint('started_at', { mode: 'number' }).notNull(),
  activeAt: bigint('active_at', { mode: 'number' }),
});

/** Workspaces and organisations of the partner that share the channel: T and E ids. */
export const connectedTeams = pgTable(
  'connected_teams',
  {
    onboardingId: text('onboarding_id')
      .$type<OnboardingId>()
      .notNull()
      .references(() => onboardings.id),
    teamId: text('team_id').notNull(),
    connectedAt: bigint('connected_at', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.onboardingId, t.teamId] })],
);

/** What a plan rested on, each time a person decided about it; the newest is that of the onboarding. */
export const planChanges = pgTable(
  'plan_changes',
  {
    onboardingId: text('onboarding_id')
      .$type<OnboardingId>()
      .notNull()
      .references(() => onboardings.id),
    nth: integer('nth').notNull(),
    at: bigint('at', { mode: 'number' }).notNull(),
    byId: text('by_id').$type<AuditEntry['actorId']>().notNull(),
    playbookHash: text('playbook_hash')
      .notNull()
      .references(() => playbooks.hash),
    facts: jsonb('facts').$type<Facts>(),
    tierOverride: jsonb('tier_override').$type<TierOverride>(),
    targetGoLive: text('target_go_live'),
  },
  (t) => [primaryKey({ columns: [t.onboardingId, t.nth] })],
);

export const invitations = pgTable('invitations', {
  id: text('id').$type<InvitationId>().primaryKey(),
  onboardingId: text('onboarding_id')
    .$type<OnboardingId>()
    .notNull()
    .references(() => onboardings.id),
  contactId: text('contact_id')
    .$type<ContactId>()
    .notNull()
    .references(() => contacts.id),
  state: text('state').$type<InvitationState>().notNull(),
  slackInviteId: text('slack_invite_id').unique(),
  /** Post-only: Slack refused an unlimited invitation. */
  limited: boolean('limited').notNull(),
  attemptedAt: bigint('attempted_at', { mode: 'number' }),
  sentAt: bigint('sent_at', { mode: 'number' }),
  acceptedAt: bigint('accepted_at', { mode: 'number' }),
});

export const items = pgTable(
  'items',
  {
    id: text('id').$type<ItemId>().primaryKey(),
    onboardingId: text('onboarding_id')
      .$type<OnboardingId>()
      .notNull()
      .references(() => onboardings.id),
    key: text('key').notNull(),
    status: text('status').$type<ItemStatus>().notNull(),
    openedAt: bigint('opened_at', { mode: 'number' }),
    dueAt: bigint('due_at', { mode: 'number' }),
    reviewDueAt: bigint('review_due_at', { mode: 'number' }),
    heldAt: bigint('held_at', { mode: 'number' }),
    acceptedAt: bigint('accepted_at', { mode: 'number' }),
    acceptedById: text('accepted_by_id')
      .$type<ContactId>()
      .references(() => contacts.id),
    rev: integer('rev').notNull(),
  },
  (t) => [uniqueIndex('items_key').on(t.onboardingId, t.key)],
);

/** SLA clocks. What they are follows from their events; the columns below `policy` only index that. */
export const clocks = pgTable(
  'clocks',
  {
    id: text('id').$type<ClockId>().primaryKey(),
    onboardingId: text('onboarding_id')
      .$type<OnboardingId>()
      .notNull()
      .references(() => onboardings.id),
    /** The id of what it is about: an item, a blocker, an onboarding … */
    subject: text('subject').notNull(),
    kind: text('kind').$type<ClockKind>().notNull(),
    side: text('side').$type<ClockSide>().notNull(),
    cycle: integer('cycle').notNull(),
    policy: jsonb('policy').$type<ClockPolicy>().notNull(),
    state: text('state').$type<ClockState>().notNull(),
    startedAt: bigint('started_at', { mode: 'number' }),
    closedAt: bigint('closed_at', { mode: 'number' }),
    dueAt: bigint('due_at', { mode: 'number' }),
    baselineDueAt: bigint('baseline_due_at', { mode: 'number' }),
    breachedAt: bigint('breached_at', { mode: 'number' }),
    elapsedMs: bigint('elapsed_ms', { mode: 'number' }).notNull(),
    wallMs: bigint('wall_ms', { mode: 'number' }).notNull(),
    /** When it has to be looked at next; null when nothing comes by itself. */
    nextAt: bigint('next_at', { mode: 'number' }),
    /** The version of the time zone data that the dates were computed with. */
    zoneData: text('zone_data').notNull(),
    rev: integer('rev').notNull(),
  },
  (t) => [
    uniqueIndex('clocks_cycle').on(t.subject, t.kind, t.cycle),
    index('clocks_open')
      .on(t.onboardingId)
      .where(sql`closed_at is null`),
    index('clocks_next')
      .on(t.nextAt)
      .where(sql`next_at is not null`),
  ],
);

/** What happened to a clock; never changed, only added to. */
export const clockEvents = pgTable(
  'clock_events',
  {
    clockId: text('clock_id')
      .$type<ClockId>()
      .notNull()
      .references(() => clocks.id),
    seq: integer('seq').notNull(),
    type: text('type').$type<ClockEventType>().notNull(),
    effectiveAt: bigint('effective_at', { mode: 'number' }).notNull(),
    recordedAt: bigint('recorded_at', { mode: 'number' }).notNull(),
    actorId: text('actor_id').$type<AuditEntry['actorId']>().notNull(),
    note: text('note'),
    reason: text('reason').$type<PauseReason | LegReason>(),
    key: text('key'),
    until: bigint('until', { mode: 'number' }),
  },
  (t) => [primaryKey({ columns: [t.clockId, t.seq] })],
);

/** Every moment at which a clock called for somebody, and what became of it. */
export const nudges = pgTable(
  'nudges',
  {
    id: text('id').$type<NudgeId>().primaryKey(),
    clockId: text('clock_id')
      .$type<ClockId>()
      .notNull()
      .references(() => clocks.id),
    onboardingId: text('onboarding_id')
      .$type<OnboardingId>()
      .notNull()
      .references(() => onboardings.id),
    leg: integer('leg').notNull(),
    step: text('step').notNull(),
    /** Who hears of it; empty when nobody does. */
    contactId: text('contact_id').$type<ContactId | ''>().notNull(),
    reachedAt: bigint('reached_at', { mode: 'number' }).notNull(),
    fate: text('fate').$type<Fate>().notNull(),
    reason: text('reason').$type<FateReason>(),
    /** Not before this: somebody may be asleep, or have asked for peace. */
    deliverAt: bigint('deliver_at', { mode: 'number' }),
    outboxSeq: bigint('outbox_seq', { mode: 'number' }),
    settledAt: bigint('settled_at', { mode: 'number' }),
  },
  (t) => [
    uniqueIndex('nudges_once').on(t.clockId, t.leg, t.step, t.contactId),
    index('nudges_waiting')
      .on(t.deliverAt)
      .where(sql`fate = 'planned'`),
    index('nudges_outbox')
      .on(t.outboxSeq)
      .where(sql`outbox_seq is not null`),
    index('nudges_person').on(t.contactId, t.settledAt),
  ],
);

/** When somebody asked for peace about one clock. */
export const snoozes = pgTable(
  'snoozes',
  {
    contactId: text('contact_id')
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    clockId: text('clock_id')
      .$type<ClockId>()
      .notNull()
      .references(() => clocks.id),
    until: bigint('until', { mode: 'number' }).notNull(),
    at: bigint('at', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.contactId, t.clockId] })],
);

/** Requests for another due date, and what the other side said. */
export const extensions = pgTable(
  'extensions',
  {
    id: text('id').$type<ExtensionId>().primaryKey(),
    onboardingId: text('onboarding_id')
      .$type<OnboardingId>()
      .notNull()
      .references(() => onboardings.id),
    clockId: text('clock_id')
      .$type<ClockId>()
      .notNull()
      .references(() => clocks.id),
    itemId: text('item_id')
      .$type<ItemId>()
      .notNull()
      .references(() => items.id),
    requestedById: text('requested_by_id')
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    requestedAt: bigint('requested_at', { mode: 'number' }).notNull(),
    wanted: text('wanted').notNull(),
    reason: text('reason').notNull(),
    state: text('state').$type<Extension['state']>().notNull(),
    decidedById: text('decided_by_id')
      .$type<ContactId>()
      .references(() => contacts.id),
    decidedAt: bigint('decided_at', { mode: 'number' }),
    answer: text('answer'),
  },
  (t) => [
    index('extensions_open')
      .on(t.itemId)
      .where(sql`state = 'asked'`),
  ],
);

export const evidence = pgTable(
  'evidence',
  {
    id: text('id').$type<EvidenceId>().primaryKey(),
    itemId: text('item_id')
      .$type<ItemId>()
      .notNull()
      .references(() => items.id),
    nth: integer('nth').notNull(),
    note: text('note'),
    link: text('link'),
    answers: jsonb('answers').$type<readonly FieldValue[]>().notNull().default([]),
    files: jsonb('files').$type<readonly EvidenceFile[]>().notNull(),
    submittedById: text('submitted_by_id')
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    submittedAt: bigint('submitted_at', { mode: 'number' }).notNull(),
  },
  (t) => [uniqueIndex('evidence_nth').on(t.itemId, t.nth)],
);

export const reviews = pgTable('reviews', {
  id: text('id').$type<ReviewId>().primaryKey(),
  evidenceId: text('evidence_id')
    .$type<EvidenceId>()
    .notNull()
    .unique()
    .references(() => evidence.id),
  itemId: text('item_id')
    .$type<ItemId>()
    .notNull()
    .references(() => items.id),
  reviewerId: text('reviewer_id')
    .$type<ContactId>()
    .notNull()
    .references(() => contacts.id),
  reviewedAt: bigint('reviewed_at', { mode: 'number' }).notNull(),
  decision: text('decision').$type<Review['decision']>().notNull(),
  verdicts: jsonb('verdicts').$type<Verdicts>().notNull(),
  reason: text('reason'),
});

export const blockers = pgTable(
  'blockers',
  {
    id: text('id').$type<BlockerId>().primaryKey(),
    onboardingId: text('onboarding_id')
      .$type<OnboardingId>()
      .notNull()
      .references(() => onboardings.id),
    itemId: text('item_id')
      .$type<ItemId>()
      .references(() => items.id),
    category: text('category').$type<BlockerCategory>().notNull(),
    waitsFor: text('waits_for').$type<WaitsFor>().notNull(),
    description: text('description').notNull(),
    raisedById: text('raised_by_id')
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    raisedAt: bigint('raised_at', { mode: 'number' }).notNull(),
    ownerId: text('owner_id')
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    /** What it costs when nothing happens; only an escalation says so. */
    impact: text('impact'),
    acknowledgedAt: bigint('acknowledged_at', { mode: 'number' }),
    updatedAt: bigint('updated_at', { mode: 'number' }),
    clearedAt: bigint('cleared_at', { mode: 'number' }),
    clearedById: text('cleared_by_id')
      .$type<ContactId>()
      .references(() => contacts.id),
  },
  (t) => [
    index('blockers_open')
      .on(t.onboardingId)
      .where(sql`cleared_at is null`),
  ],
);

/** What was told about something that is open, so that nobody has to ask. */
export const updates = pgTable(
  'updates',
  {
    id: text('id').$type<UpdateId>().primaryKey(),
    onboardingId: text('onboarding_id')
      .$type<OnboardingId>()
      .notNull()
      .references(() => onboardings.id),
    /** The blocker or escalation that it is about. */
    subject: text('subject').notNull(),
    at: bigint('at', { mode: 'number' }).notNull(),
    byId: text('by_id')
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    text: text('text').notNull(),
  },
  (t) => [index('updates_subject').on(t.subject, t.at)],
);

export const outcomes = pgTable(
  'outcomes',
  {
    id: text('id').$type<OutcomeId>().primaryKey(),
    onboardingId: text('onboarding_id')
      .$type<OnboardingId>()
      .notNull()
      .references(() => onboardings.id),
    type: text('type').$type<Outcome['type']>().notNull(),
    reference: text('reference').notNull(),
    happenedOn: text('happened_on').notNull(),
    claimedById: text('claimed_by_id')
      .$type<ContactId>()
      .notNull()
      .references(() => contacts.id),
    claimedAt: bigint('claimed_at', { mode: 'number' }).notNull(),
    state: text('state').$type<Outcome['state']>().notNull(),
    decidedById: text('decided_by_id')
      .$type<ContactId>()
      .references(() => contacts.id),
    decidedAt: bigint('decided_at', { mode: 'number' }),
    reason: text('reason'),
  },
  (t) => [uniqueIndex('outcomes_reference').on(t.onboardingId, t.type, t.reference)],
);

/** Messages that are edited in place: they are drawn anew when `desiredRev` is ahead. */
export const messages = pgTable(
  'messages',
  {
    id: text('id').$type<MessageId>().primaryKey(),
    onboardingId: text('onboarding_id')
      .$type<OnboardingId>()
      .notNull()
      .references(() => onboardings.id),
    kind: text('kind').$type<MessageKind>().notNull(),
    /** The module's key; empty for the headline. */
    moduleKey: text('module_key').notNull(),
    /** Which part of a module too long for one message; counts from 1. */
    part: integer('part').notNull().default(1),
    channelId: text('channel_id'),
    ts: text('ts'),
    desiredRev: integer('desired_rev').notNull(),
    renderedRev: integer('rendered_rev').notNull(),
    /** Nobody else draws it before this. */
    leaseUntil: bigint('lease_until', { mode: 'number' }).notNull(),
  },
  (t) => [
    uniqueIndex('messages_one').on(t.onboardingId, t.kind, t.moduleKey, t.part),
    index('messages_stale')
      .on(t.leaseUntil)
      .where(sql`ts is not null and desired_rev > rendered_rev`),
  ],
);

export const outbox = pgTable(
  'outbox',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey().generatedByDefaultAsIdentity(),
    dedupeKey: text('dedupe_key').notNull().unique(),
    lane: text('lane').notNull(),
    /** Waits until this row is sent: a lost one would make it meaningless. */
    afterSeq: bigint('after_seq', { mode: 'number' }),
    intent: jsonb('intent').$type<Intent>().notNull(),
    priority: integer('priority').notNull(),
    state: text('state').$type<OutboxState>().notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
    dueAt: bigint('due_at', { mode: 'number' }).notNull(),
    attempt: integer('attempt').notNull(),
    checks: integer('checks').notNull(),
    owner: text('owner'),
    leaseUntil: bigint('lease_until', { mode: 'number' }),
    firstTryAt: bigint('first_try_at', { mode: 'number' }),
    /** Where the attempt went, so that its history can be searched. */
    channelId: text('channel_id'),
    threadTs: text('thread_ts'),
    ts: text('ts'),
    lastError: text('last_error'),
  },
  (t) => [
    index('outbox_due')
      .on(t.dueAt)
      .where(sql`state = 'pending'`),
    index('outbox_lane')
      .on(t.lane, t.seq)
      .where(sql`state in ('pending', 'sending')`),
    index('outbox_unclear')
      .on(t.leaseUntil)
      .where(sql`state = 'sending'`),
  ],
);

/** What Slack sent and we have dealt with. */
export const inbox = pgTable(
  'inbox',
  { key: text('key').primaryKey(), at: bigint('at', { mode: 'number' }).notNull() },
  (t) => [index('inbox_at').on(t.at)],
);

/** Jobs that run once per slot. */
export const scheduleRuns = pgTable(
  'schedule_runs',
  {
    job: text('job').notNull(),
    slotAt: bigint('slot_at', { mode: 'number' }).notNull(),
    at: bigint('at', { mode: 'number' }).notNull(),
    result: jsonb('result').$type<AuditResult>(),
  },
  (t) => [primaryKey({ columns: [t.job, t.slotAt] })],
);

/** Append-only: triggers refuse update and delete. */
export const audit = pgTable('audit', {
  seq: bigint('seq', { mode: 'number' }).notNull().unique(),
  at: bigint('at', { mode: 'number' }).notNull(),
  actorId: text('actor_id').$type<AuditEntry['actorId']>().notNull(),
  action: text('action').notNull(),
  subject: text('subject').notNull(),
  detail: jsonb('detail').$type<AuditDetail>().notNull(),
  prevHash: text('prev_hash').notNull(),
  hash: text('hash').notNull(),
});
