import { authorize } from '../domain/access.ts';
import { colleagueFor, type Signer } from './actor.ts';
import type { Deps } from './deps.ts';

/** Help is for our own people. @throws RefusedError */
export async function helpFor(deps: Deps, signer: Signer): Promise<void> {
  authorize(await colleagueFor(deps.store.read, deps, signer), 'read_help');
}
