import type { CAST } from './cast.ts';
import { inDm, must, send, startPartner, USUAL_FACTS } from './doing.ts';
import { SIXTY, type OtherPartner } from './partners.ts';
import type { Stage } from './stage.ts';
import { ACME, playScenes, playUntil } from './story.ts';

/** An interesting moment, set up from nothing through the doors that people use. */
export type Moment = Readonly<{
  id: string;
  title: string;
  about: string;
  /** Whose Slack shows it best. */
  look: keyof typeof CAST;
  /** `moveTo` stops wherever something is due on the way. */
  play: (stage: Stage, moveTo: (until: number) => Promise<unknown>) => Promise<unknown>;
}>;

export const MOMENTS: readonly Moment[] = [
  {
    id: 'signed',
    title: 'Just signed',
    about: 'Acme has signed the contract. Nobody has done anything yet.',
    look: 'mara',
    play: (stage) => playUntil(stage, 'team'),
  },
  {
    id: 'invited',
    title: 'Invitation pending',
    about: 'The channel is there; Priya has not accepted the invitation.',
    look: 'priya',
    play: (stage) => playUntil(stage, 'start'),
  },
  {
    id: 'returned',
    title: 'Evidence returned',
    about: 'Legal has sent Acme’s evidence back, with the reason.',
    look: 'priya',
    play: (stage) => playUntil(stage, 'return'),
  },
  {
    id: 'blocked',
    title: 'A blocker raised',
    about: 'Priya cannot go on, and waits for Northwind.',
    look: 'mara',
    play: (stage) => playUntil(stage, 'blocked'),
  },
  {
    id: 'deeper',
    title: 'Acme goes deeper',
    about: 'They will write through our API. Mara sees which items that brings: apply it.',
    look: 'mara',
    play: async (stage) => {
      const { mara } = stage.person;
      await playUntil(stage, 'team');
      await startPartner(mara, 'Acme', ACME, { ...USUAL_FACTS, depth: '1' });
      await playScenes(stage, ['accept', 'register', 'hand_in', 'return', 'again', 'accepted']);
      await must(mara.command('/onboard plan acme'));
      const plan = inDm(stage, mara, 'Plan for Acme');
      await must(mara.click({ ...plan, actionId: 'open_facts' }));
      await must(mara.submit({ depth: '3' }));
    },
  },
  {
    id: 'week',
    title: 'A week later',
    about: 'Reminders went out, the first deal is verified, the digest is posted.',
    look: 'eva',
    play: (stage) => playUntil(stage, 'digest'),
  },
  {
    id: 'silence',
    title: 'Three weeks of silence',
    about:
      'Nobody does anything from 16 March to 7 April: a change of clocks, Easter, and a ladder on both sides. Mara reads who was told what, and why not.',
    look: 'mara',
    play: async (stage, moveTo) => {
      const { mara } = stage.person;
      await playUntil(stage, 'again');
      await must(mara.command('/onboard pause acme'));
      await send(mara, {
        reason: 'agreed_absence',
        note: 'Carnival in Lisbon, agreed with Priya',
        return_on: '2026-03-16',
      });
      await moveTo(Date.parse('2026-03-16T09:00:00+01:00'));
      await must(mara.command('/onboard resume acme'));
      await moveTo(Date.parse('2026-04-07T12:00:00+02:00'));
      await must(mara.command('/onboard sla log acme'));
      await must(mara.command('/onboard sla acme'));
      await must(mara.command('/onboard doctor'));
    },
  },
  {
    id: 'down',
    title: 'Slack is down',
    about: 'Priya ticks while Slack’s API fails. Bring Slack back and see that nothing was lost.',
    look: 'priya',
    play: async (stage) => {
      await playUntil(stage, 'accept');
      stage.slack.faults.add(OUTAGE);
      await playScenes(stage, ['register']);
    },
  },
  {
    id: 'sixty',
    title: 'Sixty partners',
    about: 'A whole portfolio: /onboard status and /onboard blockers have something to say.',
    look: 'mara',
    play: async (stage) => {
      await playUntil(stage, 'team');
      for (const partner of SIXTY) await startOther(stage, partner);
      await stage.settle();
      for (const partner of SIXTY) await acceptOther(stage, partner);
      await stage.settle();
      for (const [nth, partner] of SIXTY.entries()) await busyOther(stage, partner, nth);
      await stage.settle();
      stage.clock.moveTo(Date.parse('2026-03-06T10:00:00+01:00'));
      await stage.settle();
    },
  },
];

/** Every call of Slack's API fails, until somebody brings it back. */
export const OUTAGE = {
  method: '*',
  times: Infinity,
  kind: { type: 'status', status: 503, stored: false },
} as const;

async function startOther(
  { slack, person: { mara } }: Stage,
  partner: OtherPartner,
): Promise<void> {
  slack.addCompany(partner.company);
  const { name, country, zone, email } = partner;
  const entries = { type: 'reseller', email, signed_on: '2026-02-27', country, zone };
  await startPartner(mara, name, entries, { ...USUAL_FACTS, depth: '1' });
}

async function acceptOther({ slack }: Stage, { leadId }: OtherPartner): Promise<void> {
  const lead = slack.as(leadId);
  for (const { id, awaits } of lead.invitations())
    if (awaits === 'acceptance') await lead.acceptInvitation(id);
}

/** Two of three have begun, and of these every fourth is blocked. */
async function busyOther({ slack }: Stage, { leadId }: OtherPartner, nth: number): Promise<void> {
  if (nth % 3 === 2) return;
  const lead = slack.as(leadId);
  const channel = lead.channels().find(({ name }) => name.startsWith('onboard-'))?.id ?? '';
  await must(lead.tick({ channel, label: 'Register the partner and name the leads' }));
  if (nth % 4 !== 0) return;
  const ts = lead.sees(channel).findLast(({ text }) => text.includes('· Qualification'))?.ts ?? '';
  await must(lead.click({ channel, ts, actionId: 'open_blocker' }));
  await send(lead, {
    description: 'We have no access yet.',
    waits_for: 'vendor',
    category: 'access',
  });
}
