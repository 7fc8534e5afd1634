import type { CompanySpec } from './slack/index.ts';

/* More partners than anybody remembers: what a partner manager's portfolio looks like. */

const FIRST = [
  'Alder',
  'Birch',
  'Cedar',
  'Dune',
  'Ember',
  'Fjord',
  'Gale',
  'Harbor',
  'Iris',
  'Juniper',
];
const SECOND = ['Labs', 'Systems', 'Consulting', 'Networks', 'Digital', 'Analytics'];
const LEADS = ['Ana', 'Ben', 'Chloe', 'Davi', 'Elif', 'Finn', 'Gita', 'Hugo', 'Ines', 'Jonas'];
const PLACES = [
  { country: 'PT', zone: 'Europe/Lisbon' },
  { country: 'GB', zone: 'Europe/London' },
  { country: 'DE', zone: 'Europe/Berlin' },
  { country: 'US', zone: 'America/New_York' },
  { country: 'JP', zone: 'Asia/Tokyo' },
] as const;

export type OtherPartner = Readonly<{
  name: string;
  leadId: string;
  email: string;
  country: string;
  zone: string;
  company: CompanySpec;
}>;

/** Sixty companies with a lead each, the same every time. */
export const SIXTY: readonly OtherPartner[] = SECOND.flatMap((second, row) =>
  FIRST.map((first, column): OtherPartner => {
    const name = `${first} ${second}`;
    const nth = String(row * FIRST.length + column + 1).padStart(2, '0');
    const domain = `${first}-${second}`.toLowerCase();
    const lead = LEADS[(row + column) % LEADS.length] ?? 'Ana';
    const { country, zone } = PLACES[(row * 3 + column) % PLACES.length] ?? PLACES[0];
    const email = `${lead.toLowerCase()}@${domain}.example`;
    const leadId = `U0LEAD00${nth}`;
    const people = [{ id: leadId, name: lead, email, zone, title: 'Partner lead', admin: true }];
    return {
      name,
      leadId,
      email,
      country,
      zone,
      company: { teamId: `T0PART00${nth}`, name, domain, people },
    };
  }),
);
