import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { CompanySpec, PersonSpec } from './slack/index.ts';

/* Two companies to try the bot with: Northwind, which runs it, and its new partner Acme. */

export const HOST_TEAM = 'T0NORTHWND';
export const PARTNER_TEAM = 'T0ACME0000';

/** Their ids, by name, so that scripts and tests read like a story. */
export const CAST = {
  mara: 'U0MARA0001',
  dana: 'U0DANA0001',
  sam: 'U0SAM00001',
  theo: 'U0THEO0001',
  eva: 'U0EVA00001',
  gus: 'U0GUS00001',
  /** Nobody has named him for anything. */
  nils: 'U0NILS0001',
  priya: 'U0PRIYA001',
  omar: 'U0OMAR0001',
} as const;

type Name = keyof typeof CAST;

/** Somebody at `domain`, in `zone`. */
function person(
  name: Name,
  {
    title,
    zone,
    domain,
    ...more
  }: Readonly<{ title: string; zone: string; domain: string }> &
    Partial<Pick<PersonSpec, 'admin' | 'guest'>>,
): PersonSpec {
  const shown = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return { id: CAST[name], name: shown, email: `${name}@${domain}.example`, zone, title, ...more };
}

const BERLIN = { zone: 'Europe/Berlin', domain: 'northwind' } as const;
const LISBON = { zone: 'Europe/Lisbon', domain: 'acme' } as const;

export const COMPANIES: readonly CompanySpec[] = [
  {
    teamId: HOST_TEAM,
    name: 'Northwind',
    domain: 'northwind',
    people: [
      person('mara', { title: 'Partner manager', admin: true, ...BERLIN }),
      person('dana', { title: 'Legal counsel', ...BERLIN }),
      person('sam', { title: 'Security analyst', ...BERLIN }),
      person('theo', { title: 'Customer success lead', ...BERLIN, zone: 'Europe/London' }),
      person('eva', { title: 'Executive', ...BERLIN }),
      person('gus', { title: 'Guest', guest: true, ...BERLIN, domain: 'contractor' }),
      person('nils', { title: 'Engineer', ...BERLIN }),
    ],
  },
  {
    teamId: PARTNER_TEAM,
    name: 'Acme',
    domain: 'acme',
    people: [
      person('priya', { title: 'Partner lead', admin: true, ...LISBON }),
      person('omar', { title: 'Security contact', ...LISBON }),
    ],
  },
];

/** The app's own manifest, so that what it does not ask for is refused here as well. */
export function readManifest(): unknown {
  return parse(readFileSync(join(import.meta.dirname, '../manifest.yml'), 'utf8'));
}
