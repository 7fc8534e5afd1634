import type { Store } from '../../db/store.ts';
import type { Country } from '../domain/facts.ts';
import type { Instant, Zone } from '../domain/ids.ts';

/** Our own workspace, as Slack names it at start; never taken from a payload. */
export type Host = Readonly<{
  teamId: string;
  enterpriseId: string | null;
  /** Our company as Slack shows it. */
  name: string;
  botUserId: string;
  botId: string;
}>;

/** What the operator has chosen, as far as decisions depend on it. */
export type Settings = Readonly<{
  /** The zone of our own people's working days, and of the weekly digest. */
  zone: Zone;
  /** Whose public holidays our own people have off. */
  country: Country | null;
  /** What a partner can be started with, the usual one first. */
  playbooks: readonly [string, ...string[]];
  executiveChannel: string | null;
  /** For alarms; without it they go to the admins. */
  opsChannel: string | null;
}>;

/** What every use case takes first. */
export type Deps = Readonly<{
  store: Store;
  now: () => Instant;
  /** Random text that never comes twice. */
  newId: () => string;
  host: Host;
  settings: Settings;
  /** What dates are computed with: the version of the time zones, our own zone and country. */
  zoneData: string;
  /** Lets others have their turn: long work stops for nobody. */
  breathe: () => Promise<void>;
}>;
