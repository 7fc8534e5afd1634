import { isNew } from '../../db/inbox.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { enqueue } from '../../db/outbox.ts';
import { getPlaybook } from '../../db/playbooks.ts';
import type { Tx } from '../../db/store.ts';
import { authorize, contactOf } from '../domain/access.ts';
import type { OnboardingId } from '../domain/ids.ts';
import { channelLane } from '../domain/notice.ts';
import type { WholeOnboarding } from '../domain/onboarding.ts';
import { amendmentsBetween, type Playbook } from '../domain/playbook.ts';
import type { Migration } from '../domain/seen-plan.ts';
import { UserError } from '../errors.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { applyGround, replanned, type NewGround } from './replan.ts';
import { newerPlaybook } from './see-plan.ts';

/** @throws RefusedError, NotFoundError; UserError when there is nothing newer */
export async function previewMigration(
  deps: Deps,
  { signer, onboardingId }: Readonly<{ signer: Signer; onboardingId: OnboardingId }>,
): Promise<Migration> {
  const { read } = deps.store;
  authorize(await colleagueFor(read, deps, signer), 'migrate_playbook');
  const whole = await getOnboarding(read, onboardingId);
  const newer = await newerPlaybook(read, deps, whole);
  if (!newer) {
    throw new UserError(`${whole.partner.name} is on the newest version of its playbook.`);
  }
  const { onboarding, partner, playbook } = whole;
  const { change } = await replanned(read, deps, { whole, next: groundOf(whole, newer) });
  return {
    onboardingId,
    partnerName: partner.name,
    from: { hash: onboarding.playbookHash, version: playbook.version },
    to: { hash: newer.hash, version: newer.playbook.version },
    amendments: amendmentsBetween(newer.playbook, playbook.version),
    change,
    zone: deps.settings.zone,
  };
}

/**
 * Moves a partner to another version of its playbook, as a manager saw it in the preview. A form
 * sent twice counts once.
 * @throws RefusedError, NotFoundError, StaleError; UserError when it was moved meanwhile
 */
export async function migrate(
  deps: Deps,
  input: Readonly<{
    signer: Signer;
    viewId: string;
    onboardingId: OnboardingId;
    fromHash: string;
    toHash: string;
  }>,
): Promise<Readonly<{ partnerName: string; version: number }>> {
  const { signer, viewId, onboardingId, fromHash, toHash } = input;
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const actor = await colleagueFor(tx, deps, signer);
    authorize(actor, 'migrate_playbook');
    const whole = await getOnboarding(tx, onboardingId);
    const playbook = await getPlaybook(tx, toHash);
    const done = { partnerName: whole.partner.name, version: playbook.version };
    if (!(await isNew(tx, { key: `view:${viewId}`, at: now }))) return done;
    if (whole.onboarding.playbookHash !== fromHash) {
      throw new UserError(
        `${whole.partner.name} was moved meanwhile. Look at \`/onboard plan ${whole.partner.name}\` again.`,
      );
    }
    await applyGround(tx, deps, {
      whole,
      next: groundOf(whole, { hash: toHash, playbook }),
      actorId: contactOf(actor).id,
      action: 'playbook_migrated',
      detail: { fromVersion: whole.playbook.version, toVersion: playbook.version },
    });
    await queueNotes(tx, deps, { whole, playbook });
    return done;
  });
}

function groundOf(
  { onboarding: { facts, tierOverride, targetGoLive } }: WholeOnboarding,
  { hash, playbook }: Readonly<{ hash: string; playbook: Playbook }>,
): NewGround {
  return { playbook, playbookHash: hash, facts, tierOverride, targetGoLive };
}

/** The partner reads what changed for them, in the words written for them. */
async function queueNotes(
  tx: Tx,
  deps: Deps,
  { whole, playbook }: Readonly<{ whole: WholeOnboarding; playbook: Playbook }>,
): Promise<void> {
  const { onboarding, playbook: old } = whole;
  const told = amendmentsBetween(playbook, old.version).some(({ partners }) => partners);
  if (!told || onboarding.state !== 'active') return;
  const { id } = onboarding;
  await enqueue(tx, {
    dedupeKey: `release_notes:${id}:${playbook.version}`,
    lane: channelLane(id),
    intent: { kind: 'release_notes', onboardingId: id, from: old.version, to: playbook.version },
    now: deps.now(),
  });
}
