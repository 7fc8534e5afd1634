import { eq } from 'drizzle-orm';
import { completePlaybook, playbookHash, type Playbook } from '../src/domain/playbook.ts';
import type { Instant } from '../src/domain/ids.ts';
import type { Reader, Tx } from './store.ts';

/** Parsed content by hash. A hash names its content for ever, so nothing here goes stale. */
const known = new Map<string, Playbook>();

/** Keeps `playbook` for the onboardings pinned to it; returns the hash that names it. */
export async function addPlaybook(
  tx: Tx,
  { playbook, at }: Readonly<{ playbook: Playbook; at: Instant }>,
): Promise<string> {
  const hash = playbookHash(playbook);
  await tx.db
    .insert(tx.t.playbooks)
    .values({ hash, content: playbook, addedAt: at })
    .onConflictDoNothing()
    .returning({ hash: tx.t.playbooks.hash });
  return hash;
}

/** The playbooks under `hashes`, in this order. @throws Error when one is not stored */
export async function getPlaybooks(
  reader: Reader,
  hashes: readonly string[],
): Promise<readonly Playbook[]> {
  const found: Playbook[] = [];
  for (const hash of hashes) found.push(await getPlaybook(reader, hash));
  return found;
}

/** @throws Error when nothing is stored under `hash` */
export async function getPlaybook({ db, t }: Reader, hash: string): Promise<Playbook> {
  const cached = known.get(hash);
  if (cached) return cached;
  const [row] = await db.select().from(t.playbooks).where(eq(t.playbooks.hash, hash));
  if (!row) throw new Error(`No playbook ${hash}`);
  const playbook = completePlaybook(row.content);
  known.set(hash, playbook);
  return playbook;
}
