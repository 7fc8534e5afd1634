import { listEvidence } from '../../db/evidence.ts';
import { listOnboardings } from '../../db/onboardings.ts';
import { authorize, contactOf } from '../domain/access.ts';
import { reviewersFor } from '../domain/contact.ts';
import type { ReviewLine } from '../domain/portfolio.ts';
import { itemSpec } from '../domain/playbook.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';

/** What waits for the signer's verdict, most urgent first. @throws RefusedError */
export async function myReviews(deps: Deps, signer: Signer): Promise<readonly ReviewLine[]> {
  const { read } = deps.store;
  const now = deps.now();
  const actor = await colleagueFor(read, deps, signer);
  authorize(actor, 'see_reviews');
  const me = contactOf(actor).id;
  const lines: ReviewLine[] = [];
  for (const { partner, items, playbook, people } of await listOnboardings(read)) {
    const waiting = items.filter(({ status }) => status === 'in_review');
    const evidence = await listEvidence(
      read,
      waiting.map(({ id }) => id),
    );
    for (const item of waiting) {
      const newest = evidence.find(({ itemId }) => itemId === item.id);
      if (!newest) continue;
      const { title, reviewer } = itemSpec(playbook, item.key);
      const mine = reviewersFor(reviewer, people, newest.submittedById).some(({ id }) => id === me);
      if (!mine) continue;
      const dueAt = item.reviewDueAt;
      const late = dueAt !== null && dueAt < now;
      lines.push({
        itemId: item.id,
        evidenceId: newest.id,
        partnerName: partner.name,
        title,
        dueAt,
        late,
      });
    }
  }
  return lines.sort((a, b) => (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
}
