import { asc, eq } from 'drizzle-orm';
import type { PartnerId } from '../src/domain/ids.ts';
import type { Partner } from '../src/domain/onboarding.ts';
import type { Reader, Tx } from './store.ts';

/** Under this key there is one partner only, however its name is written. */
export function nameKeyOf(name: string): string {
  return name.trim().toLowerCase().replace(/\s+/g, ' ');
}

export async function findPartnerByName(
  { db, t }: Reader,
  name: string,
): Promise<{ id: PartnerId } | undefined> {
  const [row] = await db
    .select({ id: t.partners.id })
    .from(t.partners)
    .where(eq(t.partners.nameKey, nameKeyOf(name)));
  return row;
}

/** Every partner's id and name, in order of name. */
export async function listPartnerNames({
  db,
  t,
}: Reader): Promise<readonly Pick<Partner, 'id' | 'name'>[]> {
  return db
    .select({ id: t.partners.id, name: t.partners.name })
    .from(t.partners)
    .orderBy(asc(t.partners.nameKey));
}

export async function insertPartner(tx: Tx, partner: Partner): Promise<void> {
  await tx.db
    .insert(tx.t.partners)
    .values({ ...partner, nameKey: nameKeyOf(partner.name) })
    .returning({ id: tx.t.partners.id });
}
