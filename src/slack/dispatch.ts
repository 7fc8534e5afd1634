import { listTeam } from '../../db/contacts.ts';
import {
  claimOutbox,
  claimUnclear,
  closeOutbox,
  enqueue,
  PRIORITY,
  type Close,
  type OutboxRow,
} from '../../db/outbox.ts';
import { getInvitation } from '../../db/invitations.ts';
import { claimRenders, getMessage, notePosted } from '../../db/messages.ts';
import { getOnboarding, saveOnboarding } from '../../db/onboardings.ts';
import type { Reader, Tx } from '../../db/store.ts';
import { afterAttempt, afterCheck, LEASE_MS, type Settled } from '../domain/delivery.ts';
import type { OnboardingId } from '../domain/ids.ts';
import { isErrand, OPERATORS_LANE, personLane, type Intent } from '../domain/notice.ts';
import { isDoubted } from '../domain/onboarding.ts';
import { runErrand } from './errands.ts';
import { recordFate } from './nudge-message.ts';
import { NOTHING_TO_RECORD, type Outbound, type Record } from './outbound.ts';
import type { Pace } from './pace.ts';
import { postNotice } from './post.ts';
import { findInSlack } from './reconcile.ts';
import { renderMessage } from './render.ts';

/** One thing to do in Slack; it never throws. */
export type Job = () => Promise<void>;

/**
 * Takes what can be sent now, `limit` of each kind at most: rows whose fate is unclear, the first
 * row of each lane, and messages that are out of date, as far as Slack's limit for edits allows.
 * No two jobs touch the same lane.
 */
export async function claimJobs(
  out: Outbound,
  { limit, renders }: Readonly<{ limit: number; renders: Pace }>,
): Promise<readonly Job[]> {
  const { deps, owner } = out;
  const now = deps.now();
  const claim = { owner, now, leaseUntil: now + LEASE_MS, limit };
  return deps.store.tx(async (tx) => {
    const unclear = await claimUnclear(tx, claim);
    const due = await claimOutbox(tx, claim);
    const stale = await claimRenders(tx, { ...claim, limit: Math.min(limit, renders.room(now)) });
    renders.spend(stale.length, now);
    return [
      ...unclear.map((row) => () => guarded(out, row, () => settleUnclear(out, row))),
      ...due.map((row) => () => guarded(out, row, () => sendRow(out, row))),
      ...stale.map((message) => () => guarded(out, message, () => renderMessage(out, message))),
    ];
  });
}

/** A row that cannot be drawn must not stop the others; its lease ends and it is looked at again. */
async function guarded(out: Outbound, what: object, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    out.log.error({ err: error, what }, 'could not deliver');
  }
}

async function sendRow(out: Outbound, row: OutboxRow): Promise<void> {
  const { intent, attempt: attempts } = row;
  if (isErrand(intent)) {
    const { attempt, record } = await runErrand(out, intent);
    const settled = afterAttempt(attempt, { repeatable: true, attempts, now: out.deps.now() });
    await close(out, row, settled, record);
    return;
  }
  const result = await postNotice(out, row, intent);
  switch (result.kind) {
    case 'lost':
      return;
    case 'void':
      await out.deps.store.tx(async (tx) => {
        if (await closeOutbox(tx, row, { state: 'dropped' })) await result.record(tx);
      });
      return;
    case 'tried': {
      const now = out.deps.now();
      await close(
        out,
        row,
        afterAttempt(result.attempt, { repeatable: false, attempts, now }),
        result.record,
      );
      return;
    }
  }
}

async function settleUnclear(out: Outbound, row: OutboxRow): Promise<void> {
  const now = out.deps.now();
  if (isErrand(row.intent)) {
    await close(
      out,
      row,
      { state: 'pending', dueAt: now, error: 'its sender was not heard of again' },
      NOTHING_TO_RECORD,
    );
    return;
  }
  const found = await findInSlack(out, row);
  const settled = afterCheck(found, { checks: row.checks, attempts: row.attempt, now });
  const record =
    found.kind === 'found' ? await recordFound(out, row.intent, found) : NOTHING_TO_RECORD;
  await close(out, row, settled, record);
}

