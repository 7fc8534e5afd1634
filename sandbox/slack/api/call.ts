import type { MethodFacts } from '../facts.ts';
import type { Obj } from '../json.ts';
import type { World } from '../store/world.ts';
import { refusalFields, type Refusal } from '../blocks/validate.ts';
import { ApiError } from './api-error.ts';
import type { Args } from './args.ts';

/** One call of a Web API method, let in and with its arguments read. */
export type Call = Readonly<{ world: World; args: Args; facts: MethodFacts }>;

/** What the answer holds besides `ok`. @throws ApiError */
export type Method = (call: Call) => Obj;

/** The code if this method is known to answer it, else what Slack says there instead. */
export function listed(call: Call, code: string, instead: string): ApiError {
  return new ApiError(call.facts.errors.has(code) ? code : instead);
}

/** @throws ApiError when there is something to refuse */
export function refuse(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw new ApiError(refusal.code, refusalFields(refusal));
}

/** @throws ApiError missing_scope unless the app has one of these */
export function needScope(world: World, ...anyOf: readonly string[]): void {
  const { scopes } = world.grants;
  if (anyOf.length === 0 || anyOf.some((each) => scopes.has(each))) return;
  throw new ApiError('missing_scope', {
    needed: anyOf.join(','),
    provided: [...scopes].join(','),
  });
}
