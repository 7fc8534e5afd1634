import { METHODS, type MethodFacts } from '../facts.ts';
import type { Obj } from '../json.ts';
import type { World } from '../store/world.ts';
import { readArgs } from './args.ts';
import { ApiError } from './api-error.ts';
import { needScope } from './call.ts';
import { HANDLERS } from './methods.ts';

const FOR_ANYONE = new Set(['api.test', 'blocks.validate']);
const FOR_APP_TOKEN = new Set(['apps.connections.open']);

function bearer(header: string | undefined): string | undefined {
  return /^Bearer (\S+)$/.exec(header ?? '')?.[1];
}

/** @throws ApiError not_authed, invalid_auth, not_allowed_token_type */
function authenticate(world: World, method: string, token: string | undefined): void {
  if (FOR_ANYONE.has(method)) return;
  const { appToken, botToken } = world.app;
  if (token === undefined) throw new ApiError('not_authed');
  if (token !== appToken && token !== botToken) throw new ApiError('invalid_auth');
  if ((token === appToken) !== FOR_APP_TOKEN.has(method)) {
    throw new ApiError('not_allowed_token_type');
  }
}

function run(world: World, method: string, facts: MethodFacts, raw: Obj): Obj {
  const handler = HANDLERS.get(method);
  if (handler === undefined) throw new ApiError('unknown_method');
  needScope(world, ...facts.scopes);
  return handler({ world, facts, args: readArgs(facts, raw) });
}

export type Credentials = Readonly<{ authorization: string | undefined }>;

/**
 * Runs a method and returns its answer's body. The effect is complete when it returns.
 * @throws Error when a method answers with a code Slack does not list for it: a mistake of ours
 */
export function callMethod(
  world: World,
  method: string,
  raw: Obj,
  { authorization }: Credentials,
): Obj {
  const facts = METHODS.get(method);
  if (facts === undefined) return { ok: false, error: 'unknown_method', req_method: method };
  const inBody = raw['token'];
  const token = bearer(authorization) ?? (typeof inBody === 'string' ? inBody : undefined);
  try {
    authenticate(world, method, token);
    return { ok: true, ...run(world, method, facts, raw) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (!facts.errors.has(error.code) && method !== 'api.test') {
      throw new Error(`Slack lists no error ${error.code} for ${method}`, { cause: error });
    }
    return { ok: false, error: error.code, ...error.fields };
  }
}
