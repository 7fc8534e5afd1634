import blockKit from './facts/blockkit-limits.json' with { type: 'json' };
import api from './facts/methods.json' with { type: 'json' };

export const LIMITS = blockKit;

export type ArgType = 'string' | 'boolean' | 'integer' | 'number' | 'array' | 'object' | 'json';

export type MethodFacts = Readonly<{
  /** Calls a minute, or undefined where Slack publishes no number. */
  perMinute: number | undefined;
  /** Any one of these bot scopes lets the app call it. */
  scopes: readonly string[];
  args: ReadonlyMap<string, Readonly<{ type: ArgType; required: boolean }>>;
  errors: ReadonlySet<string>;
}>;

/** What the web client or a listener's client adds to every call. */
const ALWAYS_ALLOWED = ['token', 'team_id'];

/** Codes Slack answers anywhere, though its method pages leave them out. */
const UNLISTED = ['invalid_arguments', 'invalid_auth', 'internal_error', 'msg_blocks_too_long'];

type Raw = Readonly<{
  tier: string;
  scopes: readonly string[];
  args: Readonly<Record<string, string>>;
  errors: string;
}>;

function read(raw: Raw): MethodFacts {
  const args = new Map(
    Object.entries(raw.args).map(([name, type]) => [
      name,
      { type: type.replace('!', '') as ArgType, required: type.endsWith('!') },
    ]),
  );
  for (const name of ALWAYS_ALLOWED) {
    if (!args.has(name)) args.set(name, { type: 'string', required: false });
  }
  return {
    perMinute: (api.callsPerMinute as Readonly<Record<string, number>>)[raw.tier],
    scopes: raw.scopes,
    args,
    errors: new Set([...raw.errors.split(' '), ...api.anyMethod.split(' '), ...UNLISTED]),
  };
}

/** Every simulated method by name. */
export const METHODS: ReadonlyMap<string, MethodFacts> = new Map(
  Object.entries(api.methods as unknown as Readonly<Record<string, Raw>>).map(([name, raw]) => [
    name,
    read(raw),
  ]),
);
