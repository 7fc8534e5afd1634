import type { Action } from '../src/domain/access.ts';
import type { Signer } from '../src/usecases/actor.ts';
import type { Deps } from '../src/usecases/deps.ts';
import type { Submitted } from '../views/kit.ts';
import type { FormAnswer } from './guarded.ts';

/** A form that was sent. */
export type Sent = Readonly<{
  deps: Deps;
  signer: Signer;
  view: Submitted & Readonly<{ id: string }>;
}>;

/** A form, the rule that its use case holds people to, and what it does. */
export type FormHandler = Readonly<{ policy: Action; handle: (sent: Sent) => Promise<FormAnswer> }>;

/** Says what is wrong in one field. */
export function wrong(field: string, text: string): FormAnswer {
  return { kind: 'errors', errors: { [field]: text } };
}
