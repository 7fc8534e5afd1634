import { recordAudits } from '../../db/audit.ts';
import { isNew } from '../../db/inbox.ts';
import { insertItems } from '../../db/items.ts';
import { getOnboarding } from '../../db/onboardings.ts';
import { authorize, contactOf } from '../domain/access.ts';
import { idOf, type OnboardingId } from '../domain/ids.ts';
import { newItem } from '../domain/item.ts';
import { listsLeft, timeFor } from '../domain/onboarding.ts';
import type { ListSpec } from '../domain/playbook.ts';
import { UserError } from '../errors.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { settle } from './settle.ts';

/** What of the playbook's lists a partner does not have yet. */
export type ExtraChoices = Readonly<{
  onboardingId: OnboardingId;
  partnerName: string;
  /** Without items that are there, and without lists that have nothing left. */
  lists: readonly ListSpec[];
}>;

/** @throws RefusedError, NotFoundError; UserError when the partner is not there or has everything */
export async function extraChoices(
  deps: Deps,
  { signer, onboardingId }: Readonly<{ signer: Signer; onboardingId: OnboardingId }>,
): Promise<ExtraChoices> {
  const { read } = deps.store;
  authorize(await colleagueFor(read, deps, signer), 'open_extra');
  const whole = await getOnboarding(read, onboardingId);
  const lists = listsLeft(whole);
  if (lists.length === 0) {
    throw new UserError(
      `${whole.partner.name} has everything that the lists of its playbook hold.`,
    );
  }
  return { onboardingId, partnerName: whole.partner.name, lists };
}

/**
 * Opens items of the playbook's lists for a partner, because what they wait for has happened. One
 * that needs another opens when that is accepted. A form sent twice counts once.
 * @throws RefusedError, NotFoundError, StaleError; UserError while the partner has not joined
 */
export async function openExtra(
  deps: Deps,
  input: Readonly<{
    signer: Signer;
    viewId: string;
    onboardingId: OnboardingId;
    keys: readonly string[];
  }>,
): Promise<Readonly<{ partnerName: string; opened: number }>> {
  const { signer, viewId, onboardingId, keys } = input;
  const now = deps.now();
  return deps.store.tx(async (tx) => {
    const actor = await colleagueFor(tx, deps, signer);
    authorize(actor, 'open_extra');
    const whole = await getOnboarding(tx, onboardingId);
    const partnerName = whole.partner.name;
    if (whole.onboarding.state !== 'active') {
      throw new UserError(`${partnerName} has not joined yet. Open this when they are there.`);
    }
    // Whoever else opened one of them meanwhile did the same.
    const wanted = listsLeft(whole)
      .flatMap(({ items }) => items)
      .filter(({ id }) => keys.includes(id));
    const fresh = await isNew(tx, { key: `view:${viewId}`, at: now });
    if (!fresh || wanted.length === 0) return { partnerName, opened: 0 };
    const added = wanted.map(({ id: key }) =>
      newItem({ id: idOf('item', deps.newId()), onboardingId, key }),
    );
    await insertItems(tx, added);
    const actorId = contactOf(actor).id;
    const detail = { status: 'locked' };
    const entries = added.map(({ id }) => ({
      at: now,
      actorId,
      action: 'item_added',
      subject: id,
      detail,
    }));
    await recordAudits(tx, entries);
    await settle(tx, deps, {
      whole: { ...whole, items: [...whole.items, ...added] },
      changed: [],
      time: timeFor(deps.settings, whole, now),
      actorId,
    });
    return { partnerName, opened: added.length };
  });
}
