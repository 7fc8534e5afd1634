import { recordAudit } from '../../db/audit.ts';
import { isNew } from '../../db/inbox.ts';
import { touchMessages } from '../../db/messages.ts';
import { getOnboarding, saveOnboarding } from '../../db/onboardings.ts';
import { enqueue } from '../../db/outbox.ts';
import type { Tx } from '../../db/store.ts';
import { authorize, contactOf } from '../domain/access.ts';
import { pauseClocks } from '../domain/ball.ts';
import type { ContactId, Day, OnboardingId } from '../domain/ids.ts';
import { channelLane } from '../domain/notice.ts';
import {
  timeFor,
  type ManualPause,
  type ManualPauseReason,
  type WholeOnboarding,
} from '../domain/onboarding.ts';
import { pauseLimit, plannedReturn, wrongReturn } from '../domain/pause.ts';
import { UserError } from '../errors.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { findByName } from './find-partner.ts';
import { followAll, followMatter } from './follow-ball.ts';

/** What the form for a pause offers. */
export type PauseChoices = Readonly<{ onboardingId: OnboardingId; partnerName: string }>;

/** @throws RefusedError; UserError for an unknown name, or where there is nothing to pause */
export async function pauseChoices(
  deps: Deps,
  { signer, name }: Readonly<{ signer: Signer; name: string }>,
): Promise<PauseChoices> {
  const { read } = deps.store;
  authorize(await colleagueFor(read, deps, signer), 'pause_partner');
  const whole = await findByName(read, name);
  refusePause(whole);
  return { onboardingId: whole.onboarding.id, partnerName: whole.partner.name };
}

export type PauseInput = Readonly<{
  signer: Signer;
  viewId: string;
  onboardingId: OnboardingId;
  reason: ManualPauseReason;
  note: string;
  /** The day on which it goes on; null where nobody can know. */
  returnOn: Day | null;
}>;

/**
 * Has all clocks of a partner stand still, by agreement. Says so in their channel. A form sent twice
 * counts once. Returns what is wrong with the day, or null.
 * @throws RefusedError, NotFoundError; UserError where it is paused already
 */
export async function pausePartner(deps: Deps, input: PauseInput): Promise<string | null> {
  const { signer, viewId, onboardingId, reason, note, returnOn } = input;
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const actor = await colleagueFor(tx, deps, signer);
    authorize(actor, 'pause_partner');
    const whole = await getOnboarding(tx, onboardingId);
    const calendar = timeFor(deps.settings, whole, now).calendars.vendor;
    const wrong = wrongReturn({ reason, returnOn, now, calendar });
    if (wrong !== null) return wrong;
    if (!(await isNew(tx, { key: `view:${viewId}`, at: now }))) return null;
    refusePause(whole);
    const until = returnOn === null ? null : plannedReturn(returnOn, calendar);
    const byId = contactOf(actor).id;
    const pause: ManualPause = { reason, note, at: now, byId, until };
    await changePause(tx, deps, { whole, pause, byId });
    return null;
  });
}

/**
 * Lets all clocks of a partner go on.
 * @throws RefusedError; UserError for an unknown name, or for one that is not paused
 */
export async function resumePartner(
  deps: Deps,
  { signer, name }: Readonly<{ signer: Signer; name: string }>,
): Promise<Readonly<{ partnerName: string }>> {
  return deps.store.tx(async (tx) => {
    const actor = await colleagueFor(tx, deps, signer);
    authorize(actor, 'pause_partner');
    const whole = await findByName(tx, name);
    const partnerName = whole.partner.name;
    if (whole.onboarding.pause === null) {
      throw new UserError(`${partnerName} is not paused: all clocks run.`);
    }
    await changePause(tx, deps, { whole, pause: null, byId: contactOf(actor).id });
    return { partnerName };
  });
}

function refusePause({ onboarding, partner }: WholeOnboarding): void {
  if (onboarding.pause !== null) {
    throw new UserError(
      `${partner.name} is paused already. \`/onboard resume ${partner.name}\` lets the clocks go on.`,
    );
  }
  if (onboarding.state !== 'active') {
    throw new UserError(
      `${partner.name} has not joined yet: no clock runs that could stand still.`,
    );
  }
}

async function changePause(
  tx: Tx,
  deps: Deps,
  {
    whole,
    pause,
    byId,
  }: Readonly<{ whole: WholeOnboarding; pause: ManualPause | null; byId: ContactId }>,
): Promise<void> {
  const now = deps.now();
  const { id } = whole.onboarding;
  const next = { ...whole, onboarding: { ...whole.onboarding, pause } };
  await saveOnboarding(tx, id, { pause });
  await recordAudit(tx, {
    at: now,
    actorId: byId,
    action: pause === null ? 'onboarding_resumed' : 'onboarding_paused',
    subject: id,
    detail: pause === null ? {} : { reason: pause.reason, until: pause.until },
  });
  await followAll(tx, deps, { whole: next, actorId: byId });
  const wanted = pause === null ? [] : pauseClocks(next, pauseLimit(pause.reason));
  await followMatter(tx, deps, { whole: next, subject: id, wanted, actorId: byId });
  await touchMessages(tx, { onboardingId: id, moduleKeys: [] });
  await enqueue(tx, {
    dedupeKey: `pause:${id}:${now}`,
    lane: channelLane(id),
    intent: { kind: 'pause_changed', onboardingId: id },
    now,
  });
}
