import { getOnboardingOfItem } from '../../db/onboardings.ts';
import { authorize, contactOf } from '../domain/access.ts';
import { dayOf } from '../domain/local-time.ts';
import { holderOf } from '../domain/contact.ts';
import type { ItemId } from '../domain/ids.ts';
import { PARTNER_TYPES } from '../domain/facts.ts';
import { itemSpec, templatesOf, type Template } from '../domain/playbook.ts';
import type { TemplateFacts } from '../domain/template.ts';
import { actorFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';
import { itemOf, itemResource } from './set-item.ts';

/**
 * The templates of an item that its asker may see, and what to fill them in with.
 * @throws RefusedError, NotFoundError
 */
export async function templatesFor(
  deps: Deps,
  { signer, itemId }: Readonly<{ signer: Signer; itemId: ItemId }>,
): Promise<Readonly<{ templates: readonly Template[]; facts: TemplateFacts }>> {
  return deps.store.tx(async (tx) => {
    const whole = await getOnboardingOfItem(tx, itemId);
    const actor = await actorFor(tx, deps, { signer, whole });
    const item = itemOf(whole, itemId);
    authorize(actor, 'see_item', itemResource(whole, item));
    const { playbook, partner, people, onboarding } = whole;
    return {
      templates: templatesOf(playbook, itemSpec(playbook, item.key), contactOf(actor).side),
      facts: {
        partner: partner.name,
        host: deps.host.name,
        partnerType: PARTNER_TYPES[partner.type],
        zone: partner.zone,
        signedOn: partner.signedOn,
        today: dayOf(deps.now(), partner.zone),
        manager: people.manager.name,
        partnerLead: holderOf('p.lead', people)?.name ?? null,
        playbook,
        channelName: onboarding.channelName,
      },
    };
  });
}
