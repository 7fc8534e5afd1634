import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { CompanySpec } from './slack/index.ts';

/* Two companies to try the bot with: Northwind, which runs it, and its new partner Acme. */

export const HOST_TEAM = 'T0NORTHWND';
export const PARTNER_TEAM = 'T0ACME0000';

/** People by what they do, so that scripts and tests read like a story. */
export const CAST = {
  /** Partner manager and admin. */
  mara: 'U0MARA0001',
  /** Legal counsel. */
  dana: 'U0DANA0001',
  /** Security analyst. */
  sam: 'U0SAM00001',
  /** Customer success lead. */
  theo: 'U0THEO0001',
  /** Executive. */
  eva: 'U0EVA00001',
  /** A guest at Northwind. */
  gus: 'U0GUS00001',
  /** Works at Northwind, and nobody has named them for anything. */
  nils: 'U0NILS0001',
  /** Partner lead at Acme. */
  priya: 'U0PRIYA001',
  /** Security contact at Acme. */
  omar: 'U0OMAR0001',
} as const;

export const COMPANIES: readonly CompanySpec[] = [
  {
    teamId: HOST_TEAM,
    name: 'Northwind',
    domain: 'northwind',
    people: [
      {
        id: CAST.mara,
        name: 'Mara',
        email: 'mara@northwind.example',
        zone: 'Europe/Berlin',
        admin: true,
      },
      { id: CAST.dana, name: 'Dana', email: 'dana@northwind.example', zone: 'Europe/Berlin' },
      { id: CAST.sam, name: 'Sam', email: 'sam@northwind.example', zone: 'Europe/Berlin' },
      { id: CAST.theo, name: 'Theo', email: 'theo@northwind.example', zone: 'Europe/London' },
      { id: CAST.eva, name: 'Eva', email: 'eva@northwind.example', zone: 'Europe/Berlin' },
      {
        id: CAST.gus,
        name: 'Gus',
        email: 'gus@contractor.example',
        zone: 'Europe/Berlin',
        guest: true,
      },
      { id: CAST.nils, name: 'Nils', email: 'nils@northwind.example', zone: 'Europe/Berlin' },
    ],
  },
  {
    teamId: PARTNER_TEAM,
    name: 'Acme',
    domain: 'acme',
    people: [
      {
        id: CAST.priya,
        name: 'Priya',
        email: 'priya@acme.example',
        zone: 'Europe/Lisbon',
        admin: true,
      },
      { id: CAST.omar, name: 'Omar', email: 'omar@acme.example', zone: 'Europe/Lisbon' },
    ],
  },
];

/** The app's own manifest, so that what it does not ask for is refused here as well. */
export function readManifest(): unknown {
  return parse(readFileSync(join(import.meta.dirname, '../manifest.yml'), 'utf8'));
}