/** What posting would have written down, for a message that was found to have arrived. */
async function recordFound(
  { deps }: Outbound,
  intent: Intent,
  { channelId, ts }: Readonly<{ channelId: string; ts: string }>,
): Promise<Record> {
  if (intent.kind === 'nudge') {
    const { nudgeIds } = intent;
    return (tx) => recordFate(tx, { nudgeIds, fate: 'sent' }, deps.now());
  }
  if (intent.kind !== 'post_message') return NOTHING_TO_RECORD;
  const { id } = await getMessage(deps.store.read, intent.messageId);
  // Which state it shows is not known: it is drawn again.
  return (tx) => notePosted(tx, { id, channelId, ts, renderedRev: 0 });
}

/** Closes a row with what it brought, in one transaction; a row given up raises an alarm. */
async function close(
  out: Outbound,
  row: OutboxRow,
  settled: Settled,
  record: Record,
): Promise<void> {
  await out.deps.store.tx(async (tx) => {
    if (!(await closeOutbox(tx, row, closing(settled)))) return;
    await record(tx);
    if (settled.state !== 'dead' && settled.state !== 'needs_review') return;
    await raiseAlarm(tx, out, row, settled.error);
    const { intent } = row;
    if (intent.kind !== 'nudge') return;
    await recordFate(tx, { nudgeIds: intent.nudgeIds, fate: 'failed' }, out.deps.now());
  });
  if (settled.state === 'dead' || settled.state === 'needs_review') {
    out.log.error({ seq: row.seq, intent: row.intent, error: settled.error }, 'gave up a message');
  }
}

function closing(settled: Settled): Close {
  switch (settled.state) {
    case 'sent':
      return { state: 'sent', channelId: settled.channelId, ts: settled.ts, lastError: null };
    case 'pending':
      return { state: 'pending', dueAt: settled.dueAt, lastError: settled.error };
    case 'sending':
      return { leaseUntil: settled.leaseUntil, lastError: settled.error };
    case 'dead':
    case 'needs_review':
      return { state: settled.state, lastError: settled.error };
  }
}

/** What a partner's channel depends on is the manager's to mend; everything else the admins'. */
async function raiseAlarm(
  tx: Tx,
  { deps }: Outbound,
  row: OutboxRow,
  error: string,
): Promise<void> {
  const now = deps.now();
  const onboardingId = await channelWorkOf(tx, row.intent);
  if (onboardingId !== null) {
    const problem = {
      kind: 'slack_refused',
      call: row.intent.kind.replaceAll('_', ' '),
      error,
      outboxSeq: row.seq,
    } as const;
    const whole = await getOnboarding(tx, onboardingId);
    const contactId = whole.people.manager.id;
    // A doubt about who is in the channel is kept: forgotten, it would let them in.
    if (!isDoubted(whole)) await saveOnboarding(tx, onboardingId, { problem });
    const intent = { kind: 'channel_problem', onboardingId, contactId } as const;
    await enqueue(tx, {
      dedupeKey: `alarm:${row.seq}:${now}`,
      lane: personLane(contactId),
      intent,
      now,
      priority: PRIORITY.urgent,
    });
    return;
  }
  if (row.intent.kind === 'undelivered') return; // An alarm about an alarm would go on for ever.
  if (deps.settings.opsChannel !== null) {
    const intent = { kind: 'undelivered', outboxSeq: row.seq, contactId: null } as const;
    await enqueue(tx, {
      dedupeKey: `undelivered:${row.seq}:${now}`,
      lane: OPERATORS_LANE,
      intent,
      now,
    });
    return;
  }
  const admins = (await listTeam(tx)).filter(({ roles }) => roles.includes('admin'));
  for (const { id: contactId } of admins) {
    const intent = { kind: 'undelivered', outboxSeq: row.seq, contactId } as const;
    const dedupeKey = `undelivered:${row.seq}:${contactId}:${now}`;
    await enqueue(tx, {
      dedupeKey,
      lane: personLane(contactId),
      intent,
      now,
      priority: PRIORITY.urgent,
    });
  }
}

async function channelWorkOf(reader: Reader, intent: Intent): Promise<OnboardingId | null> {
  switch (intent.kind) {
    case 'create_channel':
    case 'invite_team':
      return intent.onboardingId;
    case 'invite_contact':
      return (await getInvitation(reader, intent.invitationId)).onboardingId;
    case 'post_message':
    case 'pin_message':
      return (await getMessage(reader, intent.messageId)).onboardingId;
    default:
      return null;
  }
}
