import type { BlockElementAction } from '@slack/bolt';
import type { Action } from '../src/domain/access.ts';
import type { Signer } from '../src/usecases/actor.ts';
import type { Deps } from '../src/usecases/deps.ts';
import type { Clicker } from './guarded.ts';

/** One click, with who made it and a key under which it counts once. */
export type Click = Readonly<{
  deps: Deps;
  signer: Signer;
  action: BlockElementAction;
  clickKey: string;
  clicker: Clicker;
}>;

/** A control, the rule that its use case holds people to, and what it does. */
export type ClickHandler = Readonly<{ policy: Action; handle: (click: Click) => Promise<void> }>;

/** The value of a button. */
export function valueOf(action: BlockElementAction): string {
  return action.type === 'button' ? (action.value ?? '') : '';
}
