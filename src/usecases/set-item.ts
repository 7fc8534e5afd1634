import { recordAudit } from '../../db/audit.ts';
import { isNew } from '../../db/inbox.ts';
import { touchMessages } from '../../db/messages.ts';
import { getOnboardingOfItem } from '../../db/onboardings.ts';
import { authorize, contactOf, type Resource } from '../domain/access.ts';
import { gatePassed } from '../domain/gate.ts';
import type { ItemId } from '../domain/ids.ts';
import { progressOf, decideTick, type Item, type TickDecision } from '../domain/item.ts';
import { timeFor, type WholeOnboarding } from '../domain/onboarding.ts';
import { itemSpec, moduleKeyOf } from '../domain/playbook.ts';
import { actorFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { settle } from './settle.ts';

/** The item of `whole` with this id. @throws Error: it was found through the item */
export function itemOf({ items }: WholeOnboarding, id: ItemId): Item {
  const item = items.find((candidate) => candidate.id === id);
  if (!item) throw new Error(`Onboarding without its item ${id}`);
  return item;
}

/** What access to an item depends on. */
export function itemResource({ partner, playbook }: WholeOnboarding, item: Item): Resource {
  return {
    partnerId: partner.id,
    ownerRole: itemSpec(playbook, item.key).owner,
  };
}

/**
 * Sets the checkbox of an item on or off. An item that needs proof stays as it is: the caller opens
 * the form for it. Whatever was clicked, the message is drawn anew, so that all see the same.
 * @throws RefusedError, NotFoundError, StaleError
 */
export async function setItem(
  deps: Deps,
  input: Readonly<{ signer: Signer; clickKey: string; itemId: ItemId; on: boolean }>,
): Promise<TickDecision> {
  const { signer, clickKey, itemId, on } = input;
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const whole = await getOnboardingOfItem(tx, itemId);
    const actor = await actorFor(tx, deps, { signer, whole });
    const item = itemOf(whole, itemId);
    authorize(actor, 'set_item', itemResource(whole, item));
    const by = contactOf(actor);
    const spec = itemSpec(whole.playbook, item.key);
    const gateIsPassed =
      spec.gate !== undefined && gatePassed(whole.playbook, progressOf(whole.items), spec.gate);
    const decision = decideTick(item, { spec, on, by: by.id, now, gateIsPassed });
    const fresh = await isNew(tx, { key: clickKey, at: now });
    if (!fresh) return { kind: 'unchanged' };
    switch (decision.kind) {
      case 'accepted':
      case 'reopened': {
        const time = timeFor(deps.settings, whole, now);
        await recordAudit(tx, {
          at: now,
          actorId: by.id,
          action: decision.kind === 'accepted' ? 'item_ticked' : 'item_unticked',
          subject: itemId,
          detail: { side: by.side, onBehalf: by.side !== 'partner' && spec.owner.startsWith('p.') },
        });
        await settle(tx, deps, { whole, changed: [decision.item], time, actorId: by.id });
        return decision;
      }
      case 'unchanged':
      case 'needs_evidence':
      case 'locked':
      case 'left_out':
      case 'proves_a_gate': {
        // The clicker's own screen shows a tick that is not true: drawing anew takes it back.
        const onboardingId = whole.onboarding.id;
        await touchMessages(tx, { onboardingId, moduleKeys: [moduleKeyOf(item.key)] });
        return decision;
      }
    }
  });
}
