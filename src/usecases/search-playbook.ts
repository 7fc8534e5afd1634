import { getPlaybook } from '../../db/playbooks.ts';
import { authorize } from '../domain/access.ts';
import type { Playbook } from '../domain/playbook.ts';
import { searchPlaybook, type Hit } from '../domain/playbook-search.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';

/** As many as one answer shows. */
const HITS = 10;

/** What the playbook that new partners get says about `words`. @throws RefusedError */
export async function playbookHits(
  deps: Deps,
  { signer, words }: Readonly<{ signer: Signer; words: string }>,
): Promise<Readonly<{ playbook: Playbook; words: string; hits: readonly Hit[] }>> {
  const { read } = deps.store;
  authorize(await colleagueFor(read, deps, signer), 'search_playbook');
  const playbook = await getPlaybook(read, deps.settings.playbookHash);
  return { playbook, words, hits: searchPlaybook(playbook, words, HITS) };
}
