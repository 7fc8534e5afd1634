import { recordAudit, recordAudits } from '../../db/audit.ts';
import { insertItems, listItems, saveItems } from '../../db/items.ts';
import { saveOnboarding } from '../../db/onboardings.ts';
import { insertPlanChange } from '../../db/plan-changes.ts';
import { touchMessages } from '../../db/messages.ts';
import type { Reader, Tx } from '../../db/store.ts';
import type { AuditDetail, AuditEntry } from '../domain/audit.ts';
import { idOf, type OnboardingId } from '../domain/ids.ts';
import { inReadingOrder, type Item } from '../domain/item.ts';
import { timeFor, type Onboarding, type WholeOnboarding } from '../domain/onboarding.ts';
import { groupsOf, type Playbook } from '../domain/playbook.ts';
import { replan, type Ground, type Replanned } from '../domain/replan.ts';
import type { Deps } from './deps.ts';
import { rebaseline } from './refresh-clocks.ts';
import { settle } from './settle.ts';

/** What a plan is to rest on from now on. */
export type NewGround = Readonly<{ playbook: Playbook }> &
  Pick<Onboarding, 'playbookHash' | 'facts' | 'tierOverride' | 'targetGoLive'>;

/** What `next` would make of an onboarding. Nothing is stored. */
export async function replanned(
  reader: Reader,
  deps: Deps,
  { whole, next }: Readonly<{ whole: WholeOnboarding; next: NewGround }>,
): Promise<Replanned> {
  const { onboarding, partner } = whole;
  const now = deps.now();
  const { playbook, ...ground } = next;
  const after: Ground = { onboarding: { ...onboarding, ...ground }, partner, playbook };
  return replan(whole, after, {
    stored: await listItems(reader, onboarding.id),
    idsOf: () => ({ id: idOf('item', deps.newId()), onboardingId: onboarding.id }),
    time: timeFor(deps.settings, after, now),
    timeBefore: timeFor(deps.settings, whole, now),
  });
}

/**
 * Lets an onboarding rest on `next`: items come, go and are owed on other days, everything is
 * audited and drawn anew, and what it rested on before is kept.
 */
export async function applyGround(
  tx: Tx,
  deps: Deps,
  input: Readonly<{
    whole: WholeOnboarding;
    next: NewGround;
    actorId: AuditEntry['actorId'];
    action: string;
    detail: AuditDetail;
  }>,
): Promise<void> {
  const { whole, next, actorId, action, detail } = input;
  const { onboarding } = whole;
  const now = deps.now();
  const { items, added, changed, change } = await replanned(tx, deps, { whole, next });
  const { playbook, ...ground } = next;
  await saveOnboarding(tx, onboarding.id, ground);
  await insertPlanChange(tx, { onboardingId: onboarding.id, at: now, byId: actorId, ...ground });
  if (added.length > 0) await insertItems(tx, added);
  const counts = { comes: change.comes.length, goes: change.goes.length };
  await recordAudit(tx, {
    at: now,
    actorId,
    action,
    subject: onboarding.id,
    detail: { ...detail, ...counts, redated: change.redated.length },
  });
  await recordAudits(tx, itemEntries({ added, changed, at: now, actorId }));
  const moved: WholeOnboarding = {
    ...whole,
    onboarding: { ...onboarding, ...ground },
    playbook,
    items: inReadingOrder(playbook, items),
  };
  // Until the partner is in the channel nothing opens: their clocks do not run.
  if (onboarding.state === 'active') {
    await settle(tx, deps, {
      whole: moved,
      changed,
      before: whole.items,
      time: timeFor(deps.settings, moved, now),
      actorId,
    });
  } else await saveItems(tx, changed);
  if (next.playbookHash !== onboarding.playbookHash)
    await rebaseline(tx, deps, { whole: moved, actorId });
  await touchAll(tx, onboarding.id, [whole.playbook, playbook]);
}

function itemEntries({
  added,
  changed,
  ...common
}: Readonly<{
  added: readonly Item[];
  changed: readonly Item[];
  at: number;
  actorId: AuditEntry['actorId'];
}>): readonly AuditEntry[] {
  const entry = (action: string) => (item: Item) => ({
    ...common,
    action,
    subject: item.id,
    detail: { status: item.status },
  });
  return [...added.map(entry('item_added')), ...changed.map(entry('item_replanned'))];
}

async function touchAll(
  tx: Tx,
  onboardingId: OnboardingId,
  playbooks: readonly Playbook[],
): Promise<void> {
  const moduleKeys = new Set(playbooks.flatMap((one) => groupsOf(one).map(({ key }) => key)));
  await touchMessages(tx, { onboardingId, moduleKeys });
}
