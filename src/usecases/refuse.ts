import { recordAudit } from '../../db/audit.ts';
import { findColleague } from '../../db/contacts.ts';
import type { Signer } from './actor.ts';
import type { Deps } from './deps.ts';

/** Writes down that somebody was refused. Who is not in our tables is `unknown` there, too. */
export async function recordRefusal(
  deps: Deps,
  { signer, tried }: Readonly<{ signer: Signer; tried: string }>,
): Promise<void> {
  const at = deps.now();
  await deps.store.tx(async (tx) => {
    const colleague = await findColleague(tx, signer.userId);
    await recordAudit(tx, {
      at,
      actorId: colleague?.id ?? 'unknown',
      action: 'refused',
      subject: tried,
      detail: {},
    });
  });
}
