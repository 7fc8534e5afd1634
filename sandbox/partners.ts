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
const ZONES = ['Europe/Lisbon', 'Europe/London', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'];

export type OtherPartner = Readonly<{
  name: string;
  leadId: string;
  email: string;
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
    const zone = ZONES[(row * 3 + column) % ZONES.length] ?? 'Europe/Lisbon';
    const email = `${lead.toLowerCase()}@${domain}.example`;
    const leadId = `U0LEAD00${nth}`;
    const people = [{ id: leadId, name: lead, email, zone, title: 'Partner lead', admin: true }];
    return {
      name,
      leadId,
      email,
      zone,
      company: { teamId: `T0PART00${nth}`, name, domain, people },
    };
  }),
);
